// The main journey: declaration or files -> scan -> facts -> laws -> risk -> pre-check -> record.
#include <fmt/format.h>

#include <algorithm>

#include "tidegate/gate/answers.h"
#include "tidegate/gate/case_items.h"
#include "tidegate/gate/declaration.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/judge.h"
#include "tidegate/gate/record.h"
#include "tidegate/gate/scan.h"
#include "tidegate/intake/write_transfer.h"

namespace tidegate {
namespace {

Result<std::vector<SourceFiles>> files_of(const Transfer& transfer) {
  std::vector<SourceFiles> sources;
  for (std::size_t i = 0; i < transfer.data.size(); ++i) {
    if (transfer.data[i].kind != DataSource::Kind::kFiles) continue;
    if (transfer.origin.empty()) {
      sources.push_back({i, transfer.data[i].globs});
      continue;
    }
    auto files = expand_globs(transfer.data[i].globs, transfer.origin);
    if (!files) return fail(files.error());
    sources.push_back({i, std::move(*files)});
  }
  return sources;
}

Counted counted_of(const DataProfile& profile, const SourceCounts& source) {
  Counted counted{source.persons, {}};
  for (const std::size_t file : source.files) counted.files.push_back(&profile.files[file]);
  return counted;
}

// An inline schema has no data: its names and types tell what an item is, never how many persons.
void complete_from_schema(const DataSource& source, Date as_of, Transfer& transfer) {
  if (!source.item) return;
  std::vector<std::string> names;
  for (const auto& [name, type] : source.columns) names.push_back(type.empty() ? name : type);
  bool personal = false;
  bool sensitive = false;
  for (const ColumnProfile& column : judge_names(names, as_of)) {
    personal = personal || column.sensitivity == Sensitivity::kPersonal ||
               column.sensitivity == Sensitivity::kSensitive;
    sensitive = sensitive || column.sensitivity == Sensitivity::kSensitive;
  }
  Facts& item = transfer.facts.items[*source.item];
  if (personal && (item.find("personal") == nullptr || is_unknown(*item.find("personal"))))
    item.set("personal", true);
  if (sensitive && (item.find("sensitive") == nullptr || is_unknown(*item.find("sensitive"))))
    item.set("sensitive", true);
}

// What the files say is put into the case; where they hold more than was declared, the profile notes it.
void complete_facts(Transfer& transfer, std::optional<DataProfile>& profile, Date as_of) {
  for (const DataSource& source : transfer.data) {
    if (source.kind == DataSource::Kind::kSchema) complete_from_schema(source, as_of, transfer);
  }
  if (!profile) return;
  for (const SourceCounts& source : profile->sources) {
    const Counted counted = counted_of(*profile, source);
    const auto& item = transfer.data[source.source].item;
    if (item && *item < transfer.facts.items.size()) {
      complete_item(counted, *item, transfer, profile->notes);
      continue;
    }
    const bool first_items = transfer.facts.items.empty();
    for (Facts& found : items_of(counted)) transfer.facts.items.push_back(std::move(found));
    if (first_items && transfer.items.empty()) transfer.items = item_names(counted);
  }
}

// Nobody can have been counted in nothing.
void nobody_before(CaseFacts& facts) {
  for (const char* name : {"cumulative_before.pi_nonsensitive", "cumulative_before.pi_sensitive"}) {
    const FactValue* sent = facts.flow.find(name);
    if (sent == nullptr || *sent != FactValue{std::int64_t{0}}) return;
  }
  if (facts.items.size() != 1) return;  // items may share persons with one another
  if (facts.items[0].find("already_counted") == nullptr)
    facts.items[0].set("already_counted", std::int64_t{0});
}

// A flag speaks of every recipient.
void let_answers_win(const Facts& before, Transfer& transfer) {
  for (const auto& [name, value] : transfer.facts.flow.all()) {
    const FactValue* old = before.find(name);
    if (!name.starts_with("recipient.") || (old != nullptr && *old == value)) continue;
    for (Recipient& recipient : transfer.recipients) recipient.facts.erase(name);
  }
}

}  // namespace

Result<Assessment> assess(const AssessRequest& request, const GateOptions& options) {
  const Date as_of = request.as_of.value_or(options.today);
  const auto declared = is_declaration(request.paths);
  if (!declared) return fail(declared.error());
  auto transfer = *declared ? read_declaration(request.paths[0]) : transfer_of_files(request);
  if (!transfer) return fail(transfer.error());
  auto grounds = load_grounds(options.packs, request.weights, request.destinations);
  if (!grounds) return fail(grounds.error());
  grounds->program = options.program;
  grounds->as_of = as_of;
  grounds->public_security_gate = request.public_security_gate;

  auto desk = open_desk(options);
  if (!desk) return fail(desk.error());
  const auto sources = files_of(*transfer);
  if (!sources) return fail(sources.error());
  std::optional<DataProfile> profile;
  if (!sources->empty()) {
    auto scanned = scan_sources(*sources, request.read, as_of, desk->secret(), options);
    if (!scanned) return fail(scanned.error());
    profile = std::move(*scanned);
  }
  complete_facts(*transfer, profile, as_of);
  const Facts before = transfer->facts.flow;
  const auto answered = apply_answers(request.flags, request.facts, grounds->packs, transfer->facts);
  if (!answered) return fail(answered.error());
  let_answers_win(before, *transfer);
  nobody_before(transfer->facts);

  Assessment answer = judge(*transfer, profile, *grounds);
  if (options.cancelled != nullptr && options.cancelled->load()) {
    return fail({ErrorCode::kCancelled, "interrupted; nothing was written", {}, "已中断；未写入任何内容"});
  }
  if (!request.declaration_path.empty()) {
    intake::WriteOptions look;
    look.lang = request.lang;
    const auto written =
        write_output(request.declaration_path, intake::write_transfer(answer.transfer, look));
    if (!written) return fail(written.error());
  }
  const auto kept = desk->keep(answer, *grounds, request);
  if (!kept) return fail(kept.error());
  return answer;
}

}  // namespace tidegate
