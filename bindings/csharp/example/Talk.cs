using System;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Rpggo;

/// <summary>
/// A conversation with three characters, in a game's loop: Talk RECORDING_OR_URL [SPEED]. The recording
/// examples/recordings/last-lantern.jsonl needs neither key nor network.
/// </summary>
internal static class Talk
{
    private const string Game = "last-lantern";
    private const string Session = "my-play-through";

    private static readonly string[,] Lines =
    {
        { "mira", "Mira! What happened to the lighthouse?" },
        { "mira", "And who is on the ferry?" },
        { "bram", "Bram, may I have your last can of oil? Please?" },
        { "akiko", "こんばんは, Akiko. Can you mend this lens?" },
        { "mira", "Oil and glass – I’m ready. Let’s climb!" },
        { "pip", "Who are you, and why are you hiding?" },
        { "pip", "Something rattled in your pocket. Is it a match?" },
        { "tide", "I strike the match and light the lantern. 🔥" }
    };

    private static int Main(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            Console.Error.WriteLine("Talk RECORDING_OR_URL [SPEED]");
            return 2;
        }
        var options = new RpggoClientOptions();
        if (File.Exists(arguments[0]))
        {
            options.ReplayPath = arguments[0];
            options.ReplaySpeed = arguments.Length > 1 ? double.Parse(arguments[1], CultureInfo.InvariantCulture) : 1;
        }
        else
        {
            options.BaseUrl = arguments[0];
            // Enough for the stand-in.
            options.ApiKey = Environment.GetEnvironmentVariable("RPGGO_API_KEY") ?? "demo";
        }
        try
        {
            using (var client = new RpggoClient(options))
            {
                Task story = Play(client);
                while (!story.IsCompleted)
                {
                    // The game's frame: continuations of awaited calls run in here, and nothing blocks.
                    client.Poll();
                    Thread.Sleep(16);
                }
                story.GetAwaiter().GetResult();
            }
            return 0;
        }
        catch (Exception exception) when (exception is RpggoException || exception is ArgumentException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static async Task Play(RpggoClient client)
    {
        var where = new SessionRequest { GameId = Game, SessionId = Session };
        Enter(await client.SessionStartAsync(where));
        for (int i = 0; i < Lines.GetLength(0); i++)
        {
            var chat = new ChatRequest
            {
                GameId = Game,
                SessionId = Session,
                CharacterId = Lines[i, 0],
                Message = Lines[i, 1],
                Images = true
            };
            Console.WriteLine("\n> " + chat.Message);
            ChatResult reply = await client.ChatStartAsync(chat, Console.Write);
            Console.WriteLine();
            foreach (ChatImage image in reply.Images)
            {
                Console.WriteLine("[picture] " + image.Caption);
            }
            foreach (Goal goal in reply.Goals)
            {
                Console.WriteLine((goal.Achieved ? "[x] " : "[ ] ") + goal.Text);
            }
            if (reply.Ending != null)
            {
                Console.WriteLine("\n" + reply.Ending.Text);
                Console.WriteLine(reply.Ending.Won ? "You won!" : "You lost.");
                return;
            }
            if (reply.Chapter != null)
            {
                Console.WriteLine("\n" + reply.Chapter.Text);
                where.ChapterId = reply.Chapter.ChapterId;
                Enter(await client.ChapterChangeAsync(where));
            }
        }
    }

    private static void Enter(SessionResult session)
    {
        foreach (Chapter chapter in session.Chapters)
        {
            Console.WriteLine("\n== " + chapter.Name + " ==\n" + chapter.Background);
            foreach (Character character in chapter.Characters)
            {
                Console.WriteLine("  " + character.CharacterId + ": " + character.Name);
            }
        }
    }
}
