using System;
using System.Threading;

namespace Rpggo
{
    /// <summary>A call that somebody awaits.</summary>
    internal abstract class PendingCall
    {
        private static readonly Action<object> AskToCancel = it => ((PendingCall)it).OnCancelAsked();

        private readonly RpggoClient _client;
        private readonly CancellationToken _token;
        private readonly CancellationTokenRegistration _registration;
        private ulong _request;
        private volatile bool _isCancelAsked;

        protected PendingCall(RpggoClient client, CancellationToken token)
        {
            _client = client;
            _token = token;
            // Before the request is there, so that it cannot finish before this is done.
            _registration = token.Register(AskToCancel, this);
        }

        /// <summary>The token was cancelled.</summary>
        protected bool IsCancelAsked => _isCancelAsked;

        /// <summary>The request is under way.</summary>
        internal void Begin(ulong request)
        {
            Volatile.Write(ref _request, request);
            Thread.MemoryBarrier();
            if (_isCancelAsked)
            {
                _client.CancelIfThere(request);
            }
        }

        /// <summary>The request is over.</summary>
        internal void Finish(in FinishedPayload finished)
        {
            _registration.Dispose();
            var request = new RequestId(_request);
            switch (finished.Status)
            {
                case Status.Ok:
                    Succeed(request);
                    break;
                case Status.Cancelled:
                    Cancel(_token.IsCancellationRequested ? _token : CancellationToken.None);
                    break;
                default:
                    Fail(request, in finished);
                    break;
            }
        }

        /// <summary>No request came of it.</summary>
        internal void Forget()
        {
            _registration.Dispose();
        }

        /// <summary>The client is gone, and with it the request.</summary>
        internal void Abandon()
        {
            _registration.Dispose();
            Cancel(CancellationToken.None);
        }

        /// <summary>An event of the request, the last one as well.</summary>
        internal abstract void Read(in RpggoEvent it);

        protected abstract void Succeed(RequestId request);

        protected abstract void Fail(RequestId request, in FinishedPayload finished);

        protected abstract void Cancel(CancellationToken token);

        private void OnCancelAsked()
        {
            _isCancelAsked = true;
            // One of the two threads sees what the other has written.
            Thread.MemoryBarrier();
            ulong request = Volatile.Read(ref _request);
            if (request != 0)
            {
                _client.CancelIfThere(request);
            }
        }
    }
}
