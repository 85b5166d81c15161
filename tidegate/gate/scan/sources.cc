#include "tidegate/gate/scan/sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <iterator>
#include <map>
#include <optional>

#include "tidegate/base/utf8.h"
#include "tidegate/classify/classify.h"
#include "tidegate/extract/extract.h"
#include "tidegate/extract/rows/row_tables.h"
#include "tidegate/extract/without_text.h"
#include "tidegate/gate/classifier.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/resources.h"
#include "tidegate/gate/scan/journal.h"
#include "tidegate/gate/scan/notes.h"
#include "tidegate/gate/scan/scanned_table.h"
#include "tidegate/gate/scan/sink.h"
#include "tidegate/gate/scan/walk.h"
#include "tidegate/ports/databases/database_url.h"
#include "tidegate/ports/databases/open_rows.h"
#include "tidegate/ports/file_source.h"
#include "tidegate/ports/pdf_program.h"
#include "tidegate/terms/sample.h"

namespace tidegate {
namespace {

// What lies in cells that were not read is unknown: a verdict that the rest is harmless does not stand.
void doubt_unread(const std::vector<std::uint32_t>& unread, std::vector<ColumnProfile>& columns) {
  for (const std::uint32_t i : unread) {
    if (columns[i].sensitivity != Sensitivity::kNone) continue;
    columns[i].type.clear();
    columns[i].p_permille = 0;
  }
}

// Tells the user how far it is, now and then, from the thread that reads.
class ReportingSource final : public ByteSource {
 public:
  ReportingSource(FileSource& file, ScanProgress& progress, const GateOptions& options)
      : file_(file), progress_(progress), options_(options) {}
  Result<std::size_t> read(std::span<char> into) override {
    const auto n = file_.read(into);
    if (n) {
      progress_.bytes_done += *n;
      since_ += *n;
      if (options_.progress && since_ >= (std::uint64_t{8} << 20)) {
        since_ = 0;
        options_.progress(progress_);
      }
    }
    return n;
  }

 private:
  FileSource& file_;
  ScanProgress& progress_;
  const GateOptions& options_;
  std::uint64_t since_ = 0;
};

// Everything one run of scan_sources shares.
class Scanner {
 public:
  Scanner(const Classifier& classifier, const UserTypes* own, const ReadOptions& read, Date as_of,
          const SubjectKeySecret& secret, const GateOptions& options)
      : classifier_(classifier),
        own_(own),
        as_of_(as_of),
        secret_(secret),
        options_(options),
        pdf_(options.cancelled) {
    extract_.encoding = read.encoding;
    if (!read.delimiter.empty()) extract_.delimiter = read.delimiter[0];
    extract_.pdf = &pdf_;
    extract_.cancel = options.cancelled;
    sample_rows_ = read.sample_rows;
  }

  ScanProgress& progress() { return progress_; }

  // The tables of a file, or of a database.
  // failed  takes the errors of tables that cannot be read while others can; nullptr: none may be.
  Result<std::vector<ScannedTable>> scan_source(const WalkedFile& named, std::vector<Error>* failed) {
    const std::string& word = named.path;
    extract_.is_one_of_many = named.is_of_folder;
    const bool is_url = is_database_url(word);
    const auto kind = is_url ? RowFile::kNone : kind_of(word);
    if (!kind) return fail(kind.error());
    auto tables =
        is_url || *kind != RowFile::kNone ? scan_rows(word, *kind, failed) : scan_file(word, failed);
    if (tables) ++progress_.files_done;
    return tables;
  }

  // A file that is told without being read.
  void skip(std::uint64_t size_bytes) {
    ++progress_.files_done;
    progress_.bytes_done += size_bytes;
    if (options_.progress) options_.progress(progress_);
  }

  // What databases and columnar files did not give, and why.
  std::vector<Text>& notes() { return notes_; }

 private:
  struct Pass {
    RowsRead read;
    std::string stamp;  // the same for two passes over the same data; "": it changed under the pass
  };
  using Reading = std::function<Result<Pass>(ScanSink&, std::vector<Error>* failed)>;

  static Result<RowFile> kind_of(const std::string& path) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return RowFile::kNone;  // what a pipe gave is gone
    auto file = FileSource::open(path, {.takes_hash = false});
    if (!file) return fail(file.error());
    std::array<char, 16> head{};
    const auto n = file->read(head);
    if (!n) return fail(n.error());
    return recognise_rows({head.data(), *n});
  }

  Result<std::vector<ScannedTable>> scan_file(const std::string& path, std::vector<Error>* failed) {
    progress_.path = path;
    if (options_.progress) options_.progress(progress_);
    return read_and_count(path, failed, [&](ScanSink& sink, std::vector<Error>* unread) -> Result<Pass> {
      FileSource::Options options;
      options.takes_hash = options_.hashes_files;
      options.cancel = options_.cancelled;
      auto file = FileSource::open(path, options);
      if (!file) return fail(file.error());
      const std::string stamp = file->stamp();
      ReportingSource source(*file, progress_, options_);
      ExtractOptions how = extract_;
      how.schemas = &sink;
      how.unread = unread;
      if (const auto done = extract_tables(source, path, sink, how); !done) return fail(done.error());
      const std::string hash = options_.hashes_files ? hex(file->sha256()) : "";
      const std::string same = options_.hashes_files ? hash : file->stamp() == stamp ? stamp : "";
      return Pass{{hash, file->bytes_read(), false, {}}, same};
    });
  }

  // All tables are of one moment, and of a database that is lost on the way none is told.
  Result<std::vector<ScannedTable>> scan_rows(const std::string& word, RowFile kind,
                                              std::vector<Error>* failed) {
    RowOptions row_options;
    row_options.cancel = options_.cancelled;
    row_options.max_cell_bytes = extract_.max_cell_bytes;
    row_options.duckdb = options_.duckdb;
    row_options.home = options_.home;
    row_options.password = options_.password;
    row_options.ask_password = options_.ask_password;
    auto opened = open_rows(word, kind, row_options);
    if (!opened) return fail(opened.error());
    RowSource& source = *opened->source;
    std::vector<ScannedTable> all;
    std::vector<Error> unread;
    for (std::size_t i = 0; i < source.tables().size(); ++i) {
      progress_.path = table_path(opened->shown, source.tables()[i].name);
      if (options_.progress) options_.progress(progress_);
      auto one =
          read_and_count(progress_.path, nullptr, [&](ScanSink& sink, std::vector<Error>*) -> Result<Pass> {
            auto read = read_table(source, i, opened->shown, sample_rows_, sink, extract_);
            if (!read) return fail(read.error());
            progress_.bytes_done += read->size_bytes;
            return Pass{*read, read->sha256};
          });
      if (one) {
        call_by_name(source.tables()[i], one->front().profile);
        std::move(one->begin(), one->end(), std::back_inserter(all));
        continue;
      }
      const bool goes_on =
          failed != nullptr && !source.is_lost() && one.error().code != ErrorCode::kCancelled;
      if (!goes_on) return fail(one.error());
      unread.push_back(one.error());
    }
    if (all.empty()) return fail(unread.front());
    if (failed != nullptr) failed->insert(failed->end(), unread.begin(), unread.end());
    notes_.insert(notes_.end(), opened->notes.begin(), opened->notes.end());
    return all;
  }

  // Columns were judged by their comments too; they are called by their names, but for what is not to be
  // shown.
  static void call_by_name(const RowSource::Table& table, FileProfile& profile) {
    for (ColumnProfile& column : profile.columns) {
      if (!column.name.empty()) column.name = valid_utf8(table.columns[column.index].name);
    }
  }

  // Reads what `read` tells once to judge it, and again where the guess of the roles did not hold.
  Result<std::vector<ScannedTable>> read_and_count(const std::string& path, std::vector<Error>* failed,
                                                   const Reading& read) {
    ScanSink first(classifier_, own_, as_of_, secret_, options_.threads, nullptr);
    const auto done = read(first, failed);
    if (!done) return fail(done.error());
    std::vector<ScannedTable> tables = std::move(first.tables());
    if (std::any_of(tables.begin(), tables.end(), [](const ScannedTable& t) { return !t.is_counted; })) {
      ScanSink second(classifier_, nullptr, as_of_, secret_, options_.threads, &tables);
      std::vector<Error> known_failed;
      const auto again = read(second, failed == nullptr ? nullptr : &known_failed);
      if (!again) return fail(again.error());
      if (again->stamp.empty() || again->stamp != done->stamp) {
        return fail({ErrorCode::kConflict, "it changed while it was read", path, "读取过程中内容发生了变化"});
      }
    }
    for (ScannedTable& table : tables) {
      const PersonCounts& counts = table.counts = table.subjects.counts();
      fill_distinct(table.roles, table.subjects, table.profile.columns);
      doubt_unread(done->read.unread_columns, table.profile.columns);
      if (done->read.is_sample) table.profile.format += kSampled;
      table.profile.sha256 = done->read.sha256;
      table.profile.size_bytes = done->read.size_bytes;
      table.profile.persons = counts.persons;
      table.profile.persons_sensitive = counts.with_sensitive;
      table.profile.persons_under14 = counts.under14;
      table.profile.rows_without_identifier = counts.rows_without_identifier;
      table.profile.rows_without_age = counts.rows_without_age;
    }
    return tables;
  }

  const Classifier& classifier_;
  const UserTypes* own_;
  Date as_of_;
  SubjectKeySecret secret_;
  const GateOptions& options_;
  PdfProgram pdf_;
  ExtractOptions extract_;
  std::uint64_t sample_rows_ = 0;
  ScanProgress progress_;
  std::vector<Text> notes_;
};

// As the journal kept them, or by a scan that it then keeps. A database may lie in several files, and of a
// file with errors they are to be told again: neither is kept.
Result<std::vector<ScannedTable>> tables_of(const WalkedFile& file, Scanner& scanner, ScanJournal* journal,
                                            std::vector<Error>* failed) {
  const std::string stamp = journal == nullptr ? std::string() : ScanJournal::stamp_of(file.path);
  if (stamp.empty()) return scanner.scan_source(file, failed);
  if (auto kept = journal->find(file.path, stamp)) {
    scanner.skip(kept->empty() ? 0 : kept->front().profile.size_bytes);
    return std::move(*kept);
  }
  const std::size_t failed_before = failed == nullptr ? 0 : failed->size();
  auto tables = scanner.scan_source(file, failed);
  const bool is_whole = tables && !tables->empty() && (failed == nullptr || failed->size() == failed_before);
  if (!is_whole || tables->front().profile.format.starts_with("sqlite")) return tables;
  if (ScanJournal::stamp_of(file.path) != stamp) return tables;
  if (const auto put = journal->keep(file.path, stamp, *tables); !put) return fail(put.error());
  return tables;
}

// Places that all files together may list; the others are only counted.
constexpr std::size_t kMostPlaces = 200'000;

std::vector<LinesOfType> bounded(std::vector<LinesOfType> lines, std::size_t& left) {
  for (LinesOfType& type : lines) {
    if (type.places.size() > left) type.places.resize(left);
    left -= type.places.size();
  }
  return lines;
}

Error nothing_inside(const std::string& path) {
  return {ErrorCode::kMalformed, "it is empty, as is every other file of the folder", path,
          "文件为空，且目录中的其他文件也都为空"};
}

std::string first_of(const std::vector<std::string>& paths) {
  constexpr std::size_t kNamed = 3;
  std::string names = paths.front();
  for (std::size_t i = 1; i < std::min(paths.size(), kNamed); ++i) names += ", " + paths[i];
  if (paths.size() > kNamed) names += ", …";
  return names;
}

bool is_file_without_text(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return false;
  auto file = FileSource::open(path, {.takes_hash = false});
  if (!file) return false;
  std::array<char, 64> head{};
  const auto n = file->read(head);
  return n && is_without_text({head.data(), *n});
}

Text files_without_text(const std::vector<std::string>& paths) {
  const std::string names = first_of(paths);
  return {fmt::format("pictures, sound, fonts and programs, not looked into: {} ({})", paths.size(), names),
          fmt::format("未查看的图片、音视频、字体和程序文件：{} 个（{}）", paths.size(), names)};
}

Text empty_files(const std::vector<std::string>& paths) {
  const std::string names = first_of(paths);
  return {fmt::format("empty files of the folder, with nothing to read: {} ({})", paths.size(), names),
          fmt::format("目录中有 {} 个空文件，无内容可读（{}）", paths.size(), names)};
}

void note_passed_over(const PassedOver& passed, std::vector<Text>& notes) {
  if (passed.bookkeeping > 0) {
    notes.push_back(
        {fmt::format("left out of folders: {} of version control or the desktop (.git, .svn, .DS_Store ...)",
                     passed.bookkeeping),
         fmt::format("目录中未读取的版本控制或桌面系统文件（.git、.svn、.DS_Store 等）：{} 项",
                     passed.bookkeeping)});
  }
  if (passed.no_files > 0) {
    notes.push_back(
        {fmt::format("left out of folders: {} links that lead nowhere, pipes or devices", passed.no_files),
         fmt::format("目录中未读取的失效链接、管道或设备：{} 个", passed.no_files)});
  }
  if (passed.folder_links > 0) {
    notes.push_back(
        {fmt::format("symbolic links to folders are not followed: {}; name the folders themselves",
                     passed.folder_links),
         fmt::format("未跟随指向目录的符号链接：{} 个；请直接指定这些目录", passed.folder_links)});
  }
}

void name_types(const Taxonomy& taxonomy, const UserTypes* own,
                const std::vector<std::vector<LinesOfType>>& lines, DataProfile& profile) {
  std::map<std::string, Text> names;
  const auto add = [&](const std::string& code) {
    if (const auto at = taxonomy.find(code)) names[code] = taxonomy.at(*at).name;
    if (own == nullptr) return;
    for (const UserType& type : own->all()) {
      if (type.code == code) names[code] = type.name;
    }
  };
  for (const FileProfile& file : profile.files) {
    for (const ColumnProfile& column : file.columns) {
      add(column.type);
      for (const TypeCode& also : column.also) add(also);
      for (const InText& inside : column.in_text) add(inside.type);
      for (const NearMiss& miss : column.near_misses) add(miss.type);
    }
  }
  for (const std::vector<LinesOfType>& of_file : lines) {
    for (const LinesOfType& type : of_file) add(type.type);
  }
  profile.type_names.assign(names.begin(), names.end());
}

}  // namespace

Result<Scanned> scan_sources(const std::vector<SourceFiles>& sources, const ReadOptions& read, Date as_of,
                             const SubjectKeySecret& secret, const GateOptions& options,
                             std::vector<Error>* failed, bool keep_subjects, const ScanExtras& extras) {
  const Classifier& classifier = own_classifier();
  Scanner scanner(classifier, extras.types, read, as_of, secret, options);
  std::vector<std::vector<WalkedFile>> files_of;
  PassedOver passed;
  for (const SourceFiles& source : sources) {
    auto files = walk(source.paths, failed, extras.filter, &passed);
    if (!files) return fail(files.error());
    for (const WalkedFile& file : *files) {
      std::error_code error;
      const auto size = std::filesystem::file_size(file.path, error);
      if (!error) scanner.progress().bytes_total += size;
    }
    scanner.progress().files_total += files->size();
    files_of.push_back(std::move(*files));
  }
  Scanned scanned;
  DataProfile& profile = scanned.profile;
  profile.as_of = as_of.str();
  profile.engine = kClassifyEngine;
  profile.taxonomy_hash = sha256_hex(resource("models/taxonomy.json"));
  SubjectSet everybody;
  std::size_t places_left = kMostPlaces;
  const bool is_project = extras.filter != nullptr && extras.filter->is_project;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    SourceCounts counts;
    counts.source = sources[i].source;
    SubjectSet of_source;
    std::size_t tables_of_source = 0;
    std::vector<std::string> empty;         // of folders: nothing to read, and no error
    std::vector<std::string> without_text;  // of projects: the same
    for (const WalkedFile& file : files_of[i]) {
      auto tables = tables_of(file, scanner, extras.journal, failed);
      if (!tables) {
        if (is_project && is_file_without_text(file.path)) {
          without_text.push_back(file.path);
          continue;
        }
        const bool goes_on =
            failed != nullptr && files_of[i].size() > 1 && tables.error().code != ErrorCode::kCancelled;
        if (!goes_on) return fail(tables.error());
        // Of an archive its member may have said it already.
        const Error& why = tables.error();
        const bool is_said =
            !failed->empty() && failed->back().where == why.where && failed->back().what == why.what;
        if (!is_said) failed->push_back(why);
        continue;
      }
      if (file.is_of_folder && tables->empty()) empty.push_back(file.path);
      for (ScannedTable& table : *tables) {
        counts.files.push_back(profile.files.size());
        scanned.lines.push_back(bounded(std::move(table.lines), places_left));
        profile.files.push_back(std::move(table.profile));
        if (tables_of_source++ == 0) {
          of_source = std::move(table.subjects);
          counts.persons = table.counts;
        } else {
          of_source.merge(std::move(table.subjects));
        }
      }
    }
    if (!is_project && !empty.empty() && empty.size() == files_of[i].size())
      return fail(nothing_inside(empty.front()));
    if (!empty.empty()) scanner.notes().push_back(empty_files(empty));
    if (!without_text.empty()) scanner.notes().push_back(files_without_text(without_text));
    if (tables_of_source > 1) counts.persons = of_source.counts();
    profile.sources.push_back(std::move(counts));
    scanned.rows_without_age.push_back(of_source.rows_without_age());
    if (keep_subjects) {
      if (sources.size() > 1) everybody.merge(of_source);
      scanned.subjects.push_back(std::move(of_source));
    } else if (i == 0) {
      everybody = std::move(of_source);
    } else {
      everybody.merge(std::move(of_source));
    }
  }
  profile.totals = sources.size() == 1 ? profile.sources[0].persons : everybody.counts();
  name_types(classifier.taxonomy(), extras.types, scanned.lines, profile);
  for (const auto& [type, name] : profile.type_names)
    scanned.classes.emplace(type, classifier.taxonomy().sensitivity_on(type, as_of));
  if (extras.types != nullptr) {
    for (const UserType& type : extras.types->all())
      scanned.classes.insert_or_assign(type.code, type.sensitivity);
  }
  const bool is_one_kept = keep_subjects && sources.size() == 1;
  note_twice((is_one_kept ? scanned.subjects[0] : everybody).perhaps_twice(), scanner.notes());
  note_passed_over(passed, scanner.notes());
  profile.notes = std::move(scanner.notes());
  return scanned;
}

std::vector<ColumnProfile> judge_names(const std::vector<std::string>& names, Date as_of) {
  const Classifier& classifier = own_classifier();
  const Taxonomy& taxonomy = classifier.taxonomy();
  TableFeatures table;
  table.info.columns = names;
  for (std::size_t i = 0; i < names.size(); ++i) {
    ColumnFeatures column;
    column.index = i;
    column.header = names[i];
    table.columns.push_back(std::move(column));
  }
  std::vector<ColumnProfile> columns = classifier.judge(table, as_of);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!taxonomy.find(names[i])) continue;  // a type's own code was stated
    columns[i].type = names[i];
    columns[i].sensitivity = taxonomy.sensitivity_on(names[i], as_of);
  }
  return columns;
}

}  // namespace tidegate
