// The learned part of the prose tagger: weights of features and lexicons, read in place from the bytes of a
// model file (docs/formats/prose-model.md).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/classify/prose/prose_features.h"

namespace tidegate {

enum class ProseType : std::uint8_t {
  kName,
  kAddress,
  kOrganisation,
  kPlace,
  kOccupation,
  kDiagnosis,
  kMedication,
  kNone,  // outside
};

inline constexpr std::size_t kProseTypes = 7;
std::string_view type_code(ProseType type);  // "ID.NAME"; "" for kNone

// A row holds a weight for each state: the first unit of a span of each type, a middle one, the last, the
// only one; the only unit of type kNone is a unit outside.
inline constexpr std::size_t kProseStates = 32;
inline constexpr std::size_t kProseLanes = 8;  // kProseTypes and kNone

// A key that a text asks for, and the place of its first row.
struct ProseAsked {
  std::uint64_t key;
  std::uint32_t place;
};

struct ProseAdd {
  std::uint32_t first;  // row
  std::uint32_t place;  // of the unit
  std::uint32_t mask;   // bit k: the next row for the unit k places on
};

class ProseModel {
 public:
  // bytes    a whole model file, borrowed as long as the model lives.
  // Errors   kMalformed.
  static Result<ProseModel> parse(std::string_view bytes, std::string_view name);

  // Whether the key may be a feature's: false for most keys of a text, true for every feature.
  bool may_know(std::uint64_t key) const {
    const std::uint64_t bit = key & kKnownMask;
    return ((*known_)[bit / 64] >> bit % 64 & 1) != 0;
  }
  // The rows of those keys that are features', in the keys' order.
  // adds      room for as many as are asked.
  // Returns   how many it wrote.
  std::size_t find(std::span<const ProseAsked> asked, ProseAdd* adds) const;
  const std::int8_t* rows() const { return rows_; }
  const std::int8_t* bias() const { return bias_; }
  bool is_chinese() const { return is_chinese_; }
  const char* fold() const { return fold_; }

  // Classes of each unit's place in the longest lexicon entry that covers it, with its shape: one number a
  // unit.
  void tag(std::span<const ProseUnit> units, std::vector<std::uint32_t>& tags) const;

 private:
  static constexpr std::uint64_t kKnownMask = (1U << 18) - 1;

  struct Rows {
    std::uint32_t first;  // index of the first row
    std::uint32_t mask;   // bit k: the feature has a row for its place k; 0: an unknown feature
  };
  Rows find_one(std::uint64_t key) const;
  std::uint32_t lexicon_entry(std::uint64_t key) const;

  bool is_chinese_ = false;
  std::uint32_t buckets_ = 0;
  std::uint32_t lexicon_slots_ = 0;
  const char* bucket_bytes_ = nullptr;
  const char* lexicon_bytes_ = nullptr;
  const char* fold_ = nullptr;
  const std::int8_t* bias_ = nullptr;
  const std::int8_t* rows_ = nullptr;
  // A bit for each feature's low key bits: most keys of a text are no feature, and are told so without a look
  // at the buckets. Made by parse, never changed.
  std::shared_ptr<const std::vector<std::uint64_t>> known_;
};

// What parse() reads, in memory: for the program that trains, and for tests.
struct ProseModelParts {
  struct Feature {
    std::uint64_t key;
    std::uint32_t mask;  // rows that follow, in order of their bits
    std::vector<std::array<std::int8_t, kProseStates>> rows;
  };
  struct Entry {
    std::vector<std::uint32_t> words;  // ProseUnit::word of each
    std::uint32_t classes;             // bits, below 1 << 14
  };
  bool is_chinese = false;
  std::array<std::int8_t, kProseStates> bias{};
  std::vector<Feature> features;
  std::vector<Entry> lexicon;
  std::u16string fold;  // empty, or one for each of U+4E00..U+9FFF
};

std::string write_prose_model(const ProseModelParts& parts);

}  // namespace tidegate
