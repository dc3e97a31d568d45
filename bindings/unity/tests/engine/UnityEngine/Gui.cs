using System.Collections.Generic;

namespace UnityEngine
{
    public static class GUILayout
    {
        public static bool Button(string text) { return GuiStandIn.Press(text); }
    }

    /// <summary>Not of the engine: what was drawn, and a hand that presses and types.</summary>
    public static class GuiStandIn
    {
        public static readonly List<string> Drawn = new List<string>();
        public static readonly Dictionary<string, string> ToType = new Dictionary<string, string>();
        public static string ToPress;
        public static bool IsDisabled, HasChanged;

        public static bool Press(string text)
        {
            Drawn.Add((IsDisabled ? "disabled button " : "button ") + text);
            if (IsDisabled || text != ToPress) return false;
            ToPress = null;
            return true;
        }

        public static string Type(string label, string text)
        {
            Drawn.Add(label + ": " + text);
            if (IsDisabled || !ToType.TryGetValue(label, out var typed)) return text;
            ToType.Remove(label);
            HasChanged = true;
            return typed;
        }
    }
}
