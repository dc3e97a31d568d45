namespace Rpggo
{
    public readonly unsafe ref partial struct RpggoEvent
    {
        /// <summary>
        /// Any field of <see cref="Raw"/> by its JSON pointer (RFC 6901), for example
        /// "/data/game_status/game_meta/shared_memory": a string without quotes and escapes, anything else
        /// as JSON text. Parses the JSON again on each call.
        /// </summary>
        /// <param name="jsonPointer">The field; "" and null select everything.</param>
        /// <returns>The field; empty when it does not exist.</returns>
        /// <exception cref="System.ArgumentException">The pointer contains a NUL or half of a surrogate
        /// pair.</exception>
        public string Field(string jsonPointer)
        {
            using (var texts = new NativeTexts())
            {
                return Utf8.Read(Native.EventField(At, texts.Add(jsonPointer, nameof(jsonPointer))));
            }
        }
    }
}
