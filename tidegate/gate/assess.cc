// The main journey: declaration or files -> scan -> facts -> laws -> risk -> pre-check -> record.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "tidegate/gate/answers.h"
#include "tidegate/gate/backups/claimed.h"
#include "tidegate/gate/backups/declared.h"
#include "tidegate/gate/case_items.h"
#include "tidegate/gate/credentials/declared.h"
#include "tidegate/gate/declaration.h"
#include "tidegate/gate/declared_case.h"
#include "tidegate/gate/earlier_exports.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/judge.h"
#include "tidegate/gate/official_lists.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/record.h"
#include "tidegate/gate/register/consult.h"
#include "tidegate/gate/scan/sources.h"
#include "tidegate/intake/write_transfer.h"
#include "tidegate/ports/databases/database_url.h"
#include "tidegate/terms/sample.h"

namespace tidegate {
namespace {

Counted counted_of(const DataProfile& profile, const SourceCounts& source, std::uint64_t rows_without_age) {
  Counted counted{source.persons, {}, rows_without_age};
  std::uint64_t keys = 0;  // of JSON that are persons themselves: each may have data of its own
  std::uint64_t sensitive = 0;
  for (const std::size_t file : source.files) {
    counted.files.push_back(&profile.files[file]);
    if (!profile.files[file].format.starts_with("json")) continue;
    for (const ColumnProfile& column : profile.files[file].columns) {
      keys += column.name.empty() ? 1 : 0;
      sensitive += column.name.empty() && column.sensitivity == Sensitivity::kSensitive ? 1 : 0;
    }
  }
  PersonCounts& persons = counted.persons;
  persons.persons = std::max(persons.persons, keys);
  persons.with_sensitive = std::max(persons.with_sensitive, std::min(sensitive, persons.persons));
  persons.ordinary_only = persons.persons - persons.with_sensitive;
  return counted;
}

// Two numbers of persons stand on one screen: says which is which.
void note_uncounted(const Transfer& transfer, DataProfile& profile) {
  std::int64_t most = 0;
  for (const Facts& item : transfer.facts.items) {
    const FactValue* subjects = item.find("subjects");
    const auto* n = subjects == nullptr ? nullptr : std::get_if<std::int64_t>(subjects);
    if (n != nullptr) most = std::max(most, *n);
  }
  if (most == 0 || profile.totals.persons > 0) return;
  profile.notes.push_back(
      {fmt::format("the items count {} persons while the files show no distinct one: each cell or key that "
                   "tells of somebody counts as a person, since nothing in it tells two of them apart",
                   most),
       fmt::format(
           "数据项计 {} 人，而文件未见可区分的个人：其中没有可区分的标识，每个涉及个人的单元格或键各按一人计",
           most)});
}

// What the files say is put into the case; where they hold more than was declared, the profile notes it.
Result<void> complete_facts(Transfer& transfer, std::optional<Scanned>& scanned, Date as_of) {
  const auto done = complete_from_schemas(as_of, transfer);
  if (!done) return fail(done.error());
  if (!scanned) return {};
  DataProfile& profile = scanned->profile;
  const std::size_t stated = transfer.facts.items.size();
  std::vector<Facts> without_item;
  for (std::size_t i = 0; i < profile.sources.size(); ++i) {
    const SourceCounts& source = profile.sources[i];
    const Counted counted = counted_of(profile, source, scanned->rows_without_age[i]);
    const auto& item = transfer.data[source.source].item;
    if (item && *item < transfer.facts.items.size()) {
      complete_item(counted, *item, transfer, profile.notes);
      continue;
    }
    for (Facts& found : items_of(counted)) without_item.push_back(std::move(found));
    if (stated == 0 && transfer.items.empty()) transfer.items = item_names(counted);
  }
  settle_found(std::move(without_item), stated, transfer, profile.notes);
  if (stated == 0) note_uncounted(transfer, profile);
  if (stated > 0) hold_to_files(profile, transfer, profile.notes);
  return {};
}

// None: this installation keeps no register, or nothing may be looked at.
Result<std::optional<SubjectRegister>> find_register(const Desk& desk) {
  if (desk.folder() == nullptr) return std::optional<SubjectRegister>();
  return SubjectRegister::find(*desk.folder());
}

// The categories that American law finds in bare files.
std::vector<std::string> us_categories(const Transfer& transfer, const std::optional<Scanned>& scanned,
                                       const Grounds& grounds) {
  std::vector<std::string> categories;
  if (!scanned) return categories;
  const std::optional<DataProfile> profile = scanned->profile;
  const LawQuestion question = question_of(transfer, profile, grounds);
  for (const auto& [law, items] : question.items_by_law) {
    for (const Facts& item : items) {
      const FactValue* category = item.find("category");
      if (law == "US" && category != nullptr && !is_unknown(*category))
        categories.push_back(to_string(*category));
    }
  }
  return categories;
}

// China's lists speak of data that leaves China.
bool may_be_chinese(const Facts& flow) {
  const FactValue* from = flow.find("exporter.jurisdiction");
  return from == nullptr || is_unknown(*from) || *from == FactValue{Symbol{"CN"}};
}

// A flag speaks of every recipient.
void tell_recipients(const Facts& before, Transfer& transfer) {
  for (const auto& [name, value] : transfer.facts.flow.all()) {
    const FactValue* old = before.find(name);
    if (!name.starts_with("recipient.") || (old != nullptr && *old == value)) continue;
    for (Recipient& recipient : transfer.recipients) recipient.facts.erase(name);
  }
}

// --to and --from beside a declaration may only repeat it.
Result<void> check_places(const AssessRequest& request, const Transfer& transfer) {
  const auto differs = [&](const char* flag, const std::string& said, const std::string& declared) {
    return fail({ErrorCode::kMalformed,
                 fmt::format("\"{}\" contradicts {}, which says {}", said, transfer.origin,
                             declared.empty() ? "nothing of it" : fmt::format("\"{}\"", declared)),
                 flag,
                 fmt::format("“{}”与 {} 矛盾：其中{}", said, transfer.origin,
                             declared.empty() ? "没有写明" : fmt::format("为“{}”", declared))});
  };
  if (!request.to.empty() && transfer.recipients.empty()) return differs("--to", request.to, "");
  for (const Recipient& recipient : transfer.recipients) {
    if (!request.to.empty() && recipient.region != request.to)
      return differs("--to", request.to, recipient.region);
  }
  const FactValue* from = transfer.facts.flow.find("exporter.jurisdiction");
  const std::string declared = from == nullptr || is_unknown(*from) ? "" : to_string(*from);
  if (!request.from.empty() && declared != request.from) return differs("--from", request.from, declared);
  return {};
}

// Without the counts of persons sent before that nobody stated: of those the register knows more each day,
// and a number that stands in a declaration holds against it. What the answers say is a statement, unless it
// is the nought that the program itself put there.
//
// stated    what was declared; no rows where bare files were given
// answered  the case after the answers, before the register was asked
Transfer without_unstated_counts(Transfer transfer, const Transfer& stated, const CaseFacts& answered) {
  const FactValue none{std::int64_t{0}};
  for (std::size_t i = 0; i < transfer.facts.items.size(); ++i) {
    for (const char* name : {"already_counted", "counted_as_sensitive"}) {
      // Of later rows the files tell how many are in the row before: that is no memory of the register.
      if (i > 0 && std::string_view(name) == "counted_as_sensitive") continue;
      if (i < stated.facts.items.size() && stated.facts.items[i].find(name) != nullptr) continue;
      const FactValue* said = i < answered.items.size() ? answered.items[i].find(name) : nullptr;
      if (said == nullptr || *said == none) transfer.facts.items[i].erase(name);
    }
  }
  return transfer;
}

// A file that is there stays, unless it is what would be written, or the request says otherwise.
Result<void> write_declaration(const AssessRequest& request, const Transfer& transfer) {
  intake::WriteOptions look;
  look.lang = request.lang;
  const std::string text = intake::write_transfer(transfer, look);
  std::error_code none;
  if (!request.replaces_declaration && std::filesystem::is_regular_file(request.declaration_path, none)) {
    const auto there = read_file(request.declaration_path, text.size());
    if (there && *there == text) return {};
    return fail({ErrorCode::kMalformed, "another file is there; --force replaces it",
                 request.declaration_path, "该处已有其他文件；如需覆盖请加 --force"});
  }
  return write_output(request.declaration_path, text);
}

}  // namespace

Result<Assessed> assess(const AssessRequest& request, const GateOptions& options) {
  const Date as_of = request.as_of.value_or(options.today);
  auto grounds = load_grounds(options.packs, request.weights, request.destinations);
  if (!grounds) return fail(grounds.error());
  if (const auto known = check_flags(request.flags, grounds->packs); !known) return fail(known.error());
  const auto declared = is_declaration(request.paths);
  if (!declared) return fail(declared.error());
  auto transfer = *declared ? read_declaration(request.paths[0]) : transfer_of_files(request);
  if (!transfer) return fail(transfer.error());
  if (*declared) {
    const auto agrees = check_places(request, *transfer);
    if (!agrees) return fail(agrees.error());
    distrust_other_windows(as_of, transfer->facts.flow);
  }
  grounds->program = options.program;
  grounds->as_of = as_of;
  grounds->public_security_gate = request.public_security_gate;

  auto desk = open_desk(options);
  if (!desk) return fail(desk.error());
  const auto held = find_register(*desk);
  if (!held) return fail(held.error());
  const auto sources = files_of(*transfer);
  if (!sources) return fail(sources.error());
  // The declaration may hold passwords of databases; what is judged, shown and kept holds none.
  for (DataSource& source : transfer->data) {
    for (std::string& word : source.globs) word = without_password(word);
  }
  std::optional<Scanned> scanned;
  if (!sources->empty()) {
    auto read =
        scan_sources(*sources, request.read, as_of, desk->secret(), options, nullptr, held->has_value());
    if (!read) return fail(read.error());
    scanned = std::move(*read);
  }
  const Transfer stated = *transfer;
  const auto completed = complete_facts(*transfer, scanned, as_of);
  if (!completed) return fail(completed.error());
  const Transfer before = *transfer;
  const auto answered = apply_answers(request.flags, request.facts, grounds->packs, transfer->facts);
  if (!answered) return fail(answered.error());
  if (auto error = contradiction(before, transfer->facts)) return fail(std::move(*error));
  tell_recipients(before.facts.flow, *transfer);
  const CaseFacts answers = transfer->facts;
  if (*held) {
    // Of a sample nothing is compared: who was not drawn may have been sent before.
    const bool is_whole = scanned && !is_sample(scanned->profile);
    auto known = consult_register(**held, desk->secret(), as_of, stated, is_whole ? &*scanned : nullptr,
                                  us_categories(*transfer, scanned, *grounds), *transfer);
    if (!known) return fail(known.error());
    grounds->sent_before = std::move(*known);
  }
  nobody_before(transfer->facts);
  if (scanned && may_be_chinese(transfer->facts.flow)) {
    const auto asked = ask_official_lists(&transfer->facts.flow, as_of, options, scanned->profile);
    if (!asked) return fail(asked.error());
    settle_listed(*transfer, scanned->profile);
  }

  // The law asks nothing of officers: what is judged, shown and kept holds none.
  Transfer judged = *transfer;
  intake::withhold_persons(judged);
  std::optional<DataProfile> profile;
  if (scanned) profile = std::move(scanned->profile);
  if (*declared) {
    auto checked = check_declared_credentials(*transfer, request.paths[0], as_of, options);
    if (!checked) return fail(checked.error());
    grounds->credentials = std::move(*checked);
    auto backups = check_declared_backups(judged, profile, request.paths[0], as_of, options);
    if (!backups) return fail(backups.error());
    grounds->undeclared_copies = undeclared_copies(*backups, *transfer);
    for (CheckedCredential& one : *backups) grounds->credentials.push_back(std::move(one));
  }
  Assessed out{judge(judged, profile, *grounds), {}, {}};
  if (options.cancelled != nullptr && options.cancelled->load()) {
    return fail({ErrorCode::kCancelled, "interrupted; nothing was written", {}, "已中断；未写入任何内容"});
  }
  if (!request.declaration_path.empty()) {
    // Without a register the nought is the strict reading, and keeps the answer of those who sent before.
    const bool tells_itself = held->has_value() || was_nothing_sent(transfer->facts);
    const auto written = write_declaration(
        request, tells_itself ? without_unstated_counts(*transfer, stated, answers) : *transfer);
    if (!written && written.error().code != ErrorCode::kUnavailable) return fail(written.error());
    if (written) out.declaration_path = request.declaration_path;
    if (!written) {
      Error why = written.error();
      why.what += "; the declaration was not written: " + request.declaration_path;
      why.what_zh += "；申报文件未写入：" + request.declaration_path;
      out.not_kept.push_back(std::move(why));
    }
  }
  for (Error& error : desk->keep(out.answer, *grounds, request)) out.not_kept.push_back(std::move(error));
  return out;
}

}  // namespace tidegate
