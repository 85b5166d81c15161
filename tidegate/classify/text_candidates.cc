#include "tidegate/classify/text_candidates.h"

#include <algorithm>
#include <array>
#include <string>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/cn_tables.h"
#include "tidegate/classify/contact_validators.h"
#include "tidegate/classify/counted_numbers.h"
#include "tidegate/classify/device_validators.h"
#include "tidegate/classify/finance_validators.h"
#include "tidegate/classify/identity_validators.h"
#include "tidegate/classify/naming_words.h"
#include "tidegate/classify/plain_validators.h"
#include "tidegate/classify/thing_validators.h"
#include "tidegate/classify/time_validators.h"

namespace tidegate {
namespace {

using ascii::is_alnum;
using ascii::is_alpha;
using ascii::is_digit;
using ascii::is_upper;
using enum ValueKind;

constexpr std::size_t kLongest = 64;  // bytes of a candidate

bool is_valid(Fit fit) { return fit == Fit::kValid; }

// Whether the name that is given the number at `begin` is of a digest or a checksum: digest=031756516869. Any
// number may be one.
bool is_of_digest(std::string_view text, std::size_t begin) {
  constexpr std::size_t kLongestName = 24;
  std::size_t end = begin;
  while (end > 0 && begin - end < 4 &&
         (text[end - 1] == '=' || text[end - 1] == ':' || text[end - 1] == '"' || text[end - 1] == ' '))
    --end;
  if (end == begin) return false;
  std::array<char, kLongestName> lowered;
  std::size_t begins = kLongestName;
  for (std::size_t at = end; at > 0 && begins > 0 && (is_alnum(text[at - 1]) || text[at - 1] == '_'); --at)
    lowered[--begins] = ascii::to_lower(text[at - 1]);
  const std::string_view name(lowered.data() + begins, kLongestName - begins);
  return holds_one_of(name, {"digest", "checksum", "hash", "md5", "sha1", "sha256", "crc32", "crc", "etag",
                             "fingerprint", "nonce"});
}

// 17179869184 is 2^34: a number of computers, and the one below it.
bool is_power_of_two(std::string_view digits) {
  const auto number = static_cast<std::uint64_t>(ascii::number_of(digits));
  return (number & (number - 1)) == 0 || (number & (number + 1)) == 0;
}

// Characters that join the parts of one written value.
constexpr bool is_joint(char c) { return c == '-' || c == '.' || c == ':' || c == '/'; }

constexpr std::uint8_t kAlnum = 1;
constexpr std::uint8_t kJoint = 2;
constexpr auto kPartOfWord = [] {
  std::array<std::uint8_t, 256> part{};
  for (std::size_t i = 0; i < part.size(); ++i) {
    const char c = static_cast<char>(i);
    part[i] = is_alnum(c) ? kAlnum : is_joint(c) ? kJoint : 0;
  }
  return part;
}();
std::uint8_t part_of_word(char c) { return kPartOfWord[static_cast<unsigned char>(c)]; }

// What a joined word is made of, so that most of what it cannot be need not be asked: eight bits each.
struct Makeup {
  std::uint64_t counts = 0;
  std::size_t dashes() const { return counts & 0xFF; }
  std::size_t points() const { return counts >> 8 & 0xFF; }
  std::size_t colons() const { return counts >> 16 & 0xFF; }
  std::size_t slashes() const { return counts >> 24 & 0xFF; }
  std::size_t joints() const { return dashes() + points() + colons() + slashes(); }
  std::size_t letters() const { return counts >> 32 & 0xFF; }
};

// word  of at most 255 bytes.
Makeup makeup_of(std::string_view word) {
  static constexpr auto kOne = [] {
    std::array<std::uint64_t, 256> one{};
    one['-'] = 1;
    one['.'] = 1ULL << 8;
    one[':'] = 1ULL << 16;
    one['/'] = 1ULL << 24;
    for (std::size_t i = 0; i < one.size(); ++i) {
      if (is_alpha(static_cast<char>(i))) one[i] = 1ULL << 32;
    }
    return one;
  }();
  Makeup makeup;
  for (const char c : word) makeup.counts += kOne[static_cast<unsigned char>(c)];
  return makeup;
}

// The widest stretch around [begin, end) of letters, digits and single joints, cut at kLongest.
std::pair<std::size_t, std::size_t> joined_word(std::string_view text, std::size_t begin, std::size_t end,
                                                std::size_t from) {
  const std::size_t low = std::max(from, begin > kLongest ? begin - kLongest : 0);
  const std::size_t high = std::min(text.size(), end + kLongest);
  for (; begin > low; --begin) {
    const std::uint8_t part = part_of_word(text[begin - 1]);
    if (part == kAlnum) continue;
    if (part != kJoint) break;
    const char before = begin - 1 > low ? text[begin - 2] : '\0';
    if (part_of_word(before) == kAlnum) continue;
    if (text[begin - 1] != ':' || (text[begin] != ':' && before != ':')) break;
  }
  for (; end < high; ++end) {
    const std::uint8_t part = part_of_word(text[end]);
    if (part == kAlnum) continue;
    if (part != kJoint) break;
    const char behind = end + 1 < high ? text[end + 1] : '\0';
    if (part_of_word(behind) != kAlnum && (text[end] != ':' || behind != ':')) break;
  }
  return {begin, end};
}

// Four numbers with points are a version as often as an address: the words before decide, and small first
// numbers.
bool is_address_here(std::string_view text, std::size_t begin, std::string_view quad) {
  // Of this machine, or of none.
  if (quad.substr(0, 4) == "127." || quad.substr(0, 2) == "0.") return false;
  if (is_named(text, begin,
               {"ip", "host", "login", "from", "server", "ping", "地址", "登录", "来源", "服务器", "主机",
                "对端", "源"})) {
    return !is_named(text, begin, {"version", "build", "release", "版本", "固件", "掩码"});
  }
  if (is_named(text, begin,
               {"version", "build", "release", "ver\":", "\"ver", " ver", "ver=", "firmware", "fw", "section",
                "pipeline", "back to", "upgrade", "版本", "固件", "升级", "掩码", "编码"})) {
    return false;
  }
  // 20.11.4.3 is the section of a standard; most addresses have a longer number somewhere, or begin with 10.
  std::size_t digits = 0;
  std::size_t most = 0;
  for (std::size_t i = 0; i < quad.size() && quad[i] != '/'; ++i) {
    digits = is_digit(quad[i]) ? digits + 1 : 0;
    most = std::max(most, digits);
  }
  return quad.substr(0, 4) != "255." && (quad[1] != '.' || quad.size() > 11) &&
         (most > 2 || quad.substr(0, 3) == "10.");
}

std::optional<ValueKind> kind_of_joined(std::string_view text, std::size_t begin, std::string_view word) {
  if (word.size() < 7) return std::nullopt;
  const Makeup makeup = makeup_of(word);
  if (makeup.dashes() == 4 && is_valid(fits_uuid(word))) return kUuid;
  // [.4254.0020.0002] and [*0934.0020.0002] are weights of a table of characters.
  if (is_valid(fits_mac(word)) && (begin == 0 || (text[begin - 1] != '.' && text[begin - 1] != '*')))
    return kMac;
  if (makeup.points() == 3 && makeup.letters() == 0 && is_valid(fits_ipv4(word)))
    return is_address_here(text, begin, word) ? std::optional{kIpv4} : std::nullopt;
  // Eight groups, or four numbers in place of the last two, unless a gap stands for some.
  const bool may_be_ipv6 =
      makeup.colons() >= 2 && (makeup.colons() >= 6 || word.find("::") != std::string_view::npos);
  if (may_be_ipv6 && is_valid(fits_ipv6(word))) return kIpv6;
  if (makeup.dashes() == 2 && is_valid(fits_us_ssn(word))) return kUsSsn;
  if (word.size() == 10 && word[8] == '-' && is_valid(fits_org_code(word))) return kOrgCode;
  const bool may_be_national = makeup.joints() == 0 || word.size() == 14;
  return may_be_national && is_valid(fits_other_national_id(word)) ? std::optional{kOtherNationalId}
                                                                   : std::nullopt;
}

// A number of the North American form without its +1 wants dashes or a bracket, or a word that names it.
bool is_likely_group(std::string_view text, std::size_t begin, std::string_view value, ValueKind kind) {
  if (kind == kCard)
    return !is_named(
        text, begin,
        {"批次", "订单", "单号", "流水", "编号", "批号", "运单", "快递", "order", "tracking", "batch"});
  if (kind != kForeignPhone || value[0] == '+') return true;
  const bool is_marked = value.find('-') != std::string_view::npos || value[0] == '(';
  const bool is_chinese = begin > 0 && ascii::is_high(text[begin - 1]);
  return (is_marked && !is_chinese) ||
         is_named(text, begin, {"phone", "tel", "call", "fax", "mobile", "电话", "致电"});
}

// Ends of digit groups that follow one another with one space, dash or bracket between: at most eight,
// nearest first.
struct Groups {
  std::size_t ends[8];
  std::size_t digits[8];  // up to there
  std::size_t last[8];    // of the last one
  std::size_t count = 0;
};

Groups digit_groups(std::string_view text, std::size_t begin) {
  Groups groups;
  std::size_t at = begin;
  if (at < text.size() && text[at] == '+') ++at;
  while (groups.count < 8 && at - begin < 30) {
    if (at < text.size() && text[at] == '(') ++at;
    const std::size_t first = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    if (at == first) break;
    if (at < text.size() && (ascii::is_alpha(text[at]))) break;
    groups.ends[groups.count] = at;
    groups.last[groups.count] = at - first;
    groups.digits[groups.count] = at - first + (groups.count == 0 ? 0 : groups.digits[groups.count - 1]);
    ++groups.count;
    if (at < text.size() && text[at] == ')') ++at;
    if (at < text.size() && (text[at] == ' ' || text[at] == '-' || text[at] == '.')) ++at;
    if (at == groups.ends[groups.count - 1]) break;
  }
  return groups;
}

// Whether the first group is one of a printed number of China: an area code, 400, or +86. Bytes in
// hexadecimal and "0 1748005980" have the digits of one as well.
bool begins_with_area(std::string_view value) {
  std::size_t at = value[0] == '(' ? 1 : 0;
  if (value[at] == '+' || value.substr(at, 4) == "0086") return true;
  std::size_t digits = 0;
  while (at + digits < value.size() && is_digit(value[at + digits])) ++digits;
  return digits == 3 || digits == 4;
}

// +35236450.6 is a measure.
bool is_decimal(std::string_view value) {
  const std::size_t point = value.find('.');
  return point != std::string_view::npos && value.size() - point < 4 &&
         ascii::all_digits(value.substr(1, point - 1));
}

// Whether kind_of_groups() may tell a kind: a number without a + has ten digits at least, one of ten begins
// as those of China or ends in four.
bool may_be_of_kind(std::string_view value, std::size_t digits, std::size_t last) {
  if (!is_digit(value[0])) return true;
  if (digits != 10) return digits > 10;
  return last == 4 || value[0] == '0' || value[0] == '4' || value[0] == '8';
}

std::optional<ValueKind> kind_of_groups(std::string_view value) {
  if (is_valid(fits_cn_mobile(value))) return kCnMobile;
  if (is_valid(fits_card(value))) return kCard;
  if (begins_with_area(value) && is_valid(fits_cn_phone(value))) return kCnPhone;
  if (is_valid(fits_foreign_phone(value)) && !is_decimal(value)) return kForeignPhone;
  if (value.size() == 14 && is_valid(fits_other_national_id(value))) return kOtherNationalId;
  return std::nullopt;
}

// Parts of letters and digits with single spaces: IBAN and NINO as printed.
std::optional<TextValue> read_spaced(std::string_view text, std::size_t begin, std::size_t end) {
  if (end - begin < 2 || end - begin > 4 || !is_upper(text[begin]) || end >= text.size() || text[end] != ' ')
    return std::nullopt;
  std::size_t ends[10];
  std::size_t count = 0;
  std::size_t at = end;
  while (count < 10 && at < text.size() && text[at] == ' ') {
    const std::size_t first = ++at;
    while (at < text.size() && is_alnum(text[at])) ++at;
    if (at == first || at - first > 4) break;
    ends[count++] = at;
  }
  while (count > 0) {
    const std::size_t last = ends[--count];
    const std::string_view value = text.substr(begin, last - begin);
    if (value.size() >= 17 && is_valid(fits_iban(value))) return TextValue{begin, last, kIban};
    if (value.size() <= 13 && is_valid(fits_other_national_id(value)))
      return TextValue{begin, last, kOtherNationalId};
  }
  return std::nullopt;
}

// Runs of digits alone.
std::optional<ValueKind> kind_of_digits(std::string_view text, std::size_t begin, std::string_view run) {
  switch (run.size()) {
    case 5:
    case 6:
    case 7:
    case 8:
    case 9:
    case 10:
      if (run.size() == 10 && (run[0] == '4' || run[0] == '8') && is_valid(fits_cn_phone(run)) &&
          is_named(text, begin,
                   {"电话", "热线", "致电", "客服", "拨打", "咨询", "tel", "phone", "call", "hotline"}))
        return kCnPhone;
      return std::nullopt;
    case 11:
      if (is_valid(fits_cn_mobile(run)))
        return is_counted_number(text, begin, begin + run.size()) || is_of_digest(text, begin) ||
                       is_power_of_two(run)
                   ? std::nullopt
                   : std::optional{kCnMobile};
      [[fallthrough]];
    case 12:
      // The last part of a UUID has the digits of one as well.
      if (run[0] == '0' && is_valid(fits_cn_phone(run)) &&
          (begin < 2 || text[begin - 1] != '-' || !is_alnum(text[begin - 2])) && !is_of_digest(text, begin))
        return kCnPhone;
      return std::nullopt;
    case 13:
      return is_valid(fits_cn_mobile(run)) ? std::optional{kCnMobile} : std::nullopt;
    case 15:
      if (fits_imsi(run) != Fit::kNo && is_named(text, begin, {"imsi"})) return kImsi;
      if (is_valid(fits_imei(run)) && is_named(text, begin, {"imei", "设备", "手机串号", "串号", "device"}))
        return kImei;
      if (is_valid(fits_cn_resident_id15(run)) && is_named(text, begin, {"身份证", "证件"}))
        return kCnResidentId15;
      if (is_valid(fits_card(run)) && is_named(text, begin, {"card", "amex", "american express", "卡"}))
        return kCard;
      return std::nullopt;
    case 18:
      if (is_valid(fits_cn_resident_id(run))) return kCnResidentId;
      if (is_valid(fits_cn_residence_permit(run))) return kCnResidencePermit;
      if (is_valid(fits_cn_foreigner_permit(run))) return kCnForeignerPermit;
      if (is_valid(fits_uscc(run))) return kUscc;
      [[fallthrough]];
    case 16:
    case 17:
    case 19:
      if (is_valid(fits_card(run))) {
        const bool is_common =
            run.substr(0, 2) == "62" || (run.size() == 16 && (run[0] == '4' || run[0] == '5'));
        if (is_common ? is_likely_group(text, begin, run, kCard) && !is_of_digest(text, begin)
                      : is_named(text, begin, {"card", "卡", "账", "visa", "mastercard"}))
          return kCard;
      }
      if (run.size() == 19 && run.substr(0, 4) == "8986") return kIccid;
      return std::nullopt;
    case 20:
      // One number in a thousand has the form; those of China are told by their beginning.
      return is_valid(fits_iccid(run)) &&
                     (run.substr(0, 4) == "8986" || is_named(text, begin, {"iccid", "sim", "卡"}))
                 ? std::optional{kIccid}
                 : std::nullopt;
    default:
      return std::nullopt;
  }
}

std::optional<ValueKind> kind_of_run(std::string_view text, std::size_t begin, std::string_view run) {
  if (is_valid(fits_hex_hash(run))) return std::nullopt;
  switch (run.size()) {
    case 8:
    case 9:
    case 10:
    case 11: {
      // What the run itself tells is asked first: to look at the words before it costs more.
      const auto is_named_passport = [&] {
        return is_named(text, begin, {"护照", "passport", "证件", "travel document"});
      };
      if (is_valid(fits_cn_passport(run)) && ((run[0] == 'E' && run.size() == 9) || is_named_passport()))
        return kCnPassport;
      if (is_valid(fits_passport(run)) && is_named_passport()) return kPassport;
      const bool is_hkmo = is_valid(fits_cn_hkmo_permit(run));
      if ((is_hkmo || is_valid(fits_cn_tw_permit(run))) &&
          is_named(text, begin, {"通行证", "回乡证", "台胞证", "证件", "permit"}))
        return is_hkmo ? kCnHkMoPermit : kCnTwPermit;
      if (run.size() == 10 && is_valid(fits_tw_id(run))) return kTwId;
      if (run.size() <= 9 && is_valid(fits_hk_id(run)) &&
          is_named(text, begin, {"hkid", "香港身份证", "hong kong id"}))
        return kHkId;
      if (run.size() == 9 && is_valid(fits_other_national_id(run)) && !is_digit(run[0]) &&
          !is_named(text, begin,
                    {"批号", "批次", "型号", "编号", "单号", "batch", "serial", "part no", "order"}))
        return kOtherNationalId;
      return std::nullopt;
    }
    case 17:
      return is_valid(fits_vin(run)) ? std::optional{kVin} : std::nullopt;
    case 18:
      if (is_valid(fits_cn_resident_id(run))) return kCnResidentId;
      if (is_valid(fits_cn_residence_permit(run))) return kCnResidencePermit;
      // Letters among the digits make the form of a credit code rare enough to be told without its check
      // character.
      if (fits_uscc(run) == Fit::kShape
              ? std::count_if(run.begin(), run.end(), is_upper) >= 2 && is_cn_province(run.substr(2, 2))
              : is_valid(fits_uscc(run)))
        return kUscc;
      break;
    default:
      break;
  }
  if (run.size() >= 15 && run.size() <= 34) {
    if (is_valid(fits_iban(run))) return kIban;
    // In small letters throughout, as people write it: letters of both cases are those of a key.
    if (is_alpha(run[0]) && is_alpha(run[1]) && is_digit(run[2]) && is_digit(run[3]) &&
        std::none_of(run.begin(), run.end(), is_upper)) {
      std::string capitals{run};
      for (char& c : capitals) c = is_alpha(c) && !is_upper(c) ? static_cast<char>(c - 'a' + 'A') : c;
      if (is_valid(fits_iban(capitals))) return kIban;
    }
  }
  return std::nullopt;
}

// A plate: the province stands in the three bytes before the run, or before one point and a letter.
std::optional<TextValue> read_plate(std::string_view text, std::size_t begin, std::size_t end,
                                    std::size_t from) {
  std::size_t start = 0;
  const std::size_t last = end;
  if (begin >= from + 6 && text[begin - 2] == '\xC2' && is_upper(text[begin - 3])) {
    start = begin - 6;  // 京A·12345
  } else if (begin >= from + 5 && (text[begin - 1] == ' ' || text[begin - 1] == '-') &&
             is_upper(text[begin - 2])) {
    start = begin - 5;  // 京A 12345
  } else if (begin >= from + 3 && is_upper(text[begin])) {
    start = begin - 3;  // 京A12345
  } else {
    return std::nullopt;
  }
  if (!ascii::is_high(text[start])) return std::nullopt;
  if (is_valid(fits_plate(text.substr(start, last - start)))) return TextValue{start, last, kPlate};
  if (last + 3 <= text.size() && is_valid(fits_plate(text.substr(start, last + 3 - start))))
    return TextValue{start, last + 3, kPlate};
  if (fits_plate(text.substr(start, last - start)) == Fit::kShape &&
      is_named(text, start, {"车牌", "牌号", "车"})) {
    return TextValue{start, last, kPlate};
  }
  return std::nullopt;
}

// Whether digits follow at a number's end as another group of it.
bool has_group_behind(std::string_view text, std::size_t end) {
  std::size_t at = end;
  if (at < text.size() && text[at] == ')') ++at;
  if (at < text.size() && (text[at] == ' ' || text[at] == '-' || text[at] == '.')) ++at;
  if (at == end) return false;
  if (at < text.size() && text[at] == '(') ++at;
  return at < text.size() && is_digit(text[at]);
}

// Whether a number in groups that a blank parts from the digits before it is one of its own, not the rest of
// a longer one: its own signs say so, or it is printed as cards and mobile numbers are, with one number
// before it.
bool stands_alone(std::string_view text, std::size_t from, std::size_t begin, std::size_t end,
                  ValueKind kind) {
  if (text[begin - 1] != ' ') return false;
  const std::string_view value = text.substr(begin, end - begin);
  if (value[0] == '+' || value[0] == '(' || value.find(' ') == std::string_view::npos) return true;
  constexpr std::size_t kPrinted = 17;  // 4-6-5; four groups of four and more are longer
  const bool is_printed = kind == kCard ? value.size() >= kPrinted && value.size() - value.rfind(' ') <= 6
                                        : kind == kCnMobile && !has_group_behind(text, end);
  if (!is_printed) return false;
  std::size_t first = begin - 1;
  while (first > from && is_digit(text[first - 1])) --first;
  if (first < from + 2 || !is_digit(text[first - 2])) return true;
  return text[first - 1] != ' ' && text[first - 1] != '-' && text[first - 1] != '.';
}

// One that stands by itself. No letter, digit or joint stands before it.
std::optional<TextValue> read_uuid(std::string_view text, std::size_t begin) {
  constexpr std::size_t kBytes = 36;
  const std::size_t end = begin + kBytes;
  if (end > text.size() || text[begin + 23] != '-' || (end < text.size() && part_of_word(text[end]) != 0) ||
      !is_valid(fits_uuid(text.substr(begin, kBytes))))
    return std::nullopt;
  return TextValue{begin, end, kUuid};
}

// 4-4-4-4 and the like, with a + or a bracket before.
std::optional<TextValue> read_groups(std::string_view text, std::size_t begin, std::size_t from) {
  std::size_t start = begin;
  if (start > from && text[start - 1] == '(') --start;
  if (start > from && text[start - 1] == '+') --start;
  if (start > from + 1 && text[start - 1] == '+' && text[start] == '(') --start;
  // Part of a longer number in groups is no number of its own.
  const bool is_behind_digits =
      start >= from + 2 && (text[start - 1] == ' ' || text[start - 1] == '-') && is_digit(text[start - 2]);
  if (is_behind_digits && text[start - 1] == '-') return std::nullopt;
  // 30+20221128-1 is a version: no number of a telephone is glued to digits by its +.
  if (text[start] == '+' && start > from && is_digit(text[start - 1])) return std::nullopt;
  for (const std::size_t first : {start, begin}) {
    const Groups groups = digit_groups(text, first);
    for (std::size_t i = groups.count; i-- > 0;) {
      const std::size_t end = groups.ends[i];
      const std::string_view value = text.substr(first, end - first);
      if (value.size() < 9 || (i == 0 && first == begin)) continue;
      if (!may_be_of_kind(value, groups.digits[i], groups.last[i])) continue;
      if (end + 1 < text.size() && (text[end] == '-' || text[end] == '.') && is_alnum(text[end + 1]))
        continue;
      const auto kind = kind_of_groups(value);
      if (!kind || !is_likely_group(text, first, value, *kind) || is_amid_hex_groups(text, first, end))
        continue;
      if (is_behind_digits && (first != start || !stands_alone(text, from, first, end, *kind))) continue;
      return TextValue{first, end, kind};
    }
    if (start == begin) break;
  }
  return std::nullopt;
}

}  // namespace

bool is_amid_hex_groups(std::string_view text, std::size_t begin, std::size_t end) {
  const auto is_group = [&](std::size_t at) {
    const std::string_view four = text.substr(at, 4);
    return four.size() == 4 && ascii::all_hex(four) && std::any_of(four.begin(), four.end(), is_digit) &&
           (at == 0 || !is_alnum(text[at - 1])) && (at + 4 >= text.size() || !is_alnum(text[at + 4]));
  };
  // Code points: four digits each, with a 0 before them all.
  const std::string_view value = text.substr(begin, end - begin);
  bool are_points = value.size() >= 14 && value.size() % 5 == 4;
  for (std::size_t i = 0; are_points && i < value.size(); i += 5)
    are_points = value[i] == '0' && is_group(begin + i) && (i == 0 || value[i - 1] == ' ');
  if (are_points) return true;
  // Groups of digits alone stand beside numbers of people too: a card's last month, a room.
  const auto has_letter = [&](std::size_t at) {
    const std::string_view four = text.substr(at, 4);
    return std::any_of(four.begin(), four.end(), is_alpha);
  };
  const bool has_before = begin >= 5 && text[begin - 1] == ' ' && is_group(begin - 5);
  const bool has_behind = end < text.size() && text[end] == ' ' && is_group(end + 1);
  // A card has one group on a side at most.
  const bool is_card = value.size() >= 19;
  const bool is_row = (has_behind && end + 6 < text.size() && text[end + 5] == ' ' && is_group(end + 6)) ||
                      (has_before && begin >= 10 && text[begin - 6] == ' ' && is_group(begin - 10));
  return (is_card && is_row) || (!is_card && has_before && has_behind) ||
         (has_before && has_letter(begin - 5)) || (has_behind && has_letter(end + 1));
}

std::optional<TextValue> read_text_value(std::string_view text, std::size_t begin, std::size_t end,
                                         std::size_t from, TextMemo& memo) {
  const std::string_view run = text.substr(begin, end - begin);
  const bool is_number = ascii::all_digits(run);
  const char next = end < text.size() ? text[end] : '\0';
  const char before = begin > from ? text[begin - 1] : '\0';
  if (const auto plate =
          run.size() >= 4 && run.size() <= 8 ? read_plate(text, begin, end, from) : std::nullopt)
    return plate;
  if (is_number && run.size() <= 8 && (before == '(' || before == '+' || has_group_behind(text, end))) {
    if (const auto groups = read_groups(text, begin, from)) return groups;
  }
  if (run.size() == 8 && next == '-' && !is_joint(before)) {
    if (const auto uuid = read_uuid(text, begin)) return uuid;
  }
  if (is_joint(next) || is_joint(before)) {
    const bool is_known = memo.from == from && memo.begin <= begin && end <= memo.end;
    const auto [word_begin, word_end] =
        is_known ? std::pair(memo.begin, memo.end) : joined_word(text, begin, end, from);
    if (word_end - word_begin <= kLongest) {
      const std::string_view word = text.substr(word_begin, word_end - word_begin);
      if (const auto kind = is_known ? std::nullopt : kind_of_joined(text, word_begin, word))
        return TextValue{word_begin, word_end, kind};
      if (run.size() == 4 && is_valid(fits_date(word))) return TextValue{word_begin, word_end, std::nullopt};
      memo = {from, word_begin, word_end};
    }
  }
  if (run.size() == 7 && next == '(' && end + 2 < text.size() && text[end + 2] == ')') {
    const std::string_view value = text.substr(begin, run.size() + 3);
    if (is_valid(fits_hk_id(value))) return TextValue{begin, end + 3, kHkId};
    if (is_valid(fits_macao_id(value)) && is_named(text, begin, {"澳门", "macao", "macau"}))
      return TextValue{begin, end + 3, kMacaoId};
  }
  if (const auto spaced = read_spaced(text, begin, end)) return spaced;
  if (run.size() < 8) return std::nullopt;
  const auto kind = is_number ? kind_of_digits(text, begin, run) : kind_of_run(text, begin, run);
  if (!kind) return std::nullopt;
  // "12345.13800138000" is a decimal, "0x..." a number of a machine.
  if (is_number && before == '.' && begin > 1 && is_digit(text[begin - 2])) return std::nullopt;
  std::size_t first = begin;
  if (kind == kCnMobile && run.size() == 13 && before == '+') --first;
  return TextValue{first, end, kind};
}

std::optional<TextValue> read_email(std::string_view text, std::size_t at, std::size_t from) {
  const auto is_local = [](char c) {
    return is_alnum(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-' || c == '\'';
  };
  std::size_t begin = at;
  while (begin > from && at - begin < 64 && is_local(text[begin - 1])) --begin;
  while (begin < at && (text[begin] == '.' || text[begin] == '-' || text[begin] == '\'')) ++begin;
  std::size_t end = at + 1;
  while (end < text.size() && end - at < 190 && (is_alnum(text[end]) || text[end] == '-' || text[end] == '.'))
    ++end;
  while (end > at && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
  if (begin == at || !is_valid(fits_email(text.substr(begin, end - begin)))) return std::nullopt;
  return TextValue{begin, end, kEmail};
}

}  // namespace tidegate
