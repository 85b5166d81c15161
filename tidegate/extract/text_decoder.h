// Text of another encoding -> UTF-8, piece by piece.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace tidegate {

class TextDecoder {
 public:
  struct Step {
    std::size_t consumed = 0;
    std::size_t produced = 0;
  };
  virtual ~TextDecoder() = default;

  // Decodes whole characters from the front of `text` while `into` has room. What has no meaning becomes
  // U+FFFD and is counted. A character cut by the end of `text` is left for the next call unless `is_last`.
  // Progress is made whenever `into` has 16 octets and `text` holds 4, or is the last.
  virtual Step decode(std::string_view text, bool is_last, std::span<char> into) = 0;

  // Octets so far that had no meaning.
  std::uint64_t invalid_bytes() const { return invalid_bytes_; }

 protected:
  std::uint64_t invalid_bytes_ = 0;
};

}  // namespace tidegate
