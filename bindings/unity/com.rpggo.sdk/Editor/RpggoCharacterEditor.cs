using Rpggo.Unity;
using UnityEditor;
using UnityEngine;

namespace Rpggo.Editor
{
    /// <summary>A character in the inspector, with a field to talk to it in play mode.</summary>
    [CustomEditor(typeof(RpggoCharacter))]
    sealed class RpggoCharacterEditor : UnityEditor.Editor
    {
        public const string SayButton = "Say hello";
        public const string LineLabel = "What to say";

        string line = "Hello!";
        string heard = "";
        RpggoCharacter listensTo;

        public override void OnInspectorGUI()
        {
            DrawDefaultInspector();
            EditorGUILayout.Space();
            var character = (RpggoCharacter)target;
            var canHear = Application.isPlaying && character.isActiveAndEnabled;
            if (!canHear) EditorGUILayout.HelpBox("In play mode, you can talk to the character here.", MessageType.Info);
            using (new EditorGUI.DisabledScope(!canHear))
            {
                line = EditorGUILayout.TextField(LineLabel, line);
                if (GUILayout.Button(SayButton)) Say(character);
            }
            if (canHear) ShowState(character);
        }

        // What comes does so without a move of the mouse.
        public override bool RequiresConstantRepaint() { return Application.isPlaying; }

        void OnDisable() { ListenTo(null); }

        void Say(RpggoCharacter character)
        {
            ListenTo(character);
            heard = "";
            character.Say(line);
        }

        void ShowState(RpggoCharacter character)
        {
            var client = RpggoClientBehaviour.Current;
            if (client != null && client.Problem != null) EditorGUILayout.HelpBox(client.Problem, MessageType.Error);
            EditorGUILayout.LabelField("State", character.IsBusy ? "answers" : "listens");
            if (heard.Length > 0) EditorGUILayout.HelpBox(heard, MessageType.None);
        }

        void ListenTo(RpggoCharacter character)
        {
            if (listensTo == character) return;
            if (listensTo != null)
            {
                listensTo.onLine.RemoveListener(Hear);
                listensTo.onFailed.RemoveListener(HearFailure);
            }
            listensTo = character;
            if (character == null) return;
            character.onLine.AddListener(Hear);
            character.onFailed.AddListener(HearFailure);
        }

        void Hear(string speaker, string text) { heard += (heard.Length > 0 ? "\n" : "") + speaker + ": " + text; }

        void HearFailure(string sentence) { heard += "[failed] " + sentence; }
    }
}
