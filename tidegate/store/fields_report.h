// Fields of the risk report, the findings and the whole answer.
#pragma once

#include "tidegate/store/fields.h"
#include "tidegate/store/fields_sent.h"

namespace tidegate::store {

template <>
struct Fields<FactorResult> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("factor", v.factor);
    io.level("level", v.level);
    io.level("best", v.best);
    io("grade", v.grade);
    io("share_e6", v.share_e6);
    io("says", v.says);
  }
};
template <>
struct Fields<ImpactResult> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("harm", v.harm);
    io.level("level", v.level);
    io.level("best", v.best);
    io("rule", v.rule);
  }
};
template <>
struct Fields<LaneChange> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("to_levels", v.to_levels);
    io("lane", v.lane);
    io("score_e6", v.score_e6);
    io("says", v.says);
  }
};
template <>
struct Fields<RiskReport> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("weights_id", v.weights_id);
    io("weights_hash", v.weights_hash);
    io("weights_from", v.weights_from);
    io("score_e6", v.score_e6);
    io("low_e6", v.low_e6);
    io("high_e6", v.high_e6);
    io("inherent_e6", v.inherent_e6);
    io("likelihood_e6", v.likelihood_e6);
    io("unmitigated_e6", v.unmitigated_e6);
    io("impacts", v.impacts);
    io("factors", v.factors);
    io("worst_scenario", v.worst_scenario);
    io("risk_lane", v.risk_lane);
    io("legal_floor", v.legal_floor);
    io("lane", v.lane);
    io("gates", v.gates);
    io("reasons", v.reasons);
    io("ask_next", v.ask_next);
    io("next_question", v.next_question);
    io("changes", v.changes);
    io("conditions", v.conditions);
    io("confidence", v.confidence);
    io("destinations_id", v.destinations_id);
    io("destinations_hash", v.destinations_hash);
    io("notes", v.notes);
  }
};
template <>
struct Fields<Finding> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("rule", v.rule);
    io("severity", v.severity);
    io("state", v.state);
    io("pointer", v.pointer);
    io("says", v.says);
    io("source", v.source);
    io("fix", v.fix);
    io("line", v.line);
  }
};
template <>
struct Fields<Assessment> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("program", v.program);
    io("as_of", v.as_of);
    io("transfer", v.transfer);
    io("profile", v.profile);
    io("findings", v.findings);
    io("opinions", v.opinions);
    io("risk", v.risk);
    io("sent_before", v.sent_before);
    io("notes", v.notes);
    io("record_id", v.record_id);
    io("bundle_path", v.bundle_path);
    io("html_path", v.html_path);
  }
};

}  // namespace tidegate::store
