#pragma once

#include "CoreMinimal.h"
#include "RpggoEvent.h"
#include "RpggoNative.h"

/** Conversions between the library's types and the engine's. */
namespace RpggoConvert
{
	/** A NUL in a text becomes U+FFFD: the engine's text ends at one. */
	FString ToString(std::string_view Text);

	/** In UTF-8. */
	std::string ToNative(const FString& Text);

	ERpggoStatus ToStatus(rpggo::status Status);

	/** The result of a failed call. */
	FRpggoResult ToResult(const rpggo::error& Error);

	/** A copy of an event, except for its request; false for kinds that this plugin does not know. */
	bool ToEvent(const rpggo::event& Event, FRpggoEvent& OutEvent);
}
