using System;

namespace Rpggo.Tests
{
    /// <summary>What is missing or wrong is refused at once, by name, and nothing is sent.
    /// Arguments: BASE_URL. RPGGO_API_KEY is not set.</summary>
    internal static class RefusedTest
    {
        private static string _baseUrl;

        internal static void Run(string[] arguments)
        {
            _baseUrl = arguments[1];
            Options();
            TextsOfOptions();
            using (RpggoClient client = Game.Client(_baseUrl))
            {
                Requests(client);
                Texts(client);
                Game.Silence(client);
                Check.Equal(0L, client.Stats.RequestsStarted, "requests");
            }
            Check.Equal("0.1.0", RpggoClient.Version, "the version");
            Check.Equal(1, RpggoClient.AbiVersion, "the interface");
        }

        private static void Option<T>(string says, Action<RpggoClientOptions> change)
            where T : ArgumentException
        {
            RpggoClientOptions options = Game.Options(_baseUrl);
            change(options);
            T refused = Check.Throws<T>(() => new RpggoClient(options), says);
            Check.That(
                refused.Message.IndexOf("RPGGO_INVALID", StringComparison.Ordinal) < 0,
                "the status is said twice");
        }

        private static void Options()
        {
            Check.Throws<ArgumentNullException>(() => new RpggoClient(null), "options");
            Option<ArgumentException>("api_key is missing", it => it.ApiKey = null);
            Option<ArgumentException>("base_url", it => it.BaseUrl = "nonsense");
            Option<ArgumentException>("base_url", it => it.BaseUrl = "http://example.com");
            Option<ArgumentException>("service 99", it => it.Service = (Service)99);
            Option<ArgumentException>("max_retries", it => it.MaxRetries = -2);
            Option<ArgumentException>("ca_file", it => it.CaFile = "/nowhere/ca.pem");
            Option<ArgumentException>("proxy_url", it => it.ProxyUrl = "nonsense");
            Option<ArgumentException>("extra_headers", it => it.ExtraHeaders = "nonsense");
            Option<ArgumentException>("record_path", it => it.RecordPath = "/nowhere/talk.jsonl");
            Option<ArgumentException>("replay_path", it => it.ReplayPath = "/nowhere/talk.jsonl");
            Option<ArgumentException>("replay_text", it => it.ReplayText = "nonsense");
            Option<ArgumentException>("both", it => it.ReplayPath = it.ReplayText = "x");
            Option<ArgumentException>("replay_speed", it => it.ReplaySpeed = 2000);
            Option<ArgumentException>("log_level", it => it.LogLevel = (LogLevel)9);
            Option<ArgumentOutOfRangeException>("MaxRequests", it => it.MaxRequests = -1);
            Option<ArgumentOutOfRangeException>("MaxQueuedBytes", it => it.MaxQueuedBytes = -1);
            Option<ArgumentOutOfRangeException>("MaxEventBytes", it => it.MaxEventBytes = -1);
            Option<ArgumentOutOfRangeException>("MaxRecordingBytes", it => it.MaxRecordingBytes = -1);
            Option<ArgumentOutOfRangeException>(
                "MaxHistoryCharacters", it => it.MaxHistoryCharacters = -1);
            Option<ArgumentOutOfRangeException>(
                "ConnectTimeoutMs is negative", it => it.ConnectTimeoutMs = -2);
            Option<ArgumentOutOfRangeException>(
                "FirstByteTimeoutMs is negative", it => it.FirstByteTimeoutMs = int.MinValue);
            Option<ArgumentOutOfRangeException>("IdleTimeoutMs", it => it.IdleTimeoutMs = -1000);
            Option<ArgumentOutOfRangeException>("TotalTimeoutMs", it => it.TotalTimeoutMs = -2);
            // What is not wrong is taken.
            RpggoClientOptions options = Game.Options("http://example.com");
            options.AllowHttp = true;
            options.IgnoreEnvironmentProxy = true;
            options.ConnectTimeoutMs = RpggoClientOptions.NoTimeout;
            options.IdleTimeoutMs = int.MaxValue;
            new RpggoClient(options).Dispose();
        }

        private static void TextsOfOptions()
        {
            foreach (string wrong in new[] { "a\0b", "\ud83c", "a\udfee", "\ud83c\ud83c\udfee" })
            {
                string says = wrong[1 % wrong.Length] == '\0' ? "NUL" : "surrogate";
                Option<ArgumentException>("BaseUrl contains", it => it.BaseUrl = wrong);
                Option<ArgumentException>(says, it => it.ApiKey = wrong);
                Option<ArgumentException>(says, it => it.CaFile = wrong);
                Option<ArgumentException>(says, it => it.ProxyUrl = wrong);
                Option<ArgumentException>(says, it => it.ExtraHeaders = wrong);
                Option<ArgumentException>(says, it => it.RecordPath = wrong);
                Option<ArgumentException>(says, it => it.ReplayPath = wrong);
                Option<ArgumentException>(says, it => it.ReplayText = wrong);
            }
        }

        private static void Chat(RpggoClient client, string says, Action<ChatRequest> change)
        {
            ChatRequest request = Game.Ask("refused");
            change(request);
            Check.Throws<ArgumentException>(() => client.ChatStart(request), says);
            Check.Throws<ArgumentException>(() => client.ChatStartAsync(request), says);
        }

        private static void Session(RpggoClient client, string says, Action<SessionRequest> change)
        {
            SessionRequest request = Game.Session("refused");
            request.ChapterId = "harbour";
            change(request);
            Check.Throws<ArgumentException>(() => client.ChapterChange(request), says);
            Check.Throws<ArgumentException>(() => client.ChapterChangeAsync(request), says);
        }

        private static void Requests(RpggoClient client)
        {
            Check.Throws<ArgumentNullException>(() => client.ChatStart(null), "request");
            Check.Throws<ArgumentNullException>(() => client.SessionStart(null), "request");
            Check.Throws<ArgumentNullException>(() => client.Poll(null), "handler");
            Chat(client, "character_id", it => it.CharacterId = null);
            Chat(client, "session_id", it => it.SessionId = "");
            Chat(client, "message", it => it.Message = null);
            Chat(client, "game_id", it => it.GameId = null);
            Chat(client, "extra_json", it => it.ExtraJson = "[1]");
            Session(client, "session_id", it => it.SessionId = null);
            Session(client, "game_id", it => it.GameId = "");
            Session(client, "chapter_id", it => it.ChapterId = null);
            Check.Throws<ArgumentException>(
                () => client.GameFetch(new SessionRequest()), "game_id");
        }

        private static void Texts(RpggoClient client)
        {
            foreach (string wrong in new[] { "a\0", "\ud83c", "\udfee" })
            {
                string says = wrong.Length == 2
                    ? " contains a NUL (character 1)"
                    : " contains half of a surrogate pair (character 0)";
                Chat(client, "CharacterId" + says, it => it.CharacterId = wrong);
                Chat(client, "SessionId" + says, it => it.SessionId = wrong);
                Chat(client, "Message" + says, it => it.Message = wrong);
                Chat(client, "MessageId" + says, it => it.MessageId = wrong);
                Chat(client, "GameId" + says, it => it.GameId = wrong);
                Chat(client, "MachineId" + says, it => it.MachineId = wrong);
                Chat(client, "UserId" + says, it => it.UserId = wrong);
                Chat(client, "ExtraJson" + says, it => it.ExtraJson = wrong);
                Session(client, "SessionId" + says, it => it.SessionId = wrong);
                Session(client, "GameId" + says, it => it.GameId = wrong);
                Session(client, "ChapterId" + says, it => it.ChapterId = wrong);
                Session(client, "CharacterId" + says, it => it.CharacterId = wrong);
                Session(client, "MachineId" + says, it => it.MachineId = wrong);
                Session(client, "PlayerName" + says, it => it.PlayerName = wrong);
                Session(client, "PlayerGender" + says, it => it.PlayerGender = wrong);
                Session(client, "SystemPrompt" + says, it => it.SystemPrompt = wrong);
            }
        }
    }
}
