using System;
using System.Collections.Generic;
using System.Reflection;

namespace Rpggo.Unity.StandInTests
{
    /// <summary>A test of the package: a static method without arguments, run in a process of its own.</summary>
    public sealed class CaseAttribute : Attribute { }

    static class Program
    {
        /// <summary>Without arguments: the names of all cases. Else: a case, the stand-in's address, and a recording.</summary>
        static int Main(string[] arguments)
        {
            var cases = Cases();
            if (arguments.Length == 0)
            {
                foreach (var name in cases.Keys) Console.WriteLine(name);
                return 0;
            }
            Play.Standin = arguments[1];
            Play.RecordingPath = arguments[2];
            try
            {
                cases[arguments[0]].Invoke(null, null);
                Play.CheckConsole();
            }
            catch (TargetInvocationException thrown)
            {
                Console.Error.WriteLine(thrown.InnerException);
                Play.WriteConsole();
                return 1;
            }
            catch (Exception thrown)
            {
                Console.Error.WriteLine(thrown);
                return 1;
            }
            return 0;
        }

        static SortedDictionary<string, MethodInfo> Cases()
        {
            var found = new SortedDictionary<string, MethodInfo>(StringComparer.Ordinal);
            foreach (var type in Assembly.GetExecutingAssembly().GetTypes())
                foreach (var method in type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
                    if (method.IsDefined(typeof(CaseAttribute), false)) found.Add(method.Name, method);
            return found;
        }
    }
}
