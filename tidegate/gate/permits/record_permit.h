// What was signed of a permit, recorded in the installation's own evidence log under the names that the desk
// uses too (docs/evidence.md). The log takes what permits/trust.json of the state folder believes; without
// one, what the command's own key signed and the permit names, of a permit that the log knows or that this
// key has issued. No signature is taken by its key's name.
#pragma once

#include <string>

#include "tidegate/base/ed25519.h"
#include "tidegate/gate/evidence/own_record.h"

namespace tidegate {

// file    a signed permit. One that another key has signed as well is recorded anew: it is another file. Not
//         logged: one that its issuer or too few have signed; another permit of an id that the log knows.
// signer  the key that has signed it just now
OwnRecorded record_permit(const std::string& file, const Ed25519Key& signer,
                          const std::string& passphrase_file, const GateOptions& options);
// file    a signed statement of the status of `permit`, the permit's own file. Not logged besides: what says
//         another status of a revoked permit, and a statement no newer than the newest in the log.
OwnRecorded record_permit_status(const std::string& file, const std::string& permit, const Ed25519Key& signer,
                                 const std::string& passphrase_file, const GateOptions& options);

}  // namespace tidegate
