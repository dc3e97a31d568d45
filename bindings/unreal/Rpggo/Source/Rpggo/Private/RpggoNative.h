#pragma once

#include "CoreMinimal.h"

// The library's header for C++; no public header of the plugin includes it.
THIRD_PARTY_INCLUDES_START
#include "rpggo.hpp"
THIRD_PARTY_INCLUDES_END
