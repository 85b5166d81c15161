// The files of one filing, in memory: documents, tables, the machine-readable filing and the archive for
// upload.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/filing/filing_case.h"

namespace tidegate::filing {

struct FilingFile {
  std::string name;    // "03-自评估报告.docx"
  std::string folder;  // code of the template's folders
  std::string bytes;
};

struct PaperFile {   // an attachment as it lies on the disk
  std::string code;  // A1 .. A9
  std::string name;
  std::string bytes;
};

// Documents as DOCX, tables as XLSX and CSV, in the template's order: those that are due. Errors:
// kOutOfRange.
Result<std::vector<FilingFile>> filing_files(const FilingCase& c);

// The due documents alone, in fonts that anybody may embed: what PDF is printed from. Name and bytes.
Result<std::vector<std::pair<std::string, std::string>>> documents_to_print(const FilingCase& c);

struct FilingSources {  // what filing.json says the filing was made with
  std::string template_sha256;
  std::string form_sha256;
  std::string declaration_sha256;
};

// filing.json: canonical JSON of format tidegate-filing/1, see docs/formats/filing.md. Its bytes are what is
// signed.
std::string filing_json(const FilingCase& c, const std::vector<FilingFile>& files,
                        const std::vector<PaperFile>& papers, const FilingSources& sources);

// The archive that the official system takes in one go: each file in the template's folder of its code,
// papers first. Errors: kOutOfRange.
Result<std::string> bulk_archive(const FilingCase& c, const std::vector<FilingFile>& files,
                                 const std::vector<PaperFile>& papers);

}  // namespace tidegate::filing
