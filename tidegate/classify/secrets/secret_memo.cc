#include "tidegate/classify/secrets/secret_memo.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/mix.h"

namespace tidegate {
namespace {

// Stand for the characters of a hexadecimal word, by its case.
constexpr char kLowerHex = '\x01';
constexpr char kUpperHex = '\x02';

// Besides the classes of ascii.h:
constexpr std::uint8_t kReserved = 16;   // stands for others in a template
constexpr std::uint8_t kOpenEnded = 32;  // a line's end, or of what may end on another line: ${
constexpr auto kClasses = [] {
  auto classes = ascii::kClassOf;
  for (const char c : {kLowerHex, kUpperHex}) classes[static_cast<unsigned char>(c)] |= kReserved;
  for (const char c : {'\n', '$'}) classes[static_cast<unsigned char>(c)] |= kOpenEnded;
  return classes;
}();
unsigned class_of(char c) { return kClasses[static_cast<unsigned char>(c)]; }
constexpr unsigned kWord = ascii::kDigit | ascii::kUpper | ascii::kLower;
bool is_alnum(char c) { return (class_of(c) & kWord) != 0; }

// Whether all words between its digits are names of algorithms too: cbc128, ede3 (is_algorithm_name).
bool is_of_algorithms(std::string_view run) {
  for (std::size_t i = 0; i < run.size();) {
    std::size_t end = i;
    while (end < run.size() && ascii::is_alpha(run[end])) ++end;
    const std::string_view word = run.substr(i, end - i);
    const auto is = [&](std::string_view known) { return ascii::equals_ignoring_case(word, known); };
    if (!word.empty() && !is("d") && !is("ec") && !is("ed") && !is("ede") && !is("cbc") && !is("cfb") &&
        !is("aead"))
      return false;
    i = end + 1;
  }
  return true;
}

// AB1234 may be the number of an issue, which some pieces are asked for.
bool is_of_issue(std::string_view run) {
  std::size_t capitals = 0;
  while (capitals < run.size() && ascii::is_upper(run[capitals])) ++capitals;
  return capitals >= 2 && ascii::all_digits(run.substr(capitals));
}

// Digits and letters of one case, so that it is no word of a language: 4f70. What ends in "def" may be the
// beginning of a word that is looked for ("def ").
bool is_hex_word(std::string_view run, unsigned classes) {
  const unsigned letters = classes & (ascii::kUpper | ascii::kLower);
  return run.size() >= 4 && (classes & ascii::kNotHex) == 0 && (classes & ascii::kDigit) != 0 &&
         (letters == ascii::kUpper || letters == ascii::kLower) &&
         !ascii::equals_ignoring_case(run.substr(run.size() - 3), "def") && !is_of_algorithms(run) &&
         !is_of_issue(run);
}

// No line as short as this is cut but between its words.
constexpr std::size_t kShort = 160;

}  // namespace

SecretPlace moved(const SecretPlace& place, std::uint32_t by) {
  SecretPlace out = place;
  out.item.begin += by;
  out.item.end += by;
  out.name.begin += by;
  out.name.end += by;
  out.name.name_begin += by;
  out.name.name_end += by;
  if (place.left_end != 0) {
    out.left_begin += by;
    out.left_end += by;
  }
  out.line_begin += by;
  return out;
}

bool SecretMemo::Place::is_hopeless(const SecretFeatures& features) const {
  if (!known_) return false;
  // Eight at a time, as vectors of any machine.
  using Eight = std::uint8_t __attribute__((vector_size(8)));
  static_assert(kSecretFeatures % sizeof(Eight) == 0);
  const auto at = [](const SecretFeatures& of, std::size_t i) {
    Eight eight;
    std::memcpy(&eight, of.data() + i, sizeof eight);
    return eight;
  };
  using Signs = std::int8_t __attribute__((vector_size(8)));
  Signs is_outside{};
  for (std::size_t i = 0; i < kSecretFeatures; i += sizeof(Eight))
    is_outside |= (at(features, i) < at(known_->least, i)) | (at(features, i) > at(known_->most, i));
  std::uint64_t outside;
  std::memcpy(&outside, &is_outside, sizeof outside);
  return outside == 0;
}

void SecretMemo::Place::Bounds::take(const SecretFeatures& features) {
  for (std::size_t i = 0; i < features.size(); ++i) {
    least[i] = std::min(least[i], features[i]);
    most[i] = std::max(most[i], features[i]);
  }
}

void SecretMemo::Place::add_hopeless(const SecretFeatures& features, const SecretTrees& trees) {
  if (!seen_) {
    seen_ = {features, features};
  } else {
    seen_->take(features);
  }
  if (!std::has_single_bit(++times_)) return;
  if (trees.are_hopeless(seen_->least, seen_->most)) {
    known_ = seen_;
  } else {
    seen_ = known_;
  }
}

bool SecretMemo::read_template(std::string_view line, std::span<const SecretName> names, std::uint32_t begin,
                               std::string& key, bool is_amid) {
  if (line.size() > kLongest) return false;
  key = line;
  char* const out = key.data();
  const unsigned refused = is_amid ? kReserved | kOpenEnded : kReserved;
  for (std::size_t i = 0; i < line.size(); ++i) {
    unsigned classes = 0;
    const std::size_t first = i;
    for (; i < line.size(); ++i) {
      const unsigned one = class_of(line[i]);
      if ((one & kWord) == 0) {
        if ((one & refused) != 0) return false;
        break;
      }
      classes |= one;
    }
    if ((classes & ascii::kDigit) == 0) continue;
    const std::string_view run = line.substr(first, i - first);
    // -5 and -a1b2c3 may be flags, and which one counts.
    const bool may_be_flag = first > 0 && line[first - 1] == '-' && (run.size() == 1 || run[0] == 'a') &&
                             (line.size() > kShort || first < 2 || !is_alnum(line[first - 2]));
    const bool is_number = classes == ascii::kDigit;
    if (may_be_flag || (!is_number && !is_hex_word(run, classes))) continue;
    const bool is_in_name = std::any_of(names.begin(), names.end(), [&](const SecretName& name) {
      return name.name_begin - begin < i && first < name.name_end - begin;
    });
    if (is_in_name) return false;
    const char sign = is_number ? '0' : (classes & ascii::kUpper) != 0 ? kUpperHex : kLowerHex;
    std::memset(out + first, sign, run.size());
  }
  for (const SecretName& one : names) {
    const std::array<std::uint32_t, 5> numbers{one.begin - begin, one.end - begin, one.name_begin - begin,
                                               one.name_end - begin, static_cast<std::uint32_t>(one.word)};
    key.append(reinterpret_cast<const char*>(numbers.data()), sizeof numbers);
  }
  return true;
}

std::vector<SecretMemo::Place>* SecretMemo::find(std::string_view line, std::span<const SecretName> names,
                                                 std::uint32_t begin, bool is_amid) {
  begin_ = begin;
  has_key_ = read_template(line, names, begin, key_, is_amid);
  if (!has_key_) return nullptr;
  hash_ = mix_bytes(key_);
  if (lines_.empty()) return nullptr;
  Line& known = lines_[hash_ % kLines];
  return known.key == key_ ? &known.places : nullptr;
}

void SecretMemo::keep(std::span<const SecretPlace> places) {
  if (!has_key_) return;
  if (lines_.empty()) {
    lines_.resize(kLines);
    seen_.resize(kLines);
  }
  const std::size_t slot = hash_ % kLines;
  if (seen_[slot] != hash_) {
    seen_[slot] = hash_;
    return;
  }
  lines_[slot].key = key_;
  lines_[slot].places.clear();
  for (const SecretPlace& place : places) lines_[slot].places.emplace_back(moved(place, 0U - begin_));
}

}  // namespace tidegate
