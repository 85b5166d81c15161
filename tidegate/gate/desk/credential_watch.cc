#include "tidegate/gate/desk/credential_watch.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "tidegate/base/instant.h"
#include "tidegate/clearance/machine.h"
#include "tidegate/gate/desk/case_book.h"
#include "tidegate/gate/desk/credential_shelf.h"
#include "tidegate/gate/desk/filing_credentials.h"
#include "tidegate/gate/desk/handed_papers.h"
#include "tidegate/gate/desk/kept_filing.h"
#include "tidegate/gate/desk/permit_issue.h"
#include "tidegate/gate/desk/rescore.h"
#include "tidegate/gate/filing/tree_json.h"

namespace tidegate {
namespace desk {
namespace {

constexpr std::int64_t kAskedAnewMs = 600'000;

Error damaged(const std::string& case_id) {
  return {ErrorCode::kCorrupt, "the version's declaration does not read", case_id,
          "该版本的申报内容无法读取"};
}

// One case, in one transaction.
class Look {
 public:
  Look(DeskTransaction& t, const Parts& parts, CredentialLists& lists, std::int64_t now_ms)
      : t_(t), parts_(parts), lists_(lists), now_ms_(now_ms) {}

  Result<CredentialPass> at(const std::string& case_id) {
    auto held = hold_case(t_, whole_, case_id);
    if (!held) return fail(held.error());
    const auto text = scored_last(*held);
    if (!text) return fail(text.error());
    const FilingDocument document(*text);
    auto looked = looked_up_of(document);
    if (!looked) return fail(looked.error());
    looked->at_ms = now_ms_;
    looked->lists = lists_.hash();
    const auto lost = look_up_lost(*held, document, *looked);
    if (!lost) return fail(lost.error());
    CredentialPass done;
    done.looked_at = 1;
    if (!lost->empty()) {
      const auto told = score(std::move(*held), document, *looked, *lost, done);
      if (!told) return fail(told.error());
    }
    return done;
  }

 private:
  // Of an open case its newest version; of one that is closed what its permits were last doubted by, so that
  // a second loss counts beside the first.
  Result<std::string> scored_last(const HeldCase& held) const {
    if (held.c.is_closed() && !held.c.doubts.empty()) {
      auto marks = t_.permit_marks(whole_, held.c.doubts.back().what.permit);
      if (!marks) return fail(marks.error());
      for (auto mark = marks->rbegin(); mark != marks->rend(); ++mark) {
        if (mark->kind == kDoubted) return std::move(mark->document);
      }
    }
    auto version = t_.newest_filing_version(whole_, held.row.filing);
    if (!version) return fail(version.error());
    return std::move(version->document);
  }

  // Notes that each was looked at; those that prove less than they were scored by come back, and count in
  // `looked` as they are found now.
  Result<std::vector<CredentialLoss>> look_up_lost(const HeldCase& held, const FilingDocument& document,
                                                   LookedUp& looked) {
    const auto rows = t_.case_credentials(whole_, held.c.id);
    if (!rows) return fail(rows.error());
    const auto tree = parse_json(document.declaration().text(), "");
    if (!tree || tree->object() == nullptr) return fail(damaged(held.c.id));
    intake::Document declaration{node_of_json(*tree), true, {}};
    const ReadDeclaration read = read_declaration_tree(declaration);
    if (!read.transfer) return fail(damaged(held.c.id));
    const auto found = found_now(held, document, *read.transfer, looked);
    if (!found) return fail(found.error());
    std::vector<LookedAgain> again;
    for (const CaseCredentialRow& row : *rows)
      again.push_back({was_scored_by(row, looked), found_of(row, *found)});
    const auto faults = losses_among(again);
    std::vector<CredentialLoss> lost;
    for (std::size_t i = 0; i < rows->size(); ++i) {
      CaseCredentialRow row = (*rows)[i];
      if (faults[i]) {
        lost.push_back({row.sha256, *faults[i]});
        for (CheckedCredential& one : looked.found) {
          if (one.file == row.file) one.found = again[i].now;
        }
      }
      row.grade = static_cast<std::int64_t>(again[i].now.grade);
      row.looked_by = lists_.hash();
      row.looked_ms = now_ms_;
      if (row.due_ms <= now_ms_) row.due_ms = 0;
      if (auto noted = t_.look_at_credential(row); !noted) return fail(noted.error());
    }
    return lost;
  }

  static const CheckedCredential* of_row(const CaseCredentialRow& row,
                                         const std::vector<CheckedCredential>& found) {
    const auto at =
        std::find_if(found.begin(), found.end(), [&](const auto& one) { return one.file == row.file; });
    return at == found.end() ? nullptr : &*at;
  }

  static EvidenceGrade was_scored_by(const CaseCredentialRow& row, const LookedUp& looked) {
    const CheckedCredential* const one = of_row(row, looked.found);
    return one == nullptr ? EvidenceGrade::kE0 : one->found.grade;
  }

  static CredentialAssurance found_of(const CaseCredentialRow& row,
                                      const std::vector<CheckedCredential>& found) {
    const CheckedCredential* const one = of_row(row, found);
    return one == nullptr ? CredentialAssurance{} : one->found;
  }

  // All that the version names, as when it was handed in: what one proves hangs on what stands beside it. Of
  // backups, where it leans on none, nothing is asked.
  Result<std::vector<CheckedCredential>> found_now(const HeldCase& held, const FilingDocument& document,
                                                   const Transfer& transfer, const LookedUp& looked) {
    const std::vector<DeskPaper> papers = papers_of(document);
    std::optional<Error> unread;
    const BlobOctets blob = [&](const std::string& sha256) -> std::optional<std::string> {
      auto kept = t_.filing_blob(whole_, held.row.filing, sha256);
      if (kept) return std::move(kept->bytes);
      unread = std::move(kept.error());
      return std::nullopt;
    };
    auto found = check_claimed(transfer, now_ms_, lists_, paper_octets(papers, blob));
    if (std::any_of(looked.found.begin(), looked.found.end(), is_backup)) {
      const auto trust = parts_.credentials->backups(lists_, transfer.uscc);
      if (!trust) return fail(trust.error());
      for (CheckedCredential& one : check_claimed_backups(transfer, std::nullopt, {now_ms_, now_ms_}, *trust,
                                                          backup_papers(papers, blob)))
        found.push_back(std::move(one));
    }
    if (unread) return fail(*std::move(unread));
    return found;
  }

  Result<void> score(HeldCase held, const FilingDocument& document, const LookedUp& looked,
                     const std::vector<CredentialLoss>& lost, CredentialPass& done) {
    auto again = rescored_without(document, held.c, *parts_.filing_grounds, looked, lost);
    if (!again) return fail(again.error());
    const auto permits = live_permits(held.c.id);
    if (!permits) return fail(permits.error());
    for (const PermitRow& permit : *permits) {
      const auto told = doubt(permit, *again);
      if (!told) return fail(told.error());
      done.doubted += *told ? 1 : 0;
    }
    if (!step_rule(family_of(held.c.filing().route), held.c.state, CaseStep{again->step})) return {};
    if (!permits->empty()) {
      auto now = hold_case(t_, whole_, held.c.id);
      if (!now) return fail(now.error());
      held = std::move(*now);
    }
    const auto taken = take_score(t_, parts_, std::move(held), std::move(*again), now_ms_);
    if (!taken) return fail(taken.error());
    if (taken->refused)
      return fail({ErrorCode::kConflict, taken->refused->says.en, taken->row.id, taken->refused->says.zh});
    done.rescored = 1;
    return {};
  }

  Result<std::vector<PermitRow>> live_permits(const std::string& case_id) const {
    const auto rows = t_.permits_of_case(whole_, case_id);
    if (!rows) return fail(rows.error());
    const std::string today = china_date(now_ms_).str();
    std::vector<PermitRow> out;
    for (const PermitRow& row : *rows) {
      if (is_signed(row) && row.state != to_string(PermitState::kRevoked) && today < row.valid_until)
        out.push_back(row);
    }
    return out;
  }

  // False: it is doubted for these already.
  Result<bool> doubt(const PermitRow& permit, const Rescored& again) {
    auto held = hold_case(t_, whole_, permit.case_id);
    if (!held) return fail(held.error());
    PermitDoubted step{permit.id, again.step.filing, again.step.credentials};
    const auto taken = take_step(t_, parts_, std::move(*held), program(), std::move(step), {}, now_ms_);
    if (!taken) return fail(taken.error());
    if (taken->refused && taken->refused->code == RefusalCode::kAlready) return false;
    if (taken->refused)
      return fail({ErrorCode::kConflict, taken->refused->says.en, permit.id, taken->refused->says.zh});
    const std::int64_t seq = taken->taken.front().seq;
    if (auto marked = t_.mark_permit({permit.id, 0, now_ms_, kDoubted, {}, seq, again.document}); !marked)
      return fail(marked.error());
    AuditRow audit;
    audit.at_ms = now_ms_;
    audit.role = program().role;
    audit.tenant = permit.tenant.text();
    audit.action = "permit.doubt";
    audit.object = permit.id;
    audit.outcome = "done";
    audit.detail = "{}";
    t_.audit(std::move(audit));
    if (auto told = tell_of_permit(parts_, t_, permit, "permit.doubted", now_ms_); !told)
      return fail(told.error());
    return true;
  }

  DeskTransaction& t_;
  const Parts& parts_;
  CredentialLists& lists_;
  const std::int64_t now_ms_;
  const Reach whole_ = Reach::of_whole_desk();
};

}  // namespace
}  // namespace desk

Result<CredentialPass> CredentialWatch::look_again(std::int64_t most) {
  CredentialPass pass;
  if (parts_.credentials == nullptr || parts_.filing_grounds == nullptr) {
    pass.has_lists = false;
    return pass;
  }
  const auto lists = parts_.credentials->lists();
  if (!lists) return fail(lists.error());
  if (*lists == nullptr) {
    pass.has_lists = false;
    return pass;
  }
  most = std::clamp<std::int64_t>(most, 1, kMost);
  const std::int64_t asked_ms = parts_.now();
  const bool is_done = done_ == (*lists)->hash() && asked_ms - done_ms_ < desk::kAskedAnewMs;
  const auto ids = parts_.store->read([&](const DeskReader& reader) {
    return reader.cases_to_look_at(
        {is_done ? std::string() : (*lists)->hash(), asked_ms, china_date(asked_ms).str(), {}, most});
  });
  if (!ids) return fail(ids.error());
  pass.is_whole = static_cast<std::int64_t>(ids->size()) < most;
  for (const std::string& id : *ids) {
    const auto done = parts_.store->transact(
        [&](DeskTransaction& t) { return desk::Look(t, parts_, **lists, parts_.now()).at(id); });
    if (!done) {
      ++pass.failed;
      if (!pass.why) pass.why = done.error();
      if (done.error().code == ErrorCode::kUnavailable) return fail(done.error());
      continue;
    }
    pass.looked_at += done->looked_at;
    pass.rescored += done->rescored;
    pass.doubted += done->doubted;
  }
  if (pass.is_whole && pass.failed == 0 && !is_done) {
    done_ = (*lists)->hash();
    done_ms_ = asked_ms;
  }
  return pass;
}

}  // namespace tidegate
