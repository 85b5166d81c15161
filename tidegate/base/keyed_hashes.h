// keyed_hash (hash.h) of many texts, eight at a time where the processor can.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tidegate/base/hash.h"

namespace tidegate {

class KeyedHashes {
 public:
  // use_vectors  false: one by one, which gives the same.
  explicit KeyedHashes(const SubjectKeySecret& secret, bool use_vectors = true);

  // bytes  are read now. out: gets the hash, at finish() at the latest.
  void add(std::string_view bytes, std::uint64_t* out);
  void finish();

 private:
  static constexpr std::size_t kLanes = 8;
  static constexpr std::size_t kWords = 8;  // longer texts are hashed by themselves
  void run();

  SubjectKeySecret secret_;
  std::array<std::uint64_t, 2> key_{};
  bool has_vectors_ = false;
  std::size_t used_ = 0;
  alignas(64) std::array<std::array<std::uint64_t, kLanes>, kWords> words_{};  // as SipHash reads them
  std::array<std::uint64_t, kLanes> counts_{};                                 // words of each text
  std::array<std::uint64_t*, kLanes> outs_{};
};

}  // namespace tidegate
