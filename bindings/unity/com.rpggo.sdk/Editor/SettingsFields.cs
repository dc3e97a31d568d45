using System;
using Rpggo.Unity;
using UnityEditor;

namespace Rpggo.Editor
{
    /// <summary>The fields of the settings, with a warning if they contain a key.</summary>
    static class SettingsFields
    {
        public const string KeyWarning =
            "This key ends up in the build, where anyone can read it. Keep it in the editor's own file "
            + "(Project Settings > Rpggo) or in RPGGO_API_KEY, and let the game get one at run time with "
            + "RpggoSettings.ApiKeyProvider.";

        /// <summary>What most games set comes first. The others follow as they are declared; nothing says in
        /// which order a class in several files has its fields.</summary>
        static readonly string[] first =
        {
            nameof(RpggoSettings.gameId), nameof(RpggoSettings.apiKeyInBuild), nameof(RpggoSettings.recording),
        };

        const string Last = nameof(RpggoSettings.moreOptions);

        public static void Draw(SerializedObject settings)
        {
            settings.Update();
            foreach (var name in first) Draw(settings.FindProperty(name));
            var field = settings.GetIterator();
            for (var enters = true; field.NextVisible(enters); enters = false)
            {
                var isElsewhere = field.name == "m_Script" || field.name == Last || Array.IndexOf(first, field.name) >= 0;
                if (!isElsewhere) Draw(field);
            }
            Draw(settings.FindProperty(Last));
            settings.ApplyModifiedProperties();
        }

        static void Draw(SerializedProperty field)
        {
            EditorGUILayout.PropertyField(field);
            var isKey = field.name == nameof(RpggoSettings.apiKeyInBuild);
            if (isKey && !string.IsNullOrEmpty(field.stringValue))
                EditorGUILayout.HelpBox(KeyWarning, MessageType.Warning);
        }
    }
}
