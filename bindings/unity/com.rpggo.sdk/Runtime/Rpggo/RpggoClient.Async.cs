using System;
using System.Threading;
using System.Threading.Tasks;

namespace Rpggo
{
    public sealed unsafe partial class RpggoClient
    {
        /// <summary>
        /// Says something to a character, and gives all that came of it. Somebody has to poll: the task
        /// ends inside <see cref="Poll(RpggoHandler)"/>, and what awaits it goes on there, on the
        /// thread that polls; where a synchronisation context was captured that is not that thread's,
        /// it is posted there.
        /// </summary>
        /// <param name="request">What is said, and to whom; copied.</param>
        /// <param name="onDelta">Receives each new piece of the text inside
        /// <see cref="Poll(RpggoHandler)"/>; an utterance that comes as a whole is one piece. May be
        /// null. The same rules as for a <see cref="RpggoHandler"/>.</param>
        /// <param name="token">Cancels the request, from any thread; the task ends in a later poll, and
        /// no more pieces come. One that is cancelled before sends nothing.</param>
        /// <returns>Fails with a <see cref="RpggoException"/>, and is cancelled by the token, by
        /// <see cref="Cancel"/> and by <see cref="Dispose"/>.</returns>
        /// <exception cref="ArgumentException">A property is missing or wrong; the message names it.
        /// Nothing was sent: so it is for all of these exceptions, which the call itself
        /// throws.</exception>
        /// <exception cref="RpggoException">Too many requests are under way, or the service has no
        /// such call.</exception>
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

        /// <summary>Starts a session, as <see cref="StartSession"/>.</summary>
        /// <inheritdoc cref="ChatAsync"/>
        public Task<SessionResult> StartSessionAsync(
            SessionRequest request, CancellationToken token = default(CancellationToken)) =>
            Await(NativeCall.SessionStart, request, token);

        /// <summary>Goes on with an earlier session, as <see cref="ResumeSession"/>.</summary>
        /// <inheritdoc cref="ChatAsync"/>
        public Task<SessionResult> ResumeSessionAsync(
            SessionRequest request, CancellationToken token = default(CancellationToken)) =>
            Await(NativeCall.SessionResume, request, token);

        /// <summary>Fetches what was said in a session, as <see cref="FetchHistory"/>.</summary>
        /// <inheritdoc cref="ChatAsync"/>
        public Task<SessionResult> FetchHistoryAsync(
            SessionRequest request, CancellationToken token = default(CancellationToken)) =>
            Await(NativeCall.SessionHistory, request, token);

        /// <summary>Begins a session anew, as <see cref="ResetSession"/>.</summary>
        /// <inheritdoc cref="ChatAsync"/>
        public Task<SessionResult> ResetSessionAsync(
            SessionRequest request, CancellationToken token = default(CancellationToken)) =>
            Await(NativeCall.SessionReset, request, token);

        /// <summary>Goes to another chapter, as <see cref="ChangeChapter"/>.</summary>
        /// <inheritdoc cref="ChatAsync"/>
        public Task<SessionResult> ChangeChapterAsync(
            SessionRequest request, CancellationToken token = default(CancellationToken)) =>
            Await(NativeCall.ChapterChange, request, token);

        /// <summary>Fetches a preview of a game, as <see cref="FetchGame"/>.</summary>
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
