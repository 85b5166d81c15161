// What a zone's filing looks like, as data: which documents, their headings and what stands under each,
// tables, folders.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/filing/documents/document.h"

namespace tidegate::filing {

// One thing under a heading.
struct Content {
  enum class Kind {
    kSay,     // `lead` as it stands; {name} is replaced by a value of the case
    kValue,   // the declaration's text at `pointer`, behind `lead`
    kFields,  // label and value of the members `keys` of the mapping at `pointer`
    kEach,    // the same for each element of the list at `pointer`, `lead` above each
    kTable,   // the table of the template named `pointer`
    kPart,    // computed: see parts.h
  };
  Kind kind = Kind::kSay;
  std::string pointer;
  std::vector<std::string> keys;
  Text lead;
};

struct Section {
  int level = 1;
  Text heading;  // empty: goes on without one
  std::vector<Content> contents;
};

struct DocumentPlan {
  std::string id;
  std::string file;    // without ending
  std::string folder;  // of the archive: code of FilingTemplate::folders
  std::vector<std::string> routes;
  std::string when;  // extension changes hits; empty: always
  Text title;
  bool has_cover = false;
  std::vector<Section> sections;
  std::string heading_sha256;  // of the Chinese headings, as heading_hash gives it
};

struct Column {
  std::string key;  // member of the element; "#" its number
  Text label;       // empty: the form's
  int width = 16;
};

struct TablePlan {
  std::string id;
  std::string file;
  std::string folder;
  std::vector<std::string> routes;
  Text title;
  std::string each;  // pointer of a list; empty: `part`
  std::string part;  // computed: see parts.h
  std::vector<Column> columns;
};

struct Folder {
  std::string code;  // A1 .. A9
  std::string name;
};

struct FilingTemplate {
  std::string id;  // "cn-sa-3"
  Text title;
  int edition = 0;
  DateInterval in_force;
  Text source;
  Text authority;  // to whom the letter goes; {province} is replaced
  DocumentStyle style;
  std::vector<Folder> folders;
  std::vector<DocumentPlan> documents;
  std::vector<TablePlan> tables;

  const DocumentPlan* document(std::string_view document_id) const;
  const TablePlan* table(std::string_view table_id) const;
};

// Format: docs/formats/filing-template.md. Errors: those of JsonReader; kMalformed (a table or folder that is
// not there, an id given twice), kCorrupt (headings are not those of the stated hash).
Result<FilingTemplate> parse_template(std::string_view json, std::string_view where);

// SHA-256, hex, of the headings in their order, a line each: level, blank, text without blanks.
std::string heading_hash(const std::vector<std::pair<int, std::string>>& headings);
std::vector<std::pair<int, std::string>> chinese_headings(const DocumentPlan& plan);

}  // namespace tidegate::filing
