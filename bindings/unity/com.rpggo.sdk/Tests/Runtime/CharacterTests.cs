using System;
using System.Collections;
using System.Collections.Generic;
using NUnit.Framework;
using UnityEngine;
using UnityEngine.TestTools;
using Object = UnityEngine.Object;

namespace Rpggo.Unity.Tests
{
    /// <summary>A character of a recording, in play mode. They need the native library of the editor's platform.</summary>
    public sealed class CharacterTests
    {
        const int Patience = 600;
        readonly List<string> told = new List<string>();
        GameObject scene;
        RpggoCharacter nan;

        [SetUp]
        public void MakeTheScene()
        {
            told.Clear();
            // Switched off until it is set up: a component wakes when it is added.
            scene = new GameObject("Scene");
            scene.SetActive(false);
            var settings = ScriptableObject.CreateInstance<RpggoSettings>();
            settings.gameId = "tea";
            settings.recording = new TextAsset(SmallStory.Whole);
            settings.replaySpeed = -1;
            var client = scene.AddComponent<RpggoClientBehaviour>();
            client.settings = settings;
            client.dontDestroyOnLoad = false;
            var session = scene.AddComponent<RpggoSession>();
            session.client = client;
            nan = scene.AddComponent<RpggoCharacter>();
            nan.characterId = "nan";
            nan.onLine.AddListener((speaker, text) => told.Add(speaker + ": " + text));
            nan.onFailed.AddListener(sentence => told.Add("failed: " + sentence));
            nan.onFinished.AddListener(() => told.Add("finished"));
            scene.SetActive(true);
        }

        [TearDown]
        public void RemoveTheScene() { if (scene != null) Object.DestroyImmediate(scene); }

        static IEnumerator Until(Func<bool> isSo, string what)
        {
            for (var frame = 0; frame < Patience && !isSo(); frame++) yield return null;
            Assert.IsTrue(isSo(), what);
        }

        [UnityTest]
        public IEnumerator HelloIsAnswered()
        {
            nan.Say("Hello");
            Assert.IsTrue(nan.IsBusy, "it is asked");
            yield return Until(() => !nan.IsBusy, "it answers");
            CollectionAssert.AreEqual(new[] { "Nan: " + SmallStory.Words, "finished" }, told);
            Assert.AreEqual("The Kitchen", nan.Session.Chapter.Name);
        }

        [UnityTest]
        public IEnumerator WhatTheRecordingDoesNotHaveFailsInASentence()
        {
            nan.Say("Hello");
            nan.Say("And then?");
            yield return Until(() => !nan.IsBusy, "both are over");
            Assert.AreEqual(4, told.Count, string.Join(" | ", told));
            Assert.IsTrue(told[2].StartsWith("failed: the recording has no response", StringComparison.Ordinal), told[2]);
        }

        [UnityTest]
        public IEnumerator ADestroyedSceneTellsNothingMore()
        {
            nan.Say("Hello");
            yield return null;
            Object.Destroy(scene);
            yield return null;
            var count = told.Count;
            Assert.IsTrue(nan == null, "it is gone");
            for (var frame = 0; frame < 10; frame++) yield return null;
            Assert.AreEqual(count, told.Count);
        }
    }
}
