// Credentials among a filing's papers: looked up when it is checked and handed in, kept with its version, and
// looked up again when the desk's lists change. Private to this folder.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/json_writer.h"
#include "tidegate/gate/backups/claimed.h"
#include "tidegate/gate/credentials/lists.h"
#include "tidegate/gate/credentials/looked_up.h"
#include "tidegate/gate/desk/credential_shelf.h"
#include "tidegate/gate/desk/filing_document.h"
#include "tidegate/gate/desk/filings.h"
#include "tidegate/store/desk/rows.h"
#include "tidegate/terms/assessment.h"

namespace tidegate::desk {

// What the shelf's lists say of the documents that the declaration names, credentials and manifests of
// backups. Without a list, or where it does
// not open, nothing is found.
struct LookUp {
  LookedUp looked;
  std::optional<Text> unbelieved;  // why nothing is; none: something could be, or nothing is named
};
LookUp look_up(CredentialShelf* shelf, const Transfer& transfer, std::int64_t now_ms,
               const DocumentOctets& octets, const BackupPapers& backups);

// Octets of a paper by their hash.
using BlobOctets = std::function<std::optional<std::string>(const std::string& sha256)>;
// A filing's papers, as credentials among them are checked.
DocumentOctets paper_octets(std::vector<DeskPaper> papers, BlobOctets blob);
// A filing's papers, as backups are checked by them: of large ones 64 MiB in all, what is beyond is not
// there.
BackupPapers backup_papers(std::vector<DeskPaper> papers, BlobOctets blob);

// `credentials` of docs/formats/filing-version.md, and back. Of a version that has none: nothing was found.
// Errors: kCorrupt.
void write_looked_up(JsonWriter& json, const LookedUp& looked);
Result<LookedUp> looked_up_of(const FilingDocument& version);

// One a document that proves more than a claim. papers: of that version.
std::vector<CaseCredentialRow> rows_of(const std::string& case_id, const LookedUp& looked,
                                       const std::vector<DeskPaper>& papers);

// Why a document proves less than `grade`: the first reason that somebody stated, its issuer, who accredits
// that one or the trust list; none: it proves as much, or nobody did. What is old, missing or does not open
// is for whoever keeps the lists to mend: no case is scored anew for it. Nor is what another document of its
// kind proves no more: that one's own reason says whether anybody stated it.
std::optional<CredentialFault> loss_below(EvidenceGrade grade, const CredentialAssurance& found);

// A document that a case was scored by, and what is found of it now.
struct LookedAgain {
  EvidenceGrade was = EvidenceGrade::kE0;
  CredentialAssurance now;
};
// Of each of a case why it is lost; none: it is not. One that others of its kind hold down is lost with the
// first of those that is.
std::vector<std::optional<CredentialFault>> losses_among(const std::vector<LookedAgain>& all);

}  // namespace tidegate::desk
