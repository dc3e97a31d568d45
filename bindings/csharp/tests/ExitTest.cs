using System;
using System.Threading;

namespace Rpggo.Tests
{
    /// <summary>
    /// A program that ends with clients open and replies streaming. Arguments: BASE_URL, how it ends.
    /// Says "ready" when it begins to end, and nothing else.
    /// </summary>
    internal static class ExitTest
    {
        // Open until the end.
        private static readonly RpggoClient[] Clients = new RpggoClient[3];

        internal static void Run(string[] arguments)
        {
            Game.Prepare(arguments[1], "exit");
            for (int i = 0; i < Clients.Length; i++)
            {
                Clients[i] = Game.Client(Game.WithFault(arguments[1], "flood=1000000"));
                Clients[i].ChatStartAsync(Game.Ask("exit"), piece => { });
                var listener = new Listener();
                Game.Until(Clients[i], listener, () => listener.Said.Count > 20);
            }
            Console.WriteLine("ready");
            switch (arguments[2])
            {
                case "return":
                    break;
                case "exit":
                    Environment.Exit(0);
                    break;
                case "exit-in-a-handler":
                    Clients[0].Poll(new Ender());
                    throw new CheckFailed("it goes on");
                case "while-a-thread-polls":
                    var poller = new Thread(() =>
                    {
                        while (true)
                        {
                            Clients[0].Poll(new Listener());
                        }
                    });
                    poller.IsBackground = true;
                    poller.Start();
                    break;
                case "dispose-at-the-end":
                    AppDomain.CurrentDomain.ProcessExit += (sender, it) => Clients[0].Dispose();
                    break;
                default:
                    throw new CheckFailed("unknown: " + arguments[2]);
            }
        }

        private sealed class Ender : RpggoHandler
        {
            public override void OnMessage(in RpggoEvent e, in MessagePayload p)
            {
                Environment.Exit(0);
            }
        }
    }
}
