#include "tidegate/gate/item_readings.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "tidegate/gate/classifier.h"
#include "tidegate/gate/item_text.h"
#include "tidegate/gate/item_words.h"

namespace tidegate {

std::uint64_t bit_of(const HeaderVocabulary& vocabulary, std::string_view topic) {
  const auto& topics = vocabulary.topics();
  const auto at = static_cast<std::size_t>(std::find(topics.begin(), topics.end(), topic) - topics.begin());
  return at < topics.size() ? std::uint64_t{1} << at : 0;
}

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

bool is_record_number(const HeaderReading& read, const ItemWords& words) {
  return !read.types.empty() && words.taxonomy.at(read.types.front().type).code == "MED.RECORD_NO";
}

const HeaderReading& PieceReader::read(std::string_view piece) {
  constexpr std::size_t kOfEach = 32;               // octets that a piece costs whatever its length
  constexpr std::size_t kMost = 2'000 * (48 + 32);  // 2,000 pieces of sixteen characters
  static const HeaderReading kNothing;
  const auto known = read_.find(piece);
  if (known != read_.end()) return known->second;
  const std::size_t cost = piece.size() + kOfEach;
  if (cost > kMost - cost_) {
    has_missed_ = true;
    return kNothing;
  }
  cost_ += cost;
  return read_.emplace(piece, vocabulary_.read(piece)).first->second;
}

bool PieceReader::take_missed() { return std::exchange(has_missed_, false); }

namespace {

using intake::ItemReading;

constexpr std::int32_t kCoordinates = 500;

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

// is_pseudonym: a number of a subject that was given in place of the person's own is no record number.
std::optional<ItemReading> reading_of_name(std::string_view name, bool is_pseudonym, const ItemWords& words) {
  const HeaderReading& read = words.pieces.read(name);
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
  const HeaderReading& read = words.pieces.read(piece);
  if (read.known_permille < kTextKnown || is_record_number(read, words)) return std::nullopt;
  return reading_of_type(read, kTextSurely, words);
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
  bool is_whole = true;
  const auto read = [&](const std::string& text, TextKind kind, const auto& reading) {
    const std::string plain = folded(text);
    is_whole = each_piece(without_denied(plain, kind), reading) && is_whole;
    // Other languages' words are written with characters that the fold changes.
    if (plain != text) is_whole = each_piece(without_denied(text, kind), reading) && is_whole;
  };
  take(reading_of_name(item.name, is_pseudonym, words));
  read(item.name, TextKind::kName,
       [&](std::string_view piece) { take(reading_of_name(piece, is_pseudonym, words)); });
  if (!found && names_a_child(item.name, words)) found = ItemReading{0, ItemReading::Basis::kChild, {}};
  for (const std::string* text : {&item.content, &item.example})
    read(*text, TextKind::kContent, [&](std::string_view piece) { take(reading_of_text(piece, words)); });
  if (words.pieces.take_missed()) is_whole = false;
  if (!found && !is_whole) found = ItemReading{0, ItemReading::Basis::kUnread, {}};
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

// Of nobody's data alone: what is said around it is then of no person either.
bool is_nobodys(const Transfer& transfer) {
  const auto is_no_person = [&](const DataItem& item) {
    return is_general(item, transfer) || item.item_class == "IMPORTANT";
  };
  return std::all_of(transfer.items.begin(), transfer.items.end(), is_no_person) &&
         std::any_of(transfer.items.begin(), transfer.items.end(),
                     [&](const DataItem& item) { return is_general(item, transfer); });
}

// Equipment and purchases of these tell what the state keeps to itself, in the plainest words.
bool is_ordinary(std::string_view industry) {
  constexpr std::array<std::string_view, 9> kOthers{"defence_supplier", "government", "surveying", "energy",
                                                    "mining",           "water",      "seeds",     "telecom",
                                                    "meteorology"};
  return std::find(kOthers.begin(), kOthers.end(), industry) == kOthers.end();
}

}  // namespace

ItemsRead read_items(const Transfer& transfer, Date day) {
  ItemsRead out;
  if (transfer.items.empty()) return out;
  const Classifier& own = own_classifier();
  PieceReader pieces(own.vocabulary());
  const ItemWords words{own.taxonomy(), own.vocabulary(), pieces, bit_of(own.vocabulary(), "child"), day};
  const bool is_of_trade = is_ordinary(transfer.industry);
  for (std::size_t i = 0; i < transfer.items.size(); ++i) {
    const DataItem& item = transfer.items[i];
    std::vector<ItemReading> found;
    if (is_personal_not_sensitive(item, transfer)) {
      auto one = reading_of(item, states(item, transfer, "pseudonymised", true), words);
      if (one) found.push_back(std::move(*one));
    } else if (is_general(item, transfer)) {
      found = general_readings(item, words);
      if (found.empty() && (!is_of_trade || !tells_things(item))) out.untold.push_back(i);
    }
    for (ItemReading& reading : found) {
      reading.item = i;
      out.readings.push_back(std::move(reading));
    }
  }
  if (!is_nobodys(transfer)) return out;
  for (ItemReading& reading : whole_readings(transfer)) out.readings.push_back(std::move(reading));
  return out;
}

std::vector<ItemReading> item_readings(const Transfer& transfer, Date day) {
  return read_items(transfer, day).readings;
}

}  // namespace tidegate
