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
        /// Drives awaited calls only: events of other requests are discarded. Call it, or <see
        /// cref="Poll(RpggoHandler)"/>, once per frame.
        /// </summary>
        /// <returns>The number of events.</returns>
        /// <exception cref="InvalidOperationException">Another thread is polling this client at the same
        /// moment, or the call was made inside a handler of this client.</exception>
        /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
        public int Poll() => PollAll(null);

        /// <summary>
        /// Passes all queued events to the handler, in order, and drives awaited calls, whose events the
        /// handler receives as well. Call it once per frame. It never waits; when there are no events it
        /// allocates nothing.
        /// </summary>
        /// <remarks>
        /// <para>Events that arrive during delivery wait for the next poll, so that a service that sends as
        /// fast as the handler reads cannot stall the frame.</para>
        /// <para>Continuations of awaited calls run inside this method, on this thread, after the handler
        /// has received the call's last event; they may poll the client again.</para>
        /// <para>An exception of the handler propagates out of this method; its event counts as delivered,
        /// and the next poll continues with the events after it.</para>
        /// </remarks>
        /// <param name="handler">Receives the events.</param>
        /// <returns>The number of events.</returns>
        /// <exception cref="InvalidOperationException">Another thread is polling this client at the same
        /// moment, or the call was made inside a handler of this client.</exception>
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

        /// <summary>Makes this the polling thread.</summary>
        /// <returns>False if it already is, in the continuation of an awaited call.</returns>
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
                    "Poll was called inside a handler of the same client, which would invalidate the event "
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
            // Only now, so that a failed handler does not leave a call awaited forever.
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

        /// <summary>The awaiter of this event's request; removed after its last event.</summary>
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
