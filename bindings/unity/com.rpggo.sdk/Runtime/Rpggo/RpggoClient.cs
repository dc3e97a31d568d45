using System;
using System.Collections.Generic;

namespace Rpggo
{
    /// <summary>
    /// A connection to a service and its characters. One client is enough for a game, regardless of the
    /// number of characters. No call waits for the network: start requests, and call <see
    /// cref="Poll(RpggoHandler)"/> once per frame.
    /// </summary>
    /// <remarks>
    /// Any thread may call any method; only one thread at a time may poll. A client that is not disposed is
    /// freed when it is garbage-collected, or when its application domain is unloaded.
    /// </remarks>
    public sealed unsafe partial class RpggoClient : IDisposable
    {
        private readonly ClientHandle _handle = new ClientHandle();
        private readonly Dictionary<ulong, PendingCall> _pending =
            new Dictionary<ulong, PendingCall>();

        // Held for moments only, and never while code of the game runs.
        private readonly object _gate = new object();
        private volatile bool _isDisposed;

        /// <summary>Creates a client. Returns at once and does not connect yet.</summary>
        /// <param name="options">The configuration; copied.</param>
        /// <exception cref="ArgumentException">An option is invalid, or the key is missing; the message
        /// says which and what to do.</exception>
        /// <exception cref="RpggoException">The system cannot create a thread, too many clients exist, or
        /// the native library has another version.</exception>
        /// <exception cref="DllNotFoundException">The native library was not found.</exception>
        public RpggoClient(RpggoClientOptions options)
        {
            if (options == null)
            {
                throw new ArgumentNullException(nameof(options));
            }
            if (AbiVersion != (int)Native.AbiVersion)
            {
                throw new RpggoException(
                    Status.Internal,
                    "the native library rpggo " + Version + " has ABI version " + AbiVersion
                        + ", these sources need " + Native.AbiVersion
                        + ": take both from the same release");
            }
            using (var texts = new NativeTexts())
            {
                Native.ClientOptions native = options.ToNative(texts);
                Check(_handle.Open(&native), nameof(options));
            }
        }

        /// <summary>The version of the native library, for example "0.1.0".</summary>
        /// <exception cref="DllNotFoundException">The native library was not found.</exception>
        public static string Version => Utf8.Read(Native.Version());

        /// <summary>The version of the native library's ABI.</summary>
        /// <exception cref="DllNotFoundException">The native library was not found.</exception>
        public static int AbiVersion
        {
            get
            {
                try
                {
                    return (int)Native.LibraryAbiVersion();
                }
                catch (DllNotFoundException notFound)
                {
                    throw new DllNotFoundException(
                        "the native library \"" + Native.Library + "\" was not found: put rpggo.dll, "
                            + "librpggo.so or librpggo.dylib next to the program",
                        notFound);
                }
            }
        }

        /// <summary>The client's statistics. Cheap enough to read once per frame.</summary>
        /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
        public RpggoStats Stats
        {
            get
            {
                bool isHeld = false;
                try
                {
                    IntPtr client = Hold(ref isHeld);
                    var stats = new Native.Stats { StructSize = (UIntPtr)sizeof(Native.Stats) };
                    Check(Native.ClientStats(client, &stats), null);
                    return new RpggoStats(in stats);
                }
                finally
                {
                    LetGo(isHeld);
                }
            }
        }

        /// <summary>Cancels all requests, closes the connections, and frees the client; takes at most 100
        /// ms. Awaited calls are cancelled, and their continuations run inside this method, on this thread.
        /// While a thread polls (including this one, in a handler), the memory is kept until that poll
        /// returns, which delivers no further events.</summary>
        public void Dispose()
        {
            var abandoned = new List<PendingCall>();
            lock (_gate)
            {
                if (_isDisposed)
                {
                    return;
                }
                _isDisposed = true;
                abandoned.AddRange(_pending.Values);
                _pending.Clear();
            }
            _handle.Dispose();
            foreach (PendingCall call in abandoned)
            {
                call.Abandon();
            }
        }

        /// <summary>The native client, which cannot be freed until <see cref="LetGo"/>.</summary>
        private IntPtr Hold(ref bool isHeld)
        {
            if (_isDisposed)
            {
                throw Failure.Disposed();
            }
            _handle.DangerousAddRef(ref isHeld);
            return _handle.DangerousGetHandle();
        }

        private void LetGo(bool isHeld)
        {
            if (isHeld)
            {
                _handle.DangerousRelease();
            }
        }
    }
}
