using System;
using System.Collections;
using System.Collections.Generic;
using System.Reflection;
using NUnit.Framework;
using UnityEngine;
using UnityEngine.StandIn;
using UnityEngine.TestTools;

namespace Rpggo.Unity.StandInTests
{
    /// <summary>The tests that the package brings along for Unity's own test runner.</summary>
    static class PackageCases
    {
        [Case]
        static void ThePackagesOwnTestsPass()
        {
            var count = 0;
            foreach (var name in new[] { "Rpggo.Unity.Tests", "Rpggo.Editor.Tests" })
            foreach (var type in Assembly.Load(name).GetTypes())
            foreach (var method in type.GetMethods())
            {
                var isLong = method.IsDefined(typeof(UnityTestAttribute), false);
                if (!isLong && !method.IsDefined(typeof(TestAttribute), false)) continue;
                Run(type, method, isLong);
                count++;
            }
            Play.Check(count >= 7, "all of them: " + count);
        }

        static void Run(Type type, MethodInfo method, bool isLong)
        {
            Play.Begin();
            EngineConsole.Lines.Clear();
            var it = Activator.CreateInstance(type);
            try
            {
                Call<SetUpAttribute>(it);
                if (isLong) Go((IEnumerator)method.Invoke(it, null));
                else method.Invoke(it, null);
                Call<TearDownAttribute>(it);
                // As Unity's runner: an error that nobody expects fails the test.
                Play.Same(0, EngineConsole.Of(LogType.Error, LogType.Exception).Count, "errors in the console");
            }
            catch (Exception thrown)
            {
                throw new Exception(type.Name + "." + method.Name, thrown);
            }
            EngineConsole.Lines.Clear();
            Engine.Quit();
        }

        /// <summary>Each "yield return null" is a frame; what yields another one waits for it.</summary>
        static void Go(IEnumerator steps)
        {
            var stack = new Stack<IEnumerator>();
            stack.Push(steps);
            while (stack.Count > 0)
            {
                if (!stack.Peek().MoveNext()) { stack.Pop(); continue; }
                if (stack.Peek().Current is IEnumerator inner) stack.Push(inner);
                else Play.Frames(1);
            }
        }

        static void Call<T>(object it) where T : Attribute
        {
            foreach (var method in it.GetType().GetMethods())
                if (method.IsDefined(typeof(T), false)) method.Invoke(it, null);
        }
    }
}
