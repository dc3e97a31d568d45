using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace Rpggo.Tests
{
    /// <summary>The end of a client. Arguments: BASE_URL.</summary>
    internal static class DisposeTest
    {
        internal static void Run(string[] arguments)
        {
            string baseUrl = arguments[1];
            Game.Prepare(baseUrl, "dispose");
            int before = Process.Threads("rpggo");
            NothingWorksAfterIt(baseUrl);
            AwaitedCallsAreCancelled(baseUrl);
            InWhatGoesOn(baseUrl);
            InAHandler(baseUrl);
            WhileAnotherThreadPolls(baseUrl);
            Game.Until(() => Process.Threads("rpggo") == before, "native threads stay");
        }

        private static void NothingWorksAfterIt(string baseUrl)
        {
            RpggoClient client = Game.Client(baseUrl);
            client.Dispose();
            client.Dispose();
            foreach (Action call in new Action[]
            {
                () => client.Poll(),
                () => client.Poll(new Listener()),
                () => client.ChatStart(Game.Ask("dispose")),
                () => client.SessionStart(Game.Session("dispose")),
                () => client.SessionResume(Game.Session("dispose")),
                () => client.SessionHistory(Game.Session("dispose")),
                () => client.SessionReset(Game.Session("dispose")),
                () => client.ChapterChange(Game.Session("dispose")),
                () => client.GameFetch(Game.Session("dispose")),
                () => client.RequestCancel(new RequestId(1)),
                () => client.ChatStartAsync(Game.Ask("dispose")),
                () => client.SessionStartAsync(Game.Session("dispose")),
                () => client.Stats.ToString()
            })
            {
                Check.Throws<ObjectDisposedException>(call, "RpggoClient");
            }
        }

        private static void AwaitedCallsAreCancelled(string baseUrl)
        {
            RpggoClient client = Game.Client(Game.WithFault(baseUrl, "stall-before"));
            Task<int> chat = GoesOn(client.ChatStartAsync(Game.Ask("dispose")));
            Task<int> session = GoesOn(client.SessionResumeAsync(Game.Session("dispose")));
            Check.Equal(0, client.Poll(), "events");
            client.Dispose();
            Check.That(chat.IsCompleted && session.IsCompleted, "they are still awaited");
            Check.Equal(Thread.CurrentThread.ManagedThreadId, chat.Result, "the thread");
            Check.Equal(Thread.CurrentThread.ManagedThreadId, session.Result, "the thread");
        }

        private static async Task<int> GoesOn(Task task)
        {
            try
            {
                await task;
            }
            catch (TaskCanceledException)
            {
                return Thread.CurrentThread.ManagedThreadId;
            }
            return 0;
        }

        private static async Task AskAndDispose(RpggoClient client)
        {
            await client.ChatStartAsync(Game.Ask("dispose"));
            client.Dispose();
        }

        private static void InWhatGoesOn(string baseUrl)
        {
            RpggoClient client = Game.Client(baseUrl);
            Task disposed = AskAndDispose(client);
            client.ChatStart(Game.Ask("dispose"));
            Game.Until(client, new Listener(), () => disposed.IsCompleted);
            disposed.GetAwaiter().GetResult();
            Check.Throws<ObjectDisposedException>(() => client.Poll(), "RpggoClient");
        }

        private static void InAHandler(string baseUrl)
        {
            RpggoClient client = Game.Client(baseUrl);
            Task<int> task = GoesOn(client.ChatStartAsync(Game.Ask("dispose")));
            var disposer = new Disposer(client);
            Game.Until(client, disposer, () => disposer.Said != null);
            Check.Contains("The *Patience*.", disposer.Said, "the event at hand");
            Check.Equal(disposer.Said, disposer.Field, "its field");
            Check.Equal(1, disposer.After, "events");
            Check.Equal(Thread.CurrentThread.ManagedThreadId, task.Result, "the awaited call");
            Check.Throws<ObjectDisposedException>(() => client.Poll(), "RpggoClient");
        }

        private static void WhileAnotherThreadPolls(string baseUrl)
        {
            for (int i = 0; i < 30; i++)
            {
                RpggoClient client = Game.Client(baseUrl);
                var failures = new List<Exception>();
                var started = new ManualResetEventSlim();
                var poller = new Thread(() => PollToTheEnd(client, started, failures));
                client.ChatStart(Game.Ask("dispose"));
                poller.Start();
                started.Wait();
                // At another moment each time.
                Thread.SpinWait(i * 20000);
                client.Dispose();
                poller.Join();
                Check.Equal("", string.Join("\n", failures), "the poller");
            }
        }

        private static void PollToTheEnd(
            RpggoClient client, ManualResetEventSlim started, List<Exception> failures)
        {
            try
            {
                var dump = new Dump();
                while (true)
                {
                    client.Poll(dump);
                    started.Set();
                }
            }
            catch (ObjectDisposedException)
            {
            }
            catch (Exception exception)
            {
                failures.Add(exception);
            }
        }

        private sealed class Disposer : RpggoHandler
        {
            private readonly RpggoClient _client;

            internal Disposer(RpggoClient client)
            {
                _client = client;
            }

            internal string Said { get; private set; }

            internal string Field { get; private set; }

            internal int After { get; private set; }

            public override void OnEvent(in RpggoEvent e)
            {
                After += Said != null || e.Kind == EventKind.Message ? 1 : 0;
            }

            public override void OnMessage(in RpggoEvent e, in MessagePayload p)
            {
                _client.Dispose();
                _client.Dispose();
                // What stands in freed memory is not this for long.
                GC.Collect();
                Check.Throws<ObjectDisposedException>(() => _client.Poll(), "RpggoClient");
                Field = e.Field("/data/result/text");
                Said = p.Text;
            }
        }
    }
}
