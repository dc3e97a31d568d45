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
            long number = Long(name, value);
            if (number < int.MinValue || number > int.MaxValue)
            {
                throw Wrong(name, value, "a whole number of at most " + int.MaxValue);
            }
            return (int)number;
        }

        internal static long Long(string name, string value)
        {
            long number = 0;
            if (!string.IsNullOrEmpty(value) && !long.TryParse(
                value, NumberStyles.Integer, CultureInfo.InvariantCulture, out number))
            {
                throw Wrong(name, value, "a whole number");
            }
            return number;
        }

        internal static double Double(string name, string value)
        {
            double number = 0;
            if (!string.IsNullOrEmpty(value) && !double.TryParse(
                value, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            {
                throw Wrong(name, value, "a number, such as 0.5");
            }
            return number;
        }

        internal static bool Bool(string name, string value)
        {
            bool isTrue = false;
            if (!string.IsNullOrEmpty(value) && !bool.TryParse(value, out isTrue))
            {
                throw Wrong(name, value, "true or false");
            }
            return isTrue;
        }

        /// <summary>One of the names of an enum, in capitals or not.</summary>
        internal static T Choice<T>(string name, string value) where T : struct
        {
            if (string.IsNullOrEmpty(value))
            {
                return default(T);
            }
            foreach (string choice in Enum.GetNames(typeof(T)))
            {
                string text = value.Trim().Replace("_", string.Empty);
                if (string.Equals(choice, text, StringComparison.OrdinalIgnoreCase))
                {
                    return (T)Enum.Parse(typeof(T), choice);
                }
            }
            throw Wrong(name, value, "one of " + string.Join(", ", Enum.GetNames(typeof(T))));
        }

        internal static Exception Unknown(string name, string names)
        {
            return new ArgumentException(
                "there is no option \"" + name + "\": use one of " + names, nameof(name));
        }

        private static Exception Wrong(string name, string value, string wanted)
        {
            return new ArgumentException(
                name + " cannot be \"" + value + "\": use " + wanted, nameof(value));
        }
    }
}
