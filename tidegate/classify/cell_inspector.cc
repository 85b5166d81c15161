#include "tidegate/classify/cell_inspector.h"

#include <bit>
#include <string>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/contact_validators.h"
#include "tidegate/classify/device_validators.h"
#include "tidegate/classify/finance_validators.h"
#include "tidegate/classify/identity_validators.h"
#include "tidegate/classify/secret_validators.h"
#include "tidegate/classify/thing_validators.h"
#include "tidegate/classify/time_validators.h"

namespace tidegate {
namespace {

using ascii::is_digit;
using ascii::is_upper;
using enum ValueKind;

// Punctuation met in a cell, as bits.
enum Mark : std::uint32_t {
  kDot = 1U << 0,
  kDash = 1U << 1,
  kSpace = 1U << 2,
  kSlash = 1U << 3,
  kColon = 1U << 4,
  kComma = 1U << 5,
  kPlus = 1U << 6,
  kParen = 1U << 7,
  kAt = 1U << 8,
  kPercentSign = 1U << 9,
  kUnderscore = 1U << 10,
  kDollar = 1U << 11,
  kEquals = 1U << 12,
  kStar = 1U << 13,
  kBrace = 1U << 14,
  kBackslash = 1U << 15,
  kQuote = 1U << 16,
  kMark = 1U << 17,
};

constexpr auto kMarkOf = [] {
  std::array<std::uint32_t, 128> table{};
  for (auto& mark : table) mark = kMark;
  constexpr std::string_view kChars = ".- /:,+(@%_$=*{\\'";
  for (std::size_t i = 0; i < kChars.size(); ++i) table[static_cast<std::size_t>(kChars[i])] = 1U << i;
  table[')'] = kParen;
  table['}'] = kBrace;
  table['"'] = kQuote;
  return table;
}();

class Reader {
 public:
  Reader(std::string_view cell, const ByteClasses& classes, CellReading& out)
      : cell_(cell), classes_(classes), out_(out) {}

  void read() {
    const std::size_t n = cell_.size();
    if (n > 64) return read_long();
    const std::uint64_t all = n == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << n) - 1;
    const std::uint64_t other = all & ~(classes_.digit | classes_.alpha | classes_.high);
    if (classes_.high != 0) return read_high(other);
    if (other != 0) return read_marked(other);
    if (classes_.alpha == 0) return read_digits();
    return read_alnum();
  }

 private:
  void add(ValueKind kind, Fit fit) {
    if (fit == Fit::kValid) out_.valid.add(kind);
    if (fit == Fit::kShape) out_.shape.add(kind);
  }
  // Whether the cell fits and every check passed.
  bool takes(ValueKind kind, Fit fit) {
    add(kind, fit);
    return fit == Fit::kValid;
  }

  void read_digits();
  void read_alnum();
  void read_id_forms();
  void read_marked(std::uint64_t other);
  void read_numeric(std::uint32_t marks);
  void read_coded(std::uint32_t marks);
  void read_high(std::uint64_t other);
  void read_long();
  void read_number() {
    out_.number = tidegate::read_number(cell_);
    if (!out_.number.is_number) return;
    if (out_.number.has_point) {
      out_.valid.add(kDecimal);
    } else if (!out_.number.has_leading_zero && out_.number.digits <= 18) {
      out_.valid.add(kInteger);
    }
  }
  void look_inside() {
    const std::uint64_t digit = classes_.digit;
    const std::uint64_t two = digit & digit >> 1;
    const std::uint64_t four = two & two >> 2;
    const bool has_six = (four & two >> 4) != 0;
    const std::uint64_t mark = ~(digit | classes_.alpha | classes_.high);
    const bool has_groups = std::popcount(digit) >= 7 && (digit & mark >> 1 & digit >> 2) != 0;
    const std::uint64_t word = digit | classes_.alpha;
    const std::uint64_t pair = word >> 1 & word >> 2;
    const bool has_plate = (classes_.high & classes_.alpha >> 1 & pair & pair >> 2 & pair >> 4) != 0;
    out_.may_hold_values = has_six || has_groups || has_plate || classes_.at != 0 ||
                           std::popcount(classes_.wide) >= 6 || std::popcount(classes_.digit) >= 12;
  }

  std::string_view cell_;
  const ByteClasses& classes_;
  CellReading& out_;
};

void Reader::read_digits() {
  out_.alphabet = Alphabet::kDigits;
  const std::size_t n = cell_.size();
  if (n <= 18) {
    read_number();
  }
  switch (n) {
    case 6:
      add(kCnPostcode, fits_cn_postcode(cell_));
      break;
    case 8:
      add(kCompactDate, fits_compact_date(cell_));
      add(kEan, fits_ean(cell_));
      break;
    case 10:
      add(kEpoch, fits_epoch(cell_));
      if (cell_[0] == '4' || cell_[0] == '8') add(kCnPhone, fits_cn_phone(cell_));
      break;
    case 11:
      if (cell_[0] == '1') add(kCnMobile, fits_cn_mobile(cell_));
      if (cell_[0] == '0') add(kCnPhone, fits_cn_phone(cell_));
      break;
    case 12:
      add(kEan, fits_ean(cell_));
      if (cell_[0] == '0') add(kCnPhone, fits_cn_phone(cell_));
      break;
    case 13:
      if (cell_[0] == '8') add(kCnMobile, fits_cn_mobile(cell_));
      add(kEpoch, fits_epoch(cell_));
      add(kEan, fits_ean(cell_));
      if (cell_[0] == '4') add(kCard, fits_card(cell_));
      break;
    case 14:
      add(kDateTime, fits_date_time(cell_));
      add(kEan, fits_ean(cell_));
      if (cell_[0] == '3') add(kCard, fits_card(cell_));
      break;
    case 15:
      add(kCnResidentId15, fits_cn_resident_id15(cell_));
      add(kImei, fits_imei(cell_));
      add(kImsi, fits_imsi(cell_));
      if (cell_[0] == '3') add(kCard, fits_card(cell_));
      break;
    case 16:
    case 17:
      add(kCard, fits_card(cell_));
      break;
    case 18:
      read_id_forms();
      break;
    case 19:
      add(kCard, fits_card(cell_));
      add(kIccid, fits_iccid(cell_));
      break;
    case 20:
      add(kIccid, fits_iccid(cell_));
      break;
    default:
      break;
  }
}

// 18 characters: resident identity and its kin, else a company or a card.
void Reader::read_id_forms() {
  if (takes(kCnResidentId, fits_cn_resident_id(cell_))) return;
  if (takes(kCnResidencePermit, fits_cn_residence_permit(cell_))) return;
  if (cell_[0] == '9' && takes(kCnForeignerPermit, fits_cn_foreigner_permit(cell_))) return;
  if (classes_.alpha == 0) {
    add(kCard, fits_card(cell_));
    out_.is_truncated_id = cell_.substr(15) == "000" && cell_[0] >= '1' && cell_[0] <= '8' &&
                           cell_.substr(6, 2) >= "19" && cell_.substr(6, 2) <= "20";
  }
  add(kUscc, fits_uscc(cell_));
}

void Reader::read_alnum() {
  const std::size_t n = cell_.size();
  out_.alphabet = classes_.digit == 0 ? Alphabet::kLatin : Alphabet::kAlnum;
  if (n <= 6) add(kBoolean, fits_boolean(cell_));
  if (n == 8 || n == 11) add(kSwiftBic, fits_swift_bic(cell_));
  if (classes_.digit == 0) {
    if (n >= 24) add(kBase64, fits_base64(cell_));
    if (n >= 16) add(kApiKey, fits_api_key(cell_));
    return;
  }
  const int letters = std::popcount(classes_.alpha);
  if (n >= 3 && n <= 5 && classes_.alpha <= 7 && is_upper(cell_[0])) add(kIcd10, fits_icd10(cell_));
  if (n >= 8 && n <= 11 && letters <= 3) {
    if (n == 9 || n == 11) {
      add(kCnPassport, fits_cn_passport(cell_));
      add(kCnHkMoPermit, fits_cn_hkmo_permit(cell_));
      add(kCnTwPermit, fits_cn_tw_permit(cell_));
    }
    if (n == 8 || n == 9) add(kHkId, fits_hk_id(cell_));
    if (n == 10) add(kTwId, fits_tw_id(cell_));
    if (n == 9) add(kOrgCode, fits_org_code(cell_));
  }
  if (n >= 8 && n <= 11 && out_.valid.bits() == 0) add(kPassport, fits_passport(cell_));
  if (n == 9 || n == 10 || n == 16) add(kOtherNationalId, fits_other_national_id(cell_));
  if (n == 15 && classes_.alpha == 7) add(kCnForeignerPermit, fits_cn_foreigner_permit(cell_));
  if (n == 17) add(kVin, fits_vin(cell_));
  if (n == 18) {
    if (classes_.alpha == std::uint64_t{1} << 17) {
      read_id_forms();
    } else {
      add(kUscc, fits_uscc(cell_));
    }
  }
  if (n >= 15 && n <= 34 && (classes_.alpha & 3) == 3 && (classes_.digit & 12) == 12)
    add(kIban, fits_iban(cell_));
  if (n >= 16) add(kApiKey, fits_api_key(cell_));
  if (n >= 32) add(kHexHash, fits_hex_hash(cell_));
  if (n >= 24 && !out_.valid.has(kHexHash)) add(kBase64, fits_base64(cell_));
}

// ASCII with punctuation.
void Reader::read_marked(std::uint64_t other) {
  std::uint32_t marks = 0;
  for (std::uint64_t left = other; left != 0; left &= left - 1) {
    marks |= kMarkOf[static_cast<std::size_t>(cell_[static_cast<std::size_t>(std::countr_zero(left))])];
  }
  constexpr std::uint32_t kNumericMarks = kDot | kDash | kSpace | kComma | kPlus | kPercentSign;
  if (classes_.alpha == 0 && classes_.digit != 0) {
    out_.alphabet = (marks & ~kNumericMarks) == 0 ? Alphabet::kNumeric : Alphabet::kLatinText;
    read_numeric(marks);
  } else {
    out_.alphabet = Alphabet::kLatinText;
    read_coded(marks);
  }
  if (out_.valid.empty() && out_.shape.empty()) look_inside();
}

// Digits and punctuation.
void Reader::read_numeric(std::uint32_t marks) {
  const std::size_t n = cell_.size();
  const int digits = std::popcount(classes_.digit);
  if ((marks & ~(kDot | kDash | kComma | kPlus)) == 0) {
    read_number();
    if (out_.number.is_number) {
      if ((marks & kComma) != 0) add(kMoney, fits_money(cell_));
      if ((marks & kDot) != 0 && out_.number.places >= 4) {
        add(kLatitude, fits_latitude(cell_));
        add(kLongitude, fits_longitude(cell_));
      }
      if (marks != kPlus) return;
    }
  }
  if ((marks & kPercentSign) != 0) {
    if (takes(kPercent, fits_percent(cell_)))
      out_.number = tidegate::read_number(ascii::trimmed(cell_.substr(0, n - 1)));
    return;
  }
  if ((marks & kDollar) != 0) {
    if (takes(kMoney, fits_money(cell_))) out_.number = tidegate::read_number(without_currency(cell_));
    return;
  }
  if ((marks & kStar) != 0) return add(kMasked, fits_masked(cell_));
  if ((marks & kDot) != 0) {
    if (takes(kIpv4, fits_ipv4(cell_))) return;
    if (takes(kVersion, fits_version(cell_)) && n > 10) return;
    if ((marks & kComma) != 0) add(kMoney, fits_money(cell_));
    if ((marks & (kComma | kSpace)) != 0) add(kCoordinatePair, fits_coordinate_pair(cell_));
    add(kOtherNationalId, fits_other_national_id(cell_));
  } else if ((marks & kComma) != 0) {
    add(kMoney, fits_money(cell_));
  }
  if (digits >= 5 && digits <= 8 && (marks & (kDash | kSlash | kDot)) != 0 && takes(kDate, fits_date(cell_)))
    return;
  if ((marks & kColon) != 0) {
    if (n <= 15 && takes(kTime, fits_time(cell_))) return;
    if (takes(kDateTime, fits_date_time(cell_))) return;
    add(kMac, fits_mac(cell_));
    add(kIpv6, fits_ipv6(cell_));
    return;
  }
  if ((marks & (kDash | kSpace | kPlus | kParen | kDot)) == 0 || digits < 7) return;
  if (n == 11 && takes(kUsSsn, fits_us_ssn(cell_))) return;
  if (takes(kCnMobile, fits_cn_mobile(cell_))) return;
  if (takes(kCnPhone, fits_cn_phone(cell_))) return;
  if (n == 10 && digits == 9 && cell_[8] == '-') add(kOrgCode, fits_org_code(cell_));
  if ((marks & kParen) != 0) add(kMacaoId, fits_macao_id(cell_));
  add(kForeignPhone, fits_foreign_phone(cell_));
  if (digits >= 13) add(kCard, fits_card(cell_));
  if (n == 14) add(kOtherNationalId, fits_other_national_id(cell_));
  if (n == 17) add(kMac, fits_mac(cell_));
  if (n == 36) add(kUuid, fits_uuid(cell_));
}

// Letters and punctuation, and mostly digits too.
void Reader::read_coded(std::uint32_t marks) {
  const std::size_t n = cell_.size();
  const int digits = std::popcount(classes_.digit);
  if ((marks & kAt) != 0) {
    if (takes(kEmail, fits_email(cell_))) return;
  }
  if ((marks & (kColon | kEquals)) != 0 && n >= 10) {
    if (takes(kConnString, fits_conn_string(cell_))) return;
  }
  if ((marks & (kColon | kDot)) != 0 && takes(kUrl, fits_url(cell_))) return;
  if ((marks & kDash) != 0) {
    if ((n == 36 || n == 38) && takes(kUuid, fits_uuid(cell_))) return;
    if (n == 10 && takes(kOrgCode, fits_org_code(cell_))) return;
    if (n > 20 && takes(kPrivateKey, fits_private_key(cell_))) return;
  }
  if ((marks & (kColon | kDash | kDot)) != 0) {
    if ((n == 17 || n == 14) && takes(kMac, fits_mac(cell_))) return;
    if ((marks & kColon) != 0 && takes(kIpv6, fits_ipv6(cell_))) return;
  }
  if (digits >= 4 && n <= 40) {
    if (takes(kDate, fits_date(cell_))) return;
    if ((marks & kColon) != 0) {
      if (takes(kDateTime, fits_date_time(cell_))) return;
      if (n <= 18 && takes(kTime, fits_time(cell_))) return;
    }
  }
  if ((marks & kParen) != 0) {
    add(kHkId, fits_hk_id(cell_));
    add(kCnTwPermit, fits_cn_tw_permit(cell_));
    add(kCoordinatePair, fits_coordinate_pair(cell_));
  }
  if ((marks & kSpace) != 0) {
    if (n >= 17 && n <= 42) add(kIban, fits_iban(cell_));
    if (n == 13 || n == 11) add(kOtherNationalId, fits_other_national_id(cell_));
    if (digits == 0 && marks == kSpace) return;  // words
  }
  if (digits > 0 && n <= 24 && out_.valid.empty()) {
    if (takes(kMoney, fits_money(cell_))) out_.number = tidegate::read_number(without_currency(cell_));
    if ((marks & kDot) != 0) {
      add(kIcd10, fits_icd10(cell_));
      add(kVersion, fits_version(cell_));
      add(kLatitude, fits_latitude(cell_));
      add(kLongitude, fits_longitude(cell_));
    }
    if (marks == (kDot | kPlus) &&
        (cell_.find("E+") != std::string_view::npos || cell_.find("e+") != std::string_view::npos)) {
      out_.is_truncated_id = n >= 7 && cell_.substr(n - 2) == "17";
    }
  }
  if ((marks & kStar) != 0) add(kMasked, fits_masked(cell_));
  if ((marks & kUnderscore) != 0) add(kWechatId, fits_wechat_id(cell_));
  if (n >= 16 && (marks & kSpace) == 0) {
    if (takes(kApiKey, fits_api_key(cell_))) return;
    if (takes(kPasswordHash, fits_password_hash(cell_))) return;
    if (n >= 30 && (marks & kDot) != 0 && takes(kJwt, fits_jwt(cell_))) return;
    if (n >= 24) add(kBase64, fits_base64(cell_));
  }
  if ((marks & (kSlash | kBackslash)) != 0 && out_.valid.empty()) add(kPath, fits_path(cell_));
}

bool is_cjk_lead(std::string_view s, std::size_t i) {
  const auto byte = static_cast<unsigned char>(s[i]);
  if (byte == 0xE3) return i + 1 < s.size() && static_cast<unsigned char>(s[i + 1]) >= 0x90;
  return byte >= 0xE4 && byte <= 0xE9;
}

Alphabet high_alphabet(std::string_view cell) {
  bool has_cjk = false;
  bool has_more = false;
  for (std::size_t i = 0; i < cell.size();) {
    if (is_cjk_lead(cell, i)) {
      has_cjk = true;
      i += 3;
    } else if (i + 1 < cell.size() && cell[i] == '\xC2' && cell[i + 1] == '\xB7') {
      i += 2;  // the point inside a transliterated name
    } else {
      has_more = true;
      ++i;
    }
    if (has_cjk && has_more) break;
  }
  return has_cjk ? (has_more ? Alphabet::kCjkMixed : Alphabet::kCjk) : Alphabet::kOther;
}

// Something beyond ASCII.
void Reader::read_high(std::uint64_t other) {
  const std::size_t n = cell_.size();
  out_.alphabet = high_alphabet(cell_);
  const bool is_plain =
      (classes_.high | other) == (n == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << n) - 1);
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
  if (n <= 6 && out_.alphabet == Alphabet::kCjk) add(kBoolean, fits_boolean(cell_));
  if (n <= 20 && cell_.find('*') != std::string_view::npos) add(kMasked, fits_masked(cell_));
  if (is_plain && classes_.digit == 0) return;
  if (n >= 9 && n <= 17 && ascii::is_high(cell_[0])) add(kPlate, fits_plate(cell_));
  if (classes_.digit != 0) {
    if ((classes_.digit & 1) != 0 && n <= 40) {
      if (takes(kDate, fits_date(cell_)) || takes(kDateTime, fits_date_time(cell_))) return;
    }
    if (n <= 30) {
      if (takes(kMoney, fits_money(cell_))) out_.number = tidegate::read_number(without_currency(cell_));
      if (takes(kPercent, fits_percent(cell_))) return;
      add(kLatitude, fits_latitude(cell_));
      add(kLongitude, fits_longitude(cell_));
      add(kCnMilitaryId, fits_cn_military_id(cell_));
      if ((classes_.digit & 1) != 0 && out_.valid.empty()) add(kCnPhone, fits_cn_phone(cell_));
    }
  }
  if (out_.valid.empty() && out_.shape.empty()) {
    if ((classes_.alpha & 1) != 0) add(kUrl, fits_url(cell_));
    if (cell_[0] == '/' || cell_.find('\\') == 2) add(kPath, fits_path(cell_));
    look_inside();
  }
}

void Reader::read_long() {
  if (classes_.high == 0) {
    out_.alphabet = ascii::all(cell_, ascii::is_digit)   ? Alphabet::kDigits
                    : ascii::all(cell_, ascii::is_alnum) ? Alphabet::kAlnum
                                                         : Alphabet::kLatinText;
    for (const char c : cell_) {
      if (ascii::is_high(c)) {
        out_.alphabet = high_alphabet(cell_);
        break;
      }
    }
  } else {
    out_.alphabet = high_alphabet(cell_);
  }
  const bool has_space = cell_.substr(0, 256).find(' ') != std::string_view::npos;
  if (!has_space && classes_.high == 0) {
    if (takes(kConnString, fits_conn_string(cell_))) return;
    if (takes(kUrl, fits_url(cell_))) return;
    if (takes(kEmail, fits_email(cell_))) return;
    if (takes(kJwt, fits_jwt(cell_))) return;
    if (takes(kApiKey, fits_api_key(cell_))) return;
    if (takes(kPasswordHash, fits_password_hash(cell_))) return;
    if (takes(kHexHash, fits_hex_hash(cell_))) return;
    if (takes(kBase64, fits_base64(cell_))) return;
    if (takes(kPath, fits_path(cell_))) return;
  } else {
    if (takes(kPrivateKey, fits_private_key(cell_))) return;
    if (takes(kJwt, fits_jwt(cell_))) return;
    if (takes(kConnString, fits_conn_string(cell_))) return;
  }
  out_.may_hold_values = true;
}

}  // namespace

CellReading inspect_cell(std::string_view cell, const ByteClasses& classes) {
  CellReading reading;
  Reader{cell, classes, reading}.read();
  return reading;
}

CellReading inspect_cell(std::string_view cell) {
  ByteClasses classes;
  const TextPiece piece{0, static_cast<std::uint32_t>(cell.size())};
  classify_bytes(Simd::kScalar)(cell, &piece, 1, &classes);
  return inspect_cell(cell, classes);
}

}  // namespace tidegate
