using System;
using UnityEngine;
using UnityEngine.UI;

namespace Rpggo.Samples
{
    /// <summary>Builds the parts of the screen, so that the sample needs no scene and no prefab.</summary>
    public sealed class TavernBuilder
    {
        // The editor's own font, whose name has changed.
#if UNITY_2022_2_OR_NEWER
        readonly Font font = Resources.GetBuiltinResource<Font>("LegacyRuntime.ttf");
#else
        readonly Font font = Resources.GetBuiltinResource<Font>("Arial.ttf");
#endif

        public Transform Canvas(Transform parent)
        {
            var made = new GameObject("Canvas", typeof(Canvas), typeof(CanvasScaler), typeof(GraphicRaycaster));
            made.transform.SetParent(parent, false);
            made.GetComponent<Canvas>().renderMode = RenderMode.ScreenSpaceOverlay;
            var scaler = made.GetComponent<CanvasScaler>();
            scaler.uiScaleMode = CanvasScaler.ScaleMode.ScaleWithScreenSize;
            scaler.referenceResolution = new Vector2(1280, 720);
            scaler.matchWidthOrHeight = 0.5f;
            return made.transform;
        }

        public Transform Empty(Transform parent, string name)
        {
            var made = new GameObject(name, typeof(RectTransform));
            made.transform.SetParent(parent, false);
            return made.transform;
        }

        public Image Panel(Transform parent, string name, Color color)
        {
            var image = Empty(parent, name).gameObject.AddComponent<Image>();
            image.color = color;
            return image;
        }

        public Text Label(Transform parent, string name, int size, Color color, TextAnchor anchor)
        {
            var label = Empty(parent, name).gameObject.AddComponent<Text>();
            label.font = font;
            label.fontSize = size;
            label.color = color;
            label.alignment = anchor;
            label.horizontalOverflow = HorizontalWrapMode.Wrap;
            label.verticalOverflow = VerticalWrapMode.Overflow;
            // Clicks go to what is behind the text.
            label.raycastTarget = false;
            return label;
        }

        public Button Button(Transform parent, string name, Color color, Action clicked, string text = null, Color ink = default(Color))
        {
            var panel = Panel(parent, name, color);
            var button = panel.gameObject.AddComponent<Button>();
            button.targetGraphic = panel;
            button.onClick.AddListener(() => clicked());
            if (text == null) return button;
            var label = Label(panel.transform, "Text", 20, ink, TextAnchor.MiddleCenter);
            label.text = text;
            Fill(label, 0, 0, 1, 1);
            return button;
        }

        public InputField Input(Transform parent, string name, Color color, Color ink)
        {
            var panel = Panel(parent, name, color);
            var text = Label(panel.transform, "Text", 20, ink, TextAnchor.MiddleLeft);
            text.supportRichText = false;
            Fill(text, 0.02f, 0, 0.98f, 1);
            var input = panel.gameObject.AddComponent<InputField>();
            input.targetGraphic = panel;
            input.textComponent = text;
            return input;
        }

        /// <summary>Places it relative to its parent.</summary>
        public void Fill(Component it, float left, float bottom, float right, float top)
        {
            var place = (RectTransform)it.transform;
            place.anchorMin = new Vector2(left, bottom);
            place.anchorMax = new Vector2(right, top);
            place.offsetMin = Vector2.zero;
            place.offsetMax = Vector2.zero;
        }
    }
}
