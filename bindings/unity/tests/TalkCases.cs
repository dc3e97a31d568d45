using System;
using System.Collections.Generic;
using System.IO;
using System.Text.RegularExpressions;
using UnityEngine;
using UnityEngine.StandIn;

namespace Rpggo.Unity.StandInTests
{
    /// <summary>Talks with the stand-in and with the recording.</summary>
    static class TalkCases
    {
        [Case]
        static void HelloBringsWordsMessagesGoalsAndTheEndInOrder()
        {
            Play.Begin();
            var client = Play.Client(Play.Settings(Play.Standin));
            var mira = new Heard("mira");
            Play.Check(!client.IsConnected, "nobody needs a client yet");
            mira.Ask("What happened to the lighthouse?");
            var name = "line of Mira, the harbour keeper";
            Play.Same("asked | " + name + " | goals 0/2 | finished", mira.Log, "its events");
            Play.Check(mira.Messages[0].Text.StartsWith("Lightning, last night. ⚡", StringComparison.Ordinal), "its words");
            Play.Same(Role.Character, mira.Messages[0].Role, "who speaks");
            var session = mira.Character.Session;
            Play.Same("The Dark Harbour", session.Chapter.Name, "the chapter");
            Play.Same("The Last Lantern 🏮", session.GameName, "the game");
            Play.Same(4, session.Characters.Count, "the characters");
            Play.Same("far", session.Values["Storm"], "a value to display");
            // A group talk.
            mira.Log.Clear();
            mira.Ask("And who is on the ferry?");
            Play.Same("asked | " + name + " | line of Bram, who mends boats | line of Akiko 明子, the glassblower"
                + " | goals 0/2 | finished", mira.Log, "its events");
            Play.Check(!mira.Character.IsBusy, "it is over");
        }

        [Case]
        static void TheRecordingIsPlayedFromHelloToTheWonEndingTheSameEveryTime()
        {
            var first = PlayRecording();
            Play.Same(string.Join("\n", PlayRecording()), string.Join("\n", first), "the second time");
            Play.Same(
                "mira: asked, line of Mira, the harbour keeper, goals 0/2, finished"
                + " | mira: asked, line of Mira, the harbour keeper, line of Bram, who mends boats, line of Akiko 明子, the glassblower, goals 0/2, finished"
                + " | bram: asked, line of Bram, who mends boats, goals 1/2, finished"
                + " | akiko: asked, line of Akiko 明子, the glassblower, goals 2/2, finished"
                + " | mira: asked, line of Mira, the harbour keeper, line of The Tide, goals 2/2, chapter lighthouse, finished"
                + " | pip: asked, line of Pip, aged nine and a half, goals 0/2, finished"
                + " | pip: asked, line of Pip, aged nine and a half, goals 1/2, finished"
                + " | tide: asked, line of Pip, aged nine and a half, line of The Tide, line of Mira, the harbour keeper, goals 2/2, won, image https://example.com/last-lantern/beam.jpg, finished",
                first, "all events");
        }

        static List<string> PlayRecording()
        {
            Play.Begin();
            Play.Client(Play.Recording());
            var session = Play.Make<RpggoSession>();
            var chapters = new List<string>();
            session.onBegun.AddListener(() => chapters.Add(session.Chapter.ChapterId));
            var told = new List<string>();
            var people = new Dictionary<string, Heard>();
            foreach (var id in new[] { "mira", "mira", "bram", "akiko", "mira", "pip", "pip", "tide" })
            {
                if (!people.TryGetValue(id, out var person)) people[id] = person = new Heard(id, it => it.images = true);
                person.Log.Clear();
                person.Ask("Whatever");
                told.Add(id + ": " + string.Join(", ", person.Log));
            }
            Play.Same("harbour | lighthouse", chapters, "the chapters");
            Play.Check(session.HasEnded, "the story has ended");
            Engine.Quit();
            Play.MustBeFree();
            return told;
        }

        [Case]
        static void ModelsSayWordsBeforeTheWholeAndHaveSessionsOfTheirOwn()
        {
            Play.Begin();
            var client = Play.Client(Play.Settings(Play.Standin, Service.Openai));
            var mira = new Heard("mira", it => it.systemPrompt = "You are Mira.");
            var bram = new Heard("bram", it => it.displayName = "Bram");
            var pieces = "";
            mira.Character.onText.AddListener(word => pieces += word);
            mira.Ask("What happened?");
            Play.Same("asked | word | line of mira | finished", mira.Log, "its events");
            Play.Same(mira.Messages[0].Text, pieces, "the pieces together");
            bram.Ask("Hello");
            Play.Same("asked | word | line of Bram | finished", bram.Log, "its events");
            var id = mira.Character.Session.SessionId;
            var history = client.Client.SessionHistoryAsync(new SessionRequest { SessionId = id + "-mira" });
            Play.Until(() => history.IsCompleted, "the history");
            Play.Same(2, history.Result.Messages.Count, "what was said to Mira and by her");
        }

        [Case]
        static void AModelIsToldAgainWhoItIsByANewClient()
        {
            Play.Begin();
            var settings = Play.Settings(Play.Standin, Service.Openai);
            settings.recordPath = Path.GetTempFileName();
            try
            {
                var client = Play.Client(settings);
                var mira = new Heard("mira", it => it.systemPrompt = "You are Mira of Saltmere.");
                mira.Ask("What happened?");
                client.Reconnect();
                mira.Ask("Hello");
                Engine.Quit();
                var chats = new List<string>();
                foreach (var line in File.ReadAllLines(settings.recordPath))
                    if (line.Contains("\"operation\":\"chat\"")) chats.Add(line);
                Play.Same(2, chats.Count, "what was asked");
                foreach (var chat in chats) Play.Check(chat.Contains("You are Mira of Saltmere."), chat);
            }
            finally
            {
                File.Delete(settings.recordPath);
            }
        }

        [Case]
        static void PersonasMeetThePlayerAndTellTheirState()
        {
            Play.Begin();
            Play.Client(Play.Settings(Play.Standin, Service.Persona));
            Play.Make<RpggoSession>(it => { it.playerName = "Ash"; it.playerGender = "non-binary"; });
            var mira = new Heard("mira");
            mira.Character.Meet();
            Play.Until(() => mira.Finished == 1, "they have met");
            Play.Check(mira.Messages.Count == 1 && mira.Log[0] == "asked", "it says its opening line");
            mira.Ask("What happened?");
            Play.Same("asked | line of mira | finished | asked | line of mira | state harbour | finished", mira.Log, "its events");
        }

        [Case]
        static void AuroraNeedsNoBeginningAndItsSessionsAreNumbers()
        {
            Play.Begin();
            Play.Client(Play.Settings(Play.Standin, Service.Aurora));
            var mira = new Heard("2");
            mira.Ask("What happened?");
            Play.Same("asked | word | line of 2 | finished", mira.Log, "its events");
            Play.Check(int.TryParse(mira.Character.Session.SessionId, out var id) && id >= 0, "its session is a number");
        }

        [Case]
        static void LinesWaitForEachOtherOrInterrupt()
        {
            Play.Begin();
            Play.Client(Play.Settings(Play.Standin));
            var patient = new Heard("mira");
            patient.Character.Say("Hello");
            patient.Character.Say("And who is on the ferry?");
            patient.Character.Say("   ");
            Play.Check(patient.Log.Count == 0, "nothing is told before the next frame");
            Play.Until(() => !patient.Character.IsBusy, "both are answered");
            Play.Same(2, patient.Finished, "two replies");
            Play.Same(4, patient.Messages.Count, "all utterances");

            var held = Play.Client(Play.Settings(Play.Fault("hold,no-fin")));
            var session = Play.Make<RpggoSession>(it => it.client = held);
            var rude = new Heard("mira", it => { it.interrupts = true; it.session = session; });
            rude.Character.Say("Hello");
            Play.Until(() => rude.Messages.Count == 1, "it begins to speak");
            rude.Character.Say("And the cat?");
            Play.Until(() => rude.Messages.Count == 2, "it speaks of the cat");
            Play.Same("Admiral Biscuit. He’s under the stove, considering his position.", rude.Messages[1].Text, "its words");
            Play.Same(1, rude.Finished, "only the interrupted one is over");
            Play.Check(!rude.Log.Contains("failed"), "to be interrupted is no failure");
            rude.Character.Cancel();
            Play.Until(() => !rude.Character.IsBusy, "the second is cancelled, too");
            Play.Same(2UL, Cancelled(held), "the native library knows of both");
        }

        static ulong Cancelled(RpggoClientBehaviour client) { return (ulong)client.Client.Stats.RequestsCancelled; }

        [Case]
        static void FailuresAreSentencesAndTheNextLineWorks()
        {
            Play.Begin();
            Play.Expect("Rpggo: Mira, the harbour keeper does not reply: .*");
            var client = Play.Client(Play.Settings(Play.Fault("error-after=10000307,times=2")));
            var mira = new Heard("mira");
            mira.Ask("Hello");
            Play.Same("asked | line of Mira, the harbour keeper | failed | finished", mira.Log, "its events");
            Play.Check(mira.Sentence.Length > 10, "a sentence: " + mira.Sentence);
            mira.Log.Clear();
            client.settings.baseUrl = Play.Standin;
            client.Reconnect();
            mira.Ask("Hello");
            Play.Same("asked | line of Mira, the harbour keeper | goals 0/2 | finished", mira.Log, "its events");
        }

        [Case]
        static void AWrongIdIsNamed()
        {
            Play.Begin();
            Play.Expect("does not reply: character_id is ");
            Play.Client(Play.Settings(Play.Standin));
            var nobody = new Heard("");
            nobody.Ask("Hello");
            Play.Same("asked | failed | finished", nobody.Log, "its events");
            Play.Check(nobody.Sentence.IndexOf('\n') < 0 && nobody.Sentence.StartsWith("character_id", StringComparison.Ordinal), nobody.Sentence);
        }

        [Case]
        static void AsyncCallsEndWhileTheComponentPolls()
        {
            Play.Begin();
            var client = Play.Client(Play.Recording());
            var request = new SessionRequest { GameId = "last-lantern", SessionId = "s" };
            var begun = client.Client.SessionStartAsync(request);
            Play.Until(() => begun.IsCompleted, "the session");
            Play.Same("The Dark Harbour", begun.Result.Chapters[0].Name, "its chapter");
            var asked = new ChatRequest { GameId = "last-lantern", SessionId = "s", CharacterId = "mira", Message = "Hello" };
            var chat = client.Client.ChatStartAsync(asked);
            client.enabled = false;
            Play.Check(chat.IsCanceled, "who still waits when the client is freed is told so");
        }

        [Case]
        static void ASessionThatCannotBeginFailsAllWhoWaitForIt()
        {
            Play.Begin();
            Play.Expect("Rpggo: the session could not start: .*");
            Play.Client(Play.Settings(Play.Fault("status=500,times=1")));
            var session = Play.Make<RpggoSession>();
            var failed = new List<string>();
            session.onFailed.AddListener(failed.Add);
            var mira = new Heard("mira");
            var bram = new Heard("bram");
            mira.Character.Say("Hello");
            bram.Ask("Hello");
            Play.Same("asked | failed | finished", mira.Log, "mira");
            Play.Same("asked | failed | finished", bram.Log, "bram");
            Play.Same(1, failed.Count, "how often the session says so");
            Play.Same(failed[0], mira.Sentence, "the reason");
            // The fault is over.
            mira.Ask("Hello");
            Play.Same(1, mira.Messages.Count, "the next line begins the session again");
        }

        [Case]
        static void AnEndedStoryRefusesAndBeginsAnew()
        {
            Play.Begin();
            Play.Expect("does not reply: .*");
            Play.Client(Play.Settings(Play.Standin));
            var session = Play.Make<RpggoSession>(it => it.chapterId = "lighthouse");
            var hush = new Heard("hush");
            hush.Ask("I sell. Take the lantern.");
            Play.Check(hush.Log.Contains("lost") && session.HasEnded, "the story is lost");
            hush.Ask("Wait!");
            Play.Check(hush.Log.Contains("failed"), "the session is over");
            var before = session.SessionId;
            session.BeginAnew();
            Play.Check(!session.HasEnded && session.SessionId != before, "another play-through");
            hush.Ask("What do you want?");
            Play.Check(hush.Messages[hush.Messages.Count - 1].Text.StartsWith("Hush, they call me.", StringComparison.Ordinal), "it answers");
        }

        [Case]
        static void ChaptersChangeByThemselvesOrWhenTheGameSaysSo()
        {
            Play.Begin();
            Play.Client(Play.Recording());
            var session = Play.Make<RpggoSession>(it => it.changesChapters = false);
            var next = "";
            session.onChapter.AddListener((id, text) => next = id + ": " + text);
            var mira = new Heard("mira");
            // The fifth recorded chat leads to the next chapter.
            for (var at = 0; at < 5; at++) mira.Ask("Go on");
            Play.Check(next.StartsWith("lighthouse: The door of the lighthouse falls shut", StringComparison.Ordinal), next);
            Play.Frames(5);
            Play.Same("harbour", session.Chapter.ChapterId, "it waits for the game");
            session.ChangeChapter("lighthouse");
            Play.Until(() => session.Chapter.ChapterId == "lighthouse", "the next chapter");
            Play.Same(0, session.Goals.Count, "its goals are not known yet");
        }

        [Case]
        static void AnotherSessionIdIsAnotherPlayThrough()
        {
            Play.Begin();
            Play.Client(Play.Settings(Play.Standin));
            var session = Play.Make<RpggoSession>(it => it.sessionId = "one");
            var begun = 0;
            session.onBegun.AddListener(() => begun++);
            var bram = new Heard("bram");
            bram.Ask("May I have the oil, please?");
            session.sessionId = "two";
            bram.Log.Clear();
            bram.Ask("Hello");
            Play.Same("asked | line of Bram, who mends boats | goals 0/2 | finished", bram.Log, "nothing is reached in it");
            Play.Same(2, begun, "it has begun by itself");
            session.sessionId = "three";
            session.Begin();
            Play.Until(() => begun == 3, "or when the game says so");
        }

        [Case]
        static void ASavedSessionIsGoneOnWith()
        {
            Play.Begin();
            Play.Client(Play.Settings(Play.Standin));
            Play.Make<RpggoSession>(it => it.sessionId = "saved-game");
            var bram = new Heard("bram");
            bram.Ask("May I have the oil, please?");
            Play.Check(bram.Log.Contains("goals 1/2"), "a goal is reached");
            Engine.Quit();

            Play.Begin();
            Play.Client(Play.Settings(Play.Standin));
            Play.Make<RpggoSession>(it => { it.sessionId = "saved-game"; it.resumes = true; });
            var again = new Heard("bram");
            again.Ask("Hello");
            Play.Check(again.Log.Contains("goals 1/2"), "the goal is reached still: " + string.Join(" | ", again.Log));
        }

        [Case]
        static void ExceptionsOfTheGameStopNobodyElse()
        {
            Play.Begin();
            Action gone = () => { throw new InvalidOperationException("the label is gone"); };
            for (var times = 0; times < 4; times++) Play.Expect("InvalidOperationException: the label is gone");
            Play.Client(Play.Settings(Play.Standin));
            var session = Play.Make<RpggoSession>(it => it.chapterId = "lighthouse");
            session.onBegun.AddListener(() => gone());
            session.onEnding.AddListener((won, text) => gone());
            var hush = new Heard("hush", it =>
            {
                it.onAsked.AddListener(() => gone());
                it.onMessage.AddListener(message => { if (message.CharacterId == "hush") gone(); });
            });
            hush.Ask("I sell. Take the lantern.");
            Play.Same("line of Mr. Hush | line of Mira, the harbour keeper | goals 1/3 | lost | finished", hush.Log, "what comes after the exceptions");
        }

        [Case]
        static void GoalsThatAreNotNamedThisTimeStay()
        {
            Play.Begin();
            var settings = Play.Recording();
            // All but the first answer name none.
            var first = true;
            settings.recording = new TextAsset(Regex.Replace(settings.recording.text, @"(goals_status\W{1,4}\[).*?\]", it =>
            {
                if (first && it.Value.Contains("lamp oil")) { first = false; return it.Value; }
                return it.Groups[1].Value + "]";
            }));
            Play.Client(settings);
            var mira = new Heard("mira");
            mira.Ask("Hello");
            mira.Ask("And then?");
            Play.Check(mira.Log.FindAll(it => it.StartsWith("goals", StringComparison.Ordinal)).Count == 1, string.Join(" | ", mira.Log));
            Play.Same(2, mira.Character.Session.Goals.Count, "those that are shown");
        }

        [Case]
        static void TheLibrarysOwnLinesAreInTheConsole()
        {
            Play.Begin();
            var settings = Play.Recording();
            settings.logLevel = LogLevel.Debug;
            Play.Client(settings);
            new Heard("mira").Ask("Hello");
            var lines = EngineConsole.Of(LogType.Log);
            Play.Check(lines.Count > 0 && lines.TrueForAll(it => it.StartsWith("Rpggo: ", StringComparison.Ordinal)), "lines of the library");
        }
    }
}
