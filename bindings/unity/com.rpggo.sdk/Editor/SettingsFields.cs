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

        public static void Draw(SerializedObject settings)
        {
            settings.Update();
            var field = settings.GetIterator();
            for (var enters = true; field.NextVisible(enters); enters = false)
            {
                if (field.name == "m_Script") continue;
                EditorGUILayout.PropertyField(field);
                var isKey = field.name == nameof(RpggoSettings.apiKeyInBuild);
                if (isKey && !string.IsNullOrEmpty(field.stringValue))
                    EditorGUILayout.HelpBox(KeyWarning, MessageType.Warning);
            }
            settings.ApplyModifiedProperties();
        }
    }
}
