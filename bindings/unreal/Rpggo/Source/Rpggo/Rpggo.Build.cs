using UnrealBuildTool;

public class Rpggo : ModuleRules
{
	public Rpggo(ReadOnlyTargetRules Target) : base(Target)
	{
		PCHUsage = PCHUsageMode.UseExplicitOrSharedPCHs;

		PublicDependencyModuleNames.AddRange(new string[]
		{
			"Core",
			"CoreUObject",
			"DeveloperSettings",
			"Engine",
		});

		PrivateDependencyModuleNames.AddRange(new string[]
		{
			// Finds the plugin's folder.
			"Projects",
			"RpggoLibrary",
		});
	}
}
