// The arithmetic of check digits. Each function names its standard and is tested against that standard's
// examples.
#pragma once

#include <string_view>

namespace tidegate {

// ISO/IEC 7812-1 annex B, the last digit being the check digit. digits: 2 or more.
bool luhn_holds(std::string_view digits);

// GB 11643-1999 (ISO 7064 mod 11-2). first17: 17 digits. Returns '0'..'9' or 'X'.
char gb11643_check(std::string_view first17);

// GB 11714-1997. first8: digits and capitals. Returns '0'..'9' or 'X'; '\0' for another character.
char gb11714_check(std::string_view first8);

// GB 32100-2015 (mod 31-3). first17: of 0-9 A-H J-N P-R T U W-Y. Returns one of these; '\0' for another
// character.
char gb32100_check(std::string_view first17);

// ISO 13616 / ISO 7064 mod 97-10. iban: capitals and digits, no spaces. True when the remainder is 1.
bool iban_remainder_holds(std::string_view iban);

// 49 CFR 565.15, GB 16735. vin: 17 characters. Returns the character that belongs at the 9th place; '\0' for
// I, O, Q or others.
char vin_check(std::string_view vin);

// GS1 (EAN, UPC, GTIN), the last digit being the check digit.
bool gs1_holds(std::string_view digits);

// Hong Kong identity card. letters: 1 or 2 capitals, digits6. Returns '0'..'9' or 'A'.
char hkid_check(std::string_view letters, std::string_view digits6);

// Taiwan national and resident identity: one capital, 9 digits.
bool taiwan_id_holds(std::string_view id);

// UIDAI (Aadhaar): 12 digits, Verhoeff.
bool verhoeff_holds(std::string_view digits);

// ICAO 9303 weights 7 3 1 over capitals and digits. Returns '0'..'9'.
char icao_check(std::string_view s);

}  // namespace tidegate
