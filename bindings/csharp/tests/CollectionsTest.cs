using System;
using System.Threading;

namespace Rpggo.Tests
{
    /// <summary>Garbage collections at any moment. Arguments: BASE_URL.</summary>
    internal static class CollectionsTest
    {
        private const int Chats = 60;
        private const int Forgotten = 10;

        internal static void Run(string[] arguments)
        {
            string baseUrl = arguments[1];
            Game.Prepare(baseUrl, "collections");
            WhileRepliesStream(baseUrl);
            ClientsThatNobodyDisposes(baseUrl);
        }

        private static void WhileRepliesStream(string baseUrl)
        {
            bool isOver = false;
            int collections = 0;
            var collector = new Thread(() =>
            {
                while (!Volatile.Read(ref isOver))
                {
                    GC.Collect();
                    collections++;
                }
            });
            collector.Start();
            try
            {
                // In small pieces, so that answers are under way all the time.
                using (RpggoClient client = Game.Client(Game.WithFault(baseUrl, "chunk=64")))
                {
                    var dump = new Dump();
                    int pieces = 0;
                    for (int i = 0; i < Chats; i++)
                    {
                        client.ChatStart(Game.Ask("collections"));
                        var chat = client.ChatStartAsync(Game.Ask("collections"), piece => pieces++);
                        Game.Until(client, dump, () => chat.IsCompleted);
                        Check.Equal(Game.Answers, chat.Result.Messages.Count, "utterances");
                    }
                    Game.Until(client, dump, () => client.Stats.RequestsFinished == 2 * Chats);
                    Check.Equal(Chats * Game.Answers, pieces, "pieces");
                    string all = string.Join("\n", dump.Lines);
                    Check.Contains("懐かしい", all, "what was said");
                    Check.That(all.IndexOf('\ufffd') < 0, "a text is damaged");
                }
            }
            finally
            {
                Volatile.Write(ref isOver, true);
                collector.Join();
            }
            Check.That(collections > Chats, collections + " collections");
        }

        private static void ClientsThatNobodyDisposes(string baseUrl)
        {
            int before = Process.Threads("rpggo");
            // On a thread of its own, so that nothing on this one's stack looks like a client.
            var forgetful = new Thread(() =>
            {
                for (int i = 0; i < Forgotten; i++)
                {
                    RpggoClient client = Game.Client(Game.WithFault(baseUrl, "stall=1500"));
                    client.ChatStartAsync(Game.Ask("collections"));
                    var listener = new Listener();
                    Game.Until(client, listener, () => listener.Said.Count > 0);
                }
            });
            forgetful.Start();
            forgetful.Join();
            Check.That(Process.Threads("rpggo") > before, "there were none");
            Game.Until(
                () =>
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                    return Process.Threads("rpggo") == before;
                },
                "clients that nobody has stay");
        }
    }
}
