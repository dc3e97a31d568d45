using System;
using System.Threading;

namespace Rpggo
{
    /// <summary>A call that is being awaited.</summary>
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

        /// <summary>The request is in progress.</summary>
        internal void Begin(ulong request)
        {
            Volatile.Write(ref _request, request);
            Thread.MemoryBarrier();
            if (_isCancelAsked)
            {
                _client.CancelIfThere(request);
            }
        }

        /// <summary>The request has finished.</summary>
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

        /// <summary>The request could not be started.</summary>
        internal void Forget()
        {
            _registration.Dispose();
        }

        /// <summary>The client was disposed, and the request with it.</summary>
        internal void Abandon()
        {
            _registration.Dispose();
            Cancel(CancellationToken.None);
        }

        /// <summary>An event of the request, including the last one.</summary>
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
