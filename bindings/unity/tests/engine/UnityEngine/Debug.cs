using System;
using System.Collections.Generic;
using UnityEngine.StandIn;

namespace UnityEngine
{
    public enum LogType { Error, Assert, Warning, Log, Exception }

    public static class Debug
    {
        public static void Log(object message, Object context = null) { EngineConsole.Add(LogType.Log, message, context); }
        public static void LogWarning(object message, Object context = null) { EngineConsole.Add(LogType.Warning, message, context); }
        public static void LogError(object message, Object context = null) { EngineConsole.Add(LogType.Error, message, context); }
        public static void LogException(Exception exception, Object context = null) { EngineConsole.Add(LogType.Exception, exception, context); }
    }
}

namespace UnityEngine.StandIn
{
    public struct ConsoleLine
    {
        public LogType Type;
        public string Text;
        public Object Context;
        public override string ToString() { return Type + ": " + Text; }
    }

    /// <summary>What the engine's console shows.</summary>
    public static class EngineConsole
    {
        public static readonly List<ConsoleLine> Lines = new List<ConsoleLine>();

        internal static void Add(LogType type, object message, Object context)
        {
            Lines.Add(new ConsoleLine { Type = type, Text = message.ToString(), Context = context });
        }

        public static List<string> Of(params LogType[] types)
        {
            var found = new List<string>();
            foreach (var line in Lines) if (Array.IndexOf(types, line.Type) >= 0) found.Add(line.Text);
            return found;
        }
    }
}
