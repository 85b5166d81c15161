// One command before the desk: what is known, and what has been taken of it so far. Inside this room.
#pragma once

#include <string>

#include "tidegate/clearance/clocks.h"
#include "tidegate/clearance/decide.h"
#include "tidegate/clearance/lane.h"
#include "tidegate/clearance/machine.h"

namespace tidegate::clearance {

class Sitting {
 public:
  Sitting(const Case& c, const CaseCommand& command, const DeskContext& context)
      : command_(command), context_(context), before_(c), case_(c) {}

  const Case& c() const { return case_; }
  const Actor& by() const { return command_.by; }
  const DeskRules& rules() const { return context_.rules; }
  const WorkingDays& calendar() const { return context_.calendar; }
  const SamplingSeed* seed() const { return context_.seed; }
  const ExtensionGround* extension() const { return context_.extension; }
  bool asks_two_persons() const { return context_.two_persons; }
  Date today() const { return day_in_china(command_.at_ms); }
  // A frozen sector is treated as yellow at least, whenever the case came in.
  Lane lane() const;
  bool is_frozen() const;

  // The first refusal stays.
  void refuse(RefusalCode code, std::string en, std::string zh, std::string pointer = {});
  bool is_refused() const { return refused_.has_value(); }

  // Requirements; each refuses and says false when it does not hold.
  bool needs(bool holds, RefusalCode code, std::string en, std::string zh, std::string pointer = {});
  bool needs_said(const Text& text, std::string_view pointer);  // in Chinese at least, not too long
  // Words of one language: something of them is seen, and they are not too long. `en` and `zh` say what
  // lacks.
  bool needs_words(const std::string& text, std::string en, std::string zh, std::string_view pointer);
  bool needs_short(const std::string& text, std::string_view pointer);
  bool needs_another_person(const Actor& first);
  bool needs_hash(const std::string& text, std::string_view pointer);

  void take(CaseStep step) { add(std::move(step), command_.by); }
  // A step that the desk writes beside.
  void add_itself(CaseStep step) { add(std::move(step), Actor{{}, "machine", {}, {}}); }
  // The clock of this kind and route, when the law sets one.
  void start_clock(ClockKind kind);
  // Whose clearance the case needs: of its lane (once red, of a red one) and of all that were asked before.
  // By the rules' order; then who objected and is in the rules no more.
  std::vector<std::string> wanted_gates() const;
  // Asks those of them that were not asked yet.
  void ask_gates();

  StepAnswer answer() &&;

 private:
  void add(CaseStep step, Actor by);

  const CaseCommand& command_;
  const DeskContext& context_;
  const Case& before_;
  Case case_;
  std::vector<CaseEvent> events_;
  std::optional<StepRefusal> refused_;
};

// What each step asks, beyond state and role.
void take_step(Sitting& s, const FilingSubmitted& step);
void take_step(Sitting& s, const FilingRevised& step);
void take_step(Sitting& s, const FilingRescored& step);
void take_step(Sitting& s, const FilingReturned& step);
void take_step(Sitting& s, const CheckPassed& step);
void take_step(Sitting& s, const FilingAccepted& step);
void take_step(Sitting& s, const FilingNotAccepted& step);
void take_step(Sitting& s, const FilingWithdrawn& step);
void take_step(Sitting& s, const SupplementAsked& step);
void take_step(Sitting& s, const SupplementAnswered& step);
void take_step(Sitting& s, const SupplementHandedIn& step);
void take_step(Sitting& s, const ClockExtended& step);
void take_step(Sitting& s, const CaseAssigned& step);
void take_step(Sitting& s, const GateAnswered& step);
void take_step(Sitting& s, const DecisionProposed& step);
void take_step(Sitting& s, const ProposalSentBack& step);
void take_step(Sitting& s, const DecisionConfirmed& step);
void take_step(Sitting& s, const FinishedByRules& step);
void take_step(Sitting& s, const OverrideProposed& step);
void take_step(Sitting& s, const OverrideConfirmed& step);
void take_step(Sitting& s, const OverrideSentBack& step);
void take_step(Sitting& s, const NoteAdded& step);
void take_step(Sitting& s, const ContestOpened& step);
void take_step(Sitting& s, const ContestAnswered& step);
void take_step(Sitting& s, const ReviewRequested& step);
void take_step(Sitting& s, const PermitDoubted& step);
void take_step(Sitting& s, const DoubtSettled& step);

}  // namespace tidegate::clearance
