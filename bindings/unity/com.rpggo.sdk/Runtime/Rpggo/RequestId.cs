using System;
using System.Globalization;

namespace Rpggo
{
    /// <summary>Identifies a request. Never reused within a process.</summary>
    public readonly struct RequestId : IEquatable<RequestId>
    {
        /// <summary>Creates the id from its number.</summary>
        /// <param name="value">The number; 0 means no request.</param>
        public RequestId(ulong value)
        {
            Value = value;
        }

        /// <summary>The number; 0 means no request.</summary>
        public ulong Value { get; }

        /// <summary>True when it identifies no request.</summary>
        public bool IsNone => Value == 0;

        /// <summary>True when both identify the same request.</summary>
        public bool Equals(RequestId other) => Value == other.Value;

        /// <summary>True for a <see cref="RequestId"/> of the same request.</summary>
        public override bool Equals(object other) => other is RequestId && Equals((RequestId)other);

        /// <summary>A hash of the number.</summary>
        public override int GetHashCode() => Value.GetHashCode();

        /// <summary>The number in decimal.</summary>
        public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

        /// <summary>True when both identify the same request.</summary>
        public static bool operator ==(RequestId left, RequestId right) => left.Value == right.Value;

        /// <summary>True when they identify different requests.</summary>
        public static bool operator !=(RequestId left, RequestId right) => left.Value != right.Value;
    }
}
