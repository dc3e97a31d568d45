#include "RpggoSettings.h"

#include "RpggoLog.h"

FName URpggoSettings::GetCategoryName() const
{
	return FName(TEXT("Game"));
}

#if WITH_EDITOR
void URpggoSettings::PostEditChangeProperty(FPropertyChangedEvent& PropertyChangedEvent)
{
	Super::PostEditChangeProperty(PropertyChangedEvent);
	if (PropertyChangedEvent.GetPropertyName() == GET_MEMBER_NAME_CHECKED(URpggoSettings, ApiKeyInBuild))
	{
		WarnOfKey();
	}
}
#endif

void URpggoSettings::WarnOfKey() const
{
	if (!ApiKeyInBuild.IsEmpty())
	{
		UE_LOG(LogRpggo, Warning, TEXT("A key is in Project Settings > Game > Rpggo > API Key in the Build, and therefore in DefaultGame.ini and in every packaged game, where anyone can read it. Clear it there: Editor Preferences > General > Rpggo keeps a key for this machine, and a packaged game can be given one with Set Api Key."));
	}
}

FName URpggoUserSettings::GetContainerName() const
{
	return FName(TEXT("Editor"));
}

FName URpggoUserSettings::GetCategoryName() const
{
	return FName(TEXT("General"));
}
