// What a firm has proved of one backup: graded, with the level of factor B that it supports, every reason why
// it is no better, and where its copies lie. 备份核验
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/text.h"
#include "tidegate/terms/risk_report.h"

namespace tidegate {

// Why a backup proves less than it could. Closed; the order is precedence. Grades and words of each:
// assure/backup_faults.cc, docs/formats/backup-manifest.md.
enum class BackupFault {
  kUnreadable,        // no manifest, cut short, a member twice, too large
  kAlgorithm,         // signed by an algorithm that is not taken
  kUnknownSigner,     // by a key that nobody who verifies knows
  kBadSignature,      // somebody changed it, or another key signed it
  kUnchecked,         // this machine lacks the library of the algorithm
  kKeyOutOfTime,      // signed on a day on which the key did not hold
  kOtherEntity,       // a backup of another firm
  kOtherSystem,       // of another system
  kSystemUncovered,   // a system beside it has no backup that is proven, or nobody said which there are
  kNotYetMade,        // dated after the moment asked of
  kListForged,        // its list of files does not fit its root
  kWrongData,         // it holds nothing of the data that was assessed, nor does another
  kPartial,           // a part of it is in no backup that is proven
  kBitRotted,         // a chunk came back changed
  kAnswerShort,       // fewer chunks came back than were drawn
  kAnswerReplayed,    // the answer is to another challenge
  kAnswerUnreadable,  // no answer
  kSeedEarly,         // the checkpoint is not later than the manifest
  kSeedUntrusted,     // the checkpoint is not what the verifier's policy asks for
  kUndeclaredAbroad,  // a copy lies abroad that no declaration names
  kOutdated,          // made more than a year ago
  kStale,             // made longer ago than fresh_days
  kDrillForged,       // a record of a drill that does not hold, or is of another backup
  kDrillFailed,       // what was restored is not what was backed up
  kRtoMissed,
  kRpoMissed,
  kDrillMissing,
  kDrillOld,       // more than 365 days ago
  kDataUnmatched,  // nobody compared it with the data that was assessed
  kNotRecorded,    // no log shows since when the manifest is there
  kSiteUnknown,    // where a copy lies is not known
  kNotChallenged,
  kSeedOwn,   // no witness signed the checkpoint that the seed is from
  kFewDraws,  // fewer than 300: damage of 1 % is found in less than 95 of 100
  kChallengeOld,
  kKeyAbroad,  // whoever can open it is not at home
  kNotEncrypted,
  kGradeUnsupported,  // the grade of GB/T 20988 that it claims has stricter objectives
  kKeptAfterData,     // a copy abroad is not stated to be deleted with the data
  kDrillUnwitnessed,  // the firm's own word
  kSeedChosen,        // the challenge lay beside the manifest: whoever answers may have picked it
  kContentUnshown,    // octets were given back, and nobody but the firm restored them
  kSiteClaimed,       // that a copy lies at home is stated alone: no table of sites has it
  kPartHeld,          // it holds a part of the data that was assessed, others hold the rest
};
inline constexpr std::array<std::string_view, 44> kBackupFaultNames{"unreadable",        "algorithm",
                                                                    "unknown_signer",    "bad_signature",
                                                                    "unchecked",         "key_out_of_time",
                                                                    "other_entity",      "other_system",
                                                                    "system_uncovered",  "not_yet_made",
                                                                    "list_forged",       "wrong_data",
                                                                    "partial",           "bit_rotted",
                                                                    "answer_short",      "answer_replayed",
                                                                    "answer_unreadable", "seed_early",
                                                                    "seed_untrusted",    "undeclared_abroad",
                                                                    "outdated",          "stale",
                                                                    "drill_forged",      "drill_failed",
                                                                    "rto_missed",        "rpo_missed",
                                                                    "drill_missing",     "drill_old",
                                                                    "data_unmatched",    "not_recorded",
                                                                    "site_unknown",      "not_challenged",
                                                                    "seed_own",          "few_draws",
                                                                    "challenge_old",     "key_abroad",
                                                                    "not_encrypted",     "grade_unsupported",
                                                                    "kept_after_data",   "drill_unwitnessed",
                                                                    "seed_chosen",       "content_unshown",
                                                                    "site_claimed",      "part_held"};
std::string_view to_string(BackupFault fault);  // "bit_rotted"

struct BackupReason {
  BackupFault fault = BackupFault::kUnreadable;
  EvidenceGrade limit = EvidenceGrade::kE0;  // no better with it
  int level = 0;                             // of factor B: no better with it
  Text says;
  friend bool operator==(const BackupReason&, const BackupReason&) = default;
};

struct BackupPlace {
  std::string country;  // ISO 3166-1 alpha-2; empty: not known
  std::string place;    // "Beijing"
  bool is_abroad = false;
  bool is_declared = false;  // among the places that the declaration names
  friend bool operator==(const BackupPlace&, const BackupPlace&) = default;
};

struct BackupAssurance {
  std::string owner;  // USCC
  std::string system;
  std::string signer;  // id; empty: unreadable
  std::string tool;
  std::optional<std::int64_t> made_ms;
  std::uint64_t files = 0;  // of the data that was backed up
  std::uint64_t octets = 0;
  std::uint64_t chunks = 0;  // of the backup as it lies
  // How much of the data that was assessed it holds. None: nobody compared.
  struct Coverage {
    std::uint64_t files = 0;
    std::uint64_t of_files = 0;
    std::uint64_t octets = 0;
    std::uint64_t of_octets = 0;
    friend bool operator==(const Coverage&, const Coverage&) = default;
  };
  std::optional<Coverage> coverage;
  std::uint64_t draws = 0;                  // chunks of a challenge that came back unchanged
  std::optional<std::int64_t> drilled_ms;   // last restore drill that holds
  std::optional<std::int64_t> rto_minutes;  // achieved in it
  std::optional<std::int64_t> rpo_minutes;
  std::optional<int> gbt20988;      // grade that it claims
  std::vector<BackupPlace> places;  // its own, then of its copies
  std::string manifest_hash;        // SHA-256, hex
  EvidenceGrade grade = EvidenceGrade::kE0;
  int level = 4;                             // of factor B that it supports
  std::vector<BackupReason> why_not_higher;  // by precedence; empty: nothing better is known
  friend bool operator==(const BackupAssurance&, const BackupAssurance&) = default;
};

}  // namespace tidegate
