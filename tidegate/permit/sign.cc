#include "tidegate/permit/sign.h"

#include "tidegate/permit/envelope.h"
#include "tidegate/permit/permit_text.h"

namespace tidegate::permit {
namespace {

Result<std::string> sign_contents(DocumentKind kind, std::string contents,
                                  const std::vector<std::string>& signers, const Ed25519Secret& secret) {
  if (signers.empty() || signers.front() != key_id(secret.public_key()))
    return fail(
        {ErrorCode::kMalformed, "is to be signed by the first of its signers", {}, "须由首位签名者签名"});
  Envelope envelope{kind, std::move(contents), {}};
  add_signature(envelope, secret);
  std::string file = write_envelope(envelope);
  if (file.size() > kLargestFile)
    return fail({ErrorCode::kLimit, "would be larger than 1 MiB", {}, "将超过 1 MiB"});
  return file;
}

}  // namespace

Result<std::string> sign_permit(const Permit& permit, const Ed25519Secret& secret) {
  std::string contents = write_permit(permit);
  if (const auto read = read_permit(contents, ""); !read) return fail(read.error());
  return sign_contents(DocumentKind::kPermit, std::move(contents), permit.signers, secret);
}

Result<std::string> sign_status(const PermitStatus& status, const Ed25519Secret& secret) {
  std::string contents = write_status(status);
  if (const auto read = read_status(contents, ""); !read) return fail(read.error());
  return sign_contents(DocumentKind::kStatus, std::move(contents), status.signers, secret);
}

}  // namespace tidegate::permit
