// Stand-in.
#pragma once

#include "CoreMinimal.h"
