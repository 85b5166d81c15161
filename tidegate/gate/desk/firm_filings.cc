#include "tidegate/gate/desk/firm_filings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "tidegate/base/instant.h"
#include "tidegate/gate/desk/json_piece.h"

namespace tidegate::desk {
namespace {

constexpr int kMostPages = 5;  // of kLargestPage cases
constexpr std::int64_t kMostPersons = 1'000'000'000'000;

// Persons of a summary; what is not said counts as nobody.
std::int64_t persons_of(const JsonPiece& piece) {
  std::int64_t persons = 0;
  const std::string_view text = piece.text();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), persons);
  const bool is_number = error == std::errc{} && end == text.data() + text.size();
  return is_number ? std::clamp<std::int64_t>(persons, 0, kMostPersons) : 0;
}

bool is_one_of(std::string_view state, std::initializer_list<std::string_view> states) {
  return std::find(states.begin(), states.end(), state) != states.end();
}

void add(FirmFilings& held, const CaseRow& row, std::int64_t year_began_ms) {
  const JsonPiece summary(row.summary);
  std::string sector = summary.member("sector").string();
  if (!sector.empty()) held.sectors.insert(std::move(sector));
  if (row.opened_ms < year_began_ms) return;
  held.has_ended = held.has_ended || row.state == "terminated";
  if (row.route == "EXT" || is_one_of(row.state, {"terminated", "refused", "not_accepted"})) return;
  ++held.filings;
  // Rows of before this was written say it by a number alone.
  const JsonPiece unknown = summary.member("persons_unknown");
  const bool has_number =
      persons_of(summary.member("persons")) + persons_of(summary.member("sensitive_persons")) > 0;
  if (unknown.text() == "true" || (unknown.text() != "false" && !has_number)) held.is_whole = false;
  held.ordinary += persons_of(summary.member("persons"));
  held.sensitive += persons_of(summary.member("sensitive_persons"));
}

}  // namespace

Result<FirmFilings> firm_filings(const DeskReader& reader, const TenantId& firm, const std::string& but_of,
                                 std::int64_t now_ms) {
  const Date today = china_date(now_ms);
  const std::int64_t year_began_ms = start_of_china_day(Date::of(today.year(), 1, 1).value());
  FirmFilings held;
  PageAsk ask;
  ask.limit = kLargestPage;
  bool has_more = true;
  for (int pages = 0; pages < kMostPages && has_more; ++pages) {
    const auto page = reader.cases(Reach::of_firm(firm), ask);
    if (!page) return fail(page.error());
    for (const CaseRow& row : page->rows) {
      if (row.id != but_of) add(held, row, year_began_ms);
    }
    has_more = page->next.has_value();
    ask.after = page->next;
    // A case changes when it is opened or later: behind this one lie none of this year.
    if (has_more && pages + 1 == kMostPages && page->rows.back().updated_ms >= year_began_ms)
      held.is_whole = false;
  }
  return held;
}

CountedBefore counted_before(const Transfer& declared) {
  const auto persons = [&](std::string_view fact) {
    const FactValue* value = declared.facts.flow.find(fact);
    const auto* n = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
    return n == nullptr ? 0 : *n;
  };
  const auto& rows = declared.facts.items;
  const bool has_persons = rows.empty() || std::any_of(rows.begin(), rows.end(), [](const Facts& row) {
                             const FactValue* personal = row.find("personal");
                             return personal == nullptr || *personal != FactValue{false};
                           });
  return {persons("cumulative_before.pi_nonsensitive"), persons("cumulative_before.pi_sensitive"),
          has_persons};
}

CountedBefore counted_before(const FilingDocument& handed_in) {
  const JsonPiece before = handed_in.declaration().member("cumulative_before");
  const std::vector<JsonPiece> items = handed_in.declaration().member("scenario").member("items").elements();
  const bool has_persons =
      items.empty() || std::any_of(items.begin(), items.end(), [](const JsonPiece& item) {
        return item.member("class").string() != "GENERAL";
      });
  return {persons_of(before.member("pi_nonsensitive")), persons_of(before.member("pi_sensitive")),
          has_persons};
}

bool counts_too_few(const FirmFilings& held, const CountedBefore& declared) {
  if (!declared.has_persons) return false;
  return !held.is_whole || held.ordinary > declared.ordinary || held.sensitive > declared.sensitive;
}

void check_other_filings(const FirmFilings& held, const CountedBefore& declared,
                         std::vector<Finding>& findings) {
  if (!counts_too_few(held, declared)) return;
  const auto of_split =
      std::find_if(findings.begin(), findings.end(), [](const Finding& f) { return f.rule == "V27"; });
  if (of_split == findings.end() || of_split->state == CheckState::kFails) return;
  of_split->state = CheckState::kFails;
  of_split->pointer = "/cumulative_before";
  const std::string_view least = held.is_whole ? "" : "at least ";
  const std::string_view least_zh = held.is_whole ? "" : "至少 ";
  of_split->says = {
      fmt::format(
          "this year's {}{} other filings of the firm at the desk count {} persons and {} with sensitive "
          "data; {} and {} are declared as counted before",
          least, held.filings, held.ordinary, held.sensitive, declared.ordinary, declared.sensitive),
      fmt::format("本单位本年度已在本平台另行申报 {}{} 件，合计个人信息 {} 人、敏感个人信息 {} 人；"
                  "本次申报填写的此前累计为 {} 人、{} 人",
                  least_zh, held.filings, held.ordinary, held.sensitive, declared.ordinary,
                  declared.sensitive)};
  of_split->fix = {
      "count them among the persons sent before and take the route of the sum; splitting a flow is not "
      "allowed. Persons of exempt flows, or who were counted once already, may be left out: an officer looks "
      "at it",
      "请计入此前累计人数，并按合计人数选择路径；不得拆分数量。依法豁免的部分或已去重的自然人可不计入，"
      "由经办人员核实"};
}

std::vector<Text> against_by_other_filings(const FirmFilings& held, const CountedBefore& declared,
                                           const std::string& sector) {
  std::vector<Text> why;
  if (counts_too_few(held, declared))
    why.push_back({"the firm's other filings of this year count more persons than are declared",
                   "本单位本年度其他申报的人数多于所填此前累计"});
  if (held.has_ended)
    why.push_back({"the firm has withdrawn a filing this year, or one was terminated",
                   "本单位本年度有申报被撤回或终止"});
  const bool is_other = std::any_of(held.sectors.begin(), held.sectors.end(),
                                    [&](const std::string& one) { return one != sector; });
  if (is_other) why.push_back({"the firm has filed under another sector", "本单位曾以其他行业申报"});
  return why;
}

}  // namespace tidegate::desk
