using System;
using System.Collections.Generic;
using System.Threading;

namespace Rpggo.Tests
{
    /// <summary>The rules of polling. Arguments: BASE_URL.</summary>
    internal static class PollingTest
    {
        internal static void Run(string[] arguments)
        {
            string baseUrl = arguments[1];
            Game.Prepare(baseUrl, "polling");
            NothingIsLost(baseUrl);
            NotInAHandler(baseUrl);
            NotInAPiece(baseUrl);
            StartsInAHandler(baseUrl);
            OneThreadAtATime(baseUrl);
            ManyThreads(baseUrl);
            ViewsOfNothing();
            Requests();
        }

        /// <summary>A handler that throws at every event still gets each, once and in order.</summary>
        private static void NothingIsLost(string baseUrl)
        {
            using (RpggoClient client = Game.Client(baseUrl))
            {
                var calm = new Listener();
                RequestId request = client.ChatStart(Game.Ask("polling"));
                Game.Finish(client, calm, request);
                var wild = new List<Listener>
                {
                    new Thrower(EventKind.Started),
                    new Thrower(EventKind.Message),
                    new Thrower(EventKind.Goals),
                    new Thrower(EventKind.Finished)
                };
                foreach (Listener listener in wild)
                {
                    request = client.ChatStart(Game.Ask("polling"));
                    int thrown = 0;
                    Game.Until(
                        () =>
                        {
                            try
                            {
                                client.Poll(listener);
                            }
                            catch (TimeoutException exception)
                            {
                                Check.Contains("Thrower.OnEvent", exception.StackTrace, "where");
                                thrown++;
                            }
                            return listener.Kinds.Contains(EventKind.Finished);
                        },
                        "it does not end");
                    Check.Equal(
                        string.Join(" ", calm.Kinds), string.Join(" ", listener.Kinds), "events");
                    Check.That(thrown >= 1, "nothing was thrown");
                }
                Game.Silence(client);
            }
        }

        private static void NotInAHandler(string baseUrl)
        {
            using (RpggoClient client = Game.Client(baseUrl))
            {
                var poller = new Poller(client);
                RequestId request = client.ChatStart(Game.Ask("polling"));
                Game.Finish(client, poller, request);
                Check.Equal(2 * poller.Kinds.Count, poller.Refused, "polls refused");
                Check.Equal(Game.Answers, poller.Said.Count, "utterances");
            }
        }

        private static void NotInAPiece(string baseUrl)
        {
            using (RpggoClient client = Game.Client(baseUrl))
            {
                int refused = 0;
                Game.Wait(client, client.ChatStartAsync(
                    Game.Ask("polling"),
                    piece =>
                    {
                        Check.Throws<InvalidOperationException>(() => client.Poll(), "a handler");
                        refused++;
                    }));
                Check.Equal(Game.Answers, refused, "polls refused");
            }
        }

        private static void StartsInAHandler(string baseUrl)
        {
            using (RpggoClient client = Game.Client(baseUrl))
            {
                var starter = new Starter(client);
                client.ChatStart(Game.Ask("polling"));
                Game.Until(client, starter, () => starter.Finished == 2);
                Check.Equal(2 * Game.Answers, starter.Said.Count, "utterances");
                Game.Silence(client);
            }
        }

        private static void OneThreadAtATime(string baseUrl)
        {
            using (RpggoClient client = Game.Client(baseUrl))
            using (var entered = new ManualResetEventSlim())
            using (var leave = new ManualResetEventSlim())
            {
                var holder = new Holder(entered, leave);
                RequestId request = client.ChatStart(Game.Ask("polling"));
                var other = new Thread(() => Game.Finish(client, holder, request));
                other.Start();
                entered.Wait();
                Check.Throws<InvalidOperationException>(() => client.Poll(), "one thread");
                Check.Throws<InvalidOperationException>(
                    () => client.Poll(new Listener()), "another thread is polling this client");
                // All else may be called.
                Check.That(client.Stats.Events > 0, "no events");
                client.RequestCancel(default(RequestId));
                leave.Set();
                other.Join();
                Check.Equal(Game.Answers, holder.Said.Count, "utterances");
                // It is free again.
                Game.Silence(client);
            }
        }

        /// <summary>Each event goes to one of those who poll, and the others are told to
        /// wait.</summary>
        private static void ManyThreads(string baseUrl)
        {
            using (RpggoClient client = Game.Client(baseUrl))
            {
                var failures = new List<Exception>();
                var listeners = new List<Listener>();
                var threads = new List<Thread>();
                int finished = 0;
                for (int i = 0; i < 4; i++)
                {
                    var listener = new Listener();
                    listeners.Add(listener);
                    threads.Add(new Thread(() =>
                    {
                        try
                        {
                            Game.Until(
                                () =>
                                {
                                    int before = listener.Finished;
                                    try
                                    {
                                        client.Poll(listener);
                                    }
                                    catch (InvalidOperationException)
                                    {
                                    }
                                    Interlocked.Add(ref finished, listener.Finished - before);
                                    return Volatile.Read(ref finished) == 40;
                                },
                                "they do not end");
                        }
                        catch (Exception exception)
                        {
                            lock (failures)
                            {
                                failures.Add(exception);
                            }
                        }
                    }));
                }
                threads.ForEach(it => it.Start());
                for (int i = 0; i < 40; i++)
                {
                    client.ChatStart(Game.Ask("polling"));
                }
                threads.ForEach(it => it.Join());
                Check.Equal("", string.Join("\n", failures), "those who poll");
                int said = 0;
                listeners.ForEach(it => said += it.Said.Count);
                Check.Equal(40 * Game.Answers, said, "utterances");
            }
        }

        private static void ViewsOfNothing()
        {
            Check.Throws<InvalidOperationException>(() => default(RpggoEvent).Kind.ToString(), "view");
            Check.Throws<InvalidOperationException>(() => default(RpggoEvent).Field("").Trim(), "view");
            Check.Throws<InvalidOperationException>(() => default(TextPayload).Delta.Trim(), "view");
            Check.Equal(0, default(GoalList).Count, "goals");
            Check.Throws<ArgumentOutOfRangeException>(
                () => default(TextList)[0].Trim(), "0 items");
        }

        private static void Requests()
        {
            Check.That(default(RequestId).IsNone && !new RequestId(3).IsNone, "none");
            Check.That(new RequestId(3) == new RequestId(3), "the same");
            Check.That(new RequestId(3) != new RequestId(4), "others");
            Check.That(new RequestId(3).Equals((object)new RequestId(3)), "the same");
            Check.That(!new RequestId(3).Equals("3"), "a text");
            Check.Equal("3", new RequestId(3).ToString(), "in words");
        }

        private sealed class Poller : Listener
        {
            private readonly RpggoClient _client;

            internal Poller(RpggoClient client)
            {
                _client = client;
            }

            internal int Refused { get; private set; }

            public override void OnEvent(in RpggoEvent e)
            {
                base.OnEvent(in e);
                Check.Throws<InvalidOperationException>(() => _client.Poll(), "inside a handler");
                Check.Throws<InvalidOperationException>(() => _client.Poll(this), "the next frame");
                Refused += 2;
            }
        }

        private sealed class Starter : Listener
        {
            private readonly RpggoClient _client;

            internal Starter(RpggoClient client)
            {
                _client = client;
            }

            public override void OnStarted(in RpggoEvent e, in StartedPayload p)
            {
                if (Count(EventKind.Started) == 1)
                {
                    _client.ChatStart(Game.Ask("polling"));
                }
            }
        }

        private sealed class Holder : Listener
        {
            private readonly ManualResetEventSlim _entered;
            private readonly ManualResetEventSlim _leave;

            internal Holder(ManualResetEventSlim entered, ManualResetEventSlim leave)
            {
                _entered = entered;
                _leave = leave;
            }

            public override void OnStarted(in RpggoEvent e, in StartedPayload p)
            {
                _entered.Set();
                _leave.Wait();
            }
        }
    }
}
