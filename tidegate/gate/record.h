// Where an assessment is kept: the record, the bundle, the report. Nothing is ever half-written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tidegate/base/hash.h"
#include "tidegate/base/result.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/judge.h"
#include "tidegate/store/bundle.h"
#include "tidegate/store/state_dir.h"
#include "tidegate/terms/assessment.h"

namespace tidegate {

// The state folder for one run, or none.
class Desk {
 public:
  Desk(SubjectKeySecret secret, std::optional<StateDir> folder)
      : secret_(secret), folder_(std::move(folder)) {}
  const SubjectKeySecret& secret() const { return secret_; }

  // Keeps the bundle under its hash and the report beside it, and writes the files that the request names;
  // fills the answer's record_id, bundle_path and html_path. Errors: kUnavailable (disk), with the file's
  // name.
  Result<void> keep(Assessment& answer, const Grounds& grounds, const AssessRequest& request);

 private:
  SubjectKeySecret secret_;
  std::optional<StateDir> folder_;
};

// With may_write the state folder is opened (and made) and its key used; else nothing is touched, and persons
// are told apart with a key that this run forgets. A key command replaces the key file. Errors: those of
// StateDir.
Result<Desk> open_desk(const GateOptions& options);

// A regular file is written whole or not at all; a device or pipe that is there already is written through.
Result<void> write_output(const std::string& path, std::string_view bytes);

}  // namespace tidegate
