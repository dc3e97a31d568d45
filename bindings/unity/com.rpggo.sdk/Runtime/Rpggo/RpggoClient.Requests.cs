using System;

namespace Rpggo
{
    public sealed unsafe partial class RpggoClient
    {
        /// <summary>
        /// Says something to a character. What is answered comes with <see cref="Poll(RpggoHandler)"/>:
        /// <see cref="EventKind.Started"/>, then <see cref="EventKind.Message"/> for every utterance
        /// and whatever else happens, and <see cref="EventKind.Finished"/> at the end, always.
        /// </summary>
        /// <param name="request">What is said, and to whom; copied.</param>
        /// <returns>The request's name, which its events have.</returns>
        /// <exception cref="ArgumentException">A property is missing or wrong; the message names it.
        /// Nothing was sent, and no event comes: so it is for all of these exceptions.</exception>
        /// <exception cref="RpggoException">Too many requests are under way, or the service has no
        /// such call.</exception>
        /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
        public RequestId StartChat(ChatRequest request) => Start(request, null);

        /// <summary>
        /// Starts a session; <see cref="EventKind.Session"/> tells the chapter and whom one can speak
        /// to. RPGGO: needs the session and the game; the chapter, if not the first. Persona: needs the
        /// session and the character; a session that exists begins anew. OpenAI-compatible: done in the
        /// client; takes the system prompt and forgets earlier turns. Aurora has no such call.
        /// </summary>
        /// <inheritdoc cref="StartChat"/>
        public RequestId StartSession(SessionRequest request) =>
            Start(NativeCall.SessionStart, request, null);

        /// <summary>
        /// Goes on with an earlier session. RPGGO: <see cref="EventKind.Session"/>; needs the session
        /// and the game. Persona and OpenAI-compatible: the same as <see cref="FetchHistory"/>. Aurora
        /// has no such call.
        /// </summary>
        /// <inheritdoc cref="StartChat"/>
        public RequestId ResumeSession(SessionRequest request) =>
            Start(NativeCall.SessionResume, request, null);

        /// <summary>
        /// Fetches what was said in a session: each line is an <see cref="EventKind.Message"/> of the
        /// history. Persona: needs the session and the character. OpenAI-compatible: needs the session.
        /// The others have no such call.
        /// </summary>
        /// <inheritdoc cref="StartChat"/>
        public RequestId FetchHistory(SessionRequest request) =>
            Start(NativeCall.SessionHistory, request, null);

        /// <summary>
        /// Begins a session anew. Persona: needs the session and the character. OpenAI-compatible:
        /// needs the session; forgets the turns and keeps the system prompt. The others have no such
        /// call.
        /// </summary>
        /// <inheritdoc cref="StartChat"/>
        public RequestId ResetSession(SessionRequest request) =>
            Start(NativeCall.SessionReset, request, null);

        /// <summary>
        /// Goes to another chapter (RPGGO), after <see cref="EventKind.Chapter"/> and with the id that
        /// it names; <see cref="EventKind.Session"/> tells the chapter. Needs the session, the game and
        /// the chapter.
        /// </summary>
        /// <inheritdoc cref="StartChat"/>
        public RequestId ChangeChapter(SessionRequest request) =>
            Start(NativeCall.ChapterChange, request, null);

        /// <summary>
        /// Fetches a preview of a game (RPGGO), without a session; <see cref="EventKind.Session"/>
        /// lists all chapters. Needs the game.
        /// </summary>
        /// <inheritdoc cref="StartChat"/>
        public RequestId FetchGame(SessionRequest request) =>
            Start(NativeCall.GameFetch, request, null);

        /// <summary>
        /// Cancels a request: its connection is closed at once, and it finishes with
        /// <see cref="Status.Cancelled"/>. Events of it that wait already come before.
        /// </summary>
        /// <param name="request">Which one; one that is over, or none, is no error.</param>
        /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
        public void Cancel(RequestId request)
        {
            bool isHeld = false;
            try
            {
                Status status = Native.RequestCancel(Hold(ref isHeld), request.Value);
                if (status != Status.Ok)
                {
                    throw Failure.OfLastCall(status, nameof(request));
                }
            }
            finally
            {
                LetGo(isHeld);
            }
        }

        /// <summary>The same for a token, whose owner need not know that the client is gone.</summary>
        internal void CancelIfThere(ulong request)
        {
            try
            {
                Cancel(new RequestId(request));
            }
            catch (ObjectDisposedException)
            {
            }
        }

        private RequestId Start(ChatRequest request, PendingCall pending)
        {
            if (request == null)
            {
                throw new ArgumentNullException(nameof(request));
            }
            using (var texts = new NativeTexts())
            {
                Native.ChatRequest native = request.ToNative(texts);
                return Start(NativeCall.Chat, &native, pending);
            }
        }

        private RequestId Start(NativeCall call, SessionRequest request, PendingCall pending)
        {
            if (request == null)
            {
                throw new ArgumentNullException(nameof(request));
            }
            using (var texts = new NativeTexts())
            {
                Native.SessionRequest native = request.ToNative(texts);
                return Start(call, &native, pending);
            }
        }

        private RequestId Start(NativeCall call, void* request, PendingCall pending)
        {
            bool isHeld = false;
            try
            {
                IntPtr client = Hold(ref isHeld);
                ulong id = 0;
                // Whoever polls meanwhile waits for this before he asks who awaits an event.
                lock (_gate)
                {
                    if (_isDisposed)
                    {
                        throw Failure.Disposed();
                    }
                    Status status = Start(call, client, request, &id);
                    if (status != Status.Ok)
                    {
                        throw Failure.OfLastCall(status, nameof(request));
                    }
                    if (pending != null)
                    {
                        _pending.Add(id, pending);
                    }
                }
                pending?.Begin(id);
                return new RequestId(id);
            }
            finally
            {
                LetGo(isHeld);
            }
        }

        private static Status Start(NativeCall call, IntPtr client, void* request, ulong* id)
        {
            var session = (Native.SessionRequest*)request;
            switch (call)
            {
                case NativeCall.Chat:
                    return Native.ChatStart(client, (Native.ChatRequest*)request, id);
                case NativeCall.SessionStart:
                    return Native.SessionStart(client, session, id);
                case NativeCall.SessionResume:
                    return Native.SessionResume(client, session, id);
                case NativeCall.SessionHistory:
                    return Native.SessionHistory(client, session, id);
                case NativeCall.SessionReset:
                    return Native.SessionReset(client, session, id);
                case NativeCall.ChapterChange:
                    return Native.ChapterChange(client, session, id);
                case NativeCall.GameFetch:
                    return Native.GameFetch(client, session, id);
                default:
                    throw new ArgumentOutOfRangeException(nameof(call));
            }
        }
    }
}
