using System;
using System.Reflection;
using System.Text;

namespace Rpggo.Tests
{
    /// <summary>Options out of texts: every one by its name, and what is no option or no value is named in
    /// a sentence. Arguments: BASE_URL.</summary>
    internal static class OptionsTest
    {
        internal static void Run(string[] arguments)
        {
            EveryOptionHasItsName();
            TextsBecomeValues();
            NothingIsTheDefault();
            WrongOnesAreTold();
            using (RpggoClient client = Client(arguments[1]))
            {
                ChatResult chat = Game.Wait(client, client.ChatStartAsync(Game.Ask("options")));
                Check.That(chat.Text.Length > 0, "nobody answers");
            }
        }

        private static RpggoClient Client(string baseUrl)
        {
            var options = new RpggoClientOptions();
            options.Set("base_url", baseUrl);
            options.Set("api_key", Game.Key);
            options.Set("max_retries", "-1");
            options.Set("total_timeout_ms", "30000");
            Game.Prepare(baseUrl, "options");
            return new RpggoClient(options);
        }

        private static void EveryOptionHasItsName()
        {
            foreach (PropertyInfo property in typeof(RpggoClientOptions).GetProperties())
            {
                var options = new RpggoClientOptions();
                Type type = property.PropertyType;
                string value = type == typeof(bool) ? "true"
                    : type.IsEnum ? Snake(Enum.GetNames(type)[1]) : "7";
                options.Set(Snake(property.Name), value);
                Check.Equal(
                    value.ToLowerInvariant(),
                    property.GetValue(options, null).ToString().ToLowerInvariant(),
                    property.Name);
            }
        }

        private static string Snake(string name)
        {
            var snake = new StringBuilder();
            foreach (char letter in name)
            {
                snake.Append(char.IsUpper(letter) && snake.Length > 0 ? "_" : "");
                snake.Append(char.ToLowerInvariant(letter));
            }
            return snake.ToString();
        }

        private static void TextsBecomeValues()
        {
            var options = new RpggoClientOptions();
            options.Set("service", "openai");
            options.Set("log_level", "debug");
            options.Set("idle_timeout_ms", "-1");
            options.Set("replay_speed", "0.5");
            options.Set("max_queued_bytes", "5000000000");
            options.Set("allow_http", "1");
            Check.Equal(Service.Openai, options.Service, "a service");
            Check.Equal(LogLevel.Debug, options.LogLevel, "a level");
            Check.Equal(RpggoClientOptions.NoTimeout, options.IdleTimeoutMs, "no timeout");
            Check.Equal(0.5, options.ReplaySpeed, "a fraction");
            Check.Equal(5000000000, options.MaxQueuedBytes, "a large number");
            Check.That(options.AllowHttp, "a flag");
            options.Set("allow_http", "0");
            options.Set("service", "2");
            Check.That(!options.AllowHttp && options.Service == Service.Aurora, "numbers");
        }

        private static void NothingIsTheDefault()
        {
            var options = new RpggoClientOptions { BaseUrl = "x", Service = Service.Aurora, MaxRetries = 3 };
            options.AllowHttp = true;
            options.ReplaySpeed = 2;
            foreach (string name in new[] { "base_url", "service", "max_retries", "allow_http" })
            {
                options.Set(name, "");
            }
            options.Set("replay_speed", null);
            Check.That(options.BaseUrl == null && options.Service == Service.Rpggo, "a text, a choice");
            Check.That(options.MaxRetries == 0 && options.ReplaySpeed == 0, "numbers");
            Check.That(!options.AllowHttp, "a flag");
        }

        private static void WrongOnesAreTold()
        {
            Wrong("maxRetries", "1", "there is no option \"maxRetries\": use one of service, base_url");
            Wrong("max_retries", "often", "max_retries takes a whole number from -2147483648 to 2147483647");
            Wrong("max_retries", "3000000000", "max_retries takes a whole number from");
            Wrong("max_requests", "-1", "max_requests takes a whole number from 0 to 2147483647, not \"-1\"");
            Wrong("idle_timeout_ms", "-2", "idle_timeout_ms takes milliseconds, or -1 for no timeout");
            Wrong("replay_speed", "1,5", "replay_speed takes a number such as 0.5, not \"1,5\"");
            Wrong("allow_http", "yes", "allow_http takes true or false, not \"yes\"");
            Wrong("service", "Openai", "service takes rpggo, persona, aurora, openai, or its number");
        }

        private static void Wrong(string name, string value, string says)
        {
            Check.Throws<ArgumentException>(() => new RpggoClientOptions().Set(name, value), says);
        }
    }
}
