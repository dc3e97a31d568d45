using System;
using System.Text;

namespace Rpggo
{
    /// <summary>Conversion of the library's texts to strings, and validation of the game's texts.</summary>
    internal static unsafe class Utf8
    {
        /// <summary>The text; an empty one does not create a string.</summary>
        internal static string Read(in Native.Str text)
        {
            int length = checked((int)text.Len);
            return length == 0 ? string.Empty : Encoding.UTF8.GetString(text.Data, length);
        }

        /// <summary>A NUL-terminated text.</summary>
        internal static string Read(byte* text)
        {
            int length = 0;
            while (text[length] != 0)
            {
                length++;
            }
            return Encoding.UTF8.GetString(text, length);
        }

        /// <summary>Rejects text that UTF-8 or C cannot represent.</summary>
        internal static void Check(string text, string name)
        {
            for (int i = 0; i < text.Length; i++)
            {
                char unit = text[i];
                if (unit == '\0')
                {
                    throw new ArgumentException(
                        name + " contains a NUL (character " + i + "): remove it", name);
                }
                if (!char.IsSurrogate(unit))
                {
                    continue;
                }
                if (i + 1 == text.Length || !char.IsSurrogatePair(unit, text[i + 1]))
                {
                    throw new ArgumentException(
                        name + " contains half of a surrogate pair (character " + i
                            + "): a text was cut in the middle of a character",
                        name);
                }
                i++;
            }
        }
    }
}
