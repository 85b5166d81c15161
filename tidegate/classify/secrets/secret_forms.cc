#include "tidegate/classify/secrets/secret_forms.h"

#include <algorithm>
#include <string>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/fit.h"
#include "tidegate/classify/secret_validators.h"
#include "tidegate/classify/secrets/secret_features.h"

namespace tidegate {
namespace {

using ascii::is_alnum;

constexpr std::size_t kLongestJwt = 16'384;  // bytes
constexpr std::size_t kLeastJwtHead = 10;    // up to the first dot

bool is_base64(char c) { return is_alnum(c) || c == '+' || c == '/' || c == '='; }

// First bytes of base64 text.
std::string decoded(std::string_view s) {
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : s) {
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::size_t six = kDigits.find(c);
    if (six == std::string_view::npos) break;
    bits = (bits << 6 | static_cast<std::uint32_t>(six)) & 0xFFFF;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out.push_back(static_cast<char>(bits >> held & 0xFF));
  }
  return out;
}

bool is_stand_in(std::string_view password) {
  if (password.empty() || is_secret_placeholder(password)) return true;
  for (const std::string_view word : Words{"pass", "pw", "pwd", "passwd", "password", "secret", "mypass",
                                           "mypassword", "pass123", "passw0rd1", "user", "token", "密码"}) {
    if (ascii::equals_ignoring_case(password, word)) return true;
  }
  return password[0] == ':' || password.find('{') != std::string_view::npos ||
         password.find("%s") != std::string_view::npos;
}

}  // namespace

// A Telegram bot's number and key, at the colon between them.
std::optional<SecretForm> read_bot_key(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && at - begin < 11 && ascii::is_digit(text[begin - 1])) --begin;
  std::size_t end = at + 1;
  while (end < text.size() && end - at < 40 && (is_alnum(text[end]) || text[end] == '_' || text[end] == '-'))
    ++end;
  const bool is_mixed = std::any_of(text.begin() + static_cast<std::ptrdiff_t>(at),
                                    text.begin() + static_cast<std::ptrdiff_t>(end), ascii::is_digit);
  if (at - begin < 8 || at - begin > 10 || end - at < 34 || end - at > 37 || !is_mixed) return std::nullopt;
  return SecretForm{begin, end, ValueKind::kApiKey};
}

// The signature of a shared link of Azure, at "sig=": what it allows stands in other settings of the link.
std::optional<SecretForm> read_link_signature(std::string_view text, std::size_t at) {
  const std::size_t from = at > 300 ? at - 300 : 0;
  std::size_t begin = at;
  while (begin > from && static_cast<unsigned char>(text[begin - 1]) > ' ') --begin;
  const std::size_t value = at + 4;
  std::size_t end = value;
  while (end < text.size() && end - value < 100 && (is_base64(text[end]) || text[end] == '%')) ++end;
  const std::string_view before = text.substr(begin, at - begin);
  std::size_t stop = end;
  while (stop < text.size() && stop - end < 300 && static_cast<unsigned char>(text[stop]) > ' ' &&
         !ascii::is_high(text[stop]) && text[stop] != '"' && text[stop] != '\'')
    ++stop;
  const auto holds = [&](std::string_view name) {
    return before.find(name) != std::string_view::npos ||
           text.substr(end, stop - end).find(name) != std::string_view::npos;
  };
  const bool is_padded = text.substr(end - 1, 1) == "=" || (end > 3 && text.substr(end - 3, 3) == "%3D");
  if (end - value < 40 || !is_padded || !holds("sv=") || !holds("se=")) return std::nullopt;
  return SecretForm{value, end, ValueKind::kJwt};
}

// The address that a chat takes messages at, whole: who knows it may write. `at` lies in it.
std::optional<SecretForm> read_hook(std::string_view text, std::size_t at) {
  const auto is_part = [&](std::size_t i) {
    return is_alnum(text[i]) || std::string_view{"-._~:/?=&@%"}.find(text[i]) != std::string_view::npos;
  };
  std::size_t begin = at;
  while (begin > 0 && at - begin < 80 && is_part(begin - 1)) --begin;
  const std::size_t scheme = text.substr(begin, at - begin).rfind("http");
  if (scheme == std::string_view::npos ||
      text.substr(begin, at - begin).find("://", scheme) == std::string_view::npos)
    return std::nullopt;
  begin += scheme;
  std::size_t end = at;
  while (end < text.size() && end - at < 400 && is_part(end)) ++end;
  while (end > at && !is_alnum(text[end - 1])) --end;
  // Its last part is a key: digits among letters, or an identifier.
  const std::string_view last = text.substr(at, end - at);
  const std::string_view key = last.substr(last.find_last_of("/=") + 1);
  constexpr std::size_t kLeastKey = 20;
  const bool is_key = key.size() >= kLeastKey && std::any_of(key.begin(), key.end(), ascii::is_digit) &&
                      !is_secret_placeholder(key);
  if (!is_key) return std::nullopt;
  return SecretForm{begin, end, ValueKind::kJwt};
}

std::optional<SecretForm> read_vendor_key(std::string_view text, std::size_t at) {
  if (text[at] == ':') return read_bot_key(text, at);
  for (const std::string_view hook :
       Words{"hooks.slack.com/", "discord.com/api/webhooks/", "discordapp.com/api/webhooks/",
             "/open-apis/bot/v2/hook/", ".webhook.office.com/webhookb2/", "chat.googleapis.com/v1/spaces/"}) {
    if (text.substr(at, hook.size()) == hook) return read_hook(text, at);
  }
  if (text.substr(at, 4) == "sig=") return read_link_signature(text, at);
  if (at > 0 && (is_alnum(text[at - 1]) || text[at - 1] == '_')) return std::nullopt;
  const std::size_t length = api_key_length(text.substr(at, 1024));
  if (length == 0 || (at + length < text.size() && is_alnum(text[at + length]))) return std::nullopt;
  const std::string_view key = text.substr(at, length);
  if (key.find("EXAMPLE") != std::string_view::npos || key.find("xxxx") != std::string_view::npos)
    return std::nullopt;
  ValueKind kind = ValueKind::kApiKey;
  for (const std::string_view head :
       Words{"ya29.", "SWMTKN-1-", "xoxc-", "hvs.", "hvb.", "syt_", "1//0", "IQoJ", "FwoG"}) {
    if (key.substr(0, head.size()) == head) kind = ValueKind::kJwt;
  }
  if (key.substr(0, 14) == "AGE-SECRET-KEY") kind = ValueKind::kPrivateKey;
  std::size_t begin = at;
  if (key.substr(0, 8) == "atlasv1." && at > 1 && text[at - 1] == '.') {  // the name of the key leads it
    --begin;
    while (begin > 0 && at - begin < 24 && is_alnum(text[begin - 1])) --begin;
  }
  return SecretForm{begin, at + length, kind};
}

std::optional<SecretForm> read_jwt(std::string_view text, std::size_t at) {
  if (at > 0 && (is_alnum(text[at - 1]) || text[at - 1] == '_')) return std::nullopt;
  constexpr int kMostDots = 8;  // of five parts and what ends a sentence
  std::size_t end = at;
  const std::size_t limit = std::min(text.size(), at + kLongestJwt);
  for (int dots = 0; end < limit; ++end) {
    const char c = text[end];
    if (!is_alnum(c) && c != '-' && c != '_' && c != '.') break;
    if (c == '.' && (++dots > kMostDots || end - at < kLeastJwtHead)) return std::nullopt;
  }
  while (end > at && text[end - 1] == '.') --end;
  if (fits_jwt(text.substr(at, end - at)) != Fit::kValid) return std::nullopt;
  return SecretForm{at, end, ValueKind::kJwt};
}

std::size_t no_jwt_until(std::string_view text, std::size_t at) {
  // A head that the bound of read_jwt cut off may end behind it: of that only so much is known.
  const std::size_t limit = std::min(text.size(), at + kLongestJwt / 2);
  std::size_t end = at;
  while (end < limit && (is_alnum(text[end]) || text[end] == '-' || text[end] == '_')) ++end;
  return end;
}

std::optional<SecretForm> read_wrapped_key(std::string_view text, std::size_t at) {
  if (at > 0 && is_base64(text[at - 1]) && text[at - 1] != '=') return std::nullopt;
  std::size_t end = at;
  const std::size_t limit = std::min(text.size(), at + 16'384);
  while (end < limit && is_base64(text[end])) ++end;
  constexpr std::size_t kLeastBare = 60;  // characters: the shortest is that of an Ed25519 key
  const bool is_bare = text[at] == 'M' && end - at >= kLeastBare;
  if (!is_bare && (end - at < 64 || decoded(text.substr(at, 64)).find("PRIVATE KEY") == std::string::npos))
    return std::nullopt;
  return SecretForm{at, end, ValueKind::kPrivateKey};
}

// jdbc:oracle:thin:user/password@//host
std::optional<SecretForm> read_oracle(std::string_view text, std::size_t at) {
  std::size_t end = at;
  const std::size_t limit = std::min(text.size(), at + 512);
  while (end<limit&& static_cast<unsigned char>(text[end])> ' ' && !ascii::is_high(text[end]) &&
         text[end] != '"' && text[end] != '\'' && text[end] != '<')
    ++end;
  const std::string_view whole = text.substr(at, end - at);
  const std::size_t user = whole.find("thin:");
  if (user == std::string_view::npos) return std::nullopt;
  const std::size_t slash = whole.find('/', user);
  const std::size_t host = whole.find('@', user);
  if (host == std::string_view::npos || slash == std::string_view::npos || slash + 1 >= host ||
      is_stand_in(whole.substr(slash + 1, host - slash - 1)))
    return std::nullopt;
  return SecretForm{at, end, ValueKind::kConnString};
}

// user:password@tcp(host:port)/name around the @ at `at`.
std::optional<SecretForm> read_driver_source(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && at - begin < 200 && static_cast<unsigned char>(text[begin - 1]) > ' ' &&
         !ascii::is_high(text[begin - 1]) && text[begin - 1] != '"' && text[begin - 1] != '\'' &&
         text[begin - 1] != '`' && text[begin - 1] != '=')
    --begin;
  const std::string_view pair = text.substr(begin, at - begin);
  const std::size_t colon = pair.find(':');
  if (colon == std::string_view::npos || colon == 0 || is_stand_in(pair.substr(colon + 1)))
    return std::nullopt;
  std::size_t end = text.substr(0, std::min(text.size(), at + 200)).find(')', at);
  if (end == std::string_view::npos) return std::nullopt;
  ++end;
  while (end < text.size() && end - at < 400 &&
         (is_alnum(text[end]) || std::string_view{"/_-?=&%.+"}.find(text[end]) != std::string_view::npos))
    ++end;
  while (!is_alnum(text[end - 1]) && text[end - 1] != ')' && text[end - 1] != '/') --end;
  return SecretForm{begin, end, ValueKind::kConnString};
}

std::optional<SecretForm> read_connection(std::string_view text, std::size_t at) {
  if (text[at] == '@') return read_driver_source(text, at);
  if (text.substr(at, 5) == "jdbc:") return read_oracle(text, at);
  std::size_t begin = at;
  while (begin > 0 && at - begin < 30 &&
         (is_alnum(text[begin - 1]) || text[begin - 1] == '+' || text[begin - 1] == '-' ||
          (text[begin - 1] == ':' && at - begin > 1)))
    --begin;
  while (begin < at && !ascii::is_alpha(text[begin])) ++begin;
  if (begin == at) return std::nullopt;
  std::size_t end = at + 3;
  const std::size_t limit = std::min(text.size(), at + 2048);
  while (end<limit&& static_cast<unsigned char>(text[end])> ' ' && !ascii::is_high(text[end]) &&
         text[end] != '"' && text[end] != '\'' && text[end] != '<' && text[end] != '>' && text[end] != '`' &&
         text[end] != '\\')
    ++end;
  while (end > at &&
         (text[end - 1] == '.' || text[end - 1] == ',' || text[end - 1] == ')' || text[end - 1] == ';' ||
          text[end - 1] == ']' || text[end - 1] == '}' || text[end - 1] == ':' || text[end - 1] == '|'))
    --end;
  const std::string_view rest = text.substr(at + 3, end - at - 3);
  // The password may hold signs, but no blank; the host begins behind the last @ before path and query. One
  // that holds a slash itself is told by the @ behind it.
  const std::size_t colon = rest.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::size_t stop = std::min(rest.find_first_of("/?#", colon + 1), rest.size());
  std::size_t host = rest.substr(0, stop).rfind('@');
  if (host == std::string_view::npos || host < colon) {
    host = rest.find('@', colon);
    if (host == std::string_view::npos || rest.substr(colon + 1, host - colon - 1).find('/') == 0)
      return std::nullopt;
    const std::string_view port = rest.substr(colon + 1, stop - colon - 1);
    if (port.empty() || ascii::all_digits(port)) return std::nullopt;  // host:80/path@x
  }
  // p@ss#1@host: a sharp before the last @ is part of the password.
  if (stop < rest.size() && rest[stop] == '#') {
    const std::size_t last = rest.substr(0, rest.find('/', stop)).rfind('@');
    if (last != std::string_view::npos && last > stop) host = last;
  }
  if (rest.substr(0, colon).find_first_of("/?@") != std::string_view::npos) return std::nullopt;
  const std::string_view password = rest.substr(colon + 1, host - colon - 1);
  if (host + 1 >= rest.size() ||
      !(is_alnum(rest[host + 1]) || rest[host + 1] == '[' || rest[host + 1] == '/' || rest[host + 1] == '.' ||
        rest[host + 1] == '$' || rest[host + 1] == '('))
    return std::nullopt;
  if (is_stand_in(password)) return std::nullopt;
  return SecretForm{begin, end, ValueKind::kConnString};
}

std::optional<SecretForm> read_seed_phrase(std::string_view text, std::size_t at) {
  constexpr std::size_t kReach = 48;  // bytes from the name to the first word
  const std::size_t limit = std::min(text.size(), at + kReach);
  while (at < limit && text[at] != ':' && text[at] != '=' && text[at] != '"' && text[at] != '\'' &&
         text.substr(at, 3) != "：" && text.substr(at, 4) != " is " && text.substr(at, 3) != "是")
    ++at;
  if (at == limit) return std::nullopt;
  while (at < limit && !is_alnum(text[at])) ++at;
  if (text.substr(at, 3) == "is ") at += 3;
  while (at < limit && (text[at] == '"' || text[at] == '\'' || text[at] == ' ' || text[at] == ':')) ++at;
  std::size_t words = 0;
  std::size_t end = at;
  for (std::size_t i = at; words < 25;) {
    std::size_t word = i;
    while (word < text.size() && word - i < 9 && ascii::is_lower(text[word])) ++word;
    if (word - i < 3 || word - i > 8) break;
    ++words;
    end = word;
    if (word == text.size() || text[word] != ' ') break;
    i = word + 1;
  }
  if (words < 12 || words > 24 || words % 3 != 0 || (end < text.size() && is_alnum(text[end])))
    return std::nullopt;
  return SecretForm{at, end, ValueKind::kPrivateKey};
}

std::optional<SecretForm> read_password_hash(std::string_view text, std::size_t at) {
  std::size_t end = at;
  const std::size_t limit = std::min(text.size(), at + 600);
  while (end < limit &&
         (is_alnum(text[end]) || std::string_view{"$./+=,-_{}"}.find(text[end]) != std::string_view::npos ||
          (text[end] == ':' && (text[at] != '$' && text[at] != '{'))))
    ++end;
  while (end > at &&
         (text[end - 1] == ',' || text[end - 1] == '}' || (text[end - 1] == '.' && text[at] != '$')))
    --end;
  // What follows a comma in a row of a table is no part of it: parameters stand before the last $.
  const std::size_t last = text.substr(at, end - at).rfind('$');
  const std::size_t comma = text.substr(0, end).find(',', last == std::string_view::npos ? at : at + last);
  if (comma != std::string_view::npos) end = comma;
  const std::string_view hash = text.substr(at, end - at);
  if (hash.size() < 20 || fits_password_hash(hash) != Fit::kValid) return std::nullopt;
  const std::size_t body = hash.find_last_of("$}:");
  if (body == std::string_view::npos || hash.size() - body < 16) return std::nullopt;
  return SecretForm{at, end, ValueKind::kPasswordHash};
}

std::optional<SecretForm> read_basic(std::string_view text, std::size_t at) {
  at += 6;
  std::size_t end = at;
  const std::size_t limit = std::min(text.size(), at + 512);
  while (end < limit && is_base64(text[end])) ++end;
  const std::string_view value = text.substr(at, end - at);
  if (!is_basic_credential(value)) return std::nullopt;
  const std::string plain = decoded(value);
  if (is_stand_in(std::string_view{plain}.substr(plain.find(':') + 1))) return std::nullopt;
  return SecretForm{at, end, ValueKind::kPasswordPair};
}

}  // namespace tidegate
