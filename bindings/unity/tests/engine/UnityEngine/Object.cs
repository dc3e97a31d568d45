using System;
using System.Collections.Generic;
using UnityEngine.StandIn;

namespace UnityEngine
{
    /// <summary>A destroyed object equals null, as in the engine, though its C# half lives on.</summary>
    public class Object
    {
        static int last;
        readonly int id = ++last;
        internal bool IsDestroyed;

        public virtual string name { get; set; } = "";
        public HideFlags hideFlags { get; set; }

        public int GetInstanceID() { return id; }
        public override int GetHashCode() { return id; }
        public override bool Equals(object other) { return this == other as Object; }
        public override string ToString() { return name + " (" + GetType().FullName + ")"; }

        static bool IsNone(Object it) { return ReferenceEquals(it, null) || it.IsDestroyed; }

        public static bool operator ==(Object left, Object right)
        {
            if (IsNone(left) || IsNone(right)) return IsNone(left) && IsNone(right);
            return ReferenceEquals(left, right);
        }

        public static bool operator !=(Object left, Object right) { return !(left == right); }
        public static implicit operator bool(Object it) { return !IsNone(it); }

        /// <summary>Takes effect at the end of the frame.</summary>
        public static void Destroy(Object it) { Engine.DestroyLater(it); }

        public static void DestroyImmediate(Object it) { Engine.DestroyNow(it); }

        public static void DontDestroyOnLoad(Object it)
        {
            var component = it as Component;
            var thing = component != null ? component.gameObject : (GameObject)it;
            if (thing.transform.parent != null)
            {
                Debug.LogWarning("DontDestroyOnLoad only works for root GameObjects");
                return;
            }
            Engine.Keep(thing);
        }

        public static T FindObjectOfType<T>() where T : Object
        {
            var found = FindObjectsOfType<T>();
            return found.Length > 0 ? found[0] : null;
        }

        public static T[] FindObjectsOfType<T>() where T : Object
        {
            var found = new List<T>();
            foreach (var thing in Engine.Things)
            {
                if (!thing.activeInHierarchy) continue;
                foreach (var component in thing.Components)
                    if (component is T) found.Add(component as T);
            }
            return found.ToArray();
        }

        /// <summary>Where the engine throws for a destroyed object, so does its stand-in.</summary>
        internal void MustLive()
        {
            if (IsDestroyed) throw new MissingReferenceException(
                "The object of type '" + GetType().Name + "' has been destroyed but you are still trying to access it.");
        }
    }

    public class MissingReferenceException : SystemException
    {
        public MissingReferenceException(string message) : base(message) { }
    }

    [Flags]
    public enum HideFlags { None = 0, HideInHierarchy = 1, HideInInspector = 2, DontSave = 52, HideAndDontSave = 61 }

    public class ScriptableObject : Object
    {
        public static T CreateInstance<T>() where T : ScriptableObject, new() { return new T(); }
    }

    public class TextAsset : Object
    {
        readonly string content;
        public TextAsset(string text) { content = text; }
        public string text { get { MustLive(); return content; } }
    }
}
