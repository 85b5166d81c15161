// The one place that takes a step of a case: reads the case from its events, asks clearance, and keeps what
// was taken, with its row, its desks, its precedents and the audit, inside the caller's transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/clearance/decide.h"
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/rescore.h"
#include "tidegate/store/desk/against_firm.h"

namespace tidegate::desk {

// The account as clearance knows it. A firm's machine client acts as its filer.
Actor actor_of(const DeskAccount& account);
Actor program();  // no person, by configured rules

struct CaseAnswer {
  Case after;  // refused: as it was
  CaseRow row;
  std::vector<CaseEvent> taken;        // with those that the program took beside
  std::optional<StepRefusal> refused;  // then nothing was written here but, maybe, the audit
};

// Opens a case of a filing and hands the filing in. The version (number 1) is kept in the store already, in
// this transaction; the filing's row says of its summary what lists show (docs/formats/filing-version.md). A
// refusal comes back as a value: a caller that has written something must then fail the transaction.
Result<CaseAnswer> open_case(DeskTransaction& t, const Parts& parts, const FilingRow& filing,
                             const FilingVersion& version, const Actor& by, std::int64_t now_ms);

// A case that is held until the end of the transaction: read once, for all that is asked of it before a step.
struct HeldCase {
  CaseRow row;
  Case c;
  AgainstFirm against;
};
// Errors: kNotFound (no such case within reach), kCorrupt (its events do not fold).
Result<HeldCase> hold_case(DeskTransaction& t, const Reach& reach, const std::string& case_id);

// One step of it, and what the program does by itself after it. FilingSubmitted and FilingRevised: the
// version is kept already, and the filing's row brought up to date. told: FirmReasons that the page said
// which the step stands on. Errors: kLimit (it has kMostSteps).
Result<CaseAnswer> take_step(DeskTransaction& t, const Parts& parts, HeldCase held, const Actor& by,
                             CaseStep step, std::optional<std::int64_t> expected_seq, std::int64_t now_ms,
                             std::optional<unsigned> told = {});

// Its filing as it is scored anew, and what the program does by itself after it. A refusal comes back as a
// value. Errors: as take_step.
Result<CaseAnswer> take_score(DeskTransaction& t, const Parts& parts, HeldCase held, Rescored again,
                              std::int64_t now_ms);

// What the program may do now by itself; nothing is not an error. `after` and `row` are filled in any case.
Result<CaseAnswer> take_due_steps(DeskTransaction& t, const Parts& parts, const std::string& case_id,
                                  std::int64_t now_ms);

// When what is on the desk came in: the first hand-in, or the one after a return, since what was sent back
// was not taken. Supplements keep it. Errors: kCorrupt (nothing was handed in).
Result<std::int64_t> taken_in_ms(const DeskReader& reader, const Reach& reach, const std::string& case_id);

// The case as its events make it.
Result<Case> case_from_events(const DeskReader& reader, const Reach& reach, const std::string& case_id);

inline constexpr std::int64_t kMostSteps = 20'000;        // of a case
inline constexpr std::int64_t kMostStepsOfFirm = 10'000;  // from here on the steps are the desk's

}  // namespace tidegate::desk
