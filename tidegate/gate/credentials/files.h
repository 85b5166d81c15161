// Files and rules that the journeys of credentials share. Private to gate.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/assure/check.h"
#include "tidegate/assure/trust_list.h"
#include "tidegate/base/http_fetch.h"
#include "tidegate/gate/credentials/credentials.h"

namespace tidegate {

// The kinds of the risk model, without those of backups, which no certificate proves.
Result<std::vector<assure::CredentialRule>> credential_rules();
Result<assure::TrustList> open_trust(const std::string& list, const std::string& key,
                                     SignatureCheck& signatures);
Result<std::unique_ptr<OctetSigner>> open_credential_signer(const CredentialSigner& signer,
                                                            const GateOptions& options);
// Errors: kMalformed (it is there already); kUnavailable.
Result<void> write_new_file(const std::string& path, std::string_view bytes, unsigned mode);

// Files of status lists. where: what to call them. Errors: of the files; kLimit (64 MiB in all).
Result<std::vector<std::string>> read_statuses(const std::vector<std::string>& files,
                                               const std::string& where);
// Told by its first octets: a signed text, CMS, or a PDF that somebody signed. Other documents are papers.
bool looks_like_credential(std::string_view bytes);

// Octets of a file by its name; none: it is not there, or is too large.
using OctetsOf = std::function<std::optional<std::string>(const std::string& file)>;
// Of a CMS signature that carries no contents: beside X.json.p7s and X.p7s lies X.json. Empty: there are
// none.
std::string contents_beside(const std::string& file, const OctetsOf& octets);

// The status list of a credential from its own address, where the trust list lets its issuer keep them there
// and it was that issuer who signed. Empty: the credential names none, or none may be asked for. Errors:
// those of the fetch; kUnavailable (another answer than 200).
Result<std::string> fetched_status(std::string_view credential, const assure::TrustList& trust,
                                   SignatureCheck& signatures, const assure::ByCertificate& by_certificate,
                                   HttpFetch& fetch);

// not_fetched  why the newest status list is not here, where the kept ones were graded by; null: it was not
//              asked for, or is here.
// at_ms, exit  of its headline.
std::string credential_text(const CredentialAssurance& a, const Error* not_fetched, std::int64_t at_ms,
                            ExitCode exit, const Look& look);
std::string credential_json(const CredentialAssurance& a, const Error* not_fetched);

}  // namespace tidegate
