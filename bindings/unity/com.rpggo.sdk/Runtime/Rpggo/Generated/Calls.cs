// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
using System;
using System.Threading;
using System.Threading.Tasks;

namespace Rpggo
{
    /// <summary>Which function starts a request.</summary>
    internal enum NativeCall
    {
        ChatStart,
        SessionStart,
        SessionResume,
        SessionHistory,
        SessionReset,
        ChapterChange,
        GameFetch
    }

    public sealed unsafe partial class RpggoClient
    {
        /// <summary>Sends a message to a character. Returns at once; the response arrives as events
        /// from <see cref="RpggoClient.Poll(RpggoHandler)"/>: <see cref="EventKind.Started"/>, then one
        /// <see cref="EventKind.Message"/> per message along with any other events, and always
        /// <see cref="EventKind.Finished"/> at the end.</summary>
        /// <param name="request">What is asked for; copied.</param>
        /// <returns>The request's id, which its events carry.</returns>
        /// <exception cref="ArgumentException">A property is missing or invalid; the message names it.
        /// After this and the following exceptions, nothing was sent and no event follows.</exception>
        /// <exception cref="RpggoException">Too many requests are in progress, or the service does not
        /// support this call.</exception>
        /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
        public RequestId ChatStart(ChatRequest request) =>
            Start(NativeCall.ChatStart, request, null);

        /// <summary>
        /// Does the same as <see cref="ChatStart"/>, and returns everything the response contains. The client
        /// must be polled: the task completes inside <see cref="Poll(RpggoHandler)"/>, and continuations
        /// run there, on the polling thread; if a synchronization context of another thread was captured,
        /// they are posted to it.
        /// </summary>
        /// <param name="request">What is asked for; copied.</param>
        /// <param name="onDelta">Receives each new piece of the text inside <see
        /// cref="Poll(RpggoHandler)"/>; a message that arrives as a whole is one piece. May be null. The
        /// same rules as for a <see cref="RpggoHandler"/>.</param>
        /// <param name="token">Cancels the request, from any thread; the task completes in a later poll,
        /// and no more pieces arrive. A token that is already cancelled sends nothing.</param>
        /// <returns>The task fails with a <see cref="RpggoException"/>, and is cancelled by the token, by
        /// <see cref="RequestCancel"/> and by <see cref="Dispose"/>.</returns>
        /// <exception cref="ArgumentException">A property is missing or invalid; the message names it.
        /// Nothing was sent. This and the following exceptions are thrown by the call itself.</exception>
        /// <exception cref="RpggoException">Too many requests are in progress, or the service does not
        /// support this call.</exception>
        /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
        public Task<ChatResult> ChatStartAsync(
            ChatRequest request,
            Action<string> onDelta = null,
            CancellationToken token = default(CancellationToken)) =>
            Await(NativeCall.ChatStart, request, onDelta, token);

        /// <summary>Starts a session. The result arrives as <see cref="EventKind.Session"/>.</summary>
        /// <remarks>
        /// <list type="bullet">
        /// <item>RPGGO (<c>startgame</c>): returns the chapter and its characters. Requires
        /// <c>SessionId</c> and <c>GameId</c>; <c>ChapterId</c> selects the chapter, null means the
        /// first.</item>
        /// <item>Persona (<c>init-session</c>): also sends the opening line as
        /// <see cref="EventKind.Message"/>. Requires <c>SessionId</c> and <c>CharacterId</c>, and for
        /// most services <c>PlayerName</c> and <c>PlayerGender</c> (without them the service may
        /// respond with <see cref="Status.BadRequest"/>); <c>MachineId</c> is optional. An existing
        /// session is restarted.</item>
        /// <item>OpenAI-compatible: handled in the client, without the network (no
        /// <see cref="EventKind.Started"/>). Requires <c>SessionId</c>; sets <c>SystemPrompt</c> and
        /// clears earlier turns.</item>
        /// <item>Aurora: <see cref="Status.Unsupported"/>; a session begins with its first
        /// message.</item>
        /// </list>
        /// </remarks>
        /// <inheritdoc cref="ChatStart"/>
        public RequestId SessionStart(SessionRequest request) =>
            Start(NativeCall.SessionStart, request, null);

        /// <summary>Does the same as <see cref="SessionStart"/>, and returns everything the response
        /// contains.</summary>
        /// <inheritdoc cref="ChatStartAsync"/>
        public Task<SessionResult> SessionStartAsync(
            SessionRequest request,
            CancellationToken token = default(CancellationToken)) =>
            Await(NativeCall.SessionStart, request, token);

        /// <summary>Resumes an earlier session.</summary>
        /// <remarks>
        /// <list type="bullet">
        /// <item>RPGGO (<c>resumesession</c>): the result arrives as <see cref="EventKind.Session"/>.
        /// Requires <c>SessionId</c> and <c>GameId</c>.</item>
        /// <item>Persona and OpenAI-compatible: same as
        /// <see cref="RpggoClient.SessionHistory"/>.</item>
        /// <item>Aurora: <see cref="Status.Unsupported"/>; send the next message with the same
        /// <c>SessionId</c>.</item>
        /// </list>
        /// </remarks>
        /// <inheritdoc cref="ChatStart"/>
        public RequestId SessionResume(SessionRequest request) =>
            Start(NativeCall.SessionResume, request, null);

        /// <summary>Does the same as <see cref="SessionResume"/>, and returns everything the response
        /// contains.</summary>
        /// <inheritdoc cref="ChatStartAsync"/>
        public Task<SessionResult> SessionResumeAsync(
            SessionRequest request,
            CancellationToken token = default(CancellationToken)) =>
            Await(NativeCall.SessionResume, request, token);

        /// <summary>Fetches the history of a session: each message arrives as
        /// <see cref="EventKind.Message"/> with its <c>Role</c> and with <c>History</c> set to
        /// true.</summary>
        /// <remarks>
        /// <list type="bullet">
        /// <item>Persona: also <see cref="EventKind.State"/> if the service reports it. Requires
        /// <c>SessionId</c> and <c>CharacterId</c>.</item>
        /// <item>OpenAI-compatible: the turns kept in the client
        /// (<see cref="RpggoClientOptions.MaxHistoryCharacters"/>). Requires <c>SessionId</c>.</item>
        /// <item>RPGGO and Aurora: <see cref="Status.Unsupported"/>; the error lists the services that
        /// support it.</item>
        /// </list>
        /// </remarks>
        /// <inheritdoc cref="ChatStart"/>
        public RequestId SessionHistory(SessionRequest request) =>
            Start(NativeCall.SessionHistory, request, null);

        /// <summary>Does the same as <see cref="SessionHistory"/>, and returns everything the response
        /// contains.</summary>
        /// <inheritdoc cref="ChatStartAsync"/>
        public Task<SessionResult> SessionHistoryAsync(
            SessionRequest request,
            CancellationToken token = default(CancellationToken)) =>
            Await(NativeCall.SessionHistory, request, token);

        /// <summary>Restarts a session.</summary>
        /// <remarks>
        /// <list type="bullet">
        /// <item>Persona: requires <c>SessionId</c> and <c>CharacterId</c>.</item>
        /// <item>OpenAI-compatible: clears the turns and keeps the system prompt. Requires
        /// <c>SessionId</c>.</item>
        /// <item>RPGGO and Aurora: <see cref="Status.Unsupported"/>; the error lists the services that
        /// support it.</item>
        /// </list>
        /// </remarks>
        /// <inheritdoc cref="ChatStart"/>
        public RequestId SessionReset(SessionRequest request) =>
            Start(NativeCall.SessionReset, request, null);

        /// <summary>Does the same as <see cref="SessionReset"/>, and returns everything the response
        /// contains.</summary>
        /// <inheritdoc cref="ChatStartAsync"/>
        public Task<SessionResult> SessionResetAsync(
            SessionRequest request,
            CancellationToken token = default(CancellationToken)) =>
            Await(NativeCall.SessionReset, request, token);

        /// <summary>Switches to another chapter (<c>changechapter</c>; RPGGO only). Call it after
        /// <see cref="EventKind.Chapter"/>, with the <c>ChapterId</c> of that event. The result arrives
        /// as <see cref="EventKind.Session"/>. Requires <c>SessionId</c>, <c>GameId</c> and
        /// <c>ChapterId</c>.</summary>
        /// <inheritdoc cref="ChatStart"/>
        public RequestId ChapterChange(SessionRequest request) =>
            Start(NativeCall.ChapterChange, request, null);

        /// <summary>Does the same as <see cref="ChapterChange"/>, and returns everything the response
        /// contains.</summary>
        /// <inheritdoc cref="ChatStartAsync"/>
        public Task<SessionResult> ChapterChangeAsync(
            SessionRequest request,
            CancellationToken token = default(CancellationToken)) =>
            Await(NativeCall.ChapterChange, request, token);

        /// <summary>Fetches a preview of a game, without a session (<c>gamemetadata</c>; RPGGO only).
        /// The result arrives as <see cref="EventKind.Session"/> with all chapters. Requires
        /// <c>GameId</c>.</summary>
        /// <inheritdoc cref="ChatStart"/>
        public RequestId GameFetch(SessionRequest request) =>
            Start(NativeCall.GameFetch, request, null);

        /// <summary>Does the same as <see cref="GameFetch"/>, and returns everything the response
        /// contains.</summary>
        /// <inheritdoc cref="ChatStartAsync"/>
        public Task<SessionResult> GameFetchAsync(
            SessionRequest request,
            CancellationToken token = default(CancellationToken)) =>
            Await(NativeCall.GameFetch, request, token);

        /// <summary>Cancels a request: closes its connection at once and finishes it with
        /// <see cref="Status.Cancelled"/>. Its events that are already queued are still delivered
        /// first. A request that has already finished, or 0, is not an error.</summary>
        /// <param name="request">The request; one that has already finished, or none, is not an
        /// error.</param>
        /// <exception cref="ArgumentException">An argument is invalid; the message names it.</exception>
        /// <exception cref="RpggoException">The service does not support this call.</exception>
        /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
        public void RequestCancel(RequestId request)
        {
            bool isHeld = false;
            try
            {
                IntPtr client = Hold(ref isHeld);
                Check(Native.RequestCancel(client, request.Value), nameof(request));
            }
            finally
            {
                LetGo(isHeld);
            }
        }

        private RequestId Start(NativeCall call, ChatRequest request, PendingCall pending)
        {
            if (request == null)
            {
                throw new ArgumentNullException(nameof(request));
            }
            using (var texts = new NativeTexts())
            {
                Native.ChatRequest native = request.ToNative(texts);
                return Start(call, &native, pending);
            }
        }

        private Task<ChatResult> Await(
            NativeCall call, ChatRequest request, Action<string> onDelta, CancellationToken token)
        {
            if (token.IsCancellationRequested)
            {
                return Task.FromCanceled<ChatResult>(token);
            }
            var pending = new PendingChat(this, onDelta, token);
            try
            {
                Start(call, request, pending);
            }
            catch
            {
                pending.Forget();
                throw;
            }
            return pending.Task;
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

        private Task<SessionResult> Await(
            NativeCall call, SessionRequest request, CancellationToken token)
        {
            if (token.IsCancellationRequested)
            {
                return Task.FromCanceled<SessionResult>(token);
            }
            var pending = new PendingSession(this, token);
            try
            {
                Start(call, request, pending);
            }
            catch
            {
                pending.Forget();
                throw;
            }
            return pending.Task;
        }

        private static Status Start(NativeCall call, IntPtr client, void* request, ulong* id)
        {
            switch (call)
            {
                case NativeCall.ChatStart:
                    return Native.ChatStart(client, (Native.ChatRequest*)request, id);
                case NativeCall.SessionStart:
                    return Native.SessionStart(client, (Native.SessionRequest*)request, id);
                case NativeCall.SessionResume:
                    return Native.SessionResume(client, (Native.SessionRequest*)request, id);
                case NativeCall.SessionHistory:
                    return Native.SessionHistory(client, (Native.SessionRequest*)request, id);
                case NativeCall.SessionReset:
                    return Native.SessionReset(client, (Native.SessionRequest*)request, id);
                case NativeCall.ChapterChange:
                    return Native.ChapterChange(client, (Native.SessionRequest*)request, id);
                case NativeCall.GameFetch:
                    return Native.GameFetch(client, (Native.SessionRequest*)request, id);
                default:
                    throw new ArgumentOutOfRangeException(nameof(call));
            }
        }
    }
}
