namespace detail {

// Without an address it is that of an empty item.
inline std::string_view view(const ::rpggo_str &it) noexcept {
  return it.data == nullptr ? std::string_view("") : std::string_view(it.data, it.len);
}

// The content of an empty event.
inline constexpr ::rpggo_event no_event{};

// Kinds of events.
template <typename... Kinds>
struct kinds {};

}  // namespace detail

/// A list in an event: `for (const rpggo::goal &goal : event.goals)`. A view, like everything in an
/// event.
template <typename Item, typename Native>
class list {
 public:
  /// Iterates over the list, and returns its items by value.
  class iterator {
   public:
    /// There are no references to items.
    using iterator_category = std::input_iterator_tag;
    /// C++20 does not require them.
    using iterator_concept = std::forward_iterator_tag;
    /// The type of an item.
    using value_type = Item;
    /// A distance.
    using difference_type = std::ptrdiff_t;
    /// There are no pointers to items.
    using pointer = void;
    /// By value.
    using reference = Item;

    /// A singular iterator.
    iterator() noexcept = default;
    /// An iterator at this position.
    explicit iterator(const Native *at) noexcept : at_(at) {}
    /// The item.
    Item operator*() const noexcept { return item(*at_); }
    /// Advances.
    iterator &operator++() noexcept { return ++at_, *this; }
    /// Advances, and returns the previous position.
    iterator operator++(int) noexcept { return iterator(at_++); }
    /// True at the same position.
    friend bool operator==(iterator a, iterator b) noexcept { return a.at_ == b.at_; }
    /// True at different positions.
    friend bool operator!=(iterator a, iterator b) noexcept { return a.at_ != b.at_; }

   private:
    const Native *at_ = nullptr;
  };

  /// A view of this many items.
  list(const Native *items, std::size_t size) noexcept : items_(items), size_(size) {}

  /// The number of items.
  std::size_t size() const noexcept { return size_; }
  /// True when the list is empty.
  bool empty() const noexcept { return size_ == 0; }
  /// The first item.
  iterator begin() const noexcept { return iterator(items_); }
  /// Past the last item.
  iterator end() const noexcept { return iterator(items_ + size_); }
  /// The item at this index; an empty one when out of range.
  Item operator[](std::size_t index) const noexcept {
    return item(index < size_ ? items_[index] : nothing);
  }

 private:
  static constexpr Native nothing{};

  static Item item(const Native &it) noexcept {
    if constexpr (std::is_same_v<Native, ::rpggo_str>) {
      return detail::view(it);
    } else {
      return Item::of(it);
    }
  }

  const Native *items_;
  std::size_t size_;
};

/// Texts.
using text_list = list<std::string_view, ::rpggo_str>;

// @items@

/// Something that happened to a request: a view. Everything in it stays valid until the client is
/// polled again, closed or destroyed; in a visitor of `client::poll`, until the visitor returns,
/// whatever it does. Copy what you keep. Every text is NUL-terminated; its size does not count the
/// NUL.
class event {
  // First, as all else is read from it.
  const ::rpggo_event *c_;

 public:
  /// An empty one.
  event() noexcept : event(nullptr) {}
  /// A view of an event from `rpggo_poll_event`; null: an empty one.
  explicit event(const ::rpggo_event *c) noexcept : c_(c == nullptr ? &detail::no_event : c) {}

  // @event@

  /// True when there is an event.
  explicit operator bool() const noexcept { return kind != event_kind::none; }

  /// Any field of `raw` by its JSON pointer (RFC 6901): a string without quotes and escapes,
  /// anything else as JSON text. Empty when it does not exist. Parses `raw` again, and may
  /// allocate.
  std::string_view field(const char *json_pointer) const noexcept {
    return detail::view(::rpggo_event_field(c_, json_pointer));
  }

  /// The event as its payload type, such as `event.as<rpggo::event_message>()`; nothing if it is of
  /// another kind.
  template <typename Kind>
  std::optional<Kind> as() const noexcept {
    if (kind != Kind::which) return std::nullopt;
    return Kind(c_);
  }

  /// Calls the visitor with the event's payload: `const event_message &` and so on. A visitor that
  /// takes `const event &` gets every event for which it has no better overload, including kinds of
  /// later versions. Kinds that it does not take are skipped.
  template <typename Visitor>
  void visit(Visitor &&visitor) const;

 protected:
  /// The C payload.
  const ::rpggo_event_payload &payload() const noexcept { return c_->as; }

 private:
  template <typename Visitor, typename... Kinds>
  void visit_as(Visitor &visitor, detail::kinds<Kinds...>) const;
  template <typename Kind, typename Visitor>
  static void hand_over(const Kind &it, Visitor &visitor);
};

/// What the payloads of all kinds have in common.
template <event_kind Which, auto Payload>
class event_of : public event {
 public:
  /// The kind of these events.
  static constexpr event_kind which = Which;

 protected:
  /// For `event`, which has checked the kind.
  explicit event_of(const ::rpggo_event *c) noexcept : event(c) {}
  /// The C payload.
  const auto &c() const noexcept { return payload().*Payload; }
  friend class event;
};

// @payloads@

namespace detail {

// @kinds@

}  // namespace detail

/// A visitor made of lambdas, one for each kind of event that the game reads.
template <typename... Visitors>
struct overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
overloaded(Visitors...) -> overloaded<Visitors...>;

template <typename Visitor>
void event::visit(Visitor &&visitor) const {
  visit_as(visitor, detail::all_kinds());
}

template <typename Visitor, typename... Kinds>
void event::visit_as(Visitor &visitor, detail::kinds<Kinds...>) const {
  static_assert((std::is_invocable_v<Visitor &, const event &> || ... ||
                 std::is_invocable_v<Visitor &, const Kinds &>),
                "the visitor takes no event: use const rpggo::event_message & or similar");
  const bool is_known = ((kind == Kinds::which && (hand_over(Kinds(c_), visitor), true)) || ...);
  if (!is_known && *this) hand_over(*this, visitor);
}

template <typename Kind, typename Visitor>
void event::hand_over(const Kind &it, Visitor &visitor) {
  constexpr bool is_taken = std::is_invocable_v<Visitor &, const Kind &>;
  static_assert(is_taken || !std::is_invocable_v<Visitor &, Kind &>,
                "events are read-only: take them as const &");
  if constexpr (is_taken) visitor(it);
}
