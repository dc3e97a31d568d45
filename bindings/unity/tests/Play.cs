using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text.RegularExpressions;
using System.Threading;
using UnityEngine;
using UnityEngine.StandIn;

namespace Rpggo.Unity.StandInTests
{
    /// <summary>A game that is played frame by frame, and what a test asks of it.</summary>
    static class Play
    {
        static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
        static readonly List<Regex> expected = new List<Regex>();

        public static string Standin, RecordingPath;

        /// <summary>Begins to play, as the editor does without a reload of the domain.</summary>
        public static void Begin()
        {
            Engine.EnterPlayMode(typeof(RpggoCharacter).Assembly);
        }

        public static void Frames(int count) { for (var at = 0; at < count; at++) Frame(); }

        /// <summary>A frame takes a moment, also here: the network has to get its turn.</summary>
        static void Frame()
        {
            Engine.Frame();
            Thread.Sleep(1);
        }

        public static void Until(Func<bool> isSo, string what)
        {
            var watch = Stopwatch.StartNew();
            while (!isSo())
            {
                if (watch.Elapsed > Patience) throw new Exception("it never came to: " + what);
                Frame();
            }
        }

        public static void Check(bool isSo, string what) { if (!isSo) throw new Exception("is not so: " + what); }

        public static void Same<T>(T wanted, T found, string what)
        {
            if (!Equals(wanted, found)) throw new Exception(what + "\nwanted: " + wanted + "\nfound:  " + found);
        }

        public static void Same(string wanted, IEnumerable<string> found, string what)
        {
            Same(wanted, string.Join(" | ", found), what);
        }

        /// <summary>A warning or an error that has to be in the console, once.</summary>
        public static void Expect(string pattern) { expected.Add(new Regex(pattern)); }

        /// <summary>Whatever else is wrong in the console is wrong.</summary>
        public static void CheckConsole()
        {
            var left = new List<Regex>(expected);
            foreach (var line in EngineConsole.Of(LogType.Error, LogType.Warning, LogType.Exception, LogType.Assert))
            {
                var at = left.FindIndex(it => it.IsMatch(line));
                if (at < 0) throw new Exception("in the console: " + line);
                left.RemoveAt(at);
            }
            if (left.Count > 0) throw new Exception("not in the console: " + left[0]);
        }

        public static void WriteConsole()
        {
            foreach (var line in EngineConsole.Lines) Console.Error.WriteLine(line);
        }

        public static RpggoSettings Settings(string baseUrl, Service service = Service.Rpggo)
        {
            var settings = ScriptableObject.CreateInstance<RpggoSettings>();
            settings.service = service;
            settings.baseUrl = service == Service.Openai ? baseUrl + "/v1" : baseUrl;
            settings.gameId = "last-lantern";
            settings.apiKeyInBuild = "any";
            settings.maxRetries = -1;
            return settings;
        }

        /// <summary>The bundled story, as fast as the game polls, and the same every time.</summary>
        public static RpggoSettings Recording()
        {
            var settings = Settings("");
            settings.apiKeyInBuild = "";
            settings.recording = new TextAsset(File.ReadAllText(RecordingPath));
            settings.replaySpeed = -1;
            return settings;
        }

        public static string Fault(string spec) { return Standin + "/fault/" + spec; }

        /// <summary>An object with a component that is set up before it wakes.</summary>
        public static T Make<T>(Action<T> set = null, string name = null) where T : Component
        {
            var made = new GameObject(name ?? typeof(T).Name);
            made.SetActive(false);
            var component = made.AddComponent<T>();
            if (set != null) set(component);
            made.SetActive(true);
            return component;
        }

        public static RpggoClientBehaviour Client(RpggoSettings settings, bool isKept = false)
        {
            return Make<RpggoClientBehaviour>(it => { it.settings = settings; it.dontDestroyOnLoad = isKept; });
        }

        /// <summary>How many threads the native library has: one for each client.</summary>
        public static int NativeThreads()
        {
            var count = 0;
            foreach (var task in Directory.GetDirectories("/proc/self/task"))
            {
                try { if (File.ReadAllText(task + "/comm") == "rpggo\n") count++; }
                catch (IOException) { /* It has just ended. */ }
            }
            return count;
        }

        /// <summary>The native client is gone, whatever its network was at.</summary>
        public static void MustBeFree() { Until(() => NativeThreads() == 0, "no native client is left"); }
    }

    /// <summary>A character, and all that it tells, in order.</summary>
    sealed class Heard
    {
        public readonly List<string> Log = new List<string>();
        public readonly RpggoCharacter Character;

        public Heard(string id, Action<RpggoCharacter> set = null)
        {
            Character = Play.Make<RpggoCharacter>(it =>
            {
                it.characterId = id;
                if (set != null) set(it);
            }, id);
            Character.onAsked.AddListener(() => Log.Add("asked"));
            Character.onText.AddListener(word => Add("word", ""));
            Character.onMessage.AddListener(message => Messages.Add(message));
            Character.onLine.AddListener((speaker, text) => Log.Add("line of " + speaker));
            Character.onImage.AddListener((url, caption) => Log.Add("image " + url));
            Character.onGoals.AddListener(goals => Log.Add("goals " + Count(goals)));
            Character.onChapter.AddListener((chapter, text) => Log.Add("chapter " + chapter));
            Character.onEnding.AddListener((won, text) => Log.Add(won ? "won" : "lost"));
            Character.onState.AddListener((state, score) => Log.Add("state " + state));
            Character.onFailed.AddListener(sentence => { Log.Add("failed"); Sentence = sentence; });
            Character.onFinished.AddListener(() => Log.Add("finished"));
        }

        public readonly List<RpggoMessage> Messages = new List<RpggoMessage>();
        public string Sentence = "";
        public int Finished { get { return Log.FindAll(it => it == "finished").Count; } }

        /// <summary>Many of the same count as one.</summary>
        void Add(string what, string more) { if (Log.Count == 0 || Log[Log.Count - 1] != what) Log.Add(what + more); }

        static string Count(IReadOnlyList<Goal> goals)
        {
            var reached = 0;
            foreach (var goal in goals) if (goal.Achieved) reached++;
            return reached + "/" + goals.Count;
        }

        public void Ask(string line)
        {
            var before = Finished;
            Character.Say(line);
            Play.Until(() => Finished > before, "the end of the reply to: " + line);
        }
    }
}
