#include "tidegate/gate/declared_case.h"

#include <fmt/format.h>

#include "tidegate/gate/backups/claimed.h"
#include "tidegate/gate/case_items.h"
#include "tidegate/gate/earlier_exports.h"
#include "tidegate/gate/scan/sources.h"
#include "tidegate/intake/write_transfer.h"

namespace tidegate {
namespace {

// Turns an unknown into yes; the column that says yes where no was declared is a contradiction.
Result<void> assert_by_column(const Transfer& transfer, const DataSource& source, const std::string& fact,
                              const std::string& column, Facts& item) {
  const FactValue* said = item.find(fact);
  if (said != nullptr && *said == FactValue{false}) {
    const std::string name = row_name(transfer, *source.item);
    return fail(
        {ErrorCode::kMalformed,
         fmt::format("column \"{}\" is {} data, but \"{}\" is declared with \"{}: no\"; correct one of "
                     "them, or write the column's type",
                     column, fact, name, fact),
         transfer.origin + ":" + source.pointer,
         fmt::format("列“{}”属于{}，但“{}”申报为 {}: no；请更正其一，或写明该列的类型", column,
                     fact == "personal" ? "个人信息" : "敏感个人信息", name, fact)});
  }
  item.set(fact, true);
  return {};
}

// An inline schema has no data: its names and types tell what an item is, never how many persons.
Result<void> complete_from_schema(const DataSource& source, Date as_of, Transfer& transfer) {
  if (!source.item) return {};
  std::vector<std::string> names;
  for (const auto& [name, type] : source.columns) names.push_back(type.empty() ? name : type);
  const std::vector<ColumnProfile> columns = judge_names(names, as_of);
  Facts& item = transfer.facts.items[*source.item];
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool sensitive = columns[i].sensitivity == Sensitivity::kSensitive;
    if (!sensitive && columns[i].sensitivity != Sensitivity::kPersonal) continue;
    for (const char* fact : {"personal", "sensitive"}) {
      if (!sensitive && fact == std::string_view("sensitive")) continue;
      const auto done = assert_by_column(transfer, source, fact, source.columns[i].first, item);
      if (!done) return fail(done.error());
    }
  }
  return {};
}

}  // namespace

Result<void> complete_from_schemas(Date as_of, Transfer& transfer) {
  for (const DataSource& source : transfer.data) {
    if (source.kind != DataSource::Kind::kSchema) continue;
    const auto done = complete_from_schema(source, as_of, transfer);
    if (!done) return fail(done.error());
  }
  return {};
}

bool was_nothing_sent(const CaseFacts& facts) {
  for (const char* name : {"cumulative_before.pi_nonsensitive", "cumulative_before.pi_sensitive"}) {
    const FactValue* sent = facts.flow.find(name);
    if (sent == nullptr || *sent != FactValue{std::int64_t{0}}) return false;
  }
  return true;
}

void nobody_before(CaseFacts& facts) {
  if (!was_nothing_sent(facts)) return;
  if (facts.items.size() != 1) return;  // items may share persons with one another
  for (const char* name : {"already_counted", "counted_as_sensitive"}) {
    if (facts.items[0].find(name) == nullptr) facts.items[0].set(name, std::int64_t{0});
  }
}

Result<Assessment> judge_declared(Transfer transfer, const Grounds& grounds, std::optional<Date> filed_on) {
  distrust_other_windows(grounds.as_of, transfer.facts.flow);
  const auto completed = complete_from_schemas(grounds.as_of, transfer);
  if (!completed) return fail(completed.error());
  nobody_before(transfer.facts);
  heed_backups(grounds.credentials, transfer);
  intake::withhold_persons(transfer);
  return judge(transfer, std::nullopt, grounds, filed_on);
}

}  // namespace tidegate
