// A JSON text as a value, for what the program itself reads back: packs, tables of weights, records. Data of
// users goes through extract. Whole numbers only: a float near a decision would not replay.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "tidegate/base/result.h"

namespace tidegate {

class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;  // sorted by the octets of the key, each key once

  Json() = default;  // null
  explicit Json(bool value) : value_(value) {}
  explicit Json(std::int64_t value) : value_(value) {}
  explicit Json(std::string value) : value_(std::move(value)) {}
  explicit Json(Array value) : value_(std::move(value)) {}
  // Sorts the members. A key given twice is our own bug and stops the program.
  explicit Json(Object members);

  // nullptr: of another kind.
  const bool* boolean() const { return std::get_if<bool>(&value_); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value_); }
  const std::string* string() const { return std::get_if<std::string>(&value_); }
  const Array* array() const { return std::get_if<Array>(&value_); }
  const Object* object() const { return std::get_if<Object>(&value_); }
  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  // Member of an object; nullptr: not an object, or no such key.
  const Json* find(std::string_view key) const;

  friend bool operator==(const Json& a, const Json& b) { return a.value_ == b.value_; }

 private:
  std::variant<std::monostate, bool, std::int64_t, std::string, Array, Object> value_;
};

// text   one JSON value in valid UTF-8.
// where  what to call it in errors: "weights-v0.json"; line and column are added.
// Errors kMalformed (not JSON, a key twice, broken UTF-8), kOutOfRange (a fraction, or a number beyond 64
// bits
//        with sign), kLimit (deeper than kDeepestJson). Never quotes the text.
inline constexpr int kDeepestJson = 200;
Result<Json> parse_json(std::string_view text, std::string_view where);
// The same, but a fraction is read as null: of documents whose fractions nobody asks for.
Result<Json> parse_json_without_fractions(std::string_view text, std::string_view where);

// Canonical text: keys sorted by their octets, no space, no line end, escapes as JsonWriter writes them.
// Equal values give equal bytes. Strings must be valid UTF-8 to come back as they were; broken octets become
// U+FFFD.
std::string canonical_text(const Json& value);

}  // namespace tidegate
