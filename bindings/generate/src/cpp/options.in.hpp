// @inputs@

namespace detail {

// An option that is set by its name, and the text that its value is read from.
class setting {
 public:
  setting(std::string_view name, std::string_view value) noexcept : name_(name), value_(value) {}

  error to(text &option) const {
    option = value_;
    return {};
  }
  error to(bool &option) const {
    const bool is_true = value_ == "true" || value_ == "1";
    if (!is_true && !value_.empty() && value_ != "false" && value_ != "0") {
      return refusal("true or false");
    }
    option = is_true;
    return {};
  }
  error to(double &option) const {
    const std::optional<double> number = decimal();
    if (!number) return refusal("a number such as 0.5");
    option = *number;
    return {};
  }
  template <typename Number>
  error to(Number &option) const {
    const std::optional<Number> number = whole<Number>();
    using limits = std::numeric_limits<Number>;
    if (!number) {
      return refusal("a whole number from " + std::to_string((limits::min)()) + " to " +
                     std::to_string((limits::max)()));
    }
    option = *number;
    return {};
  }
  error to_timeout(std::uint32_t &option) const {
    const std::optional<std::uint32_t> number = whole<std::uint32_t>();
    if (!number && value_ != "-1") return refusal("milliseconds, or -1 for no timeout");
    option = number.value_or(no_timeout);
    return {};
  }
  // Other numbers are left to the library, which may be a later one.
  template <typename Enum>
  error to(Enum &option, std::initializer_list<std::pair<std::string_view, Enum>> names) const {
    std::string known;
    for (const auto &[name, it] : names) {
      if (value_ == name) {
        option = it;
        return {};
      }
      known.append(name).append(", ");
    }
    const auto number = whole<std::underlying_type_t<Enum>>();
    if (!number) return refusal(known + "or its number");
    option = static_cast<Enum>(*number);
    return {};
  }
  error unknown(std::string_view names) const {
    return {status::invalid_argument,
            "there is no option \"" + std::string(name_) + "\": use one of " + std::string(names)};
  }

 private:
  error refusal(std::string_view wanted) const {
    return {status::invalid_argument, std::string(name_) + " takes " + std::string(wanted) +
                                          ", not \"" + std::string(value_) + "\""};
  }

  // All of the text as a number; 0 without a text.
  template <typename Number>
  std::optional<Number> whole() const noexcept {
    Number number = 0;
    if (value_.empty()) return number;
    const char *const end = value_.data() + value_.size();
    const std::from_chars_result read = std::from_chars(value_.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return number;
  }

  // Not every standard library reads these, and strtod depends on the player's language.
  std::optional<double> decimal() const noexcept {
    std::string_view rest = value_;
    const bool is_negative = rest.substr(0, 1) == "-";
    if (is_negative) rest.remove_prefix(1);
    double number = 0;
    // How many times too large the number is, from the point on.
    double unit = 0;
    bool is_number = value_.empty();
    for (const char it : rest) {
      if (it == '.' && unit == 0) {
        unit = 1;
        is_number = false;
      } else if (it >= '0' && it <= '9') {
        number = number * 10 + (it - '0');
        unit *= 10;
        is_number = true;
      } else {
        return std::nullopt;
      }
    }
    if (!is_number) return std::nullopt;
    if (unit != 0) number /= unit;
    return is_negative ? -number : number;
  }

  std::string_view name_;
  std::string_view value_;
};

}  // namespace detail

// @set@
