// The kinds of value that their shape alone can tell, found by validators while a table is scanned.
// A kind is evidence, a type of the taxonomy is the verdict: eleven digits that fit the mobile plan may be an
// order number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tidegate {

// Order is that of ValueKindSet's bits; it is never written to disk.
enum class ValueKind : std::uint8_t {
  // Persons
  kCnResidentId,       // GB 11643-1999, 18 characters: region, date, check digit
  kCnResidentId15,     // 15 digits, issued until 1999: region and date, no check digit
  kCnResidencePermit,  // HK/Macao/Taiwan residents: 81/82/83 0000, else as kCnResidentId
  kCnForeignerPermit,  // permanent residence: 3 letters 12 digits, or 18 digits from 9 with check digit
  kCnPassport,         // E, EA..EZ, G, D, S, P, H, K series
  kPassport,           // other states: shapes only
  kCnHkMoPermit,       // H or M with 8 or 10 digits
  kCnTwPermit,         // 8 digits, or T with 8 digits, or 10 digits and a letter in brackets
  kHkId,               // check digit in brackets or last
  kMacaoId,            // 1, 5 or 7, six digits, check digit
  kTwId,               // letter, [1289], 8 digits, check digit
  kUsSsn,              // 3-2-4, never issued groups refused
  kOtherNationalId,  // UK NINO, Singapore NRIC, India Aadhaar and PAN, Brazil CPF, Spain DNI ...: with check
                     // digit where one exists
  kCnMilitaryId,     // character, 字第, number, 号
  // Contact
  kCnMobile,      // number segments of MIIT; +86, spaces and dashes
  kCnPhone,       // area code and subscriber number, 400/800
  kForeignPhone,  // E.164 with country code, or North American grouping
  kEmail,
  kWechatId,    // wxid_
  kCnPostcode,  // 6 digits of an existing postal zone
  // Networks and devices
  kIpv4,
  kIpv6,
  kMac,
  kImei,   // 15 digits, Luhn, allocated reporting body
  kImsi,   // 15 digits, known mobile country code
  kIccid,  // 89, 19 or 20 digits, Luhn
  kUuid,
  // Finance
  kCard,  // issuer range and length, Luhn; spaces and dashes
  kIban,  // mod 97 and the country's length
  kSwiftBic,
  // Things
  kPlate,    // mainland plates incl. new energy, police, trailers, embassy; existing prefix
  kVin,      // 17 characters, check digit
  kUscc,     // GB 32100-2015 and the GB 11714 code inside it
  kOrgCode,  // GB 11714: 8 characters, dash, check character
  kEan,      // EAN-8/13, UPC-A, GTIN-14
  // Secrets
  kJwt,           // in running text any token of a session or a bearer
  kApiKey,        // AWS, GitHub, Slack, Google, Alibaba, Tencent ... prefixes
  kPrivateKey,    // PEM head
  kConnString,    // scheme://user:password@host, Password=...;
  kPasswordPair,  // password: value
  kPasswordHash,  // bcrypt, argon2, crypt, pbkdf2
  // Plain
  kDate,         // a day: 2024-01-31, 2024/1/31, 2024年1月31日, 31 Jan 2024
  kCompactDate,  // 20240131
  kDateTime,
  kTime,
  kEpoch,    // seconds or milliseconds of 2000..2035
  kInteger,  // optional sign and thousands commas
  kDecimal,
  kMoney,  // a number with a currency sign or code, or grouped with two decimals
  kPercent,
  kLatitude,        // decimal with 4 or more places in [-90, 90], or DMS with N/S
  kLongitude,       // decimal with 4 or more places in [-180, 180], or DMS with E/W
  kCoordinatePair,  // both in one cell, WKT POINT
  kIcd10,           // letter, two digits, optional point and 1..4
  kUrl,
  kPath,
  kHexHash,  // 32, 40, 56, 64, 96 or 128 hex digits
  kBase64,   // 24 or more characters, mixed classes
  kVersion,  // 1.2, 1.2.3-rc1
  kBoolean,
  kMasked,  // part of the value is starred out: 139****2877
  kCount,
};

inline constexpr std::size_t kValueKinds = static_cast<std::size_t>(ValueKind::kCount);
static_assert(kValueKinds <= 64);

std::string_view to_string(ValueKind kind);  // "cn_resident_id": stable, for evidence rules and tests

// A small set of kinds.
class ValueKindSet {
 public:
  constexpr ValueKindSet() = default;
  constexpr explicit ValueKindSet(ValueKind kind) : bits_(bit(kind)) {}
  static constexpr ValueKindSet from_bits(std::uint64_t bits) {
    ValueKindSet set;
    set.bits_ = bits;
    return set;
  }
  constexpr void add(ValueKind kind) { bits_ |= bit(kind); }
  constexpr bool has(ValueKind kind) const { return (bits_ & bit(kind)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr std::uint64_t bits() const { return bits_; }
  friend constexpr bool operator==(ValueKindSet, ValueKindSet) = default;

 private:
  static constexpr std::uint64_t bit(ValueKind kind) {
    return std::uint64_t{1} << static_cast<unsigned>(kind);
  }
  std::uint64_t bits_ = 0;
};

}  // namespace tidegate
