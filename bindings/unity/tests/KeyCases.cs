using System;
using System.IO;
using UnityEngine;

namespace Rpggo.Unity.StandInTests
{
    /// <summary>Where the key comes from, and where it must not go.</summary>
    static class KeyCases
    {
        [Case]
        static void TheKeyComesFromCodeThenTheEnvironmentThenTheFileThenTheAsset()
        {
            Play.Begin();
            var project = Path.Combine(Path.GetTempPath(), "rpggo-unity-" + Guid.NewGuid().ToString("N"));
            Application.dataPath = Path.Combine(project, "Assets");
            try
            {
                var settings = Play.Settings(Play.Standin);
                settings.apiKeyInBuild = "";
                Play.Same(null, settings.ToOptions().ApiKey, "no key anywhere");
                settings.apiKeyInBuild = "of the asset";
                Play.Same("of the asset", settings.ToOptions().ApiKey, "the last resort");
                ApiKey.InEditor = " of the file ";
                Play.Same("of the file", settings.ToOptions().ApiKey, "the file is nearer");
                Play.Check(File.Exists(Path.Combine(project, "UserSettings/RpggoApiKey.txt")), "it is outside Assets");
                Environment.SetEnvironmentVariable("RPGGO_API_KEY", "of the environment");
                Play.Same("of the environment", settings.ToOptions().ApiKey, "the environment is nearer");
                settings.service = Service.Openai;
                Play.Same("of the file", settings.ToOptions().ApiKey, "no other server is told that one");
                settings.service = Service.Rpggo;
                RpggoSettings.ApiKeyProvider = it => "of the code for " + it.gameId;
                Play.Same("of the code for last-lantern", settings.ToOptions().ApiKey, "the game's code is nearest");
                RpggoSettings.ApiKeyProvider = it => null;
                Play.Same("of the environment", settings.ToOptions().ApiKey, "it may have none");
                settings.recording = new TextAsset("a recording");
                Play.Same(null, settings.ToOptions().ApiKey, "a recording is told no key");
                ApiKey.InEditor = "";
                Play.Check(!File.Exists(ApiKey.EditorPath), "an empty key leaves no file");
            }
            finally
            {
                Environment.SetEnvironmentVariable("RPGGO_API_KEY", null);
                if (Directory.Exists(project)) Directory.Delete(project, true);
            }
        }

        [Case]
        static void WithoutAKeyASentenceSaysWhereItBelongs()
        {
            Play.Begin();
            Play.Expect("api_key is missing.*Project Settings > Rpggo");
            Application.dataPath = Path.Combine(Path.GetTempPath(), "rpggo-unity-none", "Assets");
            var settings = Play.Settings(Play.Standin);
            settings.apiKeyInBuild = "";
            var client = Play.Client(settings);
            var mira = new Heard("mira");
            mira.Ask("Hello");
            Play.Check(!client.IsConnected && client.Problem.IndexOf('\n') < 0, "one sentence: " + client.Problem);
            // It is tried again when the game says so.
            settings.apiKeyInBuild = "any";
            client.Reconnect();
            mira.Ask("Hello");
            Play.Same(1, mira.Messages.Count, "then it answers");
        }

        [Case]
        static void SettingsBecomeOptions()
        {
            Play.Begin();
            var settings = Play.Settings(" http://127.0.0.1:1 ");
            settings.connectTimeoutMs = 1500;
            settings.firstByteTimeoutMs = -1;
            settings.recordPath = "  ";
            var options = settings.ToOptions();
            Play.Same("http://127.0.0.1:1", options.BaseUrl, "blanks do not count");
            Play.Same(1500, options.ConnectTimeoutMs, "milliseconds");
            Play.Same(RpggoClientOptions.NoTimeout, options.FirstByteTimeoutMs, "no limit");
            Play.Same(0, options.IdleTimeoutMs, "the default");
            Play.Same(null, options.RecordPath, "nothing is recorded");
            settings.replaySpeed = -1;
            settings.recording = new TextAsset("a recording");
            Play.Same("a recording", settings.ToOptions().ReplayText, "the recording");
            Play.Same(RpggoClientOptions.ReplayAsPolled, settings.ToOptions().ReplaySpeed, "its pace");
        }

        [Case]
        static void OptionsWithoutAFieldAreSetByTheirNames()
        {
            Play.Begin();
            var settings = Play.Settings(Play.Standin);
            settings.moreOptions.Add(More("max_event_bytes", "65536"));
            settings.moreOptions.Add(More(" ignore_environment_proxy ", "true"));
            settings.moreOptions.Add(More("", "being written"));
            Play.Same(65536L, settings.ToOptions().MaxEventBytes, "a number");
            Play.Check(settings.ToOptions().IgnoreEnvironmentProxy, "a flag");
            settings.moreOptions.Add(More("max_eventbytes", "1"));
            Play.Expect("Rpggo: there is no option \"max_eventbytes\": use one of service, ");
            var client = Play.Client(settings);
            var mira = new Heard("mira");
            mira.Ask("Hello");
            Play.Check(!client.IsConnected && mira.Sentence == client.Problem, mira.Sentence);
            settings.moreOptions[3] = More("api_key", "sk");
            Play.Expect("Rpggo: api_key is among the settings' More Options, .* Project Settings > Rpggo");
            client.Reconnect();
            mira.Ask("Hello");
            Play.Check(!client.IsConnected, "a key is taken from nowhere else");
            // Another service here would get this one's key.
            foreach (var own in new[] { "service", "replay_path", "base_url" })
            {
                settings.moreOptions[3] = More(own, "");
                Play.Expect("Rpggo: " + own + " is among the settings' More Options, and has a field of its own: set ");
                client.Reconnect();
                mira.Ask("Hello");
                Play.Check(!client.IsConnected, own + " has a field");
            }
            settings.moreOptions[3] = null;
            client.Reconnect();
            mira.Ask("Hello");
            Play.Same(1, mira.Messages.Count, "then it answers");
        }

        [Case]
        static void AValueIsTrimmedAndItsErrorIsWhole()
        {
            Play.Begin();
            var settings = Play.Settings(Play.Standin);
            settings.moreOptions.Add(More("max_event_bytes", " 65536\n"));
            Play.Same(65536L, settings.ToOptions().MaxEventBytes, "a line break after it");
            settings.moreOptions.Add(More("max_queued_bytes", "64k\nor so"));
            Play.Expect("Rpggo: max_queued_bytes takes .*, not \"64k\nor so\"$");
            var client = Play.Client(settings);
            var mira = new Heard("mira");
            mira.Ask("Hello");
            Play.Check(!client.IsConnected && mira.Sentence.EndsWith("or so\""), mira.Sentence);
        }

        [Case]
        static void AnEmptyRecordingDoesNotLeadToTheService()
        {
            Play.Begin();
            var settings = Play.Settings(Play.Standin);
            settings.recording = new TextAsset(" \n");
            Play.Expect("Rpggo: The recording .* is empty: record a conversation, or clear Recording");
            var client = Play.Client(settings);
            var mira = new Heard("mira");
            mira.Ask("Hello");
            Play.Check(!client.IsConnected && mira.Messages.Count == 0, "nothing is sent");
        }

        [Case]
        static void AKeyOfTheEnvironmentDoesNotReachAnotherService()
        {
            Play.Begin();
            Environment.SetEnvironmentVariable("RPGGO_API_KEY", "sk-of-the-story");
            try
            {
                var settings = Play.Settings(Play.Standin);
                settings.apiKeyInBuild = "";
                var client = Play.Client(settings);
                client.adjust = it => it.MaxRetries = 1;
                Play.Same("sk-of-the-story", client.OptionsOf(settings).ApiKey, "the service of the settings");
                client.adjust = it => it.Service = Service.Openai;
                Play.Same(null, client.OptionsOf(settings).ApiKey, "another one");
                client.adjust = it => { it.Service = Service.Openai; it.ApiKey = "sk-of-the-model"; };
                Play.Same("sk-of-the-model", client.OptionsOf(settings).ApiKey, "the game's own");
            }
            finally
            {
                Environment.SetEnvironmentVariable("RPGGO_API_KEY", null);
            }
        }

        [Case]
        static void ARecordingIsWrittenWhereAGameMayWrite()
        {
            Play.Begin();
            var settings = Play.Settings(Play.Standin);
            settings.recordPath = "talk.jsonl";
            Play.Same(UnityEngine.Application.persistentDataPath + "/talk.jsonl", settings.ToOptions().RecordPath, "below it");
            settings.recordPath = "/elsewhere/talk.jsonl";
            Play.Same("/elsewhere/talk.jsonl", settings.ToOptions().RecordPath, "a whole path");
        }

        static RpggoOption More(string name, string value) { return new RpggoOption { name = name, value = value }; }

        [Case]
        static void CodeHasTheLastWordOnTheOptionsAndAWrongOneIsASentence()
        {
            Play.Begin();
            Play.Expect("Rpggo: replay_speed");
            var client = Play.Client(Play.Recording());
            client.adjust = it => it.ReplaySpeed = 5000;
            var mira = new Heard("mira");
            mira.Ask("Hello");
            Play.Check(!client.IsConnected && mira.Sentence == client.Problem, mira.Sentence);
            client.adjust = it => it.ReplaySpeed = 1000;
            client.Reconnect();
            mira.Ask("Hello");
            Play.Same(1, mira.Messages.Count, "then it answers");
        }
    }
}
