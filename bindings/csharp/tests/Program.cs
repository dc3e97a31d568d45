using System;
using System.Collections.Generic;

namespace Rpggo.Tests
{
    /// <summary>Runs one test: its name, the stand-in's address, and what else it needs.</summary>
    internal static class Program
    {
        private static readonly Dictionary<string, Action<string[]>> Tests =
            new Dictionary<string, Action<string[]>>
            {
                { "services", ServicesTest.Run },
                { "payloads", PayloadsTest.Run },
                { "requests", RequestsTest.Run },
                { "async", AsyncTest.Run },
                { "cancel", CancelTest.Run },
                { "failures", FailuresTest.Run },
                { "options", OptionsTest.Run },
                { "refused", RefusedTest.Run },
                { "dispose", DisposeTest.Run },
                { "polling", PollingTest.Run },
                { "recordings", RecordingsTest.Run },
                { "allocations", AllocationsTest.Run },
                { "many-chats", ManyChatsTest.Run },
                { "threads", ThreadsTest.Run },
                { "collections", CollectionsTest.Run },
                { "domains", DomainsTest.Run },
                { "exit", ExitTest.Run }
            };

        private static int Main(string[] arguments)
        {
            try
            {
                Tests[arguments[0]](arguments);
                return 0;
            }
            catch (Exception exception)
            {
                Console.Error.WriteLine(exception);
                return 1;
            }
        }
    }
}
