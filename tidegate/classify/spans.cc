#include "tidegate/classify/spans.h"

#include <algorithm>
#include <optional>

#include "tidegate/base/utf8.h"
#include "tidegate/classify/ascii.h"
#include "tidegate/classify/fit.h"
#include "tidegate/classify/mix.h"

namespace tidegate {
namespace {

using enum ValueKind;

// Whether one of the words stands in the 24 bytes before `begin`, letter case aside.
bool follows(std::string_view text, std::size_t begin, Words words) {
  const std::size_t from = begin > 24 ? begin - 24 : 0;
  const std::string_view before = text.substr(from, begin - from);
  for (const std::string_view word : words) {
    const auto same = [](char a, char b) { return ascii::to_lower(a) == b; };
    if (std::search(before.begin(), before.end(), word.begin(), word.end(), same) != before.end())
      return true;
  }
  return false;
}

// The type that a value of a kind has in running text; "" for those that are no personal data by themselves.
std::string_view type_of(ValueKind kind, std::string_view text, std::size_t begin) {
  switch (kind) {
    case kCnResidentId:
    case kCnResidentId15:
      return "ID.CN_RESIDENT";
    case kCnResidencePermit:
    case kCnForeignerPermit:
    case kCnHkMoPermit:
    case kCnTwPermit:
      return "ID.CN_TRAVEL_PERMIT";
    case kCnPassport:
    case kPassport:
      return "ID.PASSPORT";
    case kHkId:
    case kMacaoId:
    case kTwId:
    case kOtherNationalId:
      return "ID.OTHER_NATIONAL";
    case kUsSsn:
      return "ID.US_SSN";
    case kCnMilitaryId:
      return "ID.CN_MILITARY";
    case kCnMobile:
      return "CT.MOBILE";
    case kCnPhone:
    case kForeignPhone:
      return "CT.PHONE";
    case kEmail:
      return "CT.EMAIL";
    case kWechatId:
      return "CT.IM";
    case kIpv4:
    case kIpv6:
      return "NET.IP";
    case kMac:
    case kImei:
    case kImsi:
    case kIccid:
      return "NET.DEVICE_ID";
    case kCard:
      return "FIN.CARD";
    case kIban:
      return "FIN.IBAN";
    case kPlate:
      return "VEH.PLATE";
    case kVin:
      return "VEH.VIN";
    case kUscc:
      return "BIZ.USCC";
    case kJwt:
      return "SEC.TOKEN";
    case kApiKey:
      return "SEC.API_KEY";
    case kPrivateKey:
      return "SEC.PRIVATE_KEY";
    case kConnString:
      return "SEC.CONN_STRING";
    case kPasswordPair:
      return follows(text, begin, {"cvv", "pin"}) && !follows(text, begin, {"pass", "ping"}) ? "SEC.CARD_AUTH"
                                                                                             : "SEC.PASSWORD";
    case kPasswordHash:
      return "SEC.PASSWORD";
    default:
      return {};
  }
}

// Code points before each of the ascending byte offsets.
class CodePointCounter {
 public:
  explicit CodePointCounter(std::string_view text) : text_(text) {}
  std::size_t before(std::size_t byte) {
    while (at_ < byte) {
      const auto* const bytes = reinterpret_cast<const unsigned char*>(text_.data()) + at_;
      // The commonest by themselves: eight ASCII characters, one of three bytes from E4 to E9.
      if (at_ + 8 <= byte && (mix::load64(text_.data() + at_) & 0x8080'8080'8080'8080) == 0) {
        at_ += 8;
        count_ += 8;
        continue;
      }
      if (text_.size() - at_ >= 3 && bytes[0] >= 0xE4 && bytes[0] <= 0xE9 && (bytes[1] & 0xC0) == 0x80 &&
          (bytes[2] & 0xC0) == 0x80) {
        at_ += 3;
      } else if (bytes[0] < 0x80) {
        ++at_;
      } else {
        std::string_view rest = text_.substr(at_);
        next_code_point(rest);
        at_ = text_.size() - rest.size();
      }
      ++count_;
    }
    return count_;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t count_ = 0;
};

// "Aoife Brennan (34) joined", "Obi, 58, was admitted": the number of years that follows a name, or an empty
// span.
std::pair<std::size_t, std::size_t> age_after_name(std::string_view text, std::size_t end) {
  const std::string_view rest = text.substr(end);
  const bool is_bracket = rest.starts_with(" (");
  if (!is_bracket && !rest.starts_with(", ")) return {0, 0};
  std::size_t at = 2;
  while (at < rest.size() && at < 4 && ascii::is_digit(rest[at])) ++at;
  if (at == 2 || at >= rest.size() || rest[2] == '0') return {0, 0};
  const bool closes = is_bracket ? rest[at] == ')' || rest[at] == ',' : rest[at] == ',';
  return closes ? std::pair{end + 2, end + at} : std::pair<std::size_t, std::size_t>{0, 0};
}

}  // namespace

void SpanFinder::leave_out_chance(std::string_view text) {
  const std::span<const TextPiece> others = scanner_.other_numbers();
  if (others.size() < ChanceNumbers::kLeast) return;
  chance_.clear();
  bool is_any = false;
  for (std::uint32_t i = 0; i < found_.size(); ++i)
    is_any |= chance_.add_told(text, found_[i].begin, found_[i].end, found_[i].kind, i);
  if (!is_any) return;
  for (const TextPiece& other : others)
    chance_.add(text, other.begin, other.begin + other.length, ChanceNumbers::kOther);
  const std::vector<std::uint32_t> chance = chance_.judge();
  std::uint32_t at = 0;
  std::erase_if(found_,
                [&](const FoundValue&) { return std::binary_search(chance.begin(), chance.end(), at++); });
}

std::vector<FoundSpan> SpanFinder::find(std::string_view text) {
  literals_->find(text, scratch_, hits_);
  secrets_.clear();
  std::copy_if(hits_.begin(), hits_.end(), std::back_inserter(secrets_), [](const LiteralHit& hit) {
    const LiteralRole role = literals()[hit.literal].role;
    return role != LiteralRole::kContext && role != LiteralRole::kTelling;
  });
  scanner_.scan(text, secrets_, found_);
  leave_out_chance(text);
  values_.clear();
  std::vector<NamedValue>& values = values_;
  for (const FoundValue& value : found_) {
    const std::string_view type = type_of(value.kind, text, value.begin);
    if (!type.empty()) values.push_back({value.begin, value.end, type});
  }
  // What a check digit vouches for goes before what only a word names. Both ascend.
  std::size_t vouched = 0;
  find_named_values(text, named_);
  for (const NamedValue& named : named_) {
    while (vouched < found_.size() && found_[vouched].end <= named.begin) ++vouched;
    const bool is_free = vouched == found_.size() || found_[vouched].begin >= named.end;
    if (is_free) values.push_back(named);
  }
  const auto by_begin = [](const NamedValue& a, const NamedValue& b) { return a.begin < b.begin; };
  std::sort(values.begin(), values.end(), by_begin);
  if (tagger_) {
    tagger_->find(text, prose_);
    const std::size_t known = values.size();
    std::size_t next = 0;
    for (const FoundProse& prose : prose_) {
      while (next < known && values[next].end <= prose.begin) ++next;
      if (next < known && values[next].begin < prose.end) continue;
      values.push_back({prose.begin, prose.end, type_code(prose.type)});
      if (prose.type != ProseType::kName) continue;
      const auto [age, age_end] = age_after_name(text, prose.end);
      const bool is_free = age_end != 0 && (next >= known || values[next].begin >= age_end);
      if (is_free) values.push_back({age, age_end, "DM.AGE"});
    }
    std::inplace_merge(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(known), values.end(),
                       by_begin);
  }
  CodePointCounter points{text};
  std::vector<FoundSpan> spans;
  spans.reserve(values.size());
  for (const NamedValue& value : values) {
    const std::size_t start = points.before(value.begin);
    spans.push_back({start, points.before(value.end), TypeCode{value.type}});
  }
  return spans;
}

}  // namespace tidegate
