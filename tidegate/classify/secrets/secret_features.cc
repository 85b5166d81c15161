#include "tidegate/classify/secrets/secret_features.h"

#include <algorithm>
#include <bit>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/fit.h"
#include "tidegate/classify/plain_validators.h"
#include "tidegate/classify/secret_validators.h"
#include "tidegate/classify/secrets/piece_sums.h"
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

bool is_uuid(std::string_view s) {
  if (s.size() != 36) return false;
  for (std::size_t i = 0; i < 36; ++i) {
    const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_dash ? s[i] != '-' : !ascii::is_hex(s[i])) return false;
  }
  return true;
}

ShapeOfSecret shape_of(std::string_view s, const PieceSums& c) {
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
  const PieceSums c = sum_piece(name);
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
  while (!line.empty() && character_class(line.back()) == character_class(' ')) line.remove_suffix(1);
  const std::uint64_t words = kWordsOfLines.all_in(line);
  const std::uint64_t benign = words & ((std::uint64_t{1} << kBenignWords) - 1);
  set(kBenignWord, benign == 0 ? 0 : static_cast<std::size_t>(std::countr_zero(benign)) + 1);
  std::array<std::uint16_t, kCharacterClasses> seen{};
  std::size_t blanks = 0;
  for (const char c : line) {
    ++seen[character_class(c)];
    blanks += c == ' ';
  }
  set(kCode, static_cast<std::size_t>(ascii::count_bits(words >> kBenignWords)) +
                 (seen[character_class('{')] > 0 ? 1U : 0U) + (seen[character_class(';')] > 0 ? 1U : 0U));
  set(kBlanks, blanks);
  set(kHighBytes, std::size_t{seen[character_class('\x80')]} / 3);
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
  const PieceSums c = sum_piece(value);
  set(kLength, value.size());
  set(kDigits, c.digits);
  set(kUppers, c.uppers);
  set(kLowers, c.lowers);
  set(kSigns, c.signs);
  set(kDistinct, c.distinct);
  set(kEntropy, c.entropy * 30 / 256);
  set(kChanges, c.changes);
  set(kDigitRun, c.digit_run);
  set(kLetterRun, c.letter_run);
  set(kWordiness, c.wordiness);
  set(kHexLength, c.signs == 0 && ascii::all_hex(value) ? value.size() : 0);
  set(kShape, static_cast<std::size_t>(shape_of(value, c)));
  set(kPlaceholder, is_secret_placeholder(value, c.letters) ? 1 : 0);
  set(kKnownForm, known_form(value));
  set(kFirst, character_class(value.front()));
  set(kLast, character_class(value.back()));
  set(kPoints, c.points);
  set(kSlashes, c.slashes);
  set(kLowLines, c.low_lines);
  set(kDashes, c.dashes);
  set(kPercents, c.percents);
  set(kBrackets, c.brackets);
  set(kDollars, c.dollars);
  set(kKeyboardRun, c.keyboard);
  set(kRepeat, c.repeat);
  set(kHoldsWord, kWordsInside.first_in(value, c.letters));
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
      before > line_begin ? character_class(text[before - 1]) : std::uint8_t{0};
  std::size_t after = item.end;
  if (after < text.size() && (text[after] == '"' || text[after] == '\'' || text[after] == '`')) ++after;
  // The end of a line is that of a text, blanks before it too: of what is made to learn from, most lines
  // stand alone.
  const std::size_t next = text.find_first_not_of(" \t", after);
  const bool is_end = next == std::string_view::npos || text[next] == '\n' || text[next] == '\r';
  features[static_cast<std::size_t>(kAfter)] = is_end ? std::uint8_t{0} : character_class(text[after]);
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
