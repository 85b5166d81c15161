// Somebody takes a step of a case.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "tidegate/access/permissions.h"
#include "tidegate/gate/desk/case_book.h"
#include "tidegate/gate/desk/case_reading.h"
#include "tidegate/gate/desk/cases.h"
#include "tidegate/gate/desk/filing_document.h"
#include "tidegate/gate/desk/handed_papers.h"
#include "tidegate/intake/format.h"
#include "tidegate/store/case_codec.h"

namespace tidegate {
namespace {

using Refused = std::optional<StepRefusal>;

StepRefusal refused(RefusalCode code, std::string en, std::string zh, std::string pointer = {}) {
  return {code, {std::move(en), std::move(zh)}, std::move(pointer)};
}

access::Principal principal_of(const DeskAccount& account) {
  return {account.id, account.role, account.tenant, account.agency, account.sector};
}

// Filings are handed in by their own route, which computes what the step says of them.
Refused against_handing_in(const CaseStep& step) {
  if (std::holds_alternative<FilingSubmitted>(step) || std::holds_alternative<FilingRevised>(step)) {
    return refused(RefusalCode::kNotYours, "a filing is handed in at /v1/filings/{filing}/submission",
                   "请通过 /v1/filings/{filing}/submission 提交申报");
  }
  return std::nullopt;
}

// The second person's steps are a lead's; whoever proposed may take the own proposal back.
Refused against_standing(const DeskAccount& who, const CaseStep& step, const Case& c) {
  if (access::may(principal_of(who), access::Action::kConfirmOnCases)) return std::nullopt;
  const bool is_own =
      (std::holds_alternative<ProposalSentBack>(step) && c.proposal && c.proposal->by.account == who.id) ||
      (std::holds_alternative<OverrideSentBack>(step) && c.override_proposal &&
       c.override_proposal->by.account == who.id);
  const bool is_second =
      std::holds_alternative<DecisionConfirmed>(step) || std::holds_alternative<OverrideConfirmed>(step) ||
      std::holds_alternative<ProposalSentBack>(step) || std::holds_alternative<OverrideSentBack>(step);
  if (!is_second || is_own) return std::nullopt;
  return refused(RefusalCode::kNotYours, "the second person of a two-person step is a lead",
                 "双人步骤的第二人须为负责人");
}

// "/scenario/items/3/name" stands at "/scenario/items/*/name" of the form; so do what holds it and a list's
// own elements.
bool is_place(std::string_view pointer) {
  if (pointer.empty()) return true;
  std::string pattern;
  for (std::string_view rest = pointer.substr(1);;) {
    const std::string_view token = rest.substr(0, rest.find('/'));
    const bool is_number = !token.empty() && token.find_first_not_of("0123456789") == std::string_view::npos;
    pattern += '/';
    pattern += is_number ? std::string_view("*") : token;
    if (token.size() == rest.size()) break;
    rest.remove_prefix(token.size() + 1);
  }
  static const std::vector<intake::PlacedField> kFields = intake::all_fields();
  const std::string list = pattern.ends_with("/*") ? pattern.substr(0, pattern.size() - 2) : pattern;
  return std::any_of(kFields.begin(), kFields.end(), [&](const intake::PlacedField& field) {
    return field.pointer == list || field.pointer.starts_with(pattern + "/");
  });
}

// What is asked for is asked at a place that the firm can fill in.
Refused against_places(const CaseStep& step) {
  const auto* asked = std::get_if<SupplementAsked>(&step);
  const auto* returned = std::get_if<FilingReturned>(&step);
  if (asked == nullptr && returned == nullptr) return std::nullopt;
  const std::vector<SupplementAsk>& asks = asked != nullptr ? asked->items : returned->gaps;
  const std::string_view list = asked != nullptr ? "items" : "gaps";
  for (std::size_t i = 0; i < asks.size(); ++i) {
    if (is_place(asks[i].pointer)) continue;
    return refused(RefusalCode::kNotFound,
                   "is no place of the declaration: choose one of the form, or leave it empty to ask of the "
                   "whole filing",
                   "申报表中没有该位置：请选择申报表的栏目，或留空表示针对整份申报",
                   fmt::format("/{}/{}/pointer", list, i));
  }
  return std::nullopt;
}

// Whether the pointer leads to something of the declaration, or to a place of the form that the firm left
// empty: an element that a list does not have is neither.
bool is_declared(desk::JsonPiece at, std::string_view pointer) {
  if (!pointer.starts_with('/') || !is_place(pointer)) return false;
  for (std::string_view rest = pointer.substr(1);;) {
    const std::string_view token = rest.substr(0, rest.find('/'));
    std::size_t element = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), element);
    const bool is_number = error == std::errc{} && end == token.data() + token.size();
    if (is_number) {
      const std::vector<desk::JsonPiece> elements = at.elements();
      if (element >= elements.size()) return false;
      at = elements[element];
    } else {
      at = at.member(token);
    }
    if (token.size() == rest.size()) return true;
    rest.remove_prefix(token.size() + 1);
  }
}

// A fact is contested where it stands in what was handed in, or where a finding of it is shown.
Result<Refused> against_fact(const DeskReader& reader, const CaseRow& row, const CaseStep& step) {
  const auto* contest = std::get_if<ContestOpened>(&step);
  if (contest == nullptr || contest->level != ContestLevel::kFact) return Refused();
  const auto version = reader.newest_filing_version(Reach::of_whole_desk(), row.filing);
  if (!version) return fail(version.error());
  const desk::FilingDocument document(version->document);
  if (is_declared(document.declaration(), contest->subject)) return Refused();
  const std::vector<desk::JsonPiece> findings = document.findings().elements();
  const bool is_found = std::any_of(findings.begin(), findings.end(), [&](const desk::JsonPiece& finding) {
    return !contest->subject.empty() && finding.member("pointer").string() == contest->subject;
  });
  if (is_found) return Refused();
  return Refused(refused(RefusalCode::kNotFound,
                         "is no place of the declaration: name the one that is held wrong, as "
                         "/scenario/items/0/name",
                         "申报内容中没有该位置：请写明有异议的位置，例如 /scenario/items/0/name",
                         "/subject"));
}

// A case is assigned to somebody of the desk that decides it.
Result<Refused> against_assignee(const DeskReader& reader, const Reach& reach, const CaseStep& step) {
  const auto* assigned = std::get_if<CaseAssigned>(&step);
  if (assigned == nullptr || assigned->account.empty()) return Refused();
  const auto account = reader.account(reach, assigned->account);
  if (!account && account.error().code != ErrorCode::kNotFound) return fail(account.error());
  const bool is_theirs =
      account && !account->is_disabled && (account->roles == "officer" || account->roles == "lead");
  if (is_theirs) return Refused();
  return Refused(refused(RefusalCode::kNotFound, "no officer of this desk has that account",
                         "本部门没有该账号的办理人员", "/account"));
}

// What an answer rests on is on record: a filing that was changed for it is handed in as a version first.
Result<Refused> against_changed_draft(const DeskReader& reader, const Reach& reach, const CaseRow& row,
                                      const CaseStep& step) {
  if (!std::holds_alternative<SupplementHandedIn>(step)) return Refused();
  const auto kept = desk::kept_filing(reader, reach, row.filing);
  if (!kept) return fail(kept.error());
  if (desk::draft_hash(*kept) == kept->handed_in_hash) return Refused();
  return Refused(refused(RefusalCode::kIncomplete,
                         "the filing was changed since it was handed in: hand the new version in first",
                         "申报内容在提交后有修改，请先提交新版本"));
}

// Documents that are named are papers of the filing.
Result<Refused> against_evidence(const DeskReader& reader, const CaseRow& row, const CaseStep& step) {
  const auto* answered = std::get_if<SupplementAnswered>(&step);
  const auto* contest = std::get_if<ContestOpened>(&step);
  const std::vector<std::string>* named = answered != nullptr  ? &answered->evidence
                                          : contest != nullptr ? &contest->evidence
                                                               : nullptr;
  if (named == nullptr || named->empty()) return Refused();
  const auto papers = reader.filing_files(Reach::of_whole_desk(), row.filing);
  if (!papers) return fail(papers.error());
  for (std::size_t i = 0; i < named->size(); ++i) {
    const bool is_there = std::any_of(papers->begin(), papers->end(), [&](const FilingFileRow& paper) {
      return paper.sha256 == (*named)[i] && !paper.slot.starts_with(desk::kDocumentSlot);
    });
    if (is_there) continue;
    return Refused(refused(RefusalCode::kNotFound, "the filing has no paper of that hash; add it first",
                           "申报材料中没有该文件，请先上传", fmt::format("/evidence/{}", i)));
  }
  return Refused();
}

}  // namespace

CaseTag case_tag(std::int64_t seq, std::string_view tag) {
  CaseTag seen{seq, {}};
  const std::size_t last = tag.rfind('-');
  const bool has_both = last != std::string_view::npos && tag.find('-') < last;
  if (!has_both || !tag.ends_with('"')) return seen;
  const char* const from = tag.data() + last + 1;
  const char* const to = tag.data() + tag.size() - 1;
  unsigned told = 0;
  const auto [end, error] = std::from_chars(from, to, told, 16);
  if (to - from == 2 && end == to && error == std::errc{}) seen.told = told;
  return seen;
}

Result<std::variant<CaseText, StepRefusal>> DeskCases::take_step(const DeskAsker& asker,
                                                                 const std::string& id, const CaseTag& seen,
                                                                 const Json& asked) {
  using Answer = std::variant<CaseText, StepRefusal>;
  const auto step = case_step_from_json(asked, "");
  if (!step) return fail(step.error());
  if (auto no = against_handing_in(*step)) return Answer(std::move(*no));
  if (auto no = against_places(*step)) return Answer(std::move(*no));
  const DeskAccount& who = asker.account;
  const Reach reach = desk::reach_of(who);
  const std::int64_t now = parts_->now();
  return parts_->store->transact([&](DeskTransaction& t) -> Result<Answer> {
    auto held = desk::hold_case(t, reach, id);
    if (!held) return fail(held.error());
    if (auto no = against_standing(who, *step, held->c)) return Answer(std::move(*no));
    auto assignee = against_assignee(t, reach, *step);
    if (!assignee) return fail(assignee.error());
    if (*assignee) return Answer(std::move(**assignee));
    auto fact = against_fact(t, held->row, *step);
    if (!fact) return fail(fact.error());
    if (*fact) return Answer(std::move(**fact));
    auto evidence = against_evidence(t, held->row, *step);
    if (!evidence) return fail(evidence.error());
    if (*evidence) return Answer(std::move(**evidence));
    auto draft = against_changed_draft(t, reach, held->row, *step);
    if (!draft) return fail(draft.error());
    if (*draft) return Answer(std::move(**draft));
    auto answer =
        desk::take_step(t, *parts_, std::move(*held), desk::actor_of(who), *step, seen.seq, now, seen.told);
    if (!answer) return fail(answer.error());
    if (answer->refused) return Answer(std::move(*answer->refused));
    auto page = desk::page_for(t, *parts_, who, answer->row, std::nullopt);
    if (!page) return fail(page.error());
    return Answer(std::move(*page));
  });
}

namespace desk {

Result<std::int64_t> run_due(Parts& parts) {
  constexpr std::int64_t kMost = 1'000;
  const std::int64_t now = parts.now();
  std::vector<std::string> ids;
  // Further on the program finishes a case behind a step that somebody takes, or leaves it to persons.
  for (const CaseState state : {CaseState::kSubmitted, CaseState::kCompletenessCheck}) {
    QueueAsk ask;
    ask.state = to_string(state);
    ask.page.limit = kLargestPage;
    while (static_cast<std::int64_t>(ids.size()) < kMost) {
      const auto page = parts.store->read([&](const DeskReader& reader) {
        return reader.queue({parts.law.rules.deciding_agency, {}}, ask);
      });
      if (!page) return fail(page.error());
      for (const QueueRow& row : page->rows) ids.push_back(row.of.id);
      if (!page->next) break;
      ask.page.after = page->next;
    }
  }
  std::int64_t taken = 0;
  std::optional<Error> first;
  for (const std::string& id : ids) {
    const auto answer =
        parts.store->transact([&](DeskTransaction& t) { return take_due_steps(t, parts, id, now); });
    if (answer) {
      taken += static_cast<std::int64_t>(answer->taken.size());
      continue;
    }
    if (!first) first = answer.error();
    if (answer.error().code == ErrorCode::kUnavailable)
      break;  // else one damaged case does not hold up the rest
  }
  if (first) return fail(std::move(*first));
  return taken;
}

}  // namespace desk
}  // namespace tidegate
