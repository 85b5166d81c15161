#include "tidegate/classify/secrets/secret_memo.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/mix.h"

namespace tidegate {
namespace {

unsigned class_of(char c) { return ascii::kClassOf[static_cast<unsigned char>(c)]; }
bool is_alnum(char c) { return (class_of(c) & (ascii::kDigit | ascii::kUpper | ascii::kLower)) != 0; }

// Stand for the characters of a hexadecimal word, by its case.
constexpr char kLowerHex = '\x01';
constexpr char kUpperHex = '\x02';

// Digits and letters of one case, so that it is no word of a language: 4f70. What ends in "def" may be the
// beginning of a word that is looked for ("def ").
bool is_hex_word(std::string_view run, unsigned classes) {
  const unsigned letters = classes & (ascii::kUpper | ascii::kLower);
  return run.size() >= 4 && (classes & ascii::kNotHex) == 0 && (classes & ascii::kDigit) != 0 &&
         (letters == ascii::kUpper || letters == ascii::kLower) &&
         !ascii::equals_ignoring_case(run.substr(run.size() - 3), "def");
}

// No line as short as this is cut but between its words.
constexpr std::size_t kShort = 160;

}  // namespace

bool SecretMemo::Place::is_hopeless(const SecretFeatures& features) const {
  if (!known_) return false;
  bool is_inside = true;
  for (std::size_t i = 0; i < features.size(); ++i)
    is_inside &= features[i] >= known_->least[i] && features[i] <= known_->most[i];
  return is_inside;
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

bool SecretMemo::read_template(std::string_view line, std::span<const SecretName> names, std::string& key) {
  if (line.size() > kLongest || line.find(kLowerHex) != std::string_view::npos ||
      line.find(kUpperHex) != std::string_view::npos)
    return false;
  key = line;
  for (std::size_t i = 0; i < line.size();) {
    if (!is_alnum(line[i])) {
      ++i;
      continue;
    }
    unsigned classes = 0;
    std::size_t end = i;
    for (; end < line.size() && is_alnum(line[end]); ++end) classes |= class_of(line[end]);
    const std::string_view run = line.substr(i, end - i);
    // -5 and -a1b2c3 may be flags, and which one counts.
    const bool may_be_flag = i > 0 && line[i - 1] == '-' && (run.size() == 1 || run[0] == 'a') &&
                             (line.size() > kShort || i < 2 || !is_alnum(line[i - 2]));
    const bool is_number = classes == ascii::kDigit;
    if (!may_be_flag && (is_number || is_hex_word(run, classes))) {
      const bool is_in_name = std::any_of(names.begin(), names.end(), [&](const SecretName& name) {
        return name.name_begin < end && i < name.name_end;
      });
      if (is_in_name) return false;
      const char sign = is_number ? '0' : (classes & ascii::kUpper) != 0 ? kUpperHex : kLowerHex;
      std::memset(key.data() + i, sign, run.size());
    }
    i = end;
  }
  for (const SecretName& one : names) {
    const std::array<std::uint32_t, 5> numbers{one.begin, one.end, one.name_begin, one.name_end,
                                               static_cast<std::uint32_t>(one.word)};
    key.append(reinterpret_cast<const char*>(numbers.data()), sizeof numbers);
  }
  return true;
}

std::vector<SecretMemo::Place>* SecretMemo::find(std::string_view line, std::span<const SecretName> names) {
  has_key_ = read_template(line, names, key_);
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
  for (const SecretPlace& place : places) lines_[slot].places.emplace_back(place);
}

}  // namespace tidegate
