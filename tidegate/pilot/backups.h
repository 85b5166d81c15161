// Backups that somebody labelled, and how far grades, levels and reasons agree. What matters is false ease: a
// grade higher, or a level better, than the label. Format: docs/formats/backup-cases.md.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/json.h"
#include "tidegate/base/result.h"
#include "tidegate/terms/backup_assurance.h"

namespace tidegate {

struct LabelledBackup {
  struct File {
    std::string path;
    std::string sha256;
    std::uint64_t octets = 0;
  };
  struct Record {
    std::string origin;
    std::uint64_t index = 0;
  };
  std::string id;
  std::int64_t at_ms = 0;
  std::string manifest;
  std::string owner;
  std::vector<std::string> systems;
  std::string owner_key;  // JWK; empty: nobody knows it
  std::string trust;      // file beside the cases; empty: none
  std::string trust_key;
  std::string policy;  // of logs; empty: none
  std::optional<Record> record;
  std::optional<std::vector<File>> list;
  std::vector<File> assessed;  // without paths
  std::vector<std::string> declared;
  std::optional<bool> deleted_with_data;
  std::string challenge;  // empty: none
  std::string answer;     // its lines in the order they came
  std::vector<std::string> verdicts;
  std::vector<std::string> drills;
  // Manifests that the firm shows beside it.
  struct Other {
    std::string manifest;
    std::optional<Record> record;
    std::optional<std::vector<File>> list;
  };
  std::vector<Other> others;
  EvidenceGrade grade = EvidenceGrade::kE0;  // expected
  int level = 4;
  std::string reason;  // the first; empty: none
};

// One a line. Errors: kMalformed, kOutOfRange with line and JSON pointer.
Result<std::vector<LabelledBackup>> parse_labelled_backups(std::string_view bytes, std::string_view where);

struct BackupError {
  std::string id;
  std::string expected;  // "E1 4 undeclared_abroad"
  std::string got;
  bool false_ease = false;
};
struct BackupScore {
  std::int64_t cases = 0;
  std::int64_t right = 0;  // grade, level and reason
  std::int64_t false_ease = 0;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> by_reason;  // label ("none"): right, of
  std::vector<BackupError> errors;
};
BackupScore score_backups(const std::vector<std::pair<LabelledBackup, BackupAssurance>>& answers);
std::string to_json(const BackupScore& score);

}  // namespace tidegate
