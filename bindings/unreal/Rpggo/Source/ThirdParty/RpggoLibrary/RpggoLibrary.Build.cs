using System.IO;
using UnrealBuildTool;

/// <summary>The native library, one folder for each platform, as the pack script puts them.</summary>
public class RpggoLibrary : ModuleRules
{
	public RpggoLibrary(ReadOnlyTargetRules Target) : base(Target)
	{
		Type = ModuleType.External;
		PublicSystemIncludePaths.Add(Path.Combine(ModuleDirectory, "include"));

		if (Target.Platform == UnrealTargetPlatform.Win64)
		{
			PublicAdditionalLibraries.Add(Find(Target, "Win64", "rpggo.dll.lib"));
			// Loaded by the module itself, so that it may lie in the plugin's folder.
			PublicDelayLoadDLLs.Add("rpggo.dll");
			Stage(Find(Target, "Win64", "rpggo.dll"));
		}
		else if (Target.Platform == UnrealTargetPlatform.Mac)
		{
			string Library = Find(Target, "Mac", "librpggo.dylib");
			PublicDelayLoadDLLs.Add(Library);
			Stage(Library);
		}
		else if (Target.Platform == UnrealTargetPlatform.Linux || Target.Platform == UnrealTargetPlatform.LinuxArm64)
		{
			string Folder = Target.Platform == UnrealTargetPlatform.Linux ? "Linux" : "LinuxArm64";
			string Library = Find(Target, Folder, "librpggo.so");
			PublicAdditionalLibraries.Add(Library);
			PublicDelayLoadDLLs.Add(Library);
			Stage(Library);
		}
		else if (Target.Platform == UnrealTargetPlatform.IOS)
		{
			PublicAdditionalLibraries.Add(Find(Target, "IOS", "librpggo.a"));
			PublicFrameworks.AddRange(new string[] { "CoreFoundation", "Security", "SystemConfiguration" });
		}
		else if (Target.Platform == UnrealTargetPlatform.Android)
		{
			// The build tool takes of these the ones whose folder is that of the architecture.
			PublicAdditionalLibraries.Add(Find(Target, "Android", "arm64-v8a", "librpggo.a"));
			string Simulated = Path.Combine(ModuleDirectory, "Android", "x86_64", "librpggo.a");
			if (File.Exists(Simulated))
			{
				PublicAdditionalLibraries.Add(Simulated);
			}
		}
	}

	/// <summary>A file that has to be there, but for those who only want project files.</summary>
	private string Find(ReadOnlyTargetRules Target, params string[] Names)
	{
		string Found = Path.Combine(ModuleDirectory, Path.Combine(Names));
		if (!File.Exists(Found) && !Target.bGenerateProjectFiles)
		{
			throw new BuildException($"Rpggo: the native library for {Target.Platform} is missing: {Found}. Pack the plugin with it (bindings/unreal/pack), or put it there.");
		}
		return Found;
	}

	/// <summary>Has it shipped with the game, at the same place below the plugin.</summary>
	private void Stage(string Library)
	{
		RuntimeDependencies.Add(Library);
	}
}
