using System;

namespace Rpggo.Unity
{
    /// <summary>Sentences about problems that keep the game from working.</summary>
    static class Problems
    {
        const string Missing =
            "The native library is missing for this platform. A package from a git URL has scripts only: "
            + "install the package's tarball, or put the library into Runtime/Plugins.";

        const string Wrong =
            "The native library does not match these scripts: it has another version or is for another platform. "
            + "Install both from the same package, and restart the editor.";

        /// <summary>Where a key belongs.</summary>
        public const string WhereKeysAre =
            "In Unity: Project Settings > Rpggo keeps it out of Assets, or set RpggoSettings.ApiKeyProvider.";

        /// <summary>Where a key belongs that is not the service's.</summary>
        const string WhereOtherKeysAre = "Set it in code: RpggoClientBehaviour.adjust gets the options.";

        public static string WhereKeyIs(string option)
        {
            return option == "api_key" ? WhereKeysAre : WhereOtherKeysAre;
        }

        /// <summary>What an exception of the library means here.</summary>
        public static string Of(Exception thrown)
        {
            for (var it = thrown; it != null; it = it.InnerException)
            {
                if (it is DllNotFoundException) return Missing;
                if (it is EntryPointNotFoundException || it is BadImageFormatException) return Wrong;
            }
            var sentence = WithoutParameter(thrown.Message);
            return sentence.Contains("api_key is missing") ? sentence + ". " + WhereKeysAre : sentence;
        }

        /// <summary>The status for an exception thrown by a call.</summary>
        public static Status StatusOf(Exception thrown)
        {
            var told = thrown as RpggoException;
            return told == null ? Status.InvalidArgument : told.Status;
        }

        /// <summary>Without the parameter name that ArgumentException appends, in a line of its own or in
        /// brackets.</summary>
        static string WithoutParameter(string message)
        {
            foreach (var begin in new[] { "\nParameter name: ", " (Parameter '" })
            {
                var at = message.LastIndexOf(begin, StringComparison.Ordinal);
                if (at >= 0) message = message.Substring(0, at);
            }
            return message.TrimEnd();
        }
    }
}
