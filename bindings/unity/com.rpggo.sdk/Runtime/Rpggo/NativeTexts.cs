using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace Rpggo
{
    /// <summary>The texts passed to one call, in UTF-8; freed after it.</summary>
    internal sealed unsafe class NativeTexts : IDisposable
    {
        private readonly List<IntPtr> _texts = new List<IntPtr>();

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
            // Its place first, so that nothing is lost if there is no memory for that.
            _texts.Add(IntPtr.Zero);
            byte* bytes = (byte*)Marshal.AllocHGlobal(checked(length + 1));
            _texts[_texts.Count - 1] = (IntPtr)bytes;
            fixed (char* characters = text)
            {
                Encoding.UTF8.GetBytes(characters, text.Length, bytes, length);
            }
            bytes[length] = 0;
            return bytes;
        }

        public void Dispose()
        {
            foreach (IntPtr text in _texts)
            {
                // Nothing is done for the place of a text that there was no memory for.
                Marshal.FreeHGlobal(text);
            }
            _texts.Clear();
        }
    }
}
