#include "tidegate/access/password.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "tidegate/access/common_password.h"
#include "tidegate/base/base64.h"
#include "tidegate/base/utf8.h"

namespace tidegate::access {
namespace {

constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kFewestCharacters = 12;
constexpr std::size_t kMostCharacters = 128;
constexpr std::size_t kMostBytes = 4 * kMostCharacters;

// Argon2's own form has no padding.
std::string base64(const unsigned char* bytes, std::size_t size) {
  std::string out = to_base64({reinterpret_cast<const char*>(bytes), size});
  out.erase(std::min(out.find('='), out.size()));
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

std::size_t characters_in(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool repeats_a_piece(std::string_view text) {
  for (std::size_t piece = 1; 2 * piece <= text.size(); ++piece) {
    if (std::equal(text.begin() + static_cast<std::ptrdiff_t>(piece), text.end(), text.begin())) return true;
  }
  return false;
}

// So does all but one ASCII character at an end: "kashgarkashgar1".
bool nearly_repeats_a_piece(std::string_view text) {
  const auto is_ascii = [](char c) { return (static_cast<unsigned char>(c) & 0x80U) == 0; };
  return repeats_a_piece(text) || (is_ascii(text.front()) && repeats_a_piece(text.substr(1))) ||
         (is_ascii(text.back()) && repeats_a_piece(text.substr(0, text.size() - 1)));
}

// "abcdefghijkl", "987654321098": each octet one beside the last, the ends of digits joined.
bool counts_up(std::string_view text) {
  const auto steps = [&](int step) {
    for (std::size_t i = 1; i < text.size(); ++i) {
      const int from = static_cast<unsigned char>(text[i - 1]);
      const int to = static_cast<unsigned char>(text[i]);
      const bool joins = (step > 0 && from == '9' && to == '0') || (step < 0 && from == '0' && to == '9');
      if (to - from != step && !joins) return false;
    }
    return true;
  };
  return steps(1) || steps(-1);
}

}  // namespace

std::optional<std::string> password_hash(std::string_view password, const std::array<std::uint8_t, 16>& salt,
                                         const PasswordCost& cost) {
  std::array<unsigned char, kHashBytes> hash{};
  if (crypto_pwhash(hash.data(), hash.size(), password.data(), password.size(), salt.data(), cost.passes,
                    cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
    return std::nullopt;
  return fmt::format("$argon2id$v=19$m={},t={},p=1${}${}", cost.memory_bytes / 1'024, cost.passes,
                     base64(salt.data(), salt.size()), base64(hash.data(), hash.size()));
}

bool is_password(std::string_view password, const std::string& hash) {
  // libsodium reads up to its own length of such a string.
  if (hash.size() >= crypto_pwhash_STRBYTES || password.size() > kMostBytes) return false;
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

const std::string& nobodys_hash() {
  // The hash's octets are all zero: to find a password of it is to break Argon2id.
  static const std::string hash = [] {
    const PasswordCost cost;
    const std::array<unsigned char, kHashBytes> zero{};
    return fmt::format("$argon2id$v=19$m={},t={},p=1${}${}", cost.memory_bytes / 1'024, cost.passes,
                       base64(zero.data(), 16), base64(zero.data(), zero.size()));
  }();
  return hash;
}

std::optional<Text> fault_of_password(std::string_view password, std::string_view login) {
  if (valid_utf8(password) != password) return Text{"the password is not UTF-8 text", "密码不是 UTF-8 文本"};
  const std::size_t size = characters_in(password);
  if (size < kFewestCharacters) {
    return Text{
        fmt::format("the password has {} characters; {} at least are needed", size, kFewestCharacters),
        fmt::format("密码为 {} 个字符，至少需要 {} 个", size, kFewestCharacters)};
  }
  if (size > kMostCharacters) {
    return Text{fmt::format("the password has {} characters; {} at most are taken", size, kMostCharacters),
                fmt::format("密码为 {} 个字符，至多 {} 个", size, kMostCharacters)};
  }
  if (!login.empty() && lower(password).find(lower(login)) != std::string::npos)
    return Text{"the password holds the login", "密码包含登录名"};
  if (nearly_repeats_a_piece(lower(password)))
    return Text{"the password is one piece said again and again", "密码只是同一片段的重复"};
  if (counts_up(password)) return Text{"the password counts up or down", "密码是连续递增或递减的字符"};
  if (is_common_password(lower(password)))
    return Text{
        "the password is one of the commonest, or close to one: a few words, names, rows of keys, years or "
        "digits that many choose",
        "密码过于常见：仅由少数常用词、姓名、键盘连排、年份、常用数字或个别字符组成"};
  return std::nullopt;
}

}  // namespace tidegate::access
