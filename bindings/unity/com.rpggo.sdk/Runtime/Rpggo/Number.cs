using System;

namespace Rpggo
{
    /// <summary>Numbers that C has without a sign, which C# sets with one.</summary>
    internal static class Number
    {
        /// <summary>Milliseconds; -1: no timeout.</summary>
        internal static uint Timeout(int milliseconds, string name)
        {
            if (milliseconds < RpggoClientOptions.NoTimeout)
            {
                throw new ArgumentOutOfRangeException(
                    name,
                    milliseconds,
                    name + " is negative: use -1 for no timeout, 0 for the default");
            }
            // -1 becomes the largest number, which says the same to C.
            return unchecked((uint)milliseconds);
        }

        internal static uint Unsigned(int number, string name)
        {
            return (uint)NotNegative(number, name);
        }

        internal static ulong Unsigned(long number, string name)
        {
            return (ulong)NotNegative(number, name);
        }

        /// <summary>At most what an address can have.</summary>
        internal static UIntPtr Size(long number, string name)
        {
            ulong most = UIntPtr.Size == 8 ? ulong.MaxValue : uint.MaxValue;
            return (UIntPtr)Math.Min((ulong)NotNegative(number, name), most);
        }

        private static long NotNegative(long number, string name)
        {
            if (number < 0)
            {
                throw new ArgumentOutOfRangeException(
                    name, number, name + " is negative: 0 means the default");
            }
            return number;
        }
    }
}
