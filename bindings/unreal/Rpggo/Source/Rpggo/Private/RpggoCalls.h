#pragma once

#include "CoreMinimal.h"
#include "RpggoBasics.h"
#include "RpggoNative.h"

/** A request that the subsystem has no rules for: it is started as it is. */
struct FRpggoStarter
{
	/** Who is spoken to, for a last event that is not the library's. */
	FString CharacterId;

	TFunction<rpggo::result<rpggo::request_id>(const rpggo::client&, const FRpggoNativeIds&)> Start;
};

/** A call that starts nothing. */
struct FRpggoCaller
{
	TFunction<rpggo::error(const rpggo::client&, const FRpggoNativeIds&)> Call;
};
