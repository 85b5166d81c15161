// What people ask of the desk's evidence: how far a case's steps and permits are proved, the proof of one to
// take home, and whether it holds. Answers are JSON as the API writes it. Several threads at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/gate/desk/desk.h"
#include "tidegate/gate/desk/evidence_recorder.h"

namespace tidegate {

struct EvidenceFile {
  std::string bytes;
  std::string_view media_type;
};

class DeskEvidence {
 public:
  // recorder  lent; nullptr: the desk keeps no evidence log, and everything says so.
  DeskEvidence(desk::Parts& parts, const EvidenceRecorder* recorder) : parts_(parts), recorder_(recorder) {}

  // How recording stands: no case, no firm.
  Result<std::string> standing();
  // The case's steps that the asker may know of, and its permits, each with how far it is proved.
  Result<std::string> chain(const DeskAsker& asker, const std::string& case_id, std::int64_t after,
                            std::int64_t limit);
  // The bundle of an entry about that case (.tgb), with the fields that this asker may see.
  // Errors: kNotFound (no entry about this case, or about what he may not know), kConflict (no checkpoint has
  // it yet), kUnavailable (the log is not open just now).
  Result<std::string> bundle(const DeskAsker& asker, const std::string& case_id, std::string_view index);
  // The same, verified here: its steps, and that this proves less than a verification at home.
  Result<std::string> verification(const DeskAsker& asker, const std::string& case_id,
                                   std::string_view index);
  // Of the newest record about a permit. Errors: as bundle.
  Result<std::string> permit_bundle(const DeskAsker& asker, const std::string& permit);
  // How far that record is proved; "null": nothing is recorded of it. For the permit's page.
  Result<std::string> of_permit(const DeskAsker& asker, const std::string& permit);

  // The policy by which others verify. For everybody, as are the files below.
  Result<std::string> trust();
  // "checkpoint", "tile/0/000", "sm3/tile/entries/000.p/7": what a log serves by C2SP tlog-tiles, and nothing
  // else of its folder. Errors: kNotFound, kUnavailable.
  Result<EvidenceFile> file(std::string_view path);

 private:
  Result<std::shared_ptr<const DeskLog>> log() const;
  Result<std::string> bundle_of(const DeskAsker& asker, const EvidenceEntryRow& row);

  desk::Parts& parts_;
  const EvidenceRecorder* recorder_;
};

}  // namespace tidegate
