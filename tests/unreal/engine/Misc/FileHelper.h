// Stand-in.
#pragma once

#include "CoreMinimal.h"

struct FFileHelper {
  static bool LoadFileToArray(TArray<uint8>& out, const TCHAR* path) {
    std::FILE* file = std::fopen(FString(path).Utf8().c_str(), "rb");
    if (file == nullptr) return false;
    for (int it = std::fgetc(file); it != EOF; it = std::fgetc(file)) out.Add(static_cast<uint8>(it));
    return std::fclose(file), true;
  }
  static bool LoadFileToString(FString& out, const TCHAR* path) {
    TArray<uint8> bytes;
    if (!LoadFileToArray(bytes, path)) return false;
    const std::string_view text(reinterpret_cast<const char*>(bytes.GetData()), static_cast<std::size_t>(bytes.Num()));
    return out = FString(StandIn::Widen(text)), true;
  }
};
