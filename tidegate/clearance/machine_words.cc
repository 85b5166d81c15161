#include <fmt/format.h>

#include <array>
#include <utility>

#include "tidegate/clearance/machine.h"

namespace tidegate {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, kCaseStateCount> kStates{{
    {"draft", "暂存"},
    {"submitted", "已申报"},
    {"completeness check", "完备性查验"},
    {"returned", "退回"},
    {"awaiting acceptance", "等待受理"},
    {"awaiting acceptance (supplement needed)", "等待受理（需补充材料）"},
    {"under assessment", "正在评估"},
    {"under assessment (supplement needed)", "正在评估（需补充材料）"},
    {"filing under check", "备案查验"},
    {"filing under check (supplement needed)", "补充审核"},
    {"under review", "复评"},
    {"assessment finished (passed)", "已完成评估（通过）"},
    {"assessment finished (partly passed)", "已完成评估（部分通过）"},
    {"filed", "备案通过"},
    {"assessment finished (not passed)", "已完成评估（未通过）"},
    {"not accepted", "不予受理"},
    {"terminated", "终止"},
}};

struct StepWords {
  std::string_view step;
  std::string_view en;
  std::string_view zh;
};
constexpr std::array kSteps{
    StepWords{CaseOpened::kName, "open a case", "新建项目"},
    StepWords{FilingSubmitted::kName, "hand in", "申报"},
    StepWords{FilingRevised::kName, "hand in a new version", "提交新版本"},
    StepWords{FilingRescored::kName, "score the filing anew", "重新评分"},
    StepWords{CheckBegun::kName, "begin the check", "开始查验"},
    StepWords{FilingReturned::kName, "return once, with every gap", "一次性退回并告知全部缺陷"},
    StepWords{CheckPassed::kName, "find complete", "查验通过"},
    StepWords{FilingAccepted::kName, "accept", "受理"},
    StepWords{FilingNotAccepted::kName, "not accept, with reasons", "不予受理并说明理由"},
    StepWords{SupplementAsked::kName, "ask for supplements", "要求补充材料"},
    StepWords{SupplementAnswered::kName, "answer one item", "逐项答复"},
    StepWords{SupplementHandedIn::kName, "hand in the supplements", "提交补充材料"},
    StepWords{ClockStarted::kName, "start a clock", "期限起算"},
    StepWords{ClockExtended::kName, "extend, and tell the applicant", "延长期限并告知申报单位"},
    StepWords{LaneSet::kName, "set the lane", "确定通道"},
    StepWords{GatesAsked::kName, "ask for clearances", "征求会商意见"},
    StepWords{CaseAssigned::kName, "assign", "分派"},
    StepWords{GateAnswered::kName, "answer for an agency", "会商部门答复"},
    StepWords{DecisionProposed::kName, "propose a decision", "拟定结论"},
    StepWords{ProposalSentBack::kName, "send the proposal back", "退回拟定结论"},
    StepWords{DecisionConfirmed::kName, "confirm, as a second person", "复核确认"},
    StepWords{FinishedByRules::kName, "finish by rules", "按规则办结"},
    StepWords{CaseDecided::kName, "decide", "作出结论"},
    StepWords{OverrideProposed::kName, "propose another lane", "拟调整通道"},
    StepWords{OverrideConfirmed::kName, "confirm a lower lane, as a second person", "复核确认下调通道"},
    StepWords{OverrideSentBack::kName, "send the other lane back", "退回通道调整"},
    StepWords{LaneOverridden::kName, "override the lane", "调整通道"},
    StepWords{NoteAdded::kName, "add a note", "备注"},
    StepWords{ContestOpened::kName, "contest", "提出异议"},
    StepWords{ContestAnswered::kName, "answer a contest", "答复异议"},
    StepWords{ReviewRequested::kName, "ask for a review", "申请复评"},
    StepWords{FilingWithdrawn::kName, "withdraw", "撤回"},
    StepWords{PermitDoubted::kName, "doubt a permit", "许可存疑"},
    StepWords{DoubtSettled::kName, "settle the doubt", "处理存疑"},
};

constexpr std::array<std::pair<Who, std::pair<std::string_view, std::string_view>>, 6> kWhos{{
    {kFirm, {"the firm", "申报单位"}},
    {kDesk, {"officer of the deciding agency", "主办部门经办人员"}},
    {kGate, {"officer of an agency that is asked", "会商部门经办人员"}},
    {kOperator, {"operator", "平台运营方"}},
    {kProgram, {"the program, by rules", "系统按规则"}},
    {kItself, {"the desk, beside another step", "随其他步骤自动记录"}},
}};

// What a row's step is called in a drawing: "decided: passed".
std::string edge_name(const Transition& t) {
  return t.kind ? fmt::format("{}: {}", t.step, to_string(*t.kind)) : std::string(t.step);
}

std::string drawing(RouteFamily family) {
  std::string out = "```mermaid\nstateDiagram-v2\n  [*] --> draft\n";
  for (const Transition& t : transitions()) {
    // One arrow for all withdrawals would cross the whole drawing; the table has them.
    if (t.family != family || t.step == FilingWithdrawn::kName) continue;
    out += fmt::format("  {} --> {} : {}\n", to_string(t.from), to_string(t.to), edge_name(t));
  }
  return out + "```\n";
}

std::string table(RouteFamily family, FilingRoute words_of) {
  std::string out = "| from | step | who may | to |\n| --- | --- | --- | --- |\n";
  for (const Transition& t : transitions()) {
    if (t.family != family) continue;
    const Text from = state_words(t.from, words_of);
    const Text to = state_words(t.to, words_of);
    const Text step = step_words(t.step);
    out += fmt::format("| `{}` {} | `{}` {} | {} {} | `{}` {} |\n", to_string(t.from), from.zh, edge_name(t),
                       step.zh, who_words(t.who, Lang::kEn), who_words(t.who, Lang::kZh), to_string(t.to),
                       to.zh);
  }
  return out;
}

std::string standing_table() {
  std::string out = "| step | meaning | who may | where |\n| --- | --- | --- | --- |\n";
  for (const StandingStep& s : standing_steps()) {
    std::string where;
    std::size_t states = 0;
    for (std::size_t i = 0; i < kCaseStateCount; ++i) {
      if ((s.states >> i & 1) == 0) continue;
      ++states;
      where += fmt::format("{}`{}`", where.empty() ? "" : " ", to_string(static_cast<CaseState>(i)));
    }
    if (states == kCaseStateCount) where = "everywhere";
    if (states == kCaseStateCount - 1) where = "everywhere but in `draft`";
    const Text step = step_words(s.step);
    out += fmt::format("| `{}` | {} {} | {} {} | {} |\n", s.step, step.en, step.zh,
                       who_words(s.who, Lang::kEn), who_words(s.who, Lang::kZh), where);
  }
  return out;
}

}  // namespace

Text state_words(CaseState state, FilingRoute route) {
  if (family_of(route) == RouteFamily::kFiling && state == CaseState::kRefused) {
    return {"filing not passed", "备案不通过"};
  }
  if (route == FilingRoute::kEX && state == CaseState::kFiled) return {"recorded", "已登记"};
  const auto& [en, zh] = kStates[static_cast<std::size_t>(state)];
  return {std::string(en), std::string(zh)};
}

Text step_words(std::string_view step) {
  for (const StepWords& words : kSteps) {
    if (words.step == step) return {std::string(words.en), std::string(words.zh)};
  }
  return {std::string(step), std::string(step)};
}

Text route_words(FilingRoute route) {
  switch (route) {
    case FilingRoute::kSA:
      return {"security assessment", "数据出境安全评估"};
    case FilingRoute::kSC:
      return {"filing of a standard contract", "个人信息出境标准合同备案"};
    case FilingRoute::kPC:
      return {"personal information protection certification", "个人信息出境认证"};
    case FilingRoute::kNL:
      return {"filing of the use of a negative list", "负面清单使用备案"};
    case FilingRoute::kEX:
      return {"record of an exemption", "豁免情形登记"};
    case FilingRoute::kEXT:
      return {"extension of a passed assessment", "延长评估结果有效期"};
  }
  return {};
}

std::string who_words(unsigned who, Lang lang) {
  std::string out;
  for (const auto& [bit, words] : kWhos) {
    if ((who & bit) == 0) continue;
    if (!out.empty()) out += lang == Lang::kZh ? "、" : ", ";
    out += lang == Lang::kZh ? words.second : words.first;
  }
  return out;
}

std::string machine_markdown() {
  return fmt::format(
      "## Assessment 安全评估 (routes SA, EXT)\n\n{}\n{}\n## Filing 备案 (routes SC, PC, NL, EX)\n\n{}\n{}\n"
      "## Steps that leave the state as it is\n\n{}",
      drawing(RouteFamily::kAssessment), table(RouteFamily::kAssessment, FilingRoute::kSA),
      drawing(RouteFamily::kFiling), table(RouteFamily::kFiling, FilingRoute::kSC), standing_table());
}

}  // namespace tidegate
