// What happened at the desk and is to be recorded in the evidence log: read from what the database keeps
// anyway, in the order of its audit, which is that of its commits. Private to this folder.
//   A step of a case is a subject of its own, "case/ID/SEQ", so that its proof holds after the next step too;
//   a permit is one, "permit/ID", whose newest record says how it stands.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/gate/evidence/evidence_log.h"
#include "tidegate/store/desk/desk_reader.h"
#include "tidegate/store/desk/desk_transaction.h"

namespace tidegate::desk {

std::string step_subject(const std::string& case_id, std::int64_t seq);
std::string permit_subject(const std::string& permit);

// Names of fields. Every record has all of its kind's, whatever it says, so that their number tells nothing.
inline constexpr const char* kDocumentField = "sha256";  // of the step, permit or statement, as it is kept
inline constexpr const char* kLaneField = "lane";

struct EvidenceItem {
  EvidenceEntryRow row;  // its entry is yet to come
  NamedRecord named;     // its parents, actor and time too
  std::string document;  // what the field of that name says
};

// Of one case's steps, or of one permit: in order.
struct EvidenceThread {
  std::string case_id;
  std::string permit;                  // empty: steps
  std::optional<std::uint64_t> last;   // entry of this log that came before
  std::optional<std::uint64_t> known;  // the last of its own that the database knows
  std::vector<EvidenceItem> items;
};

struct EvidenceBatch {
  std::int64_t until = 0;    // of the audit, when all of it is recorded
  std::int64_t version = 0;  // of the row that says until where; 0: there is none yet
  bool is_whole = true;      // false: of some thread more waits than is here
  std::vector<EvidenceThread> cases, permits;
  std::map<std::string, std::uint64_t> last_of_case;  // entries of this log, of the permits' cases
  bool is_empty() const { return until == 0; }
};

// log: origin. At most so much as fits in memory easily. Errors: of the store, kCorrupt.
Result<EvidenceBatch> read_outbox(const DeskReader& reader, const std::string& log);
// Until where the audit is recorded.
Result<std::int64_t> recorded_until(const DeskReader& reader);
Result<void> keep_recorded(DeskTransaction& t, const EvidenceBatch& batch, std::int64_t now_ms);

}  // namespace tidegate::desk
