// What is signed of a backup: its manifest, made beside it; the record of a restore drill; the verdict of
// somebody who challenged it. JWS as credentials are. Formats: docs/formats/backup-manifest.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/assure/signed_text.h"

namespace tidegate::assure {

inline constexpr std::size_t kLargestManifest = 64U << 10;
inline constexpr std::string_view kManifestType = "tidegate-backup+jwt";
inline constexpr std::string_view kDrillType = "tidegate-restore-drill+jwt";
inline constexpr std::string_view kVerdictType = "tidegate-backup-verdict+jwt";
inline constexpr std::uint64_t kMostChunks = std::uint64_t{1} << 23;
inline constexpr std::uint64_t kMostBackupFiles = std::uint64_t{1} << 22;
inline constexpr std::int64_t kLeastChunk = 1'024;  // octets
inline constexpr std::int64_t kLargestChunk = 1 << 20;
inline constexpr std::uint64_t kMostDraws = 20'000;

struct BackupSite {
  std::string country;  // empty: not known
  std::string place;
  bool is_by_table = false;  // of the table of sites where it was attested; else stated alone
};

struct BackupManifest {
  SignedText text;
  std::string hash;     // SHA-256 of the file, hex
  std::string issuer;   // who signs: an id of a trust list, or the owner's code
  std::string owner;    // USCC
  std::string handler;  // USCC of who makes and keeps it; empty: the owner
  std::string system;
  std::int64_t made_ms = 0;
  std::string tool;      // restic borg pg_basebackup files
  std::string snapshot;  // the tool's own name of it; may be empty
  BackupSite site;
  std::vector<BackupSite> copies;
  bool is_encrypted = false;
  std::string algorithm;
  std::string key_owner;    // USCC or a foreign id
  std::string key_country;  // empty: not stated
  std::optional<std::int64_t> rpo_minutes;
  std::optional<std::int64_t> rto_minutes;
  std::optional<int> gbt20988;
  // The backup as it lies.
  std::int64_t chunk_octets = 0;
  std::uint64_t files = 0;
  std::uint64_t chunks = 0;
  std::uint64_t octets = 0;
  std::string root;  // hex
  // What was backed up: the files as they were, and as a restore must give them back.
  struct Data {
    std::uint64_t files = 0;
    std::uint64_t octets = 0;
    std::string root;
  };
  std::optional<Data> data;
};

struct RestoreDrill {
  SignedText text;
  std::string issuer;
  std::string manifest;  // SHA-256, hex
  std::int64_t start_ms = 0;
  std::int64_t end_ms = 0;
  std::optional<std::int64_t>
      lost_minutes;  // RPO achieved: from the backup to the moment that stands for the loss
  std::uint64_t files = 0;
  std::uint64_t octets = 0;
  std::string data_root;            // of what was restored
  std::vector<std::string> checks;  // names: "data_root", "pg_verifybackup"
  bool passed = false;
};

struct BackupVerdict {
  SignedText text;
  std::string issuer;
  std::string manifest;
  std::string origin;      // of the log whose checkpoint gave the seed
  std::uint64_t size = 0;  // of that checkpoint
  std::uint64_t draws = 0;
  std::int64_t at_ms = 0;
};

// Errors: kOutOfRange (an algorithm that is not taken), kLimit, kMalformed (all else).
Result<BackupManifest> read_manifest(std::string_view bytes, std::string_view where);
Result<RestoreDrill> read_drill(std::string_view bytes, std::string_view where);
Result<BackupVerdict> read_verdict(std::string_view bytes, std::string_view where);

// Payloads, in the one form that is read. Counts and moments must be within the bounds above.
Json manifest_payload(const BackupManifest& manifest);
Json drill_payload(const RestoreDrill& drill);
Json verdict_payload(const BackupVerdict& verdict);

// GB/T 20988-2007, annex C: the loosest objectives of a grade, in minutes. rto: none is stated.
struct RecoveryGrade {
  int grade;
  std::int64_t rpo_minutes;
  std::optional<std::int64_t> rto_minutes;
};
// nullptr: not 1 to 6.
const RecoveryGrade* recovery_grade(int grade);

}  // namespace tidegate::assure
