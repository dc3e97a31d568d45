using System;

namespace Rpggo
{
    /// <summary>Exceptions out of what the library says.</summary>
    internal static unsafe class Failure
    {
        /// <summary>Why the last native call of this thread failed.</summary>
        internal static Exception OfLastCall(Status status, string parameter)
        {
            string sentence = Sentence(status);
            switch (status)
            {
                case Status.InvalidArgument:
                    return new ArgumentException(sentence, parameter);
                case Status.InvalidHandle:
                    return Disposed();
                default:
                    return new RpggoException(status, sentence);
            }
        }

        internal static Exception Disposed()
        {
            return new ObjectDisposedException(nameof(RpggoClient));
        }

        /// <summary>Without the status, which the exception has.</summary>
        private static string Sentence(Status status)
        {
            string whole = Utf8.Read(Native.LastError());
            string name = Utf8.Read(Native.StatusName(status)) + ": ";
            return whole.StartsWith(name, StringComparison.Ordinal)
                ? whole.Substring(name.Length)
                : whole;
        }
    }
}
