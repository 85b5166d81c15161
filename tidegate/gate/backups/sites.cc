#include "tidegate/gate/backups/sites.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "tidegate/base/json.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/gate/packs.h"
#include "tidegate/terms/country_code.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestSites = 1U << 20;

// Without who logs in: the host of an address is what stands behind the last '@' of its authority.
// None: an '@' stands elsewhere, and which host is meant the tools may see otherwise.
std::optional<std::string> address_of(const std::string& repository) {
  if (repository.starts_with('/') || repository.find('@') == repository.npos) return repository;
  const std::size_t scheme = repository.find("://");
  const std::size_t kind = repository.find(':');
  const bool is_plain = kind != repository.npos && is_elsewhere(repository.substr(0, kind + 1) + "x") &&
                        repository.find('@') > kind;
  const std::size_t begin = scheme != repository.npos ? scheme + 3 : is_plain ? kind + 1 : 0;
  const std::size_t end = std::min(repository.find_first_of("/?#", begin), repository.size());
  const std::size_t at = repository.rfind('@', end);
  if (at == repository.npos || at < begin) return repository;
  // Of "host:path@else" the tools take the host before the colon.
  if (scheme == repository.npos && repository.substr(begin, at - begin).find(':') != repository.npos)
    return std::nullopt;
  return repository.substr(0, begin) + repository.substr(at + 1);
}

// How much of the repository's address this one begins it with. A name begins another only where a part of
// the address ends. 0: it does not.
std::size_t begins(const std::string& repository, const std::string& at) {
  if (at.empty() || !repository.starts_with(at)) return 0;
  const bool ends = repository.size() == at.size() ||
                    std::string_view("/:").find(repository[at.size()]) != std::string_view::npos ||
                    std::string_view("/:").find(at.back()) != std::string_view::npos;
  return !ends ? 0 : at.size() > 1 && at.back() == '/' ? at.size() - 1 : at.size();
}

}  // namespace

bool is_elsewhere(const std::string& repository) {
  constexpr std::array<std::string_view, 8> kBegins{
      "sftp:", "s3:", "rest:", "b2:", "azure:", "gs:", "swift:", "rclone:"};
  if (std::any_of(kBegins.begin(), kBegins.end(),
                  [&](std::string_view b) { return repository.starts_with(b); }))
    return true;
  if (repository.find("://") != repository.npos) return !repository.starts_with("file://");
  const std::size_t colon = repository.find(':');
  return colon != repository.npos && repository.substr(0, colon).find('/') == repository.npos;  // host:path
}

std::string place_of(const std::string& path) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(fs::absolute(path), error);
  return error ? fs::absolute(path).string() : whole.string();
}

Result<std::vector<KnownSite>> read_sites(const std::string& file, const GateOptions& options) {
  std::string path = file;
  std::error_code none;
  if (path.empty()) {
    path = (fs::path(options.home) / "backups" / "sites.json").string();
    if (options.home.empty() || !fs::exists(path, none)) return std::vector<KnownSite>{};
  }
  const auto bytes = read_file(path, kLargestSites);
  if (!bytes) return fail(bytes.error());
  const auto json = parse_json(*bytes, path);
  if (!json) return fail(json.error());
  JsonFault fault{path, {}};
  const JsonReader in(*json, fault);
  in.only({"format", "sites"});
  const JsonReader format = in.member("format");
  if (format.string() != "tidegate.backup-sites/1")
    format.refuse(ErrorCode::kMalformed, "is no table of sites", "不是存放地表");
  std::vector<KnownSite> out;
  for (const JsonReader& one : in.member("sites").items(0, 10'000)) {
    one.only({"at", "country", "place"});
    const JsonReader country = one.member("country");
    const auto code = CountryCode::parse(country.string());
    if (!code) country.refuse(ErrorCode::kMalformed, code.error().what, code.error().what_zh);
    out.push_back({one.member("at").string(), {country.string(), one.member("place").string(), true}});
    KnownSite& site = out.back();
    if (site.at.empty()) one.refuse(ErrorCode::kMalformed, "begins with nothing", "地址前缀为空");
    if (site.at.starts_with('/')) site.real = place_of(site.at);
  }
  if (fault.first) return fail(std::move(*fault.first));
  return out;
}

std::optional<assure::BackupSite> site_of(const std::string& given, const std::vector<KnownSite>& sites) {
  const auto address = address_of(given);
  if (!address) return std::nullopt;
  const std::string& repository = *address;
  const KnownSite* best = nullptr;
  std::size_t most = 0;
  for (const KnownSite& site : sites) {
    const std::string at = address_of(site.at).value_or("");
    const std::size_t length = std::max(begins(repository, at), begins(repository, site.real));
    if (length == 0 || length < most) continue;
    // Two names of one place: the one abroad counts.
    if (length == most && best->site.country != "CN") continue;
    best = &site;
    most = length;
  }
  return best == nullptr ? std::nullopt : std::optional(best->site);
}

Result<assure::BackupSite> parse_site(const std::string& text, const char* option) {
  const std::size_t slash = text.find('/');
  if (slash == 2 && slash + 1 < text.size() && CountryCode::parse(text.substr(0, slash)))
    return assure::BackupSite{text.substr(0, slash), text.substr(slash + 1)};
  return fail({ErrorCode::kMalformed, "is not COUNTRY/PLACE, as CN/Beijing", option,
               "应为 国家代码/地点，如 CN/Beijing"});
}

}  // namespace tidegate
