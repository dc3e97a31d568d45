using System.Collections.Generic;

namespace Rpggo.Tests
{
    /// <summary>One game, any service: only the options and the ids differ. Arguments: BASE_URL.</summary>
    internal static class ServicesTest
    {
        private static readonly string[] Says =
        {
            "Mira! What happened to the lighthouse?", Game.Question
        };

        internal static void Run(string[] arguments)
        {
            string baseUrl = arguments[1];
            Talk(Service.Rpggo, baseUrl, "mira", "one", Game.Key, false);
            Talk(Service.Persona, baseUrl, "mira", "two", null, false);
            Talk(Service.Persona, baseUrl, "mira", "three", "pk_" + Game.Key, true);
            Talk(Service.Aurora, baseUrl, "2", "1", Game.Key, true);
            Talk(Service.Openai, baseUrl + "/v1", "mira", "four", null, true);
            Remembers(Service.Persona, baseUrl);
            Remembers(Service.Openai, baseUrl + "/v1");
        }

        private static RpggoClient Client(Service service, string baseUrl, string key)
        {
            RpggoClientOptions options = Game.Options(baseUrl);
            options.Service = service;
            options.ApiKey = key;
            return new RpggoClient(options);
        }

        private static SessionRequest Session(string character, string session)
        {
            SessionRequest request = Game.Session(session);
            request.CharacterId = character;
            request.PlayerName = "Alex";
            request.PlayerGender = "non-binary";
            request.SystemPrompt = "You are Mira, the harbour keeper.";
            return request;
        }

        private static void Talk(
            Service service, string baseUrl, string character, string session, string key, bool streams)
        {
            using (RpggoClient client = Client(service, baseUrl, key))
            {
                if (service == Service.Aurora)
                {
                    Check.Equal(
                        Status.Unsupported,
                        Check.Throws<RpggoException>(
                            () => client.SessionStart(Session(character, session)),
                            "rpggo_session_start").Status,
                        "a session of Aurora");
                }
                else
                {
                    var start = new Listener();
                    RequestId started = client.SessionStart(Session(character, session));
                    Game.Finish(client, start, started);
                    Check.Equal(Status.Ok, start.StatusOf(started), start.Detail);
                }
                Ask(client, service, character, session, streams);
            }
        }

        private static void Ask(
            RpggoClient client, Service service, string character, string session, bool streams)
        {
            var listener = new Listener();
            foreach (string message in Says)
            {
                RequestId request = client.ChatStart(Game.Chat(session, character, message));
                Game.Finish(client, listener, request);
                Check.Equal(Status.Ok, listener.StatusOf(request), service + ": " + listener.Detail);
            }
            string said = string.Join("\n", listener.Said);
            Check.Contains("Lightning, last night. ⚡", said, service.ToString());
            Check.Contains("The *Patience*.", said, service.ToString());
            Check.Contains("懐かしい", said, service.ToString());
            Check.Equal(streams, listener.Pieces.Count > 10, service + " streams");
            string together = string.Concat(listener.Pieces).Replace("\n", "").Replace(" ", "");
            string whole = said.Replace("\n", "").Replace(" ", "");
            Check.That(!streams || together == whole, service + ": the pieces are\n" + together);
        }

        /// <summary>The services that know what was said.</summary>
        private static void Remembers(Service service, string baseUrl)
        {
            using (RpggoClient client = Client(service, baseUrl, null))
            {
                string session = "history-" + service;
                Game.Wait(client, client.SessionStartAsync(Session("mira", session)));
                ChatResult chat = Game.Wait(
                    client, client.ChatStartAsync(Game.Chat(session, "mira", Says[0])));
                SessionResult history = Game.Wait(
                    client, client.SessionHistoryAsync(Session("mira", session)));
                IReadOnlyList<ChatMessage> lines = history.Messages;
                Check.That(lines.Count >= 2, service + ": " + lines.Count + " lines");
                ChatMessage player = lines[lines.Count - 2];
                Check.Equal(Role.Player, player.Role, "who asked");
                Check.Equal(Says[0], player.Text, "what was asked");
                Check.That(player.History, "it is of the history");
                Check.Equal(Role.Character, lines[lines.Count - 1].Role, "who answered");
                Check.Equal(chat.Text, lines[lines.Count - 1].Text, "what was answered");
                Game.Wait(client, client.SessionResetAsync(Session("mira", session)));
                history = Game.Wait(client, client.SessionResumeAsync(Session("mira", session)));
                Check.That(history.Messages.Count < lines.Count, "it forgets");
            }
        }
    }
}
