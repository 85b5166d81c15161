// "May this go, now, under this permit?", asked of the desk, which keeps what went before. Several threads at
// a time.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "tidegate/gate/desk/desk.h"
#include "tidegate/gate/desk/permit_clock.h"
#include "tidegate/gate/desk/permit_keys.h"
#include "tidegate/gate/desk/permit_statements.h"
#include "tidegate/permit/verified_permits.h"
#include "tidegate/terms/flow.h"

namespace tidegate {

class DecisionPoint {
 public:
  explicit DecisionPoint(desk::Parts& parts);

  // Errors: kNotFound (no such permit in the asker's reach), kOutOfRange at "/permit" (none is named),
  // kConflict (the permit is held: it was never signed), kCorrupt (what the desk keeps does not verify: it
  // says neither yes nor no).
  Result<FlowAnswer> ask(const DeskAsker& asker, const FlowRequest& flow);
  // The same, and what is allowed is counted, in one transaction: two flows that are asked at once are
  // answered one after the other. Persons count as the flow's new_* tell, and where they do not, as all new.
  // What is refused is counted as such (refused_flows.h).
  Result<FlowAnswer> record(const DeskAsker& asker, const FlowRequest& flow);
  // Either, from JSON (tidegate.flow/1) to JSON, as docs/formats/permit.md has them. Errors: also kMalformed,
  // kOutOfRange with a place in the body.
  Result<std::string> answer(const DeskAsker& asker, std::string_view flow, bool records);

 private:
  struct Ground;  // all that one answer stands on, of one moment
  static Result<Ground> ground_of(const DeskReader& reader, const DeskAsker& asker, const FlowRequest& flow);
  Result<Ground> ground_now(const DeskAsker& asker, const FlowRequest& flow,
                            const desk::PermitClock::Seen& seen);
  Result<bool> is_stale(const Ground& ground, std::int64_t now_ms);
  Result<FlowAnswer> decide(const Ground& ground, const FlowRequest& flow,
                            const desk::PermitClock::Seen& seen, PermitUsage& usage);
  Result<const permit::VerifiedPermit*> verified(const Ground& ground);
  Result<const permit::VerifiedStatus*> verified_status(const Ground& ground,
                                                        const permit::VerifiedPermit& permit);

  desk::Parts& parts_;
  desk::PermitClock clock_;
  std::mutex mutex_;  // of what follows
  std::string trust_text_;
  permit::TrustPolicy trust_;  // as trust_text_ says; with another, what was verified is forgotten
  std::unique_ptr<permit::VerifiedPermits> permits_;
  std::map<Sha256, permit::VerifiedStatus> statuses_;
};

namespace desk {
// What was counted under a permit until now, by the calendar of China; zeros where nothing was. The year in
// which it takes the place of another (Permit::replaces) goes on with what was counted under that one.
Result<PermitUsage> permit_usage(const DeskReader& reader, const Permit& permit, std::int64_t now_ms);
// Whether a flow was ever recorded under it.
Result<bool> has_usage(const DeskReader& reader, const std::string& permit);
}  // namespace desk

}  // namespace tidegate
