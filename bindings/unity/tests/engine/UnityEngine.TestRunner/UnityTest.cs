using System;

namespace UnityEngine.TestTools
{
    /// <summary>A test of many frames: each "yield return null" is one.</summary>
    public sealed class UnityTestAttribute : Attribute { }
}
