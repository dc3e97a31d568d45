using System;

namespace Rpggo.Tests
{
    /// <summary>Throws at every event of a kind.</summary>
    internal sealed class Thrower : Listener
    {
        private readonly EventKind _kind;

        internal Thrower(EventKind kind)
        {
            _kind = kind;
        }

        public override void OnEvent(in RpggoEvent e)
        {
            base.OnEvent(in e);
            if (e.Kind == _kind)
            {
                throw new TimeoutException("of the handler: " + e.Kind);
            }
        }
    }
}
