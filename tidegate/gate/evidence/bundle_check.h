// A bundle held against what its verifier brings: files read, libraries loaded, a node asked where one is
// named. What is found is a noun of room evidence; bundle_pages.h says it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "tidegate/evidence/verify.h"
#include "tidegate/gate/evidence/bundles.h"

namespace tidegate {

struct CheckedBundle {
  evidence::Verified verified;
  std::int64_t at_ms = 0;  // moment asked of
};

// What is asked of every bundle: policy, moment, authorities, blocks; not yet what a node says. Errors: those
// of the files; kMalformed (a policy, certificate or hash that is none).
Result<evidence::VerifyQuestion> bundle_question(const EvidenceVerifyRequest& request,
                                                 const GateOptions& options);

// The libraries that a check stands on, loaded once; SM3's with the first bundle that needs it. One thread.
class BundleCheck {
 public:
  // cache  of signatures found to hold; null: none
  explicit BundleCheck(evidence::CheckedSignatures* cache = nullptr);
  ~BundleCheck();
  BundleCheck(const BundleCheck&) = delete;
  BundleCheck& operator=(const BundleCheck&) = delete;

  evidence::Verified operator()(const std::string& bundle, const evidence::VerifyQuestion& question);
  // Of a file; asks the node that `request` names of its anchors. Errors: those of the file and of the node.
  Result<evidence::Verified> of_file(const std::string& file, evidence::VerifyQuestion question,
                                     const EvidenceVerifyRequest& request);

 private:
  struct Libraries;
  std::unique_ptr<Libraries> has_;
};

// Errors: those of the question, the file and the node.
Result<CheckedBundle> check_bundle(const EvidenceVerifyRequest& request, const GateOptions& options);

}  // namespace tidegate
