using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Rpggo
{
    /// <summary>The texts passed to one call, in UTF-8; freed after it.</summary>
    internal sealed unsafe class NativeTexts : IDisposable
    {
        // No struct of the interface has more texts.
        private readonly IntPtr[] _texts = new IntPtr[8];
        private int _count;

        /// <summary>The text, NUL-terminated; NULL for null.</summary>
        /// <exception cref="ArgumentException">It contains a NUL or half of a surrogate pair.</exception>
        internal byte* Add(string text, string name)
        {
            if (text == null)
            {
                return null;
            }
            Utf8.Check(text, name);
            int length = Encoding.UTF8.GetByteCount(text);
            byte* bytes = (byte*)Marshal.AllocHGlobal(checked(length + 1));
            _texts[_count] = (IntPtr)bytes;
            _count++;
            fixed (char* characters = text)
            {
                Encoding.UTF8.GetBytes(characters, text.Length, bytes, length);
            }
            bytes[length] = 0;
            return bytes;
        }

        public void Dispose()
        {
            while (_count > 0)
            {
                _count--;
                Marshal.FreeHGlobal(_texts[_count]);
            }
        }
    }
}
