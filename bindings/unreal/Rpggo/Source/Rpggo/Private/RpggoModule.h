#pragma once

#include "CoreMinimal.h"
#include "Modules/ModuleInterface.h"

/** Loads the native library when the engine starts. */
class FRpggoModule : public IModuleInterface
{
public:
	//~ IModuleInterface
	virtual void StartupModule() override;
	virtual void ShutdownModule() override;

	/** Why nobody can talk, in a sentence: the native library is not there. Empty when nothing is wrong. */
	static const FString& GetProblem();

private:
	void* Library = nullptr;
};
