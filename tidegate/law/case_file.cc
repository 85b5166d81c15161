#include "tidegate/law/case_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>

#include "tidegate/base/utf8.h"

namespace tidegate::law {
namespace {

constexpr std::size_t kMostItems = 1000;
constexpr std::size_t kMostBytes = 4U << 20;

struct TopicName {
  std::string_view word;
  CaseTopic topic;
};
constexpr std::array<TopicName, 11> kTopics{{{"route", CaseTopic::kRoute},
                                             {"cites", CaseTopic::kCites},
                                             {"duties", CaseTopic::kDuties},
                                             {"standing", CaseTopic::kStanding},
                                             {"exemptions", CaseTopic::kExemptions},
                                             {"gates", CaseTopic::kGates},
                                             {"also_allowed", CaseTopic::kAlternatives},
                                             {"doubts", CaseTopic::kDoubts},
                                             {"authority", CaseTopic::kAuthority},
                                             {"validity_months", CaseTopic::kValidity},
                                             {"missing", CaseTopic::kMissing}}};

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// The first word, and what follows it.
std::pair<std::string_view, std::string_view> split_word(std::string_view text) {
  const std::size_t end = text.find_first_of(" \t");
  return {text.substr(0, end),
          end == std::string_view::npos ? std::string_view{} : trimmed(text.substr(end))};
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size() || n < 0) return std::nullopt;
  return n;
}

std::optional<FactValue> value_of(std::string_view text) {
  if (text == "yes" || text == "true") return true;
  if (text == "no" || text == "false") return false;
  if (text == "unknown") return Unknown{};
  if (const auto n = number(text)) return *n;
  if (const auto day = Date::parse(text)) return *day;
  if (is_name(text)) return Symbol{std::string(text)};
  return std::nullopt;
}

class Reader {
 public:
  Reader(std::string_view text, std::string_view name) : text_(text), name_(name) {}

  Result<std::vector<PackCase>> run() {
    if (text_.size() > kMostBytes)
      return fail({ErrorCode::kLimit, "is larger than 4 MiB", std::string(name_)});
    while (!text_.empty() && !error_) {
      const std::size_t end = text_.find('\n');
      ++line_;
      read(trimmed(text_.substr(0, end)));
      text_.remove_prefix(end == std::string_view::npos ? text_.size() : end + 1);
    }
    close();
    if (error_) return fail(*error_);
    return std::move(cases_);
  }

 private:
  void wrong(std::string what) {
    if (!error_) error_ = Error{ErrorCode::kMalformed, std::move(what), fmt::format("{}:{}", name_, line_)};
  }

  void read(std::string_view line) {
    if (line.empty() || line.front() == '#') return;
    const auto [word, rest] = split_word(line);
    if (word == "case") return open(rest);
    if (cases_.empty()) return wrong("stands before the first \"case\"");
    if (word == "as" && rest.starts_with("of ")) return as_of(trimmed(rest.substr(3)));
    if (word == "given") return given(rest);
    if (word == "expect") return expect(rest);
    wrong(fmt::format("\"{}\" is none of case, as of, given, expect", first_characters(word, 40)));
  }

  void open(std::string_view title) {
    close();
    if (title.empty()) return wrong("a case needs a title");
    dated_ = false;
    PackCase next;
    next.title = std::string(title);
    next.facts.absent = Absent::kNo;
    next.line = line_;
    cases_.push_back(std::move(next));
  }

  void close() {
    if (cases_.empty() || error_) return;
    if (!dated_) wrong(fmt::format("the case \"{}\" has no day", cases_.back().title));
    if (cases_.back().expectations.empty())
      wrong(fmt::format("the case \"{}\" expects nothing", cases_.back().title));
  }

  void as_of(std::string_view text) {
    const auto day = Date::parse(text);
    if (!day) return wrong(day.error().what);
    cases_.back().as_of = *day;
    dated_ = true;
  }

  void given(std::string_view text) {
    const std::size_t equal = text.find('=');
    if (equal == std::string_view::npos) return wrong("a fact is given as \"name = value\"");
    std::string_view name = trimmed(text.substr(0, equal));
    const auto value = value_of(trimmed(text.substr(equal + 1)));
    if (!value) return wrong("the value is no yes, no, unknown, number, day or word");
    Facts* facts = &cases_.back().facts.flow;
    if (name.starts_with("data[")) {
      facts = item(name);
      if (facts == nullptr) return wrong("an item is named data[0].fact, data[1].fact, ...");
    }
    if (!is_name(name)) return wrong("the fact has no name");
    if (facts->find(name) != nullptr) return wrong(fmt::format("\"{}\" is given a second time", name));
    facts->set(name, *value);
  }

  // The item that the name speaks of, at most one more than there are; cuts the name to its fact.
  Facts* item(std::string_view& name) {
    const std::size_t end = name.find("].");
    const auto index = number(name.substr(5, end == std::string_view::npos ? end : end - 5));
    auto& items = cases_.back().facts.items;
    if (end == std::string_view::npos || !index || *index > static_cast<std::int64_t>(items.size()) ||
        items.size() >= kMostItems) {
      return nullptr;
    }
    if (*index == static_cast<std::int64_t>(items.size())) items.emplace_back();
    name.remove_prefix(end + 2);
    return &items[static_cast<std::size_t>(*index)];
  }

  void expect(std::string_view text) {
    CaseExpectation e;
    e.line = line_;
    auto [word, rest] = split_word(text);
    if (word == "no") {
      e.mode = CaseExpectation::Mode::kLacks;
      std::tie(word, rest) = split_word(rest);
    }
    const auto topic = std::find_if(kTopics.begin(), kTopics.end(),
                                    [&, w = word](const TopicName& t) { return t.word == w; });
    if (topic == kTopics.end())
      return wrong(fmt::format("\"{}\" is nothing to expect", first_characters(word, 40)));
    e.topic = topic->topic;
    if (rest.starts_with("=") && e.mode == CaseExpectation::Mode::kIs) {
      rest = trimmed(rest.substr(1));
    } else if (e.mode == CaseExpectation::Mode::kIs) {
      e.mode = CaseExpectation::Mode::kHolds;
    }
    while (!rest.empty()) {
      const std::size_t comma = rest.find(',');
      const std::string_view one = trimmed(rest.substr(0, comma));
      if (one.empty()) return wrong("a value is missing between commas");
      if (one != "none" || e.topic == CaseTopic::kAuthority) e.values.emplace_back(one);
      rest = comma == std::string_view::npos ? std::string_view{} : trimmed(rest.substr(comma + 1));
      if (comma != std::string_view::npos && rest.empty())
        return wrong("a value is missing behind the comma");
    }
    if (e.values.empty() && e.mode != CaseExpectation::Mode::kIs) return wrong("expects nothing");
    std::sort(e.values.begin(), e.values.end());
    cases_.back().expectations.push_back(std::move(e));
  }

  std::string_view text_, name_;
  std::size_t line_ = 0;
  bool dated_ = false;
  std::optional<Error> error_;
  std::vector<PackCase> cases_;
};

std::vector<std::string> codes(const std::vector<Duty>& duties) {
  std::vector<std::string> found;
  for (const Duty& d : duties) found.push_back(d.code);
  return found;
}

std::vector<std::string> actual(const Opinion& o, CaseTopic topic) {
  switch (topic) {
    case CaseTopic::kRoute:
      return {o.route};
    case CaseTopic::kCites:
      return o.legal_basis;
    case CaseTopic::kDuties:
      return codes(o.obligations);
    case CaseTopic::kStanding:
      return codes(o.standing);
    case CaseTopic::kExemptions:
      return o.exemptions;
    case CaseTopic::kGates:
      return codes(o.gates);
    case CaseTopic::kAlternatives:
      return o.also_allowed;
    case CaseTopic::kAuthority:
      return {o.authority};
    case CaseTopic::kMissing:
      return o.missing_facts;
    case CaseTopic::kValidity:
      if (!o.validity_months) return {};
      return {std::to_string(*o.validity_months)};
    case CaseTopic::kDoubts:
      break;
  }
  std::vector<std::string> found;
  for (const Doubt& d : o.doubts) found.push_back(d.code);
  return found;
}

std::string listed(const std::vector<std::string>& values) {
  return values.empty() ? "none" : fmt::format("{}", fmt::join(values, ", "));
}

}  // namespace

Result<std::vector<PackCase>> parse_case_file(std::string_view text, std::string_view name) {
  return Reader(text, name).run();
}

std::vector<std::string> unmet(const PackCase& pack_case, const Opinion& opinion) {
  std::vector<std::string> found;
  for (const CaseExpectation& e : pack_case.expectations) {
    auto got = actual(opinion, e.topic);
    std::sort(got.begin(), got.end());
    const auto has = [&](const std::string& v) { return std::binary_search(got.begin(), got.end(), v); };
    using Mode = CaseExpectation::Mode;
    const bool met = e.mode == Mode::kIs      ? got == e.values
                     : e.mode == Mode::kHolds ? std::all_of(e.values.begin(), e.values.end(), has)
                                              : std::none_of(e.values.begin(), e.values.end(), has);
    if (met) continue;
    const auto topic =
        std::find_if(kTopics.begin(), kTopics.end(), [&](const TopicName& t) { return t.topic == e.topic; });
    const std::string_view wants = e.mode == Mode::kIs      ? "expected"
                                   : e.mode == Mode::kHolds ? "expected among them"
                                                            : "not expected";
    found.push_back(
        fmt::format("line {}: {} is {}, {} {}", e.line, topic->word, listed(got), wants, listed(e.values)));
  }
  return found;
}

}  // namespace tidegate::law
