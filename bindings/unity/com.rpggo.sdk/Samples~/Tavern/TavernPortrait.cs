using System;
using System.Globalization;
using UnityEngine;
using UnityEngine.UI;

namespace Rpggo.Samples
{
    /// <summary>A character's portrait: a color and the first letter of the name. A game loads <see
    /// cref="Character.Avatar"/> instead, which is the URL of an image.</summary>
    public sealed class TavernPortrait
    {
        readonly Image face;
        readonly Color color;

        public TavernPortrait(TavernBuilder build, Transform parent, Character character, Action clicked)
        {
            CharacterId = character.CharacterId;
            // The same colour each time, however often the game is started.
            var hue = 0;
            foreach (var letter in CharacterId) hue = (hue * 31 + letter) % 360;
            color = Color.HSVToRGB(hue / 360f, 0.45f, 0.7f);
            Button = build.Button(parent, CharacterId, color, clicked);
            face = Button.GetComponent<Image>();
            var letters = build.Label(Button.transform, "Letter", 64, Color.white, TextAnchor.MiddleCenter);
            letters.text = character.Name.Length == 0 ? "?" : StringInfo.GetNextTextElement(character.Name);
            build.Fill(letters, 0, 0.3f, 1, 1);
            var name = build.Label(Button.transform, "Name", 18, Color.white, TextAnchor.UpperCenter);
            name.text = character.Name;
            build.Fill(name, 0.04f, 0.02f, 0.96f, 0.32f);
            Light(false);
        }

        public string CharacterId { get; private set; }
        public Button Button { get; private set; }
        public bool IsLit { get; private set; }

        public void Light(bool lit)
        {
            IsLit = lit;
            var shade = lit ? 1f : 0.45f;
            face.color = new Color(color.r * shade, color.g * shade, color.b * shade);
        }

        public void Remove() { UnityEngine.Object.Destroy(Button.gameObject); }
    }
}
