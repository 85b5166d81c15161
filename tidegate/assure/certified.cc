#include "tidegate/assure/certified.h"

#include "tidegate/assure/credential.h"
#include "tidegate/assure/pdf_document.h"
#include "tidegate/assure/pem.h"

namespace tidegate::assure {
namespace {

constexpr std::string_view kSignedData("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", 11);
constexpr std::size_t kHead = 24;  // of a SEQUENCE, its longest length, and that

bool is_pem(std::string_view bytes) {
  return bytes.starts_with("-----BEGIN CMS-----") || bytes.starts_with("-----BEGIN PKCS7-----");
}
bool is_der(std::string_view bytes) {
  return bytes.starts_with('\x30') && bytes.substr(0, kHead).find(kSignedData) != bytes.npos;
}

tl::unexpected<Error> refused(ErrorCode code, std::string_view where, std::string en, std::string zh) {
  return fail({code, std::move(en), std::string(where), std::move(zh)});
}

Result<Certified> read_cms(std::string_view bytes, std::string_view beside, const CmsCheck& cms,
                           std::string_view where) {
  if (bytes.size() > kLargestCms)
    return refused(ErrorCode::kLimit, where, "is larger than 512 KiB", "超过 512 KiB");
  Certified out;
  if (is_pem(bytes)) {
    auto der = pem_octets(bytes, {"CMS", "PKCS7"});
    if (!der) return refused(ErrorCode::kMalformed, where, "is no PEM block", "不是 PEM 数据块");
    out.cms = std::move(*der);
  } else {
    out.cms = bytes;
  }
  auto contents = cms.open(out.cms);
  if (!contents) return fail(contents.error());
  if (contents->is_detached && beside.empty())
    return refused(ErrorCode::kMalformed, where,
                   "carries no contents, and none lie beside it (for X.json.p7s: X.json)",
                   "未附内容，旁边也没有内容文件（X.json.p7s 对应 X.json）");
  out.contents = contents->is_detached ? std::string(beside) : std::move(contents->octets);
  if (out.contents.size() > kLargestCredential)
    return refused(ErrorCode::kLimit, where, "has contents of more than 128 KiB", "内容超过 128 KiB");
  out.claims = out.contents;
  return out;
}

}  // namespace

Writing writing_of(std::string_view bytes) {
  if (bytes.starts_with("%PDF-")) return Writing::kPdf;
  return is_pem(bytes) || is_der(bytes) ? Writing::kCms : Writing::kJose;
}

Result<Certified> read_certified(std::string_view bytes, std::string_view beside, const CmsCheck* cms,
                                 std::string_view where) {
  if (cms == nullptr)
    return refused(ErrorCode::kUnavailable, where, "nothing here checks signatures by certificate",
                   "此处无法校验证书签名");
  if (writing_of(bytes) == Writing::kCms) return read_cms(bytes, beside, *cms, where);
  auto pdf = read_pdf(bytes, where);
  if (!pdf) return fail(pdf.error());
  if (!pdf->cms.empty()) {
    const auto opened = cms->open(pdf->cms);
    if (!opened && (pdf->claims || opened.error().code == ErrorCode::kUnavailable))
      return fail(opened.error());
    if (!opened) pdf->flaw = {opened.error().what, opened.error().what_zh};
    if (opened && !opened->is_detached)
      return refused(ErrorCode::kMalformed, where, "has a signature that carries contents of its own",
                     "其签名自带内容");
  }
  return Certified{std::move(pdf->cms), std::move(pdf->contents), std::move(pdf->claims),
                   std::move(pdf->flaw)};
}

}  // namespace tidegate::assure
