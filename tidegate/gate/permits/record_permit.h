// What was signed of a permit, recorded in the installation's own evidence log under the names that the desk
// uses too (docs/evidence.md).
#pragma once

#include <string>

#include "tidegate/gate/evidence/own_record.h"

namespace tidegate {

// file  a signed permit. One that another key has signed as well is recorded anew: it is another file.
OwnRecorded record_permit(const std::string& file, const std::string& passphrase_file,
                          const GateOptions& options);
// file  a signed statement of the status of `permit`, the permit's own file.
OwnRecorded record_permit_status(const std::string& file, const std::string& permit,
                                 const std::string& passphrase_file, const GateOptions& options);

}  // namespace tidegate
