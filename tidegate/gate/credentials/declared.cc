#include "tidegate/gate/credentials/declared.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "tidegate/assure/credential.h"
#include "tidegate/assure/status_list.h"
#include "tidegate/base/instant.h"
#include "tidegate/gate/backups/declared.h"
#include "tidegate/gate/credentials/files.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/signatures.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kMostStatuses = 200;
constexpr std::size_t kMostCredentials = 200;

Result<std::vector<std::string>> kept_statuses(const fs::path& folder) {
  std::set<std::string> files;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == ".jwt") files.insert(it->path().string());
    if (files.size() > kMostStatuses)
      return fail(
          {ErrorCode::kLimit, "holds more than 200 status lists", folder.string(), "状态列表超过 200 个"});
  }
  return read_statuses({files.begin(), files.end()}, folder.string());
}

// Beside the declaration or below it, and nowhere else.
bool is_inside(const fs::path& file) {
  return !file.empty() && !file.is_absolute() &&
         std::none_of(file.begin(), file.end(), [](const fs::path& part) { return part == ".."; });
}

// Signed texts begin so: base64url of an opening brace.
bool looks_signed(std::string_view bytes) {
  return bytes.starts_with("ey") && std::count(bytes.begin(), bytes.end(), '.') >= 2;
}

assure::CredentialQuestion question_of(const Transfer& transfer, std::int64_t at_ms) {
  assure::CredentialQuestion question;
  question.holder = transfer.uscc;
  question.at_ms = at_ms;
  std::set<std::string> sites;
  for (const StorageSystem& system : transfer.scenario.domestic_systems) {
    if (!system.name.empty()) question.systems.push_back(system.name);
    if (!system.city.empty()) sites.insert(system.city);
    question.has_unnamed_system = question.has_unnamed_system || system.name.empty();
    question.has_unnamed_site = question.has_unnamed_site || system.city.empty();
  }
  question.sites.assign(sites.begin(), sites.end());
  return question;
}

}  // namespace

Result<std::vector<CheckedCredential>> check_declared_credentials(const Transfer& transfer,
                                                                  const std::string& declaration, Date as_of,
                                                                  const GateOptions& options) {
  std::vector<CheckedCredential> out;
  const fs::path kept = fs::path(options.home) / "credentials";
  std::error_code none;
  if (transfer.evidence_claims.empty() || !fs::exists(kept / "trust.jwt", none)) return out;
  const auto signatures = signature_check();
  const auto trust =
      open_trust((kept / "trust.jwt").string(), (kept / "trust-key.json").string(), *signatures);
  if (!trust) return fail(trust.error());
  const auto files = kept_statuses(kept / "status");
  if (!files) return fail(files.error());
  assure::StatusLists statuses(*files);
  const auto rules = credential_rules();
  if (!rules) return fail(rules.error());
  const std::int64_t at_ms = std::min(options.now_ms, start_of_china_day(as_of.plus_days(1)) - 1);
  const assure::CredentialQuestion question = question_of(transfer, at_ms);
  const fs::path folder = fs::path(declaration).parent_path();
  for (const EvidenceClaim& claim : transfer.evidence_claims) {
    if (out.size() >= kMostCredentials || !is_inside(claim.file)) continue;
    const auto bytes = read_file((folder / claim.file).string(), 2 * assure::kLargestCredential);
    if (!bytes || !looks_signed(*bytes) || looks_like_manifest(*bytes)) continue;
    out.push_back(
        {claim.file, assure::check_credential(*bytes, question, *trust, statuses, *rules, *signatures)});
  }
  return out;
}

}  // namespace tidegate
