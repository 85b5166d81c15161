// What the prose tagger looks at around a unit. A feature is a key and the places, counted from the unit
// where it begins, that it speaks about: one look-up serves up to five places.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "tidegate/classify/prose/prose_units.h"

namespace tidegate {

enum class ProseFeature : std::uint8_t {
  kWord,
  kWordPair,
  kWordTriple,
  kWordSkip,
  kTag,
  kTagPair,
  kTagTriple,
  kWordTag,
  kTagWord,
  kPrefix,
  kSuffix,
  kWordShape,
  kCount,
};

struct ProseReach {
  int first;          // place of the first row, from the unit where the feature begins
  std::size_t count;  // rows
};

inline constexpr std::array<ProseReach, static_cast<std::size_t>(ProseFeature::kCount)> kProseReach = {{
    {-2, 5},
    {-1, 4},
    {-1, 5},
    {1, 1},
    {-2, 5},
    {-1, 4},
    {-1, 5},
    {0, 2},
    {0, 2},
    {-1, 3},
    {-1, 3},
    {0, 1},
}};

// Class of the English lexicon, among the lowest bits of a word's tag: Mr, Dr, Captain.
inline constexpr std::uint32_t kProseTitle = 1U << 12;

// Units that stand before the first and after the last, so that no feature need ask where the text ends.
inline constexpr std::size_t kProsePad = 4;

// Parts of a key by where they stand in it, each spread over 64 bits.
constexpr std::uint64_t prose_key(ProseFeature feature, std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  std::uint64_t key = a * 0x9E37'79B9'7F4A'7C15 + b * 0xC2B2'AE3D'27D4'EB4F + c * 0x1656'67B1'9E37'79F9 +
                      (static_cast<std::uint64_t>(feature) + 1) * 0xD6E8'FEB8'6659'FD93;
  key = (key ^ key >> 32) * 0xD6E8'FEB8'6659'FD93;
  return key ^ key >> 32;
}

// units, tags   padded at both ends with kProsePad units of shape kEdge.
// from, to      the units where features begin, half-open: kProseFirst to last_prose_place(units) for all.
// sink          called with (feature, key, place of the first row): places count padded units.
inline constexpr std::size_t kProseFirst = kProsePad - 1;
constexpr std::size_t last_prose_place(std::size_t units) { return units + 1 - kProsePad; }

template <typename Sink>
void for_each_prose_feature(std::span<const ProseUnit> units, std::span<const std::uint32_t> tags,
                            std::size_t from, std::size_t to, Sink&& sink) {
  using enum ProseFeature;
  const auto emit = [&](ProseFeature feature, std::size_t at, std::uint64_t a, std::uint64_t b,
                        std::uint64_t c) __attribute__((always_inline)) {
    sink(feature, prose_key(feature, a, b, c),
         at + static_cast<std::size_t>(kProseReach[static_cast<std::size_t>(feature)].first));
  };
  for (std::size_t i = from; i < to; ++i) {
    const std::uint32_t word = units[i].word;
    const std::uint32_t next = units[i + 1].word;
    const std::uint32_t tag = tags[i];
    emit(kWord, i, word, 0, 0);
    emit(kWordPair, i, word, next, 0);
    emit(kWordTriple, i, word, next, units[i + 2].word);
    emit(kWordSkip, i, word, units[i + 2].word, 0);
    emit(kTag, i, tag, 0, 0);
    emit(kTagPair, i, tag, tags[i + 1], 0);
    emit(kTagTriple, i, tag, tags[i + 1], tags[i + 2]);
    emit(kWordTag, i, word, tags[i + 1], 0);
    emit(kTagWord, i, tag, next, 0);
    if (units[i].affix != 0) {
      emit(kPrefix, i, units[i].affix >> 16, 0, 0);
      emit(kSuffix, i, units[i].affix & 0xFFFF, 0, 0);
      emit(kWordShape, i, word, static_cast<std::uint64_t>(units[i].shape), 0);
    }
  }
}

}  // namespace tidegate
