// What a schema tells of each of its fields, in the numbers that FieldReader was trained on.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tidegate/terms/schema_table.h"

namespace tidegate {

// Grams are buckets of HeaderGrams::buckets_of, brought to fewer.
inline constexpr std::uint32_t kFieldBuckets = 1 << 14;
inline constexpr std::size_t kDeclaredClues = 36;

struct FieldClues {
  std::vector<std::uint32_t> name;     // of the last part of a key path
  std::vector<std::uint32_t> comment;  // its first 96 bytes
  std::vector<std::uint32_t> around;   // the table's name and comment, and the keys that the field lies under
  std::array<bool, kDeclaredClues> declared{};  // kind and length of the declared type, forms of the name
};

// "a1", "zd07", "ATTR_12": names that nobody chose. What a comment says beside one is all that is known.
bool is_opaque_name(std::string_view name);

// One a field, in order.
std::vector<FieldClues> clues_of(const SchemaTable& table);

}  // namespace tidegate
