using System;
using System.Collections.Generic;
using UnityEngine.SceneManagement;
using UnityEngine.StandIn;

namespace UnityEngine
{
    public sealed class GameObject : Object
    {
        internal readonly List<Component> Components = new List<Component>();
        bool active = true;

        public GameObject(string name = "New Game Object", params Type[] components)
        {
            this.name = name;
            Engine.Add(this);
            var isRect = Array.IndexOf(components, typeof(RectTransform)) >= 0;
            Place = isRect ? new RectTransform() : new Transform();
            Place.Owner = this;
            Components.Add(Place);
            foreach (var type in components) if (type != typeof(RectTransform)) AddComponent(type);
        }

        internal Transform Place;
        internal Scene Home;

        public Transform transform { get { MustLive(); return Place; } }
        public Scene scene { get { MustLive(); return Home; } }
        public GameObject gameObject { get { return this; } }
        public int layer { get; set; }
        public bool activeSelf { get { MustLive(); return active; } }

        public bool activeInHierarchy
        {
            get
            {
                if (IsDestroyed || !active) return false;
                return Place.parent == null || Place.parent.gameObject.activeInHierarchy;
            }
        }

        public void SetActive(bool value)
        {
            MustLive();
            if (active == value) return;
            active = value;
            Engine.Refresh(this);
        }

        public T AddComponent<T>() where T : Component { return (T)AddComponent(typeof(T)); }

        public Component AddComponent(Type type)
        {
            MustLive();
            if (type == typeof(RectTransform)) { BecomeRect(); return Place; }
            foreach (RequireComponent need in type.GetCustomAttributes(typeof(RequireComponent), true))
                if (GetComponent(need.Type) == null) AddComponent(need.Type);
            var component = (Component)Activator.CreateInstance(type, true);
            component.Owner = this;
            Components.Add(component);
            Engine.Refresh(this);
            return component;
        }

        void BecomeRect()
        {
            if (Place is RectTransform) return;
            var rect = new RectTransform();
            rect.Owner = this;
            rect.TakeOver(Place);
            Components[0] = Place = rect;
        }

        public T GetComponent<T>() { return (T)(object)GetComponent(typeof(T)); }

        public Component GetComponent(Type type)
        {
            MustLive();
            foreach (var component in Components)
                if (!component.IsDestroyed && type.IsInstanceOfType(component)) return component;
            return null;
        }

        public T GetComponentInParent<T>() where T : class
        {
            for (var at = transform; at != null; at = at.parent)
                if (at.gameObject.activeInHierarchy && at.gameObject.GetComponent(typeof(T)) is T found) return found;
            return null;
        }

        public T[] GetComponentsInChildren<T>() where T : class
        {
            var found = new List<T>();
            Collect(this, found);
            return found.ToArray();
        }

        static void Collect<T>(GameObject from, List<T> found) where T : class
        {
            foreach (var component in from.Components) if (component is T) found.Add(component as T);
            foreach (var child in from.Place.Children) Collect(child.Owner, found);
        }
    }

    public class Component : Object
    {
        internal GameObject Owner;

        public GameObject gameObject { get { MustLive(); return Owner; } }
        public Transform transform { get { return gameObject.transform; } }
        public override string name { get { return Owner == null ? "" : Owner.name; } set { Owner.name = value; } }
        public T GetComponent<T>() { return gameObject.GetComponent<T>(); }
        public T GetComponentInParent<T>() where T : class { return gameObject.GetComponentInParent<T>(); }
        public T[] GetComponentsInChildren<T>() where T : class { return gameObject.GetComponentsInChildren<T>(); }
    }

    public class Behaviour : Component
    {
        bool on = true;

        public bool enabled
        {
            get { MustLive(); return on; }
            set
            {
                MustLive();
                if (on == value) return;
                on = value;
                Engine.Refresh(gameObject);
            }
        }

        public bool isActiveAndEnabled { get { MustLive(); return on && gameObject.activeInHierarchy; } }
        internal bool IsOn { get { return !IsDestroyed && on && Owner.activeInHierarchy; } }
    }

    public class MonoBehaviour : Behaviour
    {
        internal bool WasAwoken, IsEnabled, WasStarted;
    }
}
