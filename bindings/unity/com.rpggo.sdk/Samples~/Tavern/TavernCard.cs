using System;
using UnityEngine;
using UnityEngine.UI;

namespace Rpggo.Samples
{
    /// <summary>An overlay that is shown for a while: the start of a chapter, or the ending.</summary>
    public sealed class TavernCard
    {
        readonly GameObject whole;
        readonly Text label;
        Action closed;

        public TavernCard(TavernBuilder build, Transform canvas, Color back, Color gold, Color ink)
        {
            var panel = build.Panel(canvas, "Card", back);
            whole = panel.gameObject;
            build.Fill(panel, 0.12f, 0.12f, 0.88f, 0.88f);
            Title = build.Label(panel.transform, "Title", 40, gold, TextAnchor.MiddleCenter);
            build.Fill(Title, 0.05f, 0.78f, 0.95f, 0.95f);
            Words = build.Label(panel.transform, "Words", 22, ink, TextAnchor.UpperLeft);
            build.Fill(Words, 0.08f, 0.2f, 0.92f, 0.76f);
            Close = build.Button(panel.transform, "Close", gold, Shut, "Go on", Color.black);
            build.Fill(Close, 0.36f, 0.06f, 0.64f, 0.16f);
            label = Close.GetComponentsInChildren<Text>()[0];
            whole.SetActive(false);
        }

        public Text Title { get; private set; }
        public Text Words { get; private set; }
        public Button Close { get; private set; }
        public bool IsOpen { get { return whole.activeSelf; } }

        public void Open(string title, string words, string button, Action whenClosed)
        {
            Title.text = title;
            Words.text = words;
            label.text = button;
            closed = whenClosed;
            whole.transform.SetAsLastSibling();
            whole.SetActive(true);
        }

        void Shut()
        {
            whole.SetActive(false);
            if (closed != null) closed();
        }
    }
}
