// The papers of a filing: what its draft holds now, and what was handed in, which stays as it was. Private to
// this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/filing_document.h"
#include "tidegate/gate/desk/kept_filing.h"
#include "tidegate/terms/case.h"

namespace tidegate::desk {

// Those that the declaration lists or names as evidence, what lies beside a manifest of a backup that it
// names, and those that were never handed in: what would be handed in now.
std::vector<DeskPaper> draft_papers(const KeptFiling& kept);
// The place of a paper among the declaration's attachments; none: it is not listed.
std::optional<std::size_t> listed_at(const intake::Node& declaration, const FilingFileRow& file);
// A signed credential is no attachment of the form, whose files are scans: the declaration names it as
// evidence; nor is a manifest of a backup. Whether its name says that it is one, what lies beside a manifest
// not (a signed PDF is an attachment, and may be named as evidence too), and its place in that list; none: it
// is not named.
bool is_credential(std::string_view file_name);
std::optional<std::size_t> named_at(const intake::Node& declaration, std::string_view file_name);
// Whether the name that evidence is given means a paper: folders of the place where it was written count not.
bool means_paper(std::string_view named, std::string_view file_name);
// The paper that an attachment means: of two of one name the later. nullptr: none.
const FilingFileRow* paper_named(const std::vector<FilingFileRow>& files, std::string_view slot,
                                 std::string_view file_name);

// `papers` of docs/formats/filing-version.md.
void write_papers(JsonWriter& json, const std::vector<DeskPaper>& papers);
std::vector<DeskPaper> papers_of(const FilingDocument& document);
// SHA-256, hex, of what is handed in: the declaration (canonical text) and its papers.
std::string filing_hash(std::string_view declaration, const std::vector<DeskPaper>& papers);
std::string draft_hash(const KeptFiling& kept);

// Hashes of the papers that the firm named in its answers and contests.
std::vector<std::string> evidence_of(const Case& c);
// Of a case: the papers of the filing's newest version, and those that were named as evidence.
Result<std::vector<DeskPaper>> case_papers(const DeskReader& reader, const std::string& filing, const Case& c,
                                           const FilingDocument& newest);

}  // namespace tidegate::desk
