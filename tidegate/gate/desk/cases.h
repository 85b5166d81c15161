// Journeys of cases: what firms, officers, auditors and the operator ask of them and do to them. Answers are
// JSON as the API writes it. Several threads at a time.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tidegate/base/json.h"
#include "tidegate/clearance/decide.h"
#include "tidegate/gate/desk/desk.h"
#include "tidegate/gate/desk/desk_parts.h"

namespace tidegate {

struct CaseListAsk {
  DeskPageAsk page;
  // Of officers' queues alone.
  std::optional<std::string> lane, state;
  std::optional<std::string> assignee;  // "me", "none"
  bool is_open = true;
};

// How much a calendar of all cases is made of; what is left out, the calendar itself tells.
struct CalendarBounds {
  std::int64_t listed = 10'000;  // rows of cases, and of filings, that are looked through
  std::size_t cases = 1'000;     // that are read for their deadlines: open ones by their day, then the rest
  std::size_t drafts = 1'000;    // of standard contracts, latest change first
};

struct CaseText {
  std::string json;
  // Of the ETag, "v7-0123456789abcdef": the last step, and what else it depends on. Where the page says what
  // the firm's other filings do, with that behind it, "v7-0123456789abcdef-1f".
  std::string tag;
  bool is_unchanged = false;  // since the tag that was asked with; then there is no json
};

// What of the page's ETag a step is held to.
struct CaseTag {
  std::int64_t seq = 0;          // the last step
  std::optional<unsigned> told;  // which reasons of the firm's other filings the page said; none: not told
};
// tag: with its quotes; the step is read already.
CaseTag case_tag(std::int64_t seq, std::string_view tag);

struct CasePaper {
  std::string bytes, file_name, media_type;
};

class DeskCases {
 public:
  explicit DeskCases(desk::Parts& parts);  // outlives it

  Result<std::string> list(const DeskAsker& asker, const CaseListAsk& ask);
  // seen: tag of the page that the asker has.
  Result<CaseText> page(const DeskAsker& asker, const std::string& id,
                        const std::optional<std::string>& seen);
  Result<std::string> steps(const DeskAsker& asker, const std::string& id, std::int64_t after,
                            std::int64_t limit);
  // seen: of the page that the step stands on; step: as docs/formats/case-record.md. The page after it, or
  // why not.
  Result<std::variant<CaseText, StepRefusal>> take_step(const DeskAsker& asker, const std::string& id,
                                                        const CaseTag& seen, const Json& step);

  Result<std::string> version(const DeskAsker& asker, const std::string& id, std::int64_t number);
  // What changed between two versions, place by place, with the form's labels.
  Result<std::string> differences(const DeskAsker& asker, const std::string& id, std::int64_t from,
                                  std::int64_t to);
  Result<std::string> precedents(const DeskAsker& asker, const std::string& id);
  Result<std::string> explanation(const DeskAsker& asker, const std::string& id);
  Result<std::string> gap_draft(const DeskAsker& asker, const std::string& id);
  Result<CasePaper> paper(const DeskAsker& asker, const std::string& id, const std::string& paper);
  Result<std::string> calendar(const DeskAsker& asker, const std::string& id, Lang lang);
  Result<std::string> calendar_of_all(const DeskAsker& asker, Lang lang, const CalendarBounds& bounds = {});

  // Contests of policy over all cases, for the operator and the auditor.
  Result<std::string> policy_contests(const DeskPageAsk& page, bool is_open);

  Result<std::string> sampling();
  Result<std::string> freezes();
  Result<std::string> freeze(const DeskAsker& asker, const std::string& sector, const Text& reasons);
  // By a lead of the deciding agency, or of the sector's own regulator, with reasons; a refusal else.
  // version: of the freeze that is meant (freezes()); another one that stands there now is a refusal
  // (kStale). The audit trail keeps whose freeze it was and why, and why it was lifted.
  Result<std::optional<StepRefusal>> unfreeze(const DeskAsker& asker, const std::string& sector,
                                              std::int64_t version, const Text& reasons);

 private:
  Text label_of(std::string_view pointer) const;

  desk::Parts* parts_;
  std::map<std::string, Text, std::less<>> labels_;  // by the form's pointer, "*" for a place in a list
};

namespace desk {
// What the program may do by itself by now, for open cases of the deciding desk. Returns how many steps it
// took.
Result<std::int64_t> run_due(Parts& parts);
}  // namespace desk

}  // namespace tidegate
