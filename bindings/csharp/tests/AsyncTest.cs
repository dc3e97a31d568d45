using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Rpggo.Tests
{
    /// <summary>Calls that are awaited. Arguments: BASE_URL.</summary>
    internal static class AsyncTest
    {
        private static bool _isInPoll;

        internal static void Run(string[] arguments)
        {
            string baseUrl = arguments[1];
            Game.Prepare(baseUrl, "async");
            WholeStory(baseUrl);
            ManyAtOnce(baseUrl);
            GoesOnInThePoll(baseUrl);
            GoesOnInItsContext(baseUrl);
            HandlerComesFirst(baseUrl);
            CanPollAgain(baseUrl);
            Fails(baseUrl);
            FailingHandlersDoNotLoseIt(baseUrl);
            OthersArePassedBy(baseUrl);
        }

        private static async Task<string> Story(RpggoClient client)
        {
            SessionResult session = await client.SessionStartAsync(Game.Session("story"));
            Check.Equal("The Last Lantern 🏮", session.Name, "the game");
            Check.Equal(4, session.Chapters[0].Characters.Count, "characters");
            SessionResult game = await client.GameFetchAsync(new SessionRequest { GameId = Game.Id });
            Check.Equal(2, game.Chapters.Count, "chapters");
            ChatResult chat = await client.ChatStartAsync(Game.Ask("story"));
            Check.Equal(Game.Answers, chat.Messages.Count, "utterances");
            Check.Equal("bram", chat.Messages[1].CharacterId, "the second one");
            SessionRequest next = Game.Session("story");
            next.ChapterId = game.Chapters[1].ChapterId;
            session = await client.ChapterChangeAsync(next);
            Check.Equal("lighthouse", session.Chapters[0].ChapterId, "the chapter");
            session = await client.SessionResumeAsync(Game.Session("story"));
            Check.Equal("story", session.SessionId, "the session");
            return chat.Text;
        }

        private static void WholeStory(string baseUrl)
        {
            using (RpggoClient client = Game.Client(baseUrl))
            {
                Check.Contains("\n\nAnd all of them flat.", Game.Wait(client, Story(client)), "the text");
            }
        }

        private static void ManyAtOnce(string baseUrl)
        {
            using (RpggoClient client = Game.Client(baseUrl))
            {
                var chats = new List<Task<ChatResult>>();
                for (int i = 0; i < 20; i++)
                {
                    chats.Add(client.ChatStartAsync(Game.Ask("async")));
                }
                foreach (ChatResult chat in Game.Wait(client, Task.WhenAll(chats)))
                {
                    Check.Equal(Game.Answers, chat.Messages.Count, "utterances");
                }
            }
        }

        private static void PollMarked(RpggoClient client, RpggoHandler handler, Task task)
        {
            Game.Until(
                () =>
                {
                    _isInPoll = true;
                    int events = client.Poll(handler);
                    _isInPoll = false;
                    return events == 0 && task.IsCompleted;
                },
                "it does not end");
        }

        private static async Task Where(RpggoClient client, int thread)
        {
            await client.ChatStartAsync(Game.Ask("async"));
            Check.That(_isInPoll, "it goes on outside of the poll");
            Check.Equal(thread, Thread.CurrentThread.ManagedThreadId, "the thread");
            try
            {
                await client.GameFetchAsync(new SessionRequest { GameId = "nothing" });
            }
            catch (RpggoException)
            {
                Check.That(_isInPoll, "it fails outside of the poll");
                Check.Equal(thread, Thread.CurrentThread.ManagedThreadId, "the thread");
                return;
            }
            Check.That(false, "there is such a game");
        }

        private static void GoesOnInThePoll(string baseUrl)
        {
            using (RpggoClient client = Game.Client(baseUrl))
            {
                Task task = Where(client, Thread.CurrentThread.ManagedThreadId);
                PollMarked(client, new Listener(), task);
                task.GetAwaiter().GetResult();
            }
        }

        private static async Task<int> WhereItWentOn(RpggoClient client)
        {
            await client.ChatStartAsync(Game.Ask("async"));
            return Thread.CurrentThread.ManagedThreadId;
        }

        /// <summary>Where the game has a context of its own, as Unity has: polled by a thread that is not
        /// of it, it is posted there; polled in it, it goes on at once.</summary>
        private static void GoesOnInItsContext(string baseUrl)
        {
            var context = new QueueContext();
            SynchronizationContext before = SynchronizationContext.Current;
            SynchronizationContext.SetSynchronizationContext(context);
            try
            {
                using (RpggoClient client = Game.Client(baseUrl))
                {
                    Task<int> task = WhereItWentOn(client);
                    var poller = new Thread(
                        () => Game.Until(client, new Listener(), () => context.Count > 0));
                    poller.Start();
                    poller.Join();
                    Check.That(!task.IsCompleted, "it went on elsewhere");
                    context.RunAll();
                    Check.Equal(Thread.CurrentThread.ManagedThreadId, task.Result, "the thread");

                    task = WhereItWentOn(client);
                    Game.Until(client, new Listener(), () => task.IsCompleted || context.Count > 0);
                    Check.Equal(0, context.Count, "posts");
                    Check.Equal(Thread.CurrentThread.ManagedThreadId, task.Result, "the thread");
                }
            }
            finally
            {
                SynchronizationContext.SetSynchronizationContext(before);
            }
        }

        private static void HandlerComesFirst(string baseUrl)
        {
            using (RpggoClient client = Game.Client(baseUrl))
            {
                var listener = new Listener();
                var pieces = new List<string>();
                Task<bool> task = SeenBefore(client, listener, pieces);
                PollMarked(client, listener, task);
                Check.That(task.Result, "it went on before the handler had seen the end");
                Check.Equal(Game.Answers, listener.Said.Count, "utterances");
                Check.Equal(Game.Answers, pieces.Count, "pieces");
            }
        }

        private static async Task<bool> SeenBefore(
            RpggoClient client, Listener listener, List<string> pieces)
        {
            ChatResult chat = await client.ChatStartAsync(Game.Ask("async"), pieces.Add);
            Check.Equal(chat.Text, string.Concat(pieces), "the pieces");
            return listener.IsFinished(chat.Request);
        }

        private static async Task<string> PollsItself(RpggoClient client)
        {
            await client.ChatStartAsync(Game.Ask("async"));
            return Game.Wait(client, client.ChatStartAsync(Game.Ask("async"))).Text;
        }

        private static void CanPollAgain(string baseUrl)
        {
            using (RpggoClient client = Game.Client(baseUrl))
            {
                Task<string> task = PollsItself(client);
                PollMarked(client, new Listener(), task);
                Check.That(task.Result.Length > 0, "no answer");
                Check.Equal(2L, client.Stats.RequestsFinished, "requests");
            }
        }

        private static void Fails(string baseUrl)
        {
            using (RpggoClient client = Game.Client(baseUrl))
            {
                var missing = Check.Throws<RpggoException>(
                    () => Game.Wait(client, client.SessionResumeAsync(Game.Session("nobody"))),
                    "rpggo_session_start");
                Check.Equal(Status.SessionMissing, missing.Status, "the status");
                Check.Equal(10000302L, missing.ServiceCode, "the code");
                Check.Equal(200, missing.HttpStatus, "HTTP");
                Check.Throws<ArgumentException>(
                    () => client.ChatStartAsync(new ChatRequest()), "is missing");
                Check.Throws<ArgumentNullException>(() => client.ChatStartAsync(null), "request");
                Check.Throws<ArgumentNullException>(() => client.GameFetchAsync(null), "request");
                Check.Equal(
                    Status.Unsupported,
                    Check.Throws<RpggoException>(
                        () => client.SessionHistoryAsync(Game.Session("async")),
                        "rpggo_session_history").Status,
                    "the status");
            }
        }

        private static void FailingHandlersDoNotLoseIt(string baseUrl)
        {
            using (RpggoClient client = Game.Client(baseUrl))
            {
                Task<ChatResult> task = client.ChatStartAsync(
                    Game.Ask("async"), piece => throw new TimeoutException("a piece"));
                int thrown = 0;
                Game.Until(
                    () =>
                    {
                        try
                        {
                            client.Poll(new Thrower(EventKind.Finished));
                        }
                        catch (TimeoutException)
                        {
                            thrown++;
                        }
                        return task.IsCompleted;
                    },
                    "it does not end");
                Check.Equal(Game.Answers + 1, thrown, "exceptions");
                Check.Equal(Game.Answers, task.Result.Messages.Count, "utterances");
            }
        }

        private static void OthersArePassedBy(string baseUrl)
        {
            using (RpggoClient client = Game.Client(baseUrl))
            {
                client.ChatStart(Game.Ask("async"));
                Task<ChatResult> task = client.ChatStartAsync(Game.Ask("async"));
                Game.Until(
                    () => client.Poll() == 0 && task.IsCompleted && client.Stats.RequestsFinished == 2,
                    "it does not end");
                Game.Silence(client);
            }
        }
    }
}
