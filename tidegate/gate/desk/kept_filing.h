// A filing as it lies in the store, with its declaration as a tree that can be changed. Private to this
// folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/filings.h"
#include "tidegate/gate/filing/check_filing.h"
#include "tidegate/intake/document.h"
#include "tidegate/intake/problem.h"

namespace tidegate::desk {

inline constexpr std::string_view kDocumentSlot = "D";  // of files that the desk made itself

struct KeptFiling {
  FilingRow row;
  std::vector<FilingFileRow> files;
  std::vector<BlobRow> heads;    // of the files: type and size, no octets
  intake::Document declaration;  // of JSON
  std::string extends;           // permit that is to be extended; empty: none
  std::string extends_until;     // its last day, exclusive
  std::optional<Json> previous;  // declaration of the filing that was passed
  std::string case_state;        // empty: not handed in
  std::int64_t case_seq = 0;
  std::string handed_in_hash;          // of the newest version; empty: none
  std::vector<std::string> handed_in;  // ids of the papers of every version
  std::string papers_of;               // filing that its papers were carried over from; empty: its own
  bool can_edit() const;
  bool was_handed_in(const std::string& paper) const;
  const std::string& papers_lie_at() const { return papers_of.empty() ? row.id : papers_of; }
};

// Errors: kNotFound, kCorrupt (its document is none of ours).
Result<KeptFiling> kept_filing(const DeskReader& reader, const Reach& reach, const std::string& id);

// What is always there, whatever a filer sends or takes away.
void complete_declaration(intake::Node& root);
// The transfer that it declares, or what is wrong with it. The tree then keeps no number of an identity
// paper. Files of data are refused: none is read here.
struct ReadDeclaration {
  std::optional<Transfer> transfer;
  std::vector<PlacedProblem> problems;
};
ReadDeclaration read_declaration_tree(intake::Document& declaration);
// As they are told; 50 at most.
std::vector<PlacedProblem> placed(const std::vector<intake::Problem>& problems);

// Makes the changes in the tree; what could not be made comes back, and the tree is then of no use.
std::vector<PlacedProblem> edited(intake::Node& root, const FilingEdit& edit);

// FilingRow::document, and ::summary with what lists show.
std::string document_text(const KeptFiling& kept);
std::string summary_text(const Transfer& transfer, const std::vector<intake::ItemReading>& readings,
                         const TenantRow& firm, const DeskFilingCheck& check, bool important_data);

// The check as its filer is told it.
DeskFilingCheck told_check(const CheckedFiling& checked, const FilingLooks& looks, Date day);

// A new draft's tree from an assessment's JSON, or from another declaration.
intake::Node tree_of_assessment(const Json& assessment);
intake::Node tree_to_copy(intake::Node declaration);

}  // namespace tidegate::desk
