// The journeys of a witness's operator: to make one, to name the logs that it may cosign, to look at it, to
// run it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tidegate/gate/evidence/witness_store.h"
#include "tidegate/gate/gate.h"

namespace tidegate {

struct WitnessInitRequest {
  std::string folder;
  std::string name;
  std::vector<SignatureAlgorithm> algorithms;  // Ed25519, SM2 or both
  std::string passphrase_file;                 // empty: the keys lie plain, mode 0600
};
Result<Printed> witness_init(const WitnessInitRequest& request, bool json, const Look& look);
Result<Printed> witness_add_log(const std::string& folder, const std::vector<std::string>& keys, bool json,
                                const Look& look);
Result<Printed> witness_show(const std::string& folder, bool json, const Look& look);

struct WitnessAskRequest {
  std::string place;          // the log's folder or URL
  std::string policy;         // file (C2SP tlog-policy): its witnesses, where they are, and the quorum
  std::string out;            // file for the checkpoint with its cosignatures; empty: none is written
  bool is_sm3 = false;        // the tree under SM3: sm3/checkpoint
  std::int64_t seconds = 10;  // until what there is, is told
  std::string ca_file;
  std::int64_t now_ms = 0;  // this machine's clock: a cosignature that is dated ahead of it does not count
};
// Exit: 0 the quorum is there; 6 a witness knows another tree, or a larger one; 69 witnesses are lacking.
// What cosigned is written all the same.
Result<Printed> witness_ask(const WitnessAskRequest& request, bool json, const Look& look);

// Opens its keys: under a passphrase of that file, else of the terminal. Errors: those of
// WitnessStore::open; kMalformed (another passphrase, or a key that others may read).
Result<std::unique_ptr<WitnessStore>> open_witness(const WitnessStore::Options& options,
                                                   const std::string& passphrase_file,
                                                   const GateOptions& gate);

}  // namespace tidegate
