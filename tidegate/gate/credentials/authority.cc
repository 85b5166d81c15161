// What a small authority does: keys, credentials, status lists, trust lists.
#include <fcntl.h>
#include <fmt/format.h>
#include <sodium/randombytes.h>
#include <sys/file.h>

#include <cerrno>
#include <filesystem>

#include "tidegate/assure/keys.h"
#include "tidegate/assure/make.h"
#include "tidegate/assure/signed_text.h"
#include "tidegate/assure/status_list.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/gate/credentials/document_kinds.h"
#include "tidegate/gate/credentials/entries.h"
#include "tidegate/gate/credentials/files.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/report/display_width.h"
#include "tidegate/report/phrases.h"
#include "tidegate/store/write_file.h"

namespace tidegate {
namespace {

constexpr unsigned kPrivate = 0600;
constexpr unsigned kPublic = 0644;
constexpr std::size_t kLargestContents = 1U << 20;
constexpr std::int64_t kDayMs = 86'400'000;

Error needs(const char* option) {
  return {ErrorCode::kMalformed, fmt::format("needs {}", option), {}, fmt::format("须给出 {}", option)};
}

Printed wrote(const std::string& file, bool json, const Look& look) {
  if (json) {
    JsonWriter out;
    out.begin_object().key("file").string(file).end_object();
    return {out.take() + "\n"};
  }
  return {Text{fmt::format("wrote {}\n", file), fmt::format("已写入 {}\n", file)}.in(look.lang)};
}

Result<Json> contents_of(const std::string& file) {
  const auto bytes = read_file(file, kLargestContents);
  if (!bytes) return fail(bytes.error());
  return parse_json(*bytes, file);
}

// A key with an id, and a place to write to: what each signing asks for.
Result<std::unique_ptr<OctetSigner>> signer_for(const CredentialSigner& signer, const std::string& out,
                                                const GateOptions& options) {
  if (signer.key.empty()) return fail(needs("--key"));
  if (signer.key_id.empty()) return fail(needs("--kid"));
  if (out.empty()) return fail(needs("--out"));
  return open_credential_signer(signer, options);
}

Result<OpenFile> lock_folder_of(const std::string& file) {
  const std::string parent = std::filesystem::path(file).parent_path().string();
  const std::string path = parent.empty() ? "." : parent;
  OpenFile folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder || ::flock(folder.get(), LOCK_EX) != 0)
    return fail(system_error(errno, "cannot lock the folder", "无法锁定文件夹", path));
  return folder;
}

Result<Printed> show_trust(const CredentialTrustRequest& request, bool json, const Look& look) {
  if (request.trust_key.empty()) return fail(needs("--trust-key"));
  const auto signatures = signature_check();
  const auto list = open_trust(request.file, request.trust_key, *signatures);
  if (!list) return fail(list.error());
  if (json) {
    JsonWriter out;
    out.begin_object().key("issued").string(list->issued.str()).key("expires").string(list->expires.str());
    out.key("sha256").string(list->hash).key("issuers").begin_array();
    for (const assure::Issuer& issuer : list->issuers) {
      out.begin_object().key("id").string(issuer.id).key("kinds").begin_array();
      for (const std::string& kind : issuer.kinds) out.string(kind);
      out.end_array().end_object();
    }
    out.end_array().end_object();
    return Printed{out.take() + "\n"};
  }
  const Text head{fmt::format("signed trust list of {}, holds until {}, {}\n", list->issued.str(),
                              list->expires.str(), report::plural(list->issuers.size(), "issuer", "").en),
                  fmt::format("已签名的信任清单，{} 签发，{} 起失效，签发者 {} 个\n", list->issued.str(),
                              list->expires.str(), list->issuers.size())};
  std::string text = head.in(look.lang);
  for (const assure::Issuer& issuer : list->issuers)
    text +=
        fmt::format("  {}  {}\n", report::printable(issuer.id), report::printable(issuer.name.in(look.lang)));
  return Printed{std::move(text)};
}

// One that no verifier knows proves nothing to anybody, and its signer would hear of it last.
Result<void> needs_known_kind(const Json& contents, const std::string& file) {
  const Json* kind = contents.find("kind");
  if (kind == nullptr || kind->string() == nullptr) return {};  // which is refused when it is read
  const auto& kinds = document_kinds();
  if (!kinds) return fail(kinds.error());
  std::string known;
  for (const assure::CredentialRule& rule : *kinds) {
    if (rule.code == *kind->string()) return {};
    known += (known.empty() ? "" : ", ") + rule.code;
  }
  return fail({ErrorCode::kMalformed, fmt::format("is no known kind of credential: one of {}", known),
               file + ":/kind", fmt::format("不是已知的资质种类，须为其中之一：{}", known)});
}

}  // namespace

Result<Printed> credential_keygen(const CredentialKeygenRequest& request, bool json, const Look& look) {
  std::string passphrase;
  if (!request.passphrase_file.empty()) {
    auto said = read_password(request.passphrase_file);
    if (!said) return fail(said.error());
    passphrase = std::move(*said);
  }
  const auto pem = new_signer_pem(request.algorithm, passphrase);
  if (!pem) return fail(pem.error());
  const auto signer = open_signer_pem(*pem, passphrase);
  if (!signer) return fail(signer.error());
  const std::string jwk = canonical_text(assure::key_json((*signer)->public_key())) + "\n";
  if (const auto done = write_new_file(request.file, *pem, kPrivate); !done) return fail(done.error());
  if (const auto done = write_new_file(request.file + ".jwk", jwk, kPublic); !done) return fail(done.error());
  if (json) return wrote(request.file + ".jwk", json, look);
  const bool is_sealed = !passphrase.empty();
  return Printed{
      Text{fmt::format("wrote {} (private{}) and {}.jwk (public)\n", request.file,
                       is_sealed ? ", under a passphrase" : ", not locked: mode 0600", request.file),
           fmt::format("已写入 {}（私钥，{}）与 {}.jwk（公钥）\n", request.file,
                       is_sealed ? "受口令保护" : "未加密，权限 0600", request.file)}
          .in(look.lang)};
}

Result<Printed> credential_issue(const CredentialIssueRequest& request, bool json, const Look& look,
                                 const GateOptions& options) {
  const auto signer = signer_for(request.signer, request.out, options);
  if (!signer) return fail(signer.error());
  auto contents = contents_of(request.contents);
  if (!contents) return fail(contents.error());
  if (const auto known = needs_known_kind(*contents, request.contents); !known) return fail(known.error());
  assure::ToIssue to_issue{
      std::move(*contents), request.signer.key_id,
      request.is_sd_jwt ? assure::CredentialForm::kSdJwt : assure::CredentialForm::kVcJwt,
      std::string(assure::kSaltOctets, '\0')};
  randombytes_buf(to_issue.salts.data(), to_issue.salts.size());
  const auto made = assure::issue_credential(to_issue, **signer);
  if (!made) {
    const Error& e = made.error();
    return fail({e.code, e.what, request.contents + (e.where.empty() ? "" : ": " + e.where), e.what_zh});
  }
  if (const auto done = write_new_file(request.out, *made + "\n", kPublic); !done) return fail(done.error());
  return wrote(request.out, json, look);
}

Result<Printed> credential_status(const CredentialStatusRequest& request, bool json, const Look& look,
                                  const GateOptions& options) {
  const auto signer = signer_for(request.signer, request.out, options);
  if (!signer) return fail(signer.error());
  // One at a time, from reading to writing: of two that change them neither loses what the other revoked.
  const auto lock = lock_folder_of(request.entries);
  if (!lock) return fail(lock.error());
  const auto bytes = read_file(request.entries, assure::kMostStatusOctets);
  if (!bytes) return fail(bytes.error());
  auto entries = read_entries(*bytes, request.entries);
  if (!entries) return fail(entries.error());
  const auto changed = change_entries(*entries, request.revoke, request.suspend, request.restore);
  if (!changed) return fail(changed.error());
  const auto payload = assure::status_payload(entries->uri, options.now_ms,
                                              options.now_ms + entries->days * kDayMs, 2, entries->values());
  if (!payload) return fail(payload.error());
  const auto text = assure::sign_text(*payload, assure::kStatusListType, request.signer.key_id, **signer);
  if (!text) return fail(text.error());
  // The entries first: a list that is lost is signed again, an entry that is lost would hold again.
  if (const auto done = write_file(request.entries, write_entries(*entries), kPublic); !done)
    return fail(done.error());
  if (const auto done = write_file(request.out, *text + "\n", kPublic); !done) return fail(done.error());
  return wrote(request.out, json, look);
}

Result<Printed> credential_trust(const CredentialTrustRequest& request, bool json, const Look& look,
                                 const GateOptions& options) {
  if (request.signer.key.empty()) return show_trust(request, json, look);
  const auto signer = signer_for(request.signer, request.out, options);
  if (!signer) return fail(signer.error());
  const auto contents = contents_of(request.file);
  if (!contents) return fail(contents.error());
  const auto list = assure::read_trust_list(*contents, request.file);  // what nobody could read is not signed
  if (!list) return fail(list.error());
  const auto text = assure::sign_text(*contents, assure::kTrustListType, request.signer.key_id, **signer);
  if (!text) return fail(text.error());
  if (const auto done = write_new_file(request.out, *text + "\n", kPublic); !done) return fail(done.error());
  return wrote(request.out, json, look);
}

}  // namespace tidegate
