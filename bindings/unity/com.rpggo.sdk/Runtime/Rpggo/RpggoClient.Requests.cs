using System;

namespace Rpggo
{
    public sealed unsafe partial class RpggoClient
    {
        /// <summary>
        /// Sends a message to a character. The response arrives through <see cref="Poll(RpggoHandler)"/>:
        /// <see cref="EventKind.Started"/>, then one <see cref="EventKind.Message"/> per message along with
        /// any other events, and always <see cref="EventKind.Finished"/> at the end.
        /// </summary>
        /// <param name="request">The message and its character; copied.</param>
        /// <returns>The request's id, which its events carry.</returns>
        /// <exception cref="ArgumentException">A property is missing or invalid; the message names it.
        /// After this and the following exceptions, nothing was sent and no event follows.</exception>
        /// <exception cref="RpggoException">Too many requests are in progress, or the service does not
        /// support this call.</exception>
        /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
        public RequestId StartChat(ChatRequest request) => Start(request, null);

        /// <summary>
        /// Starts a session; <see cref="EventKind.Session"/> contains the chapter and its characters.
        /// RPGGO: requires the session and the game; the chapter, if not the first. Persona: requires the
        /// session and the character; an existing session is restarted. OpenAI-compatible: handled in the
        /// client; sets the system prompt and clears earlier turns. Not supported by Aurora.
        /// </summary>
        /// <inheritdoc cref="StartChat"/>
        public RequestId StartSession(SessionRequest request) =>
            Start(NativeCall.SessionStart, request, null);

        /// <summary>
        /// Resumes an earlier session. RPGGO: <see cref="EventKind.Session"/>; requires the session and the
        /// game. Persona and OpenAI-compatible: same as <see cref="FetchHistory"/>. Not supported by
        /// Aurora.
        /// </summary>
        /// <inheritdoc cref="StartChat"/>
        public RequestId ResumeSession(SessionRequest request) =>
            Start(NativeCall.SessionResume, request, null);

        /// <summary>
        /// Fetches the history of a session: each message is an <see cref="EventKind.Message"/> marked as
        /// history. Persona: requires the session and the character. OpenAI-compatible: requires the
        /// session. Not supported by the others.
        /// </summary>
        /// <inheritdoc cref="StartChat"/>
        public RequestId FetchHistory(SessionRequest request) =>
            Start(NativeCall.SessionHistory, request, null);

        /// <summary>
        /// Restarts a session. Persona: requires the session and the character. OpenAI-compatible: requires
        /// the session; clears the turns and keeps the system prompt. Not supported by the others.
        /// </summary>
        /// <inheritdoc cref="StartChat"/>
        public RequestId ResetSession(SessionRequest request) =>
            Start(NativeCall.SessionReset, request, null);

        /// <summary>
        /// Switches to another chapter (RPGGO), after <see cref="EventKind.Chapter"/> and with its id; <see
        /// cref="EventKind.Session"/> contains the chapter. Requires the session, the game and the chapter.
        /// </summary>
        /// <inheritdoc cref="StartChat"/>
        public RequestId ChangeChapter(SessionRequest request) =>
            Start(NativeCall.ChapterChange, request, null);

        /// <summary>
        /// Fetches a preview of a game (RPGGO), without a session; <see cref="EventKind.Session"/> contains
        /// all chapters. Requires the game.
        /// </summary>
        /// <inheritdoc cref="StartChat"/>
        public RequestId FetchGame(SessionRequest request) =>
            Start(NativeCall.GameFetch, request, null);

        /// <summary>
        /// Cancels a request: closes its connection at once and finishes it with <see
        /// cref="Status.Cancelled"/>. Its events that are already queued are still delivered first.
        /// </summary>
        /// <param name="request">The request; one that has already finished, or none, is not an
        /// error.</param>
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
