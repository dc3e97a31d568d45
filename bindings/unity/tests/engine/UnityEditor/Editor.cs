using System;
using System.Collections.Generic;
using UnityEngine;
using Object = UnityEngine.Object;

namespace UnityEditor
{
    public static class AssemblyReloadEvents
    {
        public delegate void AssemblyReloadCallback();
        public static event AssemblyReloadCallback beforeAssemblyReload;

        /// <summary>Not of the engine: what it does first when it reloads the scripts.</summary>
        public static int StandInCount
        {
            get { return beforeAssemblyReload == null ? 0 : beforeAssemblyReload.GetInvocationList().Length; }
        }

        public static void StandInRaise() { if (beforeAssemblyReload != null) beforeAssemblyReload(); }
    }

    public abstract class Editor
    {
        public Object target { get; set; }
        public SerializedObject serializedObject { get { return new SerializedObject(target); } }
        public virtual void OnInspectorGUI() { }
        public bool DrawDefaultInspector() { return true; }
        public virtual bool RequiresConstantRepaint() { return false; }
    }

    public sealed class CustomEditor : Attribute
    {
        public readonly Type Type;
        public CustomEditor(Type type) { Type = type; }
    }

    [AttributeUsage(AttributeTargets.Method)]
    public sealed class MenuItem : Attribute
    {
        public readonly string Path;
        public MenuItem(string path, bool isValidator, int priority) { Path = path; }
    }

    public sealed class MenuCommand
    {
        public readonly Object context;
        public MenuCommand(Object context) { this.context = context; }
    }

    public static class GameObjectUtility
    {
        public static void SetParentAndAlign(GameObject child, GameObject parent)
        {
            if (parent != null) child.transform.SetParent(parent.transform);
        }
    }

    public static class Undo
    {
        /// <summary>Not of the engine: what could be undone.</summary>
        public static readonly List<string> StandInNames = new List<string>();
        public static void RegisterCreatedObjectUndo(Object made, string name) { StandInNames.Add(name); }
    }

    public static class Selection { public static Object activeObject { get; set; } }

    public static class EditorUtility { public static void SetDirty(Object it) { } }

    public static class AssetDatabase
    {
        static Dictionary<string, Object> Assets { get { return UnityEngine.StandIn.Engine.Assets; } }

        public static bool IsValidFolder(string path)
        {
            if (path == "Assets") return true;
            foreach (var asset in Assets.Keys) if (asset.StartsWith(path + "/", StringComparison.Ordinal)) return true;
            return false;
        }

        public static string CreateFolder(string parent, string name) { return parent + "/" + name; }
        public static void CreateAsset(Object asset, string path) { Assets[path] = asset; }
        public static void SaveAssets() { }
        public static string GUIDToAssetPath(string guid) { return guid; }

        public static T LoadAssetAtPath<T>(string path) where T : Object
        {
            return Assets.TryGetValue(path, out var asset) ? asset as T : null;
        }

        /// <summary>The stand-in knows "t:Type" alone, and a path is its own GUID.</summary>
        public static string[] FindAssets(string filter)
        {
            var found = new List<string>();
            foreach (var asset in Assets)
                if (asset.Value != null && "t:" + asset.Value.GetType().Name == filter) found.Add(asset.Key);
            return found.ToArray();
        }
    }
}
