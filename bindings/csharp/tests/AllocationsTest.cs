using System;
using System.Diagnostics;
using System.Text;

namespace Rpggo.Tests
{
    /// <summary>
    /// What polling allocates on the managed heap, by the runtime's own count for this thread.
    /// Arguments: BASE_URL.
    /// </summary>
    internal static class AllocationsTest
    {
        private const int Polls = 1000000;
        private const int Pieces = 500;

        /// <summary>Read by nobody; so that what is made is not left out.</summary>
        internal static object Kept { get; private set; }

        internal static void Run(string[] arguments)
        {
            CountIsExact();
            EmptyPolls(arguments[1]);
            Events(new Silent(), 0);
            Events(new Numbers(), 0);
            // Of each string: its head of two words, its length and a character at the end.
            Events(new Reader(), Round(2 * 8 + 4 + 2 * (Piece(0).Length + 1)));
        }

        private static long Allocated()
        {
            return GC.GetAllocatedBytesForCurrentThread();
        }

        private static int Round(int bytes)
        {
            return (bytes + 7) / 8 * 8;
        }

        private static string Piece(int number)
        {
            return "piece " + number.ToString("0000") + " ";
        }

        private static void CountIsExact()
        {
            long before = Allocated();
            Kept = new string('x', 10);
            Check.Equal(48L, Allocated() - before, "a string of ten characters");
        }

        private static void EmptyPolls(string baseUrl)
        {
            using (RpggoClient client = Game.Client(Game.WithFault(baseUrl, "stall-before")))
            {
                var silent = new Silent();
                client.ChatStart(Game.Ask("allocations"));
                client.Poll(silent);
                client.Poll();
                client.Stats.Events.CompareTo(0);
                long before = Allocated();
                for (int i = 0; i < Polls; i++)
                {
                    client.Poll(silent);
                    client.Poll();
                }
                Check.Equal(0L, Allocated() - before, "bytes for " + 2 * Polls + " empty polls");
                long events = 0;
                before = Allocated();
                for (int i = 0; i < 1000; i++)
                {
                    events += client.Stats.Events;
                }
                Check.Equal(0L, Allocated() - before, "bytes for the numbers");
                Check.Equal(0L, events, "events");
            }
        }

        private static string Answer()
        {
            var answer = new StringBuilder();
            for (int i = 0; i < Pieces; i++)
            {
                answer.Append("data: {'content':'" + Piece(i) + "'}\n\n");
            }
            return answer.ToString();
        }

        /// <summary>All that a chat of many pieces costs: so much for each piece, and nothing
        /// else.</summary>
        private static void Events(Counter handler, long bytesForEach)
        {
            string answer = Answer();
            Recorded recorded = new Recorded("aurora").Stream(answer).Stream(answer);
            using (var client = new RpggoClient(recorded.Options(Service.Aurora)))
            {
                // Once for all that is made at the first time.
                for (int i = 0; i < 2; i++)
                {
                    client.ChatStart(Game.Chat("1", "2", Game.Question));
                    handler.Begin();
                    Stopwatch watch = Stopwatch.StartNew();
                    long before = Allocated();
                    while (!handler.IsFinished && watch.ElapsedMilliseconds < 30000)
                    {
                        client.Poll(handler);
                    }
                    long bytes = Allocated() - before;
                    Check.Equal(Pieces, handler.Texts, "pieces");
                    Check.That(
                        i == 0 || bytes == Pieces * bytesForEach,
                        handler.GetType().Name + ": " + bytes + " bytes for " + Pieces + " pieces");
                }
            }
        }

        private abstract class Counter : RpggoHandler
        {
            internal int Texts { get; set; }

            internal bool IsFinished { get; private set; }

            internal void Begin()
            {
                Texts = 0;
                IsFinished = false;
            }

            public override void OnFinished(in RpggoEvent e, in FinishedPayload p)
            {
                IsFinished = true;
            }
        }

        /// <summary>Reads nothing.</summary>
        private sealed class Silent : Counter
        {
            public override void OnText(in RpggoEvent e, in TextPayload p)
            {
                Texts++;
            }
        }

        /// <summary>Reads numbers, empty texts and empty lists.</summary>
        private sealed class Numbers : Counter
        {
            public override void OnEvent(in RpggoEvent e)
            {
                Check.That(!e.Request.IsNone && e.ElapsedMs >= 0, "the event");
                Check.That(e.Kind == EventKind.Text || e.Kind != EventKind.Log, "the kind");
            }

            public override void OnText(in RpggoEvent e, in TextPayload p)
            {
                Texts++;
            }

            public override void OnMessage(in RpggoEvent e, in MessagePayload p)
            {
                Check.That(p.Role == Role.Character && !p.History && !p.Partial, "the message");
                Check.That(p.TextExt.Length == 0 && p.CharacterType.Length == 0, "its texts");
                foreach (string insider in p.Insiders)
                {
                    Check.That(insider == null, "somebody is there");
                }
                foreach (ActionView action in p.Actions)
                {
                    Check.That(action.Type == null, "something is done");
                }
            }
        }

        /// <summary>Reads the pieces.</summary>
        private sealed class Reader : Counter
        {
            public override void OnText(in RpggoEvent e, in TextPayload p)
            {
                Kept = p.Delta;
                Texts++;
            }
        }
    }
}
