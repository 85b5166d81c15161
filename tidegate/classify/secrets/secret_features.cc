#include "tidegate/classify/secrets/secret_features.h"

#include <algorithm>
#include <bit>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/fit.h"
#include "tidegate/classify/plain_validators.h"
#include "tidegate/classify/secret_validators.h"
#include "tidegate/classify/secrets/word_set.h"

namespace tidegate {
namespace {

using ascii::is_alnum;
using ascii::is_alpha;
using ascii::is_digit;
using ascii::is_high;
using ascii::is_lower;
using ascii::is_upper;
using enum SecretFeature;

#include "tidegate/classify/secrets/letter_pairs.inc"

enum class ShapeOfSecret : std::uint8_t {
  kOther,
  kUuid,
  kHex,
  kBase64,
  kUrl64,
  kNumber,
  kLowerWord,
  kUpperWord,
  kTitleWord,
  kSnake,
  kUpperSnake,
  kCamel,
  kKebab,
  kDotted,
  kPath,
  kUrl,
  kEmail,
  kDate,
  kVersion,
  kTime,
  kTemplate,
};

std::uint8_t clip(std::size_t n) { return static_cast<std::uint8_t>(std::min<std::size_t>(n, 255)); }

// 256 * log2(n), n in 1..4096, in whole numbers.
constexpr std::uint16_t log2_256(std::uint32_t n) {
  const auto whole = static_cast<std::uint32_t>(std::bit_width(n)) - 1;
  std::uint64_t x = (std::uint64_t{n} << 32) >> whole;  // in [1, 2), 32 bits of fraction
  std::uint32_t fraction = 0;
  for (int bit = 0; bit < 8; ++bit) {
    x = (x >> 16) * (x >> 16);
    fraction <<= 1;
    if (x >= std::uint64_t{2} << 32) {
      fraction |= 1;
      x >>= 1;
    }
  }
  return static_cast<std::uint16_t>(whole * 256 + fraction);
}

// Times n it is the part of a byte that stands n times in the entropy of its text.
constexpr std::array<std::uint16_t, 65> kLogs = [] {
  std::array<std::uint16_t, 65> logs{};
  for (std::uint32_t n = 1; n < logs.size(); ++n) logs[n] = log2_256(n);
  return logs;
}();
std::uint32_t log2_of(std::uint32_t n) { return n < kLogs.size() ? kLogs[n] : log2_256(n); }

// 0 none, 1 digit, 2 upper, 3 lower, 4 not ASCII, 5 blank, then single signs.
constexpr std::string_view kAllSigns = "_-.,;:=+/\\@#$%&*!?()[]{}<>|~^\"'`";
constexpr std::size_t kClassesOfBytes = 7 + kAllSigns.size();
constexpr std::array<std::uint8_t, 256> kClasses = [] {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t i = 0; i < 256; ++i) {
    const char c = static_cast<char>(i);
    classes[i] = is_digit(c) ? 1 : is_upper(c) ? 2 : is_lower(c) ? 3 : i >= 128 ? 4 : i <= ' ' ? 5 : 6;
  }
  std::uint8_t next = 7;
  for (const char c : kAllSigns) classes[static_cast<unsigned char>(c)] = next++;
  return classes;
}();
std::uint8_t class_of(char c) { return kClasses[static_cast<unsigned char>(c)]; }

bool is_uuid(std::string_view s) {
  if (s.size() != 36) return false;
  for (std::size_t i = 0; i < 36; ++i) {
    const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_dash ? s[i] != '-' : !ascii::is_hex(s[i])) return false;
  }
  return true;
}

struct Counts {
  std::size_t digits = 0, uppers = 0, lowers = 0, signs = 0, changes = 0;
  std::size_t digit_run = 0, letter_run = 0, repeat = 0, keyboard = 0;
  std::size_t points = 0, slashes = 0, low_lines = 0, dashes = 0, percents = 0, brackets = 0, dollars = 0;
  std::size_t pluses = 0, equals = 0, colons = 0, ats = 0;
};

// The key to the right of a letter or digit; 0: none.
constexpr std::array<char, 256> kRightKeys = [] {
  std::array<char, 256> keys{};
  for (const std::string_view row : {"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"}) {
    for (std::size_t i = 1; i < row.size(); ++i) {
      keys[static_cast<unsigned char>(row[i - 1])] = row[i];
      if (is_lower(row[i - 1])) keys[static_cast<unsigned char>(row[i - 1] - 32)] = row[i];
    }
  }
  return keys;
}();

// Bit y % 64 of row x, half y / 64: the key y stands to the right of x, or is its neighbour in the alphabet.
constexpr auto kNeighbours = [] {
  std::array<std::array<std::uint64_t, 2>, 256> rows{};
  for (std::size_t a = 0; a < 128; ++a) {
    for (std::size_t b = 0; b < 128; ++b) {
      const char x = ascii::to_lower(static_cast<char>(a));
      const char y = ascii::to_lower(static_cast<char>(b));
      if ((y != 0 && kRightKeys[static_cast<unsigned char>(x)] == y) ||
          (is_alnum(x) && is_alnum(y) && (y - x == 1 || x - y == 1)))
        rows[a][b / 64] |= std::uint64_t{1} << b % 64;
    }
  }
  return rows;
}();
bool are_keyboard_neighbours(char a, char b) {
  const auto y = static_cast<unsigned char>(b);
  return y < 128 && (kNeighbours[static_cast<unsigned char>(a)][y / 64] >> y % 64 & 1) != 0;
}

// Length of the longest run of set bits.
std::size_t longest_run(std::uint64_t bits) {
  std::size_t run = 0;
  for (; bits != 0; bits &= bits << 1) ++run;
  return run;
}

using SeenClasses = std::array<std::uint16_t, kClassesOfBytes>;

// Bit i of a mask speaks of character i. s: 1 to 64 of them.
void count_runs(std::string_view s, Counts& c, SeenClasses& seen) {
  std::array<std::uint64_t, 5> of_class{};  // 1 to 3, and all others as 4
  std::uint64_t same = 0;                   // as the one before it
  std::uint64_t near = 0;                   // the key beside that one
  char last = '\0';
  for (std::size_t i = 0; i < s.size(); ++i) {
    const char x = s[i];
    const std::uint8_t byte = class_of(x);
    ++seen[byte];
    of_class[std::min<std::uint8_t>(byte, 4)] |= std::uint64_t{1} << i;
    same |= std::uint64_t{last == x} << i;
    near |= std::uint64_t{are_keyboard_neighbours(last, x)} << i;
    last = x;
  }
  std::uint64_t stays = 0;
  for (std::size_t k = 1; k < of_class.size(); ++k) stays |= of_class[k] & of_class[k] << 1;
  c.changes = s.size() - 1 - static_cast<std::size_t>(ascii::count_bits(stays));
  c.digit_run = longest_run(of_class[1]);
  c.letter_run = longest_run(of_class[2] | of_class[3]);
  c.repeat = longest_run(same & ~std::uint64_t{1}) + 1;
  c.keyboard = longest_run(near & ~std::uint64_t{1}) + 1;
}

// The same of any length.
void count_long_runs(std::string_view s, Counts& c, SeenClasses& seen) {
  std::size_t digit_run = 0, letter_run = 0, repeat = 0, keyboard = 1;
  std::uint8_t before = 0;
  char last = '\0';
  for (const char x : s) {
    const std::uint8_t byte = class_of(x);
    ++seen[byte];
    const std::uint8_t now = std::min<std::uint8_t>(byte, 4);
    c.changes += before != 0 && now != before;
    digit_run = now == 1 ? digit_run + 1 : 0;
    letter_run = now == 2 || now == 3 ? letter_run + 1 : 0;
    repeat = before != 0 && last == x ? repeat + 1 : 1;
    keyboard = before != 0 && are_keyboard_neighbours(last, x) ? keyboard + 1 : 1;
    c.digit_run = std::max(c.digit_run, digit_run);
    c.letter_run = std::max(c.letter_run, letter_run);
    c.repeat = std::max(c.repeat, repeat);
    c.keyboard = std::max(c.keyboard, keyboard);
    before = now;
    last = x;
  }
}

Counts count(std::string_view s) {
  Counts c;
  SeenClasses seen{};
  if (!s.empty() && s.size() <= 64) {
    count_runs(s, c, seen);
  } else {
    count_long_runs(s, c, seen);
  }
  const auto of = [&](char x) { return std::size_t{seen[class_of(x)]}; };
  c.digits = of('0');
  c.uppers = of('A');
  c.lowers = of('a');
  c.signs = s.size() - c.digits - c.uppers - c.lowers;
  c.points = of('.');
  c.slashes = of('/') + of('\\');
  c.low_lines = of('_');
  c.dashes = of('-');
  c.percents = of('%');
  c.brackets = of('(') + of(')') + of('[') + of(']') + of('{') + of('}') + of('<') + of('>');
  c.dollars = of('$');
  c.pluses = of('+');
  c.equals = of('=');
  c.colons = of(':');
  c.ats = of('@');
  return c;
}

template <typename Count>
std::uint32_t entropy_by(std::string_view s, std::size_t& distinct) {
  std::array<Count, 256> seen{};
  for (const char c : s) ++seen[static_cast<unsigned char>(c)];
  std::uint64_t sum = 0;
  distinct = 0;
  for (const char c : s) {
    Count& n = seen[static_cast<unsigned char>(c)];
    if (n == 0) continue;
    ++distinct;
    sum += std::uint64_t{n} * log2_of(n);
    n = 0;
  }
  const auto size = static_cast<std::uint32_t>(s.size());
  return log2_of(size) - static_cast<std::uint32_t>(sum / size);
}

std::uint32_t entropy(std::string_view s, std::size_t& distinct) {
  return s.size() < 256 ? entropy_by<std::uint8_t>(s, distinct) : entropy_by<std::uint16_t>(s, distinct);
}

// Mean points of neighbouring letters, 128 where there are none.
std::uint8_t wordiness(std::string_view s) {
  constexpr std::size_t kNone = 26;
  static constexpr auto kLetters = [] {
    std::array<std::uint8_t, 256> letters{};
    for (std::size_t i = 0; i < letters.size(); ++i) {
      const char c = static_cast<char>(i);
      letters[i] = is_alpha(c) ? static_cast<std::uint8_t>(ascii::to_lower(c) - 'a') : kNone;
    }
    return letters;
  }();
  // A row and a column more, for what is no letter, so that nothing branches on it.
  static constexpr auto kPairs = [] {
    std::array<std::int8_t, (kNone + 1) * (kNone + 1)> pairs{};
    for (std::size_t a = 0; a < kNone; ++a) {
      for (std::size_t b = 0; b < kNone; ++b)
        pairs[a * (kNone + 1) + b] = static_cast<std::int8_t>(kLetterPairs[a * kNone + b]);
    }
    return pairs;
  }();
  int points = 0;
  int pairs = 0;
  std::size_t before = kNone;
  for (const char c : s) {
    const std::size_t letter = kLetters[static_cast<unsigned char>(c)];
    points += kPairs[before * (kNone + 1) + letter];
    pairs += before != kNone && letter != kNone ? 1 : 0;
    before = letter;
  }
  if (pairs == 0) return 128;
  return static_cast<std::uint8_t>(std::clamp(128 + points / pairs, 0, 255));
}

ShapeOfSecret shape_of(std::string_view s, const Counts& c) {
  using enum ShapeOfSecret;
  if (is_uuid(s)) return kUuid;
  if (c.dollars > 0 && c.brackets > 1) return kTemplate;
  if (s.find("{{") != std::string_view::npos) return kTemplate;
  if (s.find("://") != std::string_view::npos) return kUrl;
  const std::size_t letters = c.uppers + c.lowers;
  if (letters == 0 && c.digits > 0) {
    if (c.signs == 0) return kNumber;
    if (c.dashes == 2 || c.slashes == 2) return kDate;
    if (c.colons > 0) return kTime;
    if (c.points > 0) return kVersion;
    return kNumber;
  }
  if (c.signs == 0 && s.size() >= 16 && ascii::all_hex(s)) return kHex;
  const bool is_identifier = c.digits * 5 <= letters && c.signs == c.low_lines + c.points + c.dashes;
  if (is_identifier && letters > 0) {
    if (c.points > 0 && c.dashes == 0) return kDotted;
    if (c.dashes > 0 && c.low_lines == 0) return kKebab;
    if (c.low_lines > 0) return c.lowers == 0 ? kUpperSnake : kSnake;
    if (c.digits == 0) {
      if (c.uppers == 0) return kLowerWord;
      if (c.lowers == 0) return kUpperWord;
      if (c.uppers == 1 && is_upper(s[0])) return kTitleWord;
    }
    if (c.changes <= s.size() / 4 + 1) return kCamel;
  }
  if (c.ats == 1 && c.points > 0 && s.rfind('.') > s.find('@') &&
      c.signs == c.ats + c.points + c.dashes + c.low_lines)
    return kEmail;
  if (c.slashes > 0 && (s[0] == '/' || s[0] == '.' || s[0] == '~' || c.slashes > 1) && c.pluses == 0 &&
      c.equals == 0)
    return kPath;
  if (s.size() >= 16) {
    if (c.signs == c.pluses + c.slashes + c.equals) return kBase64;
    if (c.signs == c.low_lines + c.dashes + c.equals + c.points) return kUrl64;
  }
  return kOther;
}

// Of a line, and of what leads a name, no word may be made of digits and the letters a to f alone, or begin
// or end in such at a sign, but "def ": secret_memo.h takes hexadecimal words for one another.
constexpr WordSet kTailsOfSecrets{"value",   "prod",  "dev",    "test",   "stag",   "old",
                                  "new",     "base",  "string", "text",   "plain",  "live",
                                  "primary", "admin", "root",   "master", "user",   "secret",
                                  "key",     "token", "b64",    "salt",   "online", "licen"};
constexpr WordSet kTailsOfOthers{
    "id",      "name",     "url",      "uri",     "path",     "file",     "dir",   "ttl",   "len",
    "size",    "count",    "expir",    "type",    "field",    "hash",     "algo",  "ref",   "policy",
    "version", "manager",  "provider", "encoder", "valid",    "length",   "min",   "max",   "timeout",
    "enabled", "required", "reset",    "change",  "rotation", "hint",     "store", "index", "idx",
    "column",  "variable", "label",    "input",   "form",     "strength", "auth"};
constexpr WordSet kHeadsOfThings{"public",    "primary", "foreign", "partition", "cache", "sort", "unique",
                                 "idempoten", "object",  "kms",     "press",     "dict",  "hash", "lookup",
                                 "row",       "map",     "host",    "known",     "lock",  "group"};
constexpr WordSet kHeadsOfChecks{"no",      "is_",    "has",     "check",  "get",    "set",
                                 "valid",   "verify", "reset",   "change", "update", "forgot",
                                 "invalid", "hash",   "encrypt", "csrf",   "xsrf",   "next",
                                 "page",    "max",    "num",     "total",  "input"};
// Words of lines that speak of secrets and hold none, and the signs of program text behind them: looked for
// in one pass.
constexpr std::size_t kBenignWords = 26;
constexpr WordSet kWordsOfLines{
    "invalid",     "expired", "incorrect", "must ", "forgot", "public",  "length", "policy",  "example",
    "placeholder", "import ", "function",  "def ",  "class ", "struct ", "void",   "return ", "failed",
    "不能",        "过期",    "错误",      "长度",  "失败",   "强度",    "regex",  "pattern", "();",
    "()",          "->",      "::",        "=>",    "var ",   "let ",    "const ", "#include"};
constexpr WordSet kWordsInside{"password", "passwd", "secret", "token", "key", "pass", "pwd", "cred", "auth"};
constexpr WordSet kHashWords{"sha1",        "sha2",     "sha5",  "md5",    "checksum", "digest",  "integrity",
                             "commit",      "etag",     "uuid",  "trace",  "span",     "request", "hash",
                             "fingerprint", "revision", "build", "serial", "id=",      "id:",     "_id",
                             "version",     "指纹",     "校验",  "序列号", "编号",     "追踪"};

// How the name that holds the word is written.
std::uint8_t style_of(std::string_view name) {
  const Counts c = count(name);
  if (is_high(name[0])) return 1;
  if (c.lowers == 0) return c.low_lines > 0 ? 2 : 3;
  if (c.low_lines > 0) return 4;
  if (c.points > 0) return 5;
  if (c.dashes > 0) return 6;
  if (c.uppers > 1 || (c.uppers == 1 && !is_upper(name[0]))) return 7;
  return c.uppers == 1 ? 8 : 9;
}

// What follows the word in its name.
std::uint8_t tail_of(std::string_view tail) {
  while (!tail.empty() && !is_alnum(tail[0])) tail.remove_prefix(1);
  if (tail.empty()) return 0;
  if (ascii::all_digits(tail)) return 1;
  if (tail.size() == 1 && (tail[0] == 's' || tail[0] == 'S')) return 2;
  if (kTailsOfSecrets.first_in(tail)) return 3;
  if (kTailsOfOthers.first_in(tail)) return 4;
  return 5;
}

std::uint8_t head_of(std::string_view head) {
  if (head.empty()) return 0;
  if (kHeadsOfThings.first_in(head)) return 1;
  if (kHeadsOfChecks.first_in(head)) return 2;
  return 3;
}

// A number that its maker gives to everybody: an account of a service, a public key, an address of a chain.
bool is_public_id(std::string_view s) {
  const auto is = [&](std::string_view head, std::size_t digits) {
    return s.size() == head.size() + digits && s.substr(0, head.size()) == head &&
           ascii::all_hex(s.substr(head.size()));
  };
  switch (s[0]) {
    case 'w':
      return is("wx", 16) || is("ww", 16);
    case 'A':
    case 'S':
      return is("AC", 32) || is("SM", 32) || is("AAAAB3", s.size() - 6);
    case '0':
      return is("0x", 40);
    case 'p':
      return s.substr(0, 8) == "pk_live_" || s.substr(0, 8) == "pk_test_" || s.substr(0, 9) == "projects/";
    case 's':
      return s.substr(0, 7) == "sha256:" || s.substr(0, 7) == "sha512-" || s.substr(0, 7) == "sha256-" ||
             s.substr(0, 4) == "ssh-";
    case 'a':
      return s.substr(0, 4) == "arn:" || s.substr(0, 4) == "ami-" || s.substr(0, 7) == "ca-app-";
    case 'i':
      return is("i-", 17) || is("i-", 8);
    case 'u':
      return s.substr(0, 4) == "urn:";
    default:
      return false;
  }
}

std::uint8_t known_form(std::string_view s) {
  if (s.size() >= 16 && api_key_length(s) == s.size()) return 1;
  if (s.substr(0, 3) == "eyJ" && s.size() >= 30) return 2;
  if (fits_password_hash(s) == Fit::kValid) return 3;
  if (is_public_id(s)) return 5;
  if (is_basic_credential(s)) return 4;
  return 0;
}

bool is_assigned(std::string_view text, std::size_t at) {
  for (int skip = 0; skip < 3 && at < text.size(); ++skip) {
    const char c = text[at];
    if (c == '=' || c == ':') return true;
    if (c == ' ' || c == '"' || c == '\'' || c == ']') {
      ++at;
      continue;
    }
    return text.substr(at, 3) == "：";
  }
  return false;
}

}  // namespace

bool is_basic_credential(std::string_view s) {
  if (s.size() < 8 || s.size() > 400) return false;
  std::uint32_t bits = 0;
  int held = 0;
  std::size_t decoded = 0;
  std::size_t colon = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const char c = s[i];
    std::uint32_t six;
    if (is_upper(c)) {
      six = static_cast<std::uint32_t>(c - 'A');
    } else if (is_lower(c)) {
      six = static_cast<std::uint32_t>(c - 'a' + 26);
    } else if (is_digit(c)) {
      six = static_cast<std::uint32_t>(c - '0' + 52);
    } else if (c == '+' || c == '-') {
      six = 62;
    } else if (c == '/' || c == '_') {
      six = 63;
    } else {
      if (c != '=' || i + 2 < s.size()) return false;
      break;
    }
    bits = (bits << 6 | six) & 0xFFFF;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    const auto byte = static_cast<unsigned char>(bits >> held & 0xFF);
    if (byte < 0x20 || byte > 0x7E) return false;
    if (byte == ':' && colon == 0) colon = decoded;
    ++decoded;
  }
  return colon > 0 && colon + 1 < decoded;
}

SecretNeighbours secret_neighbours(std::span<const SecretName> names, const SecretItem& item) {
  SecretNeighbours found;
  for (const SecretName& name : names) {
    if (name.end <= item.begin) found.left = &name;
    if (name.begin >= item.end) {
      found.right = &name;
      break;
    }
  }
  return found;
}

SecretFeatures secret_line_features(const SecretContext& context) {
  SecretFeatures out{};
  const auto set = [&](SecretFeature feature, std::size_t value) {
    out[static_cast<std::size_t>(feature)] = clip(value);
  };
  std::string_view line = context.text.substr(context.line_begin, context.line_end - context.line_begin);
  // A line among others ends where it does alone.
  while (!line.empty() && class_of(line.back()) == class_of(' ')) line.remove_suffix(1);
  const std::uint64_t words = kWordsOfLines.all_in(line);
  const std::uint64_t benign = words & ((std::uint64_t{1} << kBenignWords) - 1);
  set(kBenignWord, benign == 0 ? 0 : static_cast<std::size_t>(std::countr_zero(benign)) + 1);
  std::array<std::uint16_t, kClassesOfBytes> seen{};
  std::size_t blanks = 0;
  for (const char c : line) {
    ++seen[class_of(c)];
    blanks += c == ' ';
  }
  set(kCode, static_cast<std::size_t>(ascii::count_bits(words >> kBenignWords)) +
                 (seen[class_of('{')] > 0 ? 1U : 0U) + (seen[class_of(';')] > 0 ? 1U : 0U));
  set(kBlanks, blanks);
  set(kHighBytes, std::size_t{seen[class_of('\x80')]} / 3);
  set(kLineLength, line.size() / 2);
  const std::size_t lead_at = line.find_first_not_of(" \t");
  if (lead_at != std::string_view::npos) {
    const std::string_view rest = line.substr(lead_at, 4);
    set(kComment, rest[0] == '#' || rest[0] == ';' ? 1
                  : rest.substr(0, 2) == "//"      ? 2
                  : rest[0] == '*'                 ? 3
                                                   : 0);
  }
  set(kPieces, context.pieces);
  set(kWordsOnLine, context.names.size());
  return out;
}

void set_piece_features(std::string_view value, std::string_view name, SecretFeatures& features) {
  const auto set = [&](SecretFeature feature, std::size_t number) {
    features[static_cast<std::size_t>(feature)] = clip(number);
  };
  const Counts c = count(value);
  std::size_t distinct = 0;
  const std::uint32_t bits = entropy(value, distinct);
  set(kLength, value.size());
  set(kDigits, c.digits);
  set(kUppers, c.uppers);
  set(kLowers, c.lowers);
  set(kSigns, c.signs);
  set(kDistinct, distinct);
  set(kEntropy, bits * 30 / 256);
  set(kChanges, c.changes);
  set(kDigitRun, c.digit_run);
  set(kLetterRun, c.letter_run);
  set(kWordiness, wordiness(value));
  set(kHexLength, c.signs == 0 && ascii::all_hex(value) ? value.size() : 0);
  set(kShape, static_cast<std::size_t>(shape_of(value, c)));
  set(kPlaceholder, is_secret_placeholder(value) ? 1 : 0);
  set(kKnownForm, known_form(value));
  set(kFirst, class_of(value.front()));
  set(kLast, class_of(value.back()));
  set(kPoints, c.points);
  set(kSlashes, c.slashes);
  set(kLowLines, c.low_lines);
  set(kDashes, c.dashes);
  set(kPercents, c.percents);
  set(kBrackets, c.brackets);
  set(kDollars, c.dollars);
  set(kKeyboardRun, c.keyboard);
  set(kRepeat, c.repeat);
  set(kHoldsWord, kWordsInside.first_in(value));
  const auto same = [](char a, char b) { return ascii::to_lower(a) == ascii::to_lower(b); };
  set(kIsName, !name.empty() && name.size() == value.size() &&
                       std::equal(name.begin(), name.end(), value.begin(), same)
                   ? 1
                   : 0);
}

void set_edge_features(std::string_view text, std::size_t line_begin, const SecretItem& item,
                       SecretFeatures& features) {
  std::size_t before = item.begin;
  while (before > line_begin && before + 4 > item.begin &&
         (text[before - 1] == ' ' || text[before - 1] == '"' || text[before - 1] == '\'' ||
          text[before - 1] == '`'))
    --before;
  features[static_cast<std::size_t>(kBefore)] =
      before > line_begin ? class_of(text[before - 1]) : std::uint8_t{0};
  std::size_t after = item.end;
  if (after < text.size() && (text[after] == '"' || text[after] == '\'' || text[after] == '`')) ++after;
  // The end of a line is that of a text, blanks before it too: of what is made to learn from, most lines
  // stand alone.
  const std::size_t next = text.find_first_not_of(" \t", after);
  const bool is_end = next == std::string_view::npos || text[next] == '\n' || text[next] == '\r';
  features[static_cast<std::size_t>(kAfter)] = is_end ? std::uint8_t{0} : class_of(text[after]);
}

SecretFeatures secret_features(const SecretContext& context, const SecretFeatures& of_line,
                               const SecretItem& item) {
  SecretFeatures out = of_line;
  const auto set = [&](SecretFeature feature, std::size_t value) {
    out[static_cast<std::size_t>(feature)] = clip(value);
  };
  const std::string_view text = context.text;
  const auto [left, right] = secret_neighbours(context.names, item);
  set_piece_features(
      text.substr(item.begin, item.end - item.begin),
      left == nullptr ? std::string_view{} : text.substr(left->name_begin, left->name_end - left->name_begin),
      out);
  set(kRelation, static_cast<std::size_t>(item.relation));
  set(kQuote, item.quote);
  set(kFlag, item.flag);
  set(kFields, item.fields);

  set_edge_features(text, context.line_begin, item, out);
  set(kChineseProse, (item.begin > 0 && is_high(text[item.begin - 1]) ? 1U : 0U) +
                         (item.end < text.size() && is_high(text[item.end]) ? 2U : 0U));

  if (left != nullptr) {
    const std::string_view gap = text.substr(left->end, item.begin - left->end);
    set(kLeftWord, static_cast<std::size_t>(left->word));
    set(kLeftGap, gap.size());
    std::size_t pieces = 0;
    std::size_t assigned = 0;
    for (std::size_t i = 1; i < gap.size(); ++i) {
      if (is_alnum(gap[i]) && !is_alnum(gap[i - 1]) && gap[i - 1] != '_' && gap[i - 1] != '-' &&
          gap[i - 1] != '.')
        ++pieces;
      if (gap[i] == '=' || gap[i] == ':') ++assigned;
    }
    set(kLeftPieces, pieces);
    set(kLeftSame, assigned);
    const std::string_view name = text.substr(left->name_begin, left->name_end - left->name_begin);
    set(kLeftStyle, style_of(name));
    const std::size_t name_end = std::min<std::size_t>(left->name_end, item.begin);
    set(kLeftTail, name_end > left->end ? tail_of(text.substr(left->end, name_end - left->end)) : 0);
    std::string_view head = text.substr(left->name_begin, left->begin - left->name_begin);
    if (head.empty() && left->begin > context.line_begin) {
      std::size_t from = left->begin;
      while (from > context.line_begin && left->begin - from < 12 && text[from - 1] != '\n') --from;
      head = text.substr(from, left->begin - from);
    }
    set(kLeftHead, head_of(head));
    set(kLeftLine, gap.find('\n') != std::string_view::npos ? 1 : 0);
    set(kLeftAssigned, is_assigned(text, left->name_end) ? 1 : 0);
  }
  if (right != nullptr) {
    set(kRightWord, static_cast<std::size_t>(right->word));
    set(kRightGap, right->begin - item.end);
    set(kRightAssigned, is_assigned(text, right->name_end) ? 1 : 0);
  }

  const std::size_t look = std::min<std::size_t>(48, item.begin - context.line_begin);
  const std::string_view lead = text.substr(item.begin - look, look);
  set(kHashWord, kHashWords.first_in(lead));
  return out;
}

}  // namespace tidegate
