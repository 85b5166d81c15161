// The unified social credit code of an organisation registered in the mainland. 统一社会信用代码, GB
// 32100-2015
#pragma once

#include <string>
#include <string_view>

#include "tidegate/base/result.h"

namespace tidegate {

// 18 characters: registering department, kind of organisation, six digits of the place of registration (GB/T
// 2260), nine of the organisation code (GB 11714), one check character.
class Uscc {
 public:
  // Capitals and digits without I, O, S, V, Z; the check character must fit.
  // Errors: kMalformed, saying which of the three is wrong; the code is not repeated in the message.
  static Result<Uscc> parse(std::string_view text);
  // As somebody types or pastes it: full-width forms, small letters and blanks around it are read as the code
  // they stand for. Errors: as parse.
  static Result<Uscc> parse_typed(std::string_view text);
  // The check character that belongs to 17 valid characters; '\0' when one is not of the alphabet.
  static char check_character(std::string_view first17);

  const std::string& str() const { return text_; }
  // First two digits of the place of registration, "11" for Beijing; "10": registered with the national
  // office.
  std::string_view province() const { return std::string_view(text_).substr(2, 2); }
  friend bool operator==(const Uscc&, const Uscc&) = default;

 private:
  explicit Uscc(std::string_view text) : text_(text) {}
  std::string text_;
};

}  // namespace tidegate
