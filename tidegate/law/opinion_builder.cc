#include "tidegate/law/opinion_builder.h"

#include <fmt/format.h>

#include <algorithm>

namespace tidegate::law {
namespace {

template <typename T>
void add_once(std::vector<T>& into, const T& value) {
  if (std::find(into.begin(), into.end(), value) == into.end()) into.push_back(value);
}

}  // namespace

OpinionBuilder::OpinionBuilder(const RulePack& pack, const Evaluator& evaluated, UnknownCases* unknown,
                               Date as_of, bool words)
    : pack_(pack),
      plan_(*pack.plan),
      segment_(evaluated.segment()),
      ev_(evaluated),
      unknown_(unknown),
      as_of_(as_of),
      words_(words) {
  for (const std::int32_t r : segment_.flow_rules) {
    if (is_sure(r)) sure_.push_back(r);
  }
}

bool OpinionBuilder::is_sure(std::int32_t rule, std::size_t item) const {
  const Truth3 known = ev_.stands(rule, item);
  if (known != kMaybe || unknown_ == nullptr) return known == kYes;
  return unknown_->stands(rule, item) == kAlways && !unknown_->over_limit();
}

std::vector<std::int32_t> OpinionBuilder::said(Select select,
                                               const std::function<bool(std::int32_t)>& among) const {
  std::vector<std::int32_t> codes;
  for (const std::int32_t r : sure_) {
    if (among && !among(r)) continue;
    for (const std::int32_t code : plan_.rules[at(r)].*select) add_once(codes, code);
  }
  if (unknown_ == nullptr) return codes;
  for (const std::int32_t r : segment_.flow_rules) {
    if (ev_.stands(r) != kMaybe || (among && !among(r))) continue;
    for (const std::int32_t code : plan_.rules[at(r)].*select) {
      if (std::find(codes.begin(), codes.end(), code) == codes.end() && said_anyway(select, code, among)) {
        codes.push_back(code);
      }
    }
  }
  return codes;
}

bool OpinionBuilder::said_anyway(Select select, std::int32_t code,
                                 const std::function<bool(std::int32_t)>& among) const {
  SetRef where = kNever;
  for (const std::int32_t r : segment_.flow_rules) {
    const auto& codes = plan_.rules[at(r)].*select;
    if (among && !among(r)) continue;
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) continue;
    where = unknown_->either(where, unknown_->stands(r));
  }
  return where == kAlways && !unknown_->over_limit();
}

void OpinionBuilder::cite(std::int32_t provision, std::vector<std::string>& into) {
  const std::int32_t now = article_on(pack_, provision, as_of_);
  if (now < 0) return;
  add_once(into, pack_.provisions[at(now)].code);
  add_once(cited_, now);
}

std::vector<std::int32_t> OpinionBuilder::aside_rules(std::size_t item) const {
  std::vector<std::int32_t> found;
  for (const std::int32_t r : segment_.item_rules) {
    if (plan_.rules[at(r)].sets_aside && is_sure(r, item)) found.push_back(r);
  }
  return found;
}

// In every case left, some rule of the route takes its articles from the items that leave on their own.
bool OpinionBuilder::takes_basis_from_items(std::int32_t route) const {
  SetRef where = kNever;
  for (const std::int32_t r : segment_.flow_rules) {
    if (plan_.rules[at(r)].route != route || !pack_.rules[at(r)].then.basis_from_items) continue;
    if (is_sure(r)) return true;
    if (unknown_ != nullptr) where = unknown_->either(where, unknown_->stands(r));
  }
  return where == kAlways && !unknown_->over_limit();
}

void OpinionBuilder::basis(std::int32_t route, Opinion& into) {
  const auto of_route = [&](std::int32_t r) { return plan_.rules[at(r)].route == route; };
  if (takes_basis_from_items(route)) {
    for (std::size_t i = 0; i < ev_.facts().items.size(); ++i) {
      for (const std::int32_t r : aside_rules(i)) {
        for (const std::int32_t p : plan_.rules[at(r)].cites) cite(p, into.legal_basis);
      }
    }
  }
  for (const std::int32_t p : said(&RulePlan::cites, of_route)) cite(p, into.legal_basis);
}

void OpinionBuilder::exemptions(Opinion& into) const {
  const auto add = [&](std::int32_t r) {
    const std::int32_t exemption = plan_.rules[at(r)].exemption;
    if (exemption >= 0) add_once(into.exemptions, pack_.exemptions[at(exemption)].code);
  };
  for (std::size_t i = 0; i < ev_.facts().items.size(); ++i) {
    for (const std::int32_t r : aside_rules(i)) add(r);
  }
  for (const std::int32_t r : sure_) add(r);
}

std::vector<Duty> OpinionBuilder::entries(const std::vector<VocabularyEntry>& vocabulary,
                                          const CiteList& cites, Select select) {
  std::vector<Duty> found;
  for (const std::int32_t code : said(select, nullptr)) {
    Duty duty{vocabulary[at(code)].code, in_words(vocabulary[at(code)].says), {}};
    for (const std::int32_t p : cites[at(code)]) cite(p, duty.cites);
    found.push_back(std::move(duty));
  }
  return found;
}

void OpinionBuilder::duties(Opinion& into) {
  into.obligations = entries(pack_.duties, plan_.duty_cites, &RulePlan::obligations);
  into.standing = entries(pack_.duties, plan_.duty_cites, &RulePlan::standing);
  std::erase_if(into.standing, [&](const Duty& d) {
    return std::any_of(into.obligations.begin(), into.obligations.end(),
                       [&](const Duty& o) { return o.code == d.code; });
  });
  into.gates = entries(pack_.gates, plan_.gate_cites, &RulePlan::gates);
  for (const std::int32_t code : said(&RulePlan::also_allowed, nullptr)) {
    into.also_allowed.push_back(pack_.alternatives[at(code)].code);
    std::vector<std::string> named;
    for (const std::int32_t p : plan_.alternative_cites[at(code)]) cite(p, named);
  }
}

void OpinionBuilder::doubts(Opinion& into) {
  for (const std::int32_t r : sure_) {
    const auto& refs = pack_.rules[at(r)].then.doubts;
    for (std::size_t i = 0; i < refs.size(); ++i) {
      const std::int32_t code = plan_.rules[at(r)].doubts[i];
      const DoubtDef& def = pack_.doubts[at(code)];
      if (std::any_of(into.doubts.begin(), into.doubts.end(),
                      [&](const Doubt& d) { return d.code == def.code; })) {
        continue;
      }
      into.doubts.push_back({def.code, in_words(def.says), refs[i].lenient_route});
      std::vector<std::string> named;
      for (const std::int32_t p : plan_.doubt_cites[at(code)]) cite(p, named);
    }
  }
}

void OpinionBuilder::say(std::int32_t route, Opinion& into) {
  const bool open = at(route) == pack_.routes.size();
  if (!open) {
    const RouteDef& def = pack_.routes[at(route)];
    into.route = def.id;
    into.route_label = in_words(def.label);
    into.route_class = def.route_class;
  }
  basis(route, into);
  if (open || pack_.routes[at(route)].shows_exemptions) exemptions(into);
  for (const std::int32_t r : sure_) {
    const RulePlan& rule = plan_.rules[at(r)];
    if (rule.route != route) continue;
    if (rule.authority >= 0 && into.authority.empty()) {
      into.authority = pack_.authorities[at(rule.authority)].code;
      into.authority_label = in_words(pack_.authorities[at(rule.authority)].says);
    }
    if (into.validity_months) continue;
    into.validity_months = pack_.rules[at(r)].then.validity_months;
    if (rule.validity_parameter < 0) continue;
    const Value months = segment_.parameters[at(rule.validity_parameter)];
    if (months != kUnknownValue) into.validity_months = static_cast<int>(months);
  }
  if (into.authority.empty() && unknown_ != nullptr) authority_anyway(route, into);
  duties(into);
  doubts(into);
}

void OpinionBuilder::authority_anyway(std::int32_t route, Opinion& into) {
  // One rule or another says it: the authority and the validity are sure where all of them agree.
  std::int32_t authority = -1;
  Value months = kUnknownValue;
  bool first = true;
  for (const std::int32_t r : segment_.flow_rules) {
    const RulePlan& rule = plan_.rules[at(r)];
    if (rule.route != route || unknown_->stands(r) == kNever) continue;
    const auto& fixed = pack_.rules[at(r)].then.validity_months;
    const Value mine = rule.validity_parameter >= 0 ? segment_.parameters[at(rule.validity_parameter)]
                       : fixed                      ? *fixed
                                                    : kUnknownValue;
    authority = first || authority == rule.authority ? rule.authority : -1;
    months = first || months == mine ? mine : kUnknownValue;
    first = false;
  }
  if (authority >= 0) {
    into.authority = pack_.authorities[at(authority)].code;
    into.authority_label = in_words(pack_.authorities[at(authority)].says);
  }
  if (months != kUnknownValue) into.validity_months = static_cast<int>(months);
}

bool OpinionBuilder::limit_matters(const LimitPlan& limit) const {
  if (ev_.counter_in_force(limit.counter) == nullptr) return false;
  return std::all_of(limit.others.begin(), limit.others.end(),
                     [&](std::int32_t node) { return ev_.condition(node) != kNo; });
}

bool OpinionBuilder::is_only_limit_of(const LimitPlan& limit) const {
  return std::none_of(segment_.limits.begin(), segment_.limits.end(), [&](const LimitPlan& other) {
    return other.counter == limit.counter && other.rule != limit.rule && limit_matters(other);
  });
}

void OpinionBuilder::margins(Opinion& into) {
  for (const LimitPlan& limit : segment_.limits) {
    if (!limit_matters(limit)) continue;
    const std::string& counter = plan_.counter_ids[at(limit.counter)];
    const bool known = std::any_of(into.margins.begin(), into.margins.end(), [&](const Margin& m) {
      return m.counter == counter && m.limit == limit.limit;
    });
    if (known) continue;
    add_once(limited_counters_, limit.counter);
    const Interval value = ev_.counter(limit.counter);
    const std::int32_t route = plan_.rules[at(limit.rule)].route;
    Text label = in_words(pack_.counters[at(ev_.counter_in_force(limit.counter)->counter)].label);
    // Who the rule is about is not known: its number may be nobody's here.
    const bool is_open = std::any_of(limit.others.begin(), limit.others.end(),
                                     [&](std::int32_t node) { return ev_.condition(node) != kYes; });
    if (words_ && is_open && is_only_limit_of(limit)) {
      const Text& rule = pack_.rules[at(limit.rule)].title;
      label.en += " (only: " + rule.en + ")";
      label.zh += "（仅限：" + rule.zh + "）";
    }
    into.margins.push_back({counter, std::move(label), value.low, value.is_known(), limit.limit,
                            at(route) < pack_.routes.size() ? pack_.routes[at(route)].id : "undetermined"});
  }
}

void OpinionBuilder::items(Opinion& into) {
  for (std::size_t i = 0; i < ev_.facts().items.size(); ++i) {
    ItemOpinion item;
    item.item = i;
    const std::vector<std::int32_t> rules = aside_rules(i);
    if (!rules.empty()) {
      const VocabularyEntry& exemption = pack_.exemptions[at(plan_.rules[at(rules.front())].exemption)];
      item.set_aside = true;
      item.exemption = exemption.code;
      item.why = in_words(exemption.says);
    }
    for (const std::int32_t slot : limited_counters_) {
      const CounterPlan& counter = *ev_.counter_in_force(slot);
      if (ev_.condition(counter.where, i) != kYes) continue;
      item.counted_in.push_back(plan_.counter_ids[at(slot)]);
      if (!words_ || !item.why.empty()) continue;
      const Text& label = pack_.counters[at(counter.counter)].label;
      item.why = {"counts: " + label.en, "计入：" + label.zh};
    }
    if (words_ && item.why.empty())
      item.why = {"neither exempt by itself nor counted", "不单独豁免，也不计数"};
    into.items.push_back(std::move(item));
  }
}

void OpinionBuilder::citations(Opinion& into) {
  if (!words_) return;
  std::sort(cited_.begin(), cited_.end(),
            [&](std::int32_t a, std::int32_t b) { return plan_.code_rank[at(a)] < plan_.code_rank[at(b)]; });
  into.citations.reserve(cited_.size());
  for (const std::int32_t p : cited_) {
    const Provision& provision = pack_.provisions[at(p)];
    into.citations.push_back({provision.code, pack_.instruments[at(plan_.instrument[at(p)])].title,
                              provision.says, provision.in_force, provision.status, provision.grade,
                              provision.source});
  }
}

}  // namespace tidegate::law
