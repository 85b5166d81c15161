#include "tidegate/risk/impact.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tidegate {
namespace {

constexpr int kGravest = kLevels - 1;
constexpr std::array<const char*, kPersonKinds> kKindEn{"ordinary data", "sensitive data",
                                                        "very sensitive data"};
constexpr std::array<const char*, kPersonKinds> kKindZh{"一般个人信息", "敏感个人信息", "高度敏感个人信息"};

struct Level {
  int level = 0;
  Text says;
};

// Which way doubt is counted.
enum class Reading { kWorst, kBest };
bool holds(const std::optional<bool>& fact, Reading reading) {
  return fact.value_or(reading == Reading::kWorst);
}

bool contains(const std::vector<std::string>& sorted, const std::string& value) {
  return std::binary_search(sorted.begin(), sorted.end(), value);
}

std::string grouped(std::uint64_t n) {
  std::string digits = std::to_string(n);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

// Persons by the gravest kind of data that leaves about them.
struct Persons {
  std::array<std::uint64_t, kPersonKinds> all{};   // of that kind or graver
  std::array<std::uint64_t, kPersonKinds> open{};  // of those, without pseudonyms that count
  bool any_protected = false;
  bool anonymised = false;  // some were left out because they are anonymised
  bool known = true;        // every number was given
};

PersonKind kind_of(const DataGroup& group, const RiskWeights& weights, Reading reading) {
  const bool by_type = std::any_of(group.types.begin(), group.types.end(), [&](const TypeCode& type) {
    return contains(weights.very_sensitive_types, type);
  });
  if (by_type || group.very_sensitive.value_or(false)) return PersonKind::kVerySensitive;
  if (!holds(group.sensitive, reading)) return PersonKind::kOrdinary;
  const bool may_be_graver = !group.types_known && !group.very_sensitive && reading == Reading::kWorst;
  return may_be_graver ? PersonKind::kVerySensitive : PersonKind::kSensitive;
}

Persons count_persons(const ImpactFacts& facts, const RiskWeights& weights, Reading reading) {
  Persons out;
  const std::uint64_t many = weights.person_edges.back();
  for (const DataGroup& group : facts.groups) {
    if (!holds(group.personal, reading)) continue;
    const bool counts = group.protection >= weights.protection_grade;
    if (group.anonymised && counts) {
      out.anonymised = true;
      continue;
    }
    out.known = out.known && group.persons.has_value();
    const std::uint64_t persons = group.persons.value_or(reading == Reading::kWorst ? many : 1);
    const bool is_protected = group.pseudonymised && counts;
    out.any_protected = out.any_protected || (is_protected && persons > 0);
    for (std::size_t k = 0; k <= static_cast<std::size_t>(kind_of(group, weights, reading)); ++k) {
      const auto add = [&](std::uint64_t& sum) {
        sum = persons > UINT64_MAX - sum ? UINT64_MAX : sum + persons;
      };
      add(out.all[k]);
      if (!is_protected) add(out.open[k]);
    }
  }
  return out;
}

int row_level(std::size_t kind, std::uint64_t persons, const RiskWeights& weights) {
  if (persons == 0) return 0;
  const auto column = std::upper_bound(weights.person_edges.begin(), weights.person_edges.end(), persons) -
                      weights.person_edges.begin();
  return weights.person_rows[kind][static_cast<std::size_t>(column)];
}

Level rights_of_persons(const Persons& persons, const RiskWeights& weights) {
  if (persons.all[0] == 0) {
    if (persons.anonymised) return {0, {"anonymised, and tested", "已匿名化并经测试"}};
    return {0, {"no personal information", "不含个人信息"}};
  }
  Level out;
  std::size_t set_by = 0;
  bool lowered = false;
  for (std::size_t k = 0; k < kPersonKinds; ++k) {
    const int open = row_level(k, persons.open[k], weights);
    const int all = row_level(k, persons.all[k], weights);
    // Pseudonyms whose key stays in China take one level off, never below 0.
    const int level = persons.any_protected ? std::max(open, std::max(all - 1, 0)) : all;
    if (level < out.level || (level == out.level && persons.all[k] == 0)) continue;
    out.level = level;
    set_by = k;
    lowered = level < all;
  }
  const std::string count = grouped(persons.all[set_by]);
  out.says = {fmt::format("{} persons, {}", count, kKindEn[set_by]),
              fmt::format("{} 人，{}", count, kKindZh[set_by])};
  if (lowered) {
    out.says.en += "; pseudonyms with the key in China, machine-checked: one level less";
    out.says.zh += "；假名化且密钥留存境内，经机器核验：降一级";
  }
  if (!persons.known) {
    out.says.en += "; a number of persons is not known and counts at its worst";
    out.says.zh += "；有人数未知，按最坏情况计";
  }
  return out;
}

// What the identification of important data rests on.
struct Importance {
  bool notified = false;
  bool identified = false;
  int hint = 0;
  TypeCode hinted_by;
  Text hint_name;                  // of hinted_by
  std::set<std::string> families;  // of types with a hint of 2 or 3: "VEH", "GEO"
  bool high_precision = false;
  bool by_size = false;
};

Importance importance_of(const ImpactFacts& facts, const Persons& persons, const RiskWeights& weights,
                         Reading reading) {
  Importance out;
  for (const auto& [type, hint] : facts.hints) {
    if (hint > out.hint || (hint == out.hint && type < out.hinted_by)) {
      out.hint = hint;
      out.hinted_by = type;
    }
    if (hint >= 2) out.families.insert(type.substr(0, type.find('.')));
    out.high_precision = out.high_precision || contains(weights.high_precision_types, type);
  }
  out.hint_name = {out.hinted_by, out.hinted_by};
  for (const auto& [type, name] : facts.type_names) {
    if (type == out.hinted_by) out.hint_name = name;
  }
  for (const DataGroup& group : facts.groups) {
    out.identified = out.identified || group.important_identified;
    out.notified = out.notified || group.important_notified.value_or(false);
  }
  for (const DataGroup& group : facts.groups) {
    // Nobody said whether it was notified: that is a doubt only where something points to important data.
    const bool doubtful = !group.important_notified && (out.identified || out.hint >= 2);
    out.notified = out.notified || (doubtful && reading == Reading::kWorst);
  }
  for (const SizeRule& rule : weights.size_rules) {
    if (rule.ciio_only && !holds(facts.ciio, reading)) continue;
    out.by_size = out.by_size || persons.all[static_cast<std::size_t>(rule.kind)] >= rule.persons;
  }
  return out;
}

Text sector_name(const ImpactFacts& facts) {
  return facts.sector_name.empty() ? Text{facts.sector, facts.sector} : facts.sector_name;
}

Level national_security(const ImpactFacts& facts, const Importance& of, const RiskWeights& weights,
                        Reading reading) {
  if (of.notified) {
    const bool certain = std::any_of(facts.groups.begin(), facts.groups.end(),
                                     [](const DataGroup& g) { return g.important_notified.value_or(false); });
    const Text basis = certain
                           ? Text{"notified or published as important data", "已被告知或公开发布为重要数据"}
                           : Text{"it is not known whether it was notified or published as important data",
                                  "是否已被告知或公开发布为重要数据不明"};
    if (of.families.size() >= 2) {
      return {4, {basis.en + "; several families of it together", basis.zh + "；且多类重要数据同时出境"}};
    }
    if (holds(facts.ciio, reading)) {
      return {4,
              {basis.en + "; exported by an operator of critical information infrastructure",
               basis.zh + "；且由关键信息基础设施运营者出境"}};
    }
    if (of.high_precision) return {4, {basis.en + "; of high precision", basis.zh + "；且精度高"}};
    return {3, basis};
  }
  if (of.identified) {
    return {2,
            {"identified or declared as important data by the firm, not notified",
             "企业自行识别或申报为重要数据，未获告知"}};
  }
  if (of.hint == 3) {
    return {2,
            {of.hint_name.en + " matches an identification rule for important data",
             of.hint_name.zh + "符合重要数据识别规则"}};
  }
  if (of.by_size) {
    return {2,
            {"important by size: " + weights.size_source.en, "达到重要数据规模：" + weights.size_source.zh}};
  }
  if (of.hint > 0) {
    return {1,
            {of.hint_name.en + " may be important data in some settings",
             of.hint_name.zh + "在某些情形下可能属于重要数据"}};
  }
  if (contains(weights.watched_sectors, facts.sector)) {
    return {1,
            {"the sector is usually watched (" + sector_name(facts).en + "); no rule matched",
             "所属行业通常受关注（" + sector_name(facts).zh + "），未命中识别规则"}};
  }
  return {0, {"no identification rule matched", "未命中识别规则"}};
}

Level public_interest(const ImpactFacts& facts, const Importance& of, const RiskWeights& weights,
                      Reading reading) {
  if (of.notified && contains(weights.service_sectors, facts.sector)) {
    return {3,
            {"important data of a sector that a region depends on (" + sector_name(facts).en + ")",
             "一个地区所依赖的行业的重要数据（" + sector_name(facts).zh + "）"}};
  }
  if (of.notified) return {2, {"important data", "重要数据"}};
  if (holds(facts.ciio, reading)) {
    if (!facts.ciio) {
      return {2,
              {"it is not known whether the exporter operates critical information infrastructure",
               "数据处理者是否为关键信息基础设施运营者不明"}};
    }
    return {
        2,
        {"exported by an operator of critical information infrastructure", "由关键信息基础设施运营者出境"}};
  }
  if (of.identified || of.hint == 3 || of.by_size) {
    return {1, {"may be important data, not notified", "可能属于重要数据，未获告知"}};
  }
  return {0, {"no service that many rely on is known to be touched", "未发现涉及众多人依赖的服务"}};
}

bool fires(const CombinationRule& rule, const std::set<TypeCode>& present) {
  return std::all_of(rule.all_of.begin(), rule.all_of.end(), [&](const std::vector<TypeCode>& set) {
    return std::any_of(set.begin(), set.end(), [&](const TypeCode& type) { return present.count(type) > 0; });
  });
}

std::array<Level, kHarmCount> derive(const ImpactFacts& facts, const RiskWeights& weights, Reading reading) {
  const Persons persons = count_persons(facts, weights, reading);
  const Importance importance = importance_of(facts, persons, weights, reading);
  std::array<Level, kHarmCount> out{national_security(facts, importance, weights, reading),
                                    public_interest(facts, importance, weights, reading),
                                    rights_of_persons(persons, weights)};
  std::set<TypeCode> present;
  for (const DataGroup& group : facts.groups) present.insert(group.types.begin(), group.types.end());
  for (const auto& [type, hint] : facts.hints) present.insert(type);
  std::array<bool, kHarmCount> raised{};
  for (const CombinationRule& rule : weights.combinations) {
    const auto o = static_cast<std::size_t>(rule.harm);
    const bool about_nobody = rule.harm == Harm::kIndividualRights && persons.all[0] == 0;
    if (raised[o] || about_nobody || out[o].level == kGravest || !fires(rule, present)) continue;
    raised[o] = true;
    ++out[o].level;
    out[o].says.en += "; one level more: " + rule.says.en;
    out[o].says.zh += "；加一级：" + rule.says.zh;
  }
  const std::array<std::optional<int>, 2> declared{facts.national_security, facts.public_interest};
  for (std::size_t o = 0; o < declared.size(); ++o) {
    if (declared[o] && *declared[o] > out[o].level) out[o] = {*declared[o], {"declared", "企业申报"}};
  }
  return out;
}

}  // namespace

std::array<ImpactResult, kHarmCount> impact_levels(const ImpactFacts& facts, const RiskWeights& weights) {
  const auto worst = derive(facts, weights, Reading::kWorst);
  const auto best = derive(facts, weights, Reading::kBest);
  std::array<ImpactResult, kHarmCount> out;
  for (std::size_t o = 0; o < kHarmCount; ++o) {
    out[o] = {static_cast<Harm>(o), worst[o].level, std::min(best[o].level, worst[o].level), worst[o].says};
  }
  return out;
}

}  // namespace tidegate
