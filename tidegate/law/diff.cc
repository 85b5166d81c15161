#include "tidegate/law/diff.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "tidegate/law/case_space.h"
#include "tidegate/law/outcome_sets.h"
#include "tidegate/law/plan.h"

namespace tidegate::law {
namespace {

std::string_view topic_zh(std::string_view topic) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kTopics{{
      {"route", "路径"},
      {"cites", "所引条文"},
      {"gates", "并行环节"},
      {"duties", "义务"},
      {"standing", "持续义务"},
      {"set_aside", "数据项豁免"},
      {"exemption", "豁免"},
      {"exemptions", "豁免"},
      {"also_allowed", "其他合法路径"},
      {"doubts", "存疑"},
      {"authority", "主管机关"},
      {"validity_months", "有效期（月）"},
  }};
  for (const auto& [name, zh] : kTopics) {
    if (name == topic) return zh;
  }
  return topic;
}

// All that a pack says on a day, in its own words: where two packs say the same, their answers are the same.
class InForce {
 public:
  InForce(const SpaceSide& side, Date day)
      : pack_(*side.pack), plan_(*side.pack->plan), segment_(*side.segment), day_(day) {}

  std::string text() {
    for (const RouteDef& r : pack_.routes) add(r.id, r.shows_exemptions);
    for (const FactDef& f : pack_.facts)
      add(f.id, static_cast<int>(f.type), fmt::format("{}", fmt::join(f.values, " ")));
    for (std::size_t i = 0; i < segment_.definitions.size(); ++i) {
      if (segment_.definitions[i] >= 0)
        add(plan_.definition_ids[i], plan_.texts[at(segment_.definitions[i])]);
    }
    for (const std::int32_t c : segment_.counters) {
      if (c >= 0) counter(pack_.counters[at(plan_.counters[at(c)].counter)]);
    }
    for (std::size_t i = 0; i < pack_.parameters.size(); ++i)
      add(pack_.parameters[i].id, segment_.parameters[i]);
    for (const Register& r : pack_.registers) {
      add("@", r.id);
      for (const RegisterEntry& e : r.entries) {
        if (e.in_force.contains(segment_.days.from)) add(e.key);
      }
    }
    for (const auto* rules : {&segment_.item_rules, &segment_.flow_rules}) {
      for (const std::int32_t r : *rules) rule(r);
    }
    return std::move(text_);
  }

 private:
  template <typename... T>
  void add(const T&... values) {
    ((text_ += fmt::format("{}\x1f", values)), ...);
    text_ += '\n';
  }

  void counter(const Counter& c) {
    add("#", c.id, c.where.text, fmt::format("{}", fmt::join(c.plus, " ")));
    for (const LinearTerm& term : c.sum) add(term.fact, term.sign);
  }

  void rule(std::int32_t r) {
    const Rule& rule = pack_.rules[at(r)];
    const Consequence& then = rule.then;
    add("rule", rule.id, rule.when.text, then.route, then.set_aside, then.exemption, then.authority,
        then.validity_months.value_or(-1), then.validity_parameter, then.basis_from_items);
    for (const auto* codes : {&then.obligations, &then.standing, &then.gates, &then.also_allowed}) {
      add(fmt::format("{}", fmt::join(*codes, " ")));
    }
    for (const RuleDoubt& d : then.doubts) add(d.code, d.lenient_route);
    for (const std::int32_t e : segment_.exceptions[at(r)]) add("except", pack_.rules[at(e)].id);
    for (const std::int32_t p : plan_.rules[at(r)].cites) {
      const std::int32_t now = article_on(pack_, p, day_);
      add(now < 0 ? std::string() : pack_.provisions[at(now)].code);
    }
  }

  const RulePack& pack_;
  const Plan& plan_;
  const Segment& segment_;
  Date day_;
  std::string text_;
};

class Diff {
 public:
  Diff(const RulePack& before, const RulePack& after, std::size_t enough)
      : before_(before), after_(after), enough_(enough) {}

  Result<DiffReport> run() {
    report_ = {before_.id, before_.version, before_.hash, after_.id, after_.version, after_.hash, {}, 0};
    const std::vector<DateInterval> stretches = days();
    for (const DateInterval& stretch : stretches) {
      const Segment* a = before_.plan->segment(stretch.from);
      const Segment* b = after_.plan->segment(stretch.from);
      if (a == nullptr || b == nullptr) {
        speaks(stretch, a != nullptr, b != nullptr);
        continue;
      }
      const SpaceSide left{&before_, a}, right{&after_, b};
      if (InForce(left, stretch.from).text() == InForce(right, stretch.from).text()) continue;
      CaseSpace space({left, right});
      compare(space, left, right, stretch);
      report_.undecided += space.unsolved();
      if (space.sets().over_limit()) {
        return fail({ErrorCode::kLimit, "needs more sets of cases than fit", "/rules", "需要的情形集合过多"});
      }
      if (changes_.size() >= enough_) break;
    }
    for (auto& [key, change] : changes_) report_.changes.push_back(std::move(change));
    std::stable_partition(report_.changes.begin(), report_.changes.end(),
                          [](const OutcomeChange& c) { return c.what == "route"; });
    return std::move(report_);
  }

 private:
  // Stretches on which neither pack changes, articles included.
  std::vector<DateInterval> days() const {
    std::set<Date> cuts;
    const Date first = std::min(before_.from, after_.from);
    const auto cut = [&](DateInterval i) {
      if (i.from > first) cuts.insert(i.from);
      if (!i.is_open() && i.to > first) cuts.insert(i.to);
    };
    cuts.insert(first);
    for (const RulePack* pack : {&before_, &after_}) {
      for (const Segment& s : pack->plan->segments) cut(s.days);
      for (const Provision& p : pack->provisions) cut(p.in_force);
    }
    std::vector<DateInterval> found;
    for (auto day = cuts.begin(); day != cuts.end(); ++day) {
      const auto next = std::next(day);
      found.push_back({*day, next == cuts.end() ? DateInterval{}.to : *next});
    }
    return found;
  }

  void speaks(DateInterval stretch, bool a, bool b) {
    if (a == b) return;
    OutcomeChange change;
    change.what = "route";
    change.before = a ? "some answer" : "no answer";
    change.after = b ? "some answer" : "no answer";
    change.days = stretch;
    change.says = {fmt::format("only one of the packs speaks of the days from {} to {}", stretch.from.str(),
                               stretch.to.str()),
                   fmt::format("仅一个规则包涵盖 {} 至 {}", stretch.from.str(), stretch.to.str())};
    changes_.emplace(std::tuple{change.what, change.before, change.after}, std::move(change));
  }

  void compare(CaseSpace& space, const SpaceSide& left, const SpaceSide& right, DateInterval stretch) {
    Diagrams& sets = space.sets();
    const OutcomeSets a = outcome_sets(space, 0, left, stretch.from);
    const OutcomeSets b = outcome_sets(space, 1, right, stretch.from);
    SetRef same = kNever;
    for (const auto& [before, cases] : a.routes) {
      for (const auto& [after, others] : b.routes) {
        const SetRef both = sets.both(cases, others);
        if (before == after) {
          same = sets.either(same, both);
        } else {
          changed(space, "route", before, after, both, stretch);
        }
      }
    }
    std::set<OutcomeKey> keys;
    for (const auto& [key, cases] : a.codes) keys.insert(key);
    for (const auto& [key, cases] : b.codes) keys.insert(key);
    const auto of = [](const OutcomeSets& outcome, const OutcomeKey& key) {
      const auto found = outcome.codes.find(key);
      return found == outcome.codes.end() ? kNever : found->second;
    };
    for (const OutcomeKey& key : keys) {
      const auto& [topic, code] = key;
      SetRef lost = sets.without(of(a, key), of(b, key)), won = sets.without(of(b, key), of(a, key));
      if (topic == "set_aside") {
        lost = space.some_item(lost);
        won = space.some_item(won);
      }
      changed(space, topic, code, "", sets.both(lost, same), stretch);
      changed(space, topic, "", code, sets.both(won, same), stretch);
    }
  }

  void changed(CaseSpace& space, const std::string& what, const std::string& before, const std::string& after,
               SetRef cases, DateInterval stretch) {
    if (cases == kNever || changes_.size() >= enough_) return;
    const std::size_t unsolved = space.unsolved();
    const auto found = space.find(cases);
    if (!found && space.unsolved() == unsolved) return;
    auto [place, is_new] = changes_.try_emplace(std::tuple{what, before, after});
    OutcomeChange& change = place->second;
    if (is_new) {
      change.what = what;
      change.before = before;
      change.after = after;
      change.days = stretch;
      change.boxes = space.sets().boxes(cases);
      change.says = says(change);
    } else {
      change.stretches += 1;
    }
    if (found && !change.witness) {
      change.box = found->box;
      change.witness = Witness{stretch.from, found->facts, given_lines(before_, found->facts)};
    }
  }

  // The newer pack's Chinese word for a code with the code behind it; the code alone where neither has one.
  std::string in_chinese(const std::string& code) const {
    for (const RulePack* pack : {&after_, &before_}) {
      const RouteDef* const route = pack->route(code);
      std::string word = route == nullptr ? "" : route->label.zh;
      for (const auto* list :
           {&pack->exemptions, &pack->duties, &pack->gates, &pack->alternatives, &pack->authorities}) {
        for (const VocabularyEntry& entry : *list) {
          if (word.empty() && entry.code == code) word = entry.says.zh;
        }
      }
      if (!word.empty()) return fmt::format("{}（{}）", word, code);
    }
    if (code == "undetermined") return "无法判定";
    return code;
  }

  Text says(const OutcomeChange& c) const {
    const std::string from = c.days.from.str();
    const std::string before = in_chinese(c.before), after = in_chinese(c.after);
    if (c.what == "route") {
      return {fmt::format("from {}: {} becomes {}", from, c.before, c.after),
              fmt::format("自 {} 起：路径由{}变为{}", from, before, after)};
    }
    const std::string_view what = topic_zh(c.what);
    if (c.after.empty()) {
      return {fmt::format("from {}: {} no longer names {}", from, c.what, c.before),
              fmt::format("自 {} 起：{}不再含{}", from, what, before)};
    }
    return {fmt::format("from {}: {} now names {}", from, c.what, c.after),
            fmt::format("自 {} 起：{}增加{}", from, what, after)};
  }

  const RulePack& before_;
  const RulePack& after_;
  std::size_t enough_;
  DiffReport report_;
  std::map<std::tuple<std::string, std::string, std::string>, OutcomeChange> changes_;
};

}  // namespace

Result<DiffReport> diff_packs(const RulePack& before, const RulePack& after, std::size_t enough) {
  return Diff(before, after, enough).run();
}

}  // namespace tidegate::law
