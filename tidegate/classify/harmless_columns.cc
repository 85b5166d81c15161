#include "tidegate/classify/harmless_columns.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/header_units.h"
#include "tidegate/classify/literals.h"

namespace tidegate {
namespace {

// Their values say what they are.
constexpr std::array<std::string_view, 17> kOfValues{"ID.NAME",     "ID.CN_RESIDENT", "ID.CN_TRAVEL_PERMIT",
                                                     "ID.PASSPORT", "ID.US_SSN",      "ID.DRIVER",
                                                     "CT.MOBILE",   "CT.PHONE",       "CT.EMAIL",
                                                     "CT.ADDRESS",  "CT.IM",          "CT.POSTCODE",
                                                     "NET.IP",      "NET.MAC",        "VEH.PLATE",
                                                     "VEH.VIN",     "BIZ.USCC"};
// Words and numbers about a person that are harmless where the header says what they are.
constexpr std::array<std::string_view, 21> kOfHeader{
    "ID.CN_SOCIAL", "ID.OTHER_NATIONAL", "ID.CN_MILITARY", "NET.USER_ID",  "NET.DEVICE_ID",  "NET.AD_ID",
    "NET.COOKIE",   "EE.STAFF_ID",       "EE.OCCUPATION",  "EE.EDUCATION", "EE.EVALUATION",  "DM.BIRTH_DATE",
    "DM.AGE",       "DM.GENDER",         "DM.ETHNICITY",   "DM.MARITAL",   "DM.NATIONALITY", "DM.FAMILY",
    "LOC.TRAVEL",   "GEN.PLACE",         "BIZ.CONTACT"};
// Lists of words that name something sensitive, and of words that name nothing of the kind.
constexpr std::array<std::string_view, 9> kSensitiveWords{
    "disease", "drug", "crime", "religion", "sexuality", "disability", "political", "pathogen", "vaccine"};
constexpr std::array<std::string_view, 12> kHarmlessWords{"status",    "channel", "level",    "weekday",
                                                          "month",     "colour",  "currency", "unit",
                                                          "continent", "seat",    "province", "city"};

template <typename List>
bool is_in(const List& list, std::string_view type) {
  return std::find(list.begin(), list.end(), type) != list.end();
}

// The units of a header as words, so that "hivStatus" and "hiv_status" hold "hiv".
std::string spaced(std::string_view header) {
  const std::vector<std::string> units = header_units(header);
  return joined_units(units, 0, units.size());
}

template <typename List>
LexiconSet set_of(const List& names, const ValueLexicons& lexicons) {
  LexiconSet set;
  for (const std::string_view name : names) {
    const std::size_t place = lexicons.place(name);
    if (place < kMostLexicons) set.set(place);
  }
  return set;
}

std::string lowered(std::string_view text) {
  std::string out(ascii::trimmed(text));
  std::transform(out.begin(), out.end(), out.begin(), ascii::to_lower);
  return out;
}

// Of words and texts; not of dates, numbers, codes and places on the map.
bool holds_words(const ColumnProfile& profile) {
  return profile.type != "GEN.DATE" && profile.type != "GEN.NUMBER" && profile.type != "BIZ.AMOUNT";
}

bool any_word_tells(const ColumnFeatures& features, const ValueLexicons& lexicons) {
  const LexiconSet sensitive = set_of(kSensitiveWords, lexicons);
  const LexiconSet harmless = set_of(kHarmlessWords, lexicons);
  // What is the whole of a list's word; an ending ("炎") is too little among free words.
  return std::any_of(features.sample.begin(), features.sample.end(), [&](const SampleCell& cell) {
    const LexiconSet lists = lexicons.exact(lowered(cell.text));
    return (lists & sensitive).any() && (lists & harmless).none();
  });
}

bool any_value_tells(const ColumnFeatures& features, const ColumnProfile& profile,
                     const ValueLexicons& lexicons) {
  return features.telling > 0 || (holds_words(profile) && any_word_tells(features, lexicons));
}

struct KindOfType {
  std::string_view type;
  ValueKind kind;
};
constexpr std::array kWholly{KindOfType{"ID.CN_RESIDENT", ValueKind::kCnResidentId},
                             KindOfType{"CT.MOBILE", ValueKind::kCnMobile},
                             KindOfType{"CT.PHONE", ValueKind::kCnPhone},
                             KindOfType{"CT.EMAIL", ValueKind::kEmail},
                             KindOfType{"NET.IP", ValueKind::kIpv4},
                             KindOfType{"NET.MAC", ValueKind::kMac},
                             KindOfType{"VEH.PLATE", ValueKind::kPlate},
                             KindOfType{"VEH.VIN", ValueKind::kVin}};

// Every cell is of the column's type to its last sign: no word stands beside it, nor in its place.
bool is_wholly_of(const ColumnFeatures& features, std::string_view type) {
  return std::any_of(kWholly.begin(), kWholly.end(), [&](const KindOfType& row) {
    return row.type == type && features.of(row.kind).whole_valid == features.non_empty;
  });
}

// Among names, addresses and numbers: whether some cell tells more than these. People and streets are called
// Iris and Church.
bool any_cell_tells_more(const ColumnFeatures& features, const ColumnProfile& profile,
                         const ValueLexicons& lexicons) {
  if (is_wholly_of(features, profile.type)) return false;
  if (features.telling_beyond_names > 0) return true;
  return profile.type != "ID.NAME" && profile.type != "CT.ADDRESS" && any_word_tells(features, lexicons);
}

bool all_values_are_harmless(const ColumnFeatures& features, const ValueLexicons& lexicons) {
  const LexiconSet harmless = set_of(kHarmlessWords, lexicons);
  return !features.sample.empty() &&
         std::all_of(features.sample.begin(), features.sample.end(), [&](const SampleCell& cell) {
           return (lexicons.exact(lowered(cell.text)) & harmless).any();
         });
}

}  // namespace

bool is_harmless(const ColumnFeatures& features, const ColumnProfile& profile, const ColumnModel& model) {
  if (features.non_empty == 0) return true;
  if (tells_sensitive(spaced(features.header))) return false;
  if (is_in(kOfValues, profile.type)) return !any_cell_tells_more(features, profile, model.lexicons());
  if (any_value_tells(features, profile, model.lexicons())) return false;
  const HeaderVocabulary& vocabulary = model.vocabulary();
  if (vocabulary.is_harmless(features.header)) return true;
  if (is_in(kOfHeader, profile.type)) {
    const HeaderReading reading = vocabulary.read(features.header);
    return !reading.types.empty() && reading.known_permille == 1000 &&
           model.taxonomy().at(reading.types[0].type).code == profile.type;
  }
  return vocabulary.is_neutral(features.header) && all_values_are_harmless(features, model.lexicons());
}

}  // namespace tidegate
