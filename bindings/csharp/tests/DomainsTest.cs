using System;
using System.Diagnostics;
using System.Threading;

namespace Rpggo.Tests
{
    /// <summary>
    /// Application domains that are unloaded while replies stream and that dispose nothing: what
    /// Unity's editor does each time when code changes. Arguments: BASE_URL.
    /// </summary>
    internal static class DomainsTest
    {
        private const int Rounds = 20;
        private const string BaseUrl = "base URL";

        // Of the one domain that they are in.
        private static RpggoClient _client;

        internal static void Run(string[] arguments)
        {
            string baseUrl = arguments[1];
            Game.Prepare(baseUrl, "domains");
            // Once for what the runtime makes for ever.
            Round(baseUrl);
            int threads = Process.Threads();
            var longest = TimeSpan.Zero;
            for (int i = 0; i < Rounds; i++)
            {
                TimeSpan time = Round(baseUrl);
                longest = time > longest ? time : longest;
            }
            Game.Until(() => Process.Threads() <= threads, "threads stay");
            Console.WriteLine(
                Rounds + " rounds; the longest unload took " + (int)longest.TotalMilliseconds + " ms");
            Check.That(longest < TimeSpan.FromSeconds(5), "an unload hangs");
            // The library still works.
            using (RpggoClient client = Game.Client(baseUrl))
            {
                Check.Equal(Game.Answers,
                    Game.Wait(client, client.ChatStartAsync(Game.Ask("domains"))).Messages.Count, "said");
            }
        }

        private static TimeSpan Round(string baseUrl)
        {
            AppDomain[] domains =
            {
                AppDomain.CreateDomain("one"), AppDomain.CreateDomain("two")
            };
            foreach (AppDomain domain in domains)
            {
                domain.SetData(BaseUrl, baseUrl);
            }
            domains[0].DoCallBack(StreamAndWait);
            domains[1].DoCallBack(StreamAndPoll);
            Check.Equal(2, Process.Threads("rpggo"), "clients");
            Stopwatch watch = Stopwatch.StartNew();
            foreach (AppDomain domain in domains)
            {
                AppDomain.Unload(domain);
            }
            watch.Stop();
            Game.Until(() => Process.Threads("rpggo") == 0, "native threads stay");
            return watch.Elapsed;
        }

        /// <summary>Answers that never end, and more of them than the queue holds.</summary>
        private static Listener Stream()
        {
            var baseUrl = (string)AppDomain.CurrentDomain.GetData(BaseUrl);
            RpggoClientOptions options = Game.Options(Game.WithFault(baseUrl, "flood=1000000"));
            options.MaxQueuedBytes = 65536;
            _client = new RpggoClient(options);
            for (int i = 0; i < 4; i++)
            {
                _client.ChatStart(Game.Ask("domains"));
                _client.ChatStartAsync(Game.Ask("domains"), piece => { });
            }
            var listener = new Listener();
            Game.Until(_client, listener, () => listener.Said.Count > 20);
            return listener;
        }

        private static void StreamAndWait()
        {
            Stream();
        }

        /// <summary>
        /// A thread of the domain is in the middle of a poll, and holds the client, until the unload
        /// stops it. It waits in the handler: Mono 6.8 itself crashes at times where it stops a thread
        /// at the edge of a native call, whatever is called (getppid in a loop does).
        /// </summary>
        private static void StreamAndPoll()
        {
            Stream();
            var holder = new Holder();
            var poller = new Thread(() =>
            {
                while (true)
                {
                    _client.Poll(holder);
                }
            });
            poller.IsBackground = true;
            poller.Start();
            holder.Entered.Wait();
        }

        private sealed class Holder : RpggoHandler
        {
            private readonly ManualResetEventSlim _never = new ManualResetEventSlim();

            internal ManualResetEventSlim Entered { get; } = new ManualResetEventSlim();

            public override void OnMessage(in RpggoEvent e, in MessagePayload p)
            {
                Entered.Set();
                _never.Wait();
            }
        }
    }
}
