#include "tidegate/clearance/decide.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "tidegate/base/check.h"
#include "tidegate/clearance/sitting.h"

namespace tidegate {
namespace {

using clearance::Sitting;

void open(Sitting& s, const CaseStep& step) {
  const auto* opened = std::get_if<CaseOpened>(&step);
  if (!s.needs(opened != nullptr, RefusalCode::kWrongState, "the case does not exist yet", "项目尚不存在"))
    return;
  s.needs(s.by().role == "filer" && !s.by().account.empty(), RefusalCode::kNotYours,
          "the firm opens its cases", "项目由申报单位新建");
  s.needs(!opened->case_id.empty() && opened->case_id.size() <= 100, RefusalCode::kIncomplete,
          "the case needs an id of 1 to 100 octets", "项目编号应为 1 至 100 字节", "/case_id");
  s.needs(!opened->tenant.empty(), RefusalCode::kIncomplete, "the case needs its firm", "项目缺少所属单位",
          "/tenant");
  s.take(*opened);
}

// A step that asks nothing beyond state and role.
template <typename Step>
void dispatch(Sitting& s, const Step& step) {
  if constexpr (requires { clearance::take_step(s, step); }) {
    clearance::take_step(s, step);
  } else {
    s.take(step);
  }
}

void take(Sitting& s, const CaseStep& step) {
  const Case& c = s.c();
  const auto* first = std::get_if<FilingSubmitted>(&step);
  const FilingRoute route = !c.versions.empty() ? c.filing().route
                            : first != nullptr  ? first->filing.route
                                                : FilingRoute::kSA;
  const Text words = step_words(name_of(step));
  const auto rule = step_rule(family_of(route), c.state, step);
  if (!rule) {
    const Text state = state_words(c.state, route);
    return s.refuse(RefusalCode::kWrongState,
                    fmt::format("cannot {} while the case is: {}", words.en, state.en),
                    fmt::format("项目处于“{}”时不能{}", state.zh, words.zh));
  }
  if ((rule->who & standing_of(s.by(), c, s.rules())) == 0) {
    return s.refuse(RefusalCode::kNotYours,
                    fmt::format("only these may {}: {}", words.en, who_words(rule->who, Lang::kEn)),
                    fmt::format("只有以下人员可以{}：{}", words.zh, who_words(rule->who, Lang::kZh)));
  }
  std::visit([&](const auto& asked) { dispatch(s, asked); }, step);
  // An override down may have run out since: who must be asked now?
  if (!s.is_refused() && !s.c().versions.empty() && !s.c().is_closed()) s.ask_gates();
}

}  // namespace

std::string_view to_string(RefusalCode code) {
  constexpr std::array<std::string_view, 14> kNames{
      "clock_back",      "stale",     "wrong_state", "not_yours",   "not_ready", "limit",    "incomplete",
      "reasons_missing", "not_found", "already",     "same_person", "too_early", "too_late", "law"};
  return kNames[static_cast<std::size_t>(code)];
}

std::vector<std::string_view> open_steps(const Case& c, const Actor& actor, const DeskRules& rules) {
  const RouteFamily family = family_of(c.versions.empty() ? FilingRoute::kSA : c.filing().route);
  const unsigned standing = standing_of(actor, c, rules);
  std::vector<std::string_view> out;
  const auto add = [&](const CaseStep& step) {
    const auto rule = step_rule(family, c.state, step);
    if (rule && (rule->who & standing) != 0) out.push_back(name_of(step));
  };
  const auto add_all = [&]<std::size_t... I>(std::index_sequence<I...>) {
    (add(std::variant_alternative_t<I, CaseStep>{}), ...);
  };
  if (c.last_seq > 0) add_all(std::make_index_sequence<std::variant_size_v<CaseStep>>{});
  return out;
}

StepAnswer decide(const Case& c, const CaseCommand& command, const DeskContext& context) {
  Sitting s(c, command, context);
  if (command.at_ms < c.last_ms) {
    s.refuse(RefusalCode::kClockBack, "the clock stands before the case's last step", "时钟早于项目的上一步");
  } else if (command.expected_seq && *command.expected_seq != c.last_seq) {
    s.refuse(RefusalCode::kStale, "the case has moved on; read it again", "项目已更新，请重新读取");
  } else if (c.last_seq == 0) {
    open(s, command.step);
  } else {
    take(s, command.step);
  }
  return std::move(s).answer();
}

}  // namespace tidegate
