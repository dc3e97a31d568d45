using Rpggo.Unity;
using UnityEditor;

namespace Rpggo.Editor
{
    /// <summary>The settings in the inspector.</summary>
    [CustomEditor(typeof(RpggoSettings))]
    sealed class RpggoSettingsEditor : UnityEditor.Editor
    {
        public override void OnInspectorGUI() { SettingsFields.Draw(serializedObject); }
    }
}
