// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
#pragma once

#include "CoreMinimal.h"
#include "RpggoEvent.h"
#include "RpggoNative.h"
#include "RpggoRequests.h"
#include "RpggoBasics.h"

class URpggoOptions;

/** Conversions between the library's types and the engine's; RpggoBasics.h has those of texts and numbers. */
namespace RpggoConvert
{
	ERpggoStatus ToStatus(rpggo::status Native);

	/** A copy of an event, except for its request; false for kinds that this plugin does not know. */
	bool ToEvent(const rpggo::event& Event, FRpggoEvent& OutEvent);

	FRpggoStats ToStats(const rpggo::stats& Native);

	rpggo::chat_request ToNative(const FRpggoChatRequest& Request);
	rpggo::session_request ToNative(const FRpggoSessionRequest& Request);

	/** The options that the editor shows. */
	rpggo::client_options ToNative(const URpggoOptions& Options);

	/** Whether an option has a setting of its own. */
	bool HasSetting(std::string_view Option);

	/** Starts a request. */
	rpggo::result<rpggo::request_id> Ask(const rpggo::client& Client, ERpggoCall Call, const FRpggoSessionRequest& Request);
}
