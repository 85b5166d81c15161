// The checks of a backup, one a file; backup_check.cc knows their order. Each adds its reasons, and to the
// answer what it found. Private to assure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/assure/backup_check.h"
#include "tidegate/assure/backup_reasons.h"
#include "tidegate/assure/backup_signers.h"

namespace tidegate::assure {

inline constexpr std::int64_t kBackupDayMs = 86'400'000;
inline constexpr std::int64_t kBackupMinuteMs = 60'000;
inline constexpr int kBackupYearDays = 365;
inline constexpr std::int64_t kBackupClockSkewMs = 10 * kBackupMinuteMs;

// How often a file of some content is there: two equal files are two.
using FileCounts = std::map<std::string, std::uint64_t>;

// One of a firm's, before what stands beside it is looked at.
struct BackupFound {
  BackupAssurance a;
  BackupReasons reasons;
  std::optional<FileCounts> held;  // of the data that was assessed; none: nobody compared
  std::string data_root;           // of what was backed up; empty: nobody says
  std::string as_it_lies;          // root of its chunks, tool and snapshot
  std::string covers;              // the system that it counts for; else a.system
};

// backup_repeats.cc: what was attested under several systems' names is a backup of one of them.
void give_one_system_each(const BackupQuestion& q, std::vector<BackupFound>& found);
// backup_coverage.cc: do a firm's backups hold all of the data that was assessed, together? Then how far
// each.
void hold_to_data(const BackupQuestion& q, std::vector<BackupFound>& found);
// backup_systems.cc: have the systems beside each one's own a backup that is proven? After hold_to_data.
void hold_to_systems(const BackupQuestion& q, std::vector<BackupFound>& found);
// backup_age.cc: is it fresh enough?
void check_age(const BackupManifest& m, const BackupQuestion& q, BackupReasons& reasons);
// backup_data.cc: what of the data that was assessed does it hold?
void check_data(const BackupManifest& m, const BackupParts& parts, const BackupQuestion& q, BackupFound& out);
// backup_places.cc: where does it lie, and was what lies abroad declared?
void check_places(const BackupManifest& m, const BackupQuestion& q, BackupReasons& reasons,
                  BackupAssurance& out);
// backup_keys.cc: is it encrypted, and who holds the key?
void check_keys(const BackupManifest& m, BackupReasons& reasons);
// backup_objectives.cc: do its objectives fit the grade of GB/T 20988 that it claims?
void check_objectives(const BackupManifest& m, BackupReasons& reasons);
// backup_challenged.cc: was it asked for chunks that nobody could know before, and did it have them?
void check_challenged(const BackupManifest& m, const BackupParts& parts, const BackupQuestion& q,
                      const BackupSigners& signers, BackupReasons& reasons, BackupAssurance& out);
// backup_drills.cc: was it restored, and did anybody else see it?
void check_drills(const BackupManifest& m, const BackupParts& parts, const BackupQuestion& q,
                  const BackupSigners& signers, BackupReasons& reasons, BackupAssurance& out);

}  // namespace tidegate::assure
