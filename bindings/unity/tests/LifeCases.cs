using System;
using System.Collections.Generic;
using UnityEditor;
using UnityEngine;
using UnityEngine.StandIn;
using Object = UnityEngine.Object;

namespace Rpggo.Unity.StandInTests
{
    /// <summary>Objects come and go in the middle of a reply.</summary>
    static class LifeCases
    {
        /// <summary>A reply that has begun and does not end by itself.</summary>
        static Heard InTheMiddle(out RpggoClientBehaviour client, bool isKept = false)
        {
            Play.Begin();
            client = Play.Client(Play.Settings(Play.Fault("hold,no-fin")), isKept);
            var mira = new Heard("mira");
            mira.Character.Say("Hello");
            Play.Until(() => mira.Log.Contains("goals 0/2"), "the reply has begun");
            Play.Same(1, Play.NativeThreads(), "one client");
            return mira;
        }

        [Case]
        static void ACharacterIsDestroyedInTheMiddleOfAReply()
        {
            var mira = InTheMiddle(out var client);
            var before = mira.Log.Count;
            Object.Destroy(mira.Character.gameObject);
            Play.Frames(1);
            Play.Check(mira.Character == null, "it is destroyed");
            Play.Until(() => client.Client.Stats.RequestsCancelled == 1, "its request is cancelled");
            Play.Frames(10);
            Play.Same("finished", mira.Log.GetRange(before, mira.Log.Count - before), "what it told since");
            var bram = new Heard("bram");
            bram.Character.Say("Hello");
            Play.Until(() => bram.Messages.Count == 1, "somebody else answers");
        }

        [Case]
        static void ACharacterDestroysItselfInItsOwnEvent()
        {
            Play.Begin();
            var client = Play.Client(Play.Settings(Play.Standin));
            var mira = new Heard("mira");
            mira.Character.onLine.AddListener((speaker, text) => Object.DestroyImmediate(mira.Character.gameObject));
            mira.Character.Say("And who is on the ferry?");
            Play.Until(() => mira.Finished == 1, "it goes");
            Play.Until(() => client.Client.Stats.RequestsFinished == 2, "the request is over");
            Play.Frames(5);
            Play.Same("asked | line of Mira, the harbour keeper | finished", mira.Log, "nothing more is told");
        }

        [Case]
        static void TheClientIsDestroyedInTheMiddleOfAReply()
        {
            var mira = InTheMiddle(out var client);
            Object.Destroy(client.gameObject);
            Play.Frames(1);
            Play.MustBeFree();
            Play.Same(1, mira.Finished, "the reply is over");
            Play.Check(!mira.Log.Contains("failed") && !mira.Character.IsBusy, "it did not fail");
        }

        [Case]
        static void TheClientIsDisabledByAnEventOfItsOwn()
        {
            Play.Begin();
            var client = Play.Client(Play.Settings(Play.Standin));
            var mira = new Heard("mira");
            mira.Character.onLine.AddListener((speaker, text) => client.enabled = false);
            mira.Character.Say("And who is on the ferry?");
            Play.Until(() => mira.Finished == 1, "the reply is over");
            Play.MustBeFree();
            Play.Same("asked | line of Mira, the harbour keeper | finished", mira.Log, "nothing comes after it");
        }

        [Case]
        static void TheClientIsDisabledAndEnabled()
        {
            var mira = InTheMiddle(out var client);
            client.enabled = false;
            Play.MustBeFree();
            Play.Same(1, mira.Finished, "the reply is over");
            client.settings.baseUrl = Play.Standin;
            mira.Log.Clear();
            client.enabled = true;
            mira.Ask("Hello");
            Play.Check(mira.Log.Contains("goals 0/2"), "the next line is answered by a new client");
            Play.Same(1, Play.NativeThreads(), "there is one client");
            client.gameObject.SetActive(false);
            Play.MustBeFree();
        }

        [Case]
        static void ADisabledClientSaysSo()
        {
            Play.Begin();
            Play.Expect("There is no client: it is disabled");
            var client = Play.Client(Play.Settings(Play.Standin));
            var session = Play.Make<RpggoSession>(it => { it.client = client; it.beginsOnStart = false; });
            var mira = new Heard("mira", it => it.session = session);
            client.enabled = false;
            mira.Ask("Hello");
            Play.Same("asked | failed | finished", mira.Log, "its events");
        }

        [Case]
        static void ACharacterIsDisabledAndEnabled()
        {
            Play.Expect("ignores the line, because it is disabled");
            var mira = InTheMiddle(out var client);
            mira.Character.Say("This waits");
            mira.Character.enabled = false;
            Play.Same(1, mira.Finished, "the reply is over at once");
            mira.Character.Say("Hello?");
            Play.Until(() => client.Client.Stats.RequestsCancelled == 1, "the request is cancelled");
            Play.Frames(5);
            Play.Same(1, mira.Finished, "it is over once");
            mira.Character.enabled = true;
            Play.Check(!mira.Character.IsBusy, "what waited is forgotten");
            mira.Character.enabled = false;
            mira.Character.enabled = true;
            Play.Same(1, mira.Finished, "who is not asked has nothing to finish");
            mira.Character.Say("And the cat?");
            Play.Until(() => mira.Messages.Count == 2, "it answers again");
        }

        [Case]
        static void ASessionIsDestroyedInTheMiddleOfAReply()
        {
            Play.Begin();
            Play.Client(Play.Settings(Play.Fault("hold,no-fin")));
            var session = Play.Make<RpggoSession>();
            var mira = new Heard("mira");
            mira.Character.Say("Hello");
            Play.Until(() => mira.Messages.Count == 1, "the reply has begun");
            Object.Destroy(session.gameObject);
            Play.Frames(2);
            mira.Character.Cancel();
            Play.Until(() => mira.Finished == 1, "the reply is over");
            mira.Character.Say("Hello");
            Play.Until(() => mira.Messages.Count == 2, "another session is found");
        }

        [Case]
        static void ALineThatWaitsForTheSessionCanBeCancelled()
        {
            Play.Begin();
            var client = Play.Client(Play.Settings(Play.Fault("slow-headers=50")));
            var session = Play.Make<RpggoSession>();
            var mira = new Heard("mira");
            mira.Character.Say("Hello");
            Play.Frames(3);
            mira.Character.Cancel();
            Play.Same("asked | finished", mira.Log, "its events, at once");
            mira.Character.Cancel();
            Play.Until(() => session.Chapter != null, "the session begins all the same");
            Play.Frames(3);
            Play.Same(1, mira.Finished, "it is over once");
            Play.Same(1UL, (ulong)client.Client.Stats.RequestsStarted, "it is not said any more");
        }

        [Case]
        static void ASessionIsDestroyedWhileSomebodyWaitsForIt()
        {
            Play.Begin();
            Play.Client(Play.Settings(Play.Fault("stall-before")));
            var session = Play.Make<RpggoSession>();
            var mira = new Heard("mira");
            mira.Character.Say("Hello");
            Play.Frames(3);
            Object.Destroy(session.gameObject);
            Play.Until(() => mira.Finished == 1, "the reply is over");
            Play.Same("asked | finished", mira.Log, "its events");
        }

        [Case]
        static void TheGameQuitsInTheMiddleOfAReply()
        {
            var mira = InTheMiddle(out var client);
            mira.Character.onFinished.AddListener(() => mira.Character.Say("One more thing"));
            var wasFreed = false;
            var quitting = client;
            Application.quitting += () => wasFreed = !quitting.IsConnected;
            Engine.Quit();
            Play.Check(wasFreed, "it is freed before the objects go");
            Play.MustBeFree();
            Play.Check(client == null, "all is gone");
            Play.Same(0, Object.FindObjectsOfType<RpggoClientBehaviour>().Length, "no new client was made");
        }

        [Case]
        static void TheScriptsAreReloadedInTheMiddleOfAReply()
        {
            var mira = InTheMiddle(out var client);
            AssemblyReloadEvents.StandInRaise();
            Play.Check(!client.IsConnected, "the client is freed before anything else happens");
            Play.MustBeFree();
            Play.Same(1, mira.Finished, "the reply is over");
            // What is left of it in the domain that goes.
            Engine.DisableAllForReload();
            Play.Check(RpggoClientBehaviour.Current == null, "nobody is left");
            Play.Same(0, AssemblyReloadEvents.StandInCount, "who listens to the editor");
        }

        [Case]
        static void PlayModeBeginsAgainWithoutAReloadOfTheDomain()
        {
            for (var time = 0; time < 3; time++)
            {
                Play.Begin();
                Play.Check(RpggoClientBehaviour.Current == null, "nobody is left from the last time");
                Play.Check(RpggoSettings.ApiKeyProvider == null, "no hook is left from the last time");
                Play.Check(!RpggoClientBehaviour.IsQuitting, "it does not quit any more");
                RpggoSettings.ApiKeyProvider = settings => "a key";
                Play.Client(Play.Recording());
                var mira = new Heard("mira");
                mira.Ask("Hello");
                Play.Same("asked | line of Mira, the harbour keeper | goals 0/2 | finished", mira.Log, "time " + time);
                // Also after an exit that went wrong, which tells nobody.
                if (time == 1) { RpggoClientBehaviour.Current.Reconnect(); Engine.Vanish(); }
                else Engine.Quit();
                Play.MustBeFree();
            }
        }

        [Case]
        static void APausedGameGoesOnTalking()
        {
            Play.Begin();
            Time.timeScale = 0;
            Play.Client(Play.Settings(Play.Standin));
            var unscaled = Play.Make<RpggoTypewriter>();
            var scaled = Play.Make<RpggoTypewriter>(it => it.unscaledTime = false);
            var mira = new Heard("mira");
            mira.Character.onLine.AddListener(unscaled.Say);
            mira.Character.onLine.AddListener(scaled.Say);
            mira.Ask("Hello");
            Play.Until(() => !unscaled.IsWriting, "it is written");
            Play.Same(mira.Messages[0].Text, unscaled.Shown, "what is shown while the game is paused");
            Play.Same("", scaled.Shown, "what is shown by the game's own time");
            Time.timeScale = 1;
            Play.Until(() => !scaled.IsWriting, "it is written when the game goes on");
            Play.Same(mira.Messages[0].Text, scaled.Shown, "what is shown then");
        }

        [Case]
        static void FramesInWhichNothingHappensAllocateNothing()
        {
            Play.Begin();
            var client = Play.Client(Play.Settings(Play.Fault("hold,no-fin")));
            var mira = new Heard("mira");
            var typewriter = Play.Make<RpggoTypewriter>();
            typewriter.Append("A piece of ");
            mira.Character.Say("Hello");
            Play.Until(() => mira.Log.Contains("goals 0/2") && typewriter.Shown == "A piece of", "all have something to wait for");
            foreach (var it in new MonoBehaviour[] { client, mira.Character, mira.Character.Session, typewriter })
            {
                var update = (Action)Delegate.CreateDelegate(typeof(Action), it, "Update");
                update();
                var before = GC.CollectionCount(0);
                // The smallest objects of as many frames would fill the youngest generation several times.
                for (var frame = 0; frame < 1000000; frame++) update();
                Play.Same(before, GC.CollectionCount(0), "collections for " + it.GetType().Name);
            }
        }

        [Case]
        static void WithoutTheNativeLibraryOneSentenceSaysSo()
        {
            Play.Begin();
            Play.Expect("Rpggo: The native library is missing for this platform.");
            var client = Play.Client(Play.Settings(Play.Standin));
            var problems = new List<string>();
            client.onProblem.AddListener(problems.Add);
            var mira = new Heard("mira");
            var asked = 0;
            // A game that tries again and again ends neither in a loop nor with a full console.
            mira.Character.onFinished.AddListener(() => { if (++asked < 30) mira.Character.Say("Hello?"); });
            mira.Character.Say("Hello?");
            Play.Until(() => asked == 30, "thirty tries");
            Play.Same(1, problems.Count, "how often it is told");
            Play.Check(mira.Sentence.StartsWith("The native library is missing", StringComparison.Ordinal), mira.Sentence);
            Play.Same(client.Problem, mira.Sentence, "the reason");
        }
    }
}
