#include "tidegate/classify/user_types/user_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <map>
#include <set>

#include "tidegate/base/json_reader.h"
#include "tidegate/classify/ascii.h"
#include "tidegate/classify/check_digits.h"
#include "tidegate/classify/user_types/user_type_pattern.h"

namespace tidegate {
namespace {

constexpr std::array<std::string_view, 5> kClasses{"none", "important", "pi", "spi", "secret"};
constexpr std::array<std::string_view, 7> kChecks{"none",  "luhn", "mod11_2", "mod97",
                                                  "mod31", "gs1",  "verhoeff"};
constexpr std::size_t kMostWords = 50;
constexpr std::size_t kMostExamples = 100;
static_assert(kMostUserTypes <= 64, "a bit of the sieve each");
constexpr std::size_t kContextBefore = 48;  // octets before a value in which a context word counts

// Letters, digits and other scripts alone, in lower case: "Staff_No." -> "staffno".
std::string bare(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (ascii::is_alnum(c) || ascii::is_high(c)) out += ascii::to_lower(c);
  }
  return out;
}

// Capitals and digits of a value, as the checks want them.
std::string checked_part(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (ascii::is_alnum(c)) out += ascii::to_upper(c);
  }
  return out;
}

bool holds(UserCheck check, std::string_view value) {
  const std::string part = checked_part(value);
  const std::string_view s = part;
  const bool digits = ascii::all_digits(s);
  switch (check) {
    case UserCheck::kNone:
      return true;
    case UserCheck::kLuhn:
      return digits && s.size() >= 2 && luhn_holds(s);
    case UserCheck::kMod11_2:
      return s.size() == 18 && ascii::all_digits(s.substr(0, 17)) && gb11643_check(s.substr(0, 17)) == s[17];
    case UserCheck::kMod97:
      return s.size() >= 5 && iban_remainder_holds(s);
    case UserCheck::kMod31:
      return s.size() == 18 && gb32100_check(s.substr(0, 17)) == s[17];
    case UserCheck::kGs1:
      return digits && s.size() >= 8 && gs1_holds(s);
    case UserCheck::kVerhoeff:
      return digits && s.size() == 12 && verhoeff_holds(s);
  }
  return false;
}

std::vector<std::string> words_of(const JsonReader& r, std::string (*fold)(std::string_view)) {
  std::vector<std::string> words;
  for (const JsonReader& item : r.items(0, kMostWords)) {
    std::string word = fold(item.string());
    if (word.empty() || word.size() > kLongestUserValue)
      item.refuse(ErrorCode::kMalformed, "is no word", "不是词语");
    words.push_back(std::move(word));
  }
  return words;
}

struct Examples {
  std::vector<std::string> match;
  std::vector<std::string> no_match;
};

struct ReadType {
  UserType type;
  Examples examples;
};

ReadType read_type(const JsonReader& r) {
  r.only({"code", "name", "class", "pattern", "check", "context", "needs_context", "headers", "examples"});
  ReadType out;
  UserType& type = out.type;
  const JsonReader code = r.member("code");
  type.code = code.string();
  const std::string_view rest =
      std::string_view(type.code).substr(std::min<std::size_t>(type.code.size(), 5));
  const bool is_code =
      type.code.starts_with("USER.") && type.code.size() <= 64 &&
      ascii::all(rest, [](char c) { return ascii::is_upper(c) || ascii::is_digit(c) || c == '_'; });
  if (!is_code)
    code.refuse(ErrorCode::kMalformed, "is not USER. and capitals, digits or _",
                "须为 USER. 加大写字母、数字或 _");
  type.name = r.member("name").text();
  type.sensitivity = static_cast<Sensitivity>(r.member("class").one_of(kClasses));
  const JsonReader pattern = r.member("pattern");
  type.pattern = pattern.string();
  if (type.pattern.empty() || type.pattern.size() > kLongestUserPattern)
    pattern.refuse(ErrorCode::kLimit, fmt::format("is empty or longer than {} octets", kLongestUserPattern),
                   fmt::format("为空或超过 {} 字节", kLongestUserPattern));
  if (const auto check = r.optional("check")) type.check = static_cast<UserCheck>(check->one_of(kChecks));
  if (const auto context = r.optional("context")) type.context = words_of(*context, lowered);
  if (const auto needs = r.optional("needs_context")) type.needs_context = needs->boolean();
  if (type.needs_context && type.context.empty())
    r.refuse(ErrorCode::kMalformed, "needs_context is true, and there is no context",
             "needs_context 为 true，但未给出 context");
  if (const auto headers = r.optional("headers")) type.headers = words_of(*headers, bare);
  const JsonReader examples = r.member("examples");
  examples.only({"match", "no_match"});
  for (const JsonReader& item : examples.member("match").items(1, kMostExamples))
    out.examples.match.push_back(item.string());
  if (const auto refused = examples.optional("no_match")) {
    for (const JsonReader& item : refused->items(0, kMostExamples))
      out.examples.no_match.push_back(item.string());
  }
  return out;
}

}  // namespace

struct UserTypes::Pattern {
  std::unique_ptr<UserPattern> compiled;
};

// Octet pairs that literals begin with lead to them; runs go by the octet that they begin with.
struct UserTypes::Sieve {
  static constexpr std::size_t kPairs = 65'536;
  struct Literal {
    std::string text;
    std::uint64_t types;
  };
  std::array<std::uint64_t, 256> runs{};
  std::bitset<kPairs> begins;
  std::map<std::size_t, std::vector<Literal>> literals;  // by pair

  static std::size_t pair_of(char a, char b) {
    return static_cast<std::size_t>(static_cast<unsigned char>(a)) << 8 | static_cast<unsigned char>(b);
  }

  void add(const UserPattern& pattern, std::uint64_t type) {
    for (const std::string& literal : pattern.literals()) {
      const std::size_t pair = pair_of(literal[0], literal[1]);
      begins.set(pair);
      literals[pair].push_back({literal, type});
    }
    if (!pattern.literals().empty()) return;
    for (std::size_t octet = 0; octet < runs.size(); ++octet) {
      if (pattern.may_begin_with(static_cast<unsigned char>(octet))) runs[octet] |= type;
    }
  }

  std::uint64_t literals_at(std::string_view rest, std::size_t pair) const {
    std::uint64_t met = 0;
    for (const Literal& literal : literals.at(pair)) {
      const bool fits = rest.size() >= literal.text.size() &&
                        std::equal(literal.text.begin(), literal.text.end(), rest.begin(),
                                   [](char a, char b) { return a == ascii::to_lower(b); });
      if (fits) met |= literal.types;
    }
    return met;
  }
};

UserTypes::UserTypes() : sieve_(std::make_unique<Sieve>()) {}
UserTypes::UserTypes(UserTypes&&) noexcept = default;
UserTypes& UserTypes::operator=(UserTypes&&) noexcept = default;
UserTypes::~UserTypes() = default;

Result<UserTypes> UserTypes::parse(const Json& json, const std::string& name) {
  JsonFault fault{name, {}};
  const JsonReader root(json, fault);
  root.only({"types"});
  UserTypes out;
  std::set<TypeCode> codes;
  std::size_t work = 0;
  const std::vector<JsonReader> items = root.member("types").items(1, kMostUserTypes);
  for (const JsonReader& item : items) {
    ReadType read = read_type(item);
    if (fault.first) return fail(*fault.first);
    if (!codes.insert(read.type.code).second)
      item.member("code").refuse(ErrorCode::kMalformed, "is defined twice", "定义了两次");
    auto pattern = UserPattern::compile(read.type.pattern);
    if (!pattern) {
      item.member("pattern").refuse(pattern.error().code, pattern.error().what, pattern.error().what_zh);
      return fail(*fault.first);
    }
    read.type.cost = (*pattern)->cost();
    work += read.type.cost.work;
    if (work > kMostWork) {
      item.member("pattern").refuse(
          ErrorCode::kLimit,
          fmt::format(
              "the patterns so far look at {} octets of each KiB, {} at most for all together: take out "
              "repetitions without end (* +), or let this one begin with its fixed characters",
              work, kMostWork),
          fmt::format("至此各模式在每 KiB 中需查看 {} 字节，合计上限 {}："
                      "请去掉无上限的重复（* +），或将本模式改为以其固定字符开头",
                      work, kMostWork));
      return fail(*fault.first);
    }
    out.sieve_->add(**pattern, std::uint64_t{1} << out.types_.size());
    out.types_.push_back(std::move(read.type));
    out.patterns_.push_back(std::make_unique<Pattern>(Pattern{std::move(*pattern)}));
    const std::size_t index = out.types_.size() - 1;
    const JsonReader examples = item.member("examples");
    for (std::size_t i = 0; i < read.examples.match.size(); ++i) {
      if (!out.is_value(index, read.examples.match[i]))
        examples.member("match").items()[i].refuse(
            ErrorCode::kMalformed, "is an example of the type, and pattern or check refuse it",
            "列为该类型的示例，但模式或校验不接受");
    }
    out.types_[index].is_found_in_text =
        std::any_of(read.examples.match.begin(), read.examples.match.end(), [&](const std::string& example) {
          const std::string text = fmt::format("x {} x", example);
          std::vector<FoundUserValue> found;
          out.patterns_[index]->compiled->find(text, lowered(text), found);
          return !found.empty();
        });
    for (std::size_t i = 0; i < read.examples.no_match.size(); ++i) {
      if (out.is_value(index, read.examples.no_match[i]))
        examples.member("no_match")
            .items()[i]
            .refuse(ErrorCode::kMalformed, "is no example of the type, and pattern and check take it",
                    "列为不属于该类型的示例，但模式和校验接受");
    }
    if (fault.first) return fail(*fault.first);
  }
  if (fault.first) return fail(*fault.first);
  return out;
}

bool UserTypes::is_value(std::size_t type, std::string_view cell) const {
  const std::string_view value = ascii::trimmed(cell);
  return patterns_[type]->compiled->is_whole(value) && holds(types_[type].check, value);
}

std::uint64_t UserTypes::may_hold(std::string_view text) const {
  std::uint64_t types = text.empty() ? 0 : sieve_->runs[static_cast<unsigned char>(text[0])];
  bool is_in_run = false;
  char before = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_of_run = ascii::is_alnum(text[i]);
    if (is_of_run && !is_in_run) types |= sieve_->runs[static_cast<unsigned char>(text[i])];
    is_in_run = is_of_run;
    const char now = ascii::to_lower(text[i]);
    const std::size_t pair = Sieve::pair_of(before, now);
    if (i > 0 && sieve_->begins[pair]) types |= sieve_->literals_at(text.substr(i - 1), pair);
    before = now;
  }
  return types;
}

void UserTypes::find(std::size_t type, std::string_view text, std::string_view lower,
                     std::vector<FoundUserValue>& out) const {
  out.clear();
  const UserType& t = types_[type];
  const auto names = [&](const std::string& word) { return lower.find(word) != std::string_view::npos; };
  if (t.needs_context && std::none_of(t.context.begin(), t.context.end(), names)) return;
  patterns_[type]->compiled->find(text, lower, out);
  std::erase_if(out, [&](const FoundUserValue& found) {
    if (!holds(t.check, text.substr(found.begin, found.end - found.begin))) return true;
    if (!t.needs_context) return false;
    const std::size_t from = found.begin > kContextBefore ? found.begin - kContextBefore : 0;
    const std::string_view before = lower.substr(from, found.begin - from);
    return std::none_of(t.context.begin(), t.context.end(),
                        [&](const std::string& word) { return before.find(word) != std::string_view::npos; });
  });
}

bool UserTypes::is_named(std::size_t type, std::string_view header) const {
  const std::string name = bare(header);
  const std::string lower = lowered(header);
  const UserType& t = types_[type];
  return std::find(t.headers.begin(), t.headers.end(), name) != t.headers.end() ||
         std::any_of(t.context.begin(), t.context.end(),
                     [&](const std::string& word) { return lower.find(word) != std::string::npos; });
}

}  // namespace tidegate
