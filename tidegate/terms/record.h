// What a room did, as it is to be proved: becomes one entry of the evidence log. The log itself holds no
// value of a person: fields are committed to with a salt and lie sealed beside it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidegate {

// Closed list; never renumbered.
enum class RecordKind {
  kAssessment,    // 评估
  kCaseStep,      // 办件步骤
  kPermit,        // 许可
  kPermitStatus,  // 许可状态
  kCredential,    // 凭证
  kBackup,        // 备份
  kWarning,       // 预警
};
std::string_view to_string(RecordKind kind);  // assessment case_step permit permit_status ...

// What the newest record of a subject says of it.
enum class RecordStatus { kLive, kSuspended, kRevoked, kSuperseded };
std::string_view to_string(RecordStatus status);  // live suspended revoked superseded

// A pseudonym: which case, permit or data set it is, only the one who keeps the list can say.
using RecordSubject = std::array<std::uint8_t, 16>;
using RecordHash = std::array<std::uint8_t, 32>;  // SHA-256

struct RecordField {
  std::string name;  // "risk.score"
  std::string value;
  friend bool operator==(const RecordField&, const RecordField&) = default;
};

struct Record {
  RecordKind kind = RecordKind::kAssessment;
  RecordSubject subject{};
  std::vector<std::uint64_t> parents;  // indexes of the entries it stands on
  std::string actor;                   // id of the key that answers for it
  std::int64_t time_ms = 0;
  std::optional<RecordHash> law;        // the pack's
  std::vector<RecordField> fields;      // each name once
  std::optional<RecordHash> statement;  // of the signed file that stands beside, a permit's
  RecordStatus status = RecordStatus::kLive;
  friend bool operator==(const Record&, const Record&) = default;
};

}  // namespace tidegate
