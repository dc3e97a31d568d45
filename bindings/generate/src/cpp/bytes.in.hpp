/// Bytes with another owner: of an event a view, of a request the game's own, which a call
/// copies.
class bytes {
 public:
  /// None.
  bytes() noexcept = default;
  /// This many, from this address on.
  bytes(const void *data, std::size_t size) noexcept
      : data_(static_cast<const unsigned char *>(data)), size_(size) {}
  /// The bytes of a container such as `std::vector<unsigned char>`, for as long as it stays as it
  /// is.
  template <typename Container, typename = decltype(std::declval<const Container &>().data())>
  bytes(const Container &from) noexcept : bytes(from.data(), from.size()) {
    static_assert(sizeof(*from.data()) == 1, "no bytes: pass their address and size in bytes");
  }

  /// The first one; null when there are none.
  const unsigned char *data() const noexcept { return data_; }
  /// The number of bytes.
  std::size_t size() const noexcept { return size_; }
  /// True when there are none.
  bool empty() const noexcept { return size_ == 0; }
  /// The first byte.
  const unsigned char *begin() const noexcept { return data_; }
  /// Past the last byte.
  const unsigned char *end() const noexcept { return data_ + size_; }
  /// The byte at this index, which has to be in range.
  unsigned char operator[](std::size_t index) const noexcept { return data_[index]; }

 private:
  const unsigned char *data_ = nullptr;
  std::size_t size_ = 0;
};
