#include "tidegate/classify/cell_reader.h"

#include <array>
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

using ascii::is_upper;
using enum ValueKind;

void CellReader::read() {
  const std::size_t n = cell_.size();
  if (n > 64) return read_long();
  const std::uint64_t all = n == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << n) - 1;
  const std::uint64_t other = all & ~(classes_.digit | classes_.alpha | classes_.high);
  if (classes_.high != 0) return read_high(other);
  if (other != 0) return read_marked(other);
  if (classes_.alpha == 0) return read_digits();
  return read_alnum();
}

void CellReader::read_number() {
  out_.number = tidegate::read_number(cell_);
  if (!out_.number.is_number) return;
  if (out_.number.has_point) {
    out_.valid.add(kDecimal);
  } else if (!out_.number.has_leading_zero && out_.number.digits <= 18) {
    out_.valid.add(kInteger);
  }
}

void CellReader::look_inside() {
  if ((classes_.digit | classes_.at | classes_.wide) == 0) return;
  const std::uint64_t digit = classes_.digit;
  const std::uint64_t two = digit & digit >> 1;
  const std::uint64_t four = two & two >> 2;
  const bool has_six = (four & two >> 4) != 0;
  const std::uint64_t mark = ~(digit | classes_.alpha | classes_.high);
  const int digits = ascii::count_bits(digit);
  const bool has_groups = digits >= 7 && (digit & mark >> 1 & digit >> 2) != 0;
  const std::uint64_t word = digit | classes_.alpha;
  const std::uint64_t pair = word >> 1 & word >> 2;
  const bool has_plate = (classes_.high & classes_.alpha >> 1 & pair & pair >> 2 & pair >> 4) != 0;
  out_.may_hold_values = has_six || has_groups || has_plate || classes_.at != 0 ||
                         ascii::count_bits(classes_.wide) >= 6 || digits >= 12;
}

void CellReader::read_digits() {
  out_.alphabet = Alphabet::kDigits;
  const std::size_t n = cell_.size();
  if (n <= 18) {
    WrittenNumber& number = out_.number;
    number.is_number = true;
    number.digits = static_cast<std::uint8_t>(n);
    number.has_leading_zero = n > 1 && cell_[0] == '0';
    if (n <= 12) {
      number.micro = static_cast<std::int64_t>(ascii::fast_number_of(cell_)) * 1'000'000;
    } else {
      number = read_plain_number(cell_, n);
    }
    if (!number.has_leading_zero) out_.valid.add(kInteger);
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
      // With the 0 of a long-distance call before it, as 013912345678.
      if (cell_[0] == '0' && cell_[1] == '1' && fits_cn_mobile(cell_) == Fit::kValid) {
        add(kCnMobile, Fit::kValid);
      } else if (cell_[0] == '0') {
        add(kCnPhone, fits_cn_phone(cell_));
      }
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
      if (cell_.substr(0, 5) == "00861") add(kCnMobile, fits_cn_mobile(cell_));
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
      read_identity_forms();
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
void CellReader::read_identity_forms() {
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

void CellReader::read_alnum() {
  const std::size_t n = cell_.size();
  out_.alphabet = classes_.digit == 0 ? Alphabet::kLatin : Alphabet::kAlnum;
  if (n <= 5) add(kBoolean, fits_boolean(cell_));
  if (n == 8 || n == 11) add(kSwiftBic, fits_swift_bic(cell_));
  if (classes_.digit == 0) {
    if (n >= 24) add(kBase64, fits_base64(cell_));
    if (n >= 16) add(kApiKey, fits_api_key(cell_));
    return;
  }
  if (n >= 3 && n <= 5 && classes_.alpha <= 7 && is_upper(cell_[0])) add(kIcd10, fits_icd10(cell_));
  if (n >= 8 && n <= 11) read_short_codes();
  if (n == 16) add(kOtherNationalId, fits_other_national_id(cell_));
  if (n == 15 && classes_.alpha == 7) add(kCnForeignerPermit, fits_cn_foreigner_permit(cell_));
  if (n == 17) add(kVin, fits_vin(cell_));
  if (n == 18) {
    if (classes_.alpha == std::uint64_t{1} << 17) {
      read_identity_forms();
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

void CellReader::read_short_codes() {
  const std::size_t n = cell_.size();
  if (ascii::count_bits(classes_.alpha) <= 3) {
    if (n == 9 || n == 11) {
      add(kCnPassport, fits_cn_passport(cell_));
      add(kCnHkMoPermit, fits_cn_hkmo_permit(cell_));
      add(kCnTwPermit, fits_cn_tw_permit(cell_));
    }
    if (n == 8 || n == 9) add(kHkId, fits_hk_id(cell_));
    if (n == 10) add(kTwId, fits_tw_id(cell_));
    if (n == 9) add(kOrgCode, fits_org_code(cell_));
  }
  if (out_.valid.empty()) add(kPassport, fits_passport(cell_));
  if (n == 9 || n == 10) add(kOtherNationalId, fits_other_national_id(cell_));
}

}  // namespace tidegate
