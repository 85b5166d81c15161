// The file that names a provider, and the files that it names.
#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>

#include "tidegate/access/jose/sign_key.h"
#include "tidegate/access/oidc.h"
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/oidc.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/http_client.h"

namespace tidegate {
namespace {

constexpr std::size_t kLargestFile = 65'536;

std::string beside(const std::string& file, const std::string& name) {
  return (std::filesystem::path(file).parent_path() / name).string();
}

Result<access::SignKey> read_key(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode) && (about.st_mode & 0077) != 0) {
    return fail({ErrorCode::kMalformed, fmt::format("others may read this private key: chmod 600 {}", path),
                 path, fmt::format("该私钥可被他人读取：chmod 600 {}", path)});
  }
  const auto pem = read_file(path, kLargestFile);
  if (!pem) return fail(pem.error());
  auto key = access::SignKey::of_pem(*pem);
  if (!key) return fail({key.error().code, key.error().what, path, key.error().what_zh});
  return key;
}

}  // namespace

Result<std::unique_ptr<DeskOidc>> DeskOidc::open(desk::Parts& parts, const std::string& file) {
  const auto text = read_file(file, kLargestFile);
  if (!text) return fail(text.error());
  auto settings = access::parse_oidc_settings(*text, file);
  if (!settings) return fail(settings.error());
  if (settings->provision) {
    for (const access::OidcRole& role : settings->provision->roles) {
      if (auto fault = desk::fault_of_place(role.role, role.tenant, role.agency, role.sector))
        return fail({fault->code, fault->what, file + ":/provision/roles" + fault->where, fault->what_zh});
    }
  }
  std::string secret;
  if (!settings->client_secret_file.empty()) {
    auto read = read_password(beside(file, settings->client_secret_file));
    if (!read) return fail(read.error());
    secret = std::move(*read);
  }
  std::optional<access::SignKey> key;
  if (!settings->private_key_file.empty()) {
    auto read = read_key(beside(file, settings->private_key_file));
    if (!read) return fail(read.error());
    key = std::move(*read);
  }
  if (!settings->ca_file.empty()) settings->ca_file = beside(file, settings->ca_file);
  return std::make_unique<DeskOidc>(parts, std::move(*settings), std::move(secret), std::move(key),
                                    http_client());
}

}  // namespace tidegate
