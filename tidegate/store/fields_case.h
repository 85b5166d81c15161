// Fields of the steps of a case, of the case, and of a precedent.
#pragma once

#include "tidegate/store/fields_assurance.h"
#include "tidegate/store/fields_decision.h"
#include "tidegate/terms/case.h"
#include "tidegate/terms/precedent.h"

namespace tidegate::store {

template <>
struct Names<FilingRoute> {
  static constexpr std::array<std::string_view, 6> kAll{"SA", "SC", "PC", "NL", "EX", "EXT"};
};
template <>
struct Names<ClockKind> {
  static constexpr std::array<std::string_view, 5> kAll{"completeness", "acceptance", "assessment",
                                                        "filing_check", "supplement"};
};
template <>
struct Names<OverrideScope> {
  static constexpr std::array<std::string_view, 2> kAll{"this_case", "precedent"};
};
template <>
struct Names<ContestLevel> {
  static constexpr std::array<std::string_view, 4> kAll{"fact", "mapping", "policy", "outcome"};
};
template <>
struct Names<RescoreCause> {
  static constexpr std::array<std::string_view, 2> kAll{"contest", "credential"};
};
template <>
struct Names<CaseState> {
  static constexpr std::array<std::string_view, 17> kAll{"draft",
                                                         "submitted",
                                                         "completeness_check",
                                                         "returned",
                                                         "awaiting_acceptance",
                                                         "acceptance_supplement",
                                                         "under_assessment",
                                                         "assessment_supplement",
                                                         "filing_check",
                                                         "filing_supplement",
                                                         "under_review",
                                                         "passed",
                                                         "partly_passed",
                                                         "filed",
                                                         "refused",
                                                         "not_accepted",
                                                         "terminated"};
};

template <>
struct Fields<FilingVersion> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("filing_hash", v.filing_hash);
    io("record_id", v.record_id);
    io("route", v.route);
    io("sector", v.sector);
    io("items", v.items);
    io("risk_lane", v.risk_lane);
    io("floor", v.floor);
    io("has_gates", v.has_gates);
    io("abstains", v.abstains);
    io("important_data", v.important_data);
    io("formal_gaps", v.formal_gaps);
    io("open_warnings", v.open_warnings);
    io("extension_holds", v.extension_holds);
    io("extends_from", v.extends_from);
  }
};
template <>
struct Fields<SupplementAsk> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("pointer", v.pointer);
    io("what", v.what);
    io("why", v.why);
    io("source", v.source);
    io("fix", v.fix);
  }
};
template <>
struct Fields<CaseOpened> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("case_id", v.case_id);
    io("tenant", v.tenant);
  }
};
template <>
struct Fields<FilingSubmitted> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) { io("filing", v.filing); }
};
template <>
struct Fields<FilingRevised> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) { io("filing", v.filing); }
};
template <>
struct Fields<CredentialLoss> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("sha256", v.sha256);
    io("fault", v.fault);
  }
};
template <>
struct Fields<FilingRescored> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("filing", v.filing);
    io("contests", v.contests);
    io("cause", v.cause);
    io("credentials", v.credentials);
  }
};
template <>
struct Fields<CheckBegun> {
  static constexpr bool is_described = true;
  static void each(auto&, auto&) {}
};
template <>
struct Fields<FilingReturned> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) { io("gaps", v.gaps); }
};
template <>
struct Fields<CheckPassed> {
  static constexpr bool is_described = true;
  static void each(auto&, auto&) {}
};
template <>
struct Fields<FilingAccepted> {
  static constexpr bool is_described = true;
  static void each(auto&, auto&) {}
};
template <>
struct Fields<FilingNotAccepted> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) { io("reasons", v.reasons); }
};
template <>
struct Fields<SupplementAsked> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("items", v.items);
    io("due", v.due);
    io("estimated", v.estimated);
    io("working_days", v.working_days);
  }
};
template <>
struct Fields<SupplementAnswered> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("item", v.item);
    io("answer", v.answer);
    io("evidence", v.evidence);
  }
};
template <>
struct Fields<SupplementHandedIn> {
  static constexpr bool is_described = true;
  static void each(auto&, auto&) {}
};
template <>
struct Fields<ClockStarted> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("kind", v.kind);
    io("working_days", v.working_days);
    io("source", v.source);
  }
};
template <>
struct Fields<ClockExtended> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("working_days", v.working_days);
    io("reasons", v.reasons);
  }
};
template <>
struct Fields<LaneSet> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("lane", v.lane);
    io("drawn_up", v.drawn_up);
    io("frozen", v.frozen);
    io("hides_score", v.hides_score);
    io("seed_id", v.seed_id);
    io("draw_ppm", v.draw_ppm);
    io("share_ppm", v.share_ppm);
  }
};
template <>
struct Fields<GatesAsked> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) { io("gates", v.gates); }
};
template <>
struct Fields<CaseAssigned> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) { io("account", v.account); }
};
template <>
struct Fields<GateAnswered> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("gate", v.gate);
    io("clears", v.clears);
    io("reasons", v.reasons);
  }
};
template <>
struct Fields<DecisionProposed> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("kind", v.kind);
    io("items", v.items);
    io("conditions", v.conditions);
    io("reasons", v.reasons);
  }
};
template <>
struct Fields<ProposalSentBack> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) { io("reasons", v.reasons); }
};
template <>
struct Fields<DecisionConfirmed> {
  static constexpr bool is_described = true;
  static void each(auto&, auto&) {}
};
template <>
struct Fields<FinishedByRules> {
  static constexpr bool is_described = true;
  static void each(auto&, auto&) {}
};
template <>
struct Fields<CaseDecided> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) { io("decision", v.decision); }
};
template <>
struct Fields<OverrideProposed> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("to", v.to);
    io("reason_code", v.reason_code);
    io("scope", v.scope);
    io("expires", v.expires);
    io("reasons", v.reasons);
  }
};
template <>
struct Fields<OverrideConfirmed> {
  static constexpr bool is_described = true;
  static void each(auto&, auto&) {}
};
template <>
struct Fields<OverrideSentBack> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) { io("reasons", v.reasons); }
};
template <>
struct Fields<LaneOverridden> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("what", v.what);
    io("from", v.from);
    io("version", v.version);
    io("steps", v.steps);
  }
};
template <>
struct Fields<NoteAdded> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("text", v.text);
    io("shown_to_firm", v.shown_to_firm);
  }
};
template <>
struct Fields<ContestOpened> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("level", v.level);
    io("subject", v.subject);
    io("claim", v.claim);
    io("evidence", v.evidence);
    io("wants_level", v.wants_level);
    io("owner", v.owner);
    io("due", v.due);
    io("estimated", v.estimated);
    io("working_days", v.working_days);
  }
};
template <>
struct Fields<ContestAnswered> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("contest", v.contest);
    io("accepted", v.accepted);
    io("answer", v.answer);
    io("policy_hash", v.policy_hash);
    io("replay_hash", v.replay_hash);
  }
};
template <>
struct Fields<ReviewRequested> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) { io("grounds", v.grounds); }
};
template <>
struct Fields<FilingWithdrawn> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) { io("reasons", v.reasons); }
};
template <>
struct Fields<PermitDoubted> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("permit", v.permit);
    io("filing", v.filing);
    io("credentials", v.credentials);
  }
};
template <>
struct Fields<DoubtSettled> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("permit", v.permit);
    io("reasons", v.reasons);
  }
};
template <>
struct Fields<CaseCommand> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("by", v.by);
    io("at_ms", v.at_ms);
    io("expected_seq", v.expected_seq);
    io("step", v.step);
  }
};
template <>
struct Fields<CaseEvent> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("seq", v.seq);
    io("at_ms", v.at_ms);
    io("by", v.by);
    io("step", v.step);
  }
};
template <>
struct Fields<SupplementLine> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("ask", v.ask);
    io("answered_ms", v.answered_ms);
    io("answer", v.answer);
    io("evidence", v.evidence);
    io("answers", v.answers);
  }
};
template <>
struct Fields<SupplementRequest> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("lines", v.lines);
    io("by", v.by);
    io("asked_ms", v.asked_ms);
    io("due", v.due);
    io("estimated", v.estimated);
    io("working_days", v.working_days);
    io("handed_in_ms", v.handed_in_ms);
  }
};
template <>
struct Fields<ClockStop> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("from_ms", v.from_ms);
    io("to_ms", v.to_ms);
  }
};
template <>
struct Fields<CaseClock> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("kind", v.kind);
    io("working_days", v.working_days);
    io("extended_days", v.extended_days);
    io("source", v.source);
    io("started_ms", v.started_ms);
    io("stops", v.stops);
    io("ended_ms", v.ended_ms);
  }
};
template <>
struct Fields<GateStanding> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("gate", v.gate);
    io("clears", v.clears);
    io("by", v.by);
    io("at_ms", v.at_ms);
    io("reasons", v.reasons);
    io("again", v.again);
  }
};
template <>
struct Fields<Proposal> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("what", v.what);
    io("by", v.by);
    io("at_ms", v.at_ms);
  }
};
template <>
struct Fields<OverrideStanding> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("what", v.what);
    io("by", v.by);
    io("at_ms", v.at_ms);
  }
};
template <>
struct Fields<Contest> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("what", v.what);
    io("by", v.by);
    io("opened_ms", v.opened_ms);
    io("answer", v.answer);
    io("answered_by", v.answered_by);
    io("answered_ms", v.answered_ms);
    io("opened_version", v.opened_version);
  }
};
template <>
struct Fields<CaseNote> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("what", v.what);
    io("by", v.by);
    io("at_ms", v.at_ms);
  }
};
template <>
struct Fields<PermitDoubt> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("what", v.what);
    io("at_ms", v.at_ms);
    io("settled", v.settled);
    io("settled_by", v.settled_by);
    io("settled_ms", v.settled_ms);
  }
};
template <>
struct Fields<Case> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("id", v.id);
    io("tenant", v.tenant);
    io("state", v.state);
    io("versions", v.versions);
    io("handed_in", v.handed_in);
    io("computed_lane", v.computed_lane);
    io("overrides", v.overrides);
    io("override_proposal", v.override_proposal);
    io("gates", v.gates);
    io("assignee", v.assignee);
    io("returned_once", v.returned_once);
    io("not_accepted_by", v.not_accepted_by);
    io("gaps", v.gaps);
    io("supplements", v.supplements);
    io("clocks", v.clocks);
    io("proposal", v.proposal);
    io("decisions", v.decisions);
    io("finishing_by_rules", v.finishing_by_rules);
    io("reviewed", v.reviewed);
    io("strictest", v.strictest);
    io("scored_red", v.scored_red);
    io("worked_on", v.worked_on);
    io("contests", v.contests);
    io("notes", v.notes);
    io("lost", v.lost);
    io("doubts", v.doubts);
    io("last_seq", v.last_seq);
    io("opened_ms", v.opened_ms);
    io("submitted_ms", v.submitted_ms);
    io("last_ms", v.last_ms);
  }
};
template <>
struct Fields<Precedent> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("case_id", v.case_id);
    io("route", v.route);
    io("sector", v.sector);
    io("field", v.field);
    io("list_id", v.list_id);
    io("row", v.row);
    io("edition", v.edition);
    io("regions", v.regions);
    io("verdict", v.verdict);
    io("conditions", v.conditions);
    io("reasons", v.reasons);
    io("decided_on", v.decided_on);
  }
};

}  // namespace tidegate::store
