using System;
using UnityEngine;

namespace Rpggo.Unity
{
    /// <summary>An option of the client by its name.</summary>
    [Serializable]
    public sealed class RpggoOption
    {
        /// <summary>The name, for example "max_event_bytes".</summary>
        [Tooltip("The name in the C header, for example max_event_bytes.")]
        public string name = "";

        /// <summary>The value: a text, a number, or true or false; empty: the default.</summary>
        [Tooltip("The value: a text, a number, or true or false. Empty: the default.")]
        [TextArea(1, 4)] public string value = "";
    }
}
