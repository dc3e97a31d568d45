using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Rpggo.Tests
{
    /// <summary>Ten thousand chats leave nothing behind, neither in the managed nor in the native
    /// memory. Arguments: BASE_URL, where sessions have no end.</summary>
    internal static class ManyChatsTest
    {
        private const int Chats = 10000;
        private const int AtOnce = 32;
        private const int WarmUp = 1000;

        // What a chat leaves would come ten thousand times: 26 managed bytes are too much, and so is a
        // fifth of the long text of its request.
        private const long MostManagedBytes = 256 * 1024;
        private const long MostResidentBytes = 4 * 1024 * 1024;

        private static readonly string LongText = new string('x', 2000);

        // Lives longer than all calls that it could cancel.
        private static readonly CancellationTokenSource Source = new CancellationTokenSource();

        internal static void Run(string[] arguments)
        {
            Game.Prepare(arguments[1], "many");
            using (RpggoClient client = Game.Client(arguments[1]))
            {
                Talk(client, WarmUp);
                long managed = GC.GetTotalMemory(true);
                long resident = Process.ResidentBytes();
                Talk(client, Chats);
                long moreManaged = GC.GetTotalMemory(true) - managed;
                long moreResident = Process.ResidentBytes() - resident;
                Console.WriteLine(
                    Chats + " chats: " + moreManaged / 1024 + " KiB more on the managed heap of "
                        + managed / 1024 + " KiB, " + moreResident / 1024 + " KiB more resident of "
                        + resident / 1024 + " KiB");
                Check.That(moreManaged < MostManagedBytes, "the managed heap grows");
                Check.That(moreResident < MostResidentBytes, "the process grows");
                Check.Equal((long)WarmUp + Chats, client.Stats.RequestsFinished, "chats");
                Check.Equal(0L, client.Stats.RequestsFailed, "failed");
            }
        }

        private static ChatRequest Request()
        {
            ChatRequest request = Game.Ask("many");
            request.UserId = LongText;
            return request;
        }

        /// <summary>Half of them by the handler, half of them awaited.</summary>
        private static void Talk(RpggoClient client, int chats)
        {
            var asker = new Asker(client, chats / 2);
            for (int i = 0; i < AtOnce / 2; i++)
            {
                asker.Ask();
            }
            var awaited = new Task[AtOnce / 2];
            int left = chats - chats / 2;
            for (int i = 0; i < awaited.Length; i++)
            {
                int share = left / (awaited.Length - i);
                left -= share;
                awaited[i] = Await(client, share);
            }
            Task all = Task.WhenAll(awaited);
            Game.Until(client, asker, () => asker.Finished == chats / 2 && all.IsCompleted);
            all.GetAwaiter().GetResult();
        }

        private static async Task Await(RpggoClient client, int chats)
        {
            for (int i = 0; i < chats; i++)
            {
                ChatResult chat = await client.ChatStartAsync(Request(), null, Source.Token);
                Check.Equal(Game.Answers, chat.Messages.Count, "utterances");
            }
        }

        private sealed class Asker : RpggoHandler
        {
            private readonly RpggoClient _client;
            private readonly HashSet<RequestId> _mine = new HashSet<RequestId>();
            private int _left;

            internal Asker(RpggoClient client, int chats)
            {
                _client = client;
                _left = chats;
            }

            internal int Finished { get; private set; }

            internal void Ask()
            {
                if (_left > 0)
                {
                    _left--;
                    _mine.Add(_client.ChatStart(Request()));
                }
            }

            public override void OnMessage(in RpggoEvent e, in MessagePayload p)
            {
                Check.That(p.Text.Length > 0 && e.CharacterId.Length > 0, "nothing was said");
            }

            public override void OnFinished(in RpggoEvent e, in FinishedPayload p)
            {
                Check.Equal(Status.Ok, p.Status, p.Detail);
                if (_mine.Remove(e.Request))
                {
                    Finished++;
                    Ask();
                }
            }
        }
    }
}
