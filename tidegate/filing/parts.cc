#include "tidegate/filing/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "tidegate/filing/changes.h"

namespace tidegate::filing {
namespace {

bool is_zh(const FilingCase& c) { return c.lang == Lang::kZh; }

std::string say(const FilingCase& c, std::string_view en, std::string_view zh) {
  return std::string(is_zh(c) ? zh : en);
}

Block paragraph(std::string text) { return {Block::Kind::kParagraph, 0, std::move(text), {}}; }
Block table(Grid grid) { return {Block::Kind::kGrid, 0, {}, std::move(grid)}; }

std::string or_blank(const FilingCase& c, std::string text) {
  return text.empty() ? std::string(blank_mark(c.lang)) : text;
}

std::string forecast_of(const FilingCase& c, int year) {
  const Json* value = value_at(c.declaration, fmt::format("/scenario/persons/forecast/{}", year));
  return value == nullptr ? std::string() : shown(c, *value, c.form.find("/scenario/persons/forecast"));
}

Grid persons_grid(const FilingCase& c) {
  Grid grid;
  grid.header = {say(c, "Number of distinct natural persons", "统计项（按自然人去重）"),
                 say(c, "Persons", "人数")};
  grid.widths = {70, 30};
  for (const char* key : {"pi", "spi", "year_current", "counted_as"}) {
    const std::string pointer = std::string("/scenario/persons/") + key;
    grid.rows.push_back({label_of(c, pointer), or_blank(c, shown_at(c, pointer))});
  }
  for (int year = 0; year < 3; ++year) {
    grid.rows.push_back({fmt::format(fmt::runtime(is_zh(c) ? "未来第 {} 年末累计预估"
                                                           : "forecast, cumulative, end of year {}"),
                                     year + 1),
                         or_blank(c, forecast_of(c, year))});
  }
  return grid;
}

Grid clauses_grid(const FilingCase& c) {
  struct Matter {
    std::string_view key;
    std::string_view en;
    std::string_view zh;
  };
  static constexpr std::array<Matter, kClauseCount> kMatters{
      {{"purpose", "1. purpose, method and scope; the recipient's use",
        "1.出境目的、方式、范围及境外接收方的用途、方式"},
       {"storage", "2. place and period of storage abroad, and what follows",
        "2.境外保存地点、期限及到期后的处理"},
       {"onward", "3. limits on passing the data on", "3.再转移的约束"},
       {"change", "4. change of control, business or environment, force majeure",
        "4.控制权、经营范围、环境变化与不可抗力的应对"},
       {"remedy", "5. remedy, liability and settlement of disputes", "5.违约补救、责任与争议解决"},
       {"incident", "6. emergencies, and how individuals enforce their rights", "6.应急处置与个人维权途径"}}};
  Grid grid;
  grid.header = {say(c, "Matter", "约定事项"), say(c, "Document", "法律文件"), say(c, "Clause", "条款"),
                 say(c, "Page", "页码")};
  grid.widths = {44, 30, 13, 13};
  const Json* documents = value_at(c.declaration, "/legal_documents");
  for (const auto& [key, en, zh] : kMatters) {
    const std::string label = say(c, en, zh);
    bool any = false;
    for (std::size_t i = 0;
         documents != nullptr && documents->array() != nullptr && i < documents->array()->size(); ++i) {
      const std::string at = fmt::format("/legal_documents/{}", i);
      const bool is_standard = text_at(c.declaration, at + "/kind") == "standard_contract";
      std::string clause = shown_at(c, fmt::format("{}/clauses/{}/clause", at, key));
      if (clause.empty() && is_standard) clause = say(c, "body of the standard contract", "标准合同正文");
      grid.rows.push_back({any ? std::string() : label, or_blank(c, shown_at(c, at + "/name")),
                           or_blank(c, clause),
                           is_standard && shown_at(c, fmt::format("{}/clauses/{}/page", at, key)).empty()
                               ? std::string("—")
                               : or_blank(c, shown_at(c, fmt::format("{}/clauses/{}/page", at, key)))});
      any = true;
    }
    if (!any) grid.rows.push_back({label, or_blank(c, ""), or_blank(c, ""), or_blank(c, "")});
  }
  return grid;
}

const Opinion* chinese_opinion(const FilingCase& c) {
  const auto& all = c.assessment.opinions;
  const auto at = std::find_if(all.begin(), all.end(), [](const Opinion& o) { return o.law == "CN"; });
  return at == all.end() ? nullptr : &*at;
}

std::vector<Block> law_blocks(const FilingCase& c) {
  const Opinion* opinion = chinese_opinion(c);
  if (opinion == nullptr)
    return {paragraph(say(c, "No opinion of Chinese law was formed.", "未形成中国法下的路径判定。"))};
  std::vector<Block> out;
  out.push_back(paragraph(
      fmt::format(fmt::runtime(is_zh(c) ? "依据 {} 的规则（规则包 {} {}），本次出境的法定路径为：{}。"
                                        : "Under the law of {} (rule pack {} {}) the route is: {}."),
                  shown_day(opinion->as_of, c.lang), opinion->pack_id, opinion->pack_version,
                  c.in(opinion->route_label))));
  if (!opinion->legal_basis.empty()) {
    std::string basis = say(c, "Articles: ", "依据条款：");
    for (std::size_t i = 0; i < opinion->legal_basis.size(); ++i) {
      const std::string& code = opinion->legal_basis[i];
      const auto at = std::find_if(opinion->citations.begin(), opinion->citations.end(),
                                   [&](const Citation& x) { return x.code == code; });
      if (i > 0) basis += is_zh(c) ? "；" : "; ";
      basis += at == opinion->citations.end()
                   ? code
                   : fmt::format(fmt::runtime(is_zh(c) ? "{}（{}）" : "{} ({})"), c.in(at->instrument), code);
    }
    out.push_back(paragraph(basis + (is_zh(c) ? "。" : ".")));
  }
  Grid grid;
  grid.header = {say(c, "Counter", "计数项"), say(c, "Counted", "累计"), say(c, "Limit", "门槛")};
  grid.widths = {60, 20, 20};
  for (const Margin& margin : opinion->margins) {
    const std::string value = margin.value_known
                                  ? grouped(std::to_string(margin.value))
                                  : fmt::format(fmt::runtime(is_zh(c) ? "不少于 {}" : "at least {}"),
                                                grouped(std::to_string(margin.value)));
    grid.rows.push_back({std::string(c.in(margin.label)), value, grouped(std::to_string(margin.limit))});
  }
  if (!grid.rows.empty()) out.push_back(table(std::move(grid)));
  return out;
}

std::vector<Block> risk_blocks(const FilingCase& c, const Content& content) {
  std::vector<Block> out;
  const auto& report = c.assessment.risk;
  for (const std::string& key : content.keys) {
    if (!report) break;
    for (const FactorResult& factor : report->factors) {
      if (letter(factor.factor) == key) out.push_back(paragraph(std::string(c.in(factor.says))));
    }
  }
  if (out.empty()) out.push_back(paragraph(say(c, "Not assessed.", "尚未评估。")));
  return out;
}

Grid impacts_grid(const FilingCase& c) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, kHarmCount> kHarms{
      {{"national security", "国家安全"},
       {"public interest", "公共利益"},
       {"rights of individuals and organisations", "个人、组织合法权益"}}};
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kDegrees{
      {{"none", "无"},
       {"negligible", "轻微"},
       {"limited", "有限"},
       {"significant", "较大"},
       {"maximum", "重大"}}};
  Grid grid;
  grid.header = {say(c, "Harm to", "影响对象"), say(c, "Degree", "程度"), say(c, "Rests on", "依据")};
  grid.widths = {30, 15, 55};
  if (!c.assessment.risk) return grid;
  for (const ImpactResult& impact : c.assessment.risk->impacts) {
    const auto& harm = kHarms[static_cast<std::size_t>(impact.harm)];
    const auto& degree = kDegrees[static_cast<std::size_t>(std::clamp(impact.level, 0, 4))];
    grid.rows.push_back({say(c, harm.first, harm.second), say(c, degree.first, degree.second),
                         std::string(c.in(impact.rule))});
  }
  return grid;
}

// Whether a paper is scanned or sealed is told to the filer; a report that is still to be sealed cannot speak
// of it.
bool is_of_papers(const Finding* f) { return f->rule == "V06" || f->rule == "V07"; }

std::vector<Block> problem_blocks(const FilingCase& c) {
  auto open = open_findings(c, true);
  std::erase_if(open, is_of_papers);
  if (open.empty()) {
    return {paragraph(
        say(c, "Every rule of the pre-check that could be applied is met; no open problem was found.",
            "可检查的各项规则均已满足，未发现未解决的问题。"))};
  }
  Grid grid;
  grid.header = {say(c, "No.", "序号"), say(c, "Problem found", "发现的问题"),
                 say(c, "How to mend it", "整改措施")};
  grid.widths = {10, 50, 40};
  for (std::size_t i = 0; i < open.size(); ++i) {
    grid.rows.push_back({std::to_string(i + 1), fmt::format("{} {}", open[i]->rule, c.in(open[i]->says)),
                         std::string(c.in(open[i]->fix))});
  }
  return {table(std::move(grid))};
}

std::string_view lane_name(Lane lane, Lang lang) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kLanes{
      {{"green", "绿色（低）"}, {"blue", "蓝色（一般）"}, {"yellow", "黄色（较高）"}, {"red", "红色（高）"}}};
  const auto& name = kLanes[static_cast<std::size_t>(lane)];
  return lang == Lang::kZh ? name.second : name.first;
}

// What is lawful, necessary and under control the firm says itself; here stands what speaks against it.
void add_conclusion_to_write(const FilingCase& c, std::vector<Block>& out) {
  out.push_back(paragraph(say(c, "Conclusion: ", "结论：") + std::string(blank_mark(c.lang))));
  out.push_back(paragraph(filled(
      c, say(c,
             "The exporter concludes itself whether purpose, scope and method are lawful, legitimate and "
             "necessary and the risk is under control; it files on the route \"{route}\".",
             "由数据处理者自行就出境的目的、范围、方式是否合法、正当、必要以及风险是否可控作出结论；拟按“{"
             "route}”路径办理。"))));
  constexpr int kHigh = 3;
  std::size_t high = 0;
  if (c.assessment.risk) {
    for (const FactorResult& factor : c.assessment.risk->factors) {
      if (factor.level < kHigh) continue;
      if (++high == 1)
        out.push_back(paragraph(say(c, "To be considered, rated high:", "须考虑的较高因子：")));
      out.push_back(paragraph(std::string(c.in(factor.says))));
    }
  }
  auto asked = open_findings(c, true);
  std::erase_if(asked, is_of_papers);
  if (asked.empty()) return;
  out.push_back(paragraph(fmt::format(
      fmt::runtime(is_zh(c) ? "须考虑的未解决问题：{} 项，见前文所列。"
                            : "To be considered, problems that stand open: {}, as listed before."),
      asked.size())));
}

// Chosen route against the law's: heavier is allowed, lighter never.
std::vector<Block> conclusion_blocks(const FilingCase& c) {
  std::vector<Block> out;
  const Opinion* opinion = chinese_opinion(c);
  const bool is_open = opinion == nullptr || opinion->route_class == RouteClass::kUndetermined;
  const bool is_stopped = opinion != nullptr && opinion->route_class == RouteClass::kStop;
  auto findings = open_findings(c, false);
  std::erase_if(findings, is_of_papers);
  const std::size_t open = findings.size();
  if (c.assessment.risk) {
    out.push_back(paragraph(fmt::format(
        fmt::runtime(is_zh(c) ? "综合风险等级为{}，法定最低等级为{}。" : "Risk lane: {}; legal floor: {}."),
        lane_name(c.assessment.risk->lane, c.lang), lane_name(c.assessment.risk->legal_floor, c.lang))));
    for (const Text& reason : c.assessment.risk->reasons) out.push_back(paragraph(std::string(c.in(reason))));
  }
  if (is_stopped) {
    out.push_back(paragraph(say(c,
                                "Conclusion: the flow is not to take place on this filing; the law stops it "
                                "or another regime decides.",
                                "结论：该数据流动依法被禁止或适用其他制度，不得以本次申报开展。")));
  } else if (is_open) {
    out.push_back(paragraph(say(c,
                                "Conclusion: the route of the law is not settled; the facts named in the "
                                "assessment are needed first.",
                                "结论：法定路径尚未确定，须先补充评估所列事实。")));
  } else if (open > 0) {
    out.push_back(paragraph(fmt::format(
        fmt::runtime(is_zh(c) ? "结论：尚有 {} 项问题待整改，整改完成前不具备申报条件；整改完成后重新评估。"
                              : "Conclusion: {} problems are to be mended first; the transfer is not ready "
                                "to be filed, and is assessed again then."),
        open)));
  } else {
    add_conclusion_to_write(c, out);
  }
  return out;
}

// Each condition of an extension, as the one test of it has answered (docs/clearance.md).
Grid extension_grid(const FilingCase& c) {
  struct Condition {
    std::string_view id;
    std::string_view en;
    std::string_view zh;
  };
  static constexpr std::array<Condition, 10> kConditions{
      {{"same_purpose", "same purpose", "出境目的未变化"},
       {"same_scope", "same scope, items of the same class", "出境范围未变化，数据项类别未变化"},
       {"same_processor", "same exporter", "数据处理者未变化"},
       {"same_recipients", "same recipients", "境外接收方未变化"},
       {"persons_growth", "forecast of persons at most 1.2 times the number passed",
        "未来三年预估人数不超过原评估人数的1.2倍"},
       {"important_growth", "important data at most 1.2 times the size passed",
        "重要数据规模不超过原评估规模的1.2倍"},
       {"legal_documents", "legal documents hold the six clauses", "法律文件符合六项约定"},
       {"within_pass", "exports stayed within the pass", "严格按评估结果开展出境活动"},
       {"no_major_incident", "no major incident of network and data security",
        "未发生重大网络和数据安全事件"},
       {"others_unchanged", "all else as it was passed", "其他申报内容未变化"}}};
  Grid grid;
  grid.header = {say(c, "Condition", "条件"), say(c, "Computed from", "计算依据"), say(c, "Result", "结果")};
  grid.widths = {40, 40, 20};
  if (c.extension == nullptr) return grid;
  for (const ExtensionLine& line : c.extension->lines) {
    const auto named = std::find_if(kConditions.begin(), kConditions.end(),
                                    [&](const Condition& one) { return one.id == line.id; });
    if (named == kConditions.end()) continue;
    grid.rows.push_back({say(c, named->en, named->zh), std::string(c.in(line.says)),
                         line.holds == Truth::kTrue    ? say(c, "met", "符合")
                         : line.holds == Truth::kFalse ? say(c, "not met", "不符合")
                                                       : say(c, "not known", "无法判断")});
  }
  return grid;
}

// What was done for this report: data is scanned and counted only where a scan stands behind it.
std::vector<Block> method_blocks(const FilingCase& c) {
  const bool was_scanned = c.assessment.profile && !c.assessment.profile->files.empty();
  const std::string data =
      was_scanned
          ? say(c, "the data was scanned and its persons counted apart", "对拟出境数据进行扫描与去重计数")
          : say(c, "what the filer states was taken as stated, and no data was scanned for this report",
                "依据申报单位填报的内容判定，编制本报告时未对数据进行扫描");
  std::string text =
      fmt::format(fmt::runtime(is_zh(c) ? "方法：{}{}按现行规则逐项判定路径"
                                        : "Method: {}{}the route decided by the rules in force"),
                  data, is_zh(c) ? (was_scanned ? "，" : "；") : (was_scanned ? ", " : "; "));
  if (c.assessment.risk) text += say(c, ", the risk scored by factors", "，按风险因素评分");
  text += say(c, ", and the filing checked for form.", "，并按申报材料形式要求逐项预检。");
  return {paragraph(std::move(text))};
}

Grid hits_grid(const FilingCase& c) {
  Grid grid;
  grid.header = {say(c, "File, column", "文件、列"), say(c, "List and row", "清单与条目"),
                 say(c, "Term", "清单用语"),         say(c, "Consequence", "管理要求"),
                 say(c, "Met by", "命中依据"),       say(c, "Review", "人工复核")};
  grid.widths = {24, 20, 20, 14, 12, 10};
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kVerdicts{
      {{"open", "待复核"}, {"dismissed", "已排除"}, {"confirmed", "已确认"}}};
  if (!c.assessment.profile) return grid;
  for (const ListQuestion& q : c.assessment.profile->lists.questions) {
    const FileProfile& file = c.assessment.profile->files.at(q.file);
    std::string place = file.path.substr(file.path.rfind('/') + 1);
    if (q.column) place += fmt::format(fmt::runtime(is_zh(c) ? " 第 {} 列" : ", column {}"), *q.column + 1);
    const auto& verdict = kVerdicts[static_cast<std::size_t>(q.review.verdict)];
    grid.rows.push_back({place, fmt::format("{} {} {}", q.list_id, q.row.edition, q.row.row),
                         std::string(c.in(q.row.term)), q.row.route.empty() ? q.row.kind : q.row.route,
                         std::string(to_string(q.grade)), say(c, verdict.first, verdict.second)});
  }
  return grid;
}

}  // namespace

bool is_table_part(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kNames{"persons", "clauses",   "impacts",
                                                          "changes", "extension", "hits"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

bool is_part(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kNames{"method", "law", "risk", "problems", "conclusion"};
  return is_table_part(name) || std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

Grid part_grid(const FilingCase& c, std::string_view part) {
  if (part == "persons") return persons_grid(c);
  if (part == "clauses") return clauses_grid(c);
  if (part == "impacts") return impacts_grid(c);
  if (part == "changes") return changes_grid(c);
  if (part == "extension") return extension_grid(c);
  return hits_grid(c);
}

std::vector<Block> part_blocks(const FilingCase& c, const Content& content) {
  if (content.pointer == "method") return method_blocks(c);
  if (content.pointer == "law") return law_blocks(c);
  if (content.pointer == "risk") return risk_blocks(c, content);
  if (content.pointer == "problems") return problem_blocks(c);
  if (content.pointer == "conclusion") return conclusion_blocks(c);
  Grid grid = part_grid(c, content.pointer);
  if (grid.rows.empty()) return {paragraph(say(c, "Nothing was found.", "未见相关内容。"))};
  return {table(std::move(grid))};
}

}  // namespace tidegate::filing
