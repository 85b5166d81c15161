#include "tidegate/law/outcome_sets.h"

#include <algorithm>

namespace tidegate::law {
namespace {

class Outcomes {
 public:
  Outcomes(CaseSpace& space, std::size_t side, const SpaceSide& of, Date day)
      : space_(space),
        sets_(space.sets()),
        side_(side),
        pack_(*of.pack),
        plan_(*of.pack->plan),
        segment_(*of.segment),
        day_(day) {}

  OutcomeSets run() {
    routes();
    for (const std::int32_t r : segment_.flow_rules) rule(r);
    from_items();
    firsts();
    set_aside();
    hide();
    return std::move(found_);
  }

 private:
  void add(const std::string& topic, const std::string& code, SetRef cases) {
    SetRef& set = found_.codes.emplace(OutcomeKey{topic, code}, kNever).first->second;
    set = sets_.either(set, cases);
  }

  void routes() {
    SetRef once = kNever, twice = kNever;
    const auto count = static_cast<std::int32_t>(pack_.routes.size());
    for (std::int32_t k = 0; k <= count; ++k) {
      const SetRef here = space_.route(side_, k);
      twice = sets_.either(twice, sets_.both(once, here));
      once = sets_.either(once, here);
      if (k == count || pack_.routes[at(k)].shows_exemptions) shown_ = sets_.either(shown_, here);
    }
    for (std::int32_t k = 0; k <= count; ++k) {
      const std::string name = k == count ? "undetermined" : pack_.routes[at(k)].id;
      found_.routes[name] = sets_.without(space_.route(side_, k), twice);
    }
    found_.routes["contradiction"] = twice;
    found_.routes["gap"] = sets_.inverse(once);
  }

  void cite(const std::vector<std::int32_t>& provisions, SetRef cases) {
    for (const std::int32_t p : provisions) {
      const std::int32_t now = article_on(pack_, p, day_);
      if (now >= 0) add("cites", pack_.provisions[at(now)].code, cases);
    }
  }

  void rule(std::int32_t r) {
    const RulePlan& plan = plan_.rules[at(r)];
    const SetRef cases = space_.stands(side_, r);
    if (plan.route >= 0) cite(plan.cites, cases);
    if (plan.exemption >= 0)
      add("exemptions", pack_.exemptions[at(plan.exemption)].code, sets_.both(cases, shown_));
    for (const std::int32_t c : plan.obligations) add("duties", pack_.duties[at(c)].code, cases);
    for (const std::int32_t c : plan.standing) add("standing", pack_.duties[at(c)].code, cases);
    for (const std::int32_t c : plan.gates) add("gates", pack_.gates[at(c)].code, cases);
    for (const std::int32_t c : plan.also_allowed) add("also_allowed", pack_.alternatives[at(c)].code, cases);
    for (const std::int32_t c : plan.doubts) add("doubts", pack_.doubts[at(c)].code, cases);
  }

  // What item rules bring to the whole: their exemptions, and their articles where a route asks for them.
  void from_items() {
    SetRef wanted = kNever;
    for (const std::int32_t r : segment_.flow_rules) {
      if (plan_.rules[at(r)].route >= 0 && pack_.rules[at(r)].then.basis_from_items) {
        wanted = sets_.either(wanted, space_.stands(side_, r));
      }
    }
    for (const std::int32_t r : segment_.item_rules) {
      if (!plan_.rules[at(r)].sets_aside) continue;
      const SetRef some = space_.some_item(space_.stands(side_, r));
      cite(plan_.rules[at(r)].cites, sets_.both(some, wanted));
      add("exemptions", pack_.exemptions[at(plan_.rules[at(r)].exemption)].code, sets_.both(some, shown_));
    }
  }

  // The authority and the validity are those of the first standing route rule that names one.
  void firsts() {
    SetRef authority_open = kAlways, validity_open = kAlways;
    for (const std::int32_t r : segment_.flow_rules) {
      const RulePlan& plan = plan_.rules[at(r)];
      if (plan.route < 0) continue;
      const SetRef cases = space_.stands(side_, r);
      if (plan.authority >= 0) {
        add("authority", pack_.authorities[at(plan.authority)].code, sets_.both(cases, authority_open));
        authority_open = sets_.without(authority_open, cases);
      }
      const auto& fixed = pack_.rules[at(r)].then.validity_months;
      Value months = fixed ? *fixed : kUnknownValue;
      if (plan.validity_parameter >= 0) months = segment_.parameters[at(plan.validity_parameter)];
      if (months == kUnknownValue) continue;
      add("validity_months", std::to_string(months), sets_.both(cases, validity_open));
      validity_open = sets_.without(validity_open, cases);
    }
  }

  // The exemption that an item is shown to leave under: the first in the pack. Sets of items.
  void set_aside() {
    SetRef open = kAlways;
    for (const std::int32_t r : segment_.item_rules) {
      const std::int32_t exemption = plan_.rules[at(r)].exemption;
      if (!plan_.rules[at(r)].sets_aside) continue;
      const SetRef items = space_.stands(side_, r);
      add("set_aside", pack_.exemptions[at(exemption)].code, sets_.both(items, open));
      open = sets_.without(open, items);
    }
  }

  // A duty of the route is not shown as a standing duty again.
  void hide() {
    for (auto& [key, cases] : found_.codes) {
      const auto duty = found_.codes.find({"duties", key.second});
      if (key.first == "standing" && duty != found_.codes.end()) cases = sets_.without(cases, duty->second);
    }
  }

  CaseSpace& space_;
  Diagrams& sets_;
  std::size_t side_;
  const RulePack& pack_;
  const Plan& plan_;
  const Segment& segment_;
  Date day_;
  SetRef shown_ = kNever;  // cases whose route shows exemptions
  OutcomeSets found_;
};

}  // namespace

OutcomeSets outcome_sets(CaseSpace& space, std::size_t side, const SpaceSide& of, Date day) {
  return Outcomes(space, side, of, day).run();
}

}  // namespace tidegate::law
