// Stand-in.
#pragma once

#include "CoreMinimal.h"

struct TStatId {};
#define RETURN_QUICK_DECLARE_CYCLE_STAT(Name, Group) return TStatId()
