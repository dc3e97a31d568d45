using System;

namespace Rpggo.Tests
{
    /// <summary>Passes more texts than any struct has today. Compiled together with the library's
    /// sources.</summary>
    internal static class Texts
    {
        private const int Many = 100;

        private static unsafe int Main()
        {
            using (var texts = new NativeTexts())
            {
                var passed = new byte*[Many];
                for (int i = 0; i < Many; i++)
                {
                    passed[i] = texts.Add("text " + i + " 🏮", "a text");
                }
                for (int i = 0; i < Many; i++)
                {
                    string read = Utf8.Read(passed[i]);
                    if (read != "text " + i + " 🏮")
                    {
                        Console.Error.WriteLine("text " + i + " is " + read);
                        return 1;
                    }
                }
            }
            return 0;
        }
    }
}
