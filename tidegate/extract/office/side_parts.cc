#include "tidegate/extract/office/side_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "tidegate/extract/office/number_text.h"
#include "tidegate/extract/office/relations.h"
#include "tidegate/extract/office/shared_strings.h"
#include "tidegate/extract/office/xml_reader.h"

namespace tidegate {
namespace {

constexpr std::size_t kMostFields = 100'000;  // of one pivot table
constexpr std::size_t kLongestField = 1024;   // octets of its name

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string begin_of(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  while (bytes > 0 && is_inner_octet(text[bytes])) --bytes;
  return std::string(text.substr(0, bytes));
}

bool is_picture(std::string_view name) {
  return name.find("/media/") != std::string_view::npos || name.starts_with("Pictures/");
}

// One line, gathered piece by piece.
class Line {
 public:
  Line(LineTable& lines, const ExtractOptions& options) : lines_(lines), options_(options) {}

  // Ends in the text end the line.
  Result<void> put(std::string_view part) {
    for (const char c : part) {
      const bool is_full = text_.size() >= options_.block_bytes && !is_inner_octet(c);
      if (c == '\n' || is_full) {
        if (const auto ok = end(); !ok) return ok;
      }
      if (c != '\n') text_ += c;
    }
    return {};
  }
  // What was put since size() was `from`, as people read a number.
  void as_number(std::size_t from) {
    if (from >= text_.size()) return;
    text_.replace(from, std::string::npos, number_text(text_.substr(from), {}, false));
  }
  Result<void> end() {
    std::string whole = std::move(text_);
    text_.clear();
    return lines_.add(std::string_view(whole).substr(0, whole.find_last_not_of('\t') + 1));
  }
  std::size_t size() const { return text_.size(); }

 private:
  LineTable& lines_;
  const ExtractOptions& options_;
  std::string text_;
};

// Texts of comments, drawings and diagrams; values of charts, links to other workbooks and lists of changes.
class ValueReader final : public XmlHandler {
 public:
  ValueReader(LineTable& lines, const ExtractOptions& options) : line_(lines, options) {}

  Result<void> start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "Fallback") ++fallbacks_;      // the same text once more, for older programs
    if (name == "cNvPr" && fallbacks_ == 0) {  // what is said of a picture to those who cannot see it
      for (const std::string_view said : {"descr", "title"}) {
        if (attributes.get(said).empty()) continue;
        if (const auto ok = line_.put(attributes.get(said)); !ok) return ok;
        if (const auto ok = line_.end(); !ok) return ok;
      }
    }
    if (name == "cell" || name == "value") {
      const std::string_view type = attributes.get("t");
      is_number_ = type.empty() || type == "n";
    } else if (name == "numCache" || name == "numLit" || name == "strCache" || name == "strLit") {
      is_number_ = name.starts_with("num");
    }
    is_value_ = name == "v" || name == "val";
    is_text_ = fallbacks_ == 0 && (is_value_ || name == "t" || name == "text" || name == "pt");
    begin_ = line_.size();
    return {};
  }

  Result<void> end(std::string_view name) override {
    static constexpr std::array<std::string_view, 10> kEnds{
        "p", "comment", "threadedComment", "pt", "row", "rcc", "nc", "oc", "rv", "value"};
    if (is_value_ && is_number_) line_.as_number(begin_);
    const bool is_cell = is_value_ && line_.size() > begin_;
    is_text_ = is_value_ = false;
    if (name == "Fallback" && fallbacks_ > 0) --fallbacks_;
    if (is_one_of(name, kEnds)) return line_.end();
    return is_cell ? line_.put("\t") : Result<void>();
  }

  Result<void> text(std::string_view part) override { return is_text_ ? line_.put(part) : Result<void>(); }
  Result<void> finish() { return line_.end(); }

 private:
  Line line_;
  std::size_t begin_ = 0;  // of the value in its line
  std::size_t fallbacks_ = 0;
  bool is_text_ = false;
  bool is_value_ = false;
  bool is_number_ = false;
};

// What a pivot table remembers of rows that may be gone: in its definition each text once, or in its records
// row by row.
class PivotReader final : public XmlHandler {
 public:
  // path  for `where`.  fields  their names; those of a definition are added.
  PivotReader(LineTable& lines, ExpansionBudget& budget, const ExtractOptions& options, std::string path,
              std::vector<std::string>& fields)
      : line_(lines, options), budget_(budget), path_(std::move(path)), fields_(fields) {}

  Result<void> start(std::string_view name, const XmlAttributes& attributes) override {
    static constexpr std::array<std::string_view, 6> kCells{"s", "n", "d", "b", "e", "x"};
    if (name == "cacheField" && fields_.size() < kMostFields)
      fields_.push_back(begin_of(attributes.get("name"), kLongestField));
    if (name == "sharedItems") is_in_items_ = true;
    if (name == "r") {
      is_in_record_ = true;
      column_ = 0;
    }
    const bool is_cell = is_one_of(name, kCells) || name == "m";
    if (!is_cell || !(is_in_items_ || is_in_record_)) return {};
    const std::size_t column = is_in_record_ ? column_++ : std::max<std::size_t>(fields_.size(), 1) - 1;
    // A missing value; the number of a text that the definition tells.
    if (name == "m" || name == "x") return {};
    std::string value = unescaped(attributes.get("v"));
    if (name == "n") value = number_text(value, {}, false);
    if (value.empty()) return {};
    if (column < fields_.size()) {
      if (const auto ok = budget_.spend(fields_[column].size(), path_); !ok) return ok;
      value = fmt::format("{}: {}", fields_[column], value);
    }
    if (const auto ok = line_.put(value); !ok) return ok;
    return is_in_record_ ? line_.put("\t") : line_.end();
  }
  Result<void> end(std::string_view name) override {
    if (name == "sharedItems") is_in_items_ = false;
    if (name != "r") return {};
    is_in_record_ = false;
    return line_.end();
  }
  Result<void> text(std::string_view) override { return {}; }

 private:
  Line line_;
  ExpansionBudget& budget_;
  std::string path_;
  std::vector<std::string>& fields_;
  std::size_t column_ = 0;
  bool is_in_items_ = false;
  bool is_in_record_ = false;
};

// XML of the user's own, or whose form nobody here knows: every text and every attribute, under its name.
class AnyReader final : public XmlHandler {
 public:
  AnyReader(LineTable& lines, const ExtractOptions& options) : line_(lines, options) {}

  Result<void> start(std::string_view name, const XmlAttributes& attributes) override {
    if (const auto ok = line_.end(); !ok) return ok;
    name_ = name;
    has_name_ = false;
    for (const auto& [key, value] : attributes.all()) {
      if (const auto ok = line_.put(fmt::format("{}: {}\n", key, value)); !ok) return ok;
    }
    return {};
  }
  Result<void> end(std::string_view) override {
    name_.clear();
    has_name_ = false;
    return line_.end();
  }
  Result<void> text(std::string_view part) override {
    if (part.find_first_not_of(" \t\r\n") == std::string_view::npos) {
      return has_name_ ? line_.put(part) : Result<void>();
    }
    if (!has_name_ && !name_.empty()) {
      if (const auto ok = line_.put(name_ + ": "); !ok) return ok;
    }
    has_name_ = true;
    return line_.put(part);
  }

 private:
  Line line_;
  std::string name_;  // of the element that has begun last and not ended
  bool has_name_ = false;
};

// Of the settings of a text: variables that macros keep in it, and the source of a mail merge.
class SettingsReader final : public XmlHandler {
 public:
  SettingsReader(LineTable& lines, const ExtractOptions& options) : line_(lines, options) {}

  Result<void> start(std::string_view name, const XmlAttributes& attributes) override {
    const bool is_variable = name == "docVar";
    if (!is_variable && name != "connectString" && name != "query") return {};
    const std::string_view called = is_variable ? attributes.get("name") : name;
    if (const auto ok = line_.put(fmt::format("{}: {}", called, attributes.get("val"))); !ok) return ok;
    return line_.end();
  }
  Result<void> end(std::string_view) override { return {}; }
  Result<void> text(std::string_view) override { return {}; }

 private:
  Line line_;
};

enum class Side { kNone, kValues, kPivot, kRecords, kAny, kSettings };

Side side_of(std::string_view name) {
  struct Start {
    std::string_view text;
    Side side;
  };
  static constexpr std::array kStarts = std::to_array<Start>({
      {"xl/comments", Side::kValues},
      {"xl/threadedComments/", Side::kValues},
      {"xl/drawings/drawing", Side::kValues},
      {"xl/diagrams/data", Side::kValues},
      {"xl/externalLinks/externalLink", Side::kValues},
      {"xl/richData/", Side::kValues},
      {"xl/revisions/", Side::kValues},
      {"xl/volatileDependencies", Side::kValues},
      {"xl/charts/chart", Side::kValues},
      {"word/charts/chart", Side::kValues},
      {"ppt/charts/chart", Side::kValues},
      {"word/drawings/drawing", Side::kValues},
      {"ppt/drawings/drawing", Side::kValues},
      {"xl/pivotCache/pivotCacheDefinition", Side::kPivot},
      {"xl/pivotCache/pivotCacheRecords", Side::kRecords},
      {"customXml/item", Side::kAny},
      {"docProps/custom", Side::kAny},
      {"xl/persons/", Side::kAny},
      {"xl/connections", Side::kAny},
      {"word/people", Side::kAny},
      {"word/settings", Side::kSettings},
      {"word/glossary/settings", Side::kSettings},
      {"ppt/commentAuthors", Side::kAny},
      {"ppt/authors", Side::kAny},
      {"ppt/tags/", Side::kAny},
  });
  if (!name.ends_with(".xml") || name.starts_with("customXml/itemProps")) return Side::kNone;
  for (const Start& start : kStarts) {
    if (name.starts_with(start.text)) return start.side;
  }
  return Side::kNone;
}

// How a file looks, how its parts hang together, who wrote it with which program: no data, or data that
// stands in another part too.
bool is_form(std::string_view name) {
  static constexpr std::array<std::string_view, 18> kFolders{
      "_rels",           "theme",        "printerSettings", "META-INF",
      "Configurations2", "Thumbnails",   "fonts",           "Fonts",
      "slicers",         "slicerCaches", "timelines",       "timelineCaches",
      "pivotTables",     "chartsheets",  "docMetadata",     "ObjectReplacements",
      "_xmlsignatures",  "ctrlProps"};
  static constexpr std::array<std::string_view, 26> kFiles{"[Content_Types]",
                                                           "app",
                                                           "core",
                                                           "thumbnail",
                                                           "styles",
                                                           "stylesWithEffects",
                                                           "settings",
                                                           "webSettings",
                                                           "fontTable",
                                                           "numbering",
                                                           "calcChain",
                                                           "metadata",
                                                           "presProps",
                                                           "viewProps",
                                                           "tableStyles",
                                                           "meta",
                                                           "manifest",
                                                           "layout-cache",
                                                           "mimetype",
                                                           "revisionInfo",
                                                           "commentsExtended",
                                                           "commentsIds",
                                                           "commentsExtensible",
                                                           "presentation",
                                                           "intelligence2",
                                                           "xmlMaps"};
  static constexpr std::array<std::string_view, 10> kStarts{
      "xl/tables/table",     "xl/drawings/vmlDrawing", "xl/charts/style",  "xl/charts/colors",
      "word/charts/style",   "word/charts/colors",     "ppt/charts/style", "ppt/charts/colors",
      "customXml/itemProps", "xl/featurePropertyBag"};
  // A file of another ending is data, whatever folder it hides in.
  static constexpr std::array<std::string_view, 9> kEndings{"xml", "rels", "vml",     "bin", "odttf",
                                                            "ttf", "otf",  "fntdata", "rdf"};
  const std::string_view ending = name.substr(std::min(name.rfind('.'), name.size() - 1) + 1);
  const bool is_markup = name.empty() || is_one_of(ending, kEndings);
  // Diagrams: their texts stand in "data".
  if (is_markup && name.find("/diagrams/") != std::string_view::npos) return true;
  if (std::any_of(kStarts.begin(), kStarts.end(), [&](auto start) { return name.starts_with(start); }))
    return true;
  while (!name.empty()) {
    const std::size_t slash = name.find('/');
    const std::string_view step = name.substr(0, slash);
    if (slash == std::string_view::npos) return is_one_of(step.substr(0, step.rfind('.')), kFiles);
    if (is_markup && is_one_of(step, kFolders)) return true;
    name.remove_prefix(slash + 1);
  }
  return true;
}

}  // namespace

Result<void> read_side_parts(const OfficePackage& package, LineTable& lines, ExpansionBudget& budget,
                             const ExtractOptions& options) {
  const auto read = [&](const std::string& name, XmlHandler& handler) {
    const auto source = package.part(name);
    return read_xml(*source, package.path_of(name), handler);
  };
  for (const std::string& name : package.names()) {
    const Side side = side_of(name);
    if (side == Side::kValues) {
      ValueReader reader(lines, options);
      if (const auto ok = read(name, reader); !ok) return ok;
      if (const auto ok = reader.finish(); !ok) return ok;
    } else if (side == Side::kAny) {
      AnyReader reader(lines, options);
      if (const auto ok = read(name, reader); !ok) return ok;
    } else if (side == Side::kSettings) {
      SettingsReader reader(lines, options);
      if (const auto ok = read(name, reader); !ok) return ok;
    }
  }
  std::set<std::string> records;  // that were read with the names of their fields
  for (const std::string& name : package.names()) {
    if (side_of(name) != Side::kPivot) continue;
    std::vector<std::string> fields;
    PivotReader definition(lines, budget, options, package.path_of(name), fields);
    if (const auto ok = read(name, definition); !ok) return ok;
    const auto relations = relations_of(package, name);
    if (!relations) return fail(relations.error());
    const std::string rows = target_of(package, *relations, "pivotCacheRecords");
    if (rows.empty() || !records.insert(rows).second) continue;
    PivotReader reader(lines, budget, options, package.path_of(rows), fields);
    if (const auto ok = read(rows, reader); !ok) return ok;
  }
  for (const std::string& name : package.names()) {
    if (side_of(name) != Side::kRecords || records.count(name) > 0) continue;
    std::vector<std::string> no_fields;
    PivotReader reader(lines, budget, options, package.path_of(name), no_fields);
    if (const auto ok = read(name, reader); !ok) return ok;
  }
  return {};
}

std::vector<std::string> unread_parts(const OfficePackage& package) {
  std::vector<std::string> parts = package.unopened();
  std::erase_if(parts, [](const std::string& name) {
    return is_picture(name) || is_form(name) || name.find("/embeddings/") != std::string::npos;
  });
  return parts;
}

std::size_t pictures_of(const OfficePackage& package) {
  return static_cast<std::size_t>(std::count_if(package.names().begin(), package.names().end(), is_picture));
}

}  // namespace tidegate
