#include "RpggoBasics.h"

#include "Containers/StringConv.h"

FString RpggoConvert::ToString(std::string_view Text)
{
	FString Out;
	while (!Text.empty())
	{
		const std::string_view Piece = Text.substr(0, Text.find('\0'));
		const FUTF8ToTCHAR Converted(Piece.data(), static_cast<int32>(Piece.size()));
		Out.AppendChars(Converted.Get(), Converted.Length());
		Text.remove_prefix(Piece.size());
		if (!Text.empty())
		{
			Out.AppendChar(TEXT('\xFFFD'));
			Text.remove_prefix(1);
		}
	}
	return Out;
}

std::string RpggoConvert::ToNative(const FString& Text)
{
	const FTCHARToUTF8 Converted(*Text, Text.Len());
	return std::string(reinterpret_cast<const char*>(Converted.Get()), static_cast<size_t>(Converted.Length()));
}
