#include "tidegate/risk/words.h"

#include <fmt/format.h>

#include <array>

#include "tidegate/base/json_writer.h"

namespace tidegate {
namespace {

std::string score_text(std::int64_t e6) { return decimal_text(e6, 6); }

// "R (recipient weakness)"
Text title(Factor factor, const RiskWeights& weights) {
  const Text& name = weights.factors[static_cast<std::size_t>(factor)].name;
  return {fmt::format("{} ({})", letter(factor), name.en), fmt::format("{}（{}）", letter(factor), name.zh)};
}

// Lowest grade that supports a level.
EvidenceGrade needed_grade(Factor factor, int level, const RiskWeights& weights) {
  const auto& floors = weights.evidence_floor[static_cast<std::size_t>(factor)];
  for (std::size_t g = 0; g < kGradeCount; ++g) {
    if (floors[g] <= level) return static_cast<EvidenceGrade>(g);
  }
  return EvidenceGrade::kE4;
}

Text unanswered(const Text& name, const GradedFactor& graded) {
  return {fmt::format("{} counts as {}: nothing is known of it; once known it lies between {} and {}",
                      name.en, graded.level, graded.best, graded.level),
          fmt::format("{}按 {} 计：情况不明，查明后在 {} 至 {} 之间", name.zh, graded.level, graded.best,
                      graded.level)};
}

}  // namespace

Text lane_name(Lane lane) {
  constexpr std::array<const char*, kLaneCount> kZh{"绿色", "蓝色", "黄色", "红色"};
  return {std::string(to_string(lane)), kZh[static_cast<std::size_t>(lane)]};
}

Text factor_sentence(Factor factor, const FactorClaim& claim, const GradedFactor& graded, bool plaintext,
                     const RiskWeights& weights) {
  const Text name = title(factor, weights);
  if (!claim.answered) return unanswered(name, graded);
  const Text& grade = weights.grades[static_cast<std::size_t>(graded.grade)];
  const Text& meaning =
      weights.factors[static_cast<std::size_t>(factor)].levels[static_cast<std::size_t>(graded.level)];
  const std::string_view code = to_string(graded.grade);
  Text out;
  if (graded.level == claim.level) {
    out = {fmt::format("{} = {}: {}; evidence {} ({})", name.en, graded.level, meaning.en, code, grade.en),
           fmt::format("{}= {}：{}；证据 {}（{}）", name.zh, graded.level, meaning.zh, code, grade.zh)};
  } else if (plaintext) {
    out = {fmt::format("{} = {}, though {} is claimed: the recipient must read the data in the clear",
                       name.en, graded.level, claim.level),
           fmt::format("{}= {}，尽管声明为 {}：境外接收方必须读取明文", name.zh, graded.level, claim.level)};
  } else {
    out = {
        fmt::format("{} = {}, though {} is claimed: the evidence reaches {} ({}), which supports {} at best",
                    name.en, graded.level, claim.level, code, grade.en, graded.level),
        fmt::format("{}= {}，尽管声明为 {}：证据仅达 {}（{}），最多支持 {}", name.zh, graded.level,
                    claim.level, code, grade.zh, graded.level)};
  }
  if (!graded.why_not_higher.empty()) {
    out.en += "; " + graded.why_not_higher.en;
    out.zh += "；" + graded.why_not_higher.zh;
  }
  if (!claim.basis.empty()) {
    out.en += "; stated basis: " + (claim.basis.en.empty() ? claim.basis.zh : claim.basis.en);
    out.zh += "；申报依据：" + (claim.basis.zh.empty() ? claim.basis.en : claim.basis.zh);
  }
  return out;
}

Text settled_sentence(int level, const Text& by, int computed, const Text& says) {
  return {fmt::format("counts as {}, as settled by {}; computed as {}: {}", level, by.en, computed, says.en),
          fmt::format("按 {} 计（{}）；系统计算为 {}：{}", level, by.zh, computed, says.zh)};
}

Text destination_sentence(int level, const Text& why, const RiskWeights& weights) {
  const Text name = title(Factor::kD, weights);
  return {fmt::format("{} = {}: {}", name.en, level, why.en),
          fmt::format("{}= {}：{}", name.zh, level, why.zh)};
}

Text change_sentence(const LevelChange& change, const FactorLevels& from, Lane lane,
                     const RiskWeights& weights) {
  Text out;
  for (const auto& [factor, level] : change.to_levels) {
    const std::string_view grade = to_string(needed_grade(factor, level, weights));
    const int before = from[static_cast<std::size_t>(factor)];
    const Text name = title(factor, weights);
    if (!out.empty()) {
      out.en += " and ";
      out.zh += "，并且";
    }
    out.en +=
        fmt::format("{} from {} to {}, shown with evidence of at least {}", name.en, before, level, grade);
    out.zh += fmt::format("{}由 {} 降至 {}，证据至少 {}", name.zh, before, level, grade);
  }
  const Text color = lane_name(lane);
  out.en += fmt::format(": score {}, lane {}", score_text(change.score_e6), color.en);
  out.zh += fmt::format("：得分 {}，{}通道", score_text(change.score_e6), color.zh);
  return out;
}

Text question_sentence(Factor factor, std::int64_t low_e6, std::int64_t high_e6, const RiskWeights& weights) {
  const Text name = title(factor, weights);
  const Text& ask = weights.factors[static_cast<std::size_t>(factor)].question;
  const Text low = lane_name(weights.lane_of(low_e6));
  const Text high = lane_name(weights.lane_of(high_e6));
  Text lanes{fmt::format("lane {} either way", low.en), fmt::format("均为{}通道", low.zh)};
  if (low != high) {
    lanes = {fmt::format("{} to {}", low.en, high.en), fmt::format("{}至{}", low.zh, high.zh)};
  }
  return {fmt::format("Ask first about {}: {} The answer moves the score between {} and {} ({}).", name.en,
                      ask.en, score_text(low_e6), score_text(high_e6), lanes.en),
          fmt::format("首先查明{}：{}答案使得分在 {} 与 {} 之间变动（{}）。", name.zh, ask.zh,
                      score_text(low_e6), score_text(high_e6), lanes.zh)};
}

Text open_impacts(const std::vector<ImpactResult>& impacts, Lane lane, const RiskWeights& weights) {
  Text open;
  for (const ImpactResult& impact : impacts) {
    if (impact.best == impact.level) continue;
    const Text& name = weights.harms[static_cast<std::size_t>(impact.harm)];
    open.en += fmt::format("{}{} counts as {} ({})", open.en.empty() ? "" : "; ", name.en, impact.level,
                           impact.rule.en);
    open.zh += fmt::format("{}{}按 {} 级计（{}）", open.zh.empty() ? "" : "；", name.zh, impact.level,
                           impact.rule.zh);
  }
  const Text color = lane_name(lane);
  return {fmt::format("{}: once that is known, the lane may be {}", open.en, color.en),
          fmt::format("{}：查明后可为{}通道", open.zh, color.zh)};
}

Text nothing_weighs(const std::vector<ImpactResult>& impacts, const RiskWeights& weights) {
  const ImpactResult* worst = nullptr;
  for (const ImpactResult& impact : impacts) {
    if (worst == nullptr || impact.level > worst->level) worst = &impact;
  }
  if (worst == nullptr || worst->level == 0) {
    return {
        "every impact is at 0: below the first step of the impact table, which does not say that nobody "
        "is harmed",
        "各项影响均为 0：低于影响表的第一档，并不表示不会对任何人造成危害"};
  }
  const Text& name = weights.harms[static_cast<std::size_t>(worst->harm)];
  return {fmt::format("every factor is at its best; what remains comes from the data itself: {} {} ({})",
                      name.en, worst->level, worst->rule.en),
          fmt::format("各因素均为最佳；余下风险来自数据本身：{} {} 级（{}）", name.zh, worst->level,
                      worst->rule.zh)};
}

Text confidence_sentence(std::int64_t low_e6, std::int64_t high_e6, std::size_t unknown,
                         EvidenceGrade weakest, const RiskWeights& weights) {
  const Lane low = weights.lane_of(low_e6);
  const Lane high = weights.lane_of(high_e6);
  if (low != high) {
    const Text from = lane_name(low);
    const Text to = lane_name(high);
    return {fmt::format("low: what is unknown can move the case between {} and {}; a person must look",
                        from.en, to.en),
            fmt::format("低：未知事项可使本案在{}与{}之间变动，须由人判断", from.zh, to.zh)};
  }
  if (weakest < EvidenceGrade::kE1) {
    return {"low: a factor that weighs most rests on a claim alone", "低：权重最大的因素中有仅凭声明者"};
  }
  if (unknown > 0 || weakest < EvidenceGrade::kE3) {
    return {
        "fair: the lane holds whatever the unknown turns out to be, but documents were not machine-checked",
        "中：无论未知事项如何，通道不变，但文件未经机器核验"};
  }
  return {"high: the factors that weigh most are machine-checked", "高：权重最大的因素均经机器核验"};
}

}  // namespace tidegate
