#include "tidegate/gate/credentials/declared.h"

#include <algorithm>
#include <filesystem>

#include "tidegate/assure/credential.h"
#include "tidegate/base/instant.h"
#include "tidegate/gate/credentials/lists.h"
#include "tidegate/gate/packs.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;

// Beside the declaration or below it, and nowhere else.
bool is_inside(const fs::path& file) {
  return !file.empty() && !file.is_absolute() &&
         std::none_of(file.begin(), file.end(), [](const fs::path& part) { return part == ".."; });
}

}  // namespace

Result<std::vector<CheckedCredential>> check_declared_credentials(const Transfer& transfer,
                                                                  const std::string& declaration, Date as_of,
                                                                  const GateOptions& options) {
  if (transfer.evidence_claims.empty()) return std::vector<CheckedCredential>();
  const auto lists = CredentialLists::open((fs::path(options.home) / "credentials").string());
  if (!lists) return fail(lists.error());
  if (*lists == nullptr) return std::vector<CheckedCredential>();
  const std::int64_t at_ms = std::min(options.now_ms, start_of_china_day(as_of.plus_days(1)) - 1);
  const fs::path folder = fs::path(declaration).parent_path();
  return check_claimed(transfer, at_ms, **lists, [&](const std::string& file) -> std::optional<std::string> {
    if (!is_inside(file)) return std::nullopt;
    auto bytes = read_file((folder / file).string(), assure::kLargestDocument);
    return bytes ? std::optional(std::move(*bytes)) : std::nullopt;
  });
}

}  // namespace tidegate
