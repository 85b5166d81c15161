// The journeys of permits: keys, drafts, signing, statements of status, verification, the decision point.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/ed25519.h"
#include "tidegate/gate/gate.h"
#include "tidegate/terms/permit.h"

namespace tidegate {

// A private key, and how it opens: where it lies under a passphrase and no file has that, the terminal is
// asked.
struct PermitSigner {
  std::string key;
  std::string passphrase_file;
};
// Whose signatures count: a public key (PEM), or a trust policy. Exactly one is named.
struct PermitTrust {
  std::string key;
  std::string policy;
};

struct PermitKeygenRequest {
  std::string folder;           // made where it is not there
  std::string passphrase_file;  // empty: see asks
  bool asks = false;            // ask the terminal for a passphrase; neither: the key lies plain, mode 0600
};
// Writes permit-key.pem (0600) and permit-key.pub.pem. Errors: kConflict (a key lies there already).
Result<Printed> permit_keygen(const PermitKeygenRequest& request, bool json, const Look& look,
                              const GateOptions& options);

struct PermitDraftRequest {
  std::string record;    // bundle, record or declaration: what was filed
  std::string decision;  // file
  std::string id;        // empty: of the decision's hash
  Text issuer;
  std::optional<Date> from;
  std::optional<Date> until;
  YearlyBound persons;
  YearlyBound sensitive_persons;
  YearlyBound octets;
  std::string encryption;  // empty: as declared
};
// Prints what could be signed, for an officer to read and change.
Result<Printed> permit_draft(const PermitDraftRequest& request, const GateOptions& options);

// What a command that signs prints, and the key that it signed with.
struct PermitSigned {
  Printed printed;
  Ed25519Key by;
};

struct PermitIssueRequest {
  std::string draft;
  PermitSigner signer;
  std::vector<std::string> cosigners;  // public keys of those that will sign too
  std::string out;
  std::int64_t grace_hours = 24;  // without a statement of its status
};
Result<PermitSigned> permit_issue(const PermitIssueRequest& request, bool json, const Look& look,
                                  const GateOptions& options);
// Adds a signature, of a key that the permit names, to the file itself.
Result<PermitSigned> permit_cosign(const std::string& file, const PermitSigner& signer, bool json,
                                   const Look& look, const GateOptions& options);

struct PermitStateRequest {
  std::string permit;
  std::string last;  // the statement before; empty: this is the first
  PermitState state = PermitState::kActive;
  Text reason;
  std::int64_t days = 7;  // until it is stale
  PermitSigner signer;
  std::string out;
};
Result<PermitSigned> permit_state(const PermitStateRequest& request, bool json, const Look& look,
                                  const GateOptions& options);

struct PermitVerifyRequest {
  std::string file;
  PermitTrust trust;
  std::string status;              // file; empty: none at hand
  std::optional<std::int64_t> at;  // none: now
  std::string evidence{};          // file: a bundle of a record about this permit (.tgb); empty: none at hand
  std::string evidence_trust{};    // file: the policy that bundle is verified by
};
// Where evidence is at hand: 6 where it does not hold or is of another permit; 4 where its newest record says
// that the permit is not in force.
Result<Printed> permit_verify(const PermitVerifyRequest& request, bool json, const Look& look,
                              const GateOptions& options);
// A permit or a statement of status, its signatures not checked.
Result<Printed> permit_show(const std::string& file, bool json, const Look& look);

struct PermitDecideRequest {
  PermitVerifyRequest verify;
  std::string flow;   // file
  std::string usage;  // file; empty: not known
};
Result<Printed> permit_decide(const PermitDecideRequest& request, bool json, const Look& look,
                              const GateOptions& options);

}  // namespace tidegate
