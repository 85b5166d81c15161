#include <array>
#include <string>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/cell_reader.h"
#include "tidegate/classify/contact_validators.h"
#include "tidegate/classify/device_validators.h"
#include "tidegate/classify/finance_validators.h"
#include "tidegate/classify/identity_validators.h"
#include "tidegate/classify/mix.h"
#include "tidegate/classify/plain_validators.h"
#include "tidegate/classify/secret_validators.h"
#include "tidegate/classify/thing_validators.h"
#include "tidegate/classify/time_validators.h"

namespace tidegate {

using enum ValueKind;

namespace {

bool is_cjk_lead(std::string_view s, std::size_t i) {
  const auto byte = static_cast<unsigned char>(s[i]);
  if (byte == 0xE3) return i + 1 < s.size() && static_cast<unsigned char>(s[i + 1]) >= 0x90;
  return byte >= 0xE4 && byte <= 0xE9;
}

// has_ascii: some of the cell is ASCII.
Alphabet high_alphabet(std::string_view cell, bool has_ascii) {
  const auto is_common = [&](std::size_t i) { return static_cast<unsigned char>(cell[i]) - 0xE4U <= 5U; };
  if (has_ascii && is_common(0)) return Alphabet::kCjkMixed;
  std::size_t common = 0;
  while (common < cell.size() && is_common(common)) common += 3;
  if (common >= cell.size()) return Alphabet::kCjk;
  bool has_cjk = false;
  bool has_more = has_ascii;
  for (std::size_t i = 0; i < cell.size() && !(has_cjk && has_more);) {
    if (is_cjk_lead(cell, i)) {
      has_cjk = true;
      i += 3;
    } else if (i + 1 < cell.size() && cell[i] == '\xC2' && cell[i + 1] == '\xB7') {
      i += 2;  // the point inside a transliterated name
    } else {
      has_more = true;
      ++i;
    }
  }
  return has_cjk ? (has_more ? Alphabet::kCjkMixed : Alphabet::kCjk) : Alphabet::kOther;
}

// cell  of more than 8 bytes.
bool has_high_byte(std::string_view cell) {
  std::uint64_t all = mix::load64(cell.data() + cell.size() - 8);
  for (std::size_t i = 0; i + 8 < cell.size(); i += 8) all |= mix::load64(cell.data() + i);
  return (all & 0x8080808080808080U) != 0;
}

bool ends_with(std::string_view s, std::string_view tail) {
  return s.size() >= tail.size() && s.substr(s.size() - tail.size()) == tail;
}

}  // namespace

void CellReader::read_high(std::uint64_t other) {
  const std::size_t n = cell_.size();
  out_.alphabet = high_alphabet(cell_, (classes_.digit | classes_.alpha | other) != 0);
  if (classes_.wide != 0 || cell_[0] == '\xEF') {
    const std::string half = half_width(cell_);
    if (!half.empty()) {
      const Alphabet alphabet = out_.alphabet;
      out_ = inspect_cell(half);
      out_.alphabet = alphabet;
      out_.may_hold_values = out_.valid.empty() && out_.shape.empty();
      return;
    }
  }
  if (n <= 5 && out_.alphabet == Alphabet::kCjk) add(kBoolean, fits_boolean(cell_));
  if (other != 0 && n <= 20 && cell_.find('*') != std::string_view::npos) add(kMasked, fits_masked(cell_));
  if (classes_.digit != 0) {
    if (n >= 9 && n <= 17 && ascii::is_high(cell_[0]) && (classes_.alpha & 8) != 0)
      add(kPlate, fits_plate(cell_));
    if (cell_[0] == '\xE4' && n == 9) add(kPlate, fits_plate(cell_));  // 使123456
    if (n <= 40) read_high_number();
  }
  if (out_.valid.empty() && out_.shape.empty()) {
    if ((classes_.alpha & 1) != 0) add(kUrl, fits_url(cell_));
    if (cell_[0] == '/' || (n > 3 && cell_[1] == ':')) add(kPath, fits_path(cell_));
    look_inside();
  }
}

// Digits with Chinese units and signs.
void CellReader::read_high_number() {
  const std::size_t n = cell_.size();
  const bool starts_with_digit = (classes_.digit & 1) != 0;
  if (starts_with_digit && (classes_.digit & 8) != 0) {
    if (takes(kDate, fits_date(cell_)) || takes(kDateTime, fits_date_time(cell_))) return;
  }
  const char first = cell_[0];
  const bool may_be_money = starts_with_digit || first == '-' || first == '\xC2' || first == '\xEF' ||
                            first == '\xE2' || ascii::is_upper(first);
  if (n <= 30 && may_be_money) {
    if (takes(kMoney, fits_money(cell_))) out_.number = tidegate::read_number(without_currency(cell_));
    if (takes(kPercent, fits_percent(cell_))) return;
  }
  const bool may_be_axis = starts_with_digit || ends_with(cell_, "″") || ends_with(cell_, "°") ||
                           (n >= 6 && (cell_.substr(3, 3) == "纬" || cell_.substr(3, 3) == "经"));
  if (may_be_axis) {
    add(kLatitude, fits_latitude(cell_));
    add(kLongitude, fits_longitude(cell_));
  }
  if (ascii::is_high(first) && classes_.alpha == 0 && n >= 11) add(kCnMilitaryId, fits_cn_military_id(cell_));
  if (starts_with_digit && out_.valid.empty()) add(kCnPhone, fits_cn_phone(cell_));
}

void CellReader::read_long() {
  const bool has_high = has_high_byte(cell_);
  bool has_space = false;
  bool has_more = false;  // beyond letters and digits
  for (std::size_t i = 0; i < cell_.size() && !has_high && !has_space; ++i) {
    has_space = cell_[i] == ' ';
    has_more |= !ascii::is_alnum(cell_[i]);
  }
  if (has_high) {
    out_.alphabet = high_alphabet(cell_, false);
  } else {
    out_.alphabet = has_more                   ? Alphabet::kLatinText
                    : ascii::all_digits(cell_) ? Alphabet::kDigits
                                               : Alphabet::kAlnum;
  }
  if (!has_space && !has_high) {
    if (takes(kConnString, fits_conn_string(cell_))) return;
    if (takes(kUrl, fits_url(cell_))) return;
    if (takes(kEmail, fits_email(cell_))) return;
    if (takes(kJwt, fits_jwt(cell_))) return;
    if (takes(kApiKey, fits_api_key(cell_))) return;
    if (takes(kPasswordHash, fits_password_hash(cell_))) return;
    if (takes(kHexHash, fits_hex_hash(cell_))) return;
    if (takes(kBase64, fits_base64(cell_))) return;
    if (takes(kPath, fits_path(cell_))) return;
  } else if (!has_high) {
    if (takes(kPrivateKey, fits_private_key(cell_))) return;
    if (takes(kJwt, fits_jwt(cell_))) return;
  }
  out_.may_hold_values = true;
}

}  // namespace tidegate
