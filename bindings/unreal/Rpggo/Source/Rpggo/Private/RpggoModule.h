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

	/**
	 * Why characters cannot talk, as a sentence: the native library could not be loaded. Empty when there is no
	 * problem.
	 */
	static const FString& GetProblem();

private:
	void* Library = nullptr;
};
