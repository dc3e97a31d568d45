#pragma once

#include "CoreMinimal.h"
#include "RpggoNative.h"

/** Conversions of texts, numbers and lists, for the generated ones of RpggoConvert.h. */
namespace RpggoConvert
{
	/** A NUL in a text becomes U+FFFD: the engine's text ends at one. */
	FString ToString(std::string_view Text);

	/** In UTF-8. */
	std::string ToNative(const FString& Text);

	/** Milliseconds; 0 is the default, negative means none. */
	inline uint32 ToTimeout(int32 Milliseconds)
	{
		return Milliseconds < 0 ? rpggo::no_timeout : static_cast<uint32>(Milliseconds);
	}

	/** A negative number is the default, too: an ini file may have one. */
	template <typename NativeType, typename NumberType>
	NativeType ToCount(NumberType Number)
	{
		return Number < 0 ? NativeType(0) : static_cast<NativeType>(Number);
	}

	/** A value of an enum; numbers after the last one are of a later library version. */
	template <typename EnumType, typename NativeType>
	EnumType ToEnum(NativeType Native, EnumType Last, EnumType Unknown)
	{
		const int32 Number = static_cast<int32>(Native);
		return Number >= 0 && Number <= static_cast<int32>(Last) ? static_cast<EnumType>(Number) : Unknown;
	}

	/** Converts each item of a list. */
	template <typename ListType, typename NativeType, typename ItemType>
	TArray<ItemType> ToArray(const ListType& List, ItemType (*Convert)(NativeType))
	{
		TArray<ItemType> Out;
		for (NativeType Item : List)
		{
			Out.Add(Convert(Item));
		}
		return Out;
	}
}
