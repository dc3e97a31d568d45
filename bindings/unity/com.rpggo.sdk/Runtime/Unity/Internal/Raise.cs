using System;
using UnityEngine;
using UnityEngine.Events;

namespace Rpggo.Unity
{
    /// <summary>Invokes the listeners of an event. Their exceptions are logged to the console and not
    /// propagated: the remaining listeners are still called.</summary>
    static class Raise
    {
        public static void Event(UnityEngine.Object context, UnityEvent it)
        {
            try { it.Invoke(); }
            catch (Exception thrown) { Debug.LogException(thrown, context); }
        }

        public static void Event<T>(UnityEngine.Object context, UnityEvent<T> it, T first)
        {
            try { it.Invoke(first); }
            catch (Exception thrown) { Debug.LogException(thrown, context); }
        }

        public static void Event<T, U>(UnityEngine.Object context, UnityEvent<T, U> it, T first, U second)
        {
            try { it.Invoke(first, second); }
            catch (Exception thrown) { Debug.LogException(thrown, context); }
        }
    }
}
