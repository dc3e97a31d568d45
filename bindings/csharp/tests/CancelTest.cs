using System;
using System.Threading;
using System.Threading.Tasks;

namespace Rpggo.Tests
{
    /// <summary>Requests that the game cancels. Arguments: BASE_URL.</summary>
    internal static class CancelTest
    {
        internal static void Run(string[] arguments)
        {
            string baseUrl = arguments[1];
            Game.Prepare(baseUrl, "cancel");
            ByName(baseUrl);
            BeforeItStarts(baseUrl);
            WhileItRuns(baseUrl);
            InTheMiddle(baseUrl);
            AfterItsEnd(baseUrl);
            InARace(baseUrl);
            WhileItStarts(baseUrl);
            ByNameWhileAwaited(baseUrl);
        }

        private static void Cancelled(RpggoClient client, Task task, CancellationToken token)
        {
            Game.Until(client, new Listener(), () => task.IsCompleted);
            Check.That(task.IsCanceled, "it is " + task.Status);
            var exception = Check.Throws<TaskCanceledException>(
                () => task.GetAwaiter().GetResult(), "");
            Check.That(exception.CancellationToken == token, "another token");
        }

        private static void ByName(string baseUrl)
        {
            using (RpggoClient client = Game.Client(Game.WithFault(baseUrl, "stall-before")))
            {
                var listener = new Listener();
                RequestId first = client.ChatStart(Game.Ask("cancel"));
                RequestId second = client.ChatStart(Game.Ask("cancel"));
                client.RequestCancel(first);
                Game.Finish(client, listener, first);
                Check.Equal(Status.Cancelled, listener.StatusOf(first), "the first");
                Check.That(!listener.IsFinished(second), "the second is over as well");
                client.RequestCancel(first);
                client.RequestCancel(default(RequestId));
                client.RequestCancel(second);
                Game.Finish(client, listener, second);
                Game.Silence(client);
                Check.Equal(2L, client.Stats.RequestsCancelled, "cancelled");
            }
        }

        private static void BeforeItStarts(string baseUrl)
        {
            using (RpggoClient client = Game.Client(baseUrl))
            {
                var token = new CancellationToken(true);
                Cancelled(client, client.ChatStartAsync(Game.Ask("cancel"), null, token), token);
                Cancelled(client, client.SessionStartAsync(Game.Session("cancel"), token), token);
                Check.Equal(0L, client.Stats.RequestsStarted, "requests");
            }
        }

        private static void WhileItRuns(string baseUrl)
        {
            using (RpggoClient client = Game.Client(Game.WithFault(baseUrl, "stall-before")))
            using (var source = new CancellationTokenSource())
            {
                Task chat = client.ChatStartAsync(Game.Ask("cancel"), null, source.Token);
                Task session = client.SessionResumeAsync(Game.Session("cancel"), source.Token);
                Task other = client.ChatStartAsync(Game.Ask("cancel"));
                Check.Equal(0, client.Poll(), "events");
                var canceller = new Thread(source.Cancel);
                canceller.Start();
                canceller.Join();
                // Only a poll ends it, so that it goes on there.
                Check.That(!chat.IsCompleted && !session.IsCompleted, "it ends outside of a poll");
                Cancelled(client, chat, source.Token);
                Cancelled(client, session, source.Token);
                Check.That(!other.IsCompleted, "another one is cancelled as well");
            }
        }

        private static void InTheMiddle(string baseUrl)
        {
            using (RpggoClient client = Game.Client(Game.WithFault(baseUrl, "stall=1500")))
            using (var source = new CancellationTokenSource())
            {
                int pieces = 0;
                Task chat = client.ChatStartAsync(
                    Game.Ask("cancel"),
                    piece =>
                    {
                        pieces++;
                        source.Cancel();
                    },
                    source.Token);
                Cancelled(client, chat, source.Token);
                Check.Equal(1, pieces, "pieces");
            }
        }

        private static void AfterItsEnd(string baseUrl)
        {
            using (RpggoClient client = Game.Client(baseUrl))
            using (var source = new CancellationTokenSource())
            {
                Task<ChatResult> chat = client.ChatStartAsync(Game.Ask("cancel"), null, source.Token);
                Check.Equal(Game.Answers, Game.Wait(client, chat).Messages.Count, "utterances");
                source.Cancel();
                Game.Silence(client);
                Check.Equal(TaskStatus.RanToCompletion, chat.Status, "its end");
                Check.Equal(0L, client.Stats.RequestsCancelled, "cancelled");
            }
            using (var source = new CancellationTokenSource())
            {
                RpggoClient client = Game.Client(Game.WithFault(baseUrl, "stall-before"));
                Task chat = client.ChatStartAsync(Game.Ask("cancel"), null, source.Token);
                client.Dispose();
                Check.That(chat.IsCanceled, "it is " + chat.Status);
                // The client is gone, and its owner's token does not mind.
                source.Cancel();
            }
        }

        /// <summary>The answer may be there first; either way it ends once.</summary>
        private static void InARace(string baseUrl)
        {
            using (RpggoClient client = Game.Client(baseUrl))
            {
                int cancelled = 0;
                for (int i = 0; i < 50; i++)
                {
                    using (var source = new CancellationTokenSource())
                    {
                        Task<ChatResult> chat = client.ChatStartAsync(
                            Game.Chat("cancel", "mira", "Never mind."), null, source.Token);
                        var canceller = new Thread(source.Cancel);
                        canceller.Start();
                        Game.Until(client, new Listener(), () => chat.IsCompleted);
                        canceller.Join();
                        cancelled += chat.IsCanceled ? 1 : 0;
                        Check.That(
                            chat.IsCanceled || chat.Status == TaskStatus.RanToCompletion,
                            "it is " + chat.Status + ": " + chat.Exception);
                    }
                }
                Check.Equal((long)cancelled, client.Stats.RequestsCancelled, "cancelled");
            }
        }

        /// <summary>Nobody answers: where the token is not heard, it never ends.</summary>
        private static void WhileItStarts(string baseUrl)
        {
            using (RpggoClient client = Game.Client(Game.WithFault(baseUrl, "stall-before")))
            using (var barrier = new Barrier(2))
            {
                for (int i = 0; i < 200; i++)
                {
                    using (var source = new CancellationTokenSource())
                    {
                        int wait = i * 25;
                        var canceller = new Thread(() =>
                        {
                            barrier.SignalAndWait();
                            // At another moment each time.
                            Thread.SpinWait(wait);
                            source.Cancel();
                        });
                        canceller.Start();
                        barrier.SignalAndWait();
                        Task chat = client.ChatStartAsync(Game.Ask("cancel"), null, source.Token);
                        Game.Until(client, new Listener(), () => chat.IsCompleted);
                        Check.That(chat.IsCanceled, "it is " + chat.Status);
                        canceller.Join();
                    }
                }
            }
        }

        private static void ByNameWhileAwaited(string baseUrl)
        {
            using (RpggoClient client = Game.Client(Game.WithFault(baseUrl, "stall=1500")))
            {
                Task<ChatResult> chat = client.ChatStartAsync(Game.Ask("cancel"));
                var canceller = new Canceller(client);
                Game.Until(client, canceller, () => chat.IsCompleted);
                Check.That(chat.IsCanceled, "it is " + chat.Status);
                var exception = Check.Throws<TaskCanceledException>(
                    () => chat.GetAwaiter().GetResult(), "");
                Check.That(exception.CancellationToken == CancellationToken.None, "whose token?");
            }
        }

        private sealed class Canceller : RpggoHandler
        {
            private readonly RpggoClient _client;

            internal Canceller(RpggoClient client)
            {
                _client = client;
            }

            public override void OnMessage(in RpggoEvent e, in MessagePayload p)
            {
                _client.RequestCancel(e.Request);
            }
        }
    }
}
