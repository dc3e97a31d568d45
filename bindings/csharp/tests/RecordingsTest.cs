using System;
using System.IO;
using System.Threading.Tasks;

namespace Rpggo.Tests
{
    /// <summary>A talk recorded and played again, its numbers and its log. Arguments: BASE_URL, a file
    /// to record in.</summary>
    internal static class RecordingsTest
    {
        internal static void Run(string[] arguments)
        {
            string path = arguments[2];
            File.Delete(path);
            RpggoClientOptions options = Game.Options(arguments[1]);
            options.RecordPath = path;
            options.LogLevel = LogLevel.Debug;
            string told = Talk(options, true);
            string text = File.ReadAllText(path);
            Check.That(text.IndexOf(Game.Key, StringComparison.Ordinal) < 0, "the key is recorded");

            // Without a key and an address.
            options = new RpggoClientOptions
            {
                ReplayPath = path, ReplaySpeed = 1000, LogLevel = LogLevel.Debug
            };
            Check.Equal(told, Talk(options, false), "by its path");
            options.ReplayPath = null;
            options.ReplayText = text;
            options.ReplaySpeed = RpggoClientOptions.ReplayAsPolled;
            Check.Equal(told, Talk(options, false), "by its text");
            NothingIsLeft(options);
            EndsAtItsLimit(arguments[1], path);
            File.Delete(path);
        }

        private static string Talk(RpggoClientOptions options, bool isLive)
        {
            using (var client = new RpggoClient(options))
            {
                var listener = new Listener();
                RequestId request = client.SessionStart(Game.Session("recorded"));
                Game.Finish(client, listener, request);
                for (int i = 0; i < 3; i++)
                {
                    request = client.ChatStart(Game.Ask("recorded"));
                    Game.Finish(client, listener, request);
                    Check.Equal(Status.Ok, listener.StatusOf(request), listener.Detail);
                }
                Check.Equal(3 * Game.Answers, listener.Said.Count, "utterances");
                Check.That(listener.Count(EventKind.Log) > 4, "no log");
                RpggoStats stats = client.Stats;
                Check.Equal(4L, stats.RequestsStarted, "started");
                Check.Equal(4L, stats.RequestsFinished, "finished");
                Check.Equal(0L, stats.RequestsFailed + stats.RequestsCancelled, "failed");
                Check.Equal((long)listener.Kinds.Count, stats.Events, "events");
                Check.Equal(0L, stats.QueuedEvents + stats.QueuedBytes + stats.Retries, "left");
                Check.Equal(isLive, stats.ConnectionsOpened > 0, "connections");
                Check.Equal(isLive ? 4 : 0, stats.ConnectionsOpened + stats.ConnectionsReused, "used");
                Check.That(stats.BytesReceived > 1000, stats.BytesReceived + " bytes");
                Check.That(
                    stats.FirstEventAverageMs > 0 && stats.FirstEventLastMs > 0
                        && stats.FirstEventWorstMs >= stats.FirstEventAverageMs, "times");
                return string.Join("\n", listener.Said);
            }
        }

        private static void NothingIsLeft(RpggoClientOptions options)
        {
            using (var client = new RpggoClient(options))
            {
                Check.Equal(
                    Status.Unsupported,
                    Check.Throws<RpggoException>(
                        () => Game.Wait(client, client.GameFetchAsync(Game.Session("recorded"))),
                        "game fetch").Status,
                    "what was not recorded");
            }
        }

        private static void EndsAtItsLimit(string baseUrl, string path)
        {
            File.Delete(path);
            RpggoClientOptions options = Game.Options(baseUrl);
            options.RecordPath = path;
            options.MaxRecordingBytes = 2000;
            using (var client = new RpggoClient(options))
            {
                for (int i = 0; i < 3; i++)
                {
                    Task<ChatResult> chat = client.ChatStartAsync(Game.Ask("recorded"));
                    Check.Equal(Game.Answers, Game.Wait(client, chat).Messages.Count, "utterances");
                }
            }
            string text = File.ReadAllText(path);
            Check.Contains("size_limit", text, "the end");
            Check.That(new FileInfo(path).Length <= 2000, text.Length + " characters");
        }
    }
}
