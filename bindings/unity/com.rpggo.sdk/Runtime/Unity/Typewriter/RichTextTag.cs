using System;
using System.Collections.Generic;

namespace Rpggo.Unity
{
    /// <summary>
    /// A tag of rich text, of Unity's UI and of TextMesh Pro. Only names that these know are tags:
    /// "a &lt;3 b" and "&lt;grin&gt;" are what a character said.
    /// </summary>
    struct RichTextTag
    {
        /// <summary>Longer ones are not tags.</summary>
        const int Longest = 128;

        static readonly HashSet<string> Pairs = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
        {
            "a", "align", "allcaps", "b", "color", "cspace", "font", "font-weight", "gradient", "i", "indent",
            "line-height", "line-indent", "link", "lowercase", "margin", "mark", "material", "mspace", "nobr",
            "noparse", "rotate", "s", "size", "smallcaps", "strikethrough", "style", "sub", "sup", "u",
            "underline", "uppercase", "voffset", "width",
        };

        static readonly HashSet<string> Alone = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
        {
            "alpha", "br", "margin-left", "margin-right", "page", "pos", "quad", "space", "sprite",
        };

        /// <summary>Its length in chars; 0 when there is no tag.</summary>
        public int Length;
        /// <summary>True when the text ends before it is clear whether this is a tag.</summary>
        public bool MayCome;
        /// <summary>The tag that closes it; null when none does.</summary>
        public string Closer;
        /// <summary>True for a closing tag.</summary>
        public bool IsCloser;

        public static RichTextTag Read(string text, int at)
        {
            var none = new RichTextTag();
            if (at >= text.Length || text[at] != '<') return none;
            var end = at + 1;
            while (end < text.Length && end - at < Longest && text[end] != '>')
            {
                if (text[end] == '<' || text[end] == '\n') return none;
                end++;
            }
            if (end - at >= Longest) return none;
            var isClosed = end < text.Length;
            var inside = text.Substring(at + 1, end - at - 1);
            if (!isClosed) return new RichTextTag { MayCome = MayBeName(inside) };
            var isCloser = inside.StartsWith("/", StringComparison.Ordinal);
            var name = NameOf(isCloser ? inside.Substring(1) : inside);
            if (name == null) return none;
            return new RichTextTag
            {
                Length = end + 1 - at,
                IsCloser = isCloser,
                Closer = Pairs.Contains(name) ? "</" + name + ">" : null,
            };
        }

        static string NameOf(string inside)
        {
            if (IsColor(inside)) return "color";
            var end = inside.IndexOfAny(new[] { '=', ' ' });
            var name = end < 0 ? inside : inside.Substring(0, end);
            // The engine wants the closing tag as it knows it: in small letters.
            return Pairs.Contains(name) || Alone.Contains(name) ? name.ToLowerInvariant() : null;
        }

        /// <summary>"#f80" and the like, which TextMesh Pro treats as a color.</summary>
        static bool IsColor(string inside)
        {
            if (inside.Length < 4 || inside.Length > 9 || inside[0] != '#') return false;
            for (var at = 1; at < inside.Length; at++) if (!Uri.IsHexDigit(inside[at])) return false;
            return true;
        }

        /// <summary>Whether the beginning of a tag, without its end, may become one.</summary>
        static bool MayBeName(string beginning)
        {
            var text = beginning.StartsWith("/", StringComparison.Ordinal) ? beginning.Substring(1) : beginning;
            if (text.Length == 0) return true;
            if (text[0] == '#') return IsColor((text + "000").Substring(0, Math.Max(4, text.Length)));
            if (NameOf(text) != null) return true;
            if (text.IndexOfAny(new[] { '=', ' ' }) >= 0) return false;
            return Begins(Pairs, text) || Begins(Alone, text);
        }

        static bool Begins(HashSet<string> names, string beginning)
        {
            foreach (var name in names)
                if (name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)) return true;
            return false;
        }
    }
}
