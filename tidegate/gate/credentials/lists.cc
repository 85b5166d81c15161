#include "tidegate/gate/credentials/lists.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include "tidegate/assure/credential.h"
#include "tidegate/base/hash.h"
#include "tidegate/gate/backups/claimed.h"
#include "tidegate/gate/credentials/files.h"
#include "tidegate/ports/cms_signatures.h"
#include "tidegate/ports/signatures.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kMostStatuses = 2'000;  // old ones are kept: what they revoked stays revoked
constexpr std::size_t kMostCredentials = 200;
constexpr std::size_t kMostOctets = 64U << 20;  // of the documents of one declaration

Result<std::vector<std::string>> kept_statuses(const fs::path& folder) {
  std::set<std::string> files;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (is_kept_list(it->path())) files.insert(it->path().string());
    if (files.size() > kMostStatuses)
      return fail({ErrorCode::kLimit, "holds more than 2,000 status lists", folder.string(),
                   "状态列表超过 2,000 个"});
  }
  return read_statuses({files.begin(), files.end()}, folder.string());
}

std::string hash_of(const assure::TrustList& trust, const std::vector<std::string>& statuses) {
  std::set<std::string> hashes;
  for (const std::string& one : statuses) hashes.insert(sha256_hex(one));
  std::string all = trust.hash + "\n";
  for (const std::string& one : hashes) all.append(one).append("\n");
  return sha256_hex(all);
}

}  // namespace

CredentialLists::CredentialLists(assure::TrustList trust, const std::vector<std::string>& statuses,
                                 std::vector<assure::CredentialRule> rules)
    : trust_(std::move(trust)),
      rules_(std::move(rules)),
      hash_(hash_of(trust_, statuses)),
      statuses_(statuses),
      signatures_(signature_check()),
      cms_(cms_check()) {}

Result<std::shared_ptr<CredentialLists>> CredentialLists::open(const std::string& folder) {
  const fs::path kept(folder);
  std::error_code none;
  if (!fs::exists(kept / "trust.jwt", none)) return std::shared_ptr<CredentialLists>();
  const auto signatures = signature_check();
  auto trust = open_trust((kept / "trust.jwt").string(), (kept / "trust-key.json").string(), *signatures);
  if (!trust) return fail(trust.error());
  const auto statuses = kept_statuses(kept / "status");
  if (!statuses) return fail(statuses.error());
  auto rules = credential_rules();
  if (!rules) return fail(rules.error());
  return std::shared_ptr<CredentialLists>(
      new CredentialLists(std::move(*trust), *statuses, std::move(*rules)));
}

std::vector<CredentialAssurance> CredentialLists::check(const assure::CredentialQuestion& question,
                                                        const NextDocument& next) {
  assure::CredentialsTogether together(question, trust_, statuses_, rules_, *signatures_);
  while (const auto document = next()) {
    const std::lock_guard<std::mutex> lock(mutex_);
    together.add(document->octets, {cms_.get(), document->beside});
  }
  return together.conclude();
}

assure::CredentialQuestion question_of_credentials(const Transfer& transfer, std::int64_t at_ms) {
  assure::CredentialQuestion question;
  question.holder = transfer.uscc;
  question.at_ms = at_ms;
  for (const StorageSystem& system : transfer.scenario.domestic_systems) {
    question.systems.push_back({system.name, {}});
    if (!system.city.empty()) question.systems.back().sites.push_back(system.city);
  }
  return question;
}

bool is_kept_list(const fs::path& file) {
  const fs::path kind = file.extension();
  return kind == ".jwt" || kind == ".crl" || kind == ".pem";
}

std::vector<CheckedCredential> check_claimed(const Transfer& transfer, std::int64_t at_ms,
                                             CredentialLists& lists, const DocumentOctets& octets) {
  std::vector<std::string> files;                          // as often as they are named
  std::map<std::string, std::optional<std::size_t>> seen;  // place of its document; none: it is passed over
  std::size_t count = 0;
  std::size_t left = kMostOctets;
  const auto document_of = [&](const std::string& file) -> std::optional<CredentialDocument> {
    auto bytes = octets(file);
    if (!bytes || !looks_like_credential(*bytes) || is_of_backup(*bytes) || bytes->size() > left)
      return std::nullopt;
    left -= bytes->size();
    const bool may_lie_beside = assure::writing_of(*bytes) == assure::Writing::kCms;
    std::string beside = may_lie_beside ? contents_beside(file, octets) : std::string();
    return CredentialDocument{std::move(*bytes), std::move(beside)};
  };
  auto claim = transfer.evidence_claims.begin();
  const auto next = [&]() -> std::optional<CredentialDocument> {
    for (; claim != transfer.evidence_claims.end() && files.size() < kMostCredentials; ++claim) {
      const auto [at, is_new] = seen.try_emplace(claim->file);
      auto document = is_new ? document_of(claim->file) : std::nullopt;
      if (document) at->second = count++;
      if (at->second) files.push_back(claim->file);
      if (!document) continue;
      ++claim;
      return document;
    }
    return std::nullopt;
  };
  const auto found = lists.check(question_of_credentials(transfer, at_ms), next);
  std::vector<CheckedCredential> out;
  for (const std::string& file : files) out.push_back({file, found[*seen[file]]});
  return out;
}

}  // namespace tidegate
