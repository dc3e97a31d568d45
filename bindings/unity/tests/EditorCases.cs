using System;
using System.IO;
using System.Reflection;
using Rpggo.Editor;
using UnityEditor;
using UnityEditor.Build;
using UnityEditor.Build.Reporting;
using UnityEngine;
using UnityEngine.StandIn;

namespace Rpggo.Unity.StandInTests
{
    /// <summary>What the package adds to the editor.</summary>
    static class EditorCases
    {
        const BindingFlags Any = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public;
        const string Place = "Assets/Resources/RpggoSettings.asset";

        static string Drawn(Action draw)
        {
            GuiStandIn.Drawn.Clear();
            draw();
            return string.Join("\n", GuiStandIn.Drawn);
        }

        [Case]
        static void TheSettingsPageMakesTheAssetAndKeepsTheKeyOutsideIt()
        {
            var project = Path.Combine(Path.GetTempPath(), "rpggo-unity-" + Guid.NewGuid().ToString("N"));
            Application.dataPath = Path.Combine(project, "Assets");
            try
            {
                SettingsProvider page = null;
                foreach (var type in typeof(RpggoSettingsPage).Assembly.GetTypes())
                    foreach (var method in type.GetMethods(Any))
                        if (method.IsDefined(typeof(SettingsProviderAttribute), false)) page = (SettingsProvider)method.Invoke(null, null);
                Play.Check(page.settingsPath == "Project/Rpggo" && page.scope == SettingsScope.Project, "Project Settings > Rpggo");
                GuiStandIn.ToPress = RpggoSettingsPage.MakeButton;
                Play.Check(Drawn(() => page.guiHandler("")).Contains("no settings yet"), "there are none");
                Play.Check(Engine.Assets.ContainsKey(Place) && RpggoSettings.Default != null, "they are made");
                GuiStandIn.ToType[RpggoSettingsPage.KeyLabel] = "sk-of-this-machine";
                var drawn = Drawn(() => page.guiHandler(""));
                foreach (var field in typeof(RpggoSettings).GetFields(BindingFlags.Instance | BindingFlags.Public))
                    Play.Check(drawn.Contains("field " + field.Name), field.Name + " can be set");
                var order = new[] { "gameId", "recording", "service", "recordPath", "maxRequests", "moreOptions" };
                for (var at = 1; at < order.Length; at++)
                    Play.Check(drawn.IndexOf("field " + order[at - 1] + "\n") < drawn.IndexOf("field " + order[at] + "\n"), order[at] + " comes later");
                Play.Same("sk-of-this-machine", ApiKey.InEditor, "the key is kept");
                Play.Same("", RpggoSettings.Default.apiKeyInBuild, "but not in the asset");
                Play.Check(!drawn.Contains("Warning: "), "nothing to warn of");
                RpggoSettings.Default.apiKeyInBuild = "sk-in-the-build";
                Play.Check(Drawn(() => page.guiHandler("")).Contains("Warning: " + SettingsFields.KeyWarning), "a key in the asset is warned of");
                var inspector = new RpggoSettingsEditor { target = RpggoSettings.Default };
                Play.Check(Drawn(inspector.OnInspectorGUI).Contains(SettingsFields.KeyWarning), "also in the inspector");
            }
            finally
            {
                if (Directory.Exists(project)) Directory.Delete(project, true);
            }
        }

        [Case]
        static void TheInspectorSaysHelloInPlayMode()
        {
            var mira = new GameObject("mira").AddComponent<RpggoCharacter>();
            mira.characterId = "mira";
            var inspector = new RpggoCharacterEditor { target = mira };
            GuiStandIn.ToPress = RpggoCharacterEditor.SayButton;
            var drawn = Drawn(inspector.OnInspectorGUI);
            Play.Check(drawn.Contains("disabled button Say hello") && !mira.IsBusy, "not before the game runs");

            Play.Begin();
            mira.gameObject.SetActive(false);
            mira.gameObject.SetActive(true);
            Play.Client(Play.Recording());
            GuiStandIn.ToType[RpggoCharacterEditor.LineLabel] = "Good evening!";
            Play.Check(Drawn(inspector.OnInspectorGUI).Contains("State: answers"), "it is asked");
            Play.Until(() => !mira.IsBusy, "the reply is over");
            Play.Check(Drawn(inspector.OnInspectorGUI).Contains("Mira, the harbour keeper: Lightning, last night."), "what it says is shown");
            Play.Check(inspector.RequiresConstantRepaint(), "without a move of the mouse");
        }

        [Case]
        static void TheMenuMakesACharacterAndWhatItNeeds()
        {
            MethodInfo make = null;
            foreach (var method in typeof(RpggoMenu).GetMethods(Any))
                if (method.GetCustomAttribute<MenuItem>() is MenuItem item && item.Path == "GameObject/Rpggo/Character") make = method;
            var parent = new GameObject("Tavern");
            foreach (var isFirst in new[] { true, false })
            {
                make.Invoke(null, new object[] { new MenuCommand(parent) });
                var made = (GameObject)Selection.activeObject;
                Play.Check(made.GetComponent<RpggoCharacter>() != null, "a character");
                Play.Check(made.transform.parent == parent.transform, "below what was chosen");
            }
            Play.Same(1, UnityEngine.Object.FindObjectsOfType<RpggoClientBehaviour>().Length, "one client for both");
            Play.Same(1, UnityEngine.Object.FindObjectsOfType<RpggoSession>().Length, "one session for both");
            Play.Same("Make Rpggo | Make Character | Make Character", Undo.StandInNames, "what can be undone");
        }

        [Case]
        static void ABuildIsWarnedOfKeysAndOfWhatIsMissing()
        {
            var settings = ScriptableObject.CreateInstance<RpggoSettings>();
            settings.name = "RpggoSettings";
            Engine.Assets[Place] = settings;
            IPreprocessBuildWithReport check = new RpggoBuildCheck();
            PluginImporter.StandInPaths[BuildTarget.StandaloneLinux64] = "Packages/com.rpggo.sdk/Runtime/Plugins/Linux/x86_64/librpggo.so";
            check.OnPreprocessBuild(BuildReport.StandIn(BuildTarget.StandaloneLinux64));
            Play.Same(0, EngineConsole.Lines.Count, "nothing to warn of");
            Play.Expect("RpggoSettings has a key. This key ends up in the build");
            settings.apiKeyInBuild = "sk";
            check.OnPreprocessBuild(BuildReport.StandIn(BuildTarget.StandaloneLinux64));
            Play.Check(!EngineConsole.Lines[0].Text.Contains("sk "), "the key is not told");
            settings.apiKeyInBuild = "";
            Play.Expect("the native library for iOS is not in the package");
            check.OnPreprocessBuild(BuildReport.StandIn(BuildTarget.iOS));
            Play.Expect("WebGL is not supported");
            check.OnPreprocessBuild(BuildReport.StandIn(BuildTarget.WebGL));
        }

        [Case]
        static void EverythingThatADesignerSeesHasATooltip()
        {
            foreach (var type in typeof(RpggoCharacter).Assembly.GetTypes())
            {
                var isSeen = type.IsSubclassOf(typeof(MonoBehaviour)) || type.IsSubclassOf(typeof(ScriptableObject));
                if (!isSeen) continue;
                foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public))
                {
                    var isShown = !typeof(Delegate).IsAssignableFrom(field.FieldType);
                    if (isShown) Play.Check(field.IsDefined(typeof(TooltipAttribute), false), type.Name + "." + field.Name + " has none");
                }
                Play.Check(type.Name.StartsWith("Rpggo", StringComparison.Ordinal), type.Name + " is found by its name");
            }
        }
    }
}
