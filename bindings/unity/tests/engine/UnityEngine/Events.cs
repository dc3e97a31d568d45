using System;
using System.Collections.Generic;

namespace UnityEngine.Events
{
    public delegate void UnityAction();
    public delegate void UnityAction<T0>(T0 first);
    public delegate void UnityAction<T0, T1>(T0 first, T1 second);

    public abstract class UnityEventBase { }

    /// <summary>As in the engine, an exception of a listener goes up to whoever invokes.</summary>
    public class UnityEvent : UnityEventBase
    {
        readonly List<UnityAction> listeners = new List<UnityAction>();
        public void AddListener(UnityAction call) { listeners.Add(call); }
        public void RemoveListener(UnityAction call) { listeners.Remove(call); }
        public void RemoveAllListeners() { listeners.Clear(); }
        public void Invoke() { foreach (var call in listeners.ToArray()) call(); }
    }

    public class UnityEvent<T0> : UnityEventBase
    {
        readonly List<UnityAction<T0>> listeners = new List<UnityAction<T0>>();
        public void AddListener(UnityAction<T0> call) { listeners.Add(call); }
        public void RemoveListener(UnityAction<T0> call) { listeners.Remove(call); }
        public void RemoveAllListeners() { listeners.Clear(); }
        public void Invoke(T0 first) { foreach (var call in listeners.ToArray()) call(first); }
    }

    public class UnityEvent<T0, T1> : UnityEventBase
    {
        readonly List<UnityAction<T0, T1>> listeners = new List<UnityAction<T0, T1>>();
        public void AddListener(UnityAction<T0, T1> call) { listeners.Add(call); }
        public void RemoveListener(UnityAction<T0, T1> call) { listeners.Remove(call); }
        public void RemoveAllListeners() { listeners.Clear(); }
        public void Invoke(T0 first, T1 second) { foreach (var call in listeners.ToArray()) call(first, second); }
    }
}
