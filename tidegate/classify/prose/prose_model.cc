#include "tidegate/classify/prose/prose_model.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>

#include "tidegate/base/check.h"

#if defined(__x86_64__)
#include <emmintrin.h>
#endif

namespace tidegate {
namespace {

constexpr std::string_view kMagic = "TGPROSE2";
constexpr std::size_t kHeader = 64;
constexpr std::size_t kFoldBytes = (kLastHan - kFirstHan + 1) * 2;
constexpr std::size_t kBucket = 8;  // features: their checks, then where their rows stand
constexpr std::size_t kBucketBytes = 64;
constexpr std::size_t kLongestProbe = 256;  // slots, of features or of the lexicon
constexpr std::size_t kLongestEntry = 8;    // units
constexpr std::size_t kAhead = 6;           // units that memory is told of before they are looked up
constexpr std::uint32_t kClassBits = 14;
constexpr std::uint32_t kIsPrefix = 1U << kClassBits;
constexpr std::uint32_t kCheckShift = kClassBits + 1;
constexpr std::uint64_t kLexiconSeed = 0x6C65'7869'636F'6E21;

std::uint32_t load32(const char* bytes) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes, 4);
  return value;
}

void store32(std::string& out, std::uint32_t value) {
  char bytes[4];
  std::memcpy(bytes, &value, 4);
  out.append(bytes, 4);
}

// Where the search for a key begins among `slots`, and the part of it that a slot keeps.
std::uint32_t home(std::uint64_t key, std::uint32_t slots) {
  return static_cast<std::uint32_t>((key >> 32) * slots >> 32);
}
std::uint32_t check_of(std::uint64_t key) { return static_cast<std::uint32_t>(key); }
std::uint32_t lexicon_check(std::uint64_t key) { return static_cast<std::uint32_t>(key) >> kCheckShift; }

std::uint32_t slots_for(std::size_t entries) { return static_cast<std::uint32_t>(entries * 5 / 3 + 64); }

// The places of a bucket whose check is this one, a bit each.
std::uint32_t matches(const char* bucket, std::uint32_t check) {
#if defined(__x86_64__)
  const __m128i wanted = _mm_set1_epi32(static_cast<int>(check));
  const auto same = [&](const char* four) {
    return _mm_cmpeq_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(four)), wanted);
  };
  return static_cast<std::uint32_t>(_mm_movemask_epi8(
      _mm_packs_epi16(_mm_packs_epi32(same(bucket), same(bucket + 16)), _mm_setzero_si128())));
#else
  std::uint32_t bits = 0;
  for (std::uint32_t i = 0; i < kBucket; ++i) bits |= (load32(bucket + i * 4) == check ? 1U : 0U) << i;
  return bits;
#endif
}

std::uint32_t where_in(const char* bucket, std::size_t i) { return load32(bucket + (kBucket + i) * 4); }

// What the numbers of a line of English tell of one another, which no feature reaches: "12 Elm Street 34 Apt
// 5". Numbers and line ends are in no lexicon: their marks stand where others have classes.
class NumberMarks {
 public:
  NumberMarks(std::span<const ProseUnit> units, std::span<std::uint32_t> tags) : units_(units), tags_(tags) {}

  void set() {
    // 1: the line begins with two numbers, 2: it follows such a one, with short lines alone between.
    std::uint32_t block = 0;
    std::size_t begin = 0;  // of the line
    while (begin < units_.size() && units_[begin].shape == ProseShape::kEdge) ++begin;
    std::size_t second = 0;  // the last number that stood behind another
    for (std::size_t i = 0; i < units_.size(); ++i) {
      if (units_[i].shape == ProseShape::kLine) {
        const bool goes_on = block == 1 || (block == 2 && i > begin && i - begin <= kLongestLine);
        if (goes_on) tags_[i] |= block;
        block = goes_on ? 2 : 0;
        begin = i + 1;
      } else if (is_number(i)) {
        const Ahead ahead = look_ahead(i);
        tags_[i] |= ahead.kind | (i == second ? kSecond : 0) | (block == 2 ? kInBlock : 0);
        if (ahead.kind == 0) continue;
        second = ahead.number;
        if (i == begin || (i == begin + 1 && units_[begin].word == '>')) block = 1;
      }
    }
  }

 private:
  static constexpr std::size_t kLongestLine = 6;  // units
  static constexpr std::size_t kReach = 5;        // units from a number to the next
  static constexpr std::uint32_t kNext = 4;       // another number follows
  static constexpr std::uint32_t kLater = 8;      // words follow, and a number then
  static constexpr std::uint32_t kUnit = 16;      // behind them a part of a house: Apt, Suite
  static constexpr std::uint32_t kSecond = 32;    // itself such another number
  static constexpr std::uint32_t kInBlock = 64;
  static constexpr std::uint32_t kHousePart = 1U << 13;  // class of the lexicon

  bool is_number(std::size_t i) const {
    // 5th, 4B, 12-14 and 3.5 are no numbers by themselves.
    return units_[i].shape >= ProseShape::kDigits1 && units_[i].shape <= ProseShape::kDigits16;
  }
  bool is_word(std::size_t i) const {
    return units_[i].shape >= ProseShape::kLower && units_[i].shape <= ProseShape::kMixed;
  }
  bool is_joint(std::size_t i) const {
    const std::uint32_t word = units_[i].word;
    return word == '.' || word == '-' || word == '\'';
  }
  bool touches(std::size_t i) const { return i + 1 < units_.size() && units_[i].end == units_[i + 1].begin; }

  struct Ahead {
    std::uint32_t kind;
    std::size_t number;  // the one that follows
  };
  Ahead look_ahead(std::size_t i) const {
    if (touches(i)) return {0, 0};
    std::size_t at = i + 1;
    while (at < units_.size() && at <= i + kReach && (is_word(at) || (is_joint(at) && at > i + 1))) ++at;
    if (at >= units_.size() || !is_number(at) || (touches(at) && is_word(at + 1))) return {0, 0};
    const std::size_t second = at;
    std::uint32_t kind = at == i + 1 ? kNext : kLater;
    const std::size_t to = std::min(units_.size(), at + 1 + (kind == kNext ? kReach : 0));
    for (++at; at < to && (is_word(at) || is_joint(at)) && (tags_[at] & kHousePart) == 0;) ++at;
    while (at < units_.size() && (units_[at].word == ',' || units_[at].shape == ProseShape::kLine)) ++at;
    if (at < units_.size() && ((is_word(at) && (tags_[at] & kHousePart) != 0) || units_[at].word == '#'))
      kind |= kUnit;
    return {kind, second};
  }

  std::span<const ProseUnit> units_;
  std::span<std::uint32_t> tags_;
};

}  // namespace

std::string_view type_code(ProseType type) {
  switch (type) {
    case ProseType::kName:
      return "ID.NAME";
    case ProseType::kAddress:
      return "CT.ADDRESS";
    case ProseType::kOrganisation:
      return "BIZ.ORG_NAME";
    case ProseType::kPlace:
      return "GEN.PLACE";
    case ProseType::kOccupation:
      return "EE.OCCUPATION";
    case ProseType::kDiagnosis:
      return "MED.DIAGNOSIS";
    case ProseType::kMedication:
      return "MED.MEDICATION";
    case ProseType::kNone:
      break;
  }
  return {};
}

Result<ProseModel> ProseModel::parse(std::string_view bytes, std::string_view name) {
  const auto malformed = [&](const char* what) {
    return fail({ErrorCode::kMalformed, what, std::string(name)});
  };
  if (bytes.size() < kHeader || bytes.substr(0, kMagic.size()) != kMagic)
    return malformed("not a prose model");
  const std::uint32_t flags = load32(&bytes[8]);
  const std::uint32_t buckets = load32(&bytes[12]);
  const std::uint32_t rows = load32(&bytes[16]);
  const std::uint32_t lexicon_slots = load32(&bytes[20]);
  if (flags > 3 || buckets == 0 || lexicon_slots == 0 || rows > 1U << 24 || buckets > 1U << 21 ||
      lexicon_slots > 1U << 24)
    return malformed("a size is out of range");
  const std::size_t fold = (flags & 2) != 0 ? kFoldBytes : 0;
  const std::size_t size = kHeader + kProseStates + fold + std::size_t{buckets} * kBucketBytes +
                           std::size_t{lexicon_slots} * 4 + std::size_t{rows} * kProseStates;
  if (bytes.size() != size) return malformed("the size is not what the header says");
  ProseModel model;
  model.is_chinese_ = (flags & 1) != 0;
  model.buckets_ = buckets;
  model.lexicon_slots_ = lexicon_slots;
  const char* at = bytes.data() + kHeader;
  model.bias_ = reinterpret_cast<const std::int8_t*>(at);
  at += kProseStates;
  model.fold_ = fold == 0 ? nullptr : at;
  at += fold;
  model.bucket_bytes_ = at;
  at += std::size_t{buckets} * kBucketBytes;
  model.lexicon_bytes_ = at;
  at += std::size_t{lexicon_slots} * 4;
  model.rows_ = reinterpret_cast<const std::int8_t*>(at);
  auto known = std::make_shared<std::vector<std::uint64_t>>((kKnownMask + 1) / 64);
  for (std::size_t i = 0; i < buckets * kBucket; ++i) {
    const char* const bucket = model.bucket_bytes_ + i / kBucket * kBucketBytes;
    const std::uint32_t where = where_in(bucket, i % kBucket);
    const auto wanted = static_cast<std::uint32_t>(std::popcount(where & 0xFF));
    if ((where & 0xFF) >= 32 || std::uint64_t{where >> 8} + wanted > rows)
      return malformed("a feature lies beyond the rows");
    const std::uint64_t bit = load32(bucket + i % kBucket * 4) & kKnownMask;
    if ((where & 0xFF) != 0) (*known)[bit / 64] |= std::uint64_t{1} << bit % 64;
  }
  model.known_ = std::move(known);
  return model;
}

inline ProseModel::Rows ProseModel::find_one(std::uint64_t key) const {
  std::uint32_t number = home(key, buckets_);
  for (std::size_t probe = 0; probe < kLongestProbe / kBucket; ++probe) {
    const char* const bucket = bucket_bytes_ + std::size_t{number} * kBucketBytes;
    for (std::uint32_t left = matches(bucket, check_of(key)); left != 0; left &= left - 1) {
      const std::uint32_t where = where_in(bucket, static_cast<std::size_t>(std::countr_zero(left)));
      if ((where & 0xFF) != 0) return {where >> 8, where & 0xFF};
    }
    if ((where_in(bucket, kBucket - 1) & 0xFF) == 0) break;  // not full: the search ends here
    number = number + 1 == buckets_ ? 0 : number + 1;
  }
  return {0, 0};
}

std::size_t ProseModel::find(std::span<const ProseAsked> asked, ProseAdd* adds) const {
  constexpr std::size_t kKeysAhead = 8;  // that memory is told of before they are looked up
  std::size_t count = 0;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (i + kKeysAhead < asked.size()) {
      const std::uint32_t bucket = home(asked[i + kKeysAhead].key, buckets_);
      __builtin_prefetch(bucket_bytes_ + std::size_t{bucket} * kBucketBytes);
    }
    const Rows found = find_one(asked[i].key);
    __builtin_prefetch(rows_ + std::size_t{found.first} * kProseStates);
    adds[count] = {found.first, asked[i].place, found.mask};
    count += found.mask != 0 ? 1 : 0;
  }
  return count;
}

inline std::uint32_t ProseModel::lexicon_entry(std::uint64_t key) const {
  std::uint32_t slot = home(key, lexicon_slots_);
  const std::uint32_t check = lexicon_check(key);
  for (std::size_t probe = 0; probe < kLongestProbe; ++probe) {
    const std::uint32_t entry = load32(lexicon_bytes_ + std::size_t{slot} * 4);
    if (entry == 0) break;
    if (entry >> kCheckShift == check) return entry & (kIsPrefix | (kIsPrefix - 1));
    slot = slot + 1 == lexicon_slots_ ? 0 : slot + 1;
  }
  return 0;
}

void ProseModel::tag(std::span<const ProseUnit> units, std::vector<std::uint32_t>& tags) const {
  using enum ProseShape;
  constexpr std::uint32_t kFirst = 1;
  constexpr std::uint32_t kMiddle = 2;
  constexpr std::uint32_t kLast = 3;
  constexpr std::uint32_t kOnly = 4;
  const auto is_word = [](ProseShape shape) {
    return shape == kHan || shape == kNumeral || (shape >= kLower && shape <= kMixed);
  };
  // The shape of a mark is the mark.
  const auto shape_of = [](const ProseUnit& unit) {
    return unit.shape == kMark ? unit.word << 5 | static_cast<std::uint32_t>(kMark)
                               : static_cast<std::uint32_t>(unit.shape);
  };
  tags.resize(units.size());
  const auto expect = [&](std::uint64_t key) {
    __builtin_prefetch(lexicon_bytes_ + std::size_t{home(key, lexicon_slots_)} * 4);
  };
  for (std::size_t i = 0; i < units.size();) {
    std::size_t length = 0;
    std::uint32_t classes = 0;
    if (i + kAhead + 1 < units.size()) {
      const std::uint64_t key = prose_mix(kLexiconSeed, units[i + kAhead].word);
      expect(key);
      expect(prose_mix(key, units[i + kAhead + 1].word));
    }
    if (is_word(units[i].shape)) {
      std::uint64_t key = kLexiconSeed;
      for (std::size_t n = 0; n < kLongestEntry && i + n < units.size(); ++n) {
        if (units[i + n].shape == kSpace || units[i + n].shape == kLine) break;
        key = prose_mix(key, units[i + n].word);
        const std::uint32_t entry = lexicon_entry(key);
        if ((entry & (kIsPrefix - 1)) != 0) {
          length = n + 1;
          classes = entry & (kIsPrefix - 1);
        }
        if ((entry & kIsPrefix) == 0) break;
      }
    }
    if (length == 0) {
      tags[i] = shape_of(units[i]) << 18;
      ++i;
      continue;
    }
    for (std::size_t n = 0; n < length; ++n) {
      const std::uint32_t place = length == 1 ? kOnly : n == 0 ? kFirst : n + 1 == length ? kLast : kMiddle;
      tags[i + n] = shape_of(units[i + n]) << 18 | place << kClassBits | classes;
    }
    i += length;
  }
  if (!is_chinese_) NumberMarks(units, tags).set();
}

std::string write_prose_model(const ProseModelParts& parts) {
  std::string out{kMagic};
  std::map<std::uint64_t, std::uint32_t>
      entries;  // key -> classes and prefix bit; ordered: same bytes each time
  for (const ProseModelParts::Entry& entry : parts.lexicon) {
    TIDEGATE_CHECK(entry.classes != 0 && entry.classes < kIsPrefix);
    if (entry.words.empty() || entry.words.size() > kLongestEntry) continue;
    std::uint64_t key = kLexiconSeed;
    for (std::size_t i = 0; i < entry.words.size(); ++i) {
      key = prose_mix(key, entry.words[i]);
      entries[key] |= i + 1 < entry.words.size() ? kIsPrefix : entry.classes;
    }
  }
  std::uint32_t rows = 0;
  for (const auto& feature : parts.features) rows += static_cast<std::uint32_t>(feature.rows.size());
  const auto buckets = static_cast<std::uint32_t>(parts.features.size() / 5 + 8);
  const std::uint32_t lexicon_slots = slots_for(entries.size());
  store32(out, (parts.is_chinese ? 1U : 0U) | (parts.fold.empty() ? 0U : 2U));
  store32(out, buckets);
  store32(out, rows);
  store32(out, lexicon_slots);
  out.resize(kHeader, '\0');
  out.append(reinterpret_cast<const char*>(parts.bias.data()), kProseStates);
  if (!parts.fold.empty()) {
    TIDEGATE_CHECK(parts.fold.size() * 2 == kFoldBytes);
    out.append(reinterpret_cast<const char*>(parts.fold.data()), kFoldBytes);
  }
  std::string table(buckets * kBucketBytes, '\0');
  std::string weights;
  std::uint32_t row = 0;
  for (const auto& feature : parts.features) {
    std::uint32_t number = home(feature.key, buckets);
    std::size_t probes = 0;
    std::size_t place = 0;
    while (where_in(&table[number * kBucketBytes], place) != 0) {
      TIDEGATE_CHECK(++probes < kLongestProbe);
      if (++place < kBucket) continue;
      place = 0;
      number = number + 1 == buckets ? 0 : number + 1;
    }
    const std::uint32_t check = check_of(feature.key);
    const std::uint32_t where = row << 8 | feature.mask;
    std::memcpy(&table[number * kBucketBytes + place * 4], &check, 4);
    std::memcpy(&table[number * kBucketBytes + (kBucket + place) * 4], &where, 4);
    for (const auto& weight : feature.rows)
      weights.append(reinterpret_cast<const char*>(weight.data()), kProseStates);
    row += static_cast<std::uint32_t>(feature.rows.size());
  }
  out += table;
  std::vector<std::uint32_t> words(lexicon_slots);
  for (const auto& [key, value] : entries) {
    std::uint32_t slot = home(key, lexicon_slots);
    std::size_t probes = 1;
    while (words[slot] != 0) {
      slot = slot + 1 == lexicon_slots ? 0 : slot + 1;
      TIDEGATE_CHECK(++probes < kLongestProbe);
    }
    words[slot] = lexicon_check(key) << kCheckShift | value;
  }
  for (const std::uint32_t word : words) store32(out, word);
  return out + weights;
}

}  // namespace tidegate
