using System;

namespace Rpggo
{
    public sealed unsafe partial class RpggoClient
    {
        /// <summary>For a token, whose owner need not know that the client is gone.</summary>
        internal void CancelIfThere(ulong request)
        {
            try
            {
                RequestCancel(new RequestId(request));
            }
            catch (ObjectDisposedException)
            {
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
                    Check(Start(call, client, request, &id), nameof(request));
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

        private static void Check(Status status, string parameter)
        {
            if (status != Status.Ok)
            {
                throw Failure.OfLastCall(status, parameter);
            }
        }
    }
}
