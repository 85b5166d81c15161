#include "tidegate/classify/secret_validators.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <string>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/secrets/word_set.h"

namespace tidegate {
namespace {

using ascii::is_alnum;
using ascii::is_digit;
using ascii::is_hex;
using ascii::is_lower;
using ascii::is_upper;

enum class Chars : std::uint8_t {
  kUpper32,
  kUpperAlnum,
  kUpperDash,
  kUpperDot,
  kAlnum,
  kWord,
  kUrl64,
  kUrl64Pad,
  kBase64,
  kAny64,
  kHex,
  kUuid
};

struct VendorKey {
  std::string_view prefix;
  Chars chars;
  std::uint16_t least;  // characters after the prefix
  std::uint16_t most;
};

// Sorted by first byte.
constexpr VendorKey kVendorKeys[] = {
    {"1//0", Chars::kUrl64, 40, 160},   // Google refresh token
    {"AKIA", Chars::kUpper32, 16, 16},  // AWS access key
    {"ASIA", Chars::kUpper32, 16, 16},  // AWS temporary
    {"ABIA", Chars::kUpper32, 16, 16},
    {"ACCA", Chars::kUpper32, 16, 16},
    {"AKID", Chars::kAlnum, 13, 40},        // Tencent Cloud
    {"AKLT", Chars::kUrl64, 20, 80},        // Volcengine
    {"AIza", Chars::kUrl64, 35, 35},        // Google
    {"ATATT3", Chars::kUrl64Pad, 60, 260},  // Atlassian
    {"AGE-SECRET-KEY-1", Chars::kUpperAlnum, 58, 58},
    {"A3-", Chars::kUpperDash, 30, 40},  // 1Password
    {"AQVN", Chars::kUrl64, 35, 38},     // Yandex
    {"ALTAK", Chars::kAlnum, 20, 24},    // Baidu
    {"ATBB", Chars::kAlnum, 32, 32},     // Bitbucket
    {"ATCTT3", Chars::kUrl64Pad, 60, 260},
    {"AKCp", Chars::kAlnum, 60, 75},       // Artifactory
    {"ABSK", Chars::kBase64, 100, 280},    // Bedrock
    {"API-", Chars::kUpperAlnum, 26, 26},  // Octopus
    {"CLOJARS_", Chars::kAlnum, 60, 60},
    {"CCIPAT_", Chars::kWord, 50, 80},           // CircleCI
    {"CFPAT-", Chars::kUrl64, 40, 50},           // Contentful
    {"EAACEdEose0cBA", Chars::kAlnum, 20, 400},  // Facebook
    {"EZAK", Chars::kAlnum, 54, 54},             // EasyPost
    {"EZTK", Chars::kAlnum, 54, 54},
    {"EAAM", Chars::kAlnum, 100, 400},
    {"EAAC", Chars::kAlnum, 100, 400},
    {"FwoG", Chars::kBase64, 100, 1000},
    {"FLWSECK", Chars::kUrl64, 34, 50},     // Flutterwave
    {"GOCSPX-", Chars::kUrl64, 24, 40},     // Google OAuth secret
    {"GR1348941", Chars::kUrl64, 20, 20},   // GitLab
    {"HRKU-AA", Chars::kUrl64, 58, 58},     // Heroku
    {"IQoJ", Chars::kBase64, 100, 1000},    // AWS session
    {"JDC_", Chars::kUpperAlnum, 28, 32},   // JD Cloud
    {"LTAI", Chars::kAlnum, 12, 26},        // Alibaba Cloud
    {"NRAK-", Chars::kUpperAlnum, 27, 27},  // New Relic
    {"NRJS-", Chars::kHex, 19, 19},
    {"NRII-", Chars::kUrl64, 32, 32},
    {"PMAK-", Chars::kUrl64, 59, 59},      // Postman
    {"SG.", Chars::kUrl64, 16, 80},        // SendGrid: two parts, the point is allowed once
    {"SEC", Chars::kHex, 64, 64},          // DingTalk
    {"SWMTKN-1-", Chars::kUrl64, 70, 90},  // Docker Swarm
    {"SU", Chars::kUpper32, 56, 56},       // NATS seeds
    {"SA", Chars::kUpper32, 56, 56},
    {"atlasv1.", Chars::kUrl64, 60, 70},
    {"amzn.mws.", Chars::kUuid, 36, 36},
    {"api_org_", Chars::kAlnum, 34, 34},
    {"bkua_", Chars::kAlnum, 40, 40},  // Buildkite
    {"cmVmd", Chars::kAlnum, 59, 59},  // Artifactory
    {"dop_v1_", Chars::kHex, 64, 64},  // DigitalOcean
    {"doo_v1_", Chars::kHex, 64, 64},
    {"dapi", Chars::kHex, 32, 34},  // Databricks
    {"dor_v1_", Chars::kHex, 64, 64},
    {"dp.pt.", Chars::kAlnum, 40, 44},  // Doppler
    {"dp.st.", Chars::kUrl64, 40, 80},
    {"dckr_pat_", Chars::kUrl64, 27, 36},  // Docker
    {"dckr_oat_", Chars::kUrl64, 27, 36},
    {"dt0c01.", Chars::kUpperDot, 80, 100},  // Dynatrace
    {"duffel_live_", Chars::kUrl64, 43, 43},
    {"duffel_test_", Chars::kUrl64, 43, 43},
    {"eyJrIjoi", Chars::kAny64, 60, 140},  // Grafana
    {"e2b_", Chars::kHex, 40, 40},
    {"fio-u-", Chars::kUrl64, 64, 64},
    {"fc-", Chars::kHex, 32, 32},      // Firecrawl
    {"figd_", Chars::kUrl64, 38, 50},  // Figma
    {"fo1_", Chars::kUrl64, 43, 43},   // Fly
    {"fm1_", Chars::kBase64, 100, 600},
    {"fm2_", Chars::kBase64, 100, 600},
    {"ghp_", Chars::kAlnum, 36, 36},  // GitHub
    {"gho_", Chars::kAlnum, 36, 36},
    {"ghu_", Chars::kAlnum, 36, 36},
    {"ghs_", Chars::kAlnum, 36, 36},
    {"ghr_", Chars::kAlnum, 36, 76},
    {"github_pat_", Chars::kWord, 22, 82},
    {"glpat-", Chars::kUrl64, 20, 50},  // GitLab
    {"glrt-", Chars::kUrl64, 20, 50},
    {"gldt-", Chars::kUrl64, 20, 50},
    {"glptt-", Chars::kHex, 40, 40},
    {"glc_", Chars::kAlnum, 32, 400},  // Grafana
    {"glsa_", Chars::kWord, 41, 50},
    {"glcbt-", Chars::kUrl64, 20, 50},
    {"glft-", Chars::kUrl64, 20, 50},
    {"glimt-", Chars::kUrl64, 20, 50},
    {"glagent-", Chars::kUrl64, 40, 60},
    {"glsoat-", Chars::kUrl64, 20, 50},
    {"gsk_", Chars::kAlnum, 48, 56},  // Groq
    {"glffct-", Chars::kUrl64, 20, 50},
    {"gloas-", Chars::kUrl64, 64, 64},
    {"hf_", Chars::kAlnum, 30, 40},    // Hugging Face
    {"hvs.", Chars::kUrl64, 24, 200},  // Vault
    {"hvb.", Chars::kUrl64, 100, 400},
    {"ico-", Chars::kAlnum, 32, 32},  // Infracost
    {"jina_", Chars::kUrl64, 56, 64},
    {"key-", Chars::kHex, 32, 32},        // Mailgun
    {"lin_api_", Chars::kAlnum, 40, 40},  // Linear
    {"lin_oauth_", Chars::kHex, 64, 64},
    {"lsv2_pt_", Chars::kWord, 40, 50},  // LangSmith
    {"lsv2_sk_", Chars::kWord, 40, 50},
    {"npm_", Chars::kAlnum, 36, 36},
    {"nfp_", Chars::kAlnum, 36, 40},  // Netlify
    {"ntn_", Chars::kAlnum, 40, 50},
    {"nvapi-", Chars::kUrl64, 60, 70},
    {"napi_", Chars::kAlnum, 60, 70},  // Neon
    {"ops_eyJ", Chars::kUrl64, 200, 1000},
    {"oy2", Chars::kAlnum, 43, 43},  // NuGet
    {"pypi-", Chars::kUrl64, 50, 250},
    {"pplx-", Chars::kAlnum, 48, 48},
    {"pul-", Chars::kHex, 40, 40},  // Pulumi
    {"pscale_tkn_", Chars::kUrl64, 32, 64},
    {"pscale_pw_", Chars::kUrl64, 32, 64},
    {"pscale_oauth_", Chars::kUrl64, 32, 64},
    {"pat-na1-", Chars::kUuid, 36, 36},  // HubSpot
    {"pat-eu1-", Chars::kUuid, 36, 36},
    {"pat_", Chars::kAlnum, 60, 70},  // Coze
    {"phx_", Chars::kAlnum, 43, 48},
    {"p8e-", Chars::kAlnum, 32, 32},  // Adobe
    {"pcsk_", Chars::kWord, 60, 80},  // Pinecone
    {"pnu_", Chars::kAlnum, 36, 36},  // Prefect
    {"rk_live_", Chars::kAlnum, 16, 99},
    {"rk_test_", Chars::kAlnum, 16, 99},
    {"rubygems_", Chars::kHex, 48, 48},
    {"r8_", Chars::kAlnum, 37, 40},  // Replicate
    {"rdme_", Chars::kAlnum, 70, 70},
    {"rnd_", Chars::kAlnum, 28, 36},  // Render
    {"rk_prod_", Chars::kAlnum, 16, 99},
    {"sk_live_", Chars::kAlnum, 16, 99},  // Stripe
    {"sk_test_", Chars::kAlnum, 16, 99},
    {"sk_", Chars::kHex, 48, 48},  // ElevenLabs
    {"sk-lf-", Chars::kUuid, 36, 36},
    {"sk-or-v1-", Chars::kHex, 64, 64},
    {"sk-svcacct-", Chars::kUrl64, 32, 260},
    {"sk-admin-", Chars::kUrl64, 32, 260},
    {"sk-ant-", Chars::kUrl64, 32, 160},   // Anthropic
    {"sk-proj-", Chars::kUrl64, 32, 260},  // OpenAI
    {"sk-", Chars::kAlnum, 32, 64},
    {"shpat_", Chars::kHex, 32, 32},  // Shopify
    {"shptka_", Chars::kHex, 32, 32},
    {"shpss_", Chars::kHex, 32, 32},
    {"sq0atp-", Chars::kUrl64, 22, 22},  // Square
    {"sq0csp-", Chars::kUrl64, 43, 43},
    {"sntrys_", Chars::kAny64, 60, 400},  // Sentry
    {"sbp_", Chars::kHex, 40, 40},        // Supabase
    {"sdk-", Chars::kUuid, 36, 36},       // LaunchDarkly
    {"shpca_", Chars::kHex, 32, 32},
    {"shppa_", Chars::kHex, 32, 32},
    {"syt_", Chars::kWord, 30, 80},  // Matrix
    {"sntryu_", Chars::kHex, 64, 64},
    {"secret_", Chars::kAlnum, 43, 43},  // Notion
    {"shippo_live_", Chars::kHex, 40, 40},
    {"shippo_test_", Chars::kHex, 40, 40},
    {"squ_", Chars::kHex, 40, 40},  // Sonar
    {"sqp_", Chars::kHex, 40, 40},
    {"sqa_", Chars::kHex, 40, 40},
    {"sk.eyJ", Chars::kUrl64, 60, 200},  // Mapbox
    {"s-s4t2ud-", Chars::kHex, 64, 64},
    {"s-s4t2af-", Chars::kHex, 64, 64},
    {"sha256~", Chars::kUrl64, 43, 43},  // OpenShift
    {"sm_aat_", Chars::kAlnum, 16, 16},
    {"sm_pat_", Chars::kAlnum, 16, 16},
    {"sm_sat_", Chars::kAlnum, 16, 16},
    {"sgp_", Chars::kWord, 40, 60},  // Sourcegraph
    {"sk_prod_", Chars::kAlnum, 16, 99},
    {"sb_secret_", Chars::kUrl64, 30, 50},
    {"tfp_", Chars::kUrl64, 40, 60},
    {"tskey-", Chars::kUrl64, 24, 90},  // Tailscale
    {"tvly-", Chars::kUrl64, 30, 50},
    {"tk-us-", Chars::kUrl64, 48, 48},
    {"vercel_blob_rw_", Chars::kWord, 40, 60},
    {"whsec_", Chars::kBase64, 24, 64},  // webhook signatures
    {"xoxb-", Chars::kUrl64, 20, 120},   // Slack
    {"xoxp-", Chars::kUrl64, 20, 120},
    {"xoxa-", Chars::kUrl64, 8, 80},
    {"xoxr-", Chars::kUrl64, 8, 80},
    {"xoxs-", Chars::kUrl64, 8, 80},
    {"xapp-", Chars::kUrl64, 20, 120},
    {"xoxc-", Chars::kUrl64, 40, 200},
    {"xnd_", Chars::kWord, 40, 90},  // Xendit
    {"xkeysib-", Chars::kUrl64, 64, 90},
    {"xoxe.", Chars::kUrl64, 20, 200},
    {"xoxe-", Chars::kUrl64, 20, 200},
    {"xsmtpsib-", Chars::kUrl64, 64, 90},
    {"xoxo-", Chars::kUrl64, 8, 80},
    {"xai-", Chars::kAlnum, 70, 90},
    {"ya29.", Chars::kUrl64, 20, 400},  // Google OAuth token
};

// First row of kVendorKeys for each first byte; rows of one byte end where the next one's begin.
constexpr auto kFirstKey = [] {
  std::array<std::uint8_t, 129> first{};
  std::size_t row = 0;
  for (std::size_t byte = 0; byte < 129; ++byte) {
    while (row < std::size(kVendorKeys) && static_cast<std::size_t>(kVendorKeys[row].prefix[0]) < byte) ++row;
    first[byte] = static_cast<std::uint8_t>(row);
  }
  return first;
}();

bool is_in(char c, Chars chars) {
  switch (chars) {
    case Chars::kUpper32:
      return is_upper(c) || (c >= '2' && c <= '7');
    case Chars::kUpperAlnum:
      return is_upper(c) || is_digit(c);
    case Chars::kAlnum:
      return is_alnum(c);
    case Chars::kWord:
      return is_alnum(c) || c == '_';
    case Chars::kUrl64:
      return is_alnum(c) || c == '_' || c == '-' || c == '.';
    case Chars::kUpperDash:
      return is_upper(c) || is_digit(c) || c == '-';
    case Chars::kUpperDot:
      return is_upper(c) || is_digit(c) || c == '.';
    case Chars::kUrl64Pad:
      return is_alnum(c) || c == '_' || c == '-' || c == '=';
    case Chars::kBase64:
      return is_alnum(c) || c == '+' || c == '/' || c == '=';
    case Chars::kAny64:
      return is_alnum(c) || c == '+' || c == '/' || c == '=' || c == '_' || c == '-';
    case Chars::kHex:
      return is_hex(c);
    case Chars::kUuid:
      return is_hex(c) || c == '-';
  }
  return false;
}

std::size_t take_base64url(std::string_view s) {
  std::size_t n = 0;
  while (n < s.size() && (is_alnum(s[n]) || s[n] == '-' || s[n] == '_')) ++n;
  return n;
}

// Random keys mix kinds of characters and do not repeat one over and over.
bool looks_random(std::string_view s) {
  int kinds = 0;
  bool has[3] = {};
  std::size_t same = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    has[0] |= is_digit(s[i]);
    has[1] |= is_lower(s[i]);
    has[2] |= is_upper(s[i]);
    same += i > 0 && s[i] == s[i - 1] ? 1U : 0U;
  }
  for (const bool is : has) kinds += is ? 1 : 0;
  return kinds >= 2 && same * 2 < s.size();
}

}  // namespace

std::size_t api_key_length(std::string_view text) {
  if (text.empty() || ascii::is_high(text[0])) return 0;
  const auto byte = static_cast<std::size_t>(text[0]);
  for (std::size_t row = kFirstKey[byte]; row < kFirstKey[byte + 1]; ++row) {
    const VendorKey& key = kVendorKeys[row];
    if (text.substr(0, key.prefix.size()) != key.prefix) continue;
    const std::string_view body = text.substr(key.prefix.size());
    std::size_t n = 0;
    while (n < body.size() && n <= key.most && is_in(body[n], key.chars)) ++n;
    while (n > 0 && body[n - 1] == '.') --n;  // the end of a sentence
    if (n < key.least || n > key.most || !looks_random(body.substr(0, n))) continue;
    return key.prefix.size() + n;
  }
  return 0;
}

Fit fits_api_key(std::string_view s) {
  return s.size() >= 16 && api_key_length(s) == s.size() ? Fit::kValid : Fit::kNo;
}

Fit fits_jwt(std::string_view s) {
  constexpr std::string_view kBearer = "Bearer ";
  if (s.substr(0, kBearer.size()) == kBearer) s.remove_prefix(kBearer.size());
  if (s.size() < 30 || s.substr(0, 3) != "eyJ") return Fit::kNo;
  int parts = 0;
  while (true) {
    const std::size_t n = take_base64url(s);
    if (n < 10 && parts < 2) return Fit::kNo;
    s.remove_prefix(n);
    ++parts;
    if (s.empty()) break;
    if (s[0] != '.' || parts == 5) return Fit::kNo;
    s.remove_prefix(1);
  }
  return parts == 2 || parts == 3 || parts == 5 ? Fit::kValid : Fit::kNo;
}

Fit fits_private_key(std::string_view s) {
  constexpr std::string_view kHead = "-----BEGIN ";
  if (s.substr(0, kHead.size()) != kHead) return Fit::kNo;
  const std::size_t end = s.find("-----", kHead.size());
  if (end == std::string_view::npos || end > 60) return Fit::kNo;
  return s.substr(0, end).find("PRIVATE KEY") != std::string_view::npos ? Fit::kValid : Fit::kNo;
}

Fit fits_conn_string(std::string_view s) {
  const std::size_t scheme = s.find("://");
  if (scheme != std::string_view::npos && scheme > 0 && scheme < 30) {
    std::size_t end = s.find_first_of(" \t\"'<>", scheme + 3);
    if (end == std::string_view::npos) end = s.size();
    const std::string_view rest = s.substr(scheme + 3, end - scheme - 3);
    const std::size_t query = std::min(rest.find('?'), rest.size());
    // The password may hold an @; the host follows the last one before the path's end.
    const std::size_t at = rest.substr(0, query).rfind('@');
    const std::size_t colon = rest.find(':');
    if (at != std::string_view::npos && colon != std::string_view::npos && colon + 1 < at &&
        at + 1 < rest.size()) {
      return is_secret_placeholder(rest.substr(colon + 1, at - colon - 1)) ? Fit::kShape : Fit::kValid;
    }
  }
  for (const std::string_view word : Words{"password=", "pwd=", "passwd="}) {
    const auto it = std::search(s.begin(), s.end(), word.begin(), word.end(),
                                [](char a, char b) { return ascii::to_lower(a) == b; });
    if (it == s.end()) continue;
    const auto at = static_cast<std::size_t>(it - s.begin());
    const bool is_settings = s.find(';') != std::string_view::npos || scheme != std::string_view::npos ||
                             s.find('&') != std::string_view::npos;
    const std::string_view value =
        s.substr(at + word.size(), s.find_first_of(";& \"'", at + word.size()) - at - word.size());
    if (is_settings && !value.empty()) return is_secret_placeholder(value) ? Fit::kShape : Fit::kValid;
  }
  return Fit::kNo;
}

Fit fits_password_hash(std::string_view s) {
  if (s.size() < 11 || std::string_view{"$pbsS{"}.find(s[0]) == std::string_view::npos) return Fit::kNo;
  for (const std::string_view head :
       Words{"$2a$",       "$2b$",    "$2y$",    "$argon2i$", "$argon2id$", "$argon2d$", "$6$",
             "$5$",        "$1$",     "$apr1$",  "$y$",       "$scrypt$",   "$pbkdf2",   "pbkdf2_sha256$",
             "pbkdf2:sha", "scrypt:", "bcrypt$", "{SSHA",     "{SHA",       "{bcrypt}",  "{noop}",
             "{CRYPT}",    "{SMD5}",  "{MD5}",   "SCRAM-SHA-"}) {
    if (s.size() >= head.size() + 8 && s.substr(0, head.size()) == head) return Fit::kValid;
  }
  return Fit::kNo;
}

// TLS_CHACHA20_POLY1305_SHA256, prime256v1, rsa_pkcs1_sha256: words of cryptography and numbers alone.
bool is_algorithm_name(std::string_view value) {
  constexpr std::size_t kLongestWord = 10;
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"adh",   "aead", "aes",     "anon",  "argon", "aria",  "bcrypt", "brainpool", "camellia", "cbc",
       "ccm",   "cfb",  "chacha",  "cmac",  "ctr",   "curve", "d",      "des",       "dh",       "dhe",
       "dsa",   "ec",   "ecdh",    "ecdhe", "ecdsa", "ed",    "eddsa",  "ede",       "ffdhe",    "gcm",
       "gost",  "hkdf", "hmac",    "i",     "id",    "k",     "kem",    "md",        "mgf",      "mlkem",
       "nistp", "null", "ocb",     "ofb",   "p",     "pbe",   "pbkdf",  "pkcs",      "poly",     "prf",
       "prime", "psk",  "pss",     "r",     "rc",    "rsa",   "rsae",   "salsa",     "scram",    "scrypt",
       "secp",  "sect", "sha",     "shake", "sm",    "srp",   "ssl",    "t",         "tls",      "v",
       "with",  "x",    "xchacha", "xts"});
  static_assert(std::is_sorted(kWords.begin(), kWords.end()));
  // Of each first letter, bit n: some word has n letters.
  static constexpr auto kLengths = [] {
    std::array<std::uint16_t, 26> lengths{};
    for (const std::string_view word : kWords)
      lengths[static_cast<std::size_t>(word[0] - 'a')] |= static_cast<std::uint16_t>(1U << word.size());
    return lengths;
  }();
  bool has_word = false;
  bool has_digit = false;
  std::array<char, kLongestWord> letters;
  std::size_t n = 0;
  for (std::size_t i = 0; i <= value.size(); ++i) {
    const char c = i < value.size() ? value[i] : '-';
    if (ascii::is_alpha(c)) {
      if (n == kLongestWord) return false;
      letters[n++] = ascii::to_lower(c);
      continue;
    }
    if (!ascii::is_digit(c) && c != '-' && c != '_' && c != ':' && c != '/') return false;
    has_digit |= ascii::is_digit(c);
    if (n == 0) continue;
    if ((kLengths[static_cast<std::size_t>(letters[0] - 'a')] >> n & 1) == 0 ||
        !std::binary_search(kWords.begin(), kWords.end(), std::string_view{letters.data(), n}))
      return false;
    has_word |= n > 2;
    n = 0;
  }
  return has_word && has_digit;
}

// The word for a password is none: what programs say to their users in other languages.
bool is_word_for_password(std::string_view value) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"Contraseña",    "contraseña",    "Contrasenya",   "contrasenya",   "Contrasinal", "Contrasigno",
       "Jelszó",        "jelszó",        "Slaptažodis",   "slaptažodis",   "Wachtwoord",  "wachtwoord",
       "Hasło",         "hasło",         "Lösenord",      "lösenord",      "Passord",     "passord",
       "Passwort",      "passwort",      "Kennwort",      "kennwort",      "Senha",       "senha",
       "Palavra-chave", "palavra-chave", "Palavra-passe", "palavra-passe", "Salasana",    "salasana",
       "Heslo",         "heslo",         "Geslo",         "geslo",         "Lozinka",     "lozinka",
       "Parola",        "parola",        "Parolă",        "Parool",        "parool",      "Parole",
       "parole",        "Şifre",         "şifre",         "Parolanız",     "Adgangskode", "adgangskode",
       "Kodeord",       "kodeord",       "Пароль",        "пароль",        "Парола",      "Лозинка",
       "лозинка",       "Κωδικός",       "סיסמה",         "パスワード",    "비밀번호",    "암호",
       "Fjalëkalim",    "Fjalëkalimi",   "Lykilorð",      "Aðgangsorð",    "Pasahitza",   "Wagwoord",
       "Cyfrinair",     "Sandi",         "密码",          "密碼",          "口令"});
  constexpr std::size_t kLongest = 24;  // bytes
  static_assert(std::all_of(kWords.begin(), kWords.end(), [](std::string_view word) {
    return word.size() <= kLongest && std::none_of(word.begin(), word.end(), ascii::is_digit);
  }));
  if (value.size() > kLongest || std::any_of(value.begin(), value.end(), ascii::is_digit)) return false;
  return std::find(kWords.begin(), kWords.end(), value) != kWords.end();
}

bool is_secret_placeholder(std::string_view value) {
  return is_secret_placeholder(value, ascii::kAllLetters);
}

bool is_secret_placeholder(std::string_view value, std::uint32_t letters) {
  if (value.size() < 4 || is_algorithm_name(value) || is_word_for_password(value)) return true;
  const char first = value[0];
  if (first == '$' && value.size() > 1 && (value[1] == '{' || value[1] == '(' || is_upper(value[1])))
    return true;
  if (first == '<' || first == '{' || first == '%' || first == '[' ||
      value.find("${") != std::string_view::npos)
    return true;
  static constexpr auto kMasks = [] {
    std::array<std::uint8_t, 256> masks{};
    for (const char c : {'*', 'x', 'X', '.'}) masks[static_cast<unsigned char>(c)] = 1;
    return masks;
  }();
  std::size_t masked = 0;
  for (const char c : value) masked += kMasks[static_cast<unsigned char>(c)];
  if (masked * 10 >= value.size() * 7) return true;
  static constexpr WordSet kStandIns{
      "your",  "example",     "changeme",   "change_me", "placeholder",     "redacted",
      "dummy", "process.env", "os.environ", "getenv",    "config.",         "settings.",
      "env.",  "secret_here", "insert",     "undefined", "abcdefghijklmnop"};
  if (kStandIns.first_in(value, letters) != 0) return true;
  constexpr std::size_t kLongestWord = 8;
  if (value.size() > kLongestWord) return false;
  for (const std::string_view word :
       Words{"null", "none", "true", "false", "password", "passwd", "secret", "token", "string", "test"}) {
    if (ascii::equals_ignoring_case(value, word)) return true;
  }
  return false;
}

}  // namespace tidegate
