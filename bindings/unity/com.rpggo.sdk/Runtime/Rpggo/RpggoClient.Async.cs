using System;
using System.Threading;
using System.Threading.Tasks;

namespace Rpggo
{
    public sealed unsafe partial class RpggoClient
    {
        /// <summary>
        /// Sends a message to a character, and returns everything the response contains. The client must be
        /// polled: the task completes inside <see cref="Poll(RpggoHandler)"/>, and continuations run there,
        /// on the polling thread; if a synchronization context of another thread was captured, they are
        /// posted to it.
        /// </summary>
        /// <param name="request">The message and its character; copied.</param>
        /// <param name="onDelta">Receives each new piece of the text inside <see
        /// cref="Poll(RpggoHandler)"/>; a message that arrives as a whole is one piece. May be null. The
        /// same rules as for a <see cref="RpggoHandler"/>.</param>
        /// <param name="token">Cancels the request, from any thread; the task completes in a later poll,
        /// and no more pieces arrive. A token that is already cancelled sends nothing.</param>
        /// <returns>The task fails with a <see cref="RpggoException"/>, and is cancelled by the token, by
        /// <see cref="Cancel"/> and by <see cref="Dispose"/>.</returns>
        /// <exception cref="ArgumentException">A property is missing or invalid; the message names it.
        /// Nothing was sent. This and the following exceptions are thrown by the call itself.</exception>
        /// <exception cref="RpggoException">Too many requests are in progress, or the service does not
        /// support this call.</exception>
        /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
        public Task<ChatResult> ChatAsync(
            ChatRequest request,
            Action<string> onDelta = null,
            CancellationToken token = default(CancellationToken))
        {
            if (token.IsCancellationRequested)
            {
                return Task.FromCanceled<ChatResult>(token);
            }
            var pending = new PendingChat(this, onDelta, token);
            try
            {
                Start(request, pending);
            }
            catch
            {
                pending.Forget();
                throw;
            }
            return pending.Task;
        }

        /// <summary>Starts a session; see <see cref="StartSession"/>.</summary>
        /// <inheritdoc cref="ChatAsync"/>
        public Task<SessionResult> StartSessionAsync(
            SessionRequest request, CancellationToken token = default(CancellationToken)) =>
            Await(NativeCall.SessionStart, request, token);

        /// <summary>Resumes an earlier session; see <see cref="ResumeSession"/>.</summary>
        /// <inheritdoc cref="ChatAsync"/>
        public Task<SessionResult> ResumeSessionAsync(
            SessionRequest request, CancellationToken token = default(CancellationToken)) =>
            Await(NativeCall.SessionResume, request, token);

        /// <summary>Fetches the history of a session; see <see cref="FetchHistory"/>.</summary>
        /// <inheritdoc cref="ChatAsync"/>
        public Task<SessionResult> FetchHistoryAsync(
            SessionRequest request, CancellationToken token = default(CancellationToken)) =>
            Await(NativeCall.SessionHistory, request, token);

        /// <summary>Restarts a session; see <see cref="ResetSession"/>.</summary>
        /// <inheritdoc cref="ChatAsync"/>
        public Task<SessionResult> ResetSessionAsync(
            SessionRequest request, CancellationToken token = default(CancellationToken)) =>
            Await(NativeCall.SessionReset, request, token);

        /// <summary>Switches to another chapter; see <see cref="ChangeChapter"/>.</summary>
        /// <inheritdoc cref="ChatAsync"/>
        public Task<SessionResult> ChangeChapterAsync(
            SessionRequest request, CancellationToken token = default(CancellationToken)) =>
            Await(NativeCall.ChapterChange, request, token);

        /// <summary>Fetches a preview of a game; see <see cref="FetchGame"/>.</summary>
        /// <inheritdoc cref="ChatAsync"/>
        public Task<SessionResult> FetchGameAsync(
            SessionRequest request, CancellationToken token = default(CancellationToken)) =>
            Await(NativeCall.GameFetch, request, token);

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
    }
}
