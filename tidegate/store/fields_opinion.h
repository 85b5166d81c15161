// Fields of what a law says, and of its proof.
#pragma once

#include "tidegate/store/fields.h"

namespace tidegate::store {

template <>
struct Fields<Citation> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("code", v.code);
    io("instrument", v.instrument);
    io("says", v.says);
    io("in_force", v.in_force);
    io("status", v.status);
    io("grade", v.grade);
    io("source", v.source);
  }
};
template <>
struct Fields<Duty> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("code", v.code);
    io("says", v.says);
    io("cites", v.cites);
  }
};
template <>
struct Fields<Margin> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("counter", v.counter);
    io("label", v.label);
    io("value", v.value);
    io("value_known", v.value_known);
    io("limit", v.limit);
    io("route_from_limit", v.route_from_limit);
  }
};
template <>
struct Fields<ItemOpinion> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("item", v.item);
    io("set_aside", v.set_aside);
    io("exemption", v.exemption);
    io("counted_in", v.counted_in);
    io("why", v.why);
  }
};
template <>
struct Fields<CountFlip> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("item", v.item);
    io("to_subjects", v.to_subjects);
    io("new_route", v.new_route);
  }
};
template <>
struct Fields<FactChange> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("fact", v.fact);
    io("from", v.from);
    io("to", v.to);
    io("says", v.says);
  }
};
template <>
struct Fields<RouteChange> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("new_route", v.new_route);
    io("steps", v.steps);
    io("cost", v.cost);
  }
};
template <>
struct Fields<Branch> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("when", v.when);
    io("route", v.route);
    io("says", v.says);
    io("legal_basis", v.legal_basis);
    io("flags", v.flags);
  }
};
template <>
struct Fields<Question> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("facts", v.facts);
    io("ask", v.ask);
    io("flag", v.flag);
    io("why", v.why);
  }
};
template <>
struct Fields<Doubt> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("code", v.code);
    io("says", v.says);
    io("route_if_lenient", v.route_if_lenient);
  }
};
template <>
struct Fields<ProofNode> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("kind", v.kind);
    io("label", v.label);
    io("truth", v.truth);
    io("defeated", v.defeated);
    io("outcome", v.outcome);
    io("cites", v.cites);
    io("children", v.children);
  }
};
template <>
struct Fields<Opinion> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("law", v.law);
    io("pack_id", v.pack_id);
    io("pack_version", v.pack_version);
    io("pack_hash", v.pack_hash);
    io("as_of", v.as_of);
    io("reviewed_until", v.reviewed_until);
    io("route", v.route);
    io("route_label", v.route_label);
    io("route_class", v.route_class);
    io("exemptions", v.exemptions);
    io("authority", v.authority);
    io("authority_label", v.authority_label);
    io("legal_basis", v.legal_basis);
    io("validity_months", v.validity_months);
    io("obligations", v.obligations);
    io("standing", v.standing);
    io("gates", v.gates);
    io("also_allowed", v.also_allowed);
    io("citations", v.citations);
    io("items", v.items);
    io("margins", v.margins);
    io("counted_as_in_first_branch", v.counted_as_in_first_branch);
    io("own_items", v.own_items);
    io("nearest_flip", v.nearest_flip);
    io("changes", v.changes);
    io("missing_facts", v.missing_facts);
    io("branches", v.branches);
    io("questions", v.questions);
    io("doubts", v.doubts);
    io("notes", v.notes);
    io("proof", v.proof);
    io.not_kept(v.proof_steps);  // by reference into a pack: the tree says the same for itself
    io("labels", v.labels);
  }
};

}  // namespace tidegate::store
