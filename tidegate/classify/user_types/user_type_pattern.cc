#include "tidegate/classify/user_types/user_type_pattern.h"

#include <fmt/format.h>
#include <re2/filtered_re2.h>

#include <algorithm>

#include "tidegate/classify/ascii.h"

namespace tidegate {
namespace {

constexpr int kShortestLiteral = 3;               // octets
constexpr int kMostRefused = 1024;                // as many words as may stand around literals that are near
constexpr std::size_t kNear = 1024;               // octets over which literals are looked around at once
constexpr std::size_t kInstructionsAnOctet = 16;  // that cost as much as an octet by itself

// Ordinary text, invented, on which tries are counted: a log, source code, rows, prose in two languages.
constexpr std::string_view kOrdinary =
    "2026-03-01T08:15:42.117Z INFO  [worker-3] GET /api/v2/orders/448121?page=2&size=50 200 12ms "
    "10.20.30.41\n"
    "2026-03-01T08:15:42.301Z WARN  [worker-1] retry 2 of 5 for job 7f3a9c1e-44d0-4b7e-9a51-0c2d6be81f37\n"
    "for (std::size_t i = 0; i < rows.size(); ++i) { total += rows[i].amount * 100; }  // in cents\n"
    "def load(path, limit=4096): return json.loads(open(path, encoding=\"utf-8\").read(limit))\n"
    "1001,Harbour Street 12,Springfield,2024-05-17,129.90,paid,blue\n"
    "1002,Mill Lane 7b,Riverton,2024-05-18,1049.00,open,green\n"
    "The committee met on the third of June and agreed, after some discussion, that the figures for the "
    "second "
    "quarter should be read again by the office before they are sent to the partners abroad.\n"
    "会议于六月三日召开，经讨论决定：第二季度的数据应由办公室复核后，再发送给境外合作方。订单 20240518-0097 "
    "已完成，金额 1049.00 元，"
    "请于 5 个工作日内确认。\n";

re2::RE2::Options options() {
  re2::RE2::Options options(re2::RE2::Quiet);
  options.set_max_mem(std::int64_t{1} << 20);
  return options;
}

// Whether its matches may be of any length; signs in a class or behind a backslash count too.
bool has_loop(std::string_view pattern) {
  return pattern.find_first_of("*+") != std::string_view::npos ||
         pattern.find(",}") != std::string_view::npos;
}

// RE2 lowers letters of every script, the text is lowered in ASCII alone: letters of scripts with capitals
// (Latin, Greek, Cyrillic: two octets each) are no literals.
bool is_usable(const std::string& literal) {
  return std::none_of(literal.begin(), literal.end(), [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return octet >= 0xC3 && octet <= 0xD6;
  });
}

tl::unexpected<Error> no_anchor() {
  return fail(
      {ErrorCode::kLimit,
       "the pattern would be tried everywhere: let each match hold three or more fixed characters, or "
       "begin with letters or digits of ASCII",
       {},
       "该模式会在所有位置尝试：请使每个匹配含有三个或更多固定字节，或以 ASCII 字母、数字开头"});
}

}  // namespace

std::string lowered(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), ascii::to_lower);
  return lower;
}

UserPattern::UserPattern(const std::string& pattern) : re_(pattern, options()) {}

Result<std::unique_ptr<UserPattern>> UserPattern::compile(const std::string& pattern) {
  std::unique_ptr<UserPattern> made(new UserPattern(pattern));
  const re2::RE2& re = made->re_;
  if (!re.ok()) {
    return fail(
        {re.error_code() == re2::RE2::ErrorPatternTooLarge ? ErrorCode::kLimit : ErrorCode::kMalformed,
         fmt::format("RE2 does not take the pattern: {}", re.error()),
         {},
         fmt::format("RE2 无法接受该模式：{}", re.error())});
  }
  made->cost_.program = static_cast<std::size_t>(std::max(re.ProgramSize(), 0));
  if (made->cost_.program > kMostInstructions) {
    return fail(
        {ErrorCode::kLimit,
         fmt::format("the pattern takes {} instructions, {} at most: make its repetitions shorter",
                     made->cost_.program, kMostInstructions),
         {},
         fmt::format("该模式需 {} 条指令，上限 {}：请缩短重复次数", made->cost_.program, kMostInstructions)});
  }
  if (re2::RE2::PartialMatch("", re)) {
    return fail({ErrorCode::kMalformed, "the pattern matches an empty text", {}, "该模式可匹配空文本"});
  }
  if (const auto found = made->find_anchor(pattern); !found) return fail(found.error());
  std::size_t tries = 0;
  std::size_t octets = 0;
  // Without a loop an octet of a match takes an instruction or more.
  if (!has_loop(pattern)) made->reach_ = std::min(made->reach_, made->cost_.program + pattern.size());
  made->for_each_try(kOrdinary, lowered(kOrdinary), [&](std::size_t from, std::size_t to) {
    ++tries;
    octets += to - from;
    return std::size_t{0};
  });
  made->cost_.tries = tries * 1024 / kOrdinary.size();
  octets = octets * 1024 / kOrdinary.size();
  if (!made->literals_.empty()) octets = std::max(octets, 2 * made->reach_);
  made->cost_.work = octets * (1 + made->cost_.program / kInstructionsAnOctet);
  if (made->cost_.tries > kMostTries) {
    return fail(
        {ErrorCode::kLimit,
         fmt::format("the pattern would be tried at {} places of each KiB of ordinary text, {} at most: "
                     "let it begin with fewer characters, or hold three or more that are fixed",
                     made->cost_.tries, kMostTries),
         {},
         fmt::format(
             "该模式在每 KiB 普通文本中需尝试 {} 处，上限 {}：请限定开头字符，或加入三个及以上固定字符",
             made->cost_.tries, kMostTries)});
  }
  return made;
}

Result<void> UserPattern::find_anchor(const std::string& pattern) {
  re2::FilteredRE2 filter(kShortestLiteral);
  int id = 0;
  if (filter.Add(pattern, options(), &id) != re2::RE2::NoError) return no_anchor();
  std::vector<std::string> atoms;
  filter.Compile(&atoms);
  std::vector<int> passes;
  filter.AllPotentials({}, &passes);
  const bool needs_literal = passes.empty() && !atoms.empty();
  if (needs_literal && std::all_of(atoms.begin(), atoms.end(), is_usable)) {
    literals_ = std::move(atoms);
    return {};
  }
  std::string least;
  std::string greatest;
  if (!re_.PossibleMatchRange(&least, &greatest, 1) || least.empty() || greatest.empty()) return no_anchor();
  first_ = static_cast<unsigned char>(least[0]);
  last_ = static_cast<unsigned char>(greatest[0]);
  if (first_ < '0' || last_ > 'z' + 1) return no_anchor();
  return {};
}

// attempt(from, to): looks in [from, to) for matches, at `from` alone where there is no literal; returns the
// end of the last that it found, or 0. Literals that stand near each other are looked around at once, so that
// a text full of them is read about once.
template <typename Try>
void UserPattern::for_each_try(std::string_view text, std::string_view lower, Try&& attempt) const {
  std::size_t done = 0;
  if (!literals_.empty()) {
    std::vector<std::size_t> at;
    for (const std::string& literal : literals_) {
      for (std::size_t i = lower.find(literal); i != std::string_view::npos; i = lower.find(literal, i + 1))
        at.push_back(i);
    }
    std::sort(at.begin(), at.end());
    for (std::size_t first = 0; first < at.size();) {
      std::size_t last = first;
      while (last + 1 < at.size() && at[last + 1] - at[last] <= 2 * reach_ &&
             at[last + 1] - at[first] <= kNear)
        ++last;
      const std::size_t from = std::max(done, at[first] > reach_ ? at[first] - reach_ : 0);
      const std::size_t to = std::min(text.size(), at[last] + reach_);
      if (from < to) done = std::max(done, attempt(from, to));
      first = last + 1;
    }
    return;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!ascii::is_alnum(text[i]) || i < done) continue;
    const bool begins = i == 0 || !ascii::is_alnum(text[i - 1]);
    if (!begins || !may_begin_with(static_cast<unsigned char>(text[i]))) continue;
    done = std::max(done, attempt(i, std::min(text.size(), i + reach_)));
  }
}

bool UserPattern::is_whole(std::string_view value) const {
  return value.size() <= reach_ && re2::RE2::FullMatch(re2::StringPiece(value.data(), value.size()), re_);
}

bool UserPattern::match(std::string_view text, std::size_t from, std::size_t to, bool anchored, int& refused,
                        FoundUserValue& value) const {
  const re2::StringPiece whole(text.data(), text.size());
  const auto anchor = anchored ? re2::RE2::ANCHOR_START : re2::RE2::UNANCHORED;
  for (; refused < kMostRefused; ++refused) {
    re2::StringPiece found;
    if (!re_.Match(whole, from, to, anchor, &found, 1) || found.empty()) return false;
    const auto begin = static_cast<std::size_t>(found.data() - text.data());
    // What is longer than a value may be one in its first octets.
    const bool is_long = found.size() > kLongestUserValue;
    const bool is_value =
        !is_long || (re_.Match(whole, begin, begin + kLongestUserValue, re2::RE2::ANCHOR_START, &found, 1) &&
                     !found.empty());
    const std::size_t end = begin + found.size();
    const bool touches_before = begin > 0 && ascii::is_alnum(text[begin - 1]) && ascii::is_alnum(text[begin]);
    const bool touches_behind =
        is_value && end < text.size() && ascii::is_alnum(text[end]) && ascii::is_alnum(text[end - 1]);
    if (is_value && !touches_before && !touches_behind) {
      value = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
      return true;
    }
    if (anchored) return false;
    from = begin + 1;  // what begins within the same word touches it too
    while (ascii::is_alnum(text[begin]) && from < to && ascii::is_alnum(text[from])) ++from;
  }
  return false;
}

void UserPattern::find(std::string_view text, std::string_view lower,
                       std::vector<FoundUserValue>& out) const {
  const bool anchored = literals_.empty();
  for_each_try(text, lower, [&](std::size_t from, std::size_t to) {
    std::size_t done = 0;
    int refused = 0;
    FoundUserValue value{};
    while (from < to && match(text, from, to, anchored, refused, value)) {
      out.push_back(value);
      from = done = value.end;
      if (anchored) break;
    }
    return done;
  });
}

}  // namespace tidegate
