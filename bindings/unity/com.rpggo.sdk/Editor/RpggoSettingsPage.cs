using Rpggo.Unity;
using UnityEditor;
using UnityEngine;

namespace Rpggo.Editor
{
    /// <summary>Project Settings > Rpggo: the game's settings, and this machine's key.</summary>
    static class RpggoSettingsPage
    {
        const string Folder = "Assets/Resources";
        const string Place = Folder + "/" + RpggoSettings.DefaultName + ".asset";
        public const string MakeButton = "Make " + Place;
        public const string KeyLabel = "API key of this machine";

        [SettingsProvider]
        static SettingsProvider Make()
        {
            return new SettingsProvider("Project/Rpggo", SettingsScope.Project)
            {
                label = "Rpggo",
                guiHandler = Draw,
                keywords = new[] { "ai", "character", "chat", "dialogue", "key", "npc", "rpggo" },
            };
        }

        internal static void Draw(string search)
        {
            var settings = RpggoSettings.Default;
            if (settings != null) SettingsFields.Draw(new SerializedObject(settings));
            else
            {
                EditorGUILayout.HelpBox("The game has no settings yet.", MessageType.Info);
                if (GUILayout.Button(MakeButton)) MakeSettings();
            }
            EditorGUILayout.Space();
            EditorGUILayout.HelpBox(
                "This key stays in UserSettings, outside Assets: it is used in the editor and is not part of any build.",
                MessageType.Info);
            EditorGUI.BeginChangeCheck();
            var key = EditorGUILayout.PasswordField(KeyLabel, ApiKey.InEditor ?? "");
            if (EditorGUI.EndChangeCheck()) ApiKey.InEditor = key;
        }

        static void MakeSettings()
        {
            if (!AssetDatabase.IsValidFolder(Folder)) AssetDatabase.CreateFolder("Assets", "Resources");
            AssetDatabase.CreateAsset(ScriptableObject.CreateInstance<RpggoSettings>(), Place);
            AssetDatabase.SaveAssets();
        }
    }
}
