#include "tidegate/access/password.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <vector>

#include "tidegate/base/base64.h"
#include "tidegate/base/utf8.h"

namespace tidegate::access {
namespace {

constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kFewestCharacters = 12;
constexpr std::size_t kMostCharacters = 128;
constexpr std::size_t kMostBytes = 4 * kMostCharacters;
// What is chosen first by people who are asked for a long password, of the lists of those that leaked: words
// and names, and in pinyin "I love you" and the like. In small letters.
constexpr std::array<std::string_view, 62> kCommonWords{
    "password", "passwort", "passwd",   "passw",    "pass",     "admin",    "administrator", "welcome",
    "letmein",  "iloveyou", "ilove",    "iloveu",   "love",     "lover",    "princess",      "sunshine",
    "monkey",   "dragon",   "football", "baseball", "superman", "batman",   "michael",       "jordan",
    "shadow",   "master",   "secret",   "login",    "user",     "root",     "test",          "guest",
    "changeme", "trustno",  "hello",    "whatever", "qwerty",   "computer", "internet",      "default",
    "temp",     "system",   "company",  "office",   "server",   "tidegate", "woaini",        "woaiwojia",
    "loveyou",  "woai",     "wobuaini", "nihao",    "mima",     "denglu",   "guanliyuan",    "zhongguo",
    "beijing",  "shanghai", "laopo",    "laogong",  "baobei",   "xiaoming"};
// Runs of a keyboard and of the alphabet, taken forwards and backwards.
constexpr std::array<std::string_view, 8> kRuns{"qwertyuiop",
                                                "asdfghjkl",
                                                "zxcvbnm",
                                                "abcdefghijklmnopqrstuvwxyz",
                                                "12345678901234567890",
                                                "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
                                                "qazwsxedcrfvtgbyhnujmikolp",
                                                "1q2w3e4r5t6y7u8i9o0p"};
constexpr std::array<std::string_view, 8> kCommonNumbers{"520",  "521",   "1314",  "5201314",
                                                         "0000", "12306", "10086", "110120119"};
constexpr std::size_t kFewestOfARun = 3;
constexpr std::size_t kMostFreeDigits = 4;
// So many such pieces are guessed in a moment; punctuation between them counts for nothing.
constexpr std::size_t kMostPieces = 4;

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

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "P@ssw0rd": what is written for a letter.
bool stands_for(char written, char letter) {
  constexpr std::string_view kWritten = "@4031!1$57", kLetter = "aaoeiilsst";
  if (written == letter) return true;
  for (std::size_t i = 0; i < kWritten.size(); ++i)
    if (kWritten[i] == written && kLetter[i] == letter) return true;
  return false;
}

bool begins_with_word(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.begin(), [](char l, char w) { return stands_for(w, l); });
}

// How far `text` goes along `run`, from wherever in it.
std::size_t along(std::string_view text, std::string_view run) {
  std::size_t longest = 0;
  for (std::size_t from = 0; from < run.size(); ++from) {
    std::size_t size = 0;
    while (size < text.size() && from + size < run.size() && text[size] == run[from + size]) ++size;
    longest = std::max(longest, size);
  }
  return longest;
}

std::size_t along_a_run(std::string_view text) {
  std::size_t longest = 0;
  for (const std::string_view run : kRuns) {
    const std::string back(run.rbegin(), run.rend());
    longest = std::max({longest, along(text, run), along(text, back)});
  }
  return longest;
}

// A day or a year: "19890604", "2026".
bool is_day(std::string_view text) {
  return text.size() == 8 && (text.starts_with("19") || text.starts_with("20")) && text[4] <= '1' &&
         text[6] <= '3';
}

// Whether all of it is common words, runs of a keyboard, one character again and again, days, and few digits
// beside them: "password1234", "qwertyuiop12", "woaini5201314". text  in small letters.
bool is_common(std::string_view text) {
  constexpr std::size_t kNone = kMostPieces + 1;
  std::vector<std::size_t> pieces(text.size() + 1, kNone);  // the fewest that make up what stands before
  pieces[0] = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (pieces[at] >= kNone) continue;
    const std::string_view rest = text.substr(at);
    const auto takes = [&](std::size_t size, std::size_t cost = 1) {
      pieces[at + size] = std::min(pieces[at + size], pieces[at] + cost);
    };
    for (const std::string_view word : kCommonWords)
      if (begins_with_word(rest, word)) takes(word.size());
    for (const std::string_view number : kCommonNumbers)
      if (rest.starts_with(number)) takes(number.size());
    for (std::size_t size = along_a_run(rest); size >= kFewestOfARun; --size) takes(size);
    const std::size_t same = std::min(rest.find_first_not_of(rest.front()), rest.size());
    for (std::size_t size = 2; size <= same; ++size) takes(size);
    const std::size_t digits =
        static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is_digit) - rest.begin());
    if (digits >= 8 && is_day(rest.substr(0, 8))) takes(8);
    if (digits > 0 && digits <= kMostFreeDigits && (at == 0 || !is_digit(text[at - 1]))) takes(digits);
    const bool is_between = std::string_view(" .,-_!@#$%^&*+=?/~:;").find(rest.front()) != rest.npos;
    if (is_between) takes(1, 0);
  }
  return pieces.back() <= kMostPieces;
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
  if (repeats_a_piece(lower(password)))
    return Text{"the password is one piece said again and again", "密码只是同一片段的重复"};
  if (counts_up(password)) return Text{"the password counts up or down", "密码是连续递增或递减的字符"};
  if (is_common(lower(password)))
    return Text{"the password is one of the commonest: words, rows of keys, years or digits that many choose",
                "密码过于常见：仅由常用词、键盘连排、年份或常用数字组成"};
  return std::nullopt;
}

}  // namespace tidegate::access
