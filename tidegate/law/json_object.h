// One object of a strict JSON document: every key is asked for once, and what was not asked for is a fault.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/json.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"

namespace tidegate::law {

// The first fault of a document; later ones are not looked for.
struct JsonFault {
  std::optional<Error> error;
  void set(std::string pointer, std::string what, std::string what_zh,
           ErrorCode code = ErrorCode::kMalformed) {
    if (!error) error = Error{code, std::move(what), std::move(pointer), std::move(what_zh)};
  }
};

class JsonObject {
 public:
  // value and fault outlive this object. A value of another kind is a fault.
  JsonObject(const Json& value, std::string pointer, JsonFault& fault);

  bool has(std::string_view key) const;
  std::string pointer(std::string_view key) const;  // "/rules/3/when"

  std::string text(std::string_view key, bool required = true);
  std::string id(std::string_view key, bool required = true);  // [a-z][a-z0-9_.]*, 96 bytes at most
  std::int64_t integer(std::string_view key, std::int64_t otherwise = 0, bool required = true);
  bool boolean(std::string_view key, bool otherwise);
  Date date(std::string_view key, Date otherwise, bool required = true);
  DateInterval interval(Date open_from);                  // keys from and to
  Text both(std::string_view key, bool required = true);  // {"en": ..., "zh": ...}
  std::vector<std::string> texts(std::string_view key);   // optional; no empty text, none twice
  const Json* raw(std::string_view key, bool required);
  // Elements of an optional array; none when the key is missing.
  const Json::Array& array(std::string_view key, bool required = false);
  void finish();  // faults a key that was never asked for

 private:
  const Json* take(std::string_view key, bool required);
  void wrong(std::string_view key, std::string_view wants, std::string_view wants_zh);

  const Json* value_;
  std::string pointer_;
  JsonFault& fault_;
  std::vector<std::string> asked_;
};

bool is_id(std::string_view text);

}  // namespace tidegate::law
