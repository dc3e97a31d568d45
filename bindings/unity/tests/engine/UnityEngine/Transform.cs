using System.Collections;
using System.Collections.Generic;
using UnityEngine.StandIn;

namespace UnityEngine
{
    public class Transform : Component, IEnumerable
    {
        internal readonly List<Transform> Children = new List<Transform>();
        Transform above;

        public Transform parent { get { return above; } set { SetParent(value); } }
        public Transform root { get { return above == null ? this : above.root; } }
        public int childCount { get { return Children.Count; } }
        public Transform GetChild(int index) { return Children[index]; }
        public IEnumerator GetEnumerator() { return Children.GetEnumerator(); }
        public void SetAsLastSibling() { }

        public void SetParent(Transform value, bool worldPositionStays = true)
        {
            if (above != null) above.Children.Remove(this);
            above = value;
            if (above != null)
            {
                above.Children.Add(this);
                Owner.Home = above.Owner.Home;
            }
            Engine.Refresh(Owner);
        }

        internal void TakeOver(Transform other)
        {
            SetParent(other.parent);
            other.SetParent(null);
            foreach (var child in other.Children.ToArray()) child.SetParent(this);
        }
    }

    public sealed class RectTransform : Transform
    {
        public Vector2 anchorMin { get; set; }
        public Vector2 anchorMax { get; set; }
        public Vector2 offsetMin { get; set; }
        public Vector2 offsetMax { get; set; }
        public Vector2 pivot { get; set; }
        public Vector2 sizeDelta { get; set; }
        public Vector2 anchoredPosition { get; set; }
    }

    public struct Vector2
    {
        public float x, y;
        public Vector2(float x, float y) { this.x = x; this.y = y; }
        public static Vector2 zero { get { return new Vector2(0, 0); } }
        public static Vector2 one { get { return new Vector2(1, 1); } }
    }

    public struct Color
    {
        public float r, g, b, a;
        public Color(float r, float g, float b, float a = 1) { this.r = r; this.g = g; this.b = b; this.a = a; }
        public static Color white { get { return new Color(1, 1, 1); } }
        public static Color black { get { return new Color(0, 0, 0); } }
        public static Color clear { get { return new Color(0, 0, 0, 0); } }
        public static Color HSVToRGB(float hue, float saturation, float value) { return new Color(value, value, value); }
    }

    public static class Mathf
    {
        public static float Max(float a, float b) { return a > b ? a : b; }
        public static float Min(float a, float b) { return a < b ? a : b; }
        public static float Clamp(float value, float least, float most) { return Max(least, Min(most, value)); }
        public static int Abs(int value) { return value < 0 ? -value : value; }
    }
}
