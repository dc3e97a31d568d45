using System.Collections.Generic;
using System.Threading;

namespace Rpggo.Tests
{
    /// <summary>Keeps what is posted until somebody runs it, as an engine's main loop does.</summary>
    internal sealed class QueueContext : SynchronizationContext
    {
        private readonly List<KeyValuePair<SendOrPostCallback, object>> _queue =
            new List<KeyValuePair<SendOrPostCallback, object>>();

        internal int Count
        {
            get
            {
                lock (_queue)
                {
                    return _queue.Count;
                }
            }
        }

        public override void Post(SendOrPostCallback call, object state)
        {
            lock (_queue)
            {
                _queue.Add(new KeyValuePair<SendOrPostCallback, object>(call, state));
            }
        }

        internal void RunAll()
        {
            while (Count > 0)
            {
                KeyValuePair<SendOrPostCallback, object> next;
                lock (_queue)
                {
                    next = _queue[0];
                    _queue.RemoveAt(0);
                }
                next.Key(next.Value);
            }
        }
    }
}
