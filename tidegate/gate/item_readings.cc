#include "tidegate/gate/item_readings.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "tidegate/classify/header_vocabulary.h"
#include "tidegate/gate/classifier.h"

namespace tidegate {
namespace {

using intake::ItemReading;

// A name is the filer's own word for the item; a sentence has many words that are not.
constexpr std::int32_t kNameSurely = 600;
constexpr std::int32_t kCoordinates = 500;
constexpr std::int32_t kTextSurely = 850;
constexpr std::int32_t kTextKnown = 700;
constexpr int kNamedInLists = 3;          // TypeInfo::important_hint
constexpr std::size_t kMostPieces = 200;  // of one text; the table bounds its length too

struct ItemWords {
  const Taxonomy& taxonomy;
  const HeaderVocabulary& vocabulary;
  std::uint64_t child;  // bit of the topic
  Date day;
};

std::uint64_t bit_of(const HeaderVocabulary& vocabulary, std::string_view topic) {
  const auto& topics = vocabulary.topics();
  const auto at = static_cast<std::size_t>(std::find(topics.begin(), topics.end(), topic) - topics.begin());
  return at < topics.size() ? std::uint64_t{1} << at : 0;
}

ItemWords own_words(Date day) {
  const Classifier& own = own_classifier();
  return {own.taxonomy(), own.vocabulary(), bit_of(own.vocabulary(), "child"), day};
}

// GB/T 35273-2020 annex B lists the numbers of identity papers; GB/T 45574-2025 no longer does. Of the older
// list they alone are asked about: its staff numbers and amounts of purchases stand in every filing.
bool is_older_identity(const TypeInfo& type, const Taxonomy& taxonomy) {
  return type.code.rfind("ID.", 0) == 0 &&
         taxonomy.sensitivity_on(type.code, *Date::of(2025, 10, 31)) == Sensitivity::kSensitive;
}

bool is_sensitive(const TypeInfo& type, const ItemWords& words) {
  return words.taxonomy.sensitivity_on(type.code, words.day) == Sensitivity::kSensitive ||
         (type.today == Sensitivity::kSecret && type.cn_basis.find("GB/T 45574") != std::string::npos);
}

// What a name is about when it asks for nothing that has a type of its own: "指纹" is a print and a template.
std::optional<Text> kind_of_topic(std::uint64_t topics, const ItemWords& words) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kKinds{
      {{"biometric", "BIO.TEMPLATE"},
       {"genetic", "MED.GENETIC"},
       {"religion", "DM.RELIGION"},
       {"disability", "DM.DISABILITY"},
       {"patient", "MED.NOTE"}}};
  for (const auto& [topic, code] : kKinds) {
    const std::uint64_t bit = bit_of(words.vocabulary, topic);
    if (const auto type = words.taxonomy.find(code); type && (topics & bit) != 0)
      return words.taxonomy.at(*type).name;
  }
  return std::nullopt;
}

// surely: of the strongest type's weight.
std::optional<ItemReading> reading_of_type(const HeaderReading& read, std::int32_t surely,
                                           const ItemWords& words) {
  if (read.types.empty() || read.types.front().permille < surely) return std::nullopt;
  const TypeInfo& type = words.taxonomy.at(read.types.front().type);
  if (is_sensitive(type, words)) return ItemReading{0, ItemReading::Basis::kListed, type.name};
  if (is_older_identity(type, words.taxonomy))
    return ItemReading{0, ItemReading::Basis::kIdentityNumber, type.name};
  return std::nullopt;
}

// Coordinates of an item that is a person's are where the person is.
bool are_coordinates(const HeaderReading& read, const ItemWords& words) {
  return !read.types.empty() && read.types.front().permille >= kCoordinates &&
         words.taxonomy.at(read.types.front().type).code == "GEN.COORD";
}

bool is_record_number(const HeaderReading& read, const ItemWords& words) {
  return !read.types.empty() && words.taxonomy.at(read.types.front().type).code == "MED.RECORD_NO";
}

// is_pseudonym: a number of a subject that was given in place of the person's own is no record number.
std::optional<ItemReading> reading_of_name(std::string_view name, bool is_pseudonym, const ItemWords& words) {
  const HeaderReading read = words.vocabulary.read(name);
  if (is_pseudonym && is_record_number(read, words)) return std::nullopt;
  if (auto typed = reading_of_type(read, kNameSurely, words)) return typed;
  if (are_coordinates(read, words)) {
    if (const auto precise = words.taxonomy.find("LOC.PRECISE"))
      return ItemReading{0, ItemReading::Basis::kListed, words.taxonomy.at(*precise).name};
  }
  const bool is_thing = !read.types.empty() && read.types.front().permille >= kNameSurely &&
                        words.taxonomy.at(read.types.front().type).today == Sensitivity::kNone;
  if (is_thing) return std::nullopt;  // "指纹锁型号", "minor version"
  if ((read.topics & words.child) != 0) return ItemReading{0, ItemReading::Basis::kChild, {}};
  if (!read.types.empty() && read.types.front().permille >= kNameSurely) return std::nullopt;
  if (auto kind = kind_of_topic(read.topics, words))
    return ItemReading{0, ItemReading::Basis::kListed, std::move(*kind)};
  return std::nullopt;
}

// Of a sentence only what is said outright; the number of a record ("随机编号") is known by its item's name.
std::optional<ItemReading> reading_of_text(std::string_view piece, const ItemWords& words) {
  const HeaderReading read = words.vocabulary.read(piece);
  if (read.known_permille < kTextKnown || is_record_number(read, words)) return std::nullopt;
  return reading_of_type(read, kTextSurely, words);
}

template <std::size_t N>
std::size_t starts_with_any(std::string_view text, const std::array<std::string_view, N>& signs) {
  const auto at = std::find_if(signs.begin(), signs.end(), [&](auto sign) { return text.starts_with(sign); });
  return at == signs.end() ? 0 : at->size();
}

// Where a piece begins to say what is not there: "资料不含身份证号" at 不含; its end where it denies nothing.
// A number ("Case no"), a price without tax and what is kept from somebody are not denied.
std::size_t denied_from(std::string_view piece) {
  constexpr std::array<std::string_view, 6> kChinese{"不含",   "不包含", "不包括",
                                                     "不涉及", "不采集", "不收集"};
  constexpr std::array<std::string_view, 10> kWords{
      " without ",    " excluding ",   " never ",    " already removed ", " not include",
      " not contain", " not collect ", " not cover", " not involve",      " not hold"};
  std::string lower(piece);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const std::string words = " " + lower + " ";
  std::size_t at = piece.size();
  for (const std::string_view word : kWords) at = std::min(at, words.find(word));
  for (const std::string_view word : kChinese) {
    const std::size_t found = lower.find(word);
    if (found != std::string::npos && !lower.substr(found).starts_with("不含税")) at = std::min(at, found);
  }
  const std::size_t first = lower.find_first_not_of(' ');
  const bool is_none =
      first != std::string::npos && std::string_view(words).substr(first).starts_with(" no ");
  return is_none || lower.ends_with("除外") ? 0 : at;
}

// Calls with each piece between commas and the like; what a clause denies is left out to its end.
template <typename Each>
void each_piece(std::string_view text, Each&& each) {
  constexpr std::array<std::string_view, 7> kStops{"。", "；", ";", "\n", ". ", "！", "，"};
  constexpr std::array<std::string_view, 21> kBreaks{"、", "：", "（", "）", "“",  "”",     "《",
                                                     "》", ",",  ":",  "(",  ")",  "/",     "|",
                                                     "[",  "]",  "与", "和", "及", " and ", "的"};
  std::size_t begin = 0;
  std::size_t pieces = 0;
  bool denied = false;
  for (std::size_t i = 0; i <= text.size() && pieces < kMostPieces; ++i) {
    const bool is_end = i == text.size();
    const std::size_t stop = is_end ? 1 : starts_with_any(text.substr(i), kStops);
    const std::size_t cut = stop > 0 ? stop : starts_with_any(text.substr(i), kBreaks);
    if (cut == 0) continue;
    const std::string_view piece = text.substr(begin, i - begin);
    const std::size_t said = denied ? 0 : denied_from(piece);
    denied = denied || said < piece.size();
    if (said > 0) each(piece.substr(0, said));
    ++pieces;
    if (stop > 0) denied = false;
    begin = i + cut;
    i = begin - 1;
  }
}

// "child name" is a name; its words apart say whose.
bool names_a_child(std::string_view name, const ItemWords& words) {
  for (std::size_t begin = 0; begin < name.size();) {
    const std::size_t end = std::min(name.find_first_of(" _-", begin), name.size());
    const auto read = reading_of_name(name.substr(begin, end - begin), true, words);
    if (read && read->basis == ItemReading::Basis::kChild) return true;
    begin = end + 1;
  }
  return false;
}

std::optional<ItemReading> reading_of(const DataItem& item, bool is_pseudonym, const ItemWords& words) {
  std::optional<ItemReading> found;
  const auto take = [&](std::optional<ItemReading> read) {
    if (!found) found = std::move(read);
  };
  take(reading_of_name(item.name, is_pseudonym, words));
  each_piece(item.name, [&](std::string_view piece) { take(reading_of_name(piece, is_pseudonym, words)); });
  if (!found && names_a_child(item.name, words)) found = ItemReading{0, ItemReading::Basis::kChild, {}};
  for (const std::string* text : {&item.content, &item.example})
    each_piece(*text, [&](std::string_view piece) { take(reading_of_text(piece, words)); });
  return found;
}

bool is_about(std::uint64_t topics, const auto& names, const ItemWords& words) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view topic) { return (topics & bit_of(words.vocabulary, topic)) != 0; });
}

// Things have diagnoses, prints, places and numbers too: "设备诊断结果". Names, identity papers, telephones
// and accounts are a person's whatever stands beside them.
bool is_of_things(std::uint64_t topics, const ItemWords& words) {
  constexpr std::array<std::string_view, 12> kThings{"device",  "vehicle",  "product", "production",
                                                     "process", "facility", "scada",   "sensor",
                                                     "network", "company",  "trade",   "charging"};
  // No "patient": a diagnosis is about one by itself.
  constexpr std::array<std::string_view, 7> kPersons{"person",  "user",  "customer", "staff",
                                                     "student", "child", "family"};
  return is_about(topics, kThings, words) && !is_about(topics, kPersons, words);
}

bool is_of_things_too(const TypeInfo& type) {
  constexpr std::array<std::string_view, 5> kKinds{"MED.", "BIO.", "LOC.", "NET.", "VEH."};
  return std::any_of(kKinds.begin(), kKinds.end(),
                     [&](std::string_view kind) { return type.code.starts_with(kind); });
}

// What is about human genes, whatever it is called: samples, products, results.
std::optional<ItemReading> genetic_reading(const ItemWords& words) {
  const auto type = words.taxonomy.find("MED.GENETIC");
  if (!type) return std::nullopt;
  return ItemReading{0, ItemReading::Basis::kImportant, words.taxonomy.at(*type).name};
}

// Of an item that is said to be of nobody and of no weight.
std::optional<ItemReading> reading_of_general(const HeaderReading& read, std::int32_t surely,
                                              const ItemWords& words) {
  using Basis = ItemReading::Basis;
  const bool is_genetic = (read.topics & bit_of(words.vocabulary, "genetic")) != 0;
  if (!read.types.empty() && read.types.front().permille >= surely) {
    const TypeInfo& type = words.taxonomy.at(read.types.front().type);
    if (type.important_hint == kNamedInLists) return ItemReading{0, Basis::kImportant, type.name};
    const bool is_personal = type.today == Sensitivity::kPersonal || type.today == Sensitivity::kSensitive ||
                             type.today == Sensitivity::kSecret;
    if (is_personal && !(is_of_things_too(type) && is_of_things(read.topics, words)))
      return ItemReading{0, Basis::kPersonal, type.name};
    if (type.today == Sensitivity::kNone && !is_genetic) return std::nullopt;
  }
  if (is_genetic) return genetic_reading(words);
  if (is_of_things(read.topics, words)) return std::nullopt;
  if (auto kind = kind_of_topic(read.topics, words))
    return ItemReading{0, Basis::kPersonal, std::move(*kind)};
  return std::nullopt;
}

std::optional<ItemReading> general_reading_of(const DataItem& item, const ItemWords& words) {
  std::optional<ItemReading> found;
  const auto name = [&](std::string_view piece) {
    if (found) return;
    const HeaderReading read = words.vocabulary.read(piece);
    found = reading_of_general(read, kNameSurely, words);
    if (!found && (read.topics & words.child) != 0 && !read.types.empty() &&
        words.taxonomy.at(read.types.front().type).today != Sensitivity::kNone)
      found = ItemReading{0, ItemReading::Basis::kChild, {}};
  };
  name(item.name);
  each_piece(item.name, name);
  const auto text = [&](std::string_view piece) {
    const HeaderReading read = words.vocabulary.read(piece);
    if (!found && read.known_permille >= kTextKnown && !is_record_number(read, words))
      found = reading_of_general(read, kTextSurely, words);
  };
  for (const std::string* said : {&item.content, &item.example}) each_piece(*said, text);
  return found;
}

bool states(const DataItem& item, const Transfer& transfer, std::string_view fact, bool value) {
  if (!item.row || *item.row >= transfer.facts.items.size()) return false;
  const FactValue* said = transfer.facts.items[*item.row].find(fact);
  return said != nullptr && *said == FactValue{value};
}

bool is_personal_not_sensitive(const DataItem& item, const Transfer& transfer) {
  return (item.item_class == "PI" || states(item, transfer, "personal", true)) &&
         !states(item, transfer, "sensitive", true) && !states(item, transfer, "under14", true);
}

bool is_general(const DataItem& item, const Transfer& transfer) {
  return item.item_class == "GENERAL" ||
         (item.item_class.empty() && states(item, transfer, "personal", false) &&
          !states(item, transfer, "important_notified", true));
}

}  // namespace

std::vector<ItemReading> item_readings(const Transfer& transfer, Date day) {
  std::vector<ItemReading> out;
  if (transfer.items.empty()) return out;
  const ItemWords words = own_words(day);
  for (std::size_t i = 0; i < transfer.items.size(); ++i) {
    const DataItem& item = transfer.items[i];
    std::optional<ItemReading> found;
    if (is_personal_not_sensitive(item, transfer))
      found = reading_of(item, states(item, transfer, "pseudonymised", true), words);
    else if (is_general(item, transfer))
      found = general_reading_of(item, words);
    if (found) {
      found->item = i;
      out.push_back(std::move(*found));
    }
  }
  return out;
}

}  // namespace tidegate
