using System;
using System.IO;

namespace Rpggo.Tests
{
    /// <summary>What the process has of the system, on Linux.</summary>
    internal static class Process
    {
        /// <summary>How many threads have this name.</summary>
        internal static int Threads(string name)
        {
            int count = 0;
            foreach (string folder in Directory.GetDirectories("/proc/self/task"))
            {
                try
                {
                    count += File.ReadAllText(folder + "/comm").Trim() == name ? 1 : 0;
                }
                catch (IOException)
                {
                    // It has just ended.
                }
            }
            return count;
        }

        /// <summary>All threads.</summary>
        internal static int Threads()
        {
            return Directory.GetDirectories("/proc/self/task").Length;
        }

        /// <summary>How many bytes are in memory.</summary>
        internal static long ResidentBytes()
        {
            foreach (string line in File.ReadAllLines("/proc/self/status"))
            {
                if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
                {
                    return 1024 * long.Parse(line.Split(new[] { ' ', '\t' },
                        StringSplitOptions.RemoveEmptyEntries)[1]);
                }
            }
            throw new CheckFailed("no VmRSS in /proc/self/status");
        }
    }
}
