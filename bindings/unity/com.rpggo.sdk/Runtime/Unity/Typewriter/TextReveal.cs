using System.Collections.Generic;
using System.Text;

namespace Rpggo.Unity
{
    /// <summary>One message that is revealed step by step: never half a character, never half a tag, and
    /// every open tag is closed in the visible text. The text may grow while it is shown.</summary>
    sealed class TextReveal
    {
        readonly bool hasTags;
        readonly List<string> closers = new List<string>();
        int shown;
        /// <summary>It has reached the end of the text, and waits for more.</summary>
        bool isWaiting;

        public TextReveal(bool hasTags) { this.hasTags = hasTags; }

        /// <summary>All text so far.</summary>
        public string Text { get; private set; } = "";

        /// <summary>True when no more text will be added.</summary>
        public bool IsWhole { get; private set; }

        /// <summary>True when it is complete and fully shown.</summary>
        public bool IsDone { get { return IsWhole && shown == Text.Length; } }

        /// <summary>The last char shown; 0 when none was.</summary>
        public char Last { get; private set; }

        /// <summary>The next char; 0 when none is known.</summary>
        public char Next { get { return shown < Text.Length ? Text[shown] : '\0'; } }

        public void Append(string piece)
        {
            if (IsWhole) return;
            Text += piece;
            isWaiting = false;
        }

        /// <summary>No more text follows.</summary>
        public void End()
        {
            IsWhole = true;
            isWaiting = false;
        }

        /// <summary>Replaces the pieces by the complete text.</summary>
        public void End(string whole)
        {
            End();
            if (whole.StartsWith(Text, System.StringComparison.Ordinal)) { Text = whole; return; }
            // It differs from its pieces: as much of it is shown as before.
            var before = shown;
            Text = whole;
            shown = 0;
            closers.Clear();
            while (shown < before && Advance()) { }
        }

        /// <summary>Shows one more character; false when there is none to show now.</summary>
        public bool Advance()
        {
            if (isWaiting) return false;
            var moved = Step();
            isWaiting = !moved;
            return moved;
        }

        bool Step()
        {
            var begin = EndOfTags(shown);
            if (begin < 0) return false;
            var end = begin;
            if (begin < Text.Length)
            {
                end = TextElements.End(Text, begin);
                // What is last may still grow: an accent, the other half of a flag, of a pair of chars.
                var isHalf = char.IsHighSurrogate(Text[Text.Length - 1]);
                if (!IsWhole && end >= Text.Length - (isHalf ? 1 : 0)) return false;
                Last = Text[end - 1];
            }
            var after = end < Text.Length ? EndOfTags(end) : end;
            var from = shown;
            shown = after < 0 ? end : after;
            NoteTags(from, begin);
            NoteTags(end, shown);
            return shown > from;
        }

        /// <summary>Shows everything that can be shown now.</summary>
        public void AdvanceAll() { while (Advance()) { } }

        /// <summary>The visible text.</summary>
        public string Shown
        {
            get
            {
                if (shown == 0) return "";
                if (closers.Count == 0) return shown == Text.Length ? Text : Text.Substring(0, shown);
                var text = new StringBuilder(Text, 0, shown, shown + 32);
                for (var last = closers.Count - 1; last >= 0; last--) text.Append(closers[last]);
                return text.ToString();
            }
        }

        /// <summary>Where the tags end that begin here; -1 where one may come that is not there yet.</summary>
        int EndOfTags(int at)
        {
            while (hasTags)
            {
                var tag = RichTextTag.Read(Text, at);
                if (tag.MayCome && !IsWhole) return -1;
                if (tag.Length == 0) break;
                at += tag.Length;
            }
            return at;
        }

        /// <summary>Remembers what the tags that are shown now leave open.</summary>
        void NoteTags(int at, int end)
        {
            while (at < end)
            {
                var tag = RichTextTag.Read(Text, at);
                at += tag.Length;
                const string verbatim = "</noparse>";
                var isText = closers.Contains(verbatim) && tag.Closer != verbatim;
                if (tag.Closer == null || isText) continue;
                var open = tag.IsCloser ? closers.LastIndexOf(tag.Closer) : -1;
                if (open >= 0) closers.RemoveAt(open);
                else if (!tag.IsCloser) closers.Add(tag.Closer);
            }
        }
    }
}
