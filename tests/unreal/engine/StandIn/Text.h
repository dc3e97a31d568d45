// Stand-in: text. TCHAR has 16 bits, as everywhere in Unreal.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

using int32 = std::int32_t;
using int64 = long long;
using uint8 = std::uint8_t;
using uint32 = std::uint32_t;
using uint64 = unsigned long long;
using ANSICHAR = char;
using TCHAR = char16_t;
#define TEXT_PASTE(x) u##x
#define TEXT(x) TEXT_PASTE(x)

namespace StandIn {

/// UTF-8 to UTF-16 and back; what is no character becomes "?", as in the engine.
inline std::u16string Widen(std::string_view from) {
  std::u16string out;
  for (std::size_t i = 0; i < from.size();) {
    const unsigned char lead = static_cast<unsigned char>(from[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : lead >> 3 == 30 ? 4 : 0;
    if (size == 0 || i + size > from.size()) {
      out += u'?';
      ++i;
      continue;
    }
    char32_t point = size == 1 ? lead : lead & (0x7f >> size);
    for (std::size_t k = 1; k < size; ++k) point = point << 6 | (static_cast<unsigned char>(from[i + k]) & 0x3f);
    i += size;
    if (point < 0x10000) {
      out += static_cast<char16_t>(point);
    } else {
      out += static_cast<char16_t>(0xd7c0 + (point >> 10));
      out += static_cast<char16_t>(0xdc00 + (point & 0x3ff));
    }
  }
  return out;
}

inline std::string Narrow(std::u16string_view from) {
  std::string out;
  for (std::size_t i = 0; i < from.size(); ++i) {
    char32_t point = from[i];
    const bool is_pair = point >> 10 == 0x36 && i + 1 < from.size() && from[i + 1] >> 10 == 0x37;
    if (is_pair) {
      point = 0x10000 + ((point & 0x3ff) << 10) + (from[++i] & 0x3ff);
    } else if (point >> 11 == 0x1b) {
      point = U'?';
    }
    const int more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    constexpr char32_t leads[] = {0, 0xc0, 0xe0, 0xf0};
    out += static_cast<char>(leads[more] | point >> (6 * more));
    for (int k = more - 1; k >= 0; --k) out += static_cast<char>(0x80 | (point >> (6 * k) & 0x3f));
  }
  return out;
}

[[noreturn]] inline void Fail(const char* what, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: %s\n", file, line, what);
  std::fflush(stderr);
  std::abort();
}

/// What printf's formats do with the types that Unreal's code gives them.
struct Argument {
  enum Kind { Number, Real, Wide } kind;
  long long number = 0;
  double real = 0;
  const TCHAR* wide = nullptr;
  Argument(int32 it) : kind(Number), number(it) {}
  Argument(int64 it) : kind(Number), number(it) {}
  Argument(double it) : kind(Real), real(it) {}
  Argument(const TCHAR* it) : kind(Wide), wide(it) {}
};

template <typename... Types>
std::u16string Format(const TCHAR* format, const Types&... given) {
  const Argument arguments[] = {Argument(0), Argument(given)...};
  std::size_t next = 1;
  std::u16string out;
  for (const TCHAR* at = format; *at != 0; ++at) {
    if (*at != u'%') {
      out += *at;
      continue;
    }
    while (*++at == u'l') {
    }
    if (*at == u'%') {
      out += u'%';
      continue;
    }
    if (next > sizeof...(given)) Fail("a format has too few arguments", __FILE__, __LINE__);
    const Argument& it = arguments[next++];
    const Argument::Kind wanted = *at == u's' ? Argument::Wide : *at == u'd' ? Argument::Number : Argument::Real;
    if (it.kind != wanted) Fail("a format has an argument of another type", __FILE__, __LINE__);
    if (wanted == Argument::Wide) out += it.wide;
    if (wanted == Argument::Number) out += Widen(std::to_string(it.number));
    if (wanted == Argument::Real) out += Widen(std::to_string(it.real));
  }
  if (next != sizeof...(given) + 1) Fail("a format has too many arguments", __FILE__, __LINE__);
  return out;
}

}  // namespace StandIn

#define check(expr) ((expr) ? (void)0 : StandIn::Fail(#expr, __FILE__, __LINE__))
// Names that the engine takes from everybody.
#define verify(expr) check(expr)
#define ensure(expr) (!!(expr))
#define checkf(expr, ...) check(expr)
#define PI (3.1415926535897932f)
#define UI UI_ST

namespace ESearchCase {
enum Type { CaseSensitive, IgnoreCase };
}

class FString {
 public:
  FString() = default;
  FString(const TCHAR* from) : text_(from == nullptr ? u"" : from) {}
  explicit FString(std::u16string from) : text_(std::move(from)) {}

  const TCHAR* operator*() const { return text_.c_str(); }
  int32 Len() const { return static_cast<int32>(text_.size()); }
  bool IsEmpty() const { return text_.empty(); }
  void Empty() { text_.clear(); }
  void AppendChars(const TCHAR* from, int32 count) {
    for (int32 i = 0; i < count; ++i) check(from[i] != 0);
    text_.append(from, static_cast<std::size_t>(count));
  }
  FString& AppendChar(TCHAR it) { return text_ += it, *this; }
  FString& operator+=(const FString& it) { return text_ += it.text_, *this; }
  FString& operator+=(const TCHAR* it) { return text_ += it, *this; }
  friend FString operator+(const FString& a, const FString& b) { return FString(a.text_ + b.text_); }
  friend FString operator+(const FString& a, const TCHAR* b) { return FString(a.text_ + b); }
  friend FString operator+(const TCHAR* a, const FString& b) { return FString(a + b.text_); }

  /// As in the engine: upper and lower case are equal, and a NUL ends.
  friend bool operator==(const FString& a, const FString& b) { return a.Equals(b, ESearchCase::IgnoreCase); }
  friend bool operator==(const FString& a, const TCHAR* b) { return a == FString(b); }
  bool Equals(const FString& other, ESearchCase::Type how = ESearchCase::CaseSensitive) const {
    const TCHAR *a = **this, *b = *other;
    for (; *a != 0 && Fold(*a, how) == Fold(*b, how); ++a, ++b) {
    }
    return Fold(*a, how) == Fold(*b, how);
  }
  bool Contains(const FString& it) const { return text_.find(it.text_) != std::u16string::npos; }
  FString TrimStartAndEnd() const {
    const TCHAR* const space = u" \t\r\n";
    const std::size_t first = text_.find_first_not_of(space);
    if (first == std::u16string::npos) return FString();
    return FString(text_.substr(first, text_.find_last_not_of(space) - first + 1));
  }
  static FString FromInt(int32 it) { return FString(StandIn::Widen(std::to_string(it))); }
  template <std::size_t Size, typename... Types>
  static FString Printf(const TCHAR (&format)[Size], const Types&... given) {
    return FString(StandIn::Format(format, given...));
  }

  /// For tests.
  std::string Utf8() const { return StandIn::Narrow(text_); }

 private:
  static TCHAR Fold(TCHAR it, ESearchCase::Type how) {
    return how == ESearchCase::IgnoreCase && it >= u'A' && it <= u'Z' ? static_cast<TCHAR>(it + 32) : it;
  }

  std::u16string text_;
};

class FName {
 public:
  FName() = default;
  FName(const TCHAR* from) : text_(from) {}
  FString ToString() const { return text_; }
  friend bool operator==(const FName& a, const FName& b) { return a.text_ == b.text_; }

 private:
  FString text_;
};

class FText {
 public:
  static FText FromString(FString from) { return FText(std::move(from)); }
  FText() = default;
  const FString& ToString() const { return text_; }
  bool IsEmpty() const { return text_.IsEmpty(); }

 private:
  explicit FText(FString from) : text_(std::move(from)) {}
  FString text_;
};
