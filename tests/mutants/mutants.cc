#include "tests/mutants/mutants.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "tests/mutants/condition_mutants.h"
#include "tidegate/law/plan.h"

namespace tidegate::law {
namespace {

class Mutants {
 public:
  explicit Mutants(const RulePack& pack) : pack_(pack) {}

  std::vector<Mutation> run() {
    for (std::size_t i = 0; i < pack_.rules.size(); ++i) rule(i);
    for (std::size_t i = 0; i < pack_.definitions.size(); ++i) definition(i);
    for (std::size_t i = 0; i < pack_.counters.size(); ++i) counter(i);
    for (std::size_t i = 0; i < pack_.parameters.size(); ++i) parameter(i);
    for (std::size_t i = 0; i < pack_.registers.size(); ++i) registers(i);
    for (std::size_t i = 0; i < pack_.provisions.size(); ++i) provision(i);
    return std::move(found_);
  }

 private:
  void add(std::string what, std::function<void(RulePack&)> apply) {
    found_.push_back({std::move(what), std::move(apply)});
  }

  // Both ends of an interval, a day early and a day late.
  void window(const std::string& name, DateInterval now, std::function<DateInterval&(RulePack&)> place) {
    for (const int step : {-1, 1}) {
      if (now.from > pack_.from) {
        add(fmt::format("{}: begins {:+} day", name, step),
            [place, step](RulePack& p) { place(p).from = place(p).from.plus_days(step); });
      }
      if (!now.is_open()) {
        add(fmt::format("{}: ends {:+} day", name, step),
            [place, step](RulePack& p) { place(p).to = place(p).to.plus_days(step); });
      }
    }
  }

  // A boundary that two versions share moves as one.
  void boundary(const std::string& name, std::function<void(RulePack&, int)> move) {
    for (const int step : {-1, 1}) {
      add(fmt::format("{}: the new version begins {:+} day", name, step),
          [move, step](RulePack& p) { move(p, step); });
    }
  }

  void rule(std::size_t i) {
    const Rule& r = pack_.rules[i];
    add(r.id + ": is forgotten", [i](RulePack& p) { forget(p, i); });
    condition_mutants(
        pack_, r.id, r.when, [i](RulePack& p) -> Condition& { return p.rules[i].when; }, found_);
    window(r.id, r.in_force, [i](RulePack& p) -> DateInterval& { return p.rules[i].in_force; });
    for (std::size_t k = 0; k < r.exception_to.size(); ++k) {
      add(fmt::format("{}: no longer an exception to {}", r.id, r.exception_to[k]), [i, k](RulePack& p) {
        auto& list = p.rules[i].exception_to;
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(k));
      });
    }
    articles(i);
    consequences(i);
  }

  static void forget(RulePack& p, std::size_t i) {
    const std::string id = p.rules[i].id, group = p.rules[i].group;
    p.rules.erase(p.rules.begin() + static_cast<std::ptrdiff_t>(i));
    const auto is_left = [&](const std::string& name) {
      return std::any_of(p.rules.begin(), p.rules.end(),
                         [&](const Rule& r) { return r.id == name || r.group == name; });
    };
    for (Rule& r : p.rules) {
      std::erase_if(r.exception_to,
                    [&](const std::string& t) { return (t == id || t == group) && !is_left(t); });
    }
  }

  void articles(std::size_t i) {
    const Rule& r = pack_.rules[i];
    for (std::size_t k = 0; k < r.cites.size(); ++k) {
      add(fmt::format("{}: no longer cites {}", r.id, r.cites[k]), [i, k](RulePack& p) {
        auto& list = p.rules[i].cites;
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(k));
      });
      const auto here = std::find_if(pack_.provisions.begin(), pack_.provisions.end(),
                                     [&](const Provision& p) { return p.code == r.cites[k]; });
      const auto other = std::find_if(here + 1, pack_.provisions.end(), [&](const Provision& p) {
        return p.instrument == here->instrument && std::count(r.cites.begin(), r.cites.end(), p.code) == 0;
      });
      if (other == pack_.provisions.end()) continue;
      add(fmt::format("{}: cites {} for {}", r.id, other->code, r.cites[k]),
          [i, k, code = other->code](RulePack& p) { p.rules[i].cites[k] = code; });
    }
  }

  template <typename List>
  void drop_each(std::size_t i, const std::string& what, const List& list, List Consequence::*member) {
    for (std::size_t k = 0; k < list.size(); ++k) {
      add(fmt::format("{}: forgets {} {}", pack_.rules[i].id, what, k + 1), [i, k, member](RulePack& p) {
        auto& now = p.rules[i].then.*member;
        now.erase(now.begin() + static_cast<std::ptrdiff_t>(k));
      });
    }
  }

  void consequences(std::size_t i) {
    const Rule& r = pack_.rules[i];
    const Consequence& then = r.then;
    if (!then.route.empty()) {
      for (const RouteDef& other : pack_.routes) {
        if (other.id == then.route) continue;
        add(fmt::format("{}: says {} for {}", r.id, other.id, then.route),
            [i, id = other.id](RulePack& p) { p.rules[i].then.route = id; });
      }
    }
    if (!then.authority.empty()) {
      for (const VocabularyEntry& other : pack_.authorities) {
        if (other.code == then.authority) continue;
        add(fmt::format("{}: names {} for {}", r.id, other.code, then.authority),
            [i, code = other.code](RulePack& p) { p.rules[i].then.authority = code; });
        break;
      }
    }
    for (std::string Consequence::*exemption : {&Consequence::set_aside, &Consequence::exemption}) {
      if ((then.*exemption).empty()) continue;
      add(fmt::format("{}: forgets the exemption", r.id),
          [i, exemption](RulePack& p) { (p.rules[i].then.*exemption).clear(); });
    }
    if (then.validity_months || !then.validity_parameter.empty()) {
      add(fmt::format("{}: forgets the validity", r.id), [i](RulePack& p) {
        p.rules[i].then.validity_months.reset();
        p.rules[i].then.validity_parameter.clear();
      });
    }
    if (then.basis_from_items) {
      add(fmt::format("{}: forgets the items' articles", r.id),
          [i](RulePack& p) { p.rules[i].then.basis_from_items = false; });
    }
    drop_each(i, "duty", then.obligations, &Consequence::obligations);
    drop_each(i, "standing duty", then.standing, &Consequence::standing);
    drop_each(i, "gate", then.gates, &Consequence::gates);
    drop_each(i, "alternative", then.also_allowed, &Consequence::also_allowed);
    drop_each(i, "doubt", then.doubts, &Consequence::doubts);
  }

  void definition(std::size_t i) {
    const Definition& d = pack_.definitions[i];
    condition_mutants(
        pack_, d.id, d.when, [i](RulePack& p) -> Condition& { return p.definitions[i].when; }, found_);
    for (std::size_t k = 0; k < pack_.definitions.size(); ++k) {
      if (pack_.definitions[k].id != d.id || pack_.definitions[k].in_force.from != d.in_force.to) continue;
      boundary(d.id, [i, k](RulePack& p, int step) {
        p.definitions[i].in_force.to = p.definitions[i].in_force.to.plus_days(step);
        p.definitions[k].in_force.from = p.definitions[k].in_force.from.plus_days(step);
      });
    }
    window(d.id, d.in_force, [i](RulePack& p) -> DateInterval& { return p.definitions[i].in_force; });
  }

  void counter(std::size_t i) {
    const Counter& c = pack_.counters[i];
    const std::string name = "#" + c.id;
    condition_mutants(
        pack_, name, c.where, [i](RulePack& p) -> Condition& { return p.counters[i].where; }, found_);
    window(name, c.in_force, [i](RulePack& p) -> DateInterval& { return p.counters[i].in_force; });
    for (std::size_t k = 0; k < c.plus.size(); ++k) {
      add(fmt::format("{}: forgets {}", name, c.plus[k]), [i, k](RulePack& p) {
        auto& list = p.counters[i].plus;
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(k));
      });
      for (const Counter& other : pack_.counters) {
        for (const std::string& fact : other.plus) {
          if (std::count(c.plus.begin(), c.plus.end(), fact) > 0) continue;
          add(fmt::format("{}: adds {} for {}", name, fact, c.plus[k]),
              [i, k, fact](RulePack& p) { p.counters[i].plus[k] = fact; });
        }
      }
    }
    for (std::size_t k = 0; k < c.sum.size() && c.sum.size() > 1; ++k) {
      add(fmt::format("{}: forgets {}", name, c.sum[k].fact), [i, k](RulePack& p) {
        auto& list = p.counters[i].sum;
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(k));
      });
    }
  }

  void parameter(std::size_t i) {
    const Parameter& parameter = pack_.parameters[i];
    for (std::size_t k = 0; k < parameter.values.size(); ++k) {
      for (const int step : {-1, 1}) {
        add(fmt::format("${}: {:+} on {}", parameter.id, step, parameter.values[k].value),
            [i, k, step](RulePack& p) { p.parameters[i].values[k].value += step; });
      }
      if (k == 0 || parameter.values[k - 1].in_force.to != parameter.values[k].in_force.from) continue;
      boundary("$" + parameter.id, [i, k](RulePack& p, int step) {
        auto& values = p.parameters[i].values;
        values[k - 1].in_force.to = values[k - 1].in_force.to.plus_days(step);
        values[k].in_force.from = values[k].in_force.from.plus_days(step);
      });
    }
  }

  void registers(std::size_t i) {
    const Register& r = pack_.registers[i];
    for (std::size_t k = 0; k < r.entries.size(); ++k) {
      const std::string name = fmt::format("@{} {}", r.id, r.entries[k].key);
      add(name + ": is forgotten", [i, k](RulePack& p) {
        auto& list = p.registers[i].entries;
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(k));
      });
      window(name, r.entries[k].in_force,
             [i, k](RulePack& p) -> DateInterval& { return p.registers[i].entries[k].in_force; });
    }
  }

  // An article renumbered a day early or late, or never.
  void provision(std::size_t i) {
    const Provision& now = pack_.provisions[i];
    if (now.superseded_by.empty()) return;
    add(now.code + ": is never replaced", [i](RulePack& p) { p.provisions[i].superseded_by.clear(); });
    for (std::size_t k = 0; k < pack_.provisions.size(); ++k) {
      if (pack_.provisions[k].code != now.superseded_by ||
          pack_.provisions[k].in_force.from != now.in_force.to)
        continue;
      boundary(now.code, [i, k](RulePack& p, int step) {
        for (Instrument& instrument : p.instruments) instrument.in_force = {};
        p.provisions[i].in_force.to = p.provisions[i].in_force.to.plus_days(step);
        p.provisions[k].in_force.from = p.provisions[k].in_force.from.plus_days(step);
      });
    }
  }

  const RulePack& pack_;
  std::vector<Mutation> found_;
};

}  // namespace

std::vector<Mutation> mutations(const RulePack& pack) { return Mutants(pack).run(); }

}  // namespace tidegate::law
