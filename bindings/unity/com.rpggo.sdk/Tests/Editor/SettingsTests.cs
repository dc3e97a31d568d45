using NUnit.Framework;
using Rpggo.Unity;
using UnityEditor;
using UnityEngine;

namespace Rpggo.Editor.Tests
{
    /// <summary>Keys and settings, in the editor.</summary>
    public sealed class SettingsTests
    {
        [Test]
        public void ARecordingIsToldNoKey()
        {
            var settings = ScriptableObject.CreateInstance<RpggoSettings>();
            settings.apiKeyInBuild = "of the asset";
            settings.recording = new TextAsset("a recording");
            Assert.IsNull(settings.ToOptions().ApiKey);
        }

        [Test]
        public void TheFieldsOfTheSettingsCanBeFound()
        {
            var settings = new SerializedObject(ScriptableObject.CreateInstance<RpggoSettings>());
            Assert.IsNotNull(settings.FindProperty(nameof(RpggoSettings.apiKeyInBuild)));
            Assert.IsNotNull(settings.FindProperty(nameof(RpggoSettings.recording)));
        }
    }
}
