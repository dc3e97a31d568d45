namespace UnityEngine.UI
{
    [RequireComponent(typeof(RectTransform))]
    public abstract class Graphic : MonoBehaviour
    {
        public Color color { get; set; } = Color.white;
        public bool raycastTarget { get; set; } = true;
        public RectTransform rectTransform { get { return (RectTransform)transform; } }
    }

    public sealed class Image : Graphic { }

    public sealed class Text : Graphic
    {
        public string text { get; set; } = "";
        public Font font { get; set; }
        public int fontSize { get; set; }
        public FontStyle fontStyle { get; set; }
        public TextAnchor alignment { get; set; }
        public bool supportRichText { get; set; } = true;
        public HorizontalWrapMode horizontalOverflow { get; set; }
        public VerticalWrapMode verticalOverflow { get; set; }
    }

    [RequireComponent(typeof(Canvas))]
    public sealed class CanvasScaler : MonoBehaviour
    {
        public enum ScaleMode { ConstantPixelSize, ScaleWithScreenSize, ConstantPhysicalSize }
        public ScaleMode uiScaleMode { get; set; }
        public Vector2 referenceResolution { get; set; }
        public float matchWidthOrHeight { get; set; }
    }

    [RequireComponent(typeof(Canvas))]
    public sealed class GraphicRaycaster : MonoBehaviour { }
}

namespace UnityEngine.EventSystems
{
    public sealed class EventSystem : MonoBehaviour
    {
        public static EventSystem current { get; private set; }
        void OnEnable() { current = this; }
        void OnDisable() { if (current == this) current = null; }
    }

    [RequireComponent(typeof(EventSystem))]
    public sealed class StandaloneInputModule : MonoBehaviour { }
}
