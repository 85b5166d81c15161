// What the small authority signed, recorded in the installation's own evidence log.
#pragma once

#include <string>

#include "tidegate/gate/evidence/own_record.h"

namespace tidegate {

// file  a signed credential. Who holds it is not recorded, its kind and issuer are.
OwnRecorded record_credential(const std::string& file, const std::string& passphrase_file,
                              const GateOptions& options);
// file     a signed status list; entries: the authority's own file, which says of what list.
OwnRecorded record_status_list(const std::string& file, const std::string& entries,
                               const std::string& passphrase_file, const GateOptions& options);

}  // namespace tidegate
