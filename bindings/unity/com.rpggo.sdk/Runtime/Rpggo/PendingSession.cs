using System.Threading;
using System.Threading.Tasks;

namespace Rpggo
{
    /// <summary>A session or game call that is being awaited.</summary>
    internal sealed class PendingSession : PendingCall
    {
        private readonly TaskCompletionSource<SessionResult> _source =
            new TaskCompletionSource<SessionResult>();

        private readonly SessionResult _result = new SessionResult();

        internal PendingSession(RpggoClient client, CancellationToken token)
            : base(client, token)
        {
        }

        internal Task<SessionResult> Task => _source.Task;

        internal override void Read(in RpggoEvent it)
        {
            _result.Read(in it);
        }

        protected override void Succeed(RequestId request)
        {
            _result.Request = request;
            _source.TrySetResult(_result);
        }

        protected override void Fail(RequestId request, in FinishedPayload finished)
        {
            _source.TrySetException(new RpggoException(in finished, null));
        }

        protected override void Cancel(CancellationToken token)
        {
            _source.TrySetCanceled(token);
        }
    }
}
