// Stand-in for the part of Unreal's build tool that the plugin's rules use. Nothing of it is the engine's.
using System;
using System.Collections.Generic;

namespace UnrealBuildTool
{
	public class BuildException : Exception
	{
		public BuildException(string message) : base(message) { }
	}

	public struct UnrealTargetPlatform
	{
		readonly string name;

		UnrealTargetPlatform(string name) { this.name = name; }

		public static readonly UnrealTargetPlatform Win64 = new UnrealTargetPlatform("Win64");
		public static readonly UnrealTargetPlatform Mac = new UnrealTargetPlatform("Mac");
		public static readonly UnrealTargetPlatform Linux = new UnrealTargetPlatform("Linux");
		public static readonly UnrealTargetPlatform LinuxArm64 = new UnrealTargetPlatform("LinuxArm64");
		public static readonly UnrealTargetPlatform IOS = new UnrealTargetPlatform("IOS");
		public static readonly UnrealTargetPlatform Android = new UnrealTargetPlatform("Android");

		public static bool operator ==(UnrealTargetPlatform a, UnrealTargetPlatform b) { return a.name == b.name; }
		public static bool operator !=(UnrealTargetPlatform a, UnrealTargetPlatform b) { return a.name != b.name; }
		public override bool Equals(object other) { return other is UnrealTargetPlatform && this == (UnrealTargetPlatform)other; }
		public override int GetHashCode() { return name.GetHashCode(); }
		public override string ToString() { return name; }
	}

	public class ReadOnlyTargetRules
	{
		public UnrealTargetPlatform Platform { get; set; }
		public bool bGenerateProjectFiles { get; set; }
	}

	public class RuntimeDependencyList
	{
		public readonly List<string> Paths = new List<string>();
		public void Add(string path) { Paths.Add(path); }
	}

	public class ModuleRules
	{
		public enum ModuleType { CPlusPlus, External }
		public enum PCHUsageMode { Default, UseExplicitOrSharedPCHs }

		public static string Folder;

		public ModuleRules(ReadOnlyTargetRules target) { }

		public ModuleType Type;
		public PCHUsageMode PCHUsage;
		public string ModuleDirectory { get { return Folder; } }
		public readonly List<string> PublicSystemIncludePaths = new List<string>();
		public readonly List<string> PublicAdditionalLibraries = new List<string>();
		public readonly List<string> PublicDelayLoadDLLs = new List<string>();
		public readonly List<string> PublicFrameworks = new List<string>();
		public readonly List<string> PublicDependencyModuleNames = new List<string>();
		public readonly List<string> PrivateDependencyModuleNames = new List<string>();
		public readonly RuntimeDependencyList RuntimeDependencies = new RuntimeDependencyList();
	}
}
