// Measures the rule packs against labelled cases which the user owns.
#include <fmt/format.h>

#include <algorithm>

#include "tidegate/gate/gate.h"
#include "tidegate/gate/packs.h"
#include "tidegate/law/decide.h"
#include "tidegate/pilot/routes.h"

namespace tidegate {
namespace {

constexpr std::size_t kLabelledLimit = 1 << 30;

std::string percent(std::int64_t millionths) {
  return fmt::format("{}.{:02}%", millionths / 10'000, millionths % 10'000 / 100);
}

std::string route_text(const RouteScore& score, Lang lang) {
  const bool zh = lang == Lang::kZh;
  std::string out;
  const auto line = [&](std::string_view en, std::string_view zh_name, const Share& share) {
    out += fmt::format("{:<26} {:>8}  {}/{}\n", zh ? zh_name : en, percent(share.millionths()), share.right,
                       share.of);
  };
  const auto extra = [&](std::string_view en, std::string_view zh_name, std::int64_t entries) {
    const std::int64_t hundredths = score.cases == 0 ? 0 : entries * 100 / score.cases;
    out += fmt::format("{:<26} {:>5}.{:02}   {}\n", zh ? zh_name : en, hundredths / 100, hundredths % 100,
                       entries);
  };
  out += fmt::format("{} {}\n", score.cases, zh ? "个案例" : "cases");
  line("route", "路径", score.routes);
  out += fmt::format("{:<26} {:>8}\n", zh ? "错误放宽" : "false ease", score.false_ease);
  line("legal basis, recall", "法律依据（召回）", score.legal_basis);
  line("obligations, recall", "义务（召回）", score.obligations);
  extra("legal basis beyond, a case", "标注外法律依据（每例）", score.legal_basis_extra);
  extra("duties beyond, a case", "标注外义务（每例）", score.obligations_extra);
  line("exemptions, recall", "豁免（召回）", score.exemptions);
  line("gates, recall", "并行环节（召回）", score.gates);
  line("also allowed, recall", "其他合法路径（召回）", score.also_allowed);
  line("nearest flip, exact", "最近翻转（精确）", score.flips);
  line("undetermined, exact", "无法判定（精确）", score.undetermined);
  for (const auto& [law, share] : score.by_law) line("  " + law, "  " + law, share);
  for (const RouteError& e : score.errors) {
    out += fmt::format("{} {}: {} -> {}{}\n", e.id, e.field, e.expected, e.got,
                       e.false_ease ? (zh ? "  错误放宽" : "  FALSE EASE") : "");
  }
  return out;
}

}  // namespace

Result<Printed> evaluate_routes(const std::string& file, bool as_json, const Look& look,
                                const GateOptions& options) {
  const auto packs = load_packs(options.packs);
  if (!packs) return fail(packs.error());
  const auto bytes = read_file(file, kLabelledLimit);
  if (!bytes) return fail(bytes.error());
  const auto cases = parse_labelled_cases(*bytes, file);
  if (!cases) return fail(cases.error());
  std::vector<std::pair<LabelledRoute, Opinion>> answers;
  for (const LabelledCase& c : *cases) {
    const auto pack = std::find_if(packs->begin(), packs->end(),
                                   [&](const law::RulePack& p) { return p.law == c.label.law; });
    Opinion opinion;
    if (pack != packs->end()) {
      opinion = law::decide(*pack, c.facts, c.as_of, {false, true, {}});
    } else {
      opinion.route = "undetermined";  // a law that no pack speaks of is not decided
    }
    answers.emplace_back(c.label, std::move(opinion));
  }
  const RouteScore score = score_routes(answers);
  return Printed{as_json ? to_json(score) + "\n" : route_text(score, look.lang), ExitCode::kProceed};
}

}  // namespace tidegate
