// Reads a Json strictly and without ladders: every fault is remembered once, the first one wins, and after it
// every answer is a harmless default. Ask `fault` at the end.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/json.h"
#include "tidegate/base/text.h"

namespace tidegate {

struct JsonFault {
  std::string document;        // "weights-v0.json": stands before the pointer
  std::optional<Error> first;  // where = document + JSON pointer
};

// One value and its place. Borrows the Json and the fault.
class JsonReader {
 public:
  JsonReader(const Json& value, JsonFault& fault, std::string pointer = {})
      : value_(&value), fault_(&fault), pointer_(std::move(pointer)) {}

  // Member that must be there.
  JsonReader member(std::string_view key) const;
  // Member that may be left out.
  std::optional<JsonReader> optional(std::string_view key) const;
  // Faults when this is no object or has a key that is not named here.
  void only(std::initializer_list<std::string_view> keys) const;
  // Elements of an array of least..most elements.
  std::vector<JsonReader> items(std::size_t least = 0,
                                std::size_t most = std::numeric_limits<std::size_t>::max()) const;

  std::string string() const;
  std::int64_t integer(std::int64_t least = std::numeric_limits<std::int64_t>::min(),
                       std::int64_t most = std::numeric_limits<std::int64_t>::max()) const;
  bool boolean() const;
  Date date() const;  // "YYYY-MM-DD"
  Text text() const;  // {"en": ..., "zh": ...}, neither empty
  std::vector<std::string> strings() const;
  // Place of a string in a closed list of names.
  std::size_t one_of(std::span<const std::string_view> names) const;

  const Json& value() const { return *value_; }
  bool is_null() const { return value_->is_null(); }
  const std::string& pointer() const { return pointer_; }
  JsonFault& fault() const { return *fault_; }
  // Says what is wrong with this value, when it is the first fault.
  void refuse(ErrorCode code, std::string what, std::string what_zh) const;

 private:
  const Json* value_;
  JsonFault* fault_;
  std::string pointer_;
};

}  // namespace tidegate
