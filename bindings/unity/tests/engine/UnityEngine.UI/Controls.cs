using UnityEngine.Events;

namespace UnityEngine.UI
{
    public class Selectable : MonoBehaviour
    {
        public bool interactable { get; set; } = true;
        public Graphic targetGraphic { get; set; }
    }

    public sealed class Button : Selectable
    {
        public sealed class ButtonClickedEvent : UnityEvent { }
        public ButtonClickedEvent onClick { get; set; } = new ButtonClickedEvent();

        /// <summary>Not of the engine: a click of the player, which reaches only what can be seen and used.</summary>
        public bool StandInClick()
        {
            if (!isActiveAndEnabled || !interactable) return false;
            onClick.Invoke();
            return true;
        }
    }

    public sealed class InputField : Selectable
    {
        public enum LineType { SingleLine, MultiLineSubmit, MultiLineNewline }
        public delegate char OnValidateInput(string text, int charIndex, char addedChar);

        public string text { get; set; } = "";
        public Text textComponent { get; set; }
        public Graphic placeholder { get; set; }
        public LineType lineType { get; set; }
        public OnValidateInput onValidateInput { get; set; }
        public void ActivateInputField() { }

        /// <summary>Not of the engine: keys that the player presses; "\n" is the return key.</summary>
        public void StandInType(string keys)
        {
            if (!isActiveAndEnabled || !interactable) return;
            foreach (var key in keys)
            {
                if (key == '\n' && lineType != LineType.MultiLineNewline) continue;
                var added = onValidateInput == null ? key : onValidateInput(text, text.Length, key);
                if (added != '\0') text += added;
            }
        }
    }
}
