namespace detail {

// A client and its polling state. A poll shares ownership, so that a visitor may close the client.
struct state {
  ::rpggo_client *handle = nullptr;
  std::atomic<bool> is_polled{false};
  std::atomic<bool> is_closed{false};

  state() noexcept = default;
  state(const state &) = delete;
  state &operator=(const state &) = delete;
  ~state() { ::rpggo_client_free(handle); }
};

// The right to poll a client, held by one thread at a time.
class turn {
 public:
  explicit turn(std::shared_ptr<state> it) noexcept
      : state_(std::move(it)),
        is_mine_(state_ && !state_->is_polled.exchange(true, std::memory_order_acquire)) {}
  turn(const turn &) = delete;
  turn &operator=(const turn &) = delete;
  ~turn() {
    if (is_mine_) state_->is_polled.store(false, std::memory_order_release);
  }

  explicit operator bool() const noexcept { return is_mine_; }
  event next() const noexcept {
    return state_->is_closed.load(std::memory_order_acquire)
               ? event()
               : event(::rpggo_poll_event(state_->handle));
  }
  error refusal() const {
    if (state_ == nullptr) {
      return {status::invalid_handle, "client is empty: create one with rpggo::client::create"};
    }
    return {status::busy,
            "the client is being polled, by another thread or by the caller of this visitor"};
  }

 private:
  std::shared_ptr<state> state_;
  bool is_mine_;
};

// The texts passed to one call, and the first invalid one.
class passage {
 public:
  const char *operator()(const text &from, const char *name) noexcept {
    const std::string &it = from.string();
    if (refused_ == nullptr && it.find('\0') != std::string::npos) refused_ = name;
    return it.empty() ? nullptr : it.c_str();
  }
  bool is_refused() const noexcept { return refused_ != nullptr; }
  error refusal() const {
    return {status::invalid_argument,
            std::string(refused_) + " contains a NUL, which would truncate it: remove it"};
  }

 private:
  const char *refused_ = nullptr;
};

// @natives@

}  // namespace detail

/// A client: one background thread, its connections, and its event queue. One is enough for a game.
/// It can be moved, but not copied. With an empty one, every call returns `status::invalid_handle`.
///
/// No call waits for the network. Calls that are `const` can be made from any number of threads at
/// once; `poll` and `poll_event` from one at a time, and a second one returns `status::busy`. To
/// move, close or destroy a client, no other thread may be using it; its own visitor may do so.
class client {
 public:
  /// An empty one.
  client() noexcept = default;
  /// Takes over the other client with its requests and events, and leaves it empty.
  client(client &&other) noexcept = default;
  /// Closes this client and takes over the other one.
  client &operator=(client &&other) noexcept {
    if (this != &other) {
      close();
      state_ = std::move(other.state_);
    }
    return *this;
  }
  client(const client &) = delete;
  client &operator=(const client &) = delete;
  /// Closes it.
  ~client() { close(); }

  /// Creates a client. Does not connect yet. Fails when an option is invalid, the key is missing,
  /// or the library is of another version than this header.
  static result<client> create(const client_options &options);

  /// Cancels all requests, frees the client and its events, and leaves an empty client; takes at
  /// most 100 ms. When called in its own visitor, the client is freed when `poll` returns, which
  /// delivers no further events.
  void close() noexcept {
    if (state_ == nullptr) return;
    state_->is_closed.store(true, std::memory_order_release);
    state_.reset();
  }

  /// True when it is not empty.
  explicit operator bool() const noexcept { return state_ != nullptr; }
  /// For calls of rpggo.h: do not free it, and do not poll it. Null when the client is empty.
  ::rpggo_client *get() const noexcept { return state_ == nullptr ? nullptr : state_->handle; }

  // @starts@

  /// Cancels a request: it finishes with `status::cancelled`. A request that has already finished,
  /// or 0, is not an error.
  error request_cancel(request_id request) const {
    return outcome(::rpggo_request_cancel(get(), request));
  }
  /// The client's statistics. Cheap enough to call once per frame.
  result<rpggo::stats> stats() const {
    ::rpggo_stats stats = RPGGO_STATS_INIT;
    const ::rpggo_status status = ::rpggo_client_stats(get(), &stats);
    if (status != RPGGO_OK) return outcome(status);
    return stats;
  }

  /// Passes all queued events to the visitor, in order, and returns how many there were. Call it
  /// once per frame. It never waits, and allocates nothing.
  ///
  /// `visitor`: as for `event::visit`. It may start and cancel requests, and move, close and
  /// destroy the client. It must not poll the client: that returns `status::busy`. If it throws,
  /// its event counts as read.
  ///
  /// `at_most`: any further events stay queued for the next call, so that a service that sends as
  /// fast as the game reads cannot stall the frame.
  template <typename Visitor>
  result<std::size_t> poll(Visitor &&visitor, std::size_t at_most = 1000) {
    const detail::turn turn(state_);
    if (!turn) return turn.refusal();
    std::size_t count = 0;
    while (count < at_most) {
      const event next = turn.next();
      if (!next) break;
      ++count;
      next.visit(visitor);
    }
    return count;
  }

  /// Returns the next event, or an empty one when none is queued; invalidates the previous one.
  /// `while (const rpggo::event event = client.poll_event().value()) event.visit(screen);`
  result<event> poll_event() {
    const detail::turn turn(state_);
    if (!turn) return turn.refusal();
    return turn.next();
  }

 private:
  static error outcome(::rpggo_status status) {
    return status == RPGGO_OK ? error() : last_error();
  }

  // Makes a call of C that starts a request.
  template <typename Call, typename Request>
  result<request_id> start(Call call, const Request &request) const {
    detail::passage pass;
    const auto c = detail::native(request, pass);
    if (pass.is_refused()) return pass.refusal();
    request_id id = 0;
    const ::rpggo_status status = call(get(), &c, &id);
    if (status != RPGGO_OK) return outcome(status);
    return id;
  }

  std::shared_ptr<detail::state> state_;
};

inline result<client> client::create(const client_options &options) {
  if (abi_version() != RPGGO_ABI_VERSION) {
    return error(status::internal,
                 "the library rpggo " + std::string(version()) + " has ABI version " +
                     std::to_string(abi_version()) + ", this program was compiled for " +
                     std::to_string(RPGGO_ABI_VERSION) + ": take both from the same release");
  }
  detail::passage pass;
  const ::rpggo_client_options c = detail::native(options, pass);
  if (pass.is_refused()) return pass.refusal();
  client made;
  made.state_ = std::make_shared<detail::state>();
  const ::rpggo_status status = ::rpggo_client_new(&c, &made.state_->handle);
  if (status != RPGGO_OK) return outcome(status);
  return made;
}

}  // namespace rpggo
