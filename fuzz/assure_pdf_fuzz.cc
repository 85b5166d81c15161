// Claim: bytes are refused in both languages, or they are a PDF whose signed octets are all of the file but
// one hex string; and with one octet more, or one less, nobody signed the whole of it.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/assure/pdf_document.h"
#include "tidegate/base/check.h"

namespace {

using namespace tidegate;

bool is_signed(std::string_view file) {
  const auto pdf = assure::read_pdf(file, "f");
  return pdf && !pdf->cms.empty();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto pdf = assure::read_pdf(bytes, "f");
  if (!pdf) {
    TIDEGATE_CHECK(!pdf.error().what.empty() && !pdf.error().what_zh.empty());
    return 0;
  }
  TIDEGATE_CHECK(pdf->flaw.en.empty() == pdf->flaw.zh.empty() && pdf->flaw.en.empty() == !pdf->cms.empty());
  if (pdf->cms.empty()) return 0;
  // What is signed is the file's beginning and its end, and between them stands one hex string.
  const std::string& contents = pdf->contents;
  std::size_t same = 0;
  while (same < contents.size() && contents[same] == bytes[same]) ++same;
  TIDEGATE_CHECK(bytes.ends_with(std::string_view(contents).substr(same)));
  TIDEGATE_CHECK(bytes.size() >= contents.size() + 2 * pdf->cms.size());
  TIDEGATE_CHECK(!is_signed(std::string(bytes) + "\n") && !is_signed(bytes.substr(0, bytes.size() - 1)));
  return 0;
}
