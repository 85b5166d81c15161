#include "tidegate/cli/commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <functional>
#include <map>

#include "tidegate/cli/help.h"
#include "tidegate/cli/permit_commands.h"
#include "tidegate/cli/say.h"
#include "tidegate/cli/serve_commands.h"
#include "tidegate/gate/admin.h"
#include "tidegate/gate/gate.h"
#include "tidegate/report/display_width.h"

namespace tidegate::cli {
namespace {

Result<std::optional<Date>> as_of(const Arguments& arguments) {
  if (!arguments.has("--as-of")) return std::optional<Date>{};
  const auto date = Date::parse(arguments.value("--as-of"));
  if (!date) {
    Error e = date.error();
    e.where = "--as-of";
    return fail(std::move(e));
  }
  return std::optional<Date>{*date};
}

Result<int> threads(const Arguments& arguments) {
  if (!arguments.has("--threads")) return 1;
  const std::string text = arguments.value("--threads");
  int n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size() || n < 1 || n > 64) {
    return fail({ErrorCode::kMalformed, fmt::format("\"{}\" is not a number from 1 to 64", text), "--threads",
                 fmt::format("“{}”不是 1 至 64 的整数", text)});
  }
  return n;
}

// One character of ASCII, or "tab".
Result<std::string> delimiter(const Arguments& arguments) {
  const std::string text = arguments.value("--delimiter");
  if (!arguments.has("--delimiter")) return std::string();
  if (text == "tab" || text == "\\t") return std::string("\t");
  if (text.size() == 1 && static_cast<unsigned char>(text[0]) < 0x80) return text;
  return fail({ErrorCode::kMalformed, fmt::format("\"{}\" is not one character (or the word tab)", text),
               "--delimiter", fmt::format("“{}”不是单个字符（或 tab）", text)});
}

// Rows of a sample; 0: all.
Result<std::uint64_t> sample_rows(const Arguments& arguments) {
  if (!arguments.has("--sample")) return std::uint64_t{0};
  const std::string text = arguments.value("--sample");
  std::uint64_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size() || n < 100 || n > 10'000'000) {
    return fail({ErrorCode::kMalformed, fmt::format("\"{}\" is not a number from 100 to 10000000", text),
                 "--sample", fmt::format("“{}”不是 100 至 10000000 的整数", text)});
  }
  return n;
}

// Words of the command line are seen by everybody on the machine, and kept by the shell.
Result<void> check_sources(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    const auto shown = source_without_password(word);
    if (!shown || *shown == word) continue;
    return fail(
        {ErrorCode::kMalformed,
         "a password stands in the URL, where `ps` shows it: leave it out, and give it with --password-file, "
         "PGPASSWORD, MYSQL_PWD, or when asked",
         *shown,
         "URL 中含密码，会被 `ps` 看到：请删去，改用 --password-file、PGPASSWORD、MYSQL_PWD，或按提示输入"});
  }
  return {};
}

// One line on standard error, redrawn in place: blanks cover what the last one left, for any terminal.
class ProgressLine {
 public:
  ProgressLine(bool on, Lang lang) : on_(on), is_zh_(lang == Lang::kZh) {}
  ~ProgressLine() {
    draw("");
    if (drawn_) tell("\r");
  }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  std::function<void(const ScanProgress&)> sink() {
    if (!on_) return {};
    return [this](const ScanProgress& p) {
      constexpr double kMiB = 1024.0 * 1024.0;
      std::string path = report::printable(p.path);
      if (path.size() > 40) {
        std::size_t from = path.size() - 37;
        while (from < path.size() && (static_cast<unsigned char>(path[from]) & 0xC0) == 0x80) ++from;
        path = "..." + path.substr(from);
      }
      drawn_ = true;
      // A file that is read twice counts twice: never more than there is.
      const std::uint64_t done = p.bytes_total == 0 ? p.bytes_done : std::min(p.bytes_done, p.bytes_total);
      draw(fmt::format("{}/{} {:.1f}/{:.1f} MiB{} {}", p.files_done, p.files_total,
                       static_cast<double>(done) / kMiB, static_cast<double>(p.bytes_total) / kMiB,
                       speed(done, p.bytes_total), path));
    };
  }

 private:
  // " 120.0 MiB/s 0:42 left", once there is something to measure.
  std::string speed(std::uint64_t done, std::uint64_t total) const {
    constexpr double kMiB = 1024.0 * 1024.0;
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
    if (seconds < 1.0 || done == 0) return "";
    const double rate = static_cast<double>(done) / seconds;
    const auto left = static_cast<std::uint64_t>(static_cast<double>(total - std::min(done, total)) / rate);
    const std::string time = left < 3600
                                 ? fmt::format("{}:{:02}", left / 60, left % 60)
                                 : fmt::format("{}:{:02}:{:02}", left / 3600, left / 60 % 60, left % 60);
    return fmt::format(fmt::runtime(is_zh_ ? " {:.1f} MiB/s 剩余 {}" : " {:.1f} MiB/s {} left"), rate / kMiB,
                       time);
  }

  void draw(const std::string& text) {
    if (!drawn_) return;
    const int width = report::display_width(text);
    tell(fmt::format("\r{}{:{}}", text, "", std::max(width_ - width, 0)));
    width_ = width;
  }

  bool on_;
  bool is_zh_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  bool drawn_ = false;
  int width_ = 0;  // columns of what stands there
};

Result<std::vector<std::pair<std::string, std::string>>> stated_facts(const Arguments& arguments) {
  std::vector<std::pair<std::string, std::string>> facts;
  for (const std::string& text : arguments.values("--set")) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      return fail({ErrorCode::kMalformed, fmt::format("\"{}\" is not FACT=VALUE", text), "--set",
                   fmt::format("“{}”不是 FACT=VALUE 的形式", text)});
    }
    facts.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  if (const std::string twice = named_twice(facts); !twice.empty()) {
    return fail({ErrorCode::kMalformed, fmt::format("{} is given twice, with different values", twice),
                 "--set", fmt::format("{} 给出了两次，且取值不同", twice)});
  }
  return facts;
}

Format format_of(const Arguments& arguments) {
  const std::string name = arguments.value("--format", "table");
  if (name == "json") return Format::kJson;
  if (name == "sarif") return Format::kSarif;
  if (name == "html") return Format::kHtml;
  if (name == "md") return Format::kMarkdown;
  return Format::kTable;
}

// A hint of important data is the mildest level, a secret the gravest.
std::optional<Sensitivity> level_of(std::string_view name) {
  if (name == "important") return Sensitivity::kImportant;
  if (name == "pi") return Sensitivity::kPersonal;
  if (name == "spi") return Sensitivity::kSensitive;
  if (name == "secret") return Sensitivity::kSecret;
  return std::nullopt;
}

struct Call {  // what every command needs
  const Arguments& arguments;
  const Surroundings& around;
  Look look;
  GateOptions options;
  bool json = false;
  std::optional<Date> as_of;
  ReadOptions read;
};

// A flag that no pack knows: the nearest of the command's own options, else what the gate found near.
Error unknown_flag(const Error& error, const Arguments& a) {
  const bool is_flag = std::any_of(a.pack_flags.begin(), a.pack_flags.end(),
                                   [&](const auto& flag) { return flag.first == error.where; });
  if (error.code != ErrorCode::kNotFound || !is_flag) return error;
  std::vector<std::string> own;
  for (const OptionSpec& option : a.command->options) own.emplace_back(option.name);
  const std::string near = nearest(error.where, own);
  const bool ask_gate = near.empty();
  const std::string en = ask_gate ? error.what : fmt::format("did you mean {}?", near);
  const std::string zh = ask_gate ? error.what_zh : fmt::format("是否想用 {}？", near);
  return {ErrorCode::kMalformed,
          fmt::format("no such option; {}", en.empty() ? "see tidegate assess --help" : en), error.where,
          fmt::format("没有此参数；{}", zh.empty() ? "见 tidegate assess --help" : zh)};
}

int run_assess(Call& call) {
  const Arguments& a = call.arguments;
  if (a.positional.empty()) {
    return report({ErrorCode::kMalformed,
                   "assess needs a declaration or data files; see tidegate assess --help",
                   {},
                   "assess 需要申报文件或数据文件；见 tidegate assess --help"},
                  call.look.lang);
  }
  AssessRequest request;
  request.paths = a.positional;
  request.exporter = a.value("--exporter");
  request.to = a.value("--to");
  request.from = a.value("--from");
  request.flags = a.pack_flags;
  auto facts = stated_facts(a);
  if (!facts) return report(facts.error(), call.look.lang);
  request.facts = std::move(*facts);
  request.as_of = call.as_of;
  request.read = call.read;
  request.public_security_gate = a.has("--public-security-gate");
  request.destinations = a.value("--destinations");
  request.weights = a.value("--weights");
  request.html_path = a.value("--html");
  request.bundle_path = a.value("--save");
  request.declaration_path = a.value("--write-declaration");
  request.replaces_declaration = a.has("--force");
  request.lang = call.look.lang;
  const Result<Assessed> done = [&] {
    ProgressLine line(call.around.progress, call.look.lang);
    call.options.progress = line.sink();
    return assess(request, call.options);
  }();
  if (!done) return report(unknown_flag(done.error(), a), call.look.lang);
  if (!done->declaration_path.empty()) {
    tell(fmt::format("{} {}\n", call.look.lang == Lang::kZh ? "申报文件已写入" : "wrote the declaration",
                     report::printable(done->declaration_path)));
  }
  const Assessment& answer = done->answer;
  const int code = print(render(answer, format_of(a), call.look),
                         exit_code(answer, level_of(a.value("--fail-on"))), call.look.lang);
  if (done->not_kept.empty()) return code;
  for (const Error& error : done->not_kept) report(error, call.look.lang);
  return static_cast<int>(exit_code(done->not_kept.front()));
}

std::optional<GapLevel> gap_level(std::string_view name) {
  if (name == "blocks") return GapLevel::kBlocks;
  if (name == "returned") return GapLevel::kReturned;
  if (name == "warns") return GapLevel::kWarns;
  return std::nullopt;
}

int run_file(Call& call) {
  const Arguments& a = call.arguments;
  if (a.positional.size() != 1 || a.value("--out").empty()) {
    return report({ErrorCode::kMalformed,
                   "file needs one declaration and --out FOLDER; see tidegate file --help",
                   {},
                   "file 需要一份申报文件与 --out 目录；见 tidegate file --help"},
                  call.look.lang);
  }
  FileRequest request;
  request.assess.paths = a.positional;
  request.assess.flags = a.pack_flags;
  auto facts = stated_facts(a);
  if (!facts) return report(facts.error(), call.look.lang);
  request.assess.facts = std::move(*facts);
  request.assess.as_of = call.as_of;
  request.assess.read = call.read;
  request.assess.destinations = a.value("--destinations");
  request.assess.weights = a.value("--weights");
  request.assess.lang = call.look.lang;
  request.folder = a.value("--out");
  request.templates = a.value("--template");
  request.previous = a.value("--previous");
  request.key = a.value("--key");
  request.notice = a.value("--notice");
  request.contract = a.value("--contract");
  request.report = a.value("--report");
  request.replaces = a.has("--force");
  request.english = a.has("--english");
  request.pdf = a.has("--pdf");
  request.zip = a.has("--zip");
  const Result<Filed> done = [&] {
    ProgressLine line(call.around.progress, call.look.lang);
    call.options.progress = line.sink();
    return file_transfer(request, call.options);
  }();
  if (!done) return report(unknown_flag(done.error(), a), call.look.lang);
  const int code = print(render_filed(*done, call.json, call.look),
                         exit_code(*done, gap_level(a.value("--fail-on"))), call.look.lang);
  if (done->not_kept.empty()) return code;
  for (const Error& error : done->not_kept) report(error, call.look.lang);
  return static_cast<int>(exit_code(done->not_kept.front()));
}

// What a baseline knows does not count.
ExitCode scan_exit(const ScanAnswer& answer, std::optional<Sensitivity> from) {
  const bool finds = from && std::any_of(answer.findings.begin(), answer.findings.end(), [&](const auto& f) {
                       return f.state != FindingState::kKnown && f.sensitivity >= *from;
                     });
  return finds ? ExitCode::kFindings : ExitCode::kProceed;
}

ScanRequest scan_request(const Call& call, std::vector<std::string> paths) {
  ScanRequest request;
  request.paths = std::move(paths);
  request.read = call.read;
  request.as_of = call.as_of.value_or(call.options.today);
  request.is_day_stated = call.as_of.has_value();
  request.baseline = call.arguments.value("--baseline");
  request.types = call.arguments.value("--types");
  request.include = call.arguments.values("--include");
  request.exclude = call.arguments.values("--exclude");
  request.is_project = call.arguments.has("--project");
  request.resume = call.arguments.has("--resume");
  return request;
}

int run_scan(Call& call) {
  const Arguments& a = call.arguments;
  if (a.positional.empty()) {
    return report({ErrorCode::kMalformed,
                   fmt::format("{} needs at least one file, folder or database", a.command->name),
                   {},
                   fmt::format("{} 至少需要一个文件、目录或数据库", a.command->name)},
                  call.look.lang);
  }
  call.options.hashes_files = a.has("--sha256");
  const Result<ScanAnswer> answer = [&] {
    ProgressLine line(call.around.progress, call.look.lang);
    call.options.progress = line.sink();
    return scan(scan_request(call, a.positional), call.options);
  }();
  if (!answer) return report(answer.error(), call.look.lang);
  for (const Text& text : answer->talk) tell(fmt::format("tidegate: {}\n", text.in(call.look.lang)));
  const bool classes = a.command->name == "classify";
  const std::string text = classes ? render_classes(answer->profile, call.json, call.look)
                                   : render_scan(*answer, format_of(a), call.look, call.options);
  const int code = print(text, scan_exit(*answer, level_of(a.value("--fail-on"))), call.look.lang);
  if (answer->failed.empty()) return code;
  for (const Error& error : answer->failed) report(error, call.look.lang);
  // What was found goes before what could not be read: the errors above say that it is not all.
  return code == static_cast<int>(ExitCode::kFindings) ? code
                                                       : static_cast<int>(exit_code(answer->failed.front()));
}

int show(const Result<Printed>& printed, Lang lang) {
  if (!printed) return report(printed.error(), lang);
  const int code = print(printed->text, printed->exit, lang);
  for (const Error& error : printed->unread) report(error, lang);
  return code;
}

int wrong_count(const Call& call, std::string_view wants) {
  return report({ErrorCode::kMalformed,
                 fmt::format("{} takes {}", call.arguments.command->name, wants),
                 {},
                 fmt::format("{} 的参数应为 {}", call.arguments.command->name, wants)},
                call.look.lang);
}

// A day that an option names; none: it is not given.
Result<std::optional<Date>> day_of(const Arguments& arguments, const char* option) {
  if (!arguments.has(option)) return std::optional<Date>{};
  const auto date = Date::parse(arguments.value(option));
  if (date) return std::optional<Date>{*date};
  Error e = date.error();
  e.where = option;
  return fail(std::move(e));
}

int run_baseline(Call& call) {
  const Arguments& a = call.arguments;
  const auto& words = a.positional;
  if (a.command->name == "baseline list") {
    return words.size() == 1
               ? show(baseline_list(words[0], call.json, call.look, call.options), call.look.lang)
               : wrong_count(call, a.command->positional);
  }
  if (words.size() < 2) return wrong_count(call, a.command->positional);
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  if (a.command->name == "baseline remove")
    return show(baseline_remove(words[0], rest, call.json, call.look, call.options), call.look.lang);
  BaselineAddRequest request;
  request.file = words[0];
  request.scan = scan_request(call, rest);
  request.ids = a.values("--only");
  request.reason = a.value("--reason");
  request.by = a.value("--by");
  const auto until = day_of(a, "--until");
  if (!until) return report(until.error(), call.look.lang);
  request.until = *until;
  const Result<Printed> done = [&] {
    ProgressLine line(call.around.progress, call.look.lang);
    call.options.progress = line.sink();
    return baseline_add(request, call.json, call.look, call.options);
  }();
  return show(done, call.look.lang);
}

int run_rules(Call& call) {
  const auto& words = call.arguments.positional;
  const std::string_view name = call.arguments.command->name;
  if (name == "rules list")
    return words.empty() ? show(rules_list(call.json, call.look, call.options), call.look.lang)
                         : wrong_count(call, "nothing");
  if (name == "rules check")
    return show(rules_check(words, call.json, call.look, call.options), call.look.lang);
  if (name == "rules diff") {
    if (words.size() != 2) return wrong_count(call, "OLD NEW");
    return show(rules_diff(words[0], words[1], call.json, call.look, call.options), call.look.lang);
  }
  std::string article;
  for (const std::string& word : words) article += (article.empty() ? "" : " ") + word;
  if (article.empty()) return wrong_count(call, "ARTICLE");
  return show(rules_explain(article, call.as_of, call.json, call.look, call.options), call.look.lang);
}

int run_register_add(Call& call) {
  const Arguments& a = call.arguments;
  if (a.positional.size() != 1) return wrong_count(call, "RECORD");
  const auto on = day_of(a, "--on");
  if (!on) return report(on.error(), call.look.lang);
  const RegisterAddRequest request{a.positional[0],        *on,
                                   a.values("--data"),     a.has("--without-data"),
                                   a.has("--in-doubt"),    a.value("--exporter"),
                                   a.has("--new-exporter")};
  const Result<Printed> done = [&] {
    ProgressLine line(call.around.progress, call.look.lang);
    call.options.progress = line.sink();
    return register_add(request, call.json, call.look, call.options);
  }();
  return show(done, call.look.lang);
}

int run_register(Call& call) {
  const Arguments& a = call.arguments;
  const std::string_view name = a.command->name;
  const std::string exporter = a.value("--exporter");
  if (name == "register add") return run_register_add(call);
  const std::size_t words = name == "register remove" || name == "register merge" ? 1 : 0;
  if (a.positional.size() != words) return wrong_count(call, words == 0 ? "nothing" : a.command->positional);
  if (name == "register list")
    return show(register_list(exporter, call.json, call.look, call.options), call.look.lang);
  if (name == "register merge")
    return show(register_merge(a.positional[0], call.json, call.look, call.options), call.look.lang);
  if (name == "register remove") {
    return show(register_remove(a.positional[0], a.value("--reason"), call.json, call.look, call.options),
                call.look.lang);
  }
  if (name == "register destroy-key") {
    const std::string text = a.value("--year");
    int year = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
    if (error != std::errc{} || end != text.data() + text.size() || year < 1 || year > 9999) {
      return report(
          {ErrorCode::kMalformed, "name a year, as --year 2024", "--year", "请写年份，如 --year 2024"},
          call.look.lang);
    }
    return show(register_destroy_key(exporter, year, call.json, call.look, call.options), call.look.lang);
  }
  const auto from = day_of(a, "--from");
  if (!from) return report(from.error(), call.look.lang);
  if (from->has_value() == a.has("--stop")) {
    return report({ErrorCode::kMalformed, "give either --from DATE or --stop", "--from",
                   "请给出 --from DATE 或 --stop 之一"},
                  call.look.lang);
  }
  return show(register_complete(exporter, *from, call.json, call.look, call.options), call.look.lang);
}

int run_lists(Call& call) {
  const Arguments& a = call.arguments;
  const std::string_view name = a.command->name;
  ListsRequest request;
  request.as_of = call.as_of;
  request.read = call.read;
  if (name == "lists coverage")
    return show(lists_coverage(request, call.json, call.look, call.options), call.look.lang);
  if (name == "lists verify")
    return show(lists_verify(request, call.json, call.look, call.options), call.look.lang);
  if (name == "lists show") {
    if (a.positional.size() > 1) return wrong_count(call, a.command->positional);
    if (!a.positional.empty()) request.list = a.positional[0];
    return show(lists_show(request, call.json, call.look, call.options), call.look.lang);
  }
  if (name == "lists remove") {
    if (a.positional.size() != 1) return wrong_count(call, a.command->positional);
    request.list = a.positional[0];
    return show(lists_remove(request, call.json, call.look, call.options), call.look.lang);
  }
  request.paths = a.positional;
  request.coverage = a.value("--coverage");
  request.signature = a.value("--signature");
  request.key = a.value("--key");
  request.may_be_unsigned = a.has("--unsigned");
  if (name == "lists add")
    return show(lists_add(request, call.json, call.look, call.options), call.look.lang);
  request.dismiss = a.values("--dismiss");
  request.confirm = a.values("--confirm");
  request.reason = a.value("--reason");
  request.by = a.value("--by");
  const auto last = day_of(a, "--until");
  if (!last) return report(last.error(), call.look.lang);
  request.until = *last;
  return show(lists_review(request, call.json, call.look, call.options), call.look.lang);
}

int run_admin(Call& call) {
  const Arguments& a = call.arguments;
  const std::string_view name = a.command->name;
  const bool has_file = name == "admin backup" || name == "admin restore";
  if (a.positional.size() != (has_file ? 1U : 0U))
    return wrong_count(call, has_file ? a.command->positional : "no further word");
  if (!a.has("--data"))
    return report(
        {ErrorCode::kMalformed, "name the folder of the desk's data", "--data", "请指明办理台数据目录"},
        call.look.lang);
  if (const auto good = check_sources({a.value("--database")}); !good)
    return report(good.error(), call.look.lang);
  const AdminRequest request{a.value("--data"), a.value("--database"), call.options.password,
                             has_file ? a.positional[0] : "", call.around.now_ms};
  if (name == "admin backup") return show(admin_backup(request, call.json, call.look), call.look.lang);
  if (name == "admin restore") return show(admin_restore(request, call.json, call.look), call.look.lang);
  if (name == "admin migrate") return show(admin_migrate(request, call.json, call.look), call.look.lang);
  return show(admin_check(request, call.json, call.look), call.look.lang);
}

int run_on_one_file(Call& call) {
  const Arguments& a = call.arguments;
  const std::string_view name = a.command->name;
  if (a.positional.size() != 1) return wrong_count(call, a.command->positional);
  const std::string& file = a.positional[0];
  const ReplayRequest bundle{file, a.values("--data"), a.value("--weights"), a.value("--destinations")};
  if (name == "explain")
    return show(explain(bundle, a.value("--law"), call.json, call.look, call.options), call.look.lang);
  if (name == "types check") return show(types_check(file, call.json, call.look), call.look.lang);
  if (name == "replay") return show(replay(bundle, call.json, call.look, call.options), call.look.lang);
  if (name == "evaluate routes")
    return show(evaluate_routes(file, call.json, call.look, call.options), call.look.lang);
  if (name == "evaluate lists")
    return show(evaluate_lists(file, call.as_of, call.json, call.look, call.options), call.look.lang);
  if (name == "evaluate tables")
    return show(evaluate_tables(file, call.as_of, call.json, call.look, call.options), call.look.lang);
  return show(evaluate_spans(file, a.value("--map"), call.json, call.look, call.options), call.look.lang);
}

}  // namespace

int run(const Arguments& arguments, const Surroundings& around) {
  Call call{arguments, around, {around.lang, around.width, around.color}, {}, false, {}, {}};
  const auto date = as_of(arguments);
  if (!date) return report(date.error(), around.lang);
  const auto workers = threads(arguments);
  if (!workers) return report(workers.error(), around.lang);
  call.as_of = *date;
  call.json = arguments.value("--format") == "json";
  const auto between = delimiter(arguments);
  if (!between) return report(between.error(), around.lang);
  const auto sample = sample_rows(arguments);
  if (!sample) return report(sample.error(), around.lang);
  for (const auto& words : {arguments.positional, arguments.values("--data")}) {
    if (const auto good = check_sources(words); !good) return report(good.error(), around.lang);
  }
  call.read = {*between, arguments.value("--encoding"), *sample};
  call.options.program = "tidegate " TIDEGATE_VERSION;
  call.options.today = around.today;
  call.options.now_ms = around.now_ms;
  call.options.home = arguments.value("--home", around.home);
  call.options.may_write = !arguments.has("--no-record");
  call.options.key_command = arguments.value("--key-command");
  if (arguments.has("--password-file")) {
    auto password = read_password(arguments.value("--password-file"));
    if (!password) return report(password.error(), around.lang);
    call.options.password = std::move(*password);
  }
  call.options.duckdb = around.duckdb;
  call.options.ask_password = around.ask_password;
  call.options.reviews = arguments.value("--reviews");
  call.options.threads = *workers;
  call.options.packs = arguments.values("--pack");
  call.options.cancelled = around.cancelled;

  const std::string_view name = arguments.command->name;
  if (name == "assess") return run_assess(call);
  if (name == "file") return run_file(call);
  if (name == "scan" || name == "classify") return run_scan(call);
  if (name.starts_with("rules ")) return run_rules(call);
  if (name.starts_with("baseline ")) return run_baseline(call);
  if (name.starts_with("register ")) return run_register(call);
  if (name.starts_with("lists ")) return run_lists(call);
  if (name.starts_with("permit "))
    return show(run_permit(arguments, call.json, call.look, call.options), around.lang);
  if (name == "serve") {
    const auto served = run_serve(arguments, around, *workers);
    return served ? static_cast<int>(ExitCode::kProceed) : report(served.error(), around.lang);
  }
  if (name == "admin init")
    return show(run_admin_init(arguments, around, call.json, call.options.password), around.lang);
  if (name.starts_with("admin ")) return run_admin(call);
  if (name == "doctor") return show(doctor(call.json, call.look, call.options), around.lang);
  if (name == "man") return print(man_page(around.lang), ExitCode::kProceed, around.lang);
  if (name == "completion") {
    const auto script = completion(arguments.positional.empty() ? "" : arguments.positional[0]);
    return script ? print(*script, ExitCode::kProceed, around.lang) : report(script.error(), around.lang);
  }
  return run_on_one_file(call);
}

}  // namespace tidegate::cli
