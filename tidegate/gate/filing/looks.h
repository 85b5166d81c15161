// What a filing looks like, and what is made of it, for every door: template and form, read once and shared.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/filing/form.h"
#include "tidegate/filing/package.h"
#include "tidegate/filing/template.h"
#include "tidegate/gate/desk/desk_law.h"
#include "tidegate/terms/assessment.h"

namespace tidegate {

struct FilingLooks {  // template and form, with the hashes that filing.json names
  filing::FilingTemplate plan;
  filing::Form form;
  std::string form_json;  // as it was read
  filing::FilingSources sources;
  std::vector<std::string> contract_paragraphs;
  desk::DeskLaw law;  // terms that run before a filing is handed in
};

// A zone's own texts; what is left out is the program's, and of fingerprints it has none.
struct OwnLooks {
  std::optional<desk::OwnText> plan;
  std::optional<desk::OwnText> form;
  std::optional<desk::OwnText> fingerprints;  // standard-contract.sha256
};
// Errors: those of parse_template and parse_form; kMalformed (a line that is no hash, or none at all).
Result<FilingLooks> filing_looks(const OwnLooks& own, desk::DeskLaw law);

inline constexpr std::size_t kTemplateLimit = 4U << 20;  // octets of each of these texts

// folder: of a zone's own template.json and, where they are there, form.json, standard-contract.sha256,
// desk.json and calendar.tsv; empty: the built-in ones. Errors: those of filing_looks and desk::law_of; those
// of reading files.
Result<FilingLooks> load_filing_looks(const std::string& folder);

// As chosen, else what the law asks for: SA SC PC NL EX EXT.
std::string filing_route(const Assessment& answer);

// Names, telephones and e-mails that the assessment withholds: a form needs them, a record does not.
Transfer with_people(const Transfer& judged, const Transfer& declared);

// Says so where the template is not in force on that day.
void note_template(const FilingLooks& looks, Date day, std::vector<Text>& notes);

struct FilingExtras {
  bool zip = false;      // the archive for upload
  bool english = false;  // a reading copy, names beginning with "en/"
};
// Everything that is handed in, in memory; `folder` of a file is empty where the template names none.
// Errors: kOutOfRange.
Result<std::vector<filing::FilingFile>> make_filing(filing::FilingCase c,
                                                    const std::vector<filing::PaperFile>& papers,
                                                    const filing::FilingSources& sources,
                                                    const FilingExtras& extras);

}  // namespace tidegate
