// What a small authority signs: credentials, from the text of one. For tests, drills and firms of one group;
// the form of the text: docs/formats/credential.md.
#pragma once

#include <string>
#include <string_view>

#include "tidegate/base/json.h"
#include "tidegate/base/signature.h"

namespace tidegate::assure {

enum class CredentialForm { kVcJwt, kSdJwt };

struct ToIssue {
  Json contents;       // {issuer, issued, expires, status?, kind, holder, scope?, level?, worked_on?, ...}
  std::string key_id;  // kid
  CredentialForm form = CredentialForm::kVcJwt;
  std::string salts;  // 16 octets for each claim that may be withheld (kSaltOctets); of chance
};
inline constexpr std::size_t kSaltOctets = 16 * 2;

// The credential, which read_credential reads. Of SD-JWT, scope, level and number may be withheld.
// Errors: kMalformed with a JSON pointer; those of the signer.
Result<std::string> issue_credential(const ToIssue& to_issue, OctetSigner& signer);

}  // namespace tidegate::assure
