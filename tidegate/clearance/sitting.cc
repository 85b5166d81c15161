#include "tidegate/clearance/sitting.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/check.h"
#include "tidegate/base/seen_text.h"
#include "tidegate/clearance/fold.h"

namespace tidegate::clearance {

bool Sitting::is_frozen() const {
  return std::find(context_.frozen_sectors.begin(), context_.frozen_sectors.end(), case_.filing().sector) !=
         context_.frozen_sectors.end();
}

Lane Sitting::lane() const {
  return std::max(lane_in_force(case_, today()), is_frozen() ? Lane::kYellow : Lane::kGreen);
}

void Sitting::refuse(RefusalCode code, std::string en, std::string zh, std::string pointer) {
  if (!refused_) refused_ = StepRefusal{code, {std::move(en), std::move(zh)}, std::move(pointer)};
}

bool Sitting::needs(bool holds, RefusalCode code, std::string en, std::string zh, std::string pointer) {
  if (!holds) refuse(code, std::move(en), std::move(zh), std::move(pointer));
  return holds;
}

bool Sitting::needs_short(const std::string& text, std::string_view pointer) {
  return needs(text.size() <= kLongestText, RefusalCode::kLimit,
               fmt::format("the text is longer than {} octets", kLongestText),
               fmt::format("文字超过 {} 字节", kLongestText), std::string(pointer));
}

bool Sitting::needs_said(const Text& text, std::string_view pointer) {
  return needs(shows_something(text.zh), RefusalCode::kReasonsMissing, "must be said, in Chinese at least",
               "必须说明（至少用中文）", std::string(pointer)) &&
         needs_short(text.zh, pointer) && needs_short(text.en, pointer);
}

bool Sitting::needs_words(const std::string& text, std::string en, std::string zh, std::string_view pointer) {
  return needs(shows_something(text), RefusalCode::kIncomplete, std::move(en), std::move(zh),
               std::string(pointer)) &&
         needs_short(text, pointer);
}

bool Sitting::needs_another_person(const Actor& first) {
  return needs(first.account != by().account, RefusalCode::kSamePerson,
               "the second person of a two-person step cannot be the first", "双人步骤的第二人不能是第一人");
}

bool Sitting::needs_hash(const std::string& text, std::string_view pointer) {
  const bool is_hash = text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
  return needs(is_hash, RefusalCode::kIncomplete, "is no SHA-256 in hexadecimal", "不是十六进制的 SHA-256",
               std::string(pointer));
}

void Sitting::start_clock(ClockKind kind) {
  const ClockRule* rule = rules().clock(kind, case_.filing().route);
  if (rule != nullptr) add_itself(ClockStarted{kind, rule->working_days, rule->source});
}

std::vector<std::string> Sitting::wanted_gates() const {
  const Lane strictest = case_.strictest == Lane::kRed ? Lane::kRed : lane();
  const std::vector<std::string> of_lane = gates_for(rules(), case_.filing(), strictest);
  std::vector<std::string> wanted;
  for (const GateRule& gate : rules().gates) {
    const bool is_asked = std::any_of(case_.gates.begin(), case_.gates.end(),
                                      [&](const GateStanding& asked) { return asked.gate == gate.id; });
    if (is_asked || std::find(of_lane.begin(), of_lane.end(), gate.id) != of_lane.end())
      wanted.push_back(gate.id);
  }
  for (const GateStanding& asked : case_.gates) {
    if (!asked.clears.value_or(true) && rules().gate(asked.gate) == nullptr) wanted.push_back(asked.gate);
  }
  return wanted;
}

void Sitting::ask_gates() {
  std::vector<std::string> wanted = wanted_gates();
  const bool has_new = std::any_of(wanted.begin(), wanted.end(), [&](const std::string& id) {
    return std::none_of(case_.gates.begin(), case_.gates.end(),
                        [&](const GateStanding& asked) { return asked.gate == id; });
  });
  if (has_new) add_itself(GatesAsked{std::move(wanted)});
}

void Sitting::add(CaseStep step, Actor by) {
  if (refused_) return;
  CaseEvent event{case_.last_seq + 1, command_.at_ms, std::move(by), std::move(step)};
  auto next = apply(std::move(case_), event);
  TIDEGATE_CHECK(next.has_value());  // what the desk takes can be folded
  case_ = std::move(*next);
  events_.push_back(std::move(event));
}

StepAnswer Sitting::answer() && {
  if (refused_) return {{}, std::move(refused_), before_};
  return {std::move(events_), std::nullopt, std::move(case_)};
}

}  // namespace tidegate::clearance
