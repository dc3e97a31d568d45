#pragma once

#include "CoreMinimal.h"
#include "RpggoEvent.h"
#include "RpggoNative.h"

/** Between the library's types and the engine's. */
namespace RpggoConvert
{
	/** A NUL in a text becomes U+FFFD: the engine's text ends at one. */
	FString ToString(std::string_view Text);

	/** In UTF-8. */
	std::string ToNative(const FString& Text);

	ERpggoStatus ToStatus(rpggo::status Status);

	/** How a call failed. */
	FRpggoResult ToResult(const rpggo::error& Error);

	/** A copy of an event, but for its request; false for kinds that this plugin does not know. */
	bool ToEvent(const rpggo::event& Event, FRpggoEvent& OutEvent);
}
