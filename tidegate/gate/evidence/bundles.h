// The journeys of a bundle of evidence: is it true, what is in it, its receipt for others. Offline,
// but where a chain's node is named.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/evidence/verify.h"
#include "tidegate/gate/gate.h"

namespace tidegate {

struct EvidenceVerifyRequest {
  std::string file;                   // .tgb
  std::string trust;                  // policy file; empty: nobody is trusted, and nothing holds
  std::optional<std::int64_t> at;     // none: now
  std::string tsa_ca{};               // file of PEM; empty: no time stamp authority is taken at its word
  std::vector<std::string> blocks{};  // hashes, 64 hexadecimal digits each
  std::string rpc{};                  // a chain's node to ask; empty: nobody is asked
  std::string rpc_ca{};
};
// Exit 0: every step holds; 6: one failed; 2: no bundle. Errors: those of the files.
Result<Printed> evidence_verify(const EvidenceVerifyRequest& request, bool json, const Look& look,
                                const GateOptions& options);
// The same of a bundle and a policy at hand, as JSON; true: every step holds. Errors: kMalformed (the
// policy).
struct VerifiedBundle {
  bool holds = false;
  std::string json;
};
Result<VerifiedBundle> verify_evidence(const std::string& bundle, const std::string& policy,
                                       std::int64_t now_ms);
// question: without trust, which the policy says.
Result<evidence::Verified> verify_bundle_by(const std::string& bundle, const std::string& policy,
                                            evidence::VerifyQuestion question);
// What stands in it, nothing of it checked.
Result<Printed> evidence_show(const std::string& file, bool json, const Look& look);
// Writes the COSE receipt (RFC 9942) of a bundle that holds to a new file. Errors: kMalformed (it is there),
// kNotFound (the bundle has no signature for one), kCorrupt (the bundle does not hold).
Result<Printed> evidence_receipt(const EvidenceVerifyRequest& request, const std::string& out, bool json,
                                 const Look& look, const GateOptions& options);
// Writes the page that verifies bundles in a browser to a new file; where none is named, it is what is
// printed. Errors: kMalformed (the file is there), kNotFound (the page was not built into this program).
Result<Printed> evidence_page(const std::string& out, bool json, const Look& look);

}  // namespace tidegate
