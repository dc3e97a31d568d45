#include "RpggoModule.h"

#include "HAL/PlatformProcess.h"
#include "Interfaces/IPluginManager.h"
#include "Misc/Paths.h"
#include "Modules/ModuleManager.h"
#include "RpggoLog.h"
#include "RpggoSettings.h"

namespace RpggoModule
{
	/** Why the library could not be loaded. */
	static FString Problem;

	/** Its path below the plugin; empty if it is linked into the program. */
	static FString GetLibraryFile()
	{
#if PLATFORM_WINDOWS
		return TEXT("Source/ThirdParty/RpggoLibrary/Win64/rpggo.dll");
#elif PLATFORM_MAC
		return TEXT("Source/ThirdParty/RpggoLibrary/Mac/librpggo.dylib");
#elif PLATFORM_LINUX && PLATFORM_CPU_ARM_FAMILY
		return TEXT("Source/ThirdParty/RpggoLibrary/LinuxArm64/librpggo.so");
#elif PLATFORM_LINUX
		return TEXT("Source/ThirdParty/RpggoLibrary/Linux/librpggo.so");
#else
		return FString();
#endif
	}
}

void FRpggoModule::StartupModule()
{
	// A cook's log is read when a game is packaged.
	if (IsRunningCookCommandlet())
	{
		GetDefault<URpggoSettings>()->WarnOfKey();
	}
	RpggoModule::Problem.Empty();
	const FString File = RpggoModule::GetLibraryFile();
	if (File.IsEmpty())
	{
		return;
	}
	const TSharedPtr<IPlugin> Plugin = IPluginManager::Get().FindPlugin(TEXT("Rpggo"));
	const FString Path = Plugin.IsValid() ? FPaths::ConvertRelativePathToFull(FPaths::Combine(Plugin->GetBaseDir(), File)) : File;
	// The loader looks for a delay-loaded library only next to the program: load it from where it is.
	Library = FPlatformProcess::GetDllHandle(*Path);
	if (Library == nullptr)
	{
		RpggoModule::Problem = FString::Printf(TEXT("The native library is missing or does not match this platform: %s. Take the plugin from a package that contains it, or put it there."), *Path);
		UE_LOG(LogRpggo, Error, TEXT("%s"), *RpggoModule::Problem);
	}
}

void FRpggoModule::ShutdownModule()
{
	if (Library != nullptr)
	{
		FPlatformProcess::FreeDllHandle(Library);
		Library = nullptr;
	}
}

const FString& FRpggoModule::GetProblem()
{
	return RpggoModule::Problem;
}

IMPLEMENT_MODULE(FRpggoModule, Rpggo)
