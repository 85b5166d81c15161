#include "tidegate/classify/personal_headers.h"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <string>

#include "tidegate/base/utf8.h"
#include "tidegate/classify/ascii.h"
#include "tidegate/classify/cell_inspector.h"

namespace tidegate {
namespace {

constexpr std::size_t kLongest = 256;        // bytes: no name or number is longer
constexpr std::int32_t kWordPermille = 500;  // of a key that the vocabulary knows: a word for a column

enum class KeyKind {
  kOther,
  kWord,       // the vocabulary knows it
  kFirstName,  // of one word: may be a month, a flower
  kName,
  kNumber,   // of a form that codes have too
  kPersons,  // of nobody but a person
};

bool is_any_of(ValueKindSet kinds, std::initializer_list<ValueKind> wanted) {
  return std::any_of(wanted.begin(), wanted.end(), [&](ValueKind kind) { return kinds.has(kind); });
}

KeyKind kind_of_number(std::string_view key) {
  using enum ValueKind;
  const ValueKindSet valid = inspect_cell(key).valid;
  if (is_any_of(valid, {kCnResidentId, kCnResidencePermit, kCnMobile, kEmail, kCard, kIban}))
    return KeyKind::kPersons;
  if (is_any_of(valid, {kCnResidentId15, kCnForeignerPermit, kCnPassport, kCnHkMoPermit, kHkId, kTwId, kUsSsn,
                        kOtherNationalId, kCnMilitaryId, kForeignPhone}))
    return KeyKind::kNumber;
  return KeyKind::kOther;
}

class Names {
 public:
  explicit Names(const ValueLexicons& lexicons) : lexicons_(lexicons) {
    for (const char* list : {"surname", "surname_ja", "given", "given_en", "surname_en"})
      add(lexicons.place(list), lists_);
    add(lexicons.place("surname"), chinese_surname_);
    add(lexicons.place("given"), chinese_given_);
    add(lexicons.place("given_en"), latin_);
    add(lexicons.place("surname_en"), latin_);
  }

  // What other lists know, a city or a people, is no name.
  KeyKind kind_of(std::string_view key) const {
    std::string lowered(key);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), ascii::to_lower);
    const LexiconSet known = lexicons_.match(lowered);
    if ((known & chinese_surname_).any() && is_chinese(key))
      return (known & ~lists_).none() ? KeyKind::kName : KeyKind::kOther;
    if ((lexicons_.exact(lowered) & ~lists_).any()) return KeyKind::kOther;
    return latin(key, lowered);
  }

 private:
  static void add(std::size_t place, LexiconSet& set) {
    if (place < kMostLexicons) set.set(place);
  }

  // "张伟": a surname, and characters that are given to children.
  bool is_chinese(std::string_view key) const {
    std::size_t characters = 0;
    while (!key.empty()) {
      const std::string_view before = key;
      const char32_t c = next_code_point(key);
      if (c < 0x4E00 || c > 0x9FFF || ++characters > 4) return false;
      const std::string_view character = before.substr(0, before.size() - key.size());
      const bool is_second_of_surname = characters == 2 && !key.empty();
      if (characters > 1 && !is_second_of_surname && (lexicons_.token(character) & chinese_given_).none())
        return false;
    }
    return characters > 1;
  }

  // "James Smith": two or three words with capitals, one of them in the lists, which are far from complete.
  KeyKind latin(std::string_view key, std::string_view lowered) const {
    std::size_t words = 0;
    bool is_listed = false;
    for (std::size_t begin = 0; begin < key.size(); ++words) {
      const std::size_t end = std::min(key.find(' ', begin), key.size());
      const std::string_view word = key.substr(begin, end - begin);
      if (word.empty() || !ascii::is_upper(word[0]) || !std::all_of(word.begin(), word.end(), is_of_name))
        return KeyKind::kOther;
      is_listed = is_listed || (lexicons_.exact(lowered.substr(begin, end - begin)) & latin_).any();
      begin = end + 1;
    }
    if (!is_listed || words > 3) return KeyKind::kOther;
    return words == 1 ? KeyKind::kFirstName : KeyKind::kName;
  }

  static bool is_of_name(char c) { return ascii::is_alpha(c) || c == '\'' || c == '-' || c == '.'; }

  const ValueLexicons& lexicons_;
  LexiconSet lists_, chinese_surname_, chinese_given_, latin_;
};

// The keys under one object; of a table without paths, its headers.
struct Sisters {
  std::map<std::string_view, KeyKind> keys;

  bool are_persons() const {
    std::size_t persons = 0;
    std::size_t first_names = 0;
    for (const auto& [key, kind] : keys) {
      if (kind == KeyKind::kPersons) return true;
      persons += kind == KeyKind::kName || kind == KeyKind::kNumber ? 1 : 0;
      first_names += kind == KeyKind::kFirstName ? 1 : 0;
    }
    if (persons > 0 || first_names > 1) persons += first_names;
    return persons * 2 > keys.size();
  }
};

struct PlacedKey {
  std::string_view object;  // the path before it
  std::string_view key;
};

// A number with points in it, an e-mail address, is one key.
std::vector<PlacedKey> keys_of(std::string_view header) {
  const std::string_view whole = ascii::trimmed(header);
  if (whole.empty()) return {};
  if (kind_of_number(whole) == KeyKind::kPersons) return {{{}, whole}};
  std::vector<PlacedKey> keys;
  for (std::size_t begin = 0; begin < header.size();) {
    const std::size_t end = std::min(header.find_first_of(".[]", begin), header.size());
    const std::string_view key = ascii::trimmed(header.substr(begin, end - begin));
    if (!key.empty()) keys.push_back({header.substr(0, begin), key});
    begin = end + 1;
  }
  return keys;
}

}  // namespace

std::vector<bool> personal_headers(const std::vector<std::string_view>& headers,
                                   const HeaderVocabulary& vocabulary, const ValueLexicons& lexicons) {
  const Names names(lexicons);
  const auto kind_of = [&](std::string_view key) {
    const KeyKind number = kind_of_number(key);
    if (number == KeyKind::kPersons) return number;
    const std::int32_t known = vocabulary.read(key).known_permille;
    if (known >= kWordPermille) return KeyKind::kWord;
    if (number == KeyKind::kNumber || known > 0) return number;
    return names.kind_of(key);
  };
  std::map<std::string_view, Sisters> objects;
  std::vector<std::vector<PlacedKey>> paths;
  for (const std::string_view header : headers) {
    paths.push_back(keys_of(header.substr(0, kLongest)));
    for (const PlacedKey& at : paths.back()) {
      const auto [key, is_new] = objects[at.object].keys.try_emplace(at.key);
      if (is_new) key->second = kind_of(at.key);
    }
  }
  std::map<std::string_view, bool> are_persons;
  for (const auto& [object, sisters] : objects) are_persons.emplace(object, sisters.are_persons());
  std::vector<bool> out;
  for (const std::vector<PlacedKey>& path : paths) {
    out.push_back(std::any_of(path.begin(), path.end(), [&](const PlacedKey& at) {
      return are_persons.at(at.object) && objects.at(at.object).keys.at(at.key) != KeyKind::kWord;
    }));
  }
  return out;
}

}  // namespace tidegate
