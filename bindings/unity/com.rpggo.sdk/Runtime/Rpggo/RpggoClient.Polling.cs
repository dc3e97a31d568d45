using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Rpggo
{
    public sealed unsafe partial class RpggoClient
    {
        // The thread that polls, 0 when none does.
        private int _pollingThread;
        private bool _isInHandler;

        /// <summary>
        /// Drives the calls that are awaited, and nothing else: events of other requests are passed by.
        /// Call it once a frame, or <see cref="Poll(RpggoHandler)"/>.
        /// </summary>
        /// <returns>How many events came.</returns>
        /// <exception cref="InvalidOperationException">Another thread polls this client at this moment,
        /// or it is called inside a handler of this client.</exception>
        /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
        public int Poll() => PollAll(null);

        /// <summary>
        /// Gives the handler every event that waits now, in order, and drives the calls that are
        /// awaited, whose events the handler gets as well. Call it once a frame. It never waits; when
        /// nothing happened it allocates nothing.
        /// </summary>
        /// <remarks>
        /// <para>Events that come while it delivers wait for the next poll, so that a service that sends
        /// as fast as the handler reads cannot hold the frame.</para>
        /// <para>What awaits a call goes on in here, on this thread, once the handler has seen the
        /// call's last event; there the client may be polled again.</para>
        /// <para>An exception of the handler leaves this method; its event counts as delivered, and the
        /// next poll goes on with those behind it.</para>
        /// </remarks>
        /// <param name="handler">Receives the events.</param>
        /// <returns>How many events came.</returns>
        /// <exception cref="InvalidOperationException">Another thread polls this client at this moment,
        /// or it is called inside a handler of this client.</exception>
        /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
        public int Poll(RpggoHandler handler)
        {
            if (handler == null)
            {
                throw new ArgumentNullException(nameof(handler));
            }
            return PollAll(handler);
        }

        private int PollAll(RpggoHandler handler)
        {
            bool isHeld = false;
            bool isOutermost = false;
            try
            {
                IntPtr client = Hold(ref isHeld);
                isOutermost = Enter();
                return DeliverWaiting(client, handler);
            }
            finally
            {
                if (isOutermost)
                {
                    Volatile.Write(ref _pollingThread, 0);
                }
                LetGo(isHeld);
            }
        }

        private int DeliverWaiting(IntPtr client, RpggoHandler handler)
        {
            int count = 0;
            // Not until there is none: a service that sends as fast as the handler reads would keep
            // the game in here for ever.
            long most = 1;
            Native.Event* it;
            while (count < most && !_isDisposed && (it = Native.PollEvent(client)) != null)
            {
                if (count == 0)
                {
                    most += Waiting(client);
                }
                count++;
                Deliver(it, handler);
            }
            return count;
        }

        private static long Waiting(IntPtr client)
        {
            var stats = new Native.Stats { StructSize = (UIntPtr)sizeof(Native.Stats) };
            return Native.ClientStats(client, &stats) == Status.Ok ? (long)stats.QueuedEvents : 0;
        }

        /// <summary>Makes this the thread that polls.</summary>
        /// <returns>False where it is that already, in what goes on after an awaited call.</returns>
        private bool Enter()
        {
            int self = Environment.CurrentManagedThreadId;
            int before = Interlocked.CompareExchange(ref _pollingThread, self, 0);
            if (before == 0)
            {
                return true;
            }
            if (before != self)
            {
                throw new InvalidOperationException(
                    "another thread is polling this client: poll each client from one thread");
            }
            if (_isInHandler)
            {
                throw new InvalidOperationException(
                    "Poll was called inside a handler of the same client, which would end the event "
                        + "that the handler reads: return first, and poll in the next frame");
            }
            return false;
        }

        private void Deliver(Native.Event* at, RpggoHandler handler)
        {
            var it = new RpggoEvent(at);
            ExceptionDispatchInfo thrown = handler == null ? null : Give(in it, handler);
            PendingCall call = PendingOf(at);
            if (call != null)
            {
                ExceptionDispatchInfo thrownToo = Give(in it, call);
                thrown = thrown ?? thrownToo;
                if (at->Kind == EventKind.Finished)
                {
                    call.Finish(new FinishedPayload(&at->As.Finished));
                }
            }
            // Only now, so that nobody awaits a call for ever because a handler failed.
            thrown?.Throw();
        }

        private ExceptionDispatchInfo Give(in RpggoEvent it, RpggoHandler handler)
        {
            _isInHandler = true;
            try
            {
                handler.Receive(in it);
                return null;
            }
            catch (Exception exception)
            {
                return ExceptionDispatchInfo.Capture(exception);
            }
            finally
            {
                _isInHandler = false;
            }
        }

        private ExceptionDispatchInfo Give(in RpggoEvent it, PendingCall call)
        {
            _isInHandler = true;
            try
            {
                call.Read(in it);
                return null;
            }
            catch (Exception exception)
            {
                return ExceptionDispatchInfo.Capture(exception);
            }
            finally
            {
                _isInHandler = false;
            }
        }

        /// <summary>Who awaits the request of this event; after its last one, nobody.</summary>
        private PendingCall PendingOf(Native.Event* at)
        {
            lock (_gate)
            {
                PendingCall call;
                if (_pending.TryGetValue(at->Request, out call) && at->Kind == EventKind.Finished)
                {
                    _pending.Remove(at->Request);
                }
                return call;
            }
        }
    }
}
