// The journeys of official lists: what is held, what an operator adds, what the firm says of the questions.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tidegate/base/ed25519.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/base/seen_text.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/official_lists.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/scan/sources.h"
#include "tidegate/report/display_width.h"
#include "tidegate/report/json.h"
#include "tidegate/report/list_questions.h"
#include "tidegate/report/text_page.h"

namespace tidegate {
namespace {

constexpr std::size_t kLargestListFile = std::size_t{16} << 20;
constexpr std::size_t kLargestKeyFile = 4'096;

bool zh(const Look& look) { return look.lang == Lang::kZh; }

Error at(const Error& error, std::string where) {
  return {error.code, error.what, std::move(where), error.what_zh};
}

report::TextPage page_of(const Look& look) {
  report::PageOptions options;
  options.width = look.width;
  options.color = look.color;
  return report::TextPage(options);
}

// Lists by a request: those of one id, or all in force on its day.
Result<std::vector<const lists::OfficialList*>> chosen(const ListsRequest& request,
                                                       const lists::ListCatalogue& catalogue) {
  std::vector<const lists::OfficialList*> out;
  for (const lists::OfficialList& list : catalogue.all()) {
    const bool is_meant = request.list.empty()
                              ? !request.as_of || list.coverage.in_force.contains(*request.as_of)
                              : list.coverage.list_id == request.list;
    if (is_meant) out.push_back(&list);
  }
  if (out.empty() && !request.list.empty())
    return fail({ErrorCode::kNotFound, "no such list is held; see tidegate lists coverage", request.list,
                 "没有这个清单；见 tidegate lists coverage"});
  return out;
}

std::string status_word(const std::string& status, Lang lang) {
  if (lang == Lang::kEn) return status;
  return status == "complete" ? "完整" : status == "partial" ? "部分" : "无条目";
}

std::string origin_word(lists::Origin origin, Lang lang) {
  if (lang == Lang::kEn) return std::string(lists::to_string(origin));
  return origin == lists::Origin::kBuiltIn ? "内置" : origin == lists::Origin::kSigned ? "已签名" : "未签名";
}

void write_list(JsonWriter& json, const lists::OfficialList& list) {
  const lists::ListCoverage& c = list.coverage;
  json.key("list").string(c.list_id);
  report::write_text(json.key("title"), c.title);
  json.key("kind").string(c.kind).key("zone").string(c.zone);
  report::write_interval(json.key("in_force"), c.in_force);
  json.key("status").string(c.status).key("rows").unsigned_integer(list.rows.size());
  json.key("official").string(c.official.en);
  report::write_text(json.key("missing"), c.missing);
  json.key("origin").string(lists::to_string(list.origin)).key("sha256").string(sha256_of(list));
  json.key("key").string(list.key);
}

// A list with its rows: an object's members.
void write_list_and_rows(JsonWriter& json, const lists::OfficialList& list,
                         const std::optional<Date>& as_of) {
  write_list(json, list);
  json.key("items").begin_array();
  for (const lists::ListRow& row : list.rows) {
    if (as_of && !row.in_force.contains(*as_of)) continue;
    json.begin_object().key("row").string(row.row).key("edition").string(row.edition);
    report::write_text(json.key("term"), row.field);
    report::write_text(json.key("scenario"), row.scenario);
    json.key("kind").string(row.kind).key("route").string(row.route).key("threshold").string(row.threshold);
    json.key("source").string(row.source).key("grade").string(row.grade);
    report::write_strings(json.key("types"), row.taxonomy);
    json.end_object();
  }
  json.end_array();
}

void put_list_and_rows(report::TextPage& page, const lists::OfficialList& list,
                       const std::optional<Date>& as_of, const Look& look) {
  const lists::ListCoverage& c = list.coverage;
  page.line({{c.list_id, report::Tone::kStrong}, {"  " + c.title.in(look.lang), report::Tone::kPlain}}, 2);
  page.line({{fmt::format("{}, {}: {}", status_word(c.status, look.lang), origin_word(list.origin, look.lang),
                          c.missing.in(look.lang)),
              report::Tone::kFaint}},
            2);
  std::vector<std::vector<report::Line>> rows;
  for (const lists::ListRow& row : list.rows) {
    if (as_of && !row.in_force.contains(*as_of)) continue;
    const std::string& term = row.field.in(look.lang);
    rows.push_back({report::plain(row.row),
                    report::plain(term.empty() ? row.field.en : term),
                    report::plain(row.kind),
                    report::plain(row.route),
                    {{row.threshold, report::Tone::kFaint}},
                    {{row.grade, report::Tone::kFaint}}});
  }
  page.table({{"#", true},
              {zh(look) ? "数据项" : "item", false, true},
              {zh(look) ? "性质" : "kind"},
              {zh(look) ? "路径" : "route"},
              {zh(look) ? "标准" : "threshold", false, true},
              {zh(look) ? "等级" : "grade"}},
             rows);
}

bool is_meant(const std::string& word, const ListQuestion& q) {
  return word == q.id || word == q.list_id + ":" + q.row.row;
}

// Questions that the words of --dismiss and --confirm mean: an id, or LIST:ROW for all of that row.
Result<std::vector<const ListQuestion*>> meant(const std::vector<std::string>& words,
                                               const ListFindings& found) {
  std::vector<const ListQuestion*> out;
  for (const std::string& word : words) {
    const std::size_t before = out.size();
    for (const ListQuestion& q : found.questions) {
      if (is_meant(word, q)) out.push_back(&q);
    }
    if (out.size() == before)
      return fail(
          {ErrorCode::kNotFound,
           fmt::format("\"{}\" is the id of no question about these files: tidegate lists review FILE, "
                       "without --dismiss and --confirm, shows the ids",
                       word),
           {},
           fmt::format("“{}”不是这些文件的问题编号：不带 --dismiss、--confirm 的 tidegate lists review "
                       "FILE 会列出编号",
                       word)});
  }
  return out;
}

lists::Review review_of(const ListQuestion& question, ReviewVerdict verdict, const ListsRequest& request,
                        const DataProfile& profile, Date today) {
  lists::Review review;
  review.id = question.id;
  review.verdict = verdict;
  review.list_id = question.list_id;
  review.row = question.row.row;
  review.edition = question.row.edition;
  if (question.column) {
    const ColumnProfile& column = profile.files[question.file].columns[*question.column];
    review.type = column.type;
    review.column = column.name;
  }
  review.reason = request.reason;
  review.by = request.by;
  review.on = today;
  if (request.until) review.until = request.until->str();
  return review;
}

Result<std::vector<lists::Review>> said(const ListsRequest& request, const DataProfile& profile, Date today) {
  std::vector<lists::Review> reviews;
  std::set<std::string> ids;
  for (const ReviewVerdict verdict : {ReviewVerdict::kDismissed, ReviewVerdict::kConfirmed}) {
    const auto questions =
        meant(verdict == ReviewVerdict::kDismissed ? request.dismiss : request.confirm, profile.lists);
    if (!questions) return fail(questions.error());
    for (const ListQuestion* question : *questions) {
      // The same table may lie in several files.
      if (ids.insert(question->id).second)
        reviews.push_back(review_of(*question, verdict, request, profile, today));
    }
  }
  return reviews;
}

// What comes up in the places of those that were answered, where a word means all of a row.
// answered  ids, which it adds to.
std::vector<lists::Review> said_of_more(const ListsRequest& request, const DataProfile& profile, Date today,
                                        std::set<std::string>& answered) {
  std::vector<lists::Review> reviews;
  for (const ListQuestion& q : profile.lists.questions) {
    const auto means_it = [&](const std::string& word) { return is_meant(word, q); };
    const auto any = [&](const std::vector<std::string>& words) {
      return std::any_of(words.begin(), words.end(), means_it);
    };
    if (q.review.verdict != ReviewVerdict::kOpen) continue;
    if (!any(request.confirm) && !any(request.dismiss)) continue;
    if (!answered.insert(q.id).second) continue;
    if (any(request.confirm)) {
      reviews.push_back(review_of(q, ReviewVerdict::kConfirmed, request, profile, today));
    } else {
      reviews.push_back(review_of(q, ReviewVerdict::kDismissed, request, profile, today));
    }
  }
  return reviews;
}

// Dismissed and confirmed at once, no reason, a day that is over.
Result<void> check_review(const ListsRequest& request, Date today) {
  const bool says = !request.dismiss.empty() || !request.confirm.empty();
  if (says && !shows_something(request.reason))
    return fail({ErrorCode::kMalformed, "an answer needs --reason, which is kept with it", "--reason",
                 "答复须附 --reason，理由随答复留存"});
  if (!says && !request.reason.empty())
    return fail({ErrorCode::kMalformed, "belongs to --dismiss or --confirm", "--reason",
                 "须与 --dismiss 或 --confirm 同用"});
  for (const std::string& id : request.dismiss) {
    if (std::find(request.confirm.begin(), request.confirm.end(), id) != request.confirm.end())
      return fail({ErrorCode::kMalformed, "is dismissed and confirmed at once", id, "不能同时排除与确认"});
  }
  if (request.until && !request.confirm.empty())
    return fail({ErrorCode::kMalformed, "a confirmation has no end; it stays until it is dismissed",
                 "--until", "确认不设期限，直至被排除"});
  if (request.until && *request.until <= today)
    return fail({ErrorCode::kMalformed, "is not behind today", "--until", "不晚于今天"});
  return {};
}

}  // namespace

Result<Printed> lists_coverage(const ListsRequest& request, bool as_json, const Look& look,
                               const GateOptions& options) {
  const auto catalogue = load_lists(options.home);
  if (!catalogue) return fail(catalogue.error());
  const auto picked = chosen(request, *catalogue);
  if (!picked) return fail(picked.error());
  if (as_json) {
    JsonWriter json(2);
    json.begin_object().key("lists").begin_array();
    for (const lists::OfficialList* list : *picked) {
      json.begin_object();
      write_list(json, *list);
      json.end_object();
    }
    json.end_array().end_object();
    return Printed{json.take() + "\n", ExitCode::kProceed};
  }
  report::TextPage page = page_of(look);
  std::vector<std::vector<report::Line>> rows;
  for (const lists::OfficialList* list : *picked) {
    const lists::ListCoverage& c = list->coverage;
    rows.push_back({{{c.list_id, report::Tone::kStrong}},
                    {{status_word(c.status, look.lang),
                      c.status == "complete" ? report::Tone::kGood : report::Tone::kCaution}},
                    report::plain(std::to_string(list->rows.size())),
                    report::plain(c.official.in(look.lang)),
                    report::plain(fmt::format("{} – {}", c.in_force.from.str(),
                                              c.in_force.is_open() ? "" : c.in_force.to.str())),
                    report::plain(origin_word(list->origin, look.lang)),
                    {{c.missing.in(look.lang), report::Tone::kFaint}}});
  }
  page.table({{zh(look) ? "清单" : "list"},
              {zh(look) ? "状态" : "status"},
              {zh(look) ? "现有" : "held", true},
              {zh(look) ? "官方" : "official", false, true},
              {zh(look) ? "施行" : "in force"},
              {zh(look) ? "来源" : "origin"},
              {zh(look) ? "缺" : "missing", false, true}},
             rows);
  page.line({{zh(look) ? "不完整的清单只能提出问题，不能放行：没有条目不代表不涉及。"
                       : "A list that is not complete may raise a question, never clear a transfer: absence "
                         "of a row means nothing.",
              report::Tone::kFaint}});
  return Printed{page.take(), ExitCode::kProceed};
}

Result<Printed> lists_show(const ListsRequest& request, bool as_json, const Look& look,
                           const GateOptions& options) {
  if (request.list.empty()) return lists_coverage(request, as_json, look, options);
  const auto catalogue = load_lists(options.home);
  if (!catalogue) return fail(catalogue.error());
  const auto picked = chosen(request, *catalogue);
  if (!picked) return fail(picked.error());
  if (as_json) {
    JsonWriter json(2);
    json.begin_object();
    write_list_and_rows(json, *picked->front(), request.as_of);
    if (picked->size() > 1) {
      json.key("added").begin_object();
      write_list_and_rows(json, *picked->back(), request.as_of);
      json.end_object();
    }
    json.end_object();
    return Printed{json.take() + "\n", ExitCode::kProceed};
  }
  report::TextPage page = page_of(look);
  for (const lists::OfficialList* list : *picked) put_list_and_rows(page, *list, request.as_of, look);
  return Printed{page.take(), ExitCode::kProceed};
}

Result<Printed> lists_add(const ListsRequest& request, bool as_json, const Look& look,
                          const GateOptions& options) {
  if (request.paths.size() != 1)
    return fail(
        {ErrorCode::kMalformed, "lists add takes one file of rows", {}, "lists add 需要一个条目文件"});
  if (request.signature.empty() != request.key.empty())
    return fail({ErrorCode::kMalformed, "--signature and --key stand together", "--signature",
                 "--signature 与 --key 须同时给出"});
  if (request.signature.empty() && !request.may_be_unsigned)
    return fail(
        {ErrorCode::kMalformed,
         "a list needs --signature FILE --key PUBLIC_KEY, or --unsigned, and is then marked so everywhere",
         request.paths[0],
         "清单须附 --signature 文件与 --key 公钥，或用 --unsigned 声明未签名（将处处注明）"});
  const std::string& path = request.paths[0];
  lists::KeptList kept;
  kept.added = options.today;
  auto rows = read_file(path, kLargestListFile);
  if (!rows) return fail(rows.error());
  kept.rows = std::move(*rows);
  if (!request.coverage.empty()) {
    auto coverage = read_file(request.coverage, kLargestListFile);
    if (!coverage) return fail(coverage.error());
    kept.coverage = std::move(*coverage);
  }
  if (!request.signature.empty()) {
    auto signature = read_file(request.signature, kLargestKeyFile);
    if (!signature) return fail(signature.error());
    const auto pem = read_file(request.key, kLargestKeyFile);
    if (!pem) return fail(pem.error());
    const auto key = parse_ed25519_pem(*pem);
    if (!key) return fail(at(key.error(), request.key));
    kept.signature = std::move(*signature);
    kept.key = hex(key->bytes);
    if (kept.signature.empty()) return fail({ErrorCode::kMalformed, "is empty", request.signature, "为空"});
  }
  kept.sha256 = lists::sha256_of(kept);
  const auto list = lists::open_kept_list(kept, path, is_known_type);
  if (!list) return fail(list.error());
  if (const auto done = keep_list(options.home, list->coverage.list_id, kept); !done)
    return fail(done.error());
  if (as_json) {
    JsonWriter json(2);
    json.begin_object();
    write_list(json, *list);
    json.end_object();
    return Printed{json.take() + "\n", ExitCode::kProceed};
  }
  std::string text =
      fmt::format(fmt::runtime(zh(look)                 ? "已加入 {}：{} 条，{}，{}\n"
                               : list->rows.size() == 1 ? "added {}: {} row, {}, {}\n"
                                                        : "added {}: {} rows, {}, {}\n"),
                  list->coverage.list_id, list->rows.size(), status_word(list->coverage.status, look.lang),
                  origin_word(list->origin, look.lang));
  if (has_built_in_list(list->coverage.list_id)) {
    const Text says =
        lists::may_replace(*list)
            ? Text{"built-in rows of the same numbers are replaced; the others go on asking",
                   "相同编号的内置条目由其取代；其余内置条目继续提问"}
            : Text{
                  "the built-in rows of this id go on asking beside it: only a signed list whose "
                  "coverage is complete replaces rows",
                  "同名内置条目继续提问：只有已签名且覆盖完整的清单才取代条目"};
    text += says.in(look.lang) + "\n";
  }
  return Printed{std::move(text), ExitCode::kProceed};
}

Result<Printed> lists_remove(const ListsRequest& request, bool as_json, const Look& look,
                             const GateOptions& options) {
  if (const auto done = drop_list(options.home, request.list); !done) return fail(done.error());
  const bool is_built_in = has_built_in_list(request.list);
  if (as_json) {
    JsonWriter json(2);
    json.begin_object().key("removed").string(request.list).key("built_in_again").boolean(is_built_in);
    json.end_object();
    return Printed{json.take() + "\n", ExitCode::kProceed};
  }
  const Text says = is_built_in
                        ? Text{"the built-in rows of this id ask alone again", "此后仅同名内置条目提问"}
                        : Text{"its rows ask no more", "其条目不再提问"};
  return Printed{fmt::format(fmt::runtime(zh(look) ? "已移除 {}：{}\n" : "removed {}: {}\n"), request.list,
                             says.in(look.lang)),
                 ExitCode::kProceed};
}

Result<Printed> lists_verify(const ListsRequest&, bool as_json, const Look& look,
                             const GateOptions& options) {
  const auto kept = kept_lists(options.home);
  if (!kept) return fail(kept.error());
  JsonWriter json(2);
  json.begin_object().key("lists").begin_array();
  std::string text;
  bool good = true;
  for (const auto& [path, list] : *kept) {
    const auto opened = lists::open_kept_list(list, path, is_known_type);
    good = good && opened.has_value();
    const Text says =
        opened ? Text{origin_word(opened->origin, Lang::kEn), origin_word(opened->origin, Lang::kZh)}
               : Text{opened.error().what, opened.error().what_zh};
    json.begin_object().key("path").string(path).key("good").boolean(opened.has_value());
    json.key("key").string(list.key).key("added").string(list.added.str());
    report::write_text(json.key("says"), says);
    json.end_object();
    text += fmt::format("{} {}: {} {}{}\n", opened ? "✓" : "✗", path, list.added.str(), says.in(look.lang),
                        list.key.empty() ? "" : fmt::format(" ({}…)", list.key.substr(0, 16)));
  }
  json.end_array().end_object();
  if (kept->empty())
    text = zh(look) ? "没有加入的清单；内置清单随程序校验\n"
                    : "no list was added; built-in ones are part of the program\n";
  return Printed{as_json ? json.take() + "\n" : text, good ? ExitCode::kProceed : ExitCode::kVerification};
}

Result<Printed> lists_review(const ListsRequest& request, bool as_json, const Look& look,
                             const GateOptions& options) {
  const auto checked = check_review(request, options.today);
  if (!checked) return fail(checked.error());
  if (request.paths.empty())
    return fail({ErrorCode::kMalformed,
                 "lists review needs at least one file or folder",
                 {},
                 "lists review 至少需要一个文件或目录"});
  const Date day = request.as_of.value_or(options.today);
  const bool keeps = !request.dismiss.empty() || !request.confirm.empty();
  const auto reviews = load_reviews(options, keeps);
  if (!reviews) return fail(reviews.error());
  // As assess reads them: every file, built-in types alone.
  auto scanned = scan_sources({{0, request.paths}}, request.read, day, {}, options);
  if (!scanned) return fail(scanned.error());
  DataProfile* const profile = &scanned->profile;
  std::vector<lists::Review> all = *reviews;
  const auto ask = [&] { return ask_official_lists(nullptr, day, options, all, *profile); };
  if (const auto asked = ask(); !asked) return fail(asked.error());
  if (keeps) {
    auto now = said(request, *profile, options.today);
    if (!now) return fail(now.error());
    if (reviews_path(options).empty())
      return fail({ErrorCode::kUnavailable,
                   "no state folder: give --reviews FILE, or set TIDEGATE_HOME",
                   {},
                   "没有状态目录：请用 --reviews 指定文件，或设置 TIDEGATE_HOME"});
    std::set<std::string> answered;
    for (const lists::Review& review : *now) answered.insert(review.id);
    for (std::vector<lists::Review> more = *now; !more.empty();) {
      all.insert(all.end(), more.begin(), more.end());
      if (const auto asked = ask(); !asked) return fail(asked.error());
      more = said_of_more(request, *profile, options.today, answered);
      now->insert(now->end(), more.begin(), more.end());
    }
    if (const auto done = keep_reviews(options, *now); !done) return fail(done.error());
  }
  if (as_json) {
    JsonWriter json(2);
    report::write_list_findings(json, profile->lists);
    return Printed{json.take() + "\n", ExitCode::kProceed};
  }
  if (profile->lists.questions.empty()) {
    std::string text = zh(look) ? "没有清单条目提出问题；这不代表不涉及重要数据\n"
                                : "no row of a list asks about these files; that does not clear them\n";
    return Printed{text, ExitCode::kProceed};
  }
  report::TextPage page = page_of(look);
  report::put_list_questions(page, *profile, look.lang, 0);
  return Printed{page.take(), ExitCode::kProceed};
}

}  // namespace tidegate
