#include "tidegate/gate/backups/declared.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <functional>

#include "tidegate/assure/backup_challenge.h"
#include "tidegate/base/instant.h"
#include "tidegate/gate/backups/claimed.h"
#include "tidegate/gate/backups/parts.h"
#include "tidegate/gate/credentials/files.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/store/write_file.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;

bool is_inside(const fs::path& file) {
  return !file.empty() && !file.is_absolute() &&
         std::none_of(file.begin(), file.end(), [](const fs::path& part) { return part == ".."; });
}

// No pipe, no device: what others laid there must not hold us up.
bool is_regular(const std::string& path) {
  const OpenFile file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  struct stat status {};
  return file && ::fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode);
}

void names_in(const fs::path& folder, const std::string& beginning,
              const std::function<void(const std::string&)>& take) {
  const fs::path begins(beginning);
  std::error_code error;
  for (fs::directory_iterator at(folder / begins.parent_path(), error), end; !error && at != end;
       at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.starts_with(begins.filename().string())) take((begins.parent_path() / name).string());
  }
}

BackupPapers papers_in(const fs::path& folder) {
  BackupPapers out;
  out.octets = [folder](const std::string& file, std::size_t limit) -> std::optional<std::string> {
    const std::string path = (folder / file).string();
    if (!is_inside(file) || !is_regular(path)) return std::nullopt;
    auto bytes = read_file(path, limit);
    return bytes ? std::optional(std::move(*bytes)) : std::nullopt;
  };
  out.lines = [folder](const std::string& file) -> std::optional<std::function<bool(std::string&)>> {
    const std::string path = (folder / file).string();
    if (!is_inside(file) || !is_regular(path)) return std::nullopt;
    auto lines = lines_of_file(path, assure::kLongestAnswerLine);
    return lines ? std::optional(std::move(*lines)) : std::nullopt;
  };
  out.names = [folder](const std::string& beginning, const std::function<void(const std::string&)>& take) {
    names_in(folder, beginning, take);
  };
  return out;
}

}  // namespace

Result<std::vector<CheckedCredential>> check_declared_backups(Transfer& transfer,
                                                              const std::optional<DataProfile>& profile,
                                                              const std::string& declaration, Date as_of,
                                                              const GateOptions& options) {
  std::vector<CheckedCredential> out;
  if (transfer.evidence_claims.empty() || options.home.empty()) return out;
  const fs::path kept = fs::path(options.home) / "credentials";
  std::optional<assure::TrustList> list;
  std::error_code none;
  if (fs::exists(kept / "trust.jwt", none)) {
    const auto check = signature_check();
    auto opened = open_trust((kept / "trust.jwt").string(), (kept / "trust-key.json").string(), *check);
    if (!opened) return fail(opened.error());
    list = std::move(*opened);
  }
  const auto trust = backup_trust(options.home, transfer.uscc, list ? &*list : nullptr);
  if (!trust) return fail(trust.error());
  const std::int64_t at_ms = std::min(options.now_ms, start_of_china_day(as_of.plus_days(1)) - 1);
  out = check_claimed_backups(transfer, profile, {at_ms, options.now_ms}, *trust,
                              papers_in(fs::path(declaration).parent_path()));
  heed_backups(out, transfer);
  return out;
}

}  // namespace tidegate
