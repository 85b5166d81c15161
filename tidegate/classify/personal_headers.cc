#include "tidegate/classify/personal_headers.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>
#include <string>

#include "tidegate/base/utf8.h"
#include "tidegate/classify/ascii.h"
#include "tidegate/classify/cell_inspector.h"
#include "tidegate/classify/header_shorthand.h"
#include "tidegate/classify/text_values.h"

namespace tidegate {
namespace {

constexpr std::size_t kLongest = 256;        // bytes: no name or number is longer
constexpr std::int32_t kWordPermille = 500;  // of a key that the vocabulary knows: a word for a column

enum class KeyKind {
  kOther,
  kWord,        // the vocabulary knows it
  kPinyinName,  // "zhangwei": may be a word for a column that no vocabulary has
  kFirstName,   // of one word: may be a month, a flower
  kName,
  kNumber,        // of a form that codes have too
  kHoldsPersons,  // a number of nobody but a person stands in it
  kPersons,       // it is such a number
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

// Values of persons inside a longer text.
class TextNumbers {
 public:
  const std::vector<FoundValue>& find(std::string_view text) {
    using enum ValueKind;
    constexpr std::array kOfPersons{
        kCnResidentId, kCnResidentId15, kCnResidencePermit, kCnMobile, kForeignPhone, kEmail, kCard, kIban};
    scanner_.scan(text, {}, found_);
    std::erase_if(found_, [&](const FoundValue& value) {
      return std::find(kOfPersons.begin(), kOfPersons.end(), value.kind) == kOfPersons.end() ||
             (value.kind == kForeignPhone && text[value.begin] != '+');
    });
    return found_;
  }

 private:
  TextScanner scanner_;
  std::vector<FoundValue> found_;
};

constexpr std::array<std::string_view, 14> kTitles{"女士", "先生", "小姐", "老师", "师傅", "经理", "医生",
                                                   "医师", "同学", "教授", "主任", "护士", "律师", "教练"};
constexpr std::size_t kOfPoliteTitles = 7;  // these follow a surname alone as well, and in few words else

// Those of two characters that are no words for something else, as 东方 and 百里 are.
constexpr std::array<std::string_view, 28> kSurnamesOfTwo{
    "欧阳", "上官", "尉迟", "司马", "诸葛", "皇甫", "慕容", "夏侯", "令狐", "独孤",
    "公孙", "轩辕", "宇文", "长孙", "司徒", "司空", "端木", "淳于", "呼延", "闻人",
    "赫连", "澹台", "南宫", "东郭", "濮阳", "纳兰", "拓跋", "鲜于"};

// Surnames of some nine in ten Chinese, in pinyin.
constexpr std::array<std::string_view, 100> kPinyinSurnames{
    "bai",  "cai",    "cao",       "chang", "chen",  "cheng",   "cui",   "dai",   "deng",  "ding",
    "dong", "du",     "duan",      "fan",   "fang",  "feng",    "fu",    "gao",   "gong",  "gu",
    "guo",  "han",    "hao",       "he",    "hou",   "hu",      "huang", "jia",   "jiang", "jin",
    "kang", "kong",   "lai",       "lei",   "li",    "liang",   "liao",  "lin",   "liu",   "long",
    "lu",   "luo",    "lv",        "ma",    "mao",   "meng",    "pan",   "peng",  "qian",  "qiao",
    "qin",  "qiu",    "ren",       "shao",  "shen",  "shi",     "song",  "su",    "sun",   "tan",
    "tang", "tao",    "tian",      "wan",   "wang",  "wei",     "wen",   "wu",    "xia",   "xiang",
    "xiao", "xie",    "xiong",     "xu",    "xue",   "yan",     "yang",  "yao",   "ye",    "yi",
    "yin",  "yu",     "yuan",      "zeng",  "zhang", "zhao",    "zheng", "zhong", "zhou",  "zhu",
    "zou",  "ouyang", "shangguan", "sima",  "zhuge", "huangfu", "lan",   "mo",    "ning",  "zhuang"};

// "zhangwei", "LiNa", "wangfang82".
bool is_pinyin_name(std::string_view lowered) {
  constexpr std::size_t kMostDigits = 4;
  std::size_t digits = 0;
  while (digits < lowered.size() && ascii::is_digit(lowered[lowered.size() - 1 - digits])) ++digits;
  const std::string_view letters = lowered.substr(0, lowered.size() - digits);
  if (digits > kMostDigits || !ascii::all(letters, ascii::is_lower)) return false;
  const std::size_t syllables = pinyin_syllables(letters).size();
  return syllables >= 2 && syllables <= 4 &&
         std::any_of(kPinyinSurnames.begin(), kPinyinSurnames.end(), [&](std::string_view surname) {
           const std::string_view given = letters.substr(std::min(surname.size(), letters.size()));
           const std::size_t of_given =
               is_pinyin(given) ? std::max<std::size_t>(pinyin_syllables(given).size(), 1) : 0;
           return letters.starts_with(surname) && of_given > 0 && of_given <= 2;
         });
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
    const KeyKind latin = latin_kind(key, lowered);
    return latin == KeyKind::kOther && is_pinyin_name(lowered) ? KeyKind::kPinyinName : latin;
  }

  // "张伟老师", "欧阳医生".
  bool is_titled(std::string_view key) const {
    for (std::size_t t = 0; t < kTitles.size(); ++t) {
      if (!key.ends_with(kTitles[t])) continue;
      key.remove_suffix(kTitles[t].size());
      return (t < kOfPoliteTitles && is_surname(key)) ||
             (!key.empty() && ascii::is_high(key[0]) && kind_of(key) == KeyKind::kName);
    }
    return false;
  }

 private:
  static void add(std::size_t place, LexiconSet& set) {
    if (place < kMostLexicons) set.set(place);
  }

  // "张伟": a surname, and characters that are given to children; behind a surname of two, any.
  bool is_chinese(std::string_view key) const {
    const bool is_of_two = std::any_of(kSurnamesOfTwo.begin(), kSurnamesOfTwo.end(), [&](std::string_view s) {
      return key.starts_with(s) && key.size() > s.size();
    });
    std::size_t characters = 0;
    while (!key.empty()) {
      const std::string_view before = key;
      const char32_t c = next_code_point(key);
      if (c < 0x4E00 || c > 0x9FFF || ++characters > 4) return false;
      const std::string_view character = before.substr(0, before.size() - key.size());
      const bool is_second_of_surname = characters == 2 && !key.empty();
      if (characters > 1 && !is_second_of_surname && !is_of_two &&
          (lexicons_.token(character) & chinese_given_).none())
        return false;
    }
    return characters > 1;
  }

  bool is_surname(std::string_view key) const {
    if (std::find(kSurnamesOfTwo.begin(), kSurnamesOfTwo.end(), key) != kSurnamesOfTwo.end()) return true;
    std::string_view rest = key;
    if (!rest.empty()) next_code_point(rest);
    return rest.empty() && (lexicons_.match(key) & chinese_surname_).any();
  }

  // "James Smith": two or three words with capitals, one of them in the lists, which are far from complete.
  KeyKind latin_kind(std::string_view key, std::string_view lowered) const {
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
    std::size_t pinyin_names = 0;
    for (const auto& [key, kind] : keys) {
      if (kind == KeyKind::kPersons) return true;
      persons += kind == KeyKind::kName || kind == KeyKind::kNumber || kind == KeyKind::kHoldsPersons ? 1 : 0;
      first_names += kind == KeyKind::kFirstName ? 1 : 0;
      pinyin_names += kind == KeyKind::kPinyinName ? 1 : 0;
    }
    if (persons > 0 || first_names > 1) persons += first_names;
    if (persons > 0 || pinyin_names > 2) persons += pinyin_names;
    return persons * 2 > keys.size();
  }
};

struct PlacedKey {
  std::string_view object;  // the path before it
  std::string_view key;
};

// A number with points in it, an e-mail address, is one key, and so is what a number far behind stands in.
std::vector<PlacedKey> keys_of(std::string_view header, TextNumbers& numbers) {
  const std::string_view whole = ascii::trimmed(header);
  if (whole.empty()) return {};
  const bool is_one = kind_of_number(whole) == KeyKind::kPersons;
  const auto is_cut = [&](const FoundValue& value) {
    return value.end > kLongest ||
           whole.substr(value.begin, value.end - value.begin).find_first_of(".[]") != std::string_view::npos;
  };
  const std::vector<FoundValue>& found = numbers.find(whole);
  if (is_one || std::any_of(found.begin(), found.end(), is_cut)) return {{{}, whole}};
  header = whole.substr(0, kLongest);
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
  TextNumbers numbers;
  const auto kind_of = [&](std::string_view key) {
    const KeyKind number = kind_of_number(key);
    if (number == KeyKind::kPersons) return number;
    if (!numbers.find(key).empty()) return KeyKind::kHoldsPersons;
    const std::int32_t known = vocabulary.read(key).known_permille;
    if (known < 1000 && names.is_titled(key)) return KeyKind::kName;  // 医生 is known, 李娜医生 is not
    if (known >= kWordPermille) return KeyKind::kWord;
    if (number == KeyKind::kNumber || known > 0) return number;
    return names.kind_of(key);
  };
  std::map<std::string_view, Sisters> objects;
  std::vector<std::vector<PlacedKey>> paths;
  for (const std::string_view header : headers) {
    paths.push_back(keys_of(header, numbers));
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
      const KeyKind kind = objects.at(at.object).keys.at(at.key);
      if (kind == KeyKind::kHoldsPersons) return true;
      // "Zhang Ming" reads as words too; among persons it is one.
      return are_persons.at(at.object) &&
             (kind != KeyKind::kWord ||
              (ascii::is_alpha(at.key[0]) && names.kind_of(at.key) != KeyKind::kOther));
    }));
  }
  return out;
}

}  // namespace tidegate
