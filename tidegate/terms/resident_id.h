// Whether a text is the number of a mainland resident identity card. 公民身份号码, GB 11643-1999
// The number itself is a person's: it is looked at and never kept, copied or shown.
#pragma once

#include <string_view>

namespace tidegate {

enum class ResidentIdFault {
  kNone,
  kShape,  // not 17 digits and then a digit or X
  kPlace,  // the first two digits are no province of GB/T 2260
  kBirth,  // no such day of birth, or before 1850
  kCheck,  // the check character (ISO 7064, MOD 11-2) does not fit
};

// The first fault in the order above. A day of birth after `latest_year` counts as no such day.
ResidentIdFault check_resident_id(std::string_view text, int latest_year = 2099);

// The check character that belongs to 17 digits; '\0' when they are not.
char resident_id_check_character(std::string_view first17);

}  // namespace tidegate
