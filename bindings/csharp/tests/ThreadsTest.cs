using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Rpggo.Tests
{
    /// <summary>Several threads start chats with one client, one polls. Arguments: BASE_URL.</summary>
    internal static class ThreadsTest
    {
        private const int Threads = 4;
        private const int Chats = 25;
        private const int QuickCalls = 600;

        internal static void Run(string[] arguments)
        {
            ManyStart(arguments[1]);
            NoneIsMissed(arguments[1] + "/v1");
        }

        private static void ManyStart(string baseUrl)
        {
            Game.Prepare(baseUrl, "threads");
            using (RpggoClient client = Game.Client(baseUrl))
            {
                var threads = new List<Thread>();
                var awaited = new List<Task<ChatResult>>();
                var failures = new List<Exception>();
                for (int i = 0; i < Threads; i++)
                {
                    threads.Add(new Thread(() => Start(client, awaited, failures)));
                }
                threads.ForEach(it => it.Start());
                var listener = new Listener();
                Game.Until(client, listener, () => listener.Finished == 2 * Threads * Chats);
                threads.ForEach(it => it.Join());
                Check.Equal("", string.Join("\n", failures), "those who start");
                Check.Equal(2 * Threads * Chats * Game.Answers, listener.Said.Count, "utterances");
                Check.Equal(Threads * Chats, awaited.Count, "awaited");
                foreach (Task<ChatResult> chat in awaited)
                {
                    Check.Equal(TaskStatus.RanToCompletion, chat.Status, "an awaited chat");
                    Check.Equal(Game.Answers, chat.Result.Messages.Count, "its utterances");
                }
            }
        }

        /// <summary>Calls that are over as soon as they are started, without the network: whoever polls
        /// must not see their end before it is known who awaits it.</summary>
        private static void NoneIsMissed(string baseUrl)
        {
            RpggoClientOptions options = Game.Options(baseUrl);
            options.Service = Service.Openai;
            using (var client = new RpggoClient(options))
            {
                var threads = new List<Thread>();
                int left = Threads;
                int missed = 0;
                for (int i = 0; i < Threads; i++)
                {
                    threads.Add(new Thread(() =>
                    {
                        for (int call = 0; call < QuickCalls; call++)
                        {
                            Task over = client.SessionStartAsync(Game.Session("quick"));
                            if (!over.Wait(TimeSpan.FromSeconds(10)))
                            {
                                Interlocked.Increment(ref missed);
                                break;
                            }
                        }
                        Interlocked.Decrement(ref left);
                    }));
                }
                threads.ForEach(it => it.Start());
                while (Volatile.Read(ref left) > 0)
                {
                    client.Poll();
                }
                threads.ForEach(it => it.Join());
                Check.Equal(0, missed, "calls whose end was missed");
                Check.Equal((long)Threads * QuickCalls, client.Stats.RequestsFinished, "calls");
            }
        }

        private static void Start(
            RpggoClient client, List<Task<ChatResult>> awaited, List<Exception> failures)
        {
            try
            {
                for (int i = 0; i < Chats; i++)
                {
                    client.ChatStart(Game.Ask("threads"));
                    Task<ChatResult> chat = client.ChatStartAsync(Game.Ask("threads"));
                    lock (awaited)
                    {
                        awaited.Add(chat);
                    }
                    // An error of this thread, which is not that of another one.
                    Check.Throws<ArgumentException>(
                        () => client.ChatStart(new ChatRequest()), "is missing");
                }
            }
            catch (Exception exception)
            {
                lock (failures)
                {
                    failures.Add(exception);
                }
            }
        }
    }
}
