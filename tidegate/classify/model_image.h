// Models laid out when the program is built, so that a start need not read their files: the parts of each
// class front to back, in the machine's own form. Written and read by one program, never kept.
//
// A class that goes into an image names its parts once, for both ways:
//   template <typename Image> void lay_out(Image& image) { image(first_, second_); }
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "tidegate/base/check.h"
#include "tidegate/base/text.h"

namespace tidegate {

// What goes into an image as its octets: nothing in it is a pointer or padding.
template <typename T>
inline constexpr bool kIsPlain =
    std::is_trivially_copyable_v<T>&& std::has_unique_object_representations_v<T> && !std::is_pointer_v<T> &&
    !std::is_same_v<T, std::string_view>;

// Many of one plain kind: of its own while a model's file is read, borrowed of an image after that.
template <typename T>
class ImageArray {
  static_assert(kIsPlain<T>);

 public:
  ImageArray() = default;
  explicit ImageArray(std::size_t size) : own_(size) {}
  std::size_t size() const { return borrowed_ == nullptr ? own_.size() : size_; }
  const T* data() const { return borrowed_ == nullptr ? own_.data() : borrowed_; }
  const T& operator[](std::size_t i) const { return data()[i]; }

  std::vector<T>& own() { return own_; }  // to fill it
  void borrow(const T* data, std::size_t size) {
    borrowed_ = data;
    size_ = size;
  }

 private:
  std::vector<T> own_;
  const T* borrowed_ = nullptr;
  std::size_t size_ = 0;
};

class ImageWriter {
 public:
  static constexpr std::size_t kAlignment = 16;  // of the whole image

  template <typename... T>
  void operator()(T&... parts) {
    (put(parts), ...);
  }
  const std::string& bytes() const { return bytes_; }

 private:
  template <typename T>
  void put(T& part) {
    if constexpr (kIsPlain<T>) {
      put_octets(&part, sizeof(T));
    } else {
      part.lay_out(*this);
    }
  }
  void put(std::string_view& text) {
    put_count(text.size());
    put_octets(text.data(), text.size());
  }
  void put(std::string& text) {
    std::string_view view = text;
    put(view);
  }
  void put(Text& text) { (*this)(text.en, text.zh); }
  template <typename A, typename B>
  void put(std::pair<A, B>& pair) {
    (*this)(pair.first, pair.second);
  }
  template <typename T>
  void put(ImageArray<T>& array) {
    put_count(array.size());
    bytes_.resize((bytes_.size() + alignof(T) - 1) / alignof(T) * alignof(T));
    put_octets(array.data(), array.size() * sizeof(T));
  }
  template <typename T>
  void put(std::vector<T>& all) {
    put_count(all.size());
    if constexpr (kIsPlain<T>) {
      put_octets(all.data(), all.size() * sizeof(T));
    } else {
      for (T& one : all) put(one);
    }
  }
  void put(std::vector<bool>& all) {
    put_count(all.size());
    for (const bool one : all) bytes_.push_back(one ? '\1' : '\0');
  }
  void put_count(std::size_t count) {
    const auto n = static_cast<std::uint32_t>(count);
    put_octets(&n, sizeof n);
  }
  void put_octets(const void* from, std::size_t size) {
    if (size > 0) bytes_.append(static_cast<const char*>(from), size);
  }

  std::string bytes_;
};

class ImageReader {
 public:
  // bytes  of an ImageWriter of this very program, aligned by ImageWriter::kAlignment; borrowed by what is
  //        read, for as long as that lives.
  explicit ImageReader(std::string_view bytes) : bytes_(bytes) {}

  template <typename... T>
  void operator()(T&... parts) {
    (take(parts), ...);
  }
  bool is_at_end() const { return at_ == bytes_.size(); }

 private:
  template <typename T>
  void take(T& part) {
    if constexpr (kIsPlain<T>) {
      std::memcpy(&part, octets(sizeof(T)), sizeof(T));
    } else {
      part.lay_out(*this);
    }
  }
  void take(std::string_view& text) {
    const std::size_t size = count();
    text = {octets(size), size};
  }
  void take(std::string& text) {
    std::string_view view;
    take(view);
    text = view;
  }
  void take(Text& text) { (*this)(text.en, text.zh); }
  template <typename A, typename B>
  void take(std::pair<A, B>& pair) {
    (*this)(pair.first, pair.second);
  }
  template <typename T>
  void take(ImageArray<T>& array) {
    const std::size_t size = count();
    static_assert(alignof(T) <= ImageWriter::kAlignment);
    at_ = (at_ + alignof(T) - 1) / alignof(T) * alignof(T);
    array.borrow(reinterpret_cast<const T*>(octets(size * sizeof(T))), size);
  }
  template <typename T>
  void take(std::vector<T>& all) {
    all.resize(count());
    if constexpr (kIsPlain<T>) {
      const char* from = octets(all.size() * sizeof(T));
      if (!all.empty()) std::memcpy(all.data(), from, all.size() * sizeof(T));
    } else {
      for (T& one : all) take(one);
    }
  }
  void take(std::vector<bool>& all) {
    all.resize(count());
    const char* from = octets(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = from[i] != '\0';
  }
  std::size_t count() {
    std::uint32_t n = 0;
    std::memcpy(&n, octets(sizeof n), sizeof n);
    return n;
  }
  const char* octets(std::size_t size) {
    TIDEGATE_CHECK(size <= bytes_.size() - at_);
    const char* from = bytes_.data() + at_;
    at_ += size;
    return from;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace tidegate
