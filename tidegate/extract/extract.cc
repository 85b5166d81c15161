#include "tidegate/extract/extract.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tidegate/extract/archive_names.h"
#include "tidegate/extract/archive_reader.h"
#include "tidegate/extract/container.h"
#include "tidegate/extract/csv_header.h"
#include "tidegate/extract/csv_reader.h"
#include "tidegate/extract/csv_sample.h"
#include "tidegate/extract/encoding.h"
#include "tidegate/extract/expansion_budget.h"
#include "tidegate/extract/gzip_source.h"
#include "tidegate/extract/json_table_reader.h"
#include "tidegate/extract/office/office.h"
#include "tidegate/extract/office/ole_file.h"
#include "tidegate/extract/office/pdf_reader.h"
#include "tidegate/extract/peek_source.h"
#include "tidegate/extract/prose_reader.h"
#include "tidegate/extract/schema/dictionary.h"
#include "tidegate/extract/schema/schema_text.h"
#include "tidegate/extract/sql/sql_dump.h"
#include "tidegate/extract/text_format.h"
#include "tidegate/extract/text_source.h"
#include "tidegate/extract/text_window.h"
#include "tidegate/extract/zip_reader.h"

namespace tidegate {
namespace {

constexpr std::size_t kHeaderSampleRows = 200;

tl::unexpected<Error> at(Error error, const std::string& path) {
  if (error.where.empty()) error.where = path;
  return fail(std::move(error));
}

std::string without_ending(const std::string& path, std::initializer_list<std::string_view> endings) {
  for (const std::string_view ending : endings) {
    if (path.ends_with(ending)) return path.substr(0, path.size() - ending.size());
  }
  return path;
}

class Extraction {
 public:
  Extraction(const ExtractOptions& options, std::optional<Encoding> encoding, TableSink& sink,
             const PeekSource& file)
      : options_(options), encoding_(encoding), sink_(sink), budget_(options, file) {}

  // What one file holds. path  as the user sees it; name  without the endings of compression.
  // depth  archives and compressions around it. is_member  it is one of the files of an archive.
  Result<void> read_file(PeekSource& bytes, const std::string& path, const std::string& name,
                         std::uint32_t depth, bool is_member) {
    const auto head = bytes.peek(kContainerHeadBytes);
    if (!head) return fail(head.error());
    if (head->empty()) return empty(path, is_member);
    if (head->starts_with(kOleMagic)) return at(ole_refusal(bytes), path);
    const auto container = recognise_container(*head);
    if (!container) return at(container.error(), path);
    if (*container == Container::kText) return read_text(bytes, path, name, is_member);
    if (*container == Container::kPdf) return read_pdf_file(bytes, path);
    if (depth >= options_.max_archive_depth) {
      return fail(
          {ErrorCode::kLimit,
           fmt::format(
               "archives lie in one another more than {} deep; unpack the outer ones and give what they hold",
               options_.max_archive_depth),
           path,
           fmt::format("压缩包嵌套超过 {} 层的上限；请先解开外层，再给出其中的文件",
                       options_.max_archive_depth)});
    }
    if (*container == Container::kOffice || (*container == Container::kZip && has_office_ending(name)))
      return read_document(bytes, path, depth, is_member);
    if (*container == Container::kZip) return read_zip(bytes, path, depth, is_member);
    if (*container == Container::kGzip) {
      GzipSource gzip(bytes, budget_, path);
      PeekSource unpacked(gzip);
      return read_file(unpacked, path, without_ending(name, {".gz"}), depth + 1, is_member);
    }
    if (*container == Container::kPackedFile) {
      ArchiveReader packed(ArchiveReader::Kind::kPackedFile, bytes, budget_, options_, path);
      if (const auto one = packed.next(); !one) return fail(one.error());
      PeekSource unpacked(packed.file());
      return read_file(unpacked, path, without_ending(name, {".xz", ".zst", ".bz2", ".lz4"}), depth + 1,
                       is_member);
    }
    ArchiveReader archive(*container == Container::kTar        ? ArchiveReader::Kind::kTar
                          : *container == Container::kSevenZip ? ArchiveReader::Kind::kSevenZip
                                                               : ArchiveReader::Kind::kRar,
                          bytes, budget_, options_, path);
    return read_members(archive, path, depth, is_member);
  }

 private:
  // In an archive an empty file is nothing to report; by itself it is surely a mistake.
  static Result<void> empty(const std::string& path, bool is_member) {
    return is_member ? Result<void>() : fail({ErrorCode::kMalformed, "it is empty", path, "文件为空"});
  }

  Result<void> read_zip(PeekSource& bytes, const std::string& path, std::uint32_t depth, bool is_member) {
    ZipReader zip(bytes, budget_, path);
    return read_members(zip, path, depth, is_member);
  }

  // Each file of an archive, by whichever reader.
  template <typename Archive>
  Result<void> read_members(Archive& archive, const std::string& path, std::uint32_t depth, bool is_member) {
    std::uint64_t files = 0;
    for (;;) {
      const auto name = archive.next();
      if (!name) return fail(name.error());
      if (!*name) break;
      if (is_dropping(**name)) continue;
      ++files;
      const std::string inner = fmt::format("{}!{}", path, **name);
      PeekSource member(archive.file());
      if (const auto ok = read_file(member, inner, inner, depth + 1, true); !ok) {
        const ErrorCode code = ok.error().code;
        const bool goes_on =
            options_.unread != nullptr && (code == ErrorCode::kMalformed || code == ErrorCode::kUnavailable);
        if (!goes_on) return ok;
        options_.unread->push_back(ok.error());
      }
    }
    return files == 0 ? empty(path, is_member) : Result<void>();
  }

  Result<void> read_pdf_file(PeekSource& bytes, const std::string& path) {
    if (options_.pdf != nullptr) return read_pdf(bytes, *options_.pdf, path, sink_, options_);
    return fail({ErrorCode::kMalformed, "it is a PDF file, which is not read here; convert it to text", path,
                 "这是 PDF 文件，此处不支持读取；请转换为文本"});
  }

  Result<void> read_document(PeekSource& bytes, const std::string& path, std::uint32_t depth,
                             bool is_member) {
    const auto package = OfficePackage::open(bytes, budget_, path, options_);
    if (!package) return fail(package.error());
    const auto kind = office_kind(*package);
    if (!kind) return fail(kind.error());
    if (*kind == OfficeKind::kNone) {
      MemorySource packed(package->packed());
      PeekSource again(packed);
      return read_zip(again, path, depth, is_member);
    }
    const auto holds_any = read_office(*package, *kind, sink_, budget_, options_,
                                       [&](ByteSource& file, const std::string& inner) {
                                         PeekSource member(file);
                                         return read_file(member, inner, inner, depth + 1, true);
                                       });
    if (!holds_any) return fail(holds_any.error());
    return *holds_any ? Result<void>() : empty(path, is_member);
  }

  Result<void> read_text(PeekSource& bytes, const std::string& path, const std::string& name,
                         bool is_member) {
    auto source = TextSource::open(bytes, encoding_, path, options_.block_bytes);
    if (!source) return fail(source.error());
    TextWindow window(**source, options_.block_bytes);
    if (const auto ok = window.more(); !ok) return ok;
    const bool is_blank = window.text().find_first_not_of(" \t\r\n") == std::string_view::npos;
    if (is_blank && window.is_over()) return empty(path, is_member);
    const auto is_schema = tell_schema(window, path, encoding_name((*source)->encoding()));
    if (!is_schema) return fail(is_schema.error());
    if (*is_schema) return {};
    const auto is_dump = holds_sql_rows(window);
    if (!is_dump) return fail(is_dump.error());
    TextFormat format = detect_text_format(window.text(), window.is_over(), name, options_);
    TableInfo info;
    info.path = path;
    info.format = *is_dump ? "sql" : format.name;
    info.is_source = format.is_source && !*is_dump;
    info.encoding = encoding_name((*source)->encoding());
    const auto end =
        *is_dump ? SqlDumpReader(window, std::move(info), sink_, options_).read()
        : format.kind == TextFormat::Kind::kCsv  ? read_csv(window, std::move(format), std::move(info))
        : format.kind == TextFormat::Kind::kJson ? read_json(window, format.layout, std::move(info))
                                                 : read_prose(window, std::move(info));
    if (!end) return fail(end.error());
    TableEnd told = *end;
    for (Text& note : (*source)->notes()) told.notes.push_back(std::move(note));
    if (has_office_ending(name)) {
      told.notes.push_back({"its name is that of an office file, and it is none: read as text",
                            "文件名为办公文档，内容却不是：按文本读取"});
    }
    return sink_.end(told);
  }

  // Whether the text is a dump with rows; where its beginning declares tables alone, more of it is looked at.
  Result<bool> holds_sql_rows(TextWindow& window) const {
    if (!options_.format.empty() || options_.delimiter) return false;
    for (;;) {
      const SqlDump dump = recognise_sql_dump(window.text());
      const std::size_t wanted = window.text().size() * 2;
      if (dump == SqlDump::kNo || dump == SqlDump::kYes || window.is_over()) return dump == SqlDump::kYes;
      if (wanted > options_.max_row_bytes) return dump == SqlDump::kPrelude;
      while (window.text().size() < wanted && !window.is_over()) {
        if (const auto ok = window.more(); !ok) return fail(ok.error());
      }
    }
  }

  // False: the text is data.
  Result<bool> tell_schema(TextWindow& window, const std::string& path, std::string_view encoding) {
    if (options_.schemas == nullptr || !options_.format.empty() || !may_be_schema(window.text()))
      return false;
    while (!window.is_over() && window.text().size() <= kLongestSchema) {
      if (const auto ok = window.more(); !ok) return fail(ok.error());
    }
    if (!window.is_over()) return false;
    std::vector<SchemaTable> tables = schema_tables(window.text());
    std::size_t fields = 0;
    for (const SchemaTable& table : tables) fields += table.fields.size();
    if (fields > kMostSchemaFields) {
      return fail({ErrorCode::kLimit,
                   fmt::format("it declares more than {} fields; split it", kMostSchemaFields), path,
                   fmt::format("声明的字段超过 {} 个的上限；请拆分", kMostSchemaFields)});
    }
    for (SchemaTable& table : tables) {
      table.path = path;
      table.encoding = encoding;
      if (const auto ok = options_.schemas->schema(table); !ok) return fail(ok.error());
    }
    return !tables.empty();
  }

  Result<TableEnd> read_csv(TextWindow& window, TextFormat format, TableInfo info) {
    // The header must be in view, whole, and a few rows below it.
    constexpr std::size_t kRowsInView = 3;
    std::vector<CsvSampleRow> rows;
    for (;;) {
      if (format.shape.width > options_.max_columns) return too_wide(info.path, format.shape.width);
      rows = sample_csv(format.shape.dialect, window.text(), window.is_over(), kHeaderSampleRows,
                        options_.max_columns);
      const bool is_in_view = rows.size() >= kRowsInView && rows.front().end < window.text().size();
      if (is_in_view || window.is_over() || window.text().size() > options_.max_row_bytes) break;
      const std::size_t wanted = window.text().size() * 2;
      while (window.text().size() < wanted && !window.is_over()) {
        if (const auto ok = window.more(); !ok) return fail(ok.error());
      }
      format = detect_text_format(window.text(), window.is_over(), info.path, forced_csv());
    }
    const CsvHeader header = detect_header(rows, options_.has_header);
    CsvReader::Plan plan{format.shape.dialect, info.path, header.columns, ""};
    if (header.row) plan.header_line = line_of(window.text(), rows[*header.row]);
    info.format = format.name;
    info.delimiter = std::string(1, format.shape.dialect.delimiter);
    info.header_row = header.row;
    info.columns = header.columns;
    info.lines_above = header.lines_above;
    if (const auto ok = sink_.begin(info); !ok) return fail(ok.error());
    window.drop(header.data_begin);
    CsvReader reader(window, std::move(plan), sink_, options_);
    if (const auto ok = reader.read(); !ok) return fail(ok.error());
    return reader.end();
  }

  Result<TableEnd> read_json(TextWindow& window, JsonLayout layout, TableInfo info) {
    JsonTableReader reader(window, layout, std::move(info), sink_, options_);
    if (const auto ok = reader.read(); !ok) return fail(ok.error());
    return reader.end();
  }

  Result<TableEnd> read_prose(TextWindow& window, TableInfo info) {
    info.columns = {"text"};
    info.is_prose = true;
    if (const auto ok = sink_.begin(info); !ok) return fail(ok.error());
    ProseReader reader(window, sink_, options_);
    if (const auto ok = reader.read(); !ok) return fail(ok.error());
    return reader.end();
  }

  // Once a text is taken for CSV, more of it does not make it anything else.
  ExtractOptions forced_csv() const {
    ExtractOptions options = options_;
    if (options.format.empty()) options.format = "csv";
    return options;
  }

  static std::string line_of(std::string_view text, const CsvSampleRow& row) {
    std::string_view line = text.substr(row.begin, row.end - row.begin);
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    return std::string(line);
  }

  tl::unexpected<Error> too_wide(const std::string& path, std::uint64_t width) const {
    return fail({ErrorCode::kLimit,
                 fmt::format("it has {} columns or more, over the limit of {}", width, options_.max_columns),
                 path + ":row 1",
                 fmt::format("至少有 {} 列，超过 {} 列的上限", width, options_.max_columns)});
  }

  const ExtractOptions& options_;
  std::optional<Encoding> encoding_;
  TableSink& sink_;
  ExpansionBudget budget_;
};

Result<void> refuse(std::string_view option, std::string_view allowed) {
  return fail({ErrorCode::kOutOfRange, fmt::format("{} must be {}", option, allowed), std::string(option),
               fmt::format("{} 的取值应为 {}", option, allowed)});
}

Result<void> check(const ExtractOptions& o) {
  constexpr std::array<std::string_view, 7> kFormats{"", "csv", "tsv", "json", "jsonl", "text", "log"};
  if (std::find(kFormats.begin(), kFormats.end(), o.format) == kFormats.end()) {
    return refuse("format", "csv, tsv, json, jsonl, text, log");
  }
  if (!o.encoding.empty() && !encoding_named(o.encoding)) return refuse("encoding", encoding_names());
  if (o.delimiter) {
    const auto d = static_cast<unsigned char>(*o.delimiter);
    if (d == 0 || d >= 0x80 || d == '"' || d == '\n' || d == '\r')
      return refuse("delimiter", "one ASCII character");
  }
  const auto in = [](std::uint64_t value, std::uint64_t least, std::uint64_t most) {
    return value >= least && value <= most;
  };
  if (!in(o.block_bytes, 4096, 64 << 20)) return refuse("block_bytes", "4096..67108864");
  if (!in(o.max_row_bytes, 1, 1 << 30)) return refuse("max_row_bytes", "1..1073741824");
  if (!in(o.max_cell_bytes, 1, 1 << 30)) return refuse("max_cell_bytes", "1..1073741824");
  if (!in(o.max_columns, 1, 1 << 20)) return refuse("max_columns", "1..1048576");
  if (!in(o.max_json_depth, 1, 1000)) return refuse("max_json_depth", "1..1000");
  if (!in(o.max_archive_depth, 0, 16)) return refuse("max_archive_depth", "0..16");
  return {};
}

}  // namespace

Result<void> extract_tables(ByteSource& source, std::string_view path, TableSink& sink,
                            const ExtractOptions& options) {
  if (const auto ok = check(options); !ok) return ok;
  const std::optional<Encoding> encoding =
      options.encoding.empty() ? std::nullopt : encoding_named(options.encoding);
  PeekSource file(source);
  const auto read = [&](TableSink& into) {
    return Extraction(options, encoding, into, file)
        .read_file(file, std::string(path), std::string(path), 0, options.is_one_of_many);
  };
  if (options.schemas == nullptr) return read(sink);
  DictionarySink dictionaries(sink, *options.schemas);
  return read(dictionaries);
}

}  // namespace tidegate
