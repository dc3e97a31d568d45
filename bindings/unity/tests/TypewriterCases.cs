using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using UnityEngine;

namespace Rpggo.Unity.StandInTests
{
    /// <summary>The typewriter: what it shows is always something that can be shown.</summary>
    static class TypewriterCases
    {
        static readonly string[] Pieces =
        {
            "a", "Z", " ", "\n", ".", ",", "…", "<b>", "</b>", "<i>", "</i>", "<color=#ff8800>", "</color>", "<#f80>",
            "<sprite name=\"sun\">", "<br>", "<", ">", "</", "<3", "<grin>", "é", "e\u0301", "か\u3099", "金", "한", "\u1112\u1161\u11ab",
            "👍🏽", "👩‍👩‍👧", "🇯🇵", "🇩🇪", "❤️", "1️⃣", "🏴\U000E0067\U000E0062\U000E007F", "क्षि", "س\u0651", "\u200d", "\u0301",
        };

        [Case]
        static void WhateverIsWrittenIsNeverShownInHalves()
        {
            var random = new System.Random(1);
            for (var round = 0; round < 3000; round++)
            {
                var text = "";
                for (var left = random.Next(12); left > 0; left--) text += Pieces[random.Next(Pieces.Length)];
                var hasTags = round % 3 != 0;
                var shown = Write(text, hasTags, random);
                var ends = Ends(text, hasTags);
                var at = 0;
                foreach (var one in shown)
                {
                    // What is shown begins the text, up to the tags that are closed for the time being.
                    var length = Common(text, one);
                    Play.Check(ends.Contains(length), "\"" + one + "\" cuts \"" + text + "\" at " + length);
                    Play.Check(length >= at, "it never takes back: " + text);
                    at = length;
                    if (hasTags) Play.Check(IsBalanced(one, text.Substring(0, length)), "\"" + one + "\" leaves a tag open");
                    else Play.Same(text.Substring(0, length), one, "without tags nothing is added");
                }
                Play.Same(text.Length, at, "all of \"" + text + "\" is shown at the end");
            }
        }

        /// <summary>Gives a text in random pieces, cut anywhere, and takes what is shown after each step.</summary>
        static List<string> Write(string text, bool hasTags, System.Random random)
        {
            var reveal = new TextReveal(hasTags);
            var shown = new List<string> { reveal.Shown };
            for (var at = 0; at < text.Length;)
            {
                var count = Math.Min(1 + random.Next(5), text.Length - at);
                reveal.Append(text.Substring(at, count));
                at += count;
                while (random.Next(4) > 0 && reveal.Advance()) shown.Add(reveal.Shown);
            }
            Play.Check(!reveal.IsDone || text.Length == 0 && reveal.IsWhole, "it may go on");
            reveal.End(text);
            while (reveal.Advance()) shown.Add(reveal.Shown);
            Play.Check(reveal.IsDone, "it is done with \"" + text + "\"");
            return shown;
        }

        static int Common(string text, string shown)
        {
            // Of what closes tags only its beginning can be the text's own: the longest is meant.
            var at = 0;
            while (at < text.Length && at < shown.Length && text[at] == shown[at]) at++;
            while (!IsOfClosers(shown.Substring(at))) at--;
            return at;
        }

        static bool IsOfClosers(string rest)
        {
            while (rest.StartsWith("</", StringComparison.Ordinal)) rest = rest.Substring(rest.IndexOf('>') + 1);
            return rest.Length == 0;
        }

        /// <summary>Where a text may be cut, by a slower way than that of the typewriter: between the elements of
        /// StringInfo, where nothing joins them, and not within a tag.</summary>
        static HashSet<int> Ends(string text, bool hasTags)
        {
            var ends = new HashSet<int>(StringInfo.ParseCombiningCharacters(text));
            for (var at = 0; at < text.Length; at++)
                if (text[at] == '\u200d' || text[at] == '\ufe0f' || text[at] == '\u20e3' || IsSkin(text, at)) ends.Remove(at);
            for (var at = 0; hasTags && at < text.Length; at++)
            {
                var length = RichTextTag.Read(text, at).Length;
                if (length == 0) continue;
                for (var inside = 1; inside < length; inside++) ends.Remove(at + inside);
                // Behind a tag something new begins, whatever it is.
                ends.Add(at);
                ends.Add(at += length);
                at--;
            }
            ends.Add(0);
            ends.Add(text.Length);
            return ends;
        }

        static bool IsSkin(string text, int at)
        {
            return at + 1 < text.Length && text[at] == '\ud83c' && text[at + 1] >= '\udffb' && text[at + 1] <= '\udfff';
        }

        static bool IsBalanced(string shown, string own)
        {
            var open = new List<string>();
            for (var at = 0; at < shown.Length; at++)
            {
                var tag = RichTextTag.Read(shown, at);
                if (tag.Length > 0) at += tag.Length - 1;
                if (tag.Closer == null) continue;
                if (!tag.IsCloser) open.Add(tag.Closer);
                else if (open.LastIndexOf(tag.Closer) >= 0) open.RemoveAt(open.LastIndexOf(tag.Closer));
            }
            return open.Count == 0;
        }

        [Case]
        static void ElementsAreWhatReadersTakeForOneCharacter()
        {
            foreach (var one in new[] {
                "e\u0301", "が", "か\u3099", "👍🏽", "👩‍👩‍👧", "🇯🇵", "❤️", "1️⃣", "\u1112\u1161\u11ab", "각\u11ab", "\r\n",
                "🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F", "\ud800", "x" })
            {
                Play.Same(one.Length, TextElements.End(one, 0), "the end of " + one);
                Play.Same(one.Length, TextElements.End(one + "y", 0), "the end of " + one + " before a letter");
                Play.Same(one.Length + 1, TextElements.End("y" + one, 1), "the end of " + one + " behind a letter");
            }
            Play.Same(4, TextElements.End("🇯🇵🇩🇪", 0), "the first of two flags");
        }

        [Case]
        static void TagsAreThoseThatTheEnginesKnow()
        {
            foreach (var tag in new[] { "<b>", "</b>", "<B>", "<size=30>", "<#f80>", "<#ff8800cc>", "<link=\"a b\">", "<sprite name=\"x\">", "<br>" })
                Play.Same(tag.Length, RichTextTag.Read(tag + "x", 0).Length, tag);
            foreach (var text in new[] { "<3", "<grin>", "< b>", "<b", "<bold>", "<b\n>", "<b<i>", "<#zz>", "<>", "<color=" + new string('x', 200) + ">" })
                Play.Same(0, RichTextTag.Read(text, 0).Length, text);
            foreach (var begun in new[] { "<", "</", "<b", "<col", "<color=re", "<#f", "</siz" })
                Play.Check(RichTextTag.Read(begun, 0).MayCome, begun + " may become one");
            foreach (var text in new[] { "<x", "<3", "<bol", "<#g", "</ b" })
                Play.Check(!RichTextTag.Read(text, 0).MayCome, text + " is none already");
        }

        static RpggoTypewriter Typewriter(List<string> shown, Action<RpggoTypewriter> set = null)
        {
            var made = Play.Make<RpggoTypewriter>(set);
            made.onText.AddListener(shown.Add);
            return made;
        }

        [Case]
        static void ItKeepsItsPaceAndRests()
        {
            Play.Begin();
            var shown = new List<string>();
            var it = Typewriter(shown, made =>
            {
                made.charactersPerSecond = 10;
                made.commaPause = 0.5f;
                made.stopPause = 1;
            });
            // 0.1 seconds for each of 11 characters, one comma, one stop that ends a sentence; none in 3.5.
            it.Say("a, 3.5 b. c");
            var seconds = 0f;
            while (it.IsWriting && seconds < 10) { it.Advance(0.05f); seconds += 0.05f; }
            Play.Check(Math.Abs(seconds - (10 * 0.1f + 0.5f + 1)) < 0.11f, "it took " + seconds + " seconds");
            Play.Same("a, 3.5 b. c", it.Shown, "all of it");
            Play.Same(11, shown.Count, "how often it changed");
            it.Advance(5);
            Play.Same(11, shown.Count, "nothing more changes");
            // What waits for its next piece saves no time up for it.
            it.Append("ab");
            it.Advance(it.utterancePause + 9);
            it.Append("cdefghij");
            it.Advance(0.11f);
            Play.Check(it.Shown.Length <= 3, "it does not rush: " + it.Shown);
            it.Say("abcdefghij");
            it.Say("x");
            // An utterance stays for a while before the next one.
            while (it.Shown != "abcdefghij") it.Advance(0.05f);
            it.Advance(it.utterancePause - 0.2f);
            Play.Same("abcdefghij", it.Shown, "it stays");
            it.Advance(0.5f);
            Play.Same("x", it.Shown, "the next one");
            // All at once, in one step.
            it.charactersPerSecond = 0;
            it.commaPause = it.stopPause = 0;
            it.Say("Quick. Very quick.");
            it.Advance(0.01f);
            it.Advance(it.utterancePause);
            Play.Same("Quick. Very quick.", it.Shown, "at once");
        }

        [Case]
        static void PiecesAndTheWholeAreOneUtterance()
        {
            Play.Begin();
            var shown = new List<string>();
            var it = Typewriter(shown, made => made.charactersPerSecond = 1000);
            var speakers = new List<string>();
            var done = 0;
            it.onSpeaker.AddListener(speakers.Add);
            it.onDone.AddListener(() => done++);
            foreach (var piece in new[] { "Good ", "eve", "", null, "ning" }) it.Append("Mira", piece);
            Play.Frames(60);
            Play.Same("Good evenin", it.Shown, "the last one may still grow");
            Play.Check(it.IsWriting && done == 0, "it waits for more");
            it.Say("Mira", "Good evening!");
            Play.Until(() => !it.IsWriting, "it is written");
            Play.Same("Good evening!", it.Shown, "once");
            Play.Same(1, done, "it is done once");
            // Two at once: one after the other, with a rest between them.
            it.Say("Bram", "Aye.");
            it.Say("Akiko", "はい。");
            Play.Until(() => it.Shown == "Aye.", "the first");
            Play.Until(() => it.Shown == "はい。", "the second");
            Play.Same("Mira | Bram | Akiko", speakers, "who spoke");
            Play.Until(() => done == 2, "it is done again");
            // A stream that ends without its whole.
            it.Append("Half a wor");
            it.End();
            Play.Until(() => it.Shown == "Half a wor" && !it.IsWriting, "all that came");
            // The whole differs from its pieces.
            it.Append("I am ");
            Play.Until(() => it.Shown == "I am", "the pieces");
            it.Say("I was here.");
            Play.Until(() => it.Shown == "I was here.", "the whole");
        }

        [Case]
        static void ItCanBeSkippedAndCleared()
        {
            Play.Begin();
            var shown = new List<string>();
            var it = Typewriter(shown);
            it.Skip();
            it.SkipAll();
            it.End();
            Play.Same(0, shown.Count, "there is nothing to skip");
            it.Say("A rather long sentence, which nobody wants to read again.");
            it.Say("Another one.");
            Play.Frames(10);
            it.Skip();
            Play.Same("A rather long sentence, which nobody wants to read again.", it.Shown, "the first at once");
            it.Skip();
            Play.Same("", it.Shown, "the next begins");
            it.Skip();
            Play.Same("Another one.", it.Shown, "the next at once");
            Play.Check(!it.IsWriting, "it is done");
            it.Say("One.");
            it.Say("Two.");
            it.SkipAll();
            Play.Check(it.Shown == "Two." && !it.IsWriting, "all at once");
            it.Say("Three.");
            it.Clear();
            Play.Check(it.Shown == "" && !it.IsWriting, "nothing is left");
            Play.Frames(60);
            Play.Same("", it.Shown, "and nothing comes");

            var kept = Typewriter(shown, made => made.keepEarlier = true);
            kept.Say("One <b>bold.");
            kept.Say("Two.");
            kept.SkipAll();
            Play.Same("One <b>bold.</b>\n\nTwo.", kept.Shown, "earlier ones stay, their tags closed");
            // What clears it within its own event is no trouble.
            kept.onSpeaker.AddListener(name => kept.Clear());
            kept.Say("Bram", "Three.");
            Play.Frames(10);
            Play.Same("", kept.Shown, "cleared");
        }
    }
}
