using System;
using System.Collections.Generic;
using System.IO;

namespace Rpggo.Tests
{
    /// <summary>
    /// What the game asks for is what the library is asked for, property by property: a recording
    /// tells. Arguments: BASE_URL, a file to record in.
    /// </summary>
    internal static class RequestsTest
    {
        private const string Chat =
            "\"operation\":\"chat\",\"asked\":{\"character_id\":\"of the character ✨\","
            + "\"extra_json\":\"{\\\"more\\\":1}\",\"game_id\":\"of the game\",\"images\":true,"
            + "\"machine_id\":\"of the machine\",\"message\":\"said 懐かしい\","
            + "\"message_id\":\"of the message\",\"session_id\":\"of the session\","
            + "\"user_id\":\"of the user\"}";

        private const string AskedOfSessions =
            "\"asked\":{\"chapter_id\":\"of the chapter\",\"character_id\":\"of the character\","
            + "\"game_id\":\"of the game\",\"machine_id\":\"of the machine\","
            + "\"player_gender\":\"female\",\"player_name\":\"Alex\","
            + "\"session_id\":\"of the session\",\"system_prompt\":\"be kind\"}";

        internal static void Run(string[] arguments)
        {
            RpggoClientOptions options = Game.Options(arguments[1]);
            options.RecordPath = arguments[2];
            options.ExtraHeaders = "X-Of-The-Test: yes";
            string[] rpggo = Recorded(options, Rpggo);
            Has(Chat, rpggo[0]);
            Has("\"operation\":\"session_start\"," + AskedOfSessions, rpggo[1]);
            Has("\"operation\":\"session_resume\"," + AskedOfSessions, rpggo[2]);
            Has("\"operation\":\"chapter_change\"," + AskedOfSessions, rpggo[3]);
            Has("\"operation\":\"game_fetch\"," + AskedOfSessions, rpggo[4]);
            for (int i = 0; i < 5; i++)
            {
                Has(Operation(rpggo[i]), Operation(rpggo[i + 5]));
            }
            options.Service = Service.Persona;
            string[] persona = Recorded(options, Persona);
            Has("\"operation\":\"session_history\"," + AskedOfSessions, persona[0]);
            Has("\"operation\":\"session_reset\"," + AskedOfSessions, persona[1]);
            Has("\"operation\":\"session_history\",", persona[2]);
            Has("\"operation\":\"session_reset\",", persona[3]);
        }

        private static void Has(string part, string line)
        {
            Check.Contains(part, line, "the request");
        }

        private static string Operation(string line)
        {
            int start = line.IndexOf("\"operation\"", StringComparison.Ordinal);
            return line.Substring(start, line.IndexOf("\"sent\"", StringComparison.Ordinal) - start);
        }

        private static ChatRequest AChat()
        {
            return new ChatRequest
            {
                CharacterId = "of the character ✨",
                SessionId = "of the session",
                Message = "said 懐かしい",
                MessageId = "of the message",
                GameId = "of the game",
                MachineId = "of the machine",
                UserId = "of the user",
                ExtraJson = "{\"more\":1}",
                Images = true
            };
        }

        private static SessionRequest ASession()
        {
            return new SessionRequest
            {
                SessionId = "of the session",
                GameId = "of the game",
                ChapterId = "of the chapter",
                CharacterId = "of the character",
                MachineId = "of the machine",
                PlayerName = "Alex",
                PlayerGender = "female",
                SystemPrompt = "be kind"
            };
        }

        private static void Rpggo(RpggoClient client)
        {
            client.ChatStart(AChat());
            client.SessionStart(ASession());
            client.SessionResume(ASession());
            client.ChapterChange(ASession());
            client.GameFetch(ASession());
            client.ChatStartAsync(AChat());
            client.SessionStartAsync(ASession());
            client.SessionResumeAsync(ASession());
            client.ChapterChangeAsync(ASession());
            client.GameFetchAsync(ASession());
        }

        private static void Persona(RpggoClient client)
        {
            client.SessionHistory(ASession());
            client.SessionReset(ASession());
            client.SessionHistoryAsync(ASession());
            client.SessionResetAsync(ASession());
        }

        /// <summary>The requests that were recorded, in order.</summary>
        private static string[] Recorded(RpggoClientOptions options, Action<RpggoClient> ask)
        {
            File.Delete(options.RecordPath);
            using (var client = new RpggoClient(options))
            {
                ask(client);
                long all = client.Stats.RequestsStarted;
                var listener = new Listener();
                Game.Until(client, listener, () => listener.Finished == all);
            }
            var requests = new List<string>();
            foreach (string line in File.ReadAllLines(options.RecordPath))
            {
                if (line.StartsWith("{\"type\":\"request\"", StringComparison.Ordinal))
                {
                    requests.Add(line);
                }
            }
            File.Delete(options.RecordPath);
            return requests.ToArray();
        }
    }
}
