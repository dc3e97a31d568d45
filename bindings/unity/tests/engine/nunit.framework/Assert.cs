using System;
using System.Collections;

namespace NUnit.Framework
{
    public sealed class TestAttribute : Attribute { }

    public sealed class SetUpAttribute : Attribute { }

    public sealed class TearDownAttribute : Attribute { }

    public class AssertionException : Exception { public AssertionException(string message) : base(message) { } }

    public static class Assert
    {
        public static void AreEqual(object expected, object actual, string message = "")
        {
            if (!Equals(expected, actual)) throw new AssertionException(message + "\nexpected: " + expected + "\nwas: " + actual);
        }

        public static void IsTrue(bool condition, string message = "")
        {
            if (!condition) throw new AssertionException("is false: " + message);
        }

        public static void IsFalse(bool condition, string message = "") { IsTrue(!condition, message); }
        public static void IsNull(object it, string message = "") { IsTrue(it == null, message); }
        public static void IsNotNull(object it, string message = "") { IsTrue(it != null, message); }

        public static void Fail(string message) { throw new AssertionException(message); }
    }

    public static class CollectionAssert
    {
        public static void AreEqual(IEnumerable expected, IEnumerable actual, string message = "")
        {
            var left = expected.GetEnumerator();
            var right = actual.GetEnumerator();
            for (var at = 0; ; at++)
            {
                var more = left.MoveNext();
                Assert.AreEqual(more, right.MoveNext(), message + " its length");
                if (!more) return;
                Assert.AreEqual(left.Current, right.Current, message + " at " + at);
            }
        }
    }
}
