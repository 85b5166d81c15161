// The JSON of an opinion and of a risk report.
#include "tidegate/report/json.h"
#include "tidegate/report/labels.h"

namespace tidegate::report {
namespace {

void write_duties(JsonWriter& json, const std::vector<Duty>& duties) {
  json.begin_array();
  for (const Duty& duty : duties) {
    json.begin_object().key("code").string(duty.code);
    write_text(json.key("says"), duty.says);
    write_strings(json.key("cites"), duty.cites);
    json.end_object();
  }
  json.end_array();
}

void write_items(JsonWriter& json, const std::vector<ItemOpinion>& items) {
  json.begin_array();
  for (const ItemOpinion& item : items) {
    json.begin_object()
        .key("item")
        .unsigned_integer(item.item)
        .key("set_aside")
        .boolean(item.set_aside)
        .key("exemption");
    item.exemption.empty() ? json.null() : json.string(item.exemption);
    write_strings(json.key("counted_in"), item.counted_in);
    write_text(json.key("why"), item.why);
    json.end_object();
  }
  json.end_array();
}

void write_margins(JsonWriter& json, const std::vector<Margin>& margins) {
  json.begin_array();
  for (const Margin& margin : margins) {
    json.begin_object().key("counter").string(margin.counter);
    write_text(json.key("label"), margin.label);
    json.key("value").integer(margin.value).key("value_known").boolean(margin.value_known);
    json.key("limit").integer(margin.limit).key("to_limit").integer(margin.to_limit());
    json.key("route_from_limit").string(margin.route_from_limit).end_object();
  }
  json.end_array();
}

void write_changes(JsonWriter& json, const Opinion& opinion) {
  json.key("nearest_flip");
  if (const auto& flip = opinion.nearest_flip) {
    json.begin_object()
        .key("item")
        .unsigned_integer(flip->item)
        .key("to_subjects")
        .integer(flip->to_subjects);
    json.key("new_route").string(flip->new_route).end_object();
  } else {
    json.null();
  }
  json.key("changes").begin_array();
  for (const RouteChange& change : opinion.changes) {
    json.begin_object()
        .key("new_route")
        .string(change.new_route)
        .key("cost")
        .integer(change.cost)
        .key("steps")
        .begin_array();
    for (const FactChange& step : change.steps) {
      json.begin_object().key("fact").string(step.fact);
      write_value(json.key("from"), step.from);
      write_value(json.key("to"), step.to);
      write_text(json.key("says"), step.says);
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

void write_questions(JsonWriter& json, const Opinion& opinion) {
  write_strings(json.key("missing_facts"), opinion.missing_facts);
  json.key("branches").begin_array();
  for (const Branch& branch : opinion.branches) {
    json.begin_object().key("when").begin_object();
    for (const auto& [fact, value] : branch.when) write_value(json.key(fact), value);
    json.end_object().key("route").string(branch.route);
    write_text(json.key("says"), branch.says);
    write_strings(json.key("legal_basis"), branch.legal_basis);
    write_strings(json.key("flags"), branch.flags);
    json.end_object();
  }
  json.end_array().key("questions").begin_array();
  for (const Question& question : opinion.questions) {
    json.begin_object();
    write_strings(json.key("facts"), question.facts);
    write_text(json.key("ask"), question.ask);
    json.key("flag");
    question.flag.empty() ? json.null() : json.string(question.flag);
    write_text(json.key("why"), question.why);
    json.end_object();
  }
  json.end_array();
}

void write_node(JsonWriter& json, const ProofNode& node) {
  json.begin_object()
      .key("kind")
      .string(code(node.kind))
      .key("label")
      .string(node.label)
      .key("truth")
      .string(code(node.truth));
  json.key("defeated").boolean(node.defeated).key("outcome");
  node.outcome.empty() ? json.null() : json.string(node.outcome);
  write_strings(json.key("cites"), node.cites);
  json.key("children").begin_array();
  for (const ProofNode& child : node.children) write_node(json, child);
  json.end_array().end_object();
}

void write_events(JsonWriter& json, const std::array<std::int64_t, kEventCount>& e6) {
  json.begin_object();
  for (std::size_t e = 0; e < kEventCount; ++e) json.key(code(static_cast<Event>(e))).decimal(e6[e], 6);
  json.end_object();
}

void write_lane_changes(JsonWriter& json, const std::vector<LaneChange>& changes) {
  json.begin_array();
  for (const LaneChange& change : changes) {
    json.begin_object().key("lane").string(to_string(change.lane)).key("score").decimal(change.score_e6, 6);
    json.key("to_levels").begin_object();
    for (const auto& [factor, level] : change.to_levels) json.key(letter(factor)).integer(level);
    json.end_object();
    write_text(json.key("says"), change.says);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void write_citation(JsonWriter& json, const Citation& citation) {
  json.begin_object().key("code").string(citation.code);
  write_text(json.key("instrument"), citation.instrument);
  write_text(json.key("says"), citation.says);
  write_interval(json.key("in_force"), citation.in_force);
  json.key("status")
      .string(code(citation.status))
      .key("grade")
      .string(citation.grade)
      .key("source")
      .string(citation.source);
  json.end_object();
}

void write_opinion(JsonWriter& json, const Opinion& o) {
  json.begin_object()
      .key("law")
      .string(o.law)
      .key("pack_id")
      .string(o.pack_id)
      .key("pack_version")
      .string(o.pack_version);
  json.key("pack_hash").string(o.pack_hash).key("as_of").string(o.as_of.str());
  if (o.reviewed_until) json.key("reviewed_until").string(o.reviewed_until->str());
  json.key("route").string(o.route);
  write_text(json.key("route_label"), o.route_label);
  json.key("route_class").string(code(o.route_class));
  write_strings(json.key("exemptions"), o.exemptions);
  json.key("authority").string(o.authority);
  write_text(json.key("authority_label"), o.authority_label);
  write_strings(json.key("legal_basis"), o.legal_basis);
  json.key("validity_months");
  o.validity_months ? json.integer(*o.validity_months) : json.null();
  write_duties(json.key("obligations"), o.obligations);
  write_duties(json.key("gates"), o.gates);
  write_strings(json.key("also_allowed"), o.also_allowed);
  json.key("citations").begin_array();
  for (const Citation& citation : o.citations) write_citation(json, citation);
  json.end_array();
  write_items(json.key("items"), o.items);
  write_margins(json.key("margins"), o.margins);
  json.key("counted_as_in_first_branch").boolean(o.counted_as_in_first_branch);
  json.key("own_items").begin_array();
  for (const Facts& item : o.own_items) write_facts(json, item);
  json.end_array();
  write_changes(json, o);
  write_questions(json, o);
  json.key("doubts").begin_array();
  for (const Doubt& doubt : o.doubts) {
    json.begin_object().key("code").string(doubt.code);
    write_text(json.key("says"), doubt.says);
    json.key("route_if_lenient");
    doubt.route_if_lenient.empty() ? json.null() : json.string(doubt.route_if_lenient);
    json.end_object();
  }
  json.end_array();
  write_texts(json.key("notes"), o.notes);
  json.key("labels").begin_object();
  for (const auto& [name, text] : o.labels) write_text(json.key(name), text);
  json.end_object().key("proof").begin_array();
  for (const ProofNode& node : o.proof) write_node(json, node);
  json.end_array().end_object();
}

void write_risk(JsonWriter& json, const RiskReport& r) {
  json.begin_object().key("weights_id").string(r.weights_id).key("weights_hash").string(r.weights_hash);
  json.key("weights_from").string(r.weights_from.str());
  json.key("destinations_id").string(r.destinations_id).key("destinations_hash").string(r.destinations_hash);
  json.key("score").decimal(r.score_e6, 6).key("low").decimal(r.low_e6, 6).key("high").decimal(r.high_e6, 6);
  json.key("inherent").decimal(r.inherent_e6, 6);
  write_events(json.key("likelihood"), r.likelihood_e6);
  write_events(json.key("likelihood_without_measures"), r.unmitigated_e6);
  json.key("impacts").begin_array();
  for (const ImpactResult& impact : r.impacts) {
    json.begin_object()
        .key("harm")
        .string(code(impact.harm))
        .key("level")
        .integer(impact.level)
        .key("best")
        .integer(impact.best);
    write_text(json.key("rule"), impact.rule);
    json.end_object();
  }
  json.end_array().key("factors").begin_array();
  for (const FactorResult& factor : r.factors) {
    json.begin_object().key("factor").string(letter(factor.factor)).key("level").integer(factor.level);
    json.key("best")
        .integer(factor.best)
        .key("grade")
        .string(to_string(factor.grade))
        .key("share")
        .decimal(factor.share_e6, 6);
    write_text(json.key("says"), factor.says);
    json.end_object();
  }
  json.end_array().key("worst_scenario");
  r.worst_scenario.empty() ? json.null() : json.string(r.worst_scenario);
  json.key("risk_lane").string(to_string(r.risk_lane)).key("legal_floor").string(to_string(r.legal_floor));
  json.key("lane").string(to_string(r.lane));
  write_texts(json.key("gates"), r.gates);
  write_texts(json.key("reasons"), r.reasons);
  json.key("ask_next").begin_array();
  for (const Factor factor : r.ask_next) json.string(letter(factor));
  json.end_array();
  write_text(json.key("next_question"), r.next_question);
  write_lane_changes(json.key("changes"), r.changes);
  write_texts(json.key("conditions"), r.conditions);
  write_text(json.key("confidence"), r.confidence);
  write_texts(json.key("notes"), r.notes);
  json.end_object();
}

}  // namespace tidegate::report
