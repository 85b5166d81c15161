// The files of a witness. Private to gate.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/evidence/witness.h"
#include "tidegate/store/write_file.h"

namespace tidegate::witness {

// Held until it is closed. Errors: kConflict (another process has it), kUnavailable.
Result<OpenFile> lock_folder(const std::string& folder);

// Of that log; none: the operator did not name it. Errors: kCorrupt, kUnavailable.
Result<std::vector<evidence::VerifierKey>> read_log_keys(const std::string& folder,
                                                         const std::string& origin);

// None: nothing was cosigned yet. Errors: kCorrupt, kUnavailable.
Result<std::optional<evidence::WitnessLine>> read_line(const std::string& folder, const std::string& origin);
// On the disk when it returns, whole. Errors: kUnavailable.
Result<void> write_line(const std::string& folder, const evidence::WitnessLine& line);

// Two checkpoints of one size that the log signed, in DIR/forks; of one log 16 at most, the first ones.
Result<void> keep_fork(const std::string& folder, const evidence::WitnessLine& line,
                       const std::string& checkpoint);

}  // namespace tidegate::witness
