using System;
using System.Collections.Generic;
using UnityEngine;
using Object = UnityEngine.Object;

namespace UnityEditor
{
    public enum MessageType { None, Info, Warning, Error }

    public enum SettingsScope { User, Project }

    public class SettingsProvider
    {
        public readonly string settingsPath;
        public readonly SettingsScope scope;
        public string label { get; set; }
        public Action<string> guiHandler { get; set; }
        public IEnumerable<string> keywords { get; set; }

        public SettingsProvider(string path, SettingsScope scope, IEnumerable<string> keywords = null)
        {
            settingsPath = path;
            this.scope = scope;
            this.keywords = keywords;
        }
    }

    [AttributeUsage(AttributeTargets.Method)]
    public sealed class SettingsProviderAttribute : Attribute { }

    public static class SettingsService
    {
        public static EditorWindow OpenProjectSettings(string path) { return new EditorWindow(); }
    }

    public class EditorWindow : Object { }

    /// <summary>Its properties are the public fields of what it edits.</summary>
    public sealed class SerializedObject
    {
        readonly Object target;
        public SerializedObject(Object target) { this.target = target; }
        public void Update() { }
        public bool ApplyModifiedProperties() { return false; }

        public SerializedProperty FindProperty(string name)
        {
            return target.GetType().GetField(name) == null ? null : new SerializedProperty(target, name);
        }

        public SerializedProperty GetIterator() { return new SerializedProperty(target, null); }
    }

    public sealed class SerializedProperty
    {
        readonly Object target;
        int at = -1;

        internal SerializedProperty(Object target, string name)
        {
            this.target = target;
            at = Array.FindIndex(target.GetType().GetFields(), it => it.Name == name);
        }

        public string name { get { return target.GetType().GetFields()[at].Name; } }
        public string stringValue { get { return (string)target.GetType().GetFields()[at].GetValue(target); } }

        public bool NextVisible(bool enterChildren)
        {
            var fields = target.GetType().GetFields();
            do at++; while (at < fields.Length && fields[at].IsStatic);
            return at < fields.Length;
        }
    }

    public static class EditorGUILayout
    {
        public static bool PropertyField(SerializedProperty property)
        {
            GuiStandIn.Drawn.Add("field " + property.name);
            return false;
        }

        public static void HelpBox(string text, MessageType type) { GuiStandIn.Drawn.Add(type + ": " + text); }
        public static void LabelField(string text) { GuiStandIn.Drawn.Add(text); }
        public static void LabelField(string label, string text) { GuiStandIn.Drawn.Add(label + ": " + text); }
        public static void Space() { }
        public static string TextField(string label, string text) { return GuiStandIn.Type(label, text); }
        public static string PasswordField(string label, string text) { return GuiStandIn.Type(label, text); }
    }

    public static class EditorGUI
    {
        public struct DisabledScope : IDisposable
        {
            readonly bool before;

            public DisabledScope(bool disabled)
            {
                before = GuiStandIn.IsDisabled;
                GuiStandIn.IsDisabled |= disabled;
            }

            public void Dispose() { GuiStandIn.IsDisabled = before; }
        }

        public static void BeginChangeCheck() { GuiStandIn.HasChanged = false; }
        public static bool EndChangeCheck() { return GuiStandIn.HasChanged; }
    }
}
