#include <gtest/gtest.h>

#include <string>

#include "tidegate/classify/contact_validators.h"
#include "tidegate/classify/device_validators.h"
#include "tidegate/classify/finance_validators.h"
#include "tidegate/classify/identity_validators.h"
#include "tidegate/classify/plain_validators.h"
#include "tidegate/classify/secret_validators.h"
#include "tidegate/classify/thing_validators.h"
#include "tidegate/classify/time_validators.h"

namespace tidegate {
namespace {

using Validator = Fit (*)(std::string_view);

void expect(Validator fits, Fit wanted, std::initializer_list<const char*> values) {
  for (const char* value : values) EXPECT_EQ(fits(value), wanted) << value;
}

TEST(ResidentId, TakesTheStandardsExampleAndBothCasesOfX) {
  expect(fits_cn_resident_id, Fit::kValid, {"11010519491231002X", "11010519491231002x"});
}

TEST(ResidentId, TakesRegionsThatWereWithdrawn) {
  // 310103 Luwan district, merged in 2011; 110103 Chongwen, merged in 2010.
  EXPECT_EQ(fits_cn_resident_id("310103197001010016"), Fit::kValid);
  EXPECT_EQ(fits_cn_resident_id("110103197001010019"), Fit::kValid);
}

TEST(ResidentId, SaysShapeWhenOnlyTheCheckDigitOrTheCountyIsWrong) {
  expect(fits_cn_resident_id, Fit::kShape, {"110105194912310021", "11019919491231002X"});
}

TEST(ResidentId, RefusesDaysThatDoNotExistAndOtherShapes) {
  expect(fits_cn_resident_id, Fit::kNo,
         {"11010519490231002X", "110105194913310026", "11010520991231002X", "1101051949123100",
          "A1010519491231002X", "91010519491231002X", "11010519491231002Y", ""});
}

TEST(ResidentId, FifteenDigitsBecomeEighteen) {
  EXPECT_EQ(fits_cn_resident_id15("110105491231002"), Fit::kValid);
  EXPECT_EQ(cn_resident_id_from15("110105491231002"), "11010519491231002X");
  EXPECT_EQ(cn_birth_date("110105491231002"), *Date::parse("1949-12-31"));
  EXPECT_EQ(cn_birth_date("11010519491231002X"), *Date::parse("1949-12-31"));
  EXPECT_EQ(cn_birth_date("11010519490231002X"), std::nullopt);
}

TEST(ResidencePermit, IsToldFromResidentIds) {
  EXPECT_EQ(fits_cn_residence_permit("810000199408230021"), Fit::kValid);
  EXPECT_EQ(fits_cn_residence_permit("830000199201300022"), Fit::kValid);
  EXPECT_EQ(fits_cn_resident_id("810000199408230021"), Fit::kNo);
}

TEST(Passport, TakesTheSeriesOfChina) {
  expect(fits_cn_passport, Fit::kValid,
         {"E12345678", "EA1234567", "G12345678", "DE1234567", "SE1234567", "PE1234567", "K12345678"});
  expect(fits_cn_passport, Fit::kNo,
         {"E1234567", "EI1234567", "EO1234567", "A12345678", "e12345678", "E1234567A"});
}

TEST(Passport, TakesFormsOfOtherStates) {
  expect(fits_passport, Fit::kValid, {"TK1234567", "M12345678", "C01X00T478", "12AB34567"});
  expect(fits_passport, Fit::kNo, {"123456789", "ABCDEFGHI", "C01X00T479", "20240101"});
}

TEST(Permit, TakesBothDirections) {
  expect(fits_cn_hkmo_permit, Fit::kValid,
         {"H12345678", "M1234567801", "H1234567801", "C12345678", "CA1234567", "W12345678"});
  expect(fits_cn_hkmo_permit, Fit::kNo, {"H1234567", "H123456789", "CI1234567", "X12345678"});
  expect(fits_cn_tw_permit, Fit::kValid, {"T12345678", "L12345678", "1234567890(B)"});
}

TEST(HongKongId, WantsItsCheckDigit) {
  expect(fits_hk_id, Fit::kValid, {"A123456(3)", "A1234563", "G123456(A)", "AB987654(3)"});
  expect(fits_hk_id, Fit::kShape, {"A123456(4)", "A1234560"});
  expect(fits_hk_id, Fit::kNo, {"A123456", "ABC123456(3)", "a123456(3)", "A123456(B)"});
}

TEST(MacaoAndTaiwanId, TakeTheirForms) {
  expect(fits_macao_id, Fit::kValid, {"1234567(8)", "5215299(8)", "1/234567/8"});
  expect(fits_macao_id, Fit::kNo, {"2234567(8)", "12345678", "1234567(A)"});
  expect(fits_tw_id, Fit::kValid, {"A123456789"});
  expect(fits_tw_id, Fit::kShape, {"A123456788"});
  expect(fits_tw_id, Fit::kNo, {"A323456789", "A12345678"});
}

TEST(UsSsn, RefusesNumbersNeverIssued) {
  expect(fits_us_ssn, Fit::kValid, {"123-45-6789", "665-99-9999"});
  expect(fits_us_ssn, Fit::kShape,
         {"000-45-6789", "666-45-6789", "900-45-6789", "123-00-6789", "123-45-0000"});
  expect(fits_us_ssn, Fit::kNo, {"123456789", "123-456-789", "123-45-678"});
}

// Specimens that the authorities print.
TEST(OtherNationalId, TakesPublishedSpecimens) {
  expect(fits_other_national_id, Fit::kValid,
         {"AB123456C", "AB 12 34 56 C", "S1234567D", "529.982.247-25", "12345678Z", "X1234567L",
          "RSSMRA85T10A562S", "ABCPE1234F", "9999 4105 7058", "900101-1234567"});
  expect(fits_other_national_id, Fit::kShape,
         {"S1234567E", "529.982.247-26", "12345678A", "9999 4105 7059", "111.111.111-11"});
  expect(fits_other_national_id, Fit::kNo, {"QQ123456C", "DA123456C", "hello", "2024-01-01"});
}

TEST(MilitaryId, WantsAnIssuer) {
  expect(fits_cn_military_id, Fit::kValid,
         {"军字第12345678号", "士字第0012345号", "北字第123456号", "政字第2001988"});
  expect(fits_cn_military_id, Fit::kShape, {"京字第12345678号"});
  expect(fits_cn_military_id, Fit::kNo, {"字第12345678号", "军字第123号", "军字第号"});
}

TEST(Mobile, TakesSegmentsInEveryWriting) {
  expect(fits_cn_mobile, Fit::kValid,
         {"13800138000", "+8613800138000", "+86 13800138000", "8613800138000", "008613800138000",
          "138-0013-8000", "138 0013 8000", "+86 138 0013 8000", "(+86)13800138000", "+86-138-0013-8000"});
  expect(fits_cn_mobile, Fit::kShape, {"15400000000", "14012345678"});
  expect(fits_cn_mobile, Fit::kNo,
         {"12800138000", "10000000000", "1380013800", "138001380000", "138-00138-000", "23800138000"});
  const auto digits = cn_mobile_digits("+86 138-0013-8000");
  ASSERT_TRUE(digits.has_value());
  EXPECT_EQ(std::string_view(digits->data(), digits->size()), "13800138000");
  EXPECT_FALSE(cn_mobile_digits("021-12345678").has_value());
}

TEST(Phone, WantsAnAreaCode) {
  expect(fits_cn_phone, Fit::kValid,
         {"010-62345678", "0571-86549021", "021 62345678", "(010)62345678", "01062345678", "057186549021",
          "400-810-8888", "4008108888", "800-820-8820", "+86 10 6234 5678", "+86-571-86549021",
          "0571-86549021-813", "0571-86549021转813"});
  expect(fits_cn_phone, Fit::kShape, {"010-12345678", "026-62345678"});
  expect(fits_cn_phone, Fit::kNo, {"62345678", "13800138000", "2024-01-01", "010-6234", "0571-865490211"});
}

TEST(Phone, TakesForeignNumbers) {
  expect(fits_foreign_phone, Fit::kValid,
         {"+1 590-452-6562", "+1-212-555-0134", "(918) 555-0164", "212-555-0134", "+44 20 7946 0958",
          "+852 2345 6789", "+49 341 4828810", "+81-3-1234-5678", "1-800-555-0199"});
  expect(fits_foreign_phone, Fit::kNo,
         {"2125550134", "+86 13800138000", "2024-01-02", "12-34-56", "+", "555-0134", ".18GDM9AXKP042788"});
}

TEST(Email, FollowsTheGrammar) {
  expect(fits_email, Fit::kValid,
         {"a@b.co", "dinwiddie.floyd@example.com", "692166991@qq.com", "x+tag@sub.domain.example",
          "o'brien@x.ie"});
  expect(fits_email, Fit::kNo,
         {"a@b", "@b.co", "a@.co", "a..b@c.de", ".a@b.de", "a@b..de", "a b@c.de", "a@-b.de", "a@b.1",
          "print@2x.png"});
}

TEST(Card, WantsAnIssuerALengthAndLuhn) {
  expect(fits_card, Fit::kValid,
         {"4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", "378282246310005",
          "3782 822463 10005", "6217000000000000012", "6217 0000 0000 0000 012", "5555555555554444",
          "3530111333300000"});
  expect(fits_card, Fit::kShape, {"4111111111111112", "6217000000000000011"});
  expect(
      fits_card, Fit::kNo,
      {"1111111111111111", "7992739871300000", "4111 11111111 1111", "41111111111111111111", "411111111111"});
}

TEST(Iban, WantsTheCountrysLength) {
  expect(
      fits_iban, Fit::kValid,
      {"GB29NWBK60161331926819", "GB29 NWBK 6016 1331 9268 19", "DE89370400440532013000", "NO9386011117947"});
  expect(fits_iban, Fit::kShape, {"GB29NWBK60161331926818"});
  expect(fits_iban, Fit::kNo, {"GB29NWBK6016133192681", "XX29NWBK60161331926819", "gb29nwbk60161331926819"});
}

TEST(Bic, WantsACountry) {
  expect(fits_swift_bic, Fit::kValid, {"DEUTDEFF", "BKCHCNBJ110", "NEDSZAJJXXX"});
  expect(fits_swift_bic, Fit::kNo, {"DEUTQQFF", "DEUTDEF", "deutdeff"});
}

TEST(Device, TakesAddressesAndNumbers) {
  expect(fits_ipv4, Fit::kValid, {"192.168.0.1", "10.0.0.0/8", "8.8.8.8:53", "255.255.255.255"});
  expect(fits_ipv4, Fit::kNo, {"256.1.1.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.4/33"});
  expect(fits_ipv6, Fit::kValid,
         {"2001:db8::1", "fe80::1:2:3:4", "2001:0db8:0000:0000:0000:ff00:0042:8329", "::ffff:192.0.2.1",
          "2001:db8::/32"});
  expect(fits_ipv6, Fit::kNo, {"12:34:56", "::", "1::2::3", "2001:db8:1", "g::1:2", "12:34"});
  expect(fits_mac, Fit::kValid, {"0C:6F:FB:B1:7E:DD", "0c-6f-fb-b1-7e-dd", "0c6f.fbb1.7edd"});
  expect(fits_mac, Fit::kNo, {"0C:6F:FB:B1:7E", "0C:6F-FB:B1:7E:DD", "0G:6F:FB:B1:7E:DD"});
  expect(fits_imei, Fit::kValid, {"490154203237518", "352099001761481"});
  expect(fits_imei, Fit::kShape, {"490154203237510"});
  expect(fits_imsi, Fit::kValid, {"460001234567890", "460110123456789"});
  expect(fits_imsi, Fit::kShape, {"460991234567890", "310150123456789"});
  expect(fits_iccid, Fit::kValid, {"89860619485124720679", "8944538523004000173", "89014103211118510720"});
  expect(fits_uuid, Fit::kValid,
         {"04edf750-4f27-9e60-ff2c-8cb18e38612a", "{04EDF750-4F27-9E60-FF2C-8CB18E38612A}"});
}

TEST(Things, TakeTheirCheckDigits) {
  expect(fits_uscc, Fit::kValid, {"91350100M000100Y43", "9144030071526726XG", "914403001922038216"});
  expect(fits_uscc, Fit::kShape, {"91350100M000100Y44", "9144030071526726XH"});
  expect(fits_uscc, Fit::kNo, {"91350100I000100Y43", "Z1350100M000100Y43", "9135A100M000100Y43"});
  expect(fits_org_code, Fit::kValid, {"D2143569-X", "71526726-X"});
  expect(fits_org_code, Fit::kShape, {"D2143569-1"});
  expect(fits_vin, Fit::kValid, {"1M8GDM9AXKP042788", "LHGDKU744NE154478"});
  expect(fits_vin, Fit::kShape, {"1M8GDM9A1KP042788"});
  expect(fits_vin, Fit::kNo, {"1M8GDM9AXKPO42788", "12345678901234567"});
  expect(fits_ean, Fit::kValid, {"6909012149087", "4006381333931", "96385074"});
}

TEST(Plate, TakesOrdinaryNewEnergyAndOfficialOnes) {
  expect(fits_plate, Fit::kValid,
         {"粤B12345", "京A·12345", "沪A D12345", "粤BD12345", "粤B12345D", "京A1234警", "粤Z1234港",
          "鲁B1234学"});
  expect(fits_plate, Fit::kShape, {"琼Z12345"});
  expect(fits_plate, Fit::kNo, {"中A12345", "粤112345", "粤BI2345", "粤B1234", "粤BABCDE", "北京A12345"});
}

TEST(Secrets, TakeVendorsForms) {
  expect(fits_api_key, Fit::kValid,
         {"AKIAIOSFODNN7EXAMPL2", "LTAIlb0sRL00xHSk0I4BvAUG", "ghp_0123456789abcdefghijABCDEFGHIJ012345"});
  expect(fits_api_key, Fit::kNo, {"AKIAIOSFODNN7EXAMPL", "AKIAAAAAAAAAAAAAAAAA", "sk-learn", "ghp_short"});
  expect(fits_jwt, Fit::kValid,
         {"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"});
  expect(fits_private_key, Fit::kValid,
         {"-----BEGIN RSA PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\nMIIE"});
  expect(fits_private_key, Fit::kNo, {"-----BEGIN CERTIFICATE-----"});
  expect(fits_conn_string, Fit::kValid,
         {"mysql://app:Tide#6972$@db3.internal:3306", "Server=a;Uid=b;Password=S3cret!;"});
  expect(fits_conn_string, Fit::kShape, {"mysql://app:${DB_PASSWORD}@db3.internal:3306"});
  expect(fits_conn_string, Fit::kNo, {"https://example.com/a:b", "https://example.com/@user"});
  expect(fits_password_hash, Fit::kValid, {"$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW"});
  EXPECT_TRUE(is_secret_placeholder("YOUR_API_KEY_HERE"));
  EXPECT_TRUE(is_secret_placeholder("${DB_PASSWORD}"));
  EXPECT_TRUE(is_secret_placeholder("********"));
  EXPECT_FALSE(is_secret_placeholder("Tide#3683x"));
}

TEST(Dates, TakeWhatPeopleWrite) {
  expect(fits_date, Fit::kValid,
         {"2024-02-29", "2024/1/31", "2024.5.17", "2024年1月31日", "31.12.2024", "01/31/2024", "31/01/2024",
          "31-Jan-2024", "31 January 2024", "Jan 31, 2024", "2024-03", "2024年3月"});
  expect(fits_date, Fit::kShape, {"2023-02-29", "2024-13-01", "32.01.2024"});
  expect(fits_date, Fit::kNo, {"2024", "12:30", "3024-01-01", "1-2", "2024-1-2-3", "192.168.1.1"});
  expect(fits_date_time, Fit::kValid,
         {"2024-01-31 23:59:59", "2024-01-31T23:59:59.123+08:00", "2024-01-31T00:00:00Z", "2024/1/31 8:05",
          "20240131235959", "2024年1月31日 8时05分", "2026-05-12 03:06:48.000"});
  expect(fits_time, Fit::kValid, {"8:05", "23:59:59", "23:59:59.999", "8:05 AM"});
  expect(fits_compact_date, Fit::kValid, {"20240131"});
  expect(fits_compact_date, Fit::kNo, {"20241331", "12345678"});
  expect(fits_epoch, Fit::kValid, {"1735660800", "1735660800166"});
  expect(fits_epoch, Fit::kNo, {"9999999999", "173566080016"});
}

TEST(Dates, ReadTheDayOnlyWhenItsOrderIsSure) {
  EXPECT_EQ(read_day("2024-02-29"), *Date::parse("2024-02-29"));
  EXPECT_EQ(read_day("19770803"), *Date::parse("1977-08-03"));
  EXPECT_EQ(read_day("01/17/1951"), *Date::parse("1951-01-17"));
  EXPECT_EQ(read_day("06/10/1985"), std::nullopt);
  EXPECT_EQ(read_day("2024-03"), std::nullopt);
}

TEST(Numbers, ReadSignsCommasAndPlaces) {
  EXPECT_EQ(read_number("-1,234.50").micro, -1234500000);
  EXPECT_EQ(read_number("0.1234567").micro, 123456);
  EXPECT_TRUE(read_number("007").has_leading_zero);
  EXPECT_FALSE(read_number("0.7").has_leading_zero);
  EXPECT_EQ(read_number("12.340").places, 3);
  for (const char* text : {"1,23", "1.2.3", "", "-", "1,2345", "12a", ".", "1."})
    EXPECT_FALSE(read_number(text).is_number) << text;
}

TEST(Plain, TakesMoneyPercentAndCoordinates) {
  expect(fits_money, Fit::kValid,
         {"¥1,234.50", "$12", "12.5元", "USD 100.00", "1,234.56", "1.284,50", "312,00", "3.5万元", "-$5"});
  expect(fits_money, Fit::kNo, {"12.5", "1234", "元", "abc"});
  expect(fits_percent, Fit::kValid, {"93.4%", "5 %", "7％"});
  expect(fits_latitude, Fit::kValid, {"31.27182", "-45.123456", "29°35′59.51256″", "N31.27", "31.2718N"});
  expect(fits_latitude, Fit::kNo, {"91.12345", "31.27", "031.27182", "0.0000"});
  expect(fits_longitude, Fit::kValid, {"121.58589", "106°32′32.17047″", "-179.99999"});
  expect(fits_coordinate_pair, Fit::kValid,
         {"121.456318,31.213001", "31.2130, 121.4563", "POINT(121.4563 31.2130)"});
  expect(fits_coordinate_pair, Fit::kNo, {"121.4,31.2", "1,234.5678", "191.456318,31.213001"});
}

TEST(Plain, TakesLinksHashesAndCodes) {
  expect(fits_url, Fit::kValid,
         {"https://shop.example.com/item/9", "www.e1af2c.example.cn", "s3://bucket/key"});
  expect(fits_path, Fit::kValid,
         {"/api/v2/cart/{id}/items", "C:\\a\\b.txt", "src/main/java/a.java", "/data/face/1.jpg"});
  expect(fits_path, Fit::kNo, {"a/b", "1/1", "男/67", "/", "20/0"});
  expect(fits_hex_hash, Fit::kValid,
         {"6665c7a30ecd4a5fc9aefe748181f71238c05d07", "76090f2a09a8aaa27d6220f3d2dfab91"});
  expect(fits_hex_hash, Fit::kNo, {"12345678901234567890123456789012", "76090f2a"});
  expect(fits_version, Fit::kValid, {"3.8.84", "v1.2.3", "4.18.0.221", "1.2.3-rc1"});
  expect(fits_version, Fit::kNo, {"1.2", "1", "1..2"});
  expect(fits_icd10, Fit::kValid, {"K28", "K83.7", "I64.200", "E11.9", "J45.909"});
  expect(fits_icd10, Fit::kNo, {"K2", "K83.", "k28", "KK8", "U12"});
  expect(fits_boolean, Fit::kValid, {"true", "No", "是", "Y"});
  expect(fits_masked, Fit::kValid, {"139****2877", "张*明", "4403**********1234"});
  expect(fits_masked, Fit::kNo, {"****", "2*3", "a*b"});
}

}  // namespace
}  // namespace tidegate
