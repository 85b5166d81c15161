// Where does a JSON value end? Told from brackets and quotes alone, over text that arrives in pieces.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tidegate {

// Says how far a value reaches, not whether it is well formed: simdjson tells that once the whole is there.
class JsonExtent {
 public:
  // text  begins at the value's first octet; the same text as in the call before, and more.
  // True when the value is complete: length() octets.
  bool scan(std::string_view text);
  // The text is over: a number ends here.
  bool scan_last(std::string_view text);
  std::size_t length() const { return at_; }

 private:
  std::size_t at_ = 0;
  std::uint32_t depth_ = 0;
  bool is_in_string_ = false;
  bool is_scalar_ = false;
};

}  // namespace tidegate
