#include "tidegate/extract/office/office.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tidegate/extract/office/flow_reader.h"
#include "tidegate/extract/office/open_sheets.h"
#include "tidegate/extract/office/relations.h"
#include "tidegate/extract/office/side_parts.h"
#include "tidegate/extract/office/workbook.h"
#include "tidegate/extract/office/xml_reader.h"
#include "tidegate/extract/peek_source.h"

namespace tidegate {
namespace {

constexpr std::string_view kOpenMime = "application/vnd.oasis.opendocument.";

// Counts the tables that are told to the sink below.
class CountingSink final : public TableSink {
 public:
  explicit CountingSink(TableSink& below) : below_(below) {}
  std::size_t tables = 0;
  Result<void> begin(const TableInfo& info) override {
    ++tables;
    return below_.begin(info);
  }
  Result<void> add_columns(const std::vector<std::string>& names) override {
    return below_.add_columns(names);
  }
  Result<void> rows(RowBlock block) override { return below_.rows(std::move(block)); }
  Result<void> end(const TableEnd& end) override { return below_.end(end); }

 private:
  TableSink& below_;
};

// Whether an OpenDocument's list of parts says that they are encrypted.
class ManifestReader final : public XmlHandler {
 public:
  bool is_encrypted = false;
  Result<void> start(std::string_view name, const XmlAttributes&) override {
    is_encrypted = is_encrypted || name == "encryption-data";
    return {};
  }
  Result<void> end(std::string_view) override { return {}; }
  Result<void> text(std::string_view) override { return {}; }
};

Result<std::string> mime_type(const OfficePackage& package) {
  constexpr std::size_t kLongest = 100;
  if (!package.has("mimetype")) return std::string();
  const auto source = package.part("mimetype");
  PeekSource bytes(*source);
  const auto head = bytes.peek(kLongest);
  if (!head) return fail(head.error());
  return std::string(head->substr(0, kLongest));
}

tl::unexpected<Error> refuse(const OfficePackage& package, const char* en, const char* zh) {
  return fail({ErrorCode::kMalformed, en, package.path(), zh});
}

Result<OfficeKind> open_document_kind(const OfficePackage& package, std::string_view mime) {
  if (package.has("META-INF/manifest.xml")) {
    ManifestReader manifest;
    const auto source = package.part("META-INF/manifest.xml");
    if (const auto ok = read_xml(*source, package.path_of("META-INF/manifest.xml"), manifest); !ok)
      return fail(ok.error());
    if (manifest.is_encrypted) {
      return refuse(package, "it is encrypted; open it with its password and save it without one",
                    "文档已加密；请用密码打开后另存为不加密的文件");
    }
  }
  if (!package.has("content.xml")) return OfficeKind::kNone;
  return mime.starts_with("spreadsheet") ? OfficeKind::kOpenSheets : OfficeKind::kOpenText;
}

Result<std::string> main_part(const OfficePackage& package) {
  const auto relations = relations_of(package, "");
  if (!relations) return fail(relations.error());
  return target_of(package, *relations, "officeDocument");
}

// Slides in their order: "slide2" before "slide10".
bool is_before(const std::string& a, const std::string& b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

std::vector<std::string> parts_that(const OfficePackage& package,
                                    const std::vector<std::string_view>& starts) {
  std::vector<std::string> parts;
  for (const std::string_view start : starts) {
    const std::size_t from = parts.size();
    for (const std::string& name : package.names()) {
      if (name.starts_with(start) && name.ends_with(".xml")) parts.push_back(name);
    }
    std::sort(parts.begin() + static_cast<std::ptrdiff_t>(from), parts.end(), is_before);
  }
  return parts;
}

// Lines first, under the file's path, then "a.docx!table 1" and so on.
class FlowFile {
 public:
  FlowFile(const OfficePackage& package, FlowReader::Markup markup, std::string format, TableSink& sink,
           ExpansionBudget& budget, const ExtractOptions& options)
      : package_(package),
        markup_(markup),
        format_(std::move(format)),
        sink_(sink),
        budget_(budget),
        options_(options) {}

  // main  parts whose tables are tables; sides  parts all of which is lines.
  Result<void> read(const std::vector<std::string>& main, const std::vector<std::string>& sides) {
    LineTable lines(info(package_.path()), sink_, options_);
    FlowReader::Takes takes;
    takes.lines = &lines;
    if (const auto ok = read_parts(main, takes); !ok) return ok;
    takes.lines_of_tables = true;
    if (const auto ok = read_parts(sides, takes); !ok) return ok;
    if (const auto ok = read_side_parts(package_, lines, budget_, options_); !ok) return ok;
    if (const auto ok = lines.finish(); !ok) return ok;
    FlowReader::Takes tables;
    tables.table = [this](std::size_t number) {
      return GridTable(info(package_.path_of(fmt::format("table {}", number))), sink_, options_,
                       GridTable::Forms::kAsText);
    };
    return read_parts(main, tables);
  }

 private:
  TableInfo info(std::string path) const {
    TableInfo info;
    info.path = std::move(path);
    info.format = format_;
    info.encoding = "utf-8";
    return info;
  }

  Result<void> read_parts(const std::vector<std::string>& parts, FlowReader::Takes& takes) {
    for (const std::string& name : parts) {
      FlowReader reader(markup_, takes, options_);
      const auto source = package_.part(name);
      auto ok = read_xml(*source, package_.path_of(name), reader);
      if (!ok && ok.error().where.empty()) ok.error().where = package_.path_of(name);
      if (!ok) return ok;
    }
    return {};
  }

  const OfficePackage& package_;
  FlowReader::Markup markup_;
  std::string format_;
  TableSink& sink_;
  ExpansionBudget& budget_;
  const ExtractOptions& options_;
};

Result<void> read_kind(const OfficePackage& package, OfficeKind kind, TableSink& sink,
                       ExpansionBudget& budget, const ExtractOptions& options) {
  using Markup = FlowReader::Markup;
  if (kind == OfficeKind::kOpenSheets) {
    if (const auto ok = read_open_sheets(package, sink, budget, options); !ok) return ok;
  }
  if (kind == OfficeKind::kOpenSheets || kind == OfficeKind::kOpenText) {
    std::vector<std::string> main;
    std::vector<std::string> sides;  // headers, footers; what lies in other objects
    if (kind == OfficeKind::kOpenText) main.emplace_back("content.xml");
    for (const std::string& name : package.names()) {
      if (name == "styles.xml" || name.ends_with("/content.xml")) sides.push_back(name);
    }
    return FlowFile(package, Markup::kOpenDocument, kind == OfficeKind::kOpenText ? "odt" : "ods", sink,
                    budget, options)
        .read(main, sides);
  }
  const auto part = main_part(package);
  if (!part) return fail(part.error());
  if (kind == OfficeKind::kWorkbook) return read_workbook(package, *part, sink, budget, options);
  if (kind == OfficeKind::kText) {
    return FlowFile(package, Markup::kOoxml, "docx", sink, budget, options)
        .read({*part},
              parts_that(package, {"word/header", "word/footer", "word/footnotes", "word/endnotes",
                                   "word/comments", "word/diagrams/data", "word/glossary/document"}));
  }
  return FlowFile(package, Markup::kOoxml, "pptx", sink, budget, options)
      .read(parts_that(package, {"ppt/slides/slide"}),
            parts_that(package, {"ppt/notesSlides/notesSlide", "ppt/comments/", "ppt/diagrams/data",
                                 "ppt/slideMasters/", "ppt/slideLayouts/", "ppt/notesMasters/",
                                 "ppt/handoutMasters/"}));
}

// Files that lie in the file; those that are none of ours are counted.
Result<std::size_t> read_embedded(const OfficePackage& package, const EmbeddedFiles& embedded) {
  std::size_t unread = 0;
  for (const std::string& name : package.names()) {
    if (name.find("/embeddings/") == std::string::npos) continue;
    const auto source = package.part(name);
    PeekSource bytes(*source);
    const auto head = bytes.peek(4);
    if (!head) return fail(head.error());
    if (!head->starts_with("PK\x03\x04")) {
      ++unread;
      continue;
    }
    if (const auto ok = embedded(bytes, package.path_of(name)); !ok) return fail(ok.error());
  }
  return unread;
}

// A table without rows: there is something here that nobody has looked at.
Result<void> tell_unread(const OfficePackage& package, std::size_t pictures, std::size_t objects,
                         const std::vector<std::string>& parts, TableSink& sink,
                         const ExtractOptions& options) {
  constexpr std::size_t kNamed = 3;
  if (pictures + objects + parts.size() == 0) return {};
  TableInfo info;
  info.path = package.path_of("not read");
  info.format = "unread";
  LineTable nothing(std::move(info), sink, options);
  if (const auto ok = nothing.begin(); !ok) return ok;
  std::vector<Text> notes;
  if (pictures > 0) {
    notes.push_back({fmt::format("pictures, sounds or videos that were not looked at: {}", pictures),
                     fmt::format("其中有 {} 个图片、音频或视频，未予查看", pictures)});
  }
  if (objects > 0) {
    notes.push_back({fmt::format("objects of other programs that were not read: {}", objects),
                     fmt::format("其中有 {} 个其他程序的嵌入对象，未予读取", objects)});
  }
  if (!parts.empty()) {
    const std::size_t named = std::min(parts.size(), kNamed);
    std::string names =
        fmt::format("{}", fmt::join(parts.begin(), parts.begin() + std::ptrdiff_t(named), ", "));
    if (named < parts.size()) names += ", …";
    notes.push_back({fmt::format("parts of the file that were not read: {} ({})", parts.size(), names),
                     fmt::format("其中有 {} 个部件未予读取（{}）", parts.size(), names)});
  }
  return nothing.finish(std::move(notes));
}

}  // namespace

bool has_office_ending(std::string_view name) {
  static constexpr std::array<std::string_view, 13> kEndings{".xlsx", ".xlsm", ".xltx", ".xlsb", ".docx",
                                                             ".docm", ".dotx", ".pptx", ".pptm", ".ppsx",
                                                             ".ods",  ".odt",  ".odp"};
  std::string ending(name.substr(std::min(name.rfind('.'), name.size())));
  for (char& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

Result<OfficeKind> office_kind(const OfficePackage& package) {
  const auto mime = mime_type(package);
  if (!mime) return fail(mime.error());
  if (mime->starts_with(kOpenMime)) {
    return open_document_kind(package, std::string_view(*mime).substr(kOpenMime.size()));
  }
  if (!package.has("[Content_Types].xml")) return OfficeKind::kNone;
  const auto part = main_part(package);
  if (!part) return fail(part.error());
  if (part->ends_with(".bin")) {
    return refuse(package, "it is a binary workbook (XLSB), which is not read here; save it as XLSX",
                  "这是二进制工作簿（XLSB），此处不支持读取；请另存为 XLSX");
  }
  if (part->starts_with("xl/")) return OfficeKind::kWorkbook;
  if (part->starts_with("word/")) return OfficeKind::kText;
  if (part->starts_with("ppt/")) return OfficeKind::kSlides;
  return refuse(package, "it is an office file of a kind that is not read here; export its tables as CSV",
                "这是此处不支持的办公文档；请将其中的表导出为 CSV");
}

Result<bool> read_office(const OfficePackage& package, OfficeKind kind, TableSink& sink,
                         ExpansionBudget& budget, const ExtractOptions& options,
                         const EmbeddedFiles& embedded) {
  CountingSink counted(sink);
  if (const auto ok = read_kind(package, kind, counted, budget, options); !ok) return fail(ok.error());
  const std::size_t own_tables = counted.tables;
  const auto objects = read_embedded(package, embedded);
  if (!objects) return fail(objects.error());
  const std::size_t pictures = pictures_of(package);
  const bool has_embedded = std::any_of(package.names().begin(), package.names().end(), [](const auto& name) {
    return name.find("/embeddings/") != std::string::npos;
  });
  const std::vector<std::string> parts = unread_parts(package);
  if (own_tables == 0 && pictures == 0 && !has_embedded && parts.empty()) return false;
  if (const auto ok = tell_unread(package, pictures, *objects, parts, sink, options); !ok)
    return fail(ok.error());
  return true;
}

}  // namespace tidegate
