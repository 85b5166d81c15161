// One finished file in the journal of a scan, as it lies on the disk: a line with the SHA-256 of the rest,
// then one JSON object. The persons of its tables lie beside it, each set bound by its hash.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/scan_finding.h"

namespace tidegate {

struct JournalEntry {
  std::string stamp;                            // how the file lay on the disk
  std::vector<FileProfile> tables;              // of the file
  std::vector<std::vector<LinesOfType>> lines;  // of texts; one for each of `tables`
  std::vector<std::string> sets;                // SHA-256 of the file with the persons; one for each of them
};

std::string write_journal_entry(const JournalEntry& entry);
// None: damaged, or not an entry.
std::optional<JournalEntry> read_journal_entry(const std::string& bytes);

}  // namespace tidegate
