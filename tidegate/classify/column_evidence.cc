#include "tidegate/classify/column_evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "tidegate/classify/learned/learned_columns.h"

namespace tidegate {
namespace {

constexpr std::int32_t kPointsOfFullStrength = 9000;

// What a kind of value is, as evidence names it, and the type that it stands for.
struct KindWords {
  ValueKind kind;
  std::string_view type;  // "": none by itself
  std::string_view en;
  std::string_view zh;
  std::string_view miss_en;  // why a value of the right shape fails; "": such values are not worth a word
  std::string_view miss_zh;
};
constexpr std::string_view kIdMiss =
    "the 18 characters have the form; region, birth date or check digit is wrong";
constexpr std::string_view kIdMissZh = "18位中大部分符合，但地区码、出生日期或校验码有误";
constexpr std::array kKindWords{
    KindWords{ValueKind::kCnResidentId, "ID.CN_RESIDENT", "valid resident identity numbers",
              "有效的居民身份证号", kIdMiss, kIdMissZh},
    KindWords{ValueKind::kCnResidentId15, "ID.CN_RESIDENT", "identity numbers of 15 digits", "15位身份证号",
              "", ""},
    KindWords{ValueKind::kCnResidencePermit, "ID.CN_TRAVEL_PERMIT", "residence permit numbers",
              "港澳台居民居住证号", kIdMiss, kIdMissZh},
    KindWords{ValueKind::kCnForeignerPermit, "ID.OTHER_NATIONAL", "permanent residence numbers",
              "外国人永久居留证号", "", ""},
    KindWords{ValueKind::kCnPassport, "ID.PASSPORT", "Chinese passport numbers", "中国护照号", "", ""},
    KindWords{ValueKind::kCnHkMoPermit, "ID.CN_TRAVEL_PERMIT",
              "permit numbers of Hong Kong and Macao residents", "港澳居民来往内地通行证号", "", ""},
    KindWords{ValueKind::kHkId, "ID.OTHER_NATIONAL", "Hong Kong identity numbers", "香港身份证号",
              "all but the check digit fits", "除校验码外均符合"},
    KindWords{ValueKind::kTwId, "ID.OTHER_NATIONAL", "Taiwan identity numbers", "台湾身份证号",
              "9 of 10 characters fit; the check digit is wrong", "10位中9位符合，校验码有误"},
    KindWords{ValueKind::kUsSsn, "ID.US_SSN", "US social security numbers", "美国社会安全号",
              "the grouping fits; the group was never issued", "分组形式符合，但该号段从未发放"},
    KindWords{ValueKind::kCnMilitaryId, "ID.CN_MILITARY", "military certificate numbers", "军官证号", "", ""},
    KindWords{ValueKind::kCnMobile, "CT.MOBILE", "mobile numbers", "手机号码",
              "11 digits, but no number segment in use", "11位数字，但不属于已启用号段"},
    KindWords{ValueKind::kCnPhone, "CT.PHONE", "fixed telephone numbers", "固定电话号码", "", ""},
    KindWords{ValueKind::kForeignPhone, "CT.PHONE", "foreign telephone numbers", "境外电话号码", "", ""},
    KindWords{ValueKind::kEmail, "CT.EMAIL", "e-mail addresses", "电子邮件地址", "", ""},
    KindWords{ValueKind::kIpv4, "NET.IP", "IP addresses", "IP地址", "", ""},
    KindWords{ValueKind::kMac, "NET.MAC", "hardware addresses", "MAC地址", "", ""},
    KindWords{ValueKind::kImei, "NET.DEVICE_ID", "IMEI numbers", "IMEI",
              "15 digits, but the check digit is wrong", "15位数字，但校验位有误"},
    KindWords{ValueKind::kIccid, "NET.DEVICE_ID", "SIM card numbers", "ICCID",
              "the prefix fits; the check digit is wrong", "前缀符合，但校验位有误"},
    KindWords{ValueKind::kCard, "FIN.CARD", "payment card numbers", "银行卡号",
              "issuer and length fit; the check digit is wrong", "发卡行段和长度符合，但校验位有误"},
    KindWords{ValueKind::kIban, "FIN.IBAN", "IBANs", "IBAN",
              "country and length fit; the check digits are wrong", "国别和长度符合，但校验位有误"},
    KindWords{ValueKind::kPlate, "VEH.PLATE", "licence plates", "车牌号",
              "the form fits; no place issues this prefix", "形式符合，但无此发牌机关代号"},
    KindWords{ValueKind::kVin, "VEH.VIN", "vehicle identification numbers", "车辆识别代号",
              "16 of 17 characters fit; the check digit is wrong", "17位中16位符合，校验位有误"},
    KindWords{ValueKind::kUscc, "BIZ.USCC", "unified social credit codes", "统一社会信用代码",
              "17 of 18 characters fit; a check character is wrong", "18位中17位符合，校验码有误"},
    KindWords{ValueKind::kJwt, "SEC.TOKEN", "web tokens", "JWT令牌", "", ""},
    KindWords{ValueKind::kApiKey, "SEC.API_KEY", "API keys", "API密钥", "", ""},
    KindWords{ValueKind::kPrivateKey, "SEC.PRIVATE_KEY", "private keys", "私钥", "", ""},
    KindWords{ValueKind::kConnString, "SEC.CONN_STRING", "connection strings with passwords",
              "含口令的连接串", "", ""},
    KindWords{ValueKind::kPasswordPair, "SEC.PASSWORD", "passwords", "口令", "", ""},
    KindWords{ValueKind::kPasswordHash, "SEC.PASSWORD", "password hashes", "口令散列", "", ""},
};

Text header_words(const HeaderReading& header, const TypeInfo& type) {
  switch (header.language) {
    case HeaderLanguage::kInitials:
    case HeaderLanguage::kPinyin:
      return {"the header, read as pinyin, says " + type.name.en, "表头按拼音理解为" + type.name.zh};
    default:
      return {"the header says " + type.name.en, "表头说明是" + type.name.zh};
  }
}

std::string_view header_rule(HeaderLanguage language) {
  switch (language) {
    case HeaderLanguage::kChinese:
      return "header.zh";
    case HeaderLanguage::kEnglish:
      return "header.en";
    case HeaderLanguage::kPinyin:
      return "header.pinyin";
    case HeaderLanguage::kInitials:
      return "header.initials";
    case HeaderLanguage::kNone:
      break;
  }
  return "header";
}

// A rule without words of its own is told by its first term.
Text rule_words(const Rule& rule, const ColumnScores& column, const ColumnModel& model,
                const TypeInfo& type) {
  const SignalNames& names = model.names();
  const std::size_t first = rule.when.empty() ? 0 : rule.when[0].signal;
  if (rule.when.empty() || first >= names.size()) {
    return rule.says.empty()
               ? Text{"the form of the values fits " + type.name.en, "取值形式符合" + type.name.zh}
               : rule.says;
  }
  const std::string& name = names.name(first);
  const bool is_share = name.starts_with("is.") || name.starts_with("like.") || name.starts_with("lex.") ||
                        name.starts_with("shape.");
  if (!rule.says.empty()) {
    if (!is_share) return rule.says;
    const std::string share = fmt::format("{} %", (column.signals[first] + 5) / 10);
    return {rule.says.en + " (" + share + ")", rule.says.zh + "（" + share + "）"};
  }
  if (is_share) {
    const std::int32_t percent = (column.signals[first] + 5) / 10;
    return {fmt::format("{} % of the values have the form of {}", percent, type.name.en),
            fmt::format("{} % 的取值形式符合{}", percent, type.name.zh)};
  }
  if (name.starts_with("scene.") || name.starts_with("tab.")) {
    return {"the other columns of the table fit " + type.name.en, "同表其他列符合" + type.name.zh};
  }
  if (name.starts_with("hdr.") || name.starts_with("own.") || name.starts_with("role.")) {
    return {"header and values agree on " + type.name.en, "表头与取值一致指向" + type.name.zh};
  }
  return {"the form of the values fits " + type.name.en, "取值形式符合" + type.name.zh};
}

std::int32_t strength_of(std::int32_t points) {
  return std::clamp(points * 1000 / kPointsOfFullStrength, 1, 1000);
}

// What the learned model went by, said only where it spoke for the type.
constexpr std::int32_t kLearnedWorthAWord = 1000;
Evidence learned_words(const LearnedColumns::Share& share, const TypeInfo& type) {
  const std::int32_t strength = strength_of(share.points);
  switch (share.strongest) {
    case MeasureSource::kHeader:
      return {"learned.header",
              strength,
              {"learned: headers with such letters mostly stand over " + type.name.en,
               "学习模型：此类表头多为" + type.name.zh}};
    case MeasureSource::kTable:
      return {"learned.table",
              strength,
              {"learned: beside such columns this one is mostly " + type.name.en,
               "学习模型：同表有此类字段时，本列多为" + type.name.zh}};
    case MeasureSource::kValues:
      break;
  }
  return {
      "learned.values",
      strength,
      {"learned: values of this form are mostly " + type.name.en, "学习模型：此类取值多为" + type.name.zh}};
}

}  // namespace

std::vector<Evidence> evidence_for(TypeIndex type, const ColumnScores& column, const ColumnModel& model) {
  const TypeInfo& info = model.taxonomy().at(type);
  std::vector<Evidence> out;
  for (const TypeWeight& t : column.header.types) {
    if (t.type != type) continue;
    out.push_back({std::string(header_rule(column.header.language)), strength_of(header_points(t.permille)),
                   header_words(column.header, info)});
  }
  for (const Rule& rule : model.rules().rules()) {
    if (rule.points <= 0 || std::find(rule.types.begin(), rule.types.end(), type) == rule.types.end())
      continue;
    const std::int32_t points = rule.points * ColumnRules::strength(rule, column.signals) / 1000;
    if (points < 300) continue;
    out.push_back({rule.name, strength_of(points), rule_words(rule, column, model, info)});
  }
  if (model.learned() != nullptr) {
    const LearnedColumns::Share share = model.learned()->share_of(type, column);
    if (share.points >= kLearnedWorthAWord) out.push_back(learned_words(share, info));
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Evidence& a, const Evidence& b) { return a.permille > b.permille; });
  if (out.size() > kMostEvidence) out.resize(kMostEvidence);
  return out;
}

std::vector<NearMiss> near_misses_of(const ColumnFeatures& column) {
  std::vector<NearMiss> out;
  for (const KindWords& words : kKindWords) {
    const KindCount& count = column.of(words.kind);
    // A stray look-alike among other values is chance; next to valid ones, or in number, it is a damaged one.
    const bool is_chance = count.whole_valid == 0 && count.whole_shape_only * 20 < column.non_empty;
    if (words.miss_en.empty() || count.whole_shape_only == 0 || is_chance) continue;
    out.push_back({TypeCode(words.type),
                   count.whole_shape_only,
                   {std::string(words.miss_en), std::string(words.miss_zh)}});
  }
  if (column.truncated_ids > 0) {
    out.push_back({"ID.CN_RESIDENT",
                   column.truncated_ids,
                   {"15 digits are left; a spreadsheet rounded the rest to zeros",
                    "仅保留前15位，其余被电子表格舍入为0"}});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const NearMiss& a, const NearMiss& b) { return a.cells > b.cells; });
  return out;
}

std::vector<InText> in_text_of(const ColumnFeatures& column) {
  std::vector<InText> out;
  for (const KindWords& words : kKindWords) {
    const std::uint64_t cells = column.of(words.kind).inside_text;
    if (cells == 0) continue;
    const auto at =
        std::find_if(out.begin(), out.end(), [&](const InText& t) { return t.type == words.type; });
    if (at == out.end()) {
      out.push_back({TypeCode(words.type), cells});
    } else {
      at->cells = std::max(at->cells, cells);
    }
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const InText& a, const InText& b) { return a.cells > b.cells; });
  return out;
}

std::string_view type_in_text(ValueKind kind) {
  const auto at = std::find_if(kKindWords.begin(), kKindWords.end(),
                               [&](const KindWords& words) { return words.kind == kind; });
  return at == kKindWords.end() ? std::string_view{} : at->type;
}

}  // namespace tidegate
