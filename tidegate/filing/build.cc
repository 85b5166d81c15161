#include "tidegate/filing/build.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/filing/parts.h"

namespace tidegate::filing {
namespace {

bool is_needed(const FilingCase& c, const FormField* field) {
  if (field == nullptr || c.route == "EX") return false;
  return field->needed == "always" || field->needed == "filed" ||
         (field->needed == "assessed" && (c.route == "SA" || c.route == "EXT"));
}

// Parts that this case does not ask: an officer outside the assessment, a legal representative where there is
// none.
bool is_left_out(const FilingCase& c, std::string_view pointer) {
  if (pointer == "/processor/officer")
    return c.route != "SA" && c.route != "EXT" && value_at(c.declaration, pointer) == nullptr;
  return pointer == "/processor/legal_rep" && text_at(c.declaration, "/processor/no_legal_rep") == "true";
}

// Label and value of the members of one mapping.
Grid fields_grid(const FilingCase& c, const std::string& pointer, const std::vector<std::string>& keys) {
  Grid grid;
  grid.first_column_is_label = true;
  grid.widths = {34, 66};
  if (is_left_out(c, pointer)) return grid;
  for (const std::string& key : keys) {
    const std::string at = pointer + "/" + key;
    std::string value = shown_at(c, at);
    const FormField* field = c.form.find(pattern_of(at));
    if (value.empty() && !is_needed(c, field)) continue;
    if (value.empty()) value = blank_mark(c.lang);
    grid.rows.push_back({label_of(c, at), std::move(value)});
  }
  return grid;
}

class Writer {
 public:
  Writer(const FilingCase& c, std::vector<Block>& out) : c_(c), out_(out) {}

  void put(const Content& content) {
    switch (content.kind) {
      case Content::Kind::kSay:
        return paragraph(filled(c_, c_.in(content.lead)));
      case Content::Kind::kValue:
        return value(content);
      case Content::Kind::kFields:
        return grid(fields_grid(c_, content.pointer, content.keys));
      case Content::Kind::kEach:
        return each(content);
      case Content::Kind::kTable:
        return grid(build_table(c_, *c_.plan.table(content.pointer)));
      case Content::Kind::kPart:
        if (!content.lead.empty()) paragraph(filled(c_, c_.in(content.lead)));
        for (Block& block : part_blocks(c_, content)) out_.push_back(std::move(block));
    }
  }

 private:
  void paragraph(std::string text) { out_.push_back({Block::Kind::kParagraph, 0, std::move(text), {}}); }
  void note(std::string text) { out_.push_back({Block::Kind::kNote, 0, std::move(text), {}}); }
  std::string none() const { return c_.lang == Lang::kZh ? "无。" : "None."; }
  // Nobody said that there is none: the paper must not say so either.
  std::string not_listed() const { return c_.lang == Lang::kZh ? "未列明。" : "None listed."; }

  void grid(Grid rows) {
    if (rows.rows.empty()) return paragraph(not_listed());
    out_.push_back({Block::Kind::kGrid, 0, {}, std::move(rows)});
  }

  void value(const Content& content) {
    std::string text = shown_at(c_, content.pointer);
    const bool needed = is_needed(c_, c_.form.find(pattern_of(content.pointer)));
    if (text.empty() && !needed && content.lead.empty()) return;
    if (text.empty()) text = blank_mark(c_.lang);
    paragraph(filled(c_, c_.in(content.lead)) + text);
  }

  void each(const Content& content) {
    const Json* list = value_at(c_.declaration, content.pointer);
    const std::size_t count = list == nullptr || list->array() == nullptr ? 0 : list->array()->size();
    for (std::size_t i = 0; i < count; ++i) {
      if (!content.lead.empty()) note(fmt::format("{} {}", c_.in(content.lead), i + 1));
      grid(fields_grid(c_, fmt::format("{}/{}", content.pointer, i), content.keys));
    }
    if (count > 0) return;
    const bool said_none = list != nullptr && list->string() != nullptr;
    const bool needed = is_needed(c_, c_.form.find(pattern_of(content.pointer)));
    const std::string colon =
        content.lead.empty() ? "" : std::string(c_.in(content.lead)) + (c_.lang == Lang::kZh ? "：" : ": ");
    paragraph(colon + (said_none ? none() : !needed ? not_listed() : std::string(blank_mark(c_.lang))));
  }

  const FilingCase& c_;
  std::vector<Block>& out_;
};

bool is_of_route(const FilingCase& c, const std::vector<std::string>& routes) {
  return std::find(routes.begin(), routes.end(), c.route) != routes.end();
}

bool has_hits(const FilingCase& c) {
  return c.assessment.profile && !c.assessment.profile->lists.questions.empty();
}

}  // namespace

Document build_document(const FilingCase& c, const DocumentPlan& plan) {
  const bool zh = c.lang == Lang::kZh;
  Document out;
  out.title = c.in(plan.title);
  out.has_cover = plan.has_cover;
  out.language = zh ? "zh-CN" : "en-GB";
  out.creator = shown_at(c, "/processor/name");
  out.day = c.day;
  out.subtitle = shown_at(c, "/scenario/summary");
  if (!plan.has_cover) out.subtitle.clear();
  out.cover = {{zh ? "数据处理者名称：" : "Data handler: ", filled(c, "{name}")},
               {zh ? "（盖章）" : "(seal)", ""},
               {zh ? "日期：" : "Date: ", shown_day(c.day, c.lang)}};
  Writer writer(c, out.blocks);
  for (const Section& section : plan.sections) {
    if (!section.heading.empty())
      out.blocks.push_back({Block::Kind::kHeading, section.level, std::string(c.in(section.heading)), {}});
    for (const Content& content : section.contents) writer.put(content);
  }
  return out;
}

Grid build_table(const FilingCase& c, const TablePlan& plan) {
  if (plan.each.empty()) return part_grid(c, plan.part);
  Grid grid;
  for (const Column& column : plan.columns) {
    grid.header.emplace_back(column.label.empty() ? label_of(c, plan.each + "/0/" + column.key)
                                                  : std::string(c.in(column.label)));
    grid.widths.push_back(column.width);
  }
  const Json* list = value_at(c.declaration, plan.each);
  for (std::size_t i = 0; list != nullptr && list->array() != nullptr && i < list->array()->size(); ++i) {
    std::vector<std::string>& row = grid.rows.emplace_back();
    for (const Column& column : plan.columns) {
      const std::string at = fmt::format("{}/{}/{}", plan.each, i, column.key);
      std::string value = column.key == "#" ? std::to_string(i + 1) : shown_at(c, at);
      if (value.empty() && is_needed(c, c.form.find(pattern_of(at)))) value = blank_mark(c.lang);
      row.push_back(std::move(value));
    }
  }
  return grid;
}

bool is_due(const FilingCase& c, const DocumentPlan& plan) {
  if (!is_of_route(c, plan.routes)) return false;
  if (plan.when == "extension") return c.route == "EXT";
  if (plan.when == "changes") return c.previous != nullptr;
  return plan.when.empty() || has_hits(c);
}

bool is_due(const FilingCase& c, const TablePlan& plan) {
  if (!is_of_route(c, plan.routes)) return false;
  if (plan.part == "changes") return c.previous != nullptr;
  if (plan.part == "hits") return has_hits(c);
  return true;
}

}  // namespace tidegate::filing
