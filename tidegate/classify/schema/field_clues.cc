#include "tidegate/classify/schema/field_clues.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/learned/header_grams.h"
#include "tidegate/classify/schema/declared_type.h"

namespace tidegate {
namespace {

constexpr std::size_t kMostCommentBytes = 96;
constexpr std::size_t kMostNameBytes = 256;
constexpr std::size_t kKinds = 10;
constexpr std::array<std::int32_t, 15> kLengths{1, 3, 7, 10, 11, 14, 15, 17, 18, 20, 32, 64, 128, 255, 500};

void add_grams(std::string_view text, std::vector<std::uint32_t>& out) {
  for (const std::uint32_t bucket : HeaderGrams::buckets_of(text)) out.push_back(bucket % kFieldBuckets);
}

std::size_t last_part(std::string_view name) {
  const std::size_t dot = name.find_last_of('.');
  return dot == std::string_view::npos || dot + 1 == name.size() ? 0 : dot + 1;
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Before the number of a field that nobody named.
constexpr std::array<std::string_view, 18> kNumbered{"col",  "column", "field", "fld",  "attr",   "attribute",
                                                     "ext",  "extend", "udf",   "uda",  "val",    "value",
                                                     "item", "zd",     "spare", "resv", "custom", "reserve"};

}  // namespace

bool is_opaque_name(std::string_view name) {
  name.remove_prefix(last_part(name));
  std::size_t end = name.size();
  while (end > 0 && name[end - 1] >= '0' && name[end - 1] <= '9') --end;
  if (end == name.size() || end == 0) return end == 0;
  std::string stem(name.substr(0, end));
  if (stem.back() == '_' || stem.back() == '-') stem.pop_back();
  std::transform(stem.begin(), stem.end(), stem.begin(), ascii::to_lower);
  return stem.size() < 2 || std::find(kNumbered.begin(), kNumbered.end(), stem) != kNumbered.end();
}

std::vector<FieldClues> clues_of(const SchemaTable& table) {
  std::vector<std::uint32_t> of_table;
  if (!is_opaque_name(table.name))
    add_grams(std::string_view(table.name).substr(0, kMostNameBytes), of_table);
  add_grams(std::string_view(table.comment).substr(0, kMostCommentBytes), of_table);
  std::vector<FieldClues> out;
  out.reserve(table.fields.size());
  for (std::size_t i = 0; i < table.fields.size(); ++i) {
    const SchemaField& field = table.fields[i];
    const std::size_t begin = last_part(field.name);
    FieldClues clues;
    if (field.comment.empty() || !is_opaque_name(field.name))
      add_grams(std::string_view(field.name).substr(begin, kMostNameBytes), clues.name);
    add_grams(std::string_view(field.comment).substr(0, kMostCommentBytes), clues.comment);
    clues.around = of_table;
    add_grams(std::string_view(field.name).substr(0, std::min(begin, kMostNameBytes)), clues.around);
    const DeclaredType type = declared_type(field.type);
    clues.declared[static_cast<std::size_t>(type.kind)] = true;
    if (type.length > 0) {
      const auto step = std::lower_bound(kLengths.begin(), kLengths.end(), type.length) - kLengths.begin();
      clues.declared[kKinds + static_cast<std::size_t>(step)] = true;
    }
    std::size_t flag = kKinds + kLengths.size() + 1;
    for (const bool is_so :
         {type.is_fixed, i == 0, begin > 0, clues.comment.empty(), has_digit(field.name), clues.name.empty(),
          field.name.size() <= 3, field.name.find("[]") != std::string::npos})
      clues.declared[flag++] = is_so;
    out.push_back(std::move(clues));
  }
  return out;
}

}  // namespace tidegate
