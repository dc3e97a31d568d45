using System.Collections;
using System.Collections.Generic;
using NUnit.Framework;
using UnityEngine;
using UnityEngine.TestTools;

namespace Rpggo.Unity.Tests
{
    /// <summary>The typewriter, in the engine's frames.</summary>
    public sealed class TypewriterTests
    {
        readonly List<string> shown = new List<string>();
        RpggoTypewriter typewriter;

        [SetUp]
        public void MakeIt()
        {
            shown.Clear();
            typewriter = new GameObject("Typewriter").AddComponent<RpggoTypewriter>();
            typewriter.onText.AddListener(shown.Add);
        }

        [TearDown]
        public void RemoveIt() { Object.DestroyImmediate(typewriter.gameObject); }

        [UnityTest]
        public IEnumerator FamiliesAndTagsAreShownWhole()
        {
            typewriter.charactersPerSecond = 1000;
            typewriter.Say("<b>Hi</b> 👩‍👩‍👧!");
            for (var frame = 0; frame < 600 && typewriter.IsWriting; frame++) yield return null;
            Assert.AreEqual("<b>Hi</b> 👩‍👩‍👧!", typewriter.Shown);
            foreach (var text in shown)
            {
                Assert.IsFalse(text.EndsWith("<b>H"), "an open tag is closed for the time being");
                Assert.IsFalse(text.EndsWith("👩"), "a family stays together");
            }
        }

        [Test]
        public void SkippingShowsAllAtOnce()
        {
            typewriter.Say("A long sentence.");
            typewriter.Skip();
            Assert.AreEqual("A long sentence.", typewriter.Shown);
            Assert.IsFalse(typewriter.IsWriting);
        }
    }
}
