using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace Rpggo.Tests
{
    /// <summary>A game's loop that gives up in time, and what the tests ask for.</summary>
    internal static class Game
    {
        internal const string Id = "last-lantern";
        internal const string Key = "key-of-the-test-0123456789";
        internal const string Question = "And who is on the ferry?";

        /// <summary>How many utterances the question is answered with.</summary>
        internal const int Answers = 3;

        // Long enough for a loaded machine; only a failure waits that long.
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

        private static readonly Listener Nobody = new Listener();

        internal static RpggoClientOptions Options(string baseUrl)
        {
            return new RpggoClientOptions { BaseUrl = baseUrl, ApiKey = Key, MaxRetries = -1 };
        }

        internal static RpggoClient Client(string baseUrl)
        {
            return new RpggoClient(Options(baseUrl));
        }

        /// <summary>The address where the stand-in misbehaves like that.</summary>
        internal static string WithFault(string baseUrl, string fault)
        {
            return baseUrl + "/fault/" + fault;
        }

        internal static SessionRequest Session(string session)
        {
            return new SessionRequest { GameId = Id, SessionId = session };
        }

        internal static ChatRequest Chat(string session, string character, string message)
        {
            return new ChatRequest
            {
                GameId = Id,
                SessionId = session,
                CharacterId = character,
                Message = message
            };
        }

        internal static ChatRequest Ask(string session)
        {
            return Chat(session, "mira", Question);
        }

        /// <summary>Makes a session that chats can be had in.</summary>
        internal static void Prepare(string baseUrl, string session)
        {
            using (RpggoClient client = Client(baseUrl))
            {
                Wait(client, client.SessionStartAsync(Session(session)));
            }
        }

        /// <summary>Polls frame by frame until it is so.</summary>
        internal static void Until(RpggoClient client, RpggoHandler handler, Func<bool> isSo)
        {
            Stopwatch watch = Stopwatch.StartNew();
            while (!isSo())
            {
                Check.That(watch.Elapsed < Patience, "it does not happen for a long time");
                if (client.Poll(handler) == 0)
                {
                    Thread.Sleep(1);
                }
            }
        }

        /// <summary>Waits for what does not depend on a poll.</summary>
        internal static void Until(Func<bool> isSo, string what)
        {
            Stopwatch watch = Stopwatch.StartNew();
            while (!isSo())
            {
                Check.That(watch.Elapsed < Patience, what);
                Thread.Sleep(1);
            }
        }

        /// <summary>Polls until the task is over, and gives what came of it.</summary>
        internal static T Wait<T>(RpggoClient client, Task<T> task)
        {
            Until(client, Nobody, () => task.IsCompleted);
            return task.GetAwaiter().GetResult();
        }

        /// <summary>Polls until the request is finished.</summary>
        internal static void Finish(RpggoClient client, Listener listener, RequestId request)
        {
            Until(client, listener, () => listener.IsFinished(request));
        }

        /// <summary>Nothing more comes, also not a little later.</summary>
        internal static void Silence(RpggoClient client)
        {
            for (int i = 0; i < 5; i++)
            {
                Check.Equal(0, client.Poll(), "events after all were finished");
                Thread.Sleep(2);
            }
        }
    }
}
