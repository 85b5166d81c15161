#include "tidegate/gate/desk/filings.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/gate/desk/filing_work.h"
#include "tidegate/gate/desk/handed_papers.h"
#include "tidegate/gate/desk/pass_to_extend.h"
#include "tidegate/gate/desk/permit_succession.h"
#include "tidegate/gate/desk/recipient_links.h"
#include "tidegate/gate/desk/workers.h"
#include "tidegate/gate/filing/tree_json.h"
#include "tidegate/intake/edit_tree.h"

namespace tidegate {
namespace {

using desk::KeptFiling;

Error malformed(std::string where, std::string en, std::string zh) {
  return {ErrorCode::kOutOfRange, std::move(en), std::move(where), std::move(zh)};
}

std::int64_t count_in(const Json* from, std::string_view key) {
  const Json* value = from == nullptr ? nullptr : from->find(key);
  const std::int64_t* count = value == nullptr ? nullptr : value->integer();
  return count == nullptr ? 0 : *count;
}

DeskFilingLine line_of(const FilingRow& row) {
  DeskFilingLine line;
  line.id = row.id;
  line.state = row.state;
  line.route = row.route;
  line.case_id = row.case_id;
  line.version = row.version;
  line.created_ms = row.created_ms;
  line.updated_ms = row.updated_ms;
  const auto summary = parse_json(row.summary, "");
  if (!summary) return line;
  if (const Json* title = summary->find("title"); title != nullptr && title->string() != nullptr)
    line.title = *title->string();
  if (const Json* title = summary->find("title_en"); title != nullptr && title->string() != nullptr)
    line.title_en = *title->string();
  const Json* gaps = summary->find("gaps");
  line.gaps = {count_in(gaps, "blocks"), count_in(gaps, "returned"), count_in(gaps, "warns")};
  line.answered = count_in(&*summary, "answered");
  line.needed = count_in(&*summary, "needed");
  return line;
}

intake::Node text_node(std::string_view text) {
  intake::Node node;
  node.kind = intake::Node::Kind::kScalar;
  node.text = text;
  node.quoted = true;
  return node;
}

void set_text(intake::Node& root, std::string_view pointer, std::string_view text) {
  if (!text.empty()) static_cast<void>(intake::set_value(root, pointer, text_node(text)));
}

// The exporter is the firm; edition: of the desk's form.
void begin_form(intake::Node& root, const TenantRow& firm, int of_edition) {
  desk::complete_declaration(root);
  set_text(root, "/processor/name", firm.name);
  set_text(root, "/processor/uscc", firm.uscc);
  set_text(root, "/filing/language", "zh-CN");
  intake::Node edition = text_node(fmt::format("{}", of_edition));
  edition.quoted = false;
  static_cast<void>(intake::set_value(root, "/filing/edition", std::move(edition)));
}

// Papers that hold of the next filing too: licences, identity, contracts. What was written of this one alone
// is made anew.
bool is_carried_over(std::string_view slot) {
  return slot.starts_with('A') && slot != "A5" && slot != "A6" && slot != "A8";
}

void list_papers(intake::Node& root, const std::vector<FilingFileRow>& files) {
  for (const FilingFileRow& file : files) {
    intake::Node entry;
    entry.kind = intake::Node::Kind::kMap;
    entry.keys = {{"code", 0, 0}, {"file", 0, 0}};
    entry.children = {text_node(file.slot), text_node(file.file_name)};
    static_cast<void>(intake::set_value(root, "/attachments/-", std::move(entry)));
  }
}

// An application to extend: what was passed again, and that beside it.
void extend(KeptFiling& made, const desk::PassToExtend& pass) {
  made.extends = pass.row.id;
  made.extends_until = pass.ends_on;
  made.previous = typed_json(pass.passed.declaration.root);
  set_text(made.declaration.root, "/filing/route", "EXT");
  if (!pass.permit.persons.total) return;
  intake::Node approved = text_node(fmt::format("{}", *pass.permit.persons.total));
  approved.quoted = false;
  static_cast<void>(
      intake::set_value(made.declaration.root, "/filing/last_pass/approved_persons", std::move(approved)));
}

}  // namespace

DeskFilings::DeskFilings(desk::Parts& parts)
    : parts_(parts), work_(std::make_unique<desk::FilingWork>(parts, *parts.filing_grounds)) {}
// Jobs that make documents stand on it.
DeskFilings::~DeskFilings() {
  if (parts_.workers) parts_.workers->stop();
}

std::string_view DeskFilings::form_json() const { return work_->grounds().form_json(); }
std::string_view DeskFilings::form_sha256() const { return work_->form_sha256(); }

Result<DeskPage<DeskFilingLine>> DeskFilings::filings(const DeskAsker& asker, const DeskPageAsk& ask) {
  const auto page = desk::page_of(ask);
  if (!page) return fail(page.error());
  const Reach reach = desk::reach_of(asker.account);
  return parts_.store->read([&](const DeskReader& reader) -> Result<DeskPage<DeskFilingLine>> {
    const auto rows = reader.filings(reach, *page);
    if (!rows) return fail(rows.error());
    DeskPage<DeskFilingLine> out;
    for (const FilingRow& row : rows->rows) {
      out.rows.push_back(line_of(row));
      if (row.case_id.empty()) continue;
      const auto of = reader.case_of(reach, row.case_id);
      if (!of) return fail(of.error());
      out.rows.back().case_state = of->state;
    }
    out.next = desk::cursor_text(rows->next);
    return out;
  });
}

Result<EditedFiling> DeskFilings::add(const DeskAsker& asker, const NewFiling& made) {
  const int sources = (made.declaration != nullptr ? 1 : 0) + (made.assessment != nullptr ? 1 : 0) +
                      (made.extends.empty() ? 0 : 1) + (made.copies.empty() ? 0 : 1);
  if (sources > 1)
    return fail(malformed(":", "give one of declaration, assessment, extends and copies",
                          "declaration、assessment、extends、copies 只能给出一项"));
  const desk::FilingHand hand = desk::hand_of(asker, parts_.now());
  struct Ground {
    TenantRow firm;
    std::optional<KeptFiling> before;
    std::optional<desk::PassToExtend> pass;
  };
  const auto ground = parts_.store->read([&](const DeskReader& reader) -> Result<Ground> {
    auto firm = reader.tenant(hand.reach, asker.account.tenant);
    if (!firm) return fail(firm.error());
    Ground out{std::move(*firm), {}, {}};
    if (!made.extends.empty()) {
      auto pass = desk::pass_to_extend(reader, hand.reach, made.extends);
      if (!pass) return fail(pass.error());
      if (auto may = desk::is_not_extended(reader, pass->row, {}); !may) return fail(may.error());
      out.before = pass->passed;
      out.pass = std::move(*pass);
    }
    if (!made.copies.empty()) {
      auto before = desk::kept_filing(reader, hand.reach, made.copies);
      if (!before) return fail(before.error());
      out.before = std::move(*before);
    }
    return out;
  });
  if (!ground) return fail(ground.error());
  KeptFiling kept;
  kept.row.id = desk::new_id(parts_.now());
  kept.row.tenant = TenantId(asker.account.tenant);
  kept.row.state = "draft";
  kept.row.created_ms = parts_.now();
  kept.declaration.is_json = true;
  intake::Node& root = kept.declaration.root;
  std::vector<FilingFileRow> carried;
  if (made.declaration != nullptr) root = node_of_json(*made.declaration);
  if (made.assessment != nullptr) root = desk::tree_of_assessment(*made.assessment);
  if (ground->before) {
    root = desk::tree_to_copy(ground->before->declaration.root);
    for (const DeskPaper& paper : desk::draft_papers(*ground->before)) {
      if (!is_carried_over(paper.slot)) continue;
      FilingFileRow file{{}, {}, paper.slot, paper.sha256, paper.file_name, 0};
      file.id = desk::new_id(parts_.now());
      file.filing = kept.row.id;
      file.added_ms = parts_.now();
      carried.push_back(std::move(file));
    }
    list_papers(root, carried);
  }
  begin_form(root, ground->firm, work_->looks().form.edition);
  if (ground->pass) extend(kept, *ground->pass);
  kept.files = carried;
  if (ground->before) kept.papers_of = ground->before->row.id;
  auto problems = work_->brought_up(hand.reach, kept);
  if (!problems) return fail(problems.error());
  if (!problems->empty()) return EditedFiling{{}, std::move(*problems)};
  const auto done = parts_.store->transact([&](DeskTransaction& t) -> Result<bool> {
    if (auto added = t.add_filing(kept.row); !added) return fail(added.error());
    for (const FilingFileRow& file : carried) {
      if (auto added = t.add_filing_file(hand.reach, file); !added) return fail(added.error());
    }
    AuditRow audit = hand.audit;
    audit.action = "filing.add";
    audit.object = kept.row.id;
    t.audit(std::move(audit));
    return true;
  });
  if (!done) return fail(done.error());
  auto now = work_->read(hand.reach, kept.row.id);
  if (!now) return fail(now.error());
  auto filing = work_->shown(hand.reach, *now);
  if (!filing) return fail(filing.error());
  return EditedFiling{std::move(*filing), {}};
}

Result<DeskFiling> DeskFilings::filing(const DeskAsker& asker, const std::string& id) {
  const Reach reach = desk::reach_of(asker.account);
  const auto kept = work_->read(reach, id);
  if (!kept) return fail(kept.error());
  return work_->shown(reach, *kept);
}

Result<EditedFiling> DeskFilings::change(const DeskAsker& asker, const std::string& id,
                                         const FilingEdit& edit) {
  const desk::FilingHand hand = desk::hand_of(asker, parts_.now());
  auto kept = work_->read(hand.reach, id);
  if (!kept) return fail(kept.error());
  if (kept->row.version != edit.version) return fail(desk::moved_on());
  auto problems = desk::edited(kept->declaration.root, edit);
  if (!problems.empty()) return EditedFiling{{}, std::move(problems)};
  if (!desk::moves_recipients(edit)) return work_->keep(hand, std::move(*kept), "filing.change");
  return work_->keep(hand, std::move(*kept), "filing.change",
                     [&](DeskTransaction& t) { return desk::end_links(t, id, "ended", parts_.now()); });
}

Result<EditedFiling> DeskFilings::replace(const DeskAsker& asker, const std::string& id, std::int64_t version,
                                          const Json& declaration) {
  const desk::FilingHand hand = desk::hand_of(asker, parts_.now());
  auto kept = work_->read(hand.reach, id);
  if (!kept) return fail(kept.error());
  if (kept->row.version != version) return fail(desk::moved_on());
  kept->declaration.root = node_of_json(declaration);
  return work_->keep(hand, std::move(*kept), "filing.replace",
                     [&](DeskTransaction& t) { return desk::end_links(t, id, "ended", parts_.now()); });
}

Result<void> DeskFilings::remove(const DeskAsker& asker, const std::string& id, std::int64_t version) {
  const desk::FilingHand hand = desk::hand_of(asker, parts_.now());
  const auto done = parts_.store->transact([&](DeskTransaction& t) -> Result<bool> {
    const auto row = t.filing(hand.reach, id);
    if (!row) return fail(row.error());
    if (row->version != version) return fail(desk::moved_on());
    if (row->state != "draft")
      return fail(
          {ErrorCode::kConflict, "it is handed in; withdraw its case", ":", "已申报；请在案件中撤回"});
    if (auto ended = desk::end_links(t, id, "ended", parts_.now()); !ended) return fail(ended.error());
    if (auto gone = t.remove_draft(*row); !gone) return fail(gone.error());
    AuditRow audit = hand.audit;
    audit.action = "filing.remove";
    audit.object = id;
    t.audit(std::move(audit));
    return true;
  });
  if (!done) return fail(done.error());
  return {};
}

Result<DeskFilingCheck> DeskFilings::check(const DeskAsker& asker, const std::string& id) {
  const Reach reach = desk::reach_of(asker.account);
  auto kept = work_->read(reach, id);
  if (!kept) return fail(kept.error());
  auto ready = work_->ready(reach, *kept);
  if (!ready) return fail(ready.error());
  return std::move(ready->told);
}

}  // namespace tidegate
