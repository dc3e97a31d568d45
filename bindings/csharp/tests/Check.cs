using System;

namespace Rpggo.Tests
{
    /// <summary>Checks that say what failed.</summary>
    internal static class Check
    {
        internal static void That(bool isTrue, string what)
        {
            if (!isTrue)
            {
                throw new CheckFailed(what);
            }
        }

        internal static void Equal<T>(T expected, T actual, string what)
        {
            That(Equals(expected, actual), what + ": \"" + actual + "\" instead of \"" + expected + "\"");
        }

        internal static void Contains(string part, string whole, string what)
        {
            That(
                whole != null && whole.IndexOf(part, StringComparison.Ordinal) >= 0,
                what + ": \"" + part + "\" is not in \"" + whole + "\"");
        }

        /// <summary>The exception that it has to throw: of exactly this type, with these words.</summary>
        internal static T Throws<T>(Action call, string says)
            where T : Exception
        {
            try
            {
                call();
            }
            catch (CheckFailed)
            {
                throw;
            }
            catch (Exception exception)
            {
                That(
                    exception.GetType() == typeof(T),
                    "this instead of " + typeof(T) + ": " + exception);
                Contains(says, exception.Message, "the message");
                return (T)exception;
            }
            throw new CheckFailed("no " + typeof(T) + " (" + says + ")");
        }
    }
}
