#include "tidegate/filing/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tidegate/base/hash.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/filing/parts.h"

namespace tidegate::filing {
namespace {

// {"say": {..}} | {"value": P, "lead"} | {"fields": P, "keys"} | {"each": P, "keys", "lead"} | {"table": ID}
// | {"part": ID, "keys", "lead"}
Content read_content(const JsonReader& in) {
  static constexpr std::array<std::pair<std::string_view, Content::Kind>, 5> kKinds{
      {{"value", Content::Kind::kValue},
       {"fields", Content::Kind::kFields},
       {"each", Content::Kind::kEach},
       {"table", Content::Kind::kTable},
       {"part", Content::Kind::kPart}}};
  in.only({"say", "value", "fields", "each", "table", "part", "keys", "lead"});
  Content content;
  int kinds = 0;
  if (const auto say = in.optional("say")) {
    content.lead = say->text();
    ++kinds;
  }
  for (const auto& [name, kind] : kKinds) {
    const auto named = in.optional(name);
    if (!named) continue;
    content.kind = kind;
    content.pointer = named->string();
    ++kinds;
  }
  if (const auto lead = in.optional("lead")) content.lead = lead->text();
  if (const auto keys = in.optional("keys")) content.keys = keys->strings();
  if (kinds != 1)
    in.refuse(ErrorCode::kMalformed, "one of say, value, fields, each, table, part",
              "须为 say、value、fields、each、table、part 之一");
  if (content.kind == Content::Kind::kPart && !is_part(content.pointer))
    in.refuse(ErrorCode::kMalformed, "no such part: " + content.pointer,
              "没有这样的内容：" + content.pointer);
  return content;
}

Section read_section(const JsonReader& in) {
  in.only({"level", "heading", "contents"});
  Section section;
  section.level = static_cast<int>(in.member("level").integer(1, 3));
  if (const auto heading = in.optional("heading")) section.heading = heading->text();
  for (const JsonReader& content : in.member("contents").items(0, 200))
    section.contents.push_back(read_content(content));
  return section;
}

// A name that lands on a disk and in an archive.
std::string read_name(const JsonReader& in) {
  std::string name = in.string();
  if (name.empty() || name.size() > 120 || name[0] == '.' ||
      name.find_first_of("/\\:*?\"<>|\n\r\t") != std::string::npos)
    in.refuse(ErrorCode::kMalformed, "not a file name", "不是合法的文件名");
  return name;
}

// "S A" would be a document of no filing.
std::vector<std::string> read_routes(const JsonReader& in) {
  static constexpr std::array<std::string_view, 6> kRoutes{"SA", "SC", "PC", "NL", "EX", "EXT"};
  std::vector<std::string> routes;
  for (const JsonReader& route : in.items(1, kRoutes.size()))
    routes.emplace_back(kRoutes[route.one_of(kRoutes)]);
  return routes;
}

DocumentPlan read_document(const JsonReader& in) {
  in.only({"id", "file", "folder", "routes", "when", "title", "cover", "sections", "heading_sha256"});
  DocumentPlan plan;
  plan.id = in.member("id").string();
  plan.file = read_name(in.member("file"));
  plan.folder = in.member("folder").string();
  plan.routes = read_routes(in.member("routes"));
  if (const auto when = in.optional("when")) {
    static constexpr std::array<std::string_view, 3> kWhen{"extension", "changes", "hits"};
    plan.when = std::string(kWhen[when->one_of(kWhen)]);
  }
  plan.title = in.member("title").text();
  if (const auto cover = in.optional("cover")) plan.has_cover = cover->boolean();
  for (const JsonReader& section : in.member("sections").items(1, 500))
    plan.sections.push_back(read_section(section));
  plan.heading_sha256 = in.member("heading_sha256").string();
  if (plan.heading_sha256 != heading_hash(chinese_headings(plan))) {
    in.member("heading_sha256")
        .refuse(ErrorCode::kCorrupt,
                "the headings are not those of this hash: " + heading_hash(chinese_headings(plan)),
                "标题与该散列不符：" + heading_hash(chinese_headings(plan)));
  }
  return plan;
}

TablePlan read_table(const JsonReader& in) {
  in.only({"id", "file", "folder", "routes", "title", "each", "part", "columns"});
  TablePlan plan;
  plan.id = in.member("id").string();
  plan.file = read_name(in.member("file"));
  plan.folder = in.member("folder").string();
  plan.routes = read_routes(in.member("routes"));
  plan.title = in.member("title").text();
  if (const auto each = in.optional("each")) plan.each = each->string();
  if (const auto part = in.optional("part")) plan.part = part->string();
  if (plan.each.empty() == plan.part.empty() || (!plan.part.empty() && !is_table_part(plan.part)))
    in.refuse(ErrorCode::kMalformed, "one of each and part", "须为 each、part 之一");
  if (const auto columns = in.optional("columns")) {
    for (const JsonReader& column : columns->items(1, 40)) {
      column.only({"key", "label", "width"});
      Column& c = plan.columns.emplace_back();
      c.key = column.member("key").string();
      if (const auto label = column.optional("label")) c.label = label->text();
      if (const auto width = column.optional("width")) c.width = static_cast<int>(width->integer(1, 100));
    }
  }
  return plan;
}

void read_style(const JsonReader& in, DocumentStyle& style) {
  in.only({"page_width", "page_height", "margin_top", "margin_side", "body_size", "title_size", "table_size",
           "line_pitch_half_points", "body_font", "title_font", "heading1_font", "heading2_font",
           "latin_font", "substitute_serif", "substitute_sans"});
  const auto number = [&](std::string_view key, std::int64_t& into, std::int64_t least, std::int64_t most) {
    if (const auto value = in.optional(key)) into = value->integer(least, most);
  };
  number("page_width", style.page_width, 5000, 100000);
  number("page_height", style.page_height, 5000, 100000);
  number("margin_top", style.margin_top, 0, 10000);
  number("margin_side", style.margin_side, 0, 10000);
  number("body_size", style.body_size, 8, 144);
  number("title_size", style.title_size, 8, 144);
  number("table_size", style.table_size, 8, 144);
  number("line_pitch_half_points", style.line_pitch_half_points, 16, 300);
  const auto word = [&](std::string_view key, std::string& into) {
    if (const auto value = in.optional(key)) into = value->string();
  };
  word("body_font", style.body_font);
  word("title_font", style.title_font);
  word("heading1_font", style.heading1_font);
  word("heading2_font", style.heading2_font);
  word("latin_font", style.latin_font);
  word("substitute_serif", style.substitute_serif);
  word("substitute_sans", style.substitute_sans);
}

// Names that one part of the template has for another.
void check_names(const FilingTemplate& t, const JsonReader& root) {
  const auto refuse = [&](const std::string& name) {
    root.refuse(ErrorCode::kMalformed, "names what is not there, or twice: " + name,
                "引用不存在或重复：" + name);
  };
  const auto has_folder = [&](const std::string& code) {
    return std::any_of(t.folders.begin(), t.folders.end(), [&](const Folder& f) { return f.code == code; });
  };
  for (const DocumentPlan& plan : t.documents) {
    if (!has_folder(plan.folder)) refuse(plan.folder);
    if (t.document(plan.id) != &plan) refuse(plan.id);
    for (const Section& section : plan.sections) {
      for (const Content& content : section.contents) {
        if (content.kind == Content::Kind::kTable && t.table(content.pointer) == nullptr)
          refuse(content.pointer);
      }
    }
  }
  for (const TablePlan& plan : t.tables) {
    if (!has_folder(plan.folder)) refuse(plan.folder);
    if (t.table(plan.id) != &plan) refuse(plan.id);
  }
}

std::string without_blanks(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ' || text[i] == '\t') continue;
    if (text.substr(i).starts_with("　")) {
      i += 2;
      continue;
    }
    out += text[i];
  }
  return out;
}

}  // namespace

const DocumentPlan* FilingTemplate::document(std::string_view document_id) const {
  const auto at = std::find_if(documents.begin(), documents.end(),
                               [&](const DocumentPlan& d) { return d.id == document_id; });
  return at == documents.end() ? nullptr : &*at;
}

const TablePlan* FilingTemplate::table(std::string_view table_id) const {
  const auto at =
      std::find_if(tables.begin(), tables.end(), [&](const TablePlan& t) { return t.id == table_id; });
  return at == tables.end() ? nullptr : &*at;
}

std::string heading_hash(const std::vector<std::pair<int, std::string>>& headings) {
  std::string lines;
  for (const auto& [level, text] : headings) lines += fmt::format("{} {}\n", level, without_blanks(text));
  return sha256_hex(lines);
}

std::vector<std::pair<int, std::string>> chinese_headings(const DocumentPlan& plan) {
  std::vector<std::pair<int, std::string>> out;
  for (const Section& section : plan.sections) {
    if (!section.heading.empty()) out.emplace_back(section.level, without_blanks(section.heading.zh));
  }
  return out;
}

Result<FilingTemplate> parse_template(std::string_view json, std::string_view where) {
  const auto value = parse_json(json, where);
  if (!value) return fail(value.error());
  JsonFault fault{std::string(where), {}};
  const JsonReader root(*value, fault);
  root.only({"format", "id", "title", "edition", "from", "until", "source", "authority", "style", "folders",
             "documents", "tables"});
  FilingTemplate t;
  if (root.member("format").string() != "tidegate-filing-template/1") {
    root.refuse(ErrorCode::kMalformed, "not a template of format tidegate-filing-template/1",
                "不是 tidegate-filing-template/1 格式的模板");
  }
  t.id = root.member("id").string();
  t.title = root.member("title").text();
  t.edition = static_cast<int>(root.member("edition").integer(1, 99));
  t.in_force.from = root.member("from").date();
  if (const auto until = root.optional("until")) t.in_force.to = until->date();
  t.source = root.member("source").text();
  t.authority = root.member("authority").text();
  if (const auto style = root.optional("style")) read_style(*style, t.style);
  for (const JsonReader& folder : root.member("folders").items(1, 50)) {
    folder.only({"code", "name"});
    t.folders.push_back({folder.member("code").string(), read_name(folder.member("name"))});
  }
  for (const JsonReader& document : root.member("documents").items(1, 50))
    t.documents.push_back(read_document(document));
  for (const JsonReader& table : root.member("tables").items(0, 50)) t.tables.push_back(read_table(table));
  if (!fault.first) check_names(t, root);
  if (fault.first) return fail(std::move(*fault.first));
  return t;
}

}  // namespace tidegate::filing
