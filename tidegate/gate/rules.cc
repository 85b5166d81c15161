// Journeys about the law itself: list, check, compare and explain rule packs.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tidegate/base/json_writer.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/packs.h"
#include "tidegate/intake/nearest.h"
#include "tidegate/law/analysis.h"
#include "tidegate/law/diff.h"
#include "tidegate/law/explain.h"
#include "tidegate/report/explain.h"

namespace tidegate {
namespace {

void write_strings(JsonWriter& json, std::string_view key, const std::vector<std::string>& lines) {
  json.key(key).begin_array();
  for (const std::string& line : lines) json.string(line);
  json.end_array();
}

void write_text(JsonWriter& json, std::string_view key, const Text& text) {
  json.key(key).begin_object().key("en").string(text.en).key("zh").string(text.zh).end_object();
}

void write_witness(JsonWriter& json, const std::optional<law::Witness>& witness) {
  json.key("witness");
  if (!witness) {
    json.null();
    return;
  }
  json.begin_array();
  for (const std::string& line : law::case_lines(*witness)) json.string(line);
  json.end_array();
}

std::string indented(const std::vector<std::string>& lines, std::string_view before) {
  std::string out;
  for (const std::string& line : lines) out += fmt::format("{}{}\n", before, line);
  return out;
}

// The case, to be read; in English these are the lines of a case file.
std::string case_text(const law::Witness& witness, std::string_view before, Lang lang) {
  if (lang == Lang::kEn) return indented(law::case_lines(witness), before);
  std::string out = fmt::format("{}日期：{}\n", before, witness.as_of.str());
  for (const std::string& fact : witness.given) out += fmt::format("{}假设：{}\n", before, fact);
  return out;
}

void write_check(JsonWriter& json, const law::CheckReport& report) {
  json.begin_object().key("pack").string(report.pack_id).key("version").string(report.pack_version);
  json.key("hash").string(report.pack_hash).key("clean").boolean(report.is_clean());
  json.key("segments").unsigned_integer(report.segments).key("sets").unsigned_integer(report.sets);
  json.key("faults").begin_array();
  for (const law::PackFault& fault : report.faults) {
    json.begin_object().key("kind").string(law::to_string(fault.kind));
    write_strings(json, "subjects", fault.subjects);
    write_strings(json, "box", fault.box);
    write_text(json, "says", fault.says);
    write_witness(json, fault.witness);
    json.end_object();
  }
  json.end_array();
  write_text(json, "bound", report.bound);
  json.key("notes").begin_array();
  for (const Text& note : report.notes)
    json.begin_object().key("en").string(note.en).key("zh").string(note.zh).end_object();
  json.end_array().end_object();
}

std::string check_text(const law::CheckReport& report, Lang lang) {
  const bool zh = lang == Lang::kZh;
  std::string out = fmt::format(
      "{} {}  {}\n", report.pack_id, report.pack_version,
      report.is_clean() ? (zh ? "无缺口、无矛盾、无死规则" : "no gap, no contradiction, no dead rule")
                        : fmt::format("{} {}", report.faults.size(), zh ? "处问题" : "fault(s)"));
  for (const law::PackFault& fault : report.faults) {
    out += fmt::format("  {}: {}\n", law::to_string(fault.kind), fault.says.in(lang));
    if (fault.witness) out += case_text(*fault.witness, "      ", lang);
  }
  for (const Text& note : report.notes) out += fmt::format("  {}\n", note.in(lang));
  return out + fmt::format("  {}\n", report.bound.in(lang));
}

void write_diff(JsonWriter& json, const law::DiffReport& report) {
  json.begin_object().key("before").string(report.before_hash).key("after").string(report.after_hash);
  json.key("same_law").boolean(report.is_same_law()).key("undecided").unsigned_integer(report.undecided);
  json.key("changes").begin_array();
  for (const law::OutcomeChange& change : report.changes) {
    json.begin_object()
        .key("what")
        .string(change.what)
        .key("before")
        .string(change.before)
        .key("after")
        .string(change.after);
    json.key("from").string(change.days.from.str()).key("boxes").unsigned_integer(change.boxes);
    write_strings(json, "box", change.box);
    write_text(json, "says", change.says);
    write_witness(json, change.witness);
    json.end_object();
  }
  json.end_array().end_object();
}

std::string diff_text(const law::DiffReport& report, Lang lang) {
  const bool zh = lang == Lang::kZh;
  std::string out = fmt::format("{} {} -> {} {}\n", report.before_id, report.before_version, report.after_id,
                                report.after_version);
  if (report.is_same_law()) return out + (zh ? "法律结果无变化\n" : "no outcome changed\n");
  for (const law::OutcomeChange& change : report.changes) {
    out += fmt::format("{}\n", change.says.in(lang));
    out += indented(change.box, "    ");
    if (change.witness)
      out += (zh ? "  例：\n" : "  for example:\n") + case_text(*change.witness, "    ", lang);
  }
  if (report.undecided > 0)
    out += fmt::format("{} {}\n", report.undecided, zh ? "处未能判明" : "box(es) neither shown nor excluded");
  return out;
}

// The article, or the instrument, whose name is nearest; empty: none is near.
std::string meant_article(const std::vector<law::RulePack>& packs, std::string_view article) {
  std::set<std::string> names;
  for (const law::RulePack& pack : packs) {
    for (const law::Provision& provision : pack.provisions) {
      names.insert(provision.code);
      names.insert(provision.code.substr(0, provision.code.find('(')));
      names.insert(provision.instrument);
    }
  }
  return std::string(intake::nearest_word(article, {names.begin(), names.end()}));
}

// "art.3, art.4, art.5": what packs cite of an instrument that `article` names rightly; empty: none is named.
std::string articles_beside(const std::vector<law::RulePack>& packs, std::string_view article) {
  const std::string_view instrument = article.substr(0, article.find(' '));
  std::vector<std::string_view> articles;
  for (const law::RulePack& pack : packs) {
    for (const law::Provision& provision : pack.provisions) {
      const std::string_view code = provision.code;
      if (!code.starts_with(instrument) || code.substr(instrument.size(), 1) != " ") continue;
      const std::string_view one = code.substr(instrument.size() + 1);
      if (std::find(articles.begin(), articles.end(), one) == articles.end()) articles.push_back(one);
    }
  }
  return fmt::format("{}", fmt::join(articles, ", "));
}

}  // namespace

Result<Printed> rules_list(bool as_json, const Look& look, const GateOptions& options) {
  const auto packs = load_packs(options.packs);
  if (!packs) return fail(packs.error());
  JsonWriter json;
  json.begin_object().key("packs").begin_array();
  std::string text;
  const bool zh = look.lang == Lang::kZh;
  for (const law::RulePack& pack : *packs) {
    json.begin_object().key("id").string(pack.id).key("law").string(pack.law).key("version").string(
        pack.version);
    json.key("hash")
        .string(pack.hash)
        .key("from")
        .string(pack.from.str())
        .key("reviewed_until")
        .string(pack.reviewed_until.str());
    write_text(json, "title", pack.title);
    json.key("rules")
        .unsigned_integer(pack.rules.size())
        .key("provisions")
        .unsigned_integer(pack.provisions.size())
        .end_object();
    const bool stale = options.today >= pack.reviewed_until;
    text += fmt::format("{:<3} {:<11} {}\n    {}\n    {}\n", pack.id, pack.version, pack.title.in(look.lang),
                        zh ? fmt::format("{} 条规则，{} 个条文，自 {} 起；复核有效至 {}{}", pack.rules.size(),
                                         pack.provisions.size(), pack.from.str(), pack.reviewed_until.str(),
                                         stale ? "（已过期）" : "")
                           : fmt::format("{} rules, {} articles, from {}; reviewed until {}{}",
                                         pack.rules.size(), pack.provisions.size(), pack.from.str(),
                                         pack.reviewed_until.str(), stale ? " (past)" : ""),
                        pack.hash);
  }
  json.end_array().end_object();
  return Printed{as_json ? json.take() + "\n" : text, ExitCode::kProceed};
}

Result<Printed> rules_check(const std::vector<std::string>& names, bool as_json, const Look& look,
                            const GateOptions& options) {
  std::vector<law::RulePack> packs;
  for (const std::string& name : names) {
    auto pack = load_pack(name);
    if (!pack) return fail(pack.error());
    packs.push_back(std::move(*pack));
  }
  if (names.empty()) {
    auto all = load_packs(options.packs);
    if (!all) return fail(all.error());
    packs = std::move(*all);
  }
  JsonWriter json;
  json.begin_object().key("packs").begin_array();
  std::string text;
  bool clean = true;
  for (const law::RulePack& pack : packs) {
    const auto report = law::check_pack(pack);
    if (!report) return fail(report.error());
    clean = clean && report->is_clean();
    write_check(json, *report);
    text += check_text(*report, look.lang);
  }
  json.end_array().key("clean").boolean(clean).end_object();
  return Printed{as_json ? json.take() + "\n" : text, clean ? ExitCode::kProceed : ExitCode::kFindings};
}

Result<Printed> rules_diff(const std::string& old_name, const std::string& new_name, bool as_json,
                           const Look& look, const GateOptions&) {
  const auto before = load_pack(old_name);
  if (!before) return fail(before.error());
  const auto after = load_pack(new_name);
  if (!after) return fail(after.error());
  const auto report = law::diff_packs(*before, *after);
  if (!report) return fail(report.error());
  std::string text = diff_text(*report, look.lang);
  if (as_json) {
    JsonWriter json;
    write_diff(json, *report);
    text = json.take() + "\n";
  }
  return Printed{text, report->is_same_law() ? ExitCode::kProceed : ExitCode::kFindings};
}

Result<Printed> rules_explain(const std::string& article, std::optional<Date> as_of, bool as_json,
                              const Look& look, const GateOptions& options) {
  const auto packs = load_packs(options.packs);
  if (!packs) return fail(packs.error());
  std::string text;
  bool found = false;
  for (const law::RulePack& pack : *packs) {
    const auto explanation = law::explain_article(pack, article, as_of);
    if (!explanation) continue;
    found = true;
    text += as_json ? report::article_json(*explanation) + "\n"
                    : report::article_text(*explanation, {look.lang, {look.width, look.color, true}});
  }
  if (const std::string beside = found ? "" : articles_beside(*packs, article); !beside.empty()) {
    const std::string instrument = article.substr(0, article.find(' '));
    return fail({ErrorCode::kNotFound,
                 fmt::format("no pack cites \"{}\"; of {} they cite {}", article, instrument, beside),
                 {},
                 fmt::format("没有规则包引用“{}”；{} 中引用的有 {}", article, instrument, beside)});
  }
  if (!found) {
    const std::string meant = meant_article(*packs, article);
    return fail(
        {ErrorCode::kNotFound,
         fmt::format("no pack cites \"{}\"; {}", article,
                     meant.empty() ? "write it as \"CN-PPR-2024 art.7\""
                                   : fmt::format("did you mean \"{}\"?", meant)),
         {},
         fmt::format("没有规则包引用“{}”；{}", article,
                     meant.empty() ? "写法如“CN-PPR-2024 art.7”" : fmt::format("是否想用“{}”？", meant))});
  }
  return Printed{text, ExitCode::kProceed};
}

}  // namespace tidegate
