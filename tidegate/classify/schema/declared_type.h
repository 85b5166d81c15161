// What a declared type says of values that nobody has seen: "varchar(18)", "NUMBER(10,2)", "字符型",
// "string".
#pragma once

#include <cstdint>
#include <string_view>

namespace tidegate {

struct DeclaredType {
  enum class Kind : std::uint8_t {
    kNone,   // none was declared
    kOther,  // one that is not known
    kWhole,
    kDecimal,
    kText,
    kDate,
    kTime,  // a point in time, or a time of day
    kFlag,
    kBytes,
    kParts,  // objects and lists
  } kind = Kind::kNone;
  std::int32_t length = 0;  // of text, in the unit declared; 0: none
  bool is_fixed = false;    // char(18): every value is so long
};

DeclaredType declared_type(std::string_view type);

}  // namespace tidegate
