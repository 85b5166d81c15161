#include "tidegate/law/pack_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "tidegate/law/json_object.h"

namespace tidegate::law {
namespace {

bool overlap(DateInterval a, DateInterval b) { return a.from < b.to && b.from < a.to; }

std::string at(std::string_view section, std::size_t index, std::string_view key = {}) {
  return key.empty() ? fmt::format("/{}/{}", section, index) : fmt::format("/{}/{}/{}", section, index, key);
}

class Checker {
 public:
  explicit Checker(RulePack& pack) : pack_(pack) {}

  std::optional<Error> run() {
    ids();
    provisions();
    versions();
    facts();
    questions();
    cites();
    rules();
    exceptions();
    return fault_.error;
  }

 private:
  void twice(std::string where, std::string_view id) {
    fault_.set(std::move(where), fmt::format("\"{}\" is defined a second time", id),
               fmt::format("“{}”重复定义", id));
  }
  void dangling(std::string where, std::string_view id) {
    fault_.set(std::move(where), fmt::format("refers to \"{}\", which is not defined", id),
               fmt::format("引用了未定义的“{}”", id));
  }

  template <typename T, typename Id>
  std::set<std::string, std::less<>> unique(std::string_view section, const std::vector<T>& elements, Id id) {
    std::set<std::string, std::less<>> seen;
    for (std::size_t i = 0; i < elements.size(); ++i) {
      if (!seen.insert(id(elements[i])).second) twice(at(section, i), id(elements[i]));
    }
    return seen;
  }

  void ids() {
    const auto code = [](const auto& e) -> const std::string& { return e.code; };
    const auto id = [](const auto& e) -> const std::string& { return e.id; };
    authorities_ = unique("authorities", pack_.authorities, code);
    duties_ = unique("duties", pack_.duties, code);
    gates_ = unique("gates", pack_.gates, code);
    alternatives_ = unique("alternatives", pack_.alternatives, code);
    exemptions_ = unique("exemptions", pack_.exemptions, code);
    doubts_ = unique("doubts", pack_.doubts, code);
    provisions_ = unique("provisions", pack_.provisions, code);
    routes_ = unique("routes", pack_.routes, id);
    instruments_ = unique("instruments", pack_.instruments, id);
    parameters_ = unique("parameters", pack_.parameters, id);
    unique("questions", pack_.questions, id);
    facts_ = unique("facts", pack_.facts, id);
    unique("registers", pack_.registers, id);
    unique("local_gates", pack_.local_gates, code);
    if (routes_.count("undetermined") > 0) {
      fault_.set("/routes", "\"undetermined\" is the engine's own and is not listed",
                 "“undetermined”由引擎给出，不应列出");
    }
    if (pack_.reviewed_until < pack_.from) {
      fault_.set("/reviewed_until", "lies before \"from\"", "早于 from");
    }
  }

  void provisions() {
    for (std::size_t i = 0; i < pack_.provisions.size(); ++i) {
      Provision& p = pack_.provisions[i];
      const auto home = std::find_if(pack_.instruments.begin(), pack_.instruments.end(),
                                     [&](const Instrument& x) { return x.id == p.instrument; });
      if (home == pack_.instruments.end()) {
        dangling(at("provisions", i, "instrument"), p.instrument);
        continue;
      }
      if (!p.code.starts_with(p.instrument + " ") || p.code.size() == p.instrument.size() + 1) {
        fault_.set(at("provisions", i, "code"), "is not the instrument's id, a space and an article",
                   "不是“文件标识 条款”的形式");
      }
      if (p.in_force.from == DateInterval{}.from) p.in_force.from = home->in_force.from;
      if (p.in_force.is_open()) p.in_force.to = home->in_force.to;
      if (p.in_force.from < home->in_force.from || home->in_force.to < p.in_force.to) {
        fault_.set(at("provisions", i), "is in force outside its instrument's time", "生效期间超出所属文件");
      }
      const std::string& next = p.superseded_by;
      if (!next.empty() && provisions_.count(next) == 0) dangling(at("provisions", i, "superseded_by"), next);
    }
    if (!fault_.error) successors();
  }

  // Whoever follows superseded_by moves on in time, so no chain comes back.
  void successors() {
    for (std::size_t i = 0; i < pack_.provisions.size(); ++i) {
      const Provision& p = pack_.provisions[i];
      if (p.superseded_by.empty()) continue;
      if (p.in_force.is_open() || pack_.provision(p.superseded_by)->in_force.from < p.in_force.to) {
        fault_.set(at("provisions", i, "superseded_by"), "takes its place before it ends",
                   "替代条款在其失效前生效");
      }
    }
  }

  // Same id, several times: never two on one day.
  template <typename T>
  void disjoint(std::string_view section, const std::vector<T>& elements) {
    for (std::size_t i = 0; i < elements.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        if (elements[i].id == elements[k].id && overlap(elements[i].in_force, elements[k].in_force)) {
          fault_.set(at(section, i),
                     fmt::format("two versions of \"{}\" are in force on one day", elements[i].id),
                     fmt::format("“{}”有两个版本同日生效", elements[i].id));
        }
      }
    }
  }

  void versions() {
    disjoint("definitions", pack_.definitions);
    disjoint("counters", pack_.counters);
    disjoint("rules", pack_.rules);
    for (std::size_t i = 0; i < pack_.parameters.size(); ++i) {
      const auto& values = pack_.parameters[i].values;
      for (std::size_t k = 1; k < values.size(); ++k) {
        if (values[k].in_force.from < values[k - 1].in_force.to) {
          fault_.set(fmt::format("/parameters/{}/values/{}", i, k), "is not later than the version before it",
                     "未按时间先后排列或期间重叠");
        }
      }
    }
    for (std::size_t i = 0; i < pack_.registers.size(); ++i) register_entries(i);
    for (std::size_t i = 0; i < pack_.definitions.size(); ++i) {
      const std::string& id = pack_.definitions[i].id;
      if (facts_.count(id) > 0 || id == "item.set_aside") twice(at("definitions", i, "id"), id);
      for (const Definition& other : pack_.definitions) {
        if (other.id == id && !(other.label == pack_.definitions[i].label)) {
          fault_.set(at("definitions", i, "label"), "differs from that of another version",
                     "与其他版本的名称不一致");
        }
      }
    }
  }

  void register_entries(std::size_t r) {
    const auto& entries = pack_.registers[r].entries;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        if (entries[i].key == entries[k].key && overlap(entries[i].in_force, entries[k].in_force)) {
          fault_.set(fmt::format("/registers/{}/entries/{}", r, i),
                     fmt::format("\"{}\" stands twice on one day", entries[i].key),
                     fmt::format("“{}”同日登记两次", entries[i].key));
        }
      }
    }
  }

  void facts() {
    for (std::size_t i = 0; i < pack_.facts.size(); ++i) {
      const FactDef& f = pack_.facts[i];
      if (f.id == "item.set_aside") twice(at("facts", i, "id"), f.id);
      const bool closed = f.type == FactType::kEnum;
      if (closed == f.values.empty()) {
        fault_.set(at("facts", i, "values"),
                   closed ? "is missing for an enumeration" : "belongs to enumerations only",
                   closed ? "枚举缺少取值" : "仅枚举可有取值");
      }
      if (f.values.size() > 64) {
        fault_.set(at("facts", i, "values"), "has more than 64 values", "超过 64 个取值", ErrorCode::kLimit);
      }
      if (closed) closed_values(i);
      if (f.may_change && f.change_text.empty()) {
        fault_.set(at("facts", i), "may change, but has no change_text", "可变事实缺少 change_text");
      }
    }
  }

  void closed_values(std::size_t i) {
    const FactDef& f = pack_.facts[i];
    const auto listed = [&](const std::string& v) {
      return std::find(f.values.begin(), f.values.end(), v) != f.values.end();
    };
    if (const auto* s = std::get_if<Symbol>(&f.when_no);
        s != nullptr && s->name != "none" && !listed(s->name)) {
      dangling(at("facts", i, "when_no"), s->name);
    }
    for (const std::string& v : f.change_to) {
      if (!listed(v)) dangling(at("facts", i, "change_to"), v);
    }
  }

  void questions() {
    std::map<std::string, std::size_t, std::less<>> home;  // fact -> question
    Names flags;
    for (std::size_t q = 0; q < pack_.questions.size(); ++q) {
      const QuestionDef& question = pack_.questions[q];
      if (!question.flag.empty() && !flags.insert(question.flag).second)
        twice(at("questions", q, "flag"), question.flag);
      Names words;
      for (const Answer& answer : question.answers) {
        const std::string where = at("questions", q, "answers");
        if (!words.insert(answer.word).second) twice(where, answer.word);
        for (const auto& [fact, value] : answer.facts) {
          if (home.emplace(fact, q).first->second != q) twice(where, fact);
          const FactDef& def = *pack_.fact(fact);
          const auto* symbol = std::get_if<Symbol>(&value);
          if (def.type == FactType::kEnum && symbol != nullptr &&
              std::find(def.values.begin(), def.values.end(), symbol->name) == def.values.end()) {
            dangling(where, symbol->name);
          }
        }
      }
    }
  }

  void cited(std::string where, const std::vector<std::string>& codes) {
    for (const std::string& code : codes) {
      if (provisions_.count(code) == 0) dangling(where, code);
    }
  }

  template <typename T>
  void cited_by(std::string_view section, const std::vector<T>& elements) {
    for (std::size_t i = 0; i < elements.size(); ++i) cited(at(section, i, "cites"), elements[i].cites);
  }

  void cites() {
    cited_by("authorities", pack_.authorities);
    cited_by("duties", pack_.duties);
    cited_by("gates", pack_.gates);
    cited_by("alternatives", pack_.alternatives);
    cited_by("exemptions", pack_.exemptions);
    cited_by("doubts", pack_.doubts);
    cited_by("rules", pack_.rules);
    for (std::size_t i = 0; i < pack_.parameters.size(); ++i) {
      for (const auto& v : pack_.parameters[i].values) cited(at("parameters", i, "values"), v.cites);
    }
    for (std::size_t i = 0; i < pack_.registers.size(); ++i) {
      for (const auto& e : pack_.registers[i].entries) cited(at("registers", i, "entries"), e.cites);
    }
  }

  using Names = std::set<std::string, std::less<>>;
  void known(std::string where, const std::vector<std::string>& codes, const Names& names) {
    for (const std::string& code : codes) {
      if (names.count(code) == 0) dangling(where, code);
    }
  }
  void known(std::string where, const std::string& code, const Names& names) {
    if (!code.empty() && names.count(code) == 0) dangling(std::move(where), code);
  }

  void rules() {
    for (std::size_t i = 0; i < pack_.rules.size(); ++i) {
      const Rule& r = pack_.rules[i];
      const Consequence& then = r.then;
      const std::string where = at("rules", i, "then");
      if (then.route != "undetermined") known(where + "/route", then.route, routes_);
      known(where + "/set_aside", then.set_aside, exemptions_);
      known(where + "/exemption", then.exemption, exemptions_);
      known(where + "/authority", then.authority, authorities_);
      known(where + "/validity_months", then.validity_parameter, parameters_);
      known(where + "/obligations", then.obligations, duties_);
      known(where + "/standing", then.standing, duties_);
      known(where + "/gates", then.gates, gates_);
      known(where + "/also_allowed", then.also_allowed, alternatives_);
      for (const RuleDoubt& d : then.doubts) {
        known(where + "/doubts", d.code, doubts_);
        known(where + "/doubts", d.lenient_route, routes_);
      }
      shape(i);
    }
  }

  // What an item rule, a flow rule and a rule without an answer may say.
  void shape(std::size_t i) {
    const Rule& r = pack_.rules[i];
    Consequence rest = r.then;
    rest.set_aside.clear();
    const std::string where = at("rules", i, "then");
    if (r.scope == Scope::kItem && !rest.empty()) {
      fault_.set(where, "an item rule can only set aside", "数据项规则只能作排除");
    }
    if (r.scope == Scope::kFlow && !r.then.set_aside.empty()) {
      fault_.set(where, "only an item rule can set aside", "只有数据项规则才能作排除");
    }
    if (r.then.empty() && r.exception_to.empty()) {
      fault_.set(where, "says nothing and defeats nothing", "既无结论也不排除其他规则");
    }
    if (r.then.route == "undetermined" && r.then.doubts.empty()) {
      fault_.set(where, "leaves the answer open without naming a doubt", "未给出结论且未说明疑义");
    }
  }

  void exceptions() {
    Names rule_ids, groups;
    for (const Rule& r : pack_.rules) {
      rule_ids.insert(r.id);
      if (!r.group.empty()) groups.insert(r.group);
    }
    for (std::size_t i = 0; i < pack_.rules.size(); ++i) {
      const Rule& r = pack_.rules[i];
      if (!r.group.empty() && rule_ids.count(r.group) > 0) twice(at("rules", i, "group"), r.group);
      for (const std::string& target : r.exception_to) {
        const std::string where = at("rules", i, "exception_to");
        if (rule_ids.count(target) == 0 && groups.count(target) == 0) dangling(where, target);
        if (target == r.id || target == r.group) {
          fault_.set(where, "a rule cannot be an exception to itself or its own group",
                     "规则不能是自身或本组的例外");
        }
        for (const Rule& other : pack_.rules) {
          if ((other.id == target || other.group == target) && other.scope != r.scope) {
            fault_.set(where, fmt::format("\"{}\" is of the other scope", target),
                       fmt::format("“{}”的适用范围不同", target));
          }
        }
      }
    }
  }

  RulePack& pack_;
  JsonFault fault_;
  Names authorities_, duties_, gates_, alternatives_, exemptions_, doubts_, provisions_, routes_,
      instruments_, parameters_, facts_;
};

}  // namespace

std::optional<Error> check_references(RulePack& pack) { return Checker(pack).run(); }

}  // namespace tidegate::law
