// The declaration's format as one table: every key, its type, unit, meaning and the law that asks for it.
// The reader, the writer, the JSON Schema and the reference page all come from it; nothing is typed twice.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/text.h"

namespace tidegate::intake {

enum class Kind {
  kObject,        // a mapping with the keys of `fields` and no other
  kObjectOrNone,  // the same, or the word none: every one of its keys, all yes/no, is no
  kList,          // a list of `each`, `most` elements at the most
  kOneOrList,     // `each`, or a list of it
  kListOrNone,    // a list of `each`, or the word none
  kYears,         // a mapping from years (2017 to 2100) to `each`
  kText,          // characters, `most` code points at the most
  kBilingual,     // a text, or {en, zh}
  kBool,          // true, false, yes, no; unknown
  kCount,         // a whole number from `least` to `most`; unknown
  kDate,          // YYYY-MM-DD; unknown
  kWord,          // one of `words`; unknown
  kSymbol,        // a word in snake_case, from no closed list; unknown
  kCountry,       // ISO 3166-1 alpha-2, or EPO; unknown
  kUscc,          // GB 32100
  kPersonId,      // number of an identity paper: checked, never kept; or the word withheld
  kEmail,         //
  kHost,          // domain name, or the word none
  kAddress,       // IPv4, IPv6 or CIDR, or the word none
  kTypeCode,      // of the data taxonomy: "CT.MOBILE"
  kTextOrObject,  // a text, which stands for the first of `fields`, or a mapping
};

struct Word {
  std::string_view word;
  std::string_view en;
  std::string_view zh;
};

struct Field;

struct Shape {
  Kind kind;
  std::span<const Field> fields = {};
  const Shape* each = nullptr;
  std::span<const Word> words = {};
  std::int64_t most = 0;
  std::int64_t least = 0;  // kCount
  bool narrows = false;    // kText: full-width digits are read as plain ones, as in every kCount
};

// A mapping with keys of its own.
constexpr bool is_mapping(const Shape& shape) {
  return shape.kind == Kind::kObject || shape.kind == Kind::kObjectOrNone;
}

// For which filings an empty field is a blank in the official form (rule V02).
enum class Need {
  kOptional,
  kAlways,    // the scenario itself, whatever the route
  kFiled,     // routes SA, SC, PC, NL and EXT
  kAssessed,  // routes SA and EXT
};

struct Field {
  std::string_view key;
  const Shape* shape;
  std::string_view en;         // meaning
  std::string_view zh;         // the form's own label first
  std::string_view laws = {};  // who asks: "CN", "EU GB", "form", "risk"
  std::string_view unit = {};  // "persons"
  // The fact it states, by its name in the labelled cases; of an item: "item.sensitive". "*" is the year.
  std::string_view fact = {};
  Need need = Need::kOptional;
  bool is_private = false;  // may hold a person's data: never repeated in a message
  // A text: what it asks for there always is (a name, a purpose), so that "none" is no answer to it.
  bool is_never_none = false;
  bool may_be_masked = false;  // a text: asterisks or crosses alone are an answer ("****", clause "XX")
};

// The whole declaration.
const Shape& transfer_shape();

// Field of an object (or text-or-object) shape; nullptr: no such key.
const Field* find_field(const Shape& shape, std::string_view key);

// A field and where it stands: "/scenario/items/*/necessity"; lists and years are "*".
struct PlacedField {
  std::string pointer;
  const Field* field;
};
// Every field of the format, outer before inner, in the table's order.
std::vector<PlacedField> all_fields();

// Every fact that a declaration can state, sorted by name, each once; shapes of a fact that may stand at two
// places are the same.
std::vector<const Field*> all_facts();

// A sector by its word in the format, "banking"; empty: no such sector.
Text sector_name(std::string_view sector);
// Sectors that are called by another word, "hospital, medical_devices or pharmaceutical" for "healthcare" or
// "医疗"; empty: none.
std::string sectors_called(std::string_view word);

}  // namespace tidegate::intake
