// The journeys of anchors: an account, a contract, targets, and the queue that anchors each checkpoint. A
// target that does not answer holds up nothing: what is pending is told, with since when.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/gate/evidence/anchor_queue.h"
#include "tidegate/gate/evidence/own_log.h"
#include "tidegate/gate/gate.h"

namespace tidegate {

struct AnchorKeyRequest {
  OwnLogPlace place;  // its passphrase file is to lock the new key; without one it lies plain, mode 0600
  std::string from;   // file of a key that there is already, PEM or hexadecimal; empty: a new one
};
// Says the account's address.
Result<Printed> anchor_keygen(const AnchorKeyRequest& request, bool json, const Look& look,
                              const GateOptions& options);

struct AnchorAddRequest {
  OwnLogPlace place;
  std::string name;
  std::string kind;  // to_string(AnchorKind)
  std::string url;   // of file: the folder
  std::string ca_file;
  bool allows_plain = false;
  std::string chain_id;
  std::string contract;
  std::string finality;   // a number of blocks, "finalized" or "immediate"
  std::string gas_price;  // wei; empty: the node's
  std::string tsa_ca;
  std::string policy;
  std::vector<std::string> command;
  std::string every_s;
  std::string wait_s;
};
// Makes the contract in an EVM chain and says its address. Asked again it goes on where it was.
Result<Printed> anchor_deploy(const AnchorAddRequest& request, bool json, const Look& look,
                              const GateOptions& options);
// A target from the next run on. An EVM chain is asked for its id, and whether the contract is there.
Result<Printed> anchor_add(const AnchorAddRequest& request, bool json, const Look& look,
                           const GateOptions& options);

// Works the queue once, or until nothing is pending or the time is over. Exit 0 nothing is pending; 69
// something is; 6 a chain refused: rollback, fork or another owner.
Result<Printed> anchor_run(const OwnLogPlace& place, const std::string& wait_s, bool json, const Look& look,
                           const GateOptions& options);
Result<Printed> anchor_status(const OwnLogPlace& place, bool json, const Look& look,
                              const GateOptions& options);
// Takes away what a chain refused, once a person found out why.
Result<Printed> anchor_forget(const OwnLogPlace& place, const std::string& name, bool json, const Look& look,
                              const GateOptions& options);
// Ends a target. What is open there is closed and said; what is done stays, and goes into bundles. Errors:
// kNotFound; kConflict (an alarm stands there); kCorrupt (a job of it cannot be read).
Result<Printed> anchor_remove(const OwnLogPlace& place, const std::string& name, bool json, const Look& look,
                              const GateOptions& options);

// After a checkpoint: takes it in and tries all targets at once, five seconds each. Never an error: what it
// met stands in the standing.
std::vector<AnchorStanding> kick_anchors(const std::string& log_folder, const OwnLogPlace& place,
                                         const GateOptions& options);

// One round of a server that works the queue over and over: as `anchor run`, and what runs is ended once
// options.cancelled is set: what is pending stays so. It lasts a minute at most, five seconds where a node
// hangs, twenty where an adapter does.
// Errors: those of work_anchors.
Result<std::vector<AnchorStanding>> work_anchors_once(const OwnLogPlace& place, const GateOptions& options);

}  // namespace tidegate
