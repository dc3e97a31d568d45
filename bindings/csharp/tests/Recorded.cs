using System.Text;

namespace Rpggo.Tests
{
    /// <summary>Recordings that were never recorded: answers of which every byte is chosen.</summary>
    internal sealed class Recorded
    {
        private readonly StringBuilder _text = new StringBuilder();
        private int _request;
        private int _time;

        internal Recorded(string service)
        {
            Line(
                "{\"type\":\"recording\",\"version\":1,\"library\":\"a test\",\"service\":\"" + service
                    + "\",\"base_url\":\"http://127.0.0.1/\",\"started_unix_ms\":0}");
        }

        /// <summary>The answer to the next request of this kind. For ' there stands ".</summary>
        internal Recorded Add(string operation, string contentType, string body)
        {
            _request++;
            Line(Head("request") + ",\"operation\":\"" + operation
                + "\",\"asked\":{},\"sent\":{\"method\":\"POST\",\"path\":\"/\",\"body\":{}}}");
            Line(Head("answer") + ",\"http_status\":200,\"headers\":{\"content-type\":\"" + contentType
                + "\"}}");
            Line(Head("chunk") + ",\"text\":\"" + Escaped(body.Replace('\'', '"')) + "\"}");
            Line(Head("end") + ",\"how\":\"complete\"}");
            Line(Head("finished") + ",\"status\":\"RPGGO_OK\"}");
            return this;
        }

        internal Recorded Json(string operation, string body)
        {
            return Add(operation, "application/json", body);
        }

        internal Recorded Stream(string body)
        {
            return Add("chat", "text/event-stream", body);
        }

        internal RpggoClientOptions Options(Service service)
        {
            return new RpggoClientOptions
            {
                Service = service,
                ReplayText = _text.ToString(),
                ReplaySpeed = RpggoClientOptions.ReplayAsPolled
            };
        }

        private string Head(string type)
        {
            _time += 1000;
            return "{\"type\":\"" + type + "\",\"at_us\":" + _time + ",\"request\":" + _request;
        }

        private void Line(string line)
        {
            _text.Append(line).Append('\n');
        }

        private static string Escaped(string text)
        {
            return text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
        }
    }
}
