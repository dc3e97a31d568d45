// Says what the plugin's rules say, for each platform: FOLDER OF THE LIBRARY'S RULES.
using System;
using System.Collections.Generic;
using UnrealBuildTool;

static class Program
{
	static readonly UnrealTargetPlatform[] platforms =
	{
		UnrealTargetPlatform.Win64, UnrealTargetPlatform.Mac, UnrealTargetPlatform.Linux,
		UnrealTargetPlatform.LinuxArm64, UnrealTargetPlatform.IOS, UnrealTargetPlatform.Android,
	};

	static void Main(string[] arguments)
	{
		ModuleRules.Folder = arguments[0];
		var module = new Rpggo(new ReadOnlyTargetRules());
		Say("module", "public", module.PublicDependencyModuleNames);
		Say("module", "private", module.PrivateDependencyModuleNames);
		foreach (var platform in platforms)
		{
			foreach (var isForProjectFiles in new[] { false, true })
			{
				var target = new ReadOnlyTargetRules { Platform = platform, bGenerateProjectFiles = isForProjectFiles };
				try { Say(isForProjectFiles, platform, new RpggoLibrary(target)); }
				catch (BuildException thrown) { Console.WriteLine(platform + " throws " + thrown.Message); }
			}
		}
	}

	static void Say(bool isForProjectFiles, UnrealTargetPlatform platform, RpggoLibrary rules)
	{
		if (rules.Type != ModuleRules.ModuleType.External) throw new Exception("it is no external module");
		if (isForProjectFiles) { Console.WriteLine(platform + " has project files"); return; }
		Say(platform, "includes", rules.PublicSystemIncludePaths);
		Say(platform, "links", rules.PublicAdditionalLibraries);
		Say(platform, "loads", rules.PublicDelayLoadDLLs);
		Say(platform, "ships", rules.RuntimeDependencies.Paths);
		Say(platform, "frameworks", rules.PublicFrameworks);
	}

	static void Say(object who, string what, List<string> all)
	{
		foreach (var it in all) Console.WriteLine(who + " " + what + " " + it.Replace(ModuleRules.Folder, "."));
	}
}
