#include "tidegate/gate/baseline.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <map>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "tidegate/base/json_writer.h"
#include "tidegate/base/seen_text.h"
#include "tidegate/classify/column_evidence.h"
#include "tidegate/classify/line_findings.h"
#include "tidegate/findings/baseline.h"
#include "tidegate/gate/classifier.h"
#include "tidegate/gate/packs.h"
#include "tidegate/report/findings.h"
#include "tidegate/report/text_page.h"
#include "tidegate/store/write_file.h"

namespace tidegate {
namespace {

constexpr std::size_t kShortId = 12;       // hex digits of an id on the screen
constexpr std::size_t kShortestMeant = 8;  // hex digits that may stand for an id
constexpr mode_t kShared = 0644;           // it lies beside sources and holds nothing secret

bool zh(const Look& look) { return look.lang == Lang::kZh; }

Result<std::vector<findings::BaselineEntry>> load(const std::string& file) {
  const auto text = read_file(file, findings::kLargestBaseline);
  if (!text) return fail(text.error());
  return findings::parse_baseline(*text, file);
}

// The file is left out of the scan that it is held against, so that nothing may ride in its free words: no
// value of a person but the address of who signs, and no secret.
Result<void> check_free_words(const std::vector<findings::BaselineEntry>& entries, const std::string& file) {
  LineFindings lines = own_classifier().lines();
  for (const findings::BaselineEntry& entry : entries) {
    const std::array<std::pair<std::string_view, std::string_view>, 4> words{
        {{"path", entry.path}, {"place", entry.place}, {"reason", entry.reason}, {"by", entry.by}}};
    for (const auto& [key, text] : words) {
      RowBlock block;
      block.add_cell(0, text);
      block.end_row();
      lines.find(block);
      const std::span<const FoundValue> values = lines.values(0);
      const bool is_free =
          std::all_of(values.begin(), values.end(), [&, name = key](const FoundValue& value) {
            const std::string_view type = type_in_text(value.kind);
            return type.empty() || type == "NET.IP" || type.starts_with("BIZ.") ||
                   (name == "by" && type == "CT.EMAIL");
          });
      if (is_free) continue;
      return fail({ErrorCode::kMalformed,
                   fmt::format("holds a value of a person or a secret in its {}: say it without", key),
                   fmt::format("{}: {}", file, entry.id.substr(0, kShortId)),
                   fmt::format("其 {} 中含有个人信息或密钥等秘密，请改写后去除", key)});
    }
  }
  return {};
}

// What a link leads to: the file is replaced there, and the link stays.
std::string behind_links(std::string file) {
  constexpr int kMostLinks = 16;
  for (int i = 0; i < kMostLinks; ++i) {
    std::error_code error;
    const std::filesystem::path to = std::filesystem::read_symlink(file, error);
    if (error) break;
    file = (to.is_absolute() ? to : std::filesystem::path(file).parent_path() / to).string();
  }
  return file;
}

// One writer at a time: the folder stays locked, and the file is replaced as a whole.
class Writer {
 public:
  static Result<Writer> open(const std::string& named) {
    const std::string file = behind_links(named);
    const std::filesystem::path parent = std::filesystem::path(file).parent_path();
    const std::string path = parent.empty() ? std::string(1, '.') : parent.string();
    OpenFile folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder || ::flock(folder.get(), LOCK_EX) != 0)
      return fail(system_error(errno, "cannot lock the folder", "无法锁定文件夹", path));
    return Writer(std::move(folder), file);
  }

  Result<void> write(std::vector<findings::BaselineEntry> entries) const {
    const std::string text = findings::baseline_text(std::move(entries));
    if (const auto again = findings::parse_baseline(text, file_); !again) return fail(again.error());
    struct stat about {};
    const bool is_there = ::stat(file_.c_str(), &about) == 0;
    return write_file(file_, text, is_there ? about.st_mode & 0777U : kShared);
  }

 private:
  Writer(OpenFile folder, std::string file) : folder_(std::move(folder)), file_(std::move(file)) {}
  OpenFile folder_;
  std::string file_;
};

// The file has one language, so that it is the same whoever writes it; the screen has its reader's.
std::string place_in(Lang lang, const std::string& place) {
  if (lang != Lang::kZh) return place;
  constexpr std::string_view kColumn = "column ";
  constexpr std::string_view kLine = "line ";
  if (place.starts_with(kColumn)) return "字段 " + place.substr(kColumn.size());
  if (place.starts_with(kLine)) return fmt::format("第 {} 行", place.substr(kLine.size()));
  return place == "more lines" ? "其余各行" : place;
}

Text words_of(const findings::BaselineEntry& entry) {
  const auto head = [&](Lang lang) {
    return fmt::format("{} {} {} {}", entry.id.substr(0, kShortId), entry.path, place_in(lang, entry.place),
                       entry.type);
  };
  const std::string by = entry.by.empty() ? "" : " · " + entry.by;
  return {fmt::format("{}: {} ({}{})", head(Lang::kEn), entry.reason, entry.on.str(), by),
          fmt::format("{}：{}（{}{}）", head(Lang::kZh), entry.reason, entry.on.str(), by)};
}

void write_entry(JsonWriter& json, const findings::BaselineEntry& entry) {
  json.begin_object().key("id").string(entry.id).key("path").string(entry.path);
  json.key("type").string(entry.type).key("place").string(entry.place).key("reason").string(entry.reason);
  json.key("by").string(entry.by).key("on").string(entry.on.str()).key("until").string(entry.until);
  json.end_object();
}

Result<void> check_words(const BaselineAddRequest& request, Date today) {
  if (!shows_something(request.reason))
    return fail({ErrorCode::kMalformed, "an entry needs --reason, which is kept with it", "--reason",
                 "条目须附 --reason，理由随条目留存"});
  if (request.until && *request.until <= today)
    return fail({ErrorCode::kMalformed, "is not behind today", "--until", "不晚于今天"});
  return {};
}

bool is_meant(const std::string& id, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return id.starts_with(word); });
}

Result<void> check_ids(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    const bool is_hex = word.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!is_hex || word.size() < kShortestMeant)
      return fail({ErrorCode::kMalformed,
                   fmt::format("an id is {} or more of its hex digits, from the first", kShortestMeant), word,
                   fmt::format("编号须为其前 {} 位或更多十六进制数字", kShortestMeant)});
  }
  return {};
}

Error meets_nothing(const std::string& word) {
  return {ErrorCode::kNotFound, "is the id of nothing there", word, "没有此编号"};
}

}  // namespace

Result<BaselineSums> use_baseline(const ScanRequest& request, ScanAnswer& answer) {
  const auto entries = load(request.baseline);
  if (!entries) return fail(entries.error());
  if (const auto good = check_free_words(*entries, request.baseline); !good) return fail(good.error());
  std::vector<std::string> unread;
  for (const Error& error : answer.failed) unread.push_back(error.where);
  findings::BaselineUse use =
      findings::apply_baseline(*entries, request.as_of, request.paths, unread, answer.findings);
  BaselineSums sums{use.known, use.expired, {}};
  for (const findings::BaselineEntry& entry : use.stale) sums.stale.push_back(words_of(entry));
  return sums;
}

Result<Printed> baseline_add(const BaselineAddRequest& request, bool as_json, const Look& look,
                             const GateOptions& options) {
  if (const auto good = check_words(request, options.today); !good) return fail(good.error());
  if (const auto good = check_ids(request.ids); !good) return fail(good.error());
  ScanRequest what = request.scan;
  what.aside.push_back(request.file);
  const auto scanned = scan(what, options);
  if (!scanned) return fail(scanned.error());
  const auto writer = Writer::open(request.file);
  if (!writer) return fail(writer.error());
  auto entries = load(request.file);
  if (!entries) {
    if (entries.error().code != ErrorCode::kNotFound) return fail(entries.error());
    entries = std::vector<findings::BaselineEntry>{};
  }
  for (const std::string& word : request.ids) {
    const bool meets = std::any_of(scanned->findings.begin(), scanned->findings.end(),
                                   [&](const ScanFinding& f) { return f.id.starts_with(word); });
    if (!meets) return fail(meets_nothing(word));
  }
  // An entry whose day is over, or that is named by its id, is said anew; others stay as they were said.
  std::map<std::string, findings::BaselineEntry> by_id;
  for (findings::BaselineEntry& entry : *entries) by_id.emplace(entry.id, std::move(entry));
  std::set<std::string> added;
  for (const ScanFinding& finding : scanned->findings) {
    if (!request.ids.empty() && !is_meant(finding.id, request.ids)) continue;
    const auto at = by_id.find(finding.id);
    const bool stays = at != by_id.end() && request.ids.empty() &&
                       (at->second.until.empty() || at->second.until > options.today.str());
    if (stays || !added.insert(finding.id).second) continue;
    findings::BaselineEntry entry = findings::entry_of(finding, scanned->profile);
    entry.reason = request.reason;
    entry.by = request.by;
    entry.on = options.today;
    if (request.until) entry.until = request.until->str();
    if (const auto good = check_free_words({entry}, request.file); !good) return fail(good.error());
    by_id.insert_or_assign(finding.id, std::move(entry));
  }
  std::vector<findings::BaselineEntry> all;
  for (auto& [id, entry] : by_id) all.push_back(std::move(entry));
  const std::size_t total = all.size();
  const ExitCode code = scanned->failed.empty() ? ExitCode::kProceed : exit_code(scanned->failed.front());
  if (const auto done = writer->write(std::move(all)); !done) return fail(done.error());
  if (as_json) {
    JsonWriter json(2);
    json.begin_object().key("file").string(request.file).key("added").unsigned_integer(added.size());
    json.key("entries").unsigned_integer(total);
    json.key("unread").unsigned_integer(scanned->failed.size()).end_object();
    return Printed{json.take() + "\n", code, scanned->failed};
  }
  return Printed{
      fmt::format(fmt::runtime(zh(look) ? "{}：登记 {} 条，共 {} 条\n" : "{}: {} entered, {} in all\n"),
                  request.file, added.size(), total),
      code, scanned->failed};
}

Result<Printed> baseline_list(const std::string& file, bool as_json, const Look& look,
                              const GateOptions& options) {
  const auto entries = load(file);
  if (!entries) return fail(entries.error());
  const std::string today = options.today.str();
  if (as_json) {
    JsonWriter json(2);
    json.begin_object().key("entries").begin_array();
    for (const findings::BaselineEntry& entry : *entries) write_entry(json, entry);
    json.end_array().end_object();
    return Printed{json.take() + "\n", ExitCode::kProceed};
  }
  report::TextPage page({look.width, look.color, true});
  std::vector<std::vector<report::Line>> rows;
  for (const findings::BaselineEntry& entry : *entries) {
    const bool is_over = !entry.until.empty() && entry.until <= today;
    rows.push_back({{{entry.id.substr(0, kShortId), report::Tone::kFaint}},
                    report::plain(entry.path),
                    report::plain(place_in(look.lang, entry.place)),
                    report::plain(entry.type),
                    report::plain(entry.reason),
                    report::plain(entry.by),
                    {{entry.until, is_over ? report::Tone::kCaution : report::Tone::kFaint}}});
  }
  page.table({{zh(look) ? "编号" : "id"},
              {zh(look) ? "文件" : "file", false, true},
              {zh(look) ? "位置" : "place", false, true},
              {zh(look) ? "类型" : "type"},
              {zh(look) ? "理由" : "reason", false, true},
              {zh(look) ? "登记人" : "by"},
              {zh(look) ? "有效至" : "until"}},
             rows);
  page.line(
      {{zh(look) ? fmt::format("共 {} 条", entries->size()) : fmt::format("entries: {}", entries->size()),
        report::Tone::kFaint}});
  return Printed{page.take(), ExitCode::kProceed};
}

Result<Printed> baseline_remove(const std::string& file, const std::vector<std::string>& ids, bool as_json,
                                const Look& look, const GateOptions& options) {
  static_cast<void>(options);
  if (const auto good = check_ids(ids); !good) return fail(good.error());
  const auto writer = Writer::open(file);
  if (!writer) return fail(writer.error());
  auto entries = load(file);
  if (!entries) return fail(entries.error());
  for (const std::string& word : ids) {
    const bool meets = std::any_of(entries->begin(), entries->end(),
                                   [&](const auto& entry) { return entry.id.starts_with(word); });
    if (!meets) return fail(meets_nothing(word));
  }
  const std::size_t before = entries->size();
  std::erase_if(*entries, [&](const auto& entry) { return is_meant(entry.id, ids); });
  const std::size_t left = entries->size();
  if (const auto done = writer->write(std::move(*entries)); !done) return fail(done.error());
  if (as_json) {
    JsonWriter json(2);
    json.begin_object().key("removed").unsigned_integer(before - left);
    json.key("entries").unsigned_integer(left).end_object();
    return Printed{json.take() + "\n", ExitCode::kProceed};
  }
  return Printed{
      fmt::format(fmt::runtime(zh(look) ? "{}：删除 {} 条，余 {} 条\n" : "{}: {} taken out, {} left\n"), file,
                  before - left, left),
      ExitCode::kProceed};
}

}  // namespace tidegate
