using System;
using System.Globalization;

namespace Rpggo
{
    /// <summary>Values of options out of texts. An empty text is the default of every option.</summary>
    internal static class OptionText
    {
        internal static string Text(string value)
        {
            return string.IsNullOrEmpty(value) ? null : value;
        }

        internal static int Int(string name, string value)
        {
            return (int)Whole(name, value, int.MinValue, int.MaxValue);
        }

        internal static long Long(string name, string value)
        {
            return Whole(name, value, long.MinValue, long.MaxValue);
        }

        internal static int Count(string name, string value)
        {
            return (int)Whole(name, value, 0, int.MaxValue);
        }

        internal static long LongCount(string name, string value)
        {
            return Whole(name, value, 0, long.MaxValue);
        }

        internal static int Timeout(string name, string value)
        {
            long number;
            if (!TryWhole(value, out number) || number < RpggoClientOptions.NoTimeout
                || number > int.MaxValue)
            {
                throw Wrong(name, value, "milliseconds, or -1 for no timeout");
            }
            return (int)number;
        }

        internal static double Double(string name, string value)
        {
            const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
            double number = 0;
            if (!string.IsNullOrEmpty(value)
                && !double.TryParse(value, Style, CultureInfo.InvariantCulture, out number))
            {
                throw Wrong(name, value, "a number such as 0.5");
            }
            return number;
        }

        internal static bool Bool(string name, string value)
        {
            bool isTrue = value == "true" || value == "1";
            if (!isTrue && !string.IsNullOrEmpty(value) && value != "false" && value != "0")
            {
                throw Wrong(name, value, "true or false");
            }
            return isTrue;
        }

        /// <summary>One of the names of an enum, as C has them in capitals; or a number, which the library
        /// judges, as it may be a later one.</summary>
        internal static T Choice<T>(string name, string value) where T : struct
        {
            string[] choices = Enum.GetNames(typeof(T));
            string known = string.Empty;
            foreach (string choice in choices)
            {
                string text = choice.ToLowerInvariant();
                if (value != null && text == value.Replace("_", string.Empty))
                {
                    return (T)Enum.Parse(typeof(T), choice);
                }
                known += text + ", ";
            }
            long number;
            if (!TryWhole(value, out number) || number < int.MinValue || number > int.MaxValue)
            {
                throw Wrong(name, value, known + "or its number");
            }
            return (T)Enum.ToObject(typeof(T), (int)number);
        }

        private static long Whole(string name, string value, long least, long most)
        {
            long number;
            if (!TryWhole(value, out number) || number < least || number > most)
            {
                throw Wrong(name, value, "a whole number from " + least + " to " + most);
            }
            return number;
        }

        /// <summary>All of the text as a number; 0 without a text.</summary>
        private static bool TryWhole(string value, out long number)
        {
            number = 0;
            return string.IsNullOrEmpty(value) || long.TryParse(
                value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
        }

        internal static Exception Unknown(string name, string names)
        {
            return new ArgumentException(
                "there is no option \"" + name + "\": use one of " + names, nameof(name));
        }

        private static Exception Wrong(string name, string value, string wanted)
        {
            return new ArgumentException(
                name + " takes " + wanted + ", not \"" + value + "\"", nameof(value));
        }
    }
}
