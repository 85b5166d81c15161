// What was signed of a backup after its manifest, recorded in the installation's own evidence log.
#pragma once

#include <string>

#include "tidegate/gate/evidence/own_record.h"

namespace tidegate {

// file  a verdict on a challenge, or a drill; manifest: the file that it is about. Each is a subject of its
//       own: the manifest's newest record stays the manifest's.
OwnRecorded record_backup(const std::string& file, const std::string& manifest,
                          const std::string& passphrase_file, const GateOptions& options);

}  // namespace tidegate
