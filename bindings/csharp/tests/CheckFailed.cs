using System;

namespace Rpggo.Tests
{
    [Serializable]
    internal sealed class CheckFailed : Exception
    {
        internal CheckFailed(string what)
            : base(what)
        {
        }

        private CheckFailed(
            System.Runtime.Serialization.SerializationInfo info,
            System.Runtime.Serialization.StreamingContext context)
            : base(info, context)
        {
        }
    }
}
