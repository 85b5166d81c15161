// The face of the house: every journey that a door can start. Doors read a request, call one of these, print
// the answer.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/terms/assessment.h"
#include "tidegate/terms/exit_code.h"
#include "tidegate/terms/read_options.h"
#include "tidegate/terms/scan_finding.h"

namespace tidegate {

struct Look;

struct ScanProgress {
  std::string path;  // file being read
  std::uint64_t files_done = 0;
  std::uint64_t files_total = 0;
  std::uint64_t bytes_done = 0;  // over all files
  std::uint64_t bytes_total = 0;
};

// What main knows of the world and hands in.
struct GateOptions {
  std::string program;      // "tidegate 0.1.0"
  Date today;               // China's date
  std::int64_t now_ms = 0;  // of the same clock
  std::string home;         // state folder
  bool may_write = true;    // false: no record, no report, no key file
  std::string key_command;  // prints the subject key; empty: the key file
  std::string duckdb;       // library that reads Parquet; empty: of `home`, or the loader's
  std::string password;     // of a database's user, where the URL has none
  // Asks for the password of a database, called by its name; empty: there is nobody to ask.
  std::function<std::optional<std::string>(const std::string& shown)> ask_password;
  std::string reviews;  // what the firm said of questions of official lists; empty: a file of `home`
  int threads = 1;
  bool hashes_files = true;        // SHA-256 of each, which costs as much as a tenth to a third of its scan
  std::vector<std::string> packs;  // files that replace built-in packs of the same id
  const std::atomic<bool>* cancelled = nullptr;
  std::function<void(const ScanProgress&)> progress;  // called from one thread at a time; may be empty
};

struct AssessRequest {
  std::vector<std::string> paths;  // one declaration, or data files and folders
  std::string exporter;            // of bare files: credit code or name; empty: not named
  std::string to;                  // recipient's country or region; empty: as declared
  std::string from;                // exporter's; empty: as declared, of bare files CN
  std::vector<std::pair<std::string, std::string>>
      flags;  // questions of the packs answered: "--ciio" -> "no"
  std::vector<std::pair<std::string, std::string>>
      facts;  // "exporter.ciio" -> "no"; "data.sensitive" for every item
  std::optional<Date> as_of;
  ReadOptions read;
  bool public_security_gate = false;
  std::string destinations;           // file; empty: no approved table
  std::string weights;                // file; empty: built-in v0
  std::string html_path;              // empty: beside the record
  std::string bundle_path;            // empty: in the record folder alone
  std::string declaration_path;       // write what is known as a declaration; empty: do not
  bool replaces_declaration = false;  // even where another file is there
  Lang lang = Lang::kEn;              // of the HTML report
};

// An answer is not lost for a disk that is full: it says of itself what was kept, and beside it stands what
// was not.
struct Assessed {
  Assessment answer;
  std::string declaration_path;  // written; empty: none
  std::vector<Error>
      not_kept;  // record, report, bundle, declaration that could not be written; none: all was
};

// Errors carry every problem of a declaration, one a line, in `what` and `what_zh`.
Result<Assessed> assess(const AssessRequest& request, const GateOptions& options);

// A filing of a declaration: its documents, and everything a clerk would send it back for, in one pass.
struct FileRequest {
  AssessRequest assess;   // of one declaration; what it is judged by
  std::string folder;     // where the files go; made where it is not there
  std::string templates;  // folder of a zone's own template.json (and form.json); empty: the built-in one
  std::string previous;   // declaration of the filing before; empty: none
  std::string key;        // file of the private key that signs filing.json; empty: not signed
  std::string notice;     // privacy notice; empty: not compared
  std::string contract;   // contract with its annex I; empty: the attachment A7
  std::string report;     // report as it is filed; empty: the attachment A8
  bool replaces = false;  // files that are there already
  bool english = false;   // a reading copy in English, in a folder "en"
  bool pdf = false;       // of each document, by LibreOffice
  bool zip = false;       // the archive for upload, organised as the template's folders
};

// How grave a gap must be to end with exit code 1.
enum class GapLevel { kBlocks, kReturned, kWarns };

struct Filed {
  Assessment answer;  // with the findings of the papers
  std::string route;  // SA SC PC NL EX EXT
  std::string folder;
  std::vector<std::string> files;  // written, by name
  std::string key_hex;             // public half of the key that signed; empty: not signed
  std::vector<Text> notes;
  std::vector<Error> not_kept;  // record, PDF ... that could not be written; none: all was
};
// Errors: those of assess; kMalformed (template, key, previous; files that are there and are not to be
// replaced).
Result<Filed> file_transfer(const FileRequest& request, const GateOptions& options);
std::string render_filed(const Filed& filed, bool json, const Look& look);
// fail_on: none, exit code 1 is not asked for.
ExitCode exit_code(const Filed& filed, std::optional<GapLevel> fail_on);

struct ScanRequest {
  std::vector<std::string> paths;  // files, folders and databases; folders walked in name order
  ReadOptions read;
  Date as_of;                  // the classes' day
  bool is_day_stated = false;  // that day was asked for: a stopped scan of another does not go on
  std::string baseline;        // file of what is known; empty: none
  std::string types;  // file of the firm's own types; empty: that of the state folder, where it is there
  std::vector<std::string> include;  // globs of files wanted of walked folders; empty: all
  std::vector<std::string> exclude;  // globs of files and folders not wanted
  std::vector<std::string> aside;    // files in them that are no data
  bool is_project = false;           // files without text pass (docs/ci.md)
  bool resume = false;               // keep what is done in the state folder, and go on where a scan stopped
};
struct ScanAnswer {
  DataProfile profile;
  std::vector<ScanFinding> findings;
  std::optional<BaselineSums> baseline;  // none was asked for
  std::vector<Error> failed;             // what of several files could not be read; the others are told
  std::vector<Text> talk;                // of a scan that goes on, or does not, where one was stopped
};
// Errors: where there is only one file, its own; those of the baseline.
Result<ScanAnswer> scan(const ScanRequest& request, const GateOptions& options);

// Beside the sources lies what is known of them and why: docs/formats/baseline.md.
struct BaselineAddRequest {
  std::string file;              // is made where it is not there
  ScanRequest scan;              // its findings are entered; the baseline is `file`
  std::vector<std::string> ids;  // only findings whose id begins with one of these; empty: all
  std::string reason;
  std::string by;
  std::optional<Date> until;  // first day on which the entries count no more
};

// A source's name without a password, as it is shown and kept; a file's is its own. Errors: kMalformed, with
// nothing of the password in it.
Result<std::string> source_without_password(const std::string& word);
// The first line of a file that its owner alone may read. Errors: as any file's; kMalformed where others may
// read it.
Result<std::string> read_password(const std::string& path);

enum class Format { kTable, kJson, kSarif, kHtml, kMarkdown };
struct Look {  // how a screen is drawn
  Lang lang = Lang::kEn;
  int width = 100;
  bool color = false;
};
std::string render(const Assessment& assessment, Format format, const Look& look);
std::string render_scan(const ScanAnswer& answer, Format format, const Look& look,
                        const GateOptions& options);
std::string render_classes(const DataProfile& profile, bool json, const Look& look);

// What a journey that is not an assessment prints, and how the door exits.
struct Printed {
  std::string text;
  ExitCode exit = ExitCode::kProceed;
  std::vector<Error> unread = {};  // what of several files could not be read; the exit code says so
};
Result<Printed> baseline_add(const BaselineAddRequest& request, bool json, const Look& look,
                             const GateOptions& options);
Result<Printed> baseline_list(const std::string& file, bool json, const Look& look,
                              const GateOptions& options);
// ids: of entries, or what they begin with.
Result<Printed> baseline_remove(const std::string& file, const std::vector<std::string>& ids, bool json,
                                const Look& look, const GateOptions& options);
Result<Printed> types_check(const std::string& file, bool json, const Look& look);
Result<Printed> rules_list(bool json, const Look& look, const GateOptions& options);
Result<Printed> rules_check(const std::vector<std::string>& packs, bool json, const Look& look,
                            const GateOptions& options);
Result<Printed> rules_diff(const std::string& old_pack, const std::string& new_pack, bool json,
                           const Look& look, const GateOptions& options);
Result<Printed> rules_explain(const std::string& article, std::optional<Date> as_of, bool json,
                              const Look& look, const GateOptions& options);
struct ReplayRequest {
  std::string bundle;
  std::vector<std::string> data;  // scan again and compare; empty: decide again only
  std::string weights;            // file; empty: built-in v0
  std::string destinations;       // file; empty: no table
};
// What left, entered in the register of transfers: docs/formats/subjects.md.
struct RegisterAddRequest {
  std::string record;             // bundle file, or hash of a record in the state folder
  std::optional<Date> on;         // the day it left; none: today
  std::vector<std::string> data;  // where the files lie now; empty: as assessed
  bool without_data = false;      // the files are gone: everybody counts as not seen before
  bool in_doubt = false;          // of persons whose class is open, count them in every counter
  std::string exporter;           // empty: as assessed
  bool is_new_exporter = false;   // another firm than the registered one whose name is near
};
Result<Printed> register_add(const RegisterAddRequest& request, bool json, const Look& look,
                             const GateOptions& options);
// exporter: credit code or name; empty: every exporter, in a list; in the others the only one there is.
Result<Printed> register_list(const std::string& exporter, bool json, const Look& look,
                              const GateOptions& options);
Result<Printed> register_remove(const std::string& id, const std::string& reason, bool json, const Look& look,
                                const GateOptions& options);
// from: none takes the statement back.
Result<Printed> register_complete(const std::string& exporter, std::optional<Date> from, bool json,
                                  const Look& look, const GateOptions& options);
Result<Printed> register_destroy_key(const std::string& exporter, int year, bool json, const Look& look,
                                     const GateOptions& options);
// folder: the state folder of another system that counts under the same keys.
Result<Printed> register_merge(const std::string& folder, bool json, const Look& look,
                               const GateOptions& options);

// law: that one alone; empty: all. The request's data are not looked at.
Result<Printed> explain(const ReplayRequest& request, const std::string& law, bool json, const Look& look,
                        const GateOptions& options);
Result<Printed> replay(const ReplayRequest& request, bool json, const Look& look, const GateOptions& options);
Result<Printed> evaluate_routes(const std::string& file, bool json, const Look& look,
                                const GateOptions& options);
Result<Printed> evaluate_tables(const std::string& file, std::optional<Date> as_of, bool json,
                                const Look& look, const GateOptions& options);
Result<Printed> evaluate_spans(const std::string& file, const std::string& map_file, bool json,
                               const Look& look, const GateOptions& options);
struct ListsRequest {
  std::string list;                // one list alone; empty: all
  std::optional<Date> as_of;       // day of the rows; none: today
  std::vector<std::string> paths;  // files of a list, or data to ask about
  std::string coverage;            // file of `lists add`; empty: nobody says how whole the list is
  std::string signature;           // file; empty: none
  std::string key;                 // file of the public key
  bool may_be_unsigned = false;
  std::vector<std::string> dismiss;  // ids of questions, or LIST:ROW for all of a row
  std::vector<std::string> confirm;
  std::string reason;
  std::string by;
  std::optional<Date> until;
  ReadOptions read;
};
Result<Printed> lists_coverage(const ListsRequest& request, bool json, const Look& look,
                               const GateOptions& options);
Result<Printed> lists_show(const ListsRequest& request, bool json, const Look& look,
                           const GateOptions& options);
Result<Printed> lists_add(const ListsRequest& request, bool json, const Look& look,
                          const GateOptions& options);
// request.list  one that was added; a built-in one of this id counts again.
Result<Printed> lists_remove(const ListsRequest& request, bool json, const Look& look,
                             const GateOptions& options);
Result<Printed> lists_verify(const ListsRequest& request, bool json, const Look& look,
                             const GateOptions& options);
// Shows the questions about data files; with dismiss or confirm keeps what is said of them first.
Result<Printed> lists_review(const ListsRequest& request, bool json, const Look& look,
                             const GateOptions& options);
// Whether columns labelled as important are asked about, and others are not.
Result<Printed> evaluate_lists(const std::string& file, std::optional<Date> as_of, bool json,
                               const Look& look, const GateOptions& options);
Result<Printed> doctor(bool json, const Look& look, const GateOptions& options);

// Exit code of an error that ended a journey.
ExitCode exit_code(const Error& error);

}  // namespace tidegate
