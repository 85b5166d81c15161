// A large table that begins as zeros.
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace tidegate {

// Bytes that are zero, from the system by pages: large ones where the system lends them, which a table that
// is read at random needs (a first touch of 4 KiB costs up to 15 microseconds on a virtual machine, of 2 MiB
// hardly more). Small sizes come from the heap.
void* zeroed_bytes(std::size_t bytes);
void free_zeroed_bytes(void* begin, std::size_t bytes);

template <typename T>
class ZeroedArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  explicit ZeroedArray(std::size_t size)
      : begin_(static_cast<T*>(zeroed_bytes(size * sizeof(T)))), size_(size) {}
  ZeroedArray(ZeroedArray&& other) noexcept
      : begin_(std::exchange(other.begin_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  ZeroedArray& operator=(ZeroedArray&& other) noexcept {
    std::swap(begin_, other.begin_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~ZeroedArray() { free_zeroed_bytes(begin_, size_ * sizeof(T)); }

  std::size_t size() const { return size_; }
  T& operator[](std::size_t i) { return begin_[i]; }
  const T& operator[](std::size_t i) const { return begin_[i]; }

 private:
  T* begin_;
  std::size_t size_;
};

}  // namespace tidegate
