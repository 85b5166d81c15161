// A bundle of the evidence log beside a permit: whether it is true, of this very permit, and how its newest
// record says that the permit stands. Private to this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/json_writer.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/terms/record.h"

namespace tidegate {

struct PermitEvidence {
  bool holds = false;         // every step of the bundle
  bool is_of_permit = false;  // the record names this file
  RecordStatus status = RecordStatus::kLive;
  std::uint64_t index = 0;
  std::string origin;
  std::int64_t stated_at_ms = 0;  // the log's clock; 0: not known
  std::int64_t as_of_ms = 0;      // the earlier of that and its quorum's
  std::vector<std::string> witnesses;
  Text says;
};

// at: the moment that a person asks of; none: now.
struct EvidenceMoment {
  std::optional<std::int64_t> at{};
  std::int64_t now_ms = 0;
};

// bundle, trust  files; permit: the octets of the permit. Errors: of the files; kMalformed (no policy).
Result<PermitEvidence> evidence_of_permit(const std::string& bundle, const std::string& trust,
                                          const std::string& permit, const EvidenceMoment& moment);
void put_evidence(JsonWriter& out, const PermitEvidence& evidence);

}  // namespace tidegate
