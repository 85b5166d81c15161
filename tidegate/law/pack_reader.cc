#include "tidegate/law/pack_reader.h"

#include <fmt/format.h>

#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/base/json.h"
#include "tidegate/law/json_object.h"

namespace tidegate::law {
namespace {

constexpr std::size_t kMaxPackBytes = std::size_t{4} << 20;
constexpr std::size_t kMaxElements = 2048;

// Reads the sections of a pack in turn; the first fault is kept.
class PackReader {
 public:
  explicit PackReader(const Json& document) : top_(document, "", fault_) {}

  Result<RulePack> read() {
    head();
    vocabularies();
    sources();
    facts();
    questions();
    conditions();
    rules();
    top_.finish();
    if (fault_.error) return fail(*fault_.error);
    return std::move(pack_);
  }

 private:
  // Reads every element of an array of objects with `one`, which returns the element.
  template <typename T, typename Read>
  void each(JsonObject& from, std::string_view key, bool required, std::vector<T>& into, Read one) {
    const Json::Array& elements = from.array(key, required);
    if (elements.size() > kMaxElements) {
      fault_.set(from.pointer(key), fmt::format("has more than {} elements", kMaxElements),
                 fmt::format("超过 {} 个元素", kMaxElements), ErrorCode::kLimit);
      return;
    }
    if (required && elements.empty()) fault_.set(from.pointer(key), "is empty", "为空");
    into.reserve(elements.size());
    for (std::size_t i = 0; i < elements.size() && !fault_.error; ++i) {
      JsonObject object(elements[i], fmt::format("{}/{}", from.pointer(key), i), fault_);
      into.push_back(one(object));
      object.finish();
    }
  }

  Condition condition(JsonObject& object, std::string_view key) {
    Condition found{object.text(key), {}};
    if (fault_.error) return found;
    auto tree = parse_expr(found.text);
    if (tree) {
      found.tree = std::move(*tree);
    } else {
      const Error& e = tree.error();
      fault_.set(fmt::format("{} {}", object.pointer(key), e.where), e.what, e.what_zh, e.code);
    }
    return found;
  }

  template <typename E, std::size_t N>
  E word(JsonObject& object, std::string_view key, const std::pair<std::string_view, E> (&known)[N],
         E otherwise, bool required) {
    const std::string found = object.text(key, required);
    if (found.empty()) return otherwise;
    for (const auto& [name, value] : known) {
      if (name == found) return value;
    }
    fault_.set(object.pointer(key), fmt::format("\"{}\" is none of the words known here", found),
               fmt::format("“{}”不是此处允许的取值", found));
    return otherwise;
  }

  void head() {
    if (top_.text("format") != "tidegate-pack/1") {
      fault_.set("/format", "is not \"tidegate-pack/1\"", "不是“tidegate-pack/1”");
    }
    pack_.id = top_.id("id");
    pack_.version = top_.text("version");
    pack_.law = top_.text("law");
    pack_.title = top_.both("title");
    pack_.from = top_.date("from", {});
    pack_.reviewed_until = top_.date("reviewed_until", {});
    const std::int64_t offset = top_.integer("utc_offset_minutes");
    if (offset < -14 * 60 || offset > 14 * 60) {
      fault_.set("/utc_offset_minutes", "lies outside a day's offsets", "超出时区偏移范围",
                 ErrorCode::kOutOfRange);
    }
    pack_.utc_offset_minutes = static_cast<int>(offset);
    pack_.called_when = condition(top_, "called_when");
    constexpr std::pair<std::string_view, RouteClass> kClasses[] = {{"free", RouteClass::kFree},
                                                                    {"conditions", RouteClass::kConditions},
                                                                    {"procedure", RouteClass::kProcedure},
                                                                    {"stop", RouteClass::kStop}};
    each(top_, "routes", true, pack_.routes, [&](JsonObject& o) {
      RouteDef route;
      route.id = o.id("id");
      route.rank = small(o, "rank", true);
      route.route_class = word(o, "class", kClasses, RouteClass::kStop, true);
      route.label = o.both("label");
      route.shows_exemptions = o.boolean("shows_exemptions", true);
      return route;
    });
  }

  int small(JsonObject& object, std::string_view key, bool required) {
    const std::int64_t value = object.integer(key, 0, required);
    if (value < 0 || value > 1'000'000) {
      fault_.set(object.pointer(key), "lies outside 0..1000000", "超出 0..1000000", ErrorCode::kOutOfRange);
    }
    return static_cast<int>(value);
  }

  void vocabularies() {
    const auto entry = [](JsonObject& o) {
      return VocabularyEntry{o.id("code"), o.both("says"), o.texts("cites")};
    };
    each(top_, "authorities", false, pack_.authorities, entry);
    each(top_, "duties", false, pack_.duties, entry);
    each(top_, "gates", false, pack_.gates, entry);
    each(top_, "alternatives", false, pack_.alternatives, entry);
    each(top_, "exemptions", false, pack_.exemptions, entry);
    each(top_, "doubts", false, pack_.doubts, [](JsonObject& o) {
      return DoubtDef{o.id("code"), o.both("says"), o.texts("cites")};
    });
  }

  ProvisionStatus status(JsonObject& object) {
    constexpr std::pair<std::string_view, ProvisionStatus> kStatuses[] = {
        {"settled", ProvisionStatus::kSettled},
        {"practice", ProvisionStatus::kPractice},
        {"doubtful", ProvisionStatus::kDoubtful}};
    return word(object, "status", kStatuses, ProvisionStatus::kSettled, false);
  }

  std::string grade(JsonObject& object) {
    std::string found = object.text("grade");
    if (found != "T" && found != "S" && found != "M") {
      fault_.set(object.pointer("grade"), "is not T, S or M", "不是 T、S 或 M");
    }
    return found;
  }

  void sources() {
    each(top_, "instruments", true, pack_.instruments, [&](JsonObject& o) {
      return Instrument{o.text("id"), o.both("title"), o.interval(pack_.from), grade(o)};
    });
    each(top_, "provisions", true, pack_.provisions, [&](JsonObject& o) {
      Provision p;
      p.code = o.text("code");
      p.instrument = o.text("instrument");
      // An article without dates has those of its instrument: filled in by the check.
      p.in_force = o.interval(DateInterval{}.from);
      p.superseded_by = o.text("superseded_by", false);
      p.says = o.both("says");
      p.status = status(o);
      p.grade = grade(o);
      p.source = o.text("source");
      p.text_hash = o.text("text_hash", false);
      return p;
    });
    each(top_, "parameters", false, pack_.parameters, [&](JsonObject& o) {
      Parameter p{o.id("id"), o.text("unit"), o.both("label"), {}};
      each(o, "values", true, p.values, [&](JsonObject& v) {
        const std::int64_t value = v.integer("value");
        if (value < 0 || value > kMaxExprNumber) {
          fault_.set(v.pointer("value"), "lies outside 0..10^15", "超出 0..10^15", ErrorCode::kOutOfRange);
        }
        return ParameterVersion{v.interval(pack_.from), value, v.texts("cites")};
      });
      return p;
    });
    each(top_, "registers", false, pack_.registers, [&](JsonObject& o) {
      constexpr std::pair<std::string_view, bool> kCoverage[] = {{"complete", true}, {"partial", false}};
      Register r{o.id("id"), o.both("title"), word(o, "coverage", kCoverage, false, true), {}};
      each(o, "entries", true, r.entries, [&](JsonObject& e) {
        return RegisterEntry{e.text("key"), e.interval(pack_.from), e.both("note", false), e.texts("cites")};
      });
      return r;
    });
  }

  // A value of a fact, typed as the fact is.
  FactValue value(JsonObject& object, std::string_view key, FactType type) {
    const Json* raw = object.raw(key, false);
    if (raw == nullptr) return Unknown{};
    if (type == FactType::kBool && raw->boolean() != nullptr) return *raw->boolean();
    if (type == FactType::kInt && raw->integer() != nullptr && *raw->integer() >= 0) return *raw->integer();
    if (const std::string* text = raw->string(); text != nullptr && !text->empty()) {
      if (type == FactType::kEnum || type == FactType::kSymbol) return Symbol{*text};
      if (type == FactType::kDate) {
        if (const auto day = Date::parse(*text)) return *day;
      }
    }
    fault_.set(object.pointer(key), "is not a value of this fact", "与该事实的类型不符");
    return Unknown{};
  }

  void facts() {
    constexpr std::pair<std::string_view, FactType> kTypes[] = {{"bool", FactType::kBool},
                                                                {"int", FactType::kInt},
                                                                {"date", FactType::kDate},
                                                                {"enum", FactType::kEnum},
                                                                {"symbol", FactType::kSymbol}};
    each(top_, "facts", true, pack_.facts, [&](JsonObject& o) {
      FactDef f;
      f.id = o.id("id");
      f.scope = f.id.starts_with("item.") ? Scope::kItem : Scope::kFlow;
      f.type = word(o, "type", kTypes, FactType::kBool, true);
      f.values = o.texts("values");
      f.unit = o.text("unit", false);
      f.label = o.both("label");
      f.asserted_by = o.text("asserted_by");
      f.when_no = value(o, "when_no", f.type);
      if (is_unknown(f.when_no)) f.when_no = plain_no(f);
      f.claimed = o.boolean("claimed", false);
      f.may_change = o.boolean("may_change", false);
      f.change_cost = small(o, "change_cost", false);
      f.change_to = o.texts("change_to");
      f.change_text = o.both("change_text", false);
      return f;
    });
  }

  // After the facts: an answer's values are typed as they are.
  void questions() {
    each(top_, "questions", false, pack_.questions, [&](JsonObject& o) {
      QuestionDef q{o.id("id"), o.both("ask"), o.text("flag", false), o.both("why"), {}};
      each(o, "answers", true, q.answers, [&](JsonObject& a) {
        Answer answer{a.text("word"), a.both("says"), {}};
        const Json* facts = a.raw("facts", true);
        if (facts == nullptr) return answer;
        JsonObject values(*facts, a.pointer("facts"), fault_);
        if (facts->object() == nullptr) return answer;
        for (const auto& [id, ignored] : *facts->object()) {
          const FactDef* fact = pack_.fact(id);
          if (fact == nullptr) {
            fault_.set(values.pointer(id), "is no fact of this pack", "不是本规则包的事实");
            return answer;
          }
          answer.facts.emplace_back(id, value(values, id, fact->type));
        }
        return answer;
      });
      return q;
    });
  }

  static FactValue plain_no(const FactDef& f) {
    if (f.type == FactType::kBool) return false;
    if (f.type == FactType::kInt) return std::int64_t{0};
    if (f.type == FactType::kDate) return Unknown{};
    return Symbol{"none"};
  }

  void conditions() {
    each(top_, "definitions", false, pack_.definitions, [&](JsonObject& o) {
      Definition d;
      d.id = o.id("id");
      d.scope = d.id.starts_with("item.") ? Scope::kItem : Scope::kFlow;
      d.label = o.both("label");
      d.when = condition(o, "when");
      d.in_force = o.interval(pack_.from);
      return d;
    });
    each(top_, "counters", false, pack_.counters, [&](JsonObject& o) {
      Counter c;
      c.id = o.id("id");
      c.label = o.both("label");
      c.unit = o.text("unit");
      auto sum = parse_linear(o.text("sum"));
      if (sum) {
        c.sum = std::move(*sum);
      } else {
        fault_.set(fmt::format("{} {}", o.pointer("sum"), sum.error().where), sum.error().what,
                   sum.error().what_zh, sum.error().code);
      }
      c.where = condition(o, "where");
      c.plus = o.texts("plus");
      c.in_force = o.interval(pack_.from);
      return c;
    });
    if (const Json* raw = top_.raw("item_removal", false); raw != nullptr) {
      JsonObject o(*raw, "/item_removal", fault_);
      pack_.item_removal = ItemRemoval{small(o, "cost", true), o.both("text")};
      o.finish();
    }
    each(top_, "local_gates", false, pack_.local_gates, [&](JsonObject& o) {
      return LocalGate{o.id("code"), o.both("says"), condition(o, "when")};
    });
  }

  Consequence consequence(JsonObject& rule) {
    Consequence then;
    const Json* raw = rule.raw("then", true);
    if (raw == nullptr) return then;
    JsonObject o(*raw, rule.pointer("then"), fault_);
    then.route = o.id("route", false);
    then.set_aside = o.id("set_aside", false);
    then.exemption = o.id("exemption", false);
    then.authority = o.id("authority", false);
    validity(o, then);
    then.basis_from_items = o.boolean("basis_from_items", false);
    then.obligations = o.texts("obligations");
    then.standing = o.texts("standing");
    then.gates = o.texts("gates");
    then.also_allowed = o.texts("also_allowed");
    each(o, "doubts", false, then.doubts, [](JsonObject& d) {
      return RuleDoubt{d.id("code"), d.id("lenient_route", false)};
    });
    o.finish();
    return then;
  }

  void validity(JsonObject& o, Consequence& then) {
    const Json* raw = o.raw("validity_months", false);
    if (raw == nullptr) return;
    if (raw->integer() != nullptr && *raw->integer() > 0 && *raw->integer() <= 1200) {
      then.validity_months = static_cast<int>(*raw->integer());
    } else if (raw->string() != nullptr && raw->string()->starts_with('$') &&
               is_id(raw->string()->substr(1))) {
      then.validity_parameter = raw->string()->substr(1);
    } else {
      fault_.set(o.pointer("validity_months"), "is neither 1..1200 nor \"$parameter\"",
                 "既非 1..1200 也非“$参数”");
    }
  }

  void rules() {
    constexpr std::pair<std::string_view, Scope> kScopes[] = {{"flow", Scope::kFlow}, {"item", Scope::kItem}};
    each(top_, "rules", true, pack_.rules, [&](JsonObject& o) {
      Rule r;
      r.id = o.id("id");
      r.title = o.both("title");
      r.scope = word(o, "scope", kScopes, Scope::kFlow, false);
      r.when = condition(o, "when");
      r.then = consequence(o);
      r.cites = o.texts("cites");
      r.group = o.id("group", false);
      r.exception_to = o.texts("exception_to");
      r.same_result_ok = o.boolean("same_result_ok", false);
      r.in_force = o.interval(pack_.from);
      r.status = status(o);
      return r;
    });
  }

  JsonFault fault_;
  JsonObject top_;
  RulePack pack_;
};

}  // namespace

Result<RulePack> read_pack(std::string_view json) {
  if (json.size() > kMaxPackBytes) {
    return fail({ErrorCode::kLimit, "the pack is larger than 4 MiB", "/", "规则包超过 4 MiB"});
  }
  const auto document = parse_json(json, "pack");
  if (!document) return fail(document.error());
  auto pack = PackReader(*document).read();
  if (pack) pack->hash = sha256_hex(json);
  return pack;
}

}  // namespace tidegate::law
