using System;
using System.Diagnostics;

namespace Rpggo.Tests
{
    /// <summary>What goes wrong on the way has its status, its code and its words.
    /// Arguments: BASE_URL, a URL where nobody listens.</summary>
    internal static class FailuresTest
    {
        internal static void Run(string[] arguments)
        {
            string baseUrl = arguments[1];
            Game.Prepare(baseUrl, "failures");
            Fails(baseUrl, "status=401", Status.Unauthorized, 401, 10000004, "Bad token");
            Fails(baseUrl, "status=404,body=html", Status.BadRequest, 404, 0, "404");
            Fails(baseUrl, "status=503,body=text", Status.ServiceError, 503, 0, "The server says 503");
            Fails(baseUrl, "redirect", Status.Protocol, 302, 0, "redirect");
            Fails(baseUrl, "reset-before", Status.Network, 0, 0, "broke");
            Fails(baseUrl, "cut=120", Status.Network, 200, 0, "middle of a frame");
            Fails(baseUrl, "error=10000302", Status.SessionMissing, 200, 10000302, "rpggo_session_start");
            Fails(baseUrl, "error=10000303", Status.SessionEnded, 200, 10000303, "has ended");
            Fails(baseUrl, "error=10000301", Status.RateLimited, 200, 10000301, "used up");
            Check.Equal(1, Fails(baseUrl, "error-after=10000307", Status.ServiceError, 200, 10000307,
                "Data error").Partial.Messages.Count, "what came before");
            Check.Equal(
                3600000,
                Fails(baseUrl, "status=429,retry-after=3600", Status.RateLimited, 429, 10000301, "429")
                    .RetryAfterMs,
                "when to try again");
            Nowhere(arguments[2]);
            Timeouts(baseUrl);
            Limits(baseUrl);
            Cut(baseUrl);
        }

        private static RpggoException Fails(
            string baseUrl, string fault, Status status, int http, long code, string says)
        {
            using (RpggoClient client = Game.Client(Game.WithFault(baseUrl, fault)))
            {
                var failed = Check.Throws<RpggoException>(
                    () => Game.Wait(client, client.ChatStartAsync(Game.Ask("failures"))), says);
                Check.Equal(status, failed.Status, fault);
                Check.Equal(http, failed.HttpStatus, fault);
                Check.Equal(code, failed.ServiceCode, fault);
                Check.That(failed.Message.IndexOf(Game.Key, StringComparison.Ordinal) < 0, "the key");

                var listener = new Listener();
                RequestId request = client.ChatStart(Game.Ask("failures"));
                Game.Finish(client, listener, request);
                Check.Equal(status, listener.StatusOf(request), fault);
                Check.Contains(says, listener.Detail, fault);
                return failed;
            }
        }

        private static void Nowhere(string url)
        {
            using (RpggoClient client = Game.Client(url))
            {
                Check.Equal(
                    Status.Network,
                    Check.Throws<RpggoException>(
                        () => Game.Wait(client, client.SessionStartAsync(Game.Session("failures"))),
                        "").Status,
                    "nobody listens");
            }
        }

        private static void TimesOut(RpggoClientOptions options, string says)
        {
            using (var client = new RpggoClient(options))
            {
                Stopwatch watch = Stopwatch.StartNew();
                var failed = Check.Throws<RpggoException>(
                    () => Game.Wait(client, client.ChatStartAsync(Game.Ask("failures"))), says);
                Check.Equal(Status.Timeout, failed.Status, says);
                Check.That(watch.ElapsedMilliseconds >= 99, says + " came too early");
            }
        }

        private static void Timeouts(string baseUrl)
        {
            RpggoClientOptions options = Game.Options(Game.WithFault(baseUrl, "stall-before"));
            options.FirstByteTimeoutMs = 100;
            TimesOut(options, "first_byte_timeout_ms");
            options = Game.Options(Game.WithFault(baseUrl, "stall=120"));
            options.IdleTimeoutMs = 100;
            TimesOut(options, "idle_timeout_ms");
            options.IdleTimeoutMs = RpggoClientOptions.NoTimeout;
            options.FirstByteTimeoutMs = RpggoClientOptions.NoTimeout;
            options.TotalTimeoutMs = 100;
            TimesOut(options, "100 ms (total_timeout_ms)");
        }

        private static void Limits(string baseUrl)
        {
            RpggoClientOptions options = Game.Options(Game.WithFault(baseUrl, "oversize=3000"));
            options.MaxEventBytes = 2000;
            using (var client = new RpggoClient(options))
            {
                Check.Equal(
                    Status.Protocol,
                    Check.Throws<RpggoException>(
                        () => Game.Wait(client, client.ChatStartAsync(Game.Ask("failures"))),
                        "max_event_bytes").Status,
                    "too long");
            }
            options = Game.Options(Game.WithFault(baseUrl, "stall-before"));
            options.MaxRequests = 2;
            using (var client = new RpggoClient(options))
            {
                client.ChatStart(Game.Ask("failures"));
                client.ChatStart(Game.Ask("failures"));
                Check.Equal(
                    Status.Busy,
                    Check.Throws<RpggoException>(
                        () => client.ChatStart(Game.Ask("failures")), "max_requests").Status,
                    "one more");
            }
        }

        /// <summary>What came of an utterance whose stream was cut.</summary>
        private static void Cut(string baseUrl)
        {
            RpggoClientOptions options = Game.Options(Game.WithFault(baseUrl, "cut=150"));
            options.Service = Service.Aurora;
            using (var client = new RpggoClient(options))
            {
                string pieces = "";
                var failed = Check.Throws<RpggoException>(
                    () => Game.Wait(client, client.ChatStartAsync(
                        Game.Chat("77", "2", Game.Question), piece => pieces += piece)), "");
                Check.Equal(Status.Network, failed.Status, "the status");
                Check.That(failed.Partial.Messages[0].Partial, "it is not all");
                Check.That(pieces.Length > 0, "no pieces");
                Check.Equal(pieces, failed.Partial.Text, "what came");
            }
        }
    }
}
