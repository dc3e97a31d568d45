// Stand-in: what the header tool reads, and the compiler does not.
#pragma once

#define UCLASS(...)
#define USTRUCT(...)
#define UENUM(...)
#define UPROPERTY(...)
#define UFUNCTION(...)
#define UMETA(...)
#define STANDIN_PASTE_INNER(a, b, c, d) a##b##c##d
#define STANDIN_PASTE(a, b, c, d) STANDIN_PASTE_INNER(a, b, c, d)
#define GENERATED_BODY() STANDIN_PASTE(CURRENT_FILE_ID, _, __LINE__, _GENERATED_BODY)
#define GET_MEMBER_NAME_CHECKED(Class, Member) \
  (static_cast<void>(sizeof(&Class::Member)), FName(TEXT(#Member)))
