// Claims, for any bytes as one cell: a kind is never valid and failed at once; the reader's short ways agree
// with the validators; a valid number with a check digit is no longer valid when one digit of it is changed.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/classify/ascii.h"
#include "tidegate/classify/cell_inspector.h"
#include "tidegate/classify/contact_validators.h"
#include "tidegate/classify/device_validators.h"
#include "tidegate/classify/finance_validators.h"
#include "tidegate/classify/identity_validators.h"
#include "tidegate/classify/named_values.h"
#include "tidegate/classify/secret_validators.h"
#include "tidegate/classify/thing_validators.h"
#include "tidegate/classify/time_validators.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate;
  if (size > 4'096) return 0;
  const std::string_view cell = ascii::trimmed({reinterpret_cast<const char*>(data), size});
  using Validator = Fit (*)(std::string_view);
  for (const Validator fits : {fits_cn_resident_id,
                               fits_cn_resident_id15,
                               fits_cn_residence_permit,
                               fits_cn_foreigner_permit,
                               fits_cn_passport,
                               fits_passport,
                               fits_cn_hkmo_permit,
                               fits_cn_tw_permit,
                               fits_hk_id,
                               fits_macao_id,
                               fits_tw_id,
                               fits_us_ssn,
                               fits_other_national_id,
                               fits_cn_military_id,
                               fits_cn_mobile,
                               fits_cn_phone,
                               fits_foreign_phone,
                               fits_email,
                               fits_wechat_id,
                               fits_cn_postcode,
                               fits_ipv4,
                               fits_ipv6,
                               fits_mac,
                               fits_imei,
                               fits_imsi,
                               fits_iccid,
                               fits_uuid,
                               fits_card,
                               fits_iban,
                               fits_swift_bic,
                               fits_uscc,
                               fits_org_code,
                               fits_vin,
                               fits_plate,
                               fits_ean,
                               fits_jwt,
                               fits_api_key,
                               fits_private_key,
                               fits_conn_string,
                               fits_password_hash,
                               fits_date,
                               fits_compact_date,
                               fits_date_time,
                               fits_time,
                               fits_epoch,
                               fits_money,
                               fits_percent,
                               fits_latitude,
                               fits_longitude,
                               fits_coordinate_pair,
                               fits_icd10,
                               fits_url,
                               fits_path,
                               fits_hex_hash,
                               fits_base64,
                               fits_version,
                               fits_boolean,
                               fits_masked}) {
    fits(cell);
  }
  read_day(cell);
  std::vector<NamedValue> named;
  find_named_values(cell, named);
  if (cell.empty()) return 0;
  is_null_word(cell);
  const CellReading reading = inspect_cell(cell);
  TIDEGATE_CHECK((reading.valid.bits() & reading.shape.bits()) == 0);
  TIDEGATE_CHECK(!reading.valid.has(ValueKind::kEmail) || half_width(cell) != "" ||
                 fits_email(cell) == Fit::kValid);
  for (const Validator fits :
       {fits_cn_resident_id, fits_card, fits_iban, fits_hk_id, fits_tw_id, fits_ean, fits_imei}) {
    if (fits(cell) != Fit::kValid) continue;
    for (std::size_t i = 0; i < cell.size(); ++i) {
      if (!ascii::is_digit(cell[i])) continue;
      std::string other{cell};
      other[i] = other[i] == '9' ? '0' : static_cast<char>(other[i] + 1);
      TIDEGATE_CHECK(fits(other) != Fit::kValid);
    }
  }
  return 0;
}
