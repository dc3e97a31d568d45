using System;
using System.Collections.Generic;
using UnityEngine;
using UnityEngine.EventSystems;
using UnityEngine.UI;

namespace Rpggo.Samples
{
    /// <summary>The view of the tavern: displays it, and reports the player's input.</summary>
    public sealed class TavernScreen : MonoBehaviour
    {
        static readonly Color Night = new Color(0.09f, 0.1f, 0.16f);
        static readonly Color Wood = new Color(0.2f, 0.16f, 0.14f, 0.96f);
        static readonly Color Lamp = new Color(1f, 0.82f, 0.5f);
        static readonly Color Paper = new Color(0.94f, 0.9f, 0.82f);

        readonly List<TavernPortrait> portraits = new List<TavernPortrait>();
        TavernBuilder build;
        Transform row;
        Button box;

        /// <summary>The player selected a character, by id.</summary>
        public Action<string> Chosen;

        /// <summary>The player entered a line.</summary>
        public Action<string> Said;

        /// <summary>The player clicked on the dialogue.</summary>
        public Action Hurried;

        /// <summary>The player requested the next prepared line.</summary>
        public Action Prompted;

        /// <summary>The player wants to play again.</summary>
        public Action Restarted;

        // The contents of the screen, for tests and for extensions.
        public Text Title { get; private set; }
        public Text Speaker { get; private set; }
        public Text Words { get; private set; }
        public Text Goals { get; private set; }
        public Text Values { get; private set; }
        public Text Notice { get; private set; }
        public InputField Line { get; private set; }
        public Button Say { get; private set; }
        public Button Prompt { get; private set; }
        public Button Dialogue { get { return box; } }
        public TavernCard Card { get; private set; }
        public IReadOnlyList<TavernPortrait> Portraits { get { return portraits; } }

        void Awake()
        {
            MakeEventSystem();
            build = new TavernBuilder();
            var canvas = build.Canvas(transform);
            build.Fill(build.Panel(canvas, "Night", Night), 0, 0, 1, 1);
            Title = build.Label(canvas, "Title", 30, Lamp, TextAnchor.MiddleCenter);
            build.Fill(Title, 0, 0.93f, 1, 1);
            row = build.Empty(canvas, "Portraits");
            build.Fill(row, 0.03f, 0.52f, 0.7f, 0.9f);
            Goals = build.Label(canvas, "Goals", 20, Paper, TextAnchor.UpperLeft);
            build.Fill(Goals, 0.73f, 0.66f, 0.98f, 0.9f);
            Values = build.Label(canvas, "Values", 18, Lamp, TextAnchor.UpperLeft);
            build.Fill(Values, 0.73f, 0.44f, 0.98f, 0.65f);
            MakeDialogue(canvas);
            MakeInput(canvas);
            Card = new TavernCard(build, canvas, Wood, Lamp, Paper);
        }

        void MakeDialogue(Transform canvas)
        {
            box = build.Button(canvas, "Dialogue", Wood, () => Hurried());
            build.Fill(box, 0.03f, 0.14f, 0.7f, 0.5f);
            Speaker = build.Label(box.transform, "Speaker", 22, Lamp, TextAnchor.UpperLeft);
            build.Fill(Speaker, 0.03f, 0.8f, 0.97f, 0.96f);
            Words = build.Label(box.transform, "Words", 22, Paper, TextAnchor.UpperLeft);
            build.Fill(Words, 0.03f, 0.05f, 0.97f, 0.78f);
        }

        void MakeInput(Transform canvas)
        {
            Line = build.Input(canvas, "Line", Wood, Paper);
            build.Fill(Line, 0.03f, 0.04f, 0.52f, 0.11f);
            // The return key says the line, whichever input system the project has.
            Line.lineType = InputField.LineType.MultiLineNewline;
            Line.onValidateInput = (text, at, added) =>
            {
                if (added != '\n') return added;
                SayLine();
                return '\0';
            };
            Say = build.Button(canvas, "Say", Lamp, SayLine, "Say", Night);
            build.Fill(Say, 0.53f, 0.04f, 0.61f, 0.11f);
            Prompt = build.Button(canvas, "Prompt", Lamp, () => Prompted(), "…", Night);
            build.Fill(Prompt, 0.62f, 0.04f, 0.7f, 0.11f);
            Notice = build.Label(canvas, "Notice", 16, Lamp, TextAnchor.MiddleLeft);
            build.Fill(Notice, 0.73f, 0.04f, 0.98f, 0.4f);
        }

        /// <summary>Shows the available characters.</summary>
        public void ShowPortraits(IReadOnlyList<Character> characters)
        {
            foreach (var old in portraits) old.Remove();
            portraits.Clear();
            for (var at = 0; at < characters.Count; at++)
            {
                var id = characters[at].CharacterId;
                var portrait = new TavernPortrait(build, row, characters[at], () => Chosen(id));
                var width = 1f / Mathf.Max(4, characters.Count);
                build.Fill(portrait.Button, at * width, 0, (at + 0.92f) * width, 1);
                portraits.Add(portrait);
            }
        }

        /// <summary>Highlights the selected character.</summary>
        public void Choose(string id)
        {
            foreach (var portrait in portraits) portrait.Light(portrait.CharacterId == id);
        }

        /// <summary>Whether the player can enter a line now.</summary>
        public void Listen(bool listens, bool hasPrompt)
        {
            Line.interactable = listens;
            Say.interactable = listens;
            Prompt.interactable = listens && hasPrompt;
        }

        void SayLine()
        {
            var line = Line.text;
            if (!Say.interactable || line.Trim().Length == 0) return;
            Line.text = "";
            Said(line);
        }

        /// <summary>The UI receives clicks through one of these; a project can have either input
        /// system.</summary>
        void MakeEventSystem()
        {
            if (EventSystem.current != null) return;
            var system = new GameObject("EventSystem");
            system.transform.SetParent(transform, false);
            system.AddComponent<EventSystem>();
            var module = Type.GetType("UnityEngine.InputSystem.UI.InputSystemUIInputModule, Unity.InputSystem");
#if ENABLE_LEGACY_INPUT_MANAGER
            module = typeof(StandaloneInputModule);
#endif
            if (module != null) system.AddComponent(module);
        }
    }
}
