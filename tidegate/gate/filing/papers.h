// Papers of a filing as they lie on the disk: read once, named, bounded.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "tidegate/base/pdf_text.h"
#include "tidegate/base/result.h"
#include "tidegate/filing/gaps.h"
#include "tidegate/filing/package.h"
#include "tidegate/gate/gate.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

// Fills what a paper's octets say: format, size, text. Its code, pointer and name are the caller's.
// name  tells text from other octets.
void look_into(const std::string& bytes, const std::string& name, PdfText& pdf,
               const std::atomic<bool>* cancelled, filing::Paper& paper);

struct ReadPapers {
  std::vector<filing::Paper>
      looked_at;  // one an attachment, in its order; then contract, report, notice as given
  std::vector<filing::PaperFile> attached;  // those that could be read, for the archive
};

// Attachments lie beside the declaration. A file that is not there is told by the finding, not by an error.
// Errors: kLimit (64 MiB a file, 512 MiB in all), kCancelled; kNotFound for a paper that the request names.
Result<ReadPapers> read_papers(const Transfer& transfer, const FileRequest& request,
                               const GateOptions& options);

}  // namespace tidegate
