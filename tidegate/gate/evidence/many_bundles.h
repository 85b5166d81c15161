// Many bundles held against one trust: what an auditor is handed, files and folders of them.
#pragma once

#include <string>
#include <vector>

#include "tidegate/gate/evidence/bundles.h"

namespace tidegate {

inline constexpr std::size_t kMostBundles = 100'000;

// paths  bundles, and folders whose .tgb files are taken, with those of their folders; links are not followed
// asked  what is asked of each; its `file` is not read
// On options.threads threads: the same answer for any number. Tells options.progress, ends early for
// options.cancelled. Two of them that a log signed as different trees of one size both fail, at the step
// "fork". Exit 0: every bundle holds; 6: one does not, or a path or folder could not be read at all; 2: the
// rest hold, and one is no bundle. Errors: kNotFound (the only path, or no bundle in it), kLimit (more than
// kMostBundles), kCancelled, those of the trust.
Result<Printed> evidence_verify_many(const std::vector<std::string>& paths,
                                     const EvidenceVerifyRequest& asked, bool json, const Look& look,
                                     const GateOptions& options);

}  // namespace tidegate
