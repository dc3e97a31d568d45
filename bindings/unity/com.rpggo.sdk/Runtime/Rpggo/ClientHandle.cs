using System;
using System.Runtime.InteropServices;

namespace Rpggo
{
    /// <summary>The native client; freed when it is no longer used, or when its domain is unloaded.</summary>
    internal sealed unsafe class ClientHandle : SafeHandle
    {
        internal ClientHandle()
            : base(IntPtr.Zero, true)
        {
        }

        public override bool IsInvalid => handle == IntPtr.Zero;

        /// <summary>Creates the client.</summary>
        internal Status Open(Native.ClientOptions* options)
        {
            Status status = Status.Internal;
            try
            {
            }
            finally
            {
                // Nothing aborts a finally block, so the client cannot be lost between the two lines.
                IntPtr made = IntPtr.Zero;
                status = Native.ClientNew(options, &made);
                SetHandle(made);
            }
            return status;
        }

        protected override bool ReleaseHandle()
        {
            if (!IsProcessEnding())
            {
                Native.ClientFree(handle);
            }
            return true;
        }

        /// <summary>
        /// Then the system takes everything at once, and the library may be gone before the last
        /// finaliser. When only a domain is unloaded, the library stays, and the client's thread with
        /// it, so the client has to be freed. Mono says HasShutdownStarted for both.
        /// </summary>
        private static bool IsProcessEnding()
        {
            return Environment.HasShutdownStarted
                && !AppDomain.CurrentDomain.IsFinalizingForUnload();
        }
    }
}
