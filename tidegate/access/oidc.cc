#include "tidegate/access/oidc.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/base64.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/json_reader.h"

namespace tidegate::access {
namespace {

constexpr std::size_t kLongestUrl = 1'024;
constexpr std::size_t kLongestSubject = 512;
constexpr std::size_t kMostRoles = 64;
constexpr std::size_t kMostWords = 16;

bool is_of_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

std::string_view host_of(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == std::string_view::npos) return {};
  url.remove_prefix(begin + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  if (url.starts_with('[')) return url.substr(0, url.find(']') + 1);
  return url.substr(0, url.find(':'));
}

// By TLS, or on this machine: no user, no fragment.
bool is_address(std::string_view url) {
  const bool is_tls = url.starts_with("https://");
  return url.size() <= kLongestUrl && is_of_ascii(url) && !host_of(url).empty() &&
         url.find_first_of("#@\"\\<>") == std::string_view::npos && (is_tls || is_of_this_machine(url));
}

std::string text_or(const JsonReader& object, std::string_view key) {
  const auto value = object.optional(key);
  return value ? value->string() : std::string();
}

std::vector<std::string> words_or(const JsonReader& object, std::string_view key,
                                  std::vector<std::string> otherwise) {
  const auto value = object.optional(key);
  if (!value) return otherwise;
  std::vector<std::string> out;
  for (const JsonReader& one : value->items(0, kMostWords)) {
    out.push_back(one.string());
    if (out.back().empty() || !is_of_ascii(out.back()))
      one.refuse(ErrorCode::kOutOfRange, "is no word of ASCII", "不是 ASCII 单词");
  }
  return out;
}

OidcRole read_role(const JsonReader& object) {
  object.only({"value", "role", "tenant", "agency", "sector"});
  OidcRole out;
  out.value = object.member("value").string();
  const JsonReader role = object.member("role");
  const auto known = tidegate::role_of(role.string());
  if (!known || *known == Role::kMachine) {
    role.refuse(ErrorCode::kOutOfRange,
                "is none of the roles filer, firm_admin, officer, lead, operator, auditor",
                "须为 filer、firm_admin、officer、lead、operator、auditor 之一");
  } else {
    out.role = *known;
  }
  out.tenant = text_or(object, "tenant");
  out.agency = text_or(object, "agency");
  out.sector = text_or(object, "sector");
  return out;
}

OidcProvision read_provision(const JsonReader& object) {
  object.only({"claim", "roles"});
  OidcProvision out;
  out.claim = object.member("claim").string();
  for (const JsonReader& role : object.member("roles").items(1, kMostRoles))
    out.roles.push_back(read_role(role));
  return out;
}

OidcSettings read_settings(const JsonReader& object) {
  object.only({"issuer", "client_id", "client_secret_file", "private_key_file", "key_id", "ca_file", "name",
               "scopes", "acr", "sign_out", "provision"});
  OidcSettings out;
  const JsonReader issuer = object.member("issuer");
  out.issuer = issuer.string();
  if (!is_address(out.issuer) || out.issuer.find('?') != std::string::npos)
    issuer.refuse(ErrorCode::kOutOfRange, "is no address of https", "不是 https 地址");
  const JsonReader client = object.member("client_id");
  out.client_id = client.string();
  if (out.client_id.empty() || out.client_id.size() > kLongestSubject || !is_of_ascii(out.client_id))
    client.refuse(ErrorCode::kOutOfRange, "is no word of ASCII", "不是 ASCII 单词");
  out.client_secret_file = text_or(object, "client_secret_file");
  out.private_key_file = text_or(object, "private_key_file");
  if (!out.client_secret_file.empty() && !out.private_key_file.empty())
    object.refuse(ErrorCode::kOutOfRange, "has a secret and a private key; one is used",
                  "密钥与私钥只能给出一种");
  out.key_id = text_or(object, "key_id");
  out.ca_file = text_or(object, "ca_file");
  out.name = object.member("name").text();
  out.scopes = words_or(object, "scopes", {"openid"});
  if (std::find(out.scopes.begin(), out.scopes.end(), "openid") == out.scopes.end())
    out.scopes.insert(out.scopes.begin(), "openid");
  out.acr = words_or(object, "acr", {});
  if (const auto sign_out = object.optional("sign_out")) out.sign_out = sign_out->boolean();
  if (const auto provision = object.optional("provision")) out.provision = read_provision(*provision);
  return out;
}

// As RFC 3986 has it: letters, digits and - . _ ~ stay.
void append_encoded(std::string& out, std::string_view text) {
  for (const char c : text) {
    const bool stays = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (stays) {
      out.push_back(c);
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

std::string with_query(const std::string& address,
                       const std::vector<std::pair<std::string, std::string>>& fields) {
  const bool has_query = address.find('?') != std::string::npos;
  return address + (has_query ? "&" : "?") + form_of(fields);
}

tl::unexpected<Error> not_a_provider(ErrorCode code) {
  return fail({code,
               "the provider's description of itself is not one that can be used",
               {},
               "身份提供方的自述文档不可用"});
}

const std::string* text_of(const Json& object, std::string_view name) {
  const Json* value = object.find(name);
  return value == nullptr ? nullptr : value->string();
}

bool lists(const Json& object, std::string_view name, std::string_view word) {
  const Json* value = object.find(name);
  if (value == nullptr || value->array() == nullptr) return false;
  return std::any_of(value->array()->begin(), value->array()->end(),
                     [&](const Json& one) { return one.string() != nullptr && *one.string() == word; });
}

}  // namespace

Result<OidcSettings> parse_oidc_settings(std::string_view text, const std::string& where) {
  const auto json = parse_json(text, where);
  if (!json) return fail(json.error());
  JsonFault fault{where, {}};
  OidcSettings settings = read_settings(JsonReader(*json, fault));
  if (fault.first) return fail(*fault.first);
  return settings;
}

bool is_of_this_machine(std::string_view url) {
  const std::string_view host = host_of(url);
  const bool is_v4 = host.starts_with("127.") && std::all_of(host.begin(), host.end(), [](char c) {
                       return (c >= '0' && c <= '9') || c == '.';
                     });
  return url.starts_with("http://") && (is_v4 || host == "[::1]" || host == "localhost");
}

std::string discovery_address(const std::string& issuer) {
  return issuer + (issuer.ends_with('/') ? "" : "/") + ".well-known/openid-configuration";
}

Result<OidcProvider> parse_discovery(std::string_view text, const std::string& issuer) {
  const auto json = parse_json(text, "");
  if (!json || json->object() == nullptr) return not_a_provider(ErrorCode::kMalformed);
  const std::string* said = text_of(*json, "issuer");
  const std::string* authorize = text_of(*json, "authorization_endpoint");
  const std::string* token = text_of(*json, "token_endpoint");
  const std::string* keys = text_of(*json, "jwks_uri");
  if (said == nullptr || authorize == nullptr || token == nullptr || keys == nullptr)
    return not_a_provider(ErrorCode::kMalformed);
  if (*said != issuer || !is_address(*authorize) || !is_address(*token) || !is_address(*keys))
    return not_a_provider(ErrorCode::kOutOfRange);
  // What is spoken by TLS does not go on without it.
  for (const std::string* address : {authorize, token, keys}) {
    if (issuer.starts_with("https://") && !address->starts_with("https://"))
      return not_a_provider(ErrorCode::kOutOfRange);
  }
  // One that cannot be used is as none.
  const std::string* end = text_of(*json, "end_session_endpoint");
  const bool ends =
      end != nullptr && is_address(*end) && (end->starts_with("https://") || !issuer.starts_with("https://"));
  const Json* names = json->find("authorization_response_iss_parameter_supported");
  const std::string_view methods = "token_endpoint_auth_methods_supported";
  return OidcProvider{
      *authorize,
      *token,
      *keys,
      ends ? *end : std::string(),
      names != nullptr && names->boolean() != nullptr && *names->boolean(),
      !lists(*json, methods, "client_secret_post") || lists(*json, methods, "client_secret_basic")};
}

std::string authorization_address(const OidcProvider& provider, const OidcSettings& settings,
                                  const std::string& redirect, const OidcSecrets& secrets) {
  const Sha256 hash = sha256(secrets.verifier);
  const std::string challenge = to_base64url({reinterpret_cast<const char*>(hash.data()), hash.size()});
  std::vector<std::pair<std::string, std::string>> fields{
      {"response_type", "code"},          {"client_id", settings.client_id}, {"redirect_uri", redirect},
      {"scope", joined(settings.scopes)}, {"state", secrets.state},          {"nonce", secrets.nonce},
      {"code_challenge", challenge},      {"code_challenge_method", "S256"}};
  if (!settings.acr.empty()) fields.emplace_back("acr_values", joined(settings.acr));
  return with_query(provider.authorization_endpoint, fields);
}

std::string end_session_address(const OidcProvider& provider, const OidcSettings& settings,
                                const std::string& back, const std::string& state) {
  return with_query(
      provider.end_session_endpoint,
      {{"client_id", settings.client_id}, {"post_logout_redirect_uri", back}, {"state", state}});
}

std::string form_of(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    if (!out.empty()) out.push_back('&');
    append_encoded(out, name);
    out.push_back('=');
    append_encoded(out, value);
  }
  return out;
}

std::string basic_of(const std::string& client, const std::string& secret) {
  std::string both;
  append_encoded(both, client);
  both.push_back(':');
  append_encoded(both, secret);
  return "Basic " + to_base64(both);
}

Result<std::string> id_token_of(std::string_view text) {
  const auto json = parse_json(text, "");
  const std::string* token = json ? text_of(*json, "id_token") : nullptr;
  if (token == nullptr)
    return fail({ErrorCode::kMalformed, "the provider gave no ID token", {}, "身份提供方未给出 ID 令牌"});
  return *token;
}

const OidcRole* role_of(const OidcProvision& provision, const Json& claims) {
  for (const OidcRole& role : provision.roles) {
    const std::string* said = text_of(claims, provision.claim);
    if ((said != nullptr && *said == role.value) || lists(claims, provision.claim, role.value)) return &role;
  }
  return nullptr;
}

std::string subject_of(const std::string& issuer, const std::string& subject) {
  return issuer + "|" + subject;
}

bool is_subject(std::string_view text) {
  const std::size_t bar = text.rfind('|');
  return bar != std::string_view::npos && bar + 1 < text.size() && text.size() <= kLongestSubject &&
         is_of_ascii(text) && is_address(text.substr(0, bar));
}

}  // namespace tidegate::access
