using System.Globalization;

namespace Rpggo.Unity
{
    /// <summary>
    /// Finds where what a reader takes for one character ends. <see cref="StringInfo"/> keeps surrogate
    /// pairs and combining marks together; the version of it that Unity has knows neither joined emoji
    /// nor flags nor Korean in parts, so these are added here.
    /// </summary>
    static class TextElements
    {
        /// <summary>The end of the element that begins at <paramref name="start"/>.</summary>
        public static int End(string text, int start)
        {
            var end = start + StringInfo.GetNextTextElement(text, start).Length;
            if (IsFlagHalf(text, start) && IsFlagHalf(text, end)) end += 2;
            while (end < text.Length)
            {
                var more = Grows(text, end);
                if (more == 0) break;
                end += more;
            }
            return end;
        }

        /// <summary>How many chars at <paramref name="at"/> belong to the element that ends there.</summary>
        static int Grows(string text, int at)
        {
            var next = text[at];
            if (next == '\n' && text[at - 1] == '\r') return 1;
            const char joiner = '\u200d', nonJoiner = '\u200c';
            if (next == joiner || next == nonJoiner) return 1;
            if (IsHangulTail(next) && IsHangul(text[at - 1])) return 1;
            if (IsHangulLead(next) && IsHangulLead(text[at - 1])) return 1;
            // What a joiner has joined. Nothing of ASCII is, such as the beginning of a tag.
            if (text[at - 1] == joiner && next > 0x7f && !char.IsWhiteSpace(next))
                return StringInfo.GetNextTextElement(text, at).Length;
            // Marks that are not letters: combining ones get here only after a joiner.
            switch (char.GetUnicodeCategory(text, at))
            {
                case UnicodeCategory.NonSpacingMark:
                case UnicodeCategory.SpacingCombiningMark:
                case UnicodeCategory.EnclosingMark:
                    return char.IsSurrogatePair(text, at) ? 2 : 1;
            }
            return IsSkinTone(text, at) || IsTagLetter(text, at) ? 2 : 0;
        }

        static int CodePoint(string text, int at)
        {
            return at + 1 < text.Length && char.IsSurrogatePair(text, at) ? char.ConvertToUtf32(text, at) : 0;
        }

        static bool IsFlagHalf(string text, int at)
        {
            var point = CodePoint(text, at);
            return point >= 0x1F1E6 && point <= 0x1F1FF;
        }

        static bool IsSkinTone(string text, int at)
        {
            var point = CodePoint(text, at);
            return point >= 0x1F3FB && point <= 0x1F3FF;
        }

        /// <summary>The invisible letters after the black flag, as in the flags of Scotland or Wales.</summary>
        static bool IsTagLetter(string text, int at)
        {
            var point = CodePoint(text, at);
            return point >= 0xE0020 && point <= 0xE007F;
        }

        static bool IsHangulLead(char it) { return it >= 0x1100 && it <= 0x115F || it >= 0xA960 && it <= 0xA97C; }

        static bool IsHangulTail(char it) { return it >= 0x1160 && it <= 0x11FF || it >= 0xD7B0 && it <= 0xD7FB; }

        static bool IsHangul(char it)
        {
            return IsHangulLead(it) || IsHangulTail(it) || it >= 0xAC00 && it <= 0xD7A3;
        }
    }
}
