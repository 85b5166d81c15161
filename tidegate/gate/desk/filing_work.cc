#include "tidegate/gate/desk/filing_work.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "tidegate/assure/credential.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/gate/desk/case_book.h"
#include "tidegate/gate/desk/extension_facts.h"
#include "tidegate/gate/desk/filing_credentials.h"
#include "tidegate/gate/desk/firm_filings.h"
#include "tidegate/gate/desk/handed_papers.h"
#include "tidegate/gate/filing/tree_json.h"
#include "tidegate/intake/read_transfer.h"
#include "tidegate/terms/case.h"

namespace tidegate::desk {
namespace {

// Of a place in the declaration, as judge_declared tells it: "declaration.json:/data/0".
PlacedProblem problem_of(const Error& error) {
  const std::size_t colon = error.where.find(":/");
  return {colon == std::string::npos ? std::string() : error.where.substr(colon + 1),
          {error.what, error.what_zh.empty() ? error.what : error.what_zh},
          {"correct one of them", "请更正其一"}};
}

}  // namespace

Error may_not_change() {
  return {ErrorCode::kConflict,
          "it is handed in, and may be changed again when it is returned or a supplement is asked for", ":",
          "已申报；仅在退回或要求补充材料时可再修改"};
}

Error moved_on() {
  return {ErrorCode::kConflict,
          "it has moved on since it was read; read it again",
          {},
          "读取之后已有变更，请重新读取"};
}

FilingHand hand_of(const DeskAsker& asker, std::int64_t now_ms) {
  return {reach_of(asker.account), audit_row(asker.account, {}, {}, "done", now_ms)};
}

FilingWork::FilingWork(Parts& parts, FilingGrounds& grounds)
    : parts_(parts), grounds_(grounds), form_sha256_(sha256_hex(grounds.form_json())) {}

Result<KeptFiling> FilingWork::read(const Reach& reach, const std::string& id) {
  return parts_.store->read([&](const DeskReader& reader) { return kept_filing(reader, reach, id); });
}

Result<DeskFiling> FilingWork::shown(const Reach& reach, const KeptFiling& kept) {
  const auto firm = parts_.store->read(
      [&](const DeskReader& reader) { return reader.tenant(reach, kept.row.tenant.text()); });
  if (!firm) return fail(firm.error());
  const FilingRow& row = kept.row;
  DeskFiling out;
  out.id = row.id;
  out.firm.id = firm->id;
  out.firm.uscc = firm->uscc;
  out.firm.name = firm->name;
  out.state = row.state;
  out.route = row.route;
  out.case_id = row.case_id;
  out.version = row.version;
  out.created_ms = row.created_ms;
  out.updated_ms = row.updated_ms;
  out.can_edit = kept.can_edit();
  out.declaration = canonical_text(typed_json(kept.declaration.root));
  out.papers = draft_papers(kept);
  out.is_changed =
      !kept.handed_in_hash.empty() && kept.handed_in_hash != filing_hash(out.declaration, out.papers);
  return out;
}

Result<void> FilingWork::look_at(const FilingFileRow& file, const std::string& bytes) {
  const auto looked =
      shelf_.paper(file.sha256, file.file_name, [&]() -> Result<std::string> { return bytes; });
  if (!looked) return fail(looked.error());
  return {};
}

Result<std::vector<filing::Paper>> FilingWork::papers(const Reach& reach, const KeptFiling& kept,
                                                      const Transfer& transfer) {
  std::vector<filing::Paper> out;
  for (std::size_t i = 0; i < transfer.attachments.size(); ++i) {
    const Attachment& attachment = transfer.attachments[i];
    const FilingFileRow* const file = paper_named(kept.files, attachment.code, attachment.file);
    filing::Paper paper;
    if (file != nullptr) {
      const auto looked = shelf_.paper(file->sha256, file->file_name, [&]() -> Result<std::string> {
        auto blob = parts_.store->read([&](const DeskReader& reader) {
          return reader.filing_blob(reach, kept.papers_lie_at(), file->sha256);
        });
        if (!blob) return fail(blob.error());
        return std::move(blob->bytes);
      });
      if (!looked) return fail(looked.error());
      paper = **looked;
    }
    paper.code = attachment.code;
    paper.pointer = "/attachments/" + std::to_string(i);
    paper.file = attachment.file;
    out.push_back(std::move(paper));
  }
  return out;
}

// Of a paper of the draft, by its name alone: the declaration names no slot beside it.
DocumentOctets FilingWork::octets(const Reach& reach, const KeptFiling& kept) {
  return paper_octets(draft_papers(kept),
                      [this, &reach, &kept](const std::string& sha256) -> std::optional<std::string> {
                        auto blob = parts_.store->read([&](const DeskReader& reader) {
                          return reader.filing_blob(reach, kept.papers_lie_at(), sha256);
                        });
                        return blob ? std::optional(std::move(blob->bytes)) : std::nullopt;
                      });
}

Result<CheckedFiling> FilingWork::checked(const Reach& reach, const KeptFiling& kept,
                                          const Transfer& transfer, Date day) {
  const auto looked_at = papers(reach, kept, transfer);
  if (!looked_at) return fail(looked_at.error());
  std::optional<Transfer> previous;
  if (kept.previous) {
    intake::Document before{node_of_json(*kept.previous), true, {}};
    previous = intake::read_transfer(before, "previous.json").transfer;
  }
  // The day on which what is supplemented came in; until then this one, whatever day is written. What was
  // sent back for its gaps was not taken: it comes in anew.
  Date filed_on = day;
  if (!kept.row.case_id.empty() && kept.case_state != to_string(CaseState::kReturned)) {
    const auto taken = parts_.store->read(
        [&](const DeskReader& reader) { return taken_in_ms(reader, reach, kept.row.case_id); });
    if (!taken) return fail(taken.error());
    filed_on = china_date(*taken);
  }
  auto grounds = grounds_.of_day(day);
  std::optional<Error> unread;  // a manifest that is there must not count as one that is not
  const BackupPapers backups =
      backup_papers(draft_papers(kept), [&](const std::string& sha256) -> std::optional<std::string> {
        auto blob = parts_.store->read([&](const DeskReader& reader) {
          return reader.filing_blob(reach, kept.papers_lie_at(), sha256);
        });
        if (blob) return std::move(blob->bytes);
        // A paper that is being added is kept after this.
        if (blob.error().code != ErrorCode::kNotFound) unread = std::move(blob.error());
        return std::nullopt;
      });
  LookUp looked = look_up(parts_.credentials.get(), transfer, parts_.now(), octets(reach, kept), backups);
  if (unread) return fail(*std::move(unread));
  if (!looked.looked.found.empty()) {
    auto heeding = std::make_shared<Grounds>(*grounds);
    heeding->credentials = looked.looked.found;
    grounds = std::move(heeding);
  }
  auto done =
      check_filing(transfer, *looked_at, previous ? &*previous : nullptr, *grounds, looks(), filed_on);
  if (done) {
    done->credentials = std::move(looked.looked);
    if (looked.unbelieved) done->answer.notes.push_back(*std::move(looked.unbelieved));
  }
  if (!done || done->route == to_string(FilingRoute::kEXT)) return done;
  const auto others = parts_.store->read([&](const DeskReader& reader) {
    return firm_filings(reader, kept.row.tenant, kept.row.case_id, parts_.now());
  });
  if (!others) return fail(others.error());
  check_other_filings(*others, counted_before(transfer), done->answer.findings);
  return done;
}

Result<FilingWork::Ready> FilingWork::judged(const Reach& reach, const KeptFiling& kept,
                                             const Transfer& transfer) {
  const Date day = china_date(parts_.now());
  auto done = checked(reach, kept, transfer, day);
  if (!done) return fail(done.error());
  const auto ends = Date::parse(kept.extends_until);
  if (ends && done->route == to_string(FilingRoute::kEXT)) {
    if (auto early = against_window(*ends, parts_.law, day))
      done->answer.findings.push_back(std::move(*early));
  }
  const auto firm = parts_.store->read(
      [&](const DeskReader& reader) { return reader.tenant(reach, kept.row.tenant.text()); });
  if (!firm) return fail(firm.error());
  Ready out;
  out.told = told_check(*done, looks(), day);
  out.told.version = kept.row.version;
  out.version = filing_version(*done, grounds_.of_day(day)->weights);
  // A draft that names no item yet claims nothing: not even that what is unknown may be important.
  const bool is_important = out.version.important_data && !done->people.items.empty();
  out.summary = summary_text(done->people, done->readings, *firm, out.told, is_important);
  out.checked = std::move(*done);
  return out;
}

Result<FilingWork::Ready> FilingWork::ready(const Reach& reach, KeptFiling& kept) {
  const ReadDeclaration read = read_declaration_tree(kept.declaration);
  if (read.transfer) return judged(reach, kept, *read.transfer);
  return fail(
      {ErrorCode::kCorrupt, "the filing's declaration does not read", kept.row.id, "申报内容无法读取"});
}

Result<std::vector<PlacedProblem>> FilingWork::brought_up(const Reach& reach, KeptFiling& kept) {
  ReadDeclaration read = read_declaration_tree(kept.declaration);
  if (!read.transfer) return std::move(read.problems);
  if (canonical_text(typed_json(kept.declaration.root)).size() > intake::kMostBytes) {
    return std::vector<PlacedProblem>{
        {"", {"the declaration is more than 1 MiB", "申报内容超过 1 MiB"}, {"shorten it", "请缩短"}}};
  }
  kept.row.document = document_text(kept);
  auto done = judged(reach, kept, *read.transfer);
  if (!done) {
    if (done.error().code != ErrorCode::kMalformed) return fail(done.error());
    return std::vector<PlacedProblem>{problem_of(done.error())};
  }
  kept.row.route = done->told.route;
  kept.row.summary = std::move(done->summary);
  kept.row.updated_ms = parts_.now();
  return std::vector<PlacedProblem>();
}

Result<EditedFiling> FilingWork::keep(const FilingHand& hand, KeptFiling kept, std::string_view action,
                                      const More& more) {
  if (!kept.can_edit()) return fail(may_not_change());
  auto problems = brought_up(hand.reach, kept);
  if (!problems) return fail(problems.error());
  if (!problems->empty()) return EditedFiling{{}, std::move(*problems)};
  const auto done = parts_.store->transact([&](DeskTransaction& t) -> Result<bool> {
    if (!kept.row.case_id.empty()) {
      const auto of = t.case_to_change(hand.reach, kept.row.case_id);
      if (!of) return fail(of.error());
      if (of->state != kept.case_state) return fail(moved_on());
    }
    if (auto changed = t.change_filing(kept.row); !changed) return fail(changed.error());
    if (more) {
      if (auto also = more(t); !also) return fail(also.error());
    }
    AuditRow audit = hand.audit;
    audit.action = action;
    audit.object = kept.row.id;
    t.audit(std::move(audit));
    return true;
  });
  if (!done) return fail(done.error());
  // As it is now: papers may have come with it.
  auto now = read(hand.reach, kept.row.id);
  if (!now) return fail(now.error());
  auto filing = shown(hand.reach, *now);
  if (!filing) return fail(filing.error());
  return EditedFiling{std::move(*filing), {}};
}

}  // namespace tidegate::desk
