#include <array>
#include <bit>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/calendar.h"
#include "tidegate/classify/cell_reader.h"
#include "tidegate/classify/contact_validators.h"
#include "tidegate/classify/device_validators.h"
#include "tidegate/classify/finance_validators.h"
#include "tidegate/classify/identity_validators.h"
#include "tidegate/classify/plain_validators.h"
#include "tidegate/classify/secret_validators.h"
#include "tidegate/classify/thing_validators.h"
#include "tidegate/classify/time_validators.h"

namespace tidegate {

using enum ValueKind;

namespace {

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

}  // namespace

namespace {

// Bits of the digits in 2024-01-31 23:59:59.
constexpr std::uint64_t kIsoDay = 0b11'0110'1111;
constexpr std::uint64_t kIsoTime = kIsoDay | 0b110'1101'1000'0000'0000;

int two_digits(std::string_view s, std::size_t at) {
  return ascii::digit_of(s[at]) * 10 + ascii::digit_of(s[at + 1]);
}

}  // namespace

void CellReader::read_marked(std::uint64_t other) {
  const bool is_numeric = classes_.alpha == 0 && classes_.digit != 0;
  const auto first = static_cast<std::size_t>(std::countr_zero(other));
  if (is_numeric && (other & (other - 1)) == 0 && cell_[first] == '.') return read_plain_decimal(first);
  if ((classes_.digit & kIsoDay) == kIsoDay && read_iso_time(other)) return;
  std::uint32_t marks = 0;
  for (std::uint64_t left = other; left != 0; left &= left - 1) {
    marks |= kMarkOf[static_cast<std::size_t>(cell_[static_cast<std::size_t>(std::countr_zero(left))])];
  }
  constexpr std::uint32_t kNumericMarks = kDot | kDash | kSpace | kComma | kPlus | kPercentSign;
  if (is_numeric) {
    out_.alphabet = (marks & ~kNumericMarks) == 0 ? Alphabet::kNumeric : Alphabet::kLatinText;
    read_numeric(marks);
  } else {
    out_.alphabet = Alphabet::kLatinText;
    read_coded(marks);
  }
  if (out_.valid.empty() && out_.shape.empty()) look_inside();
}

// What programs write most, told by the places of its digits alone.
bool CellReader::read_iso_time(std::uint64_t other) {
  const std::size_t n = cell_.size();
  if (cell_[4] != '-' || cell_[7] != '-') return false;
  const bool is_day = n == 10;
  constexpr std::uint64_t kT = std::uint64_t{1} << 10;
  constexpr std::uint64_t kZ = std::uint64_t{1} << 19;
  const bool is_time =
      (n == 19 || n == 20) && (classes_.digit & kIsoTime) == kIsoTime && cell_[13] == ':' &&
      cell_[16] == ':' &&
      (n == 19 ? classes_.alpha == 0 ? cell_[10] == ' ' : classes_.alpha == kT && cell_[10] == 'T'
               : classes_.alpha == (kT | kZ) && cell_[10] == 'T' && cell_[19] == 'Z');
  if (!is_day && !is_time) return false;
  const int century = two_digits(cell_, 0);
  if (century != 19 && century != 20) return false;
  const bool is_real =
      is_calendar_day(century * 100 + two_digits(cell_, 2), two_digits(cell_, 5), two_digits(cell_, 8));
  if (is_day) {
    out_.alphabet = Alphabet::kNumeric;
    add(kDate, fit_if(is_real));
  } else {
    out_.alphabet = Alphabet::kLatinText;
    add(kDateTime, fit_if(is_real && two_digits(cell_, 11) <= 24 && two_digits(cell_, 14) < 60 &&
                          two_digits(cell_, 17) <= 60));
  }
  return other != 0;
}

void CellReader::read_plain_decimal(std::size_t point) {
  const std::size_t n = cell_.size();
  out_.alphabet = Alphabet::kNumeric;
  if (point > 18 || n - point > 19) return;
  out_.number = read_plain_number(cell_, point);
  if (!out_.number.is_number) return;
  out_.valid.add(kDecimal);
  if (out_.number.places < 4 || out_.number.places > 15 || out_.number.has_leading_zero) {
    // A month of a year with a point (2024.05) is a number first.
    return;
  }
  constexpr std::int64_t kMicro = 1'000'000;
  if (out_.number.micro > 0 && out_.number.micro <= 90 * kMicro) out_.valid.add(kLatitude);
  if (out_.number.micro > 0 && out_.number.micro <= 180 * kMicro) out_.valid.add(kLongitude);
}

void CellReader::read_numeric(std::uint32_t marks) {
  const std::size_t n = cell_.size();
  const int digits = ascii::count_bits(classes_.digit);
  const bool is_parted = (marks & kDash) != 0 && cell_[0] != '-';  // 123-45-6789 is no number
  if ((marks & ~(kDot | kDash | kComma | kPlus)) == 0 && !is_parted) {
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
  if ((marks & (kDash | kSpace | kPlus | kParen | kDot | kSlash)) != 0 && digits >= 7)
    read_phone_forms(marks);
}

// Numbers in groups.
void CellReader::read_phone_forms(std::uint32_t marks) {
  const std::size_t n = cell_.size();
  const int digits = ascii::count_bits(classes_.digit);
  if (digits <= 15) {
    if (n == 11 && takes(kUsSsn, fits_us_ssn(cell_))) return;
    if (takes(kCnMobile, fits_cn_mobile(cell_))) return;
    if (takes(kCnPhone, fits_cn_phone(cell_))) return;
    if (n == 10 && digits == 9 && cell_[8] == '-') add(kOrgCode, fits_org_code(cell_));
    if ((marks & (kParen | kSlash)) != 0) add(kMacaoId, fits_macao_id(cell_));
    add(kForeignPhone, fits_foreign_phone(cell_));
    if (n == 14) add(kOtherNationalId, fits_other_national_id(cell_));
    if (n == 17) add(kMac, fits_mac(cell_));
  }
  if (digits == 18 && n <= 21 && marks == kSpace && read_spaced_identity()) return;
  if (digits >= 13) add(kCard, fits_card(cell_));
  if (n == 36) add(kUuid, fits_uuid(cell_));
}

// "110105 19491231 002X": a resident's number in groups.
bool CellReader::read_spaced_identity() {
  constexpr std::size_t kDigits = 18;
  std::array<char, kDigits> id;
  std::size_t size = 0;
  for (const char c : cell_) {
    if (c == ' ') continue;
    if (size == kDigits) return false;
    id[size++] = c;
  }
  return size == kDigits && fits_cn_resident_id({id.data(), size}) == Fit::kValid &&
         takes(kCnResidentId, Fit::kValid);
}

// fits_email by the byte classes: what is left to look at are the marks.
Fit CellReader::read_email_form() const {
  const std::size_t n = cell_.size();
  const auto at = static_cast<std::size_t>(std::countr_zero(classes_.at));
  if (at == 0 || at > 63 || n - at < 4) return Fit::kNo;
  const std::uint64_t word = classes_.digit | classes_.alpha;
  const std::uint64_t all = n == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << n) - 1;
  std::size_t last_dot = 0;
  for (std::uint64_t left = all & ~word; left != 0; left &= left - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(left));
    const char c = cell_[i];
    if (i < at) {
      if (c == '.' ? i == 0 || i + 1 == at || cell_[i + 1] == '.' : c != '_' && c != '-' && c != '+')
        return fits_email(cell_);
    } else if (i > at) {
      if (c != '.' && c != '-') return Fit::kNo;
      if (i + 1 == n || i == at + 1 || cell_[i - 1] == '.') return Fit::kNo;
      if (c == '.' && cell_[i - 1] == '-') return Fit::kNo;
      if (c == '.') last_dot = i;
    }
  }
  if (last_dot == 0 || n - last_dot < 3) return Fit::kNo;
  return (classes_.alpha >> (last_dot + 1) ^ all >> (last_dot + 1)) == 0 ? Fit::kValid : Fit::kNo;
}

// Letters and punctuation, and mostly digits too.
void CellReader::read_coded(std::uint32_t marks) {
  const std::size_t n = cell_.size();
  const int digits = ascii::count_bits(classes_.digit);
  if ((marks & kAt) != 0 && takes(kEmail, read_email_form())) return;
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
  read_coded_tail(marks);
}

// What is left once addresses, links and times are out.
void CellReader::read_coded_tail(std::uint32_t marks) {
  const std::size_t n = cell_.size();
  const int digits = ascii::count_bits(classes_.digit);
  if ((marks & kParen) != 0) {
    add(kHkId, fits_hk_id(cell_));
    add(kCnTwPermit, fits_cn_tw_permit(cell_));
    add(kCoordinatePair, fits_coordinate_pair(cell_));
  }
  if ((marks & kSpace) != 0) {
    if (n >= 17 && n <= 42) add(kIban, fits_iban(cell_));
    if (n == 13 || n == 11) add(kOtherNationalId, fits_other_national_id(cell_));
    if (digits == 17 && n <= 21 && marks == kSpace && read_spaced_identity()) return;
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

}  // namespace tidegate
