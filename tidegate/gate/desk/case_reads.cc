// What is read beside a case's page: versions and what changed between them, the assessment, papers,
// precedents, where a request for supplements begins.
#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/check.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/clearance/json_diff.h"
#include "tidegate/clearance/lane.h"
#include "tidegate/filing/form.h"
#include "tidegate/gate/desk/case_book.h"
#include "tidegate/gate/desk/case_reading.h"
#include "tidegate/gate/desk/cases.h"
#include "tidegate/gate/desk/filing_document.h"
#include "tidegate/gate/desk/handed_papers.h"
#include "tidegate/gate/desk/media_type.h"
#include "tidegate/gate/filing/check_filing.h"
#include "tidegate/gate/resources.h"
#include "tidegate/intake/format.h"
#include "tidegate/store/case_codec.h"

namespace tidegate {
namespace {

constexpr std::string_view kForm = "forms/cn-sa-3.json";
constexpr std::size_t kMostItemsAsked = 200;   // items whose precedents are looked up
constexpr std::size_t kMostPrecedents = 20;    // of an item
constexpr std::int64_t kPrecedentsRead = 200;  // of a field

// The newest version of a case's filing.
Result<FilingVersionRow> last_version(const DeskReader& reader, const Reach& reach,
                                      const std::string& filing) {
  auto newest = reader.newest_filing_version(reach, filing);
  if (!newest && newest.error().code == ErrorCode::kNotFound)
    return fail({ErrorCode::kNotFound, "the filing has no version", {}, "申报尚无版本"});
  return newest;
}

Result<FilingVersionRow> version_of_case(const DeskReader& reader, const Reach& reach, const std::string& id,
                                         std::optional<std::int64_t> number) {
  const auto row = reader.case_head(reach, id);
  if (!row) return fail(row.error());
  if (number) return reader.filing_version(reach, row->filing, *number);
  return last_version(reader, reach, row->filing);
}

Error no_such_paper() { return {ErrorCode::kNotFound, "the case has no such paper", {}, "项目没有该文件"}; }

// Whether a paper was handed in with some version, as the filing's own row lists them.
Result<bool> was_handed_in(const DeskReader& reader, const Reach& reach, const std::string& filing,
                           const std::string& paper) {
  const auto row = reader.filing(reach, filing);
  if (!row) return fail(row.error());
  const std::vector<desk::JsonPiece> ids = desk::JsonPiece(row->document).member("handed_in").elements();
  return std::any_of(ids.begin(), ids.end(), [&](const desk::JsonPiece& id) { return id.string() == paper; });
}

// A paper of the case's page, or of a version before it. Errors: kNotFound.
Result<FilingFileRow> paper_of_case(const DeskReader& reader, const Reach& reach, const CaseRow& row,
                                    const std::string& id) {
  const auto files = reader.filing_files(reach, row.filing);
  if (!files) return fail(files.error());
  const auto file =
      std::find_if(files->begin(), files->end(), [&](const FilingFileRow& one) { return one.id == id; });
  if (file == files->end() || file->slot.starts_with(desk::kDocumentSlot)) return fail(no_such_paper());
  const auto was = was_handed_in(reader, reach, row.filing, id);
  if (!was) return fail(was.error());
  if (*was) return *file;
  // What the firm named in an answer or a contest may be no paper of a version.
  const auto c = desk::case_from_events(reader, reach, row.id);
  if (!c) return fail(c.error());
  const std::vector<std::string> named = desk::evidence_of(*c);
  if (std::find(named.begin(), named.end(), file->sha256) != named.end()) return *file;
  return fail(no_such_paper());
}

// A pointer with "*" for each place in a list, as the form names it.
std::string pattern_of(std::string_view pointer) {
  std::string out;
  while (!pointer.empty()) {
    const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
    const std::string_view segment = pointer.substr(1, end - 1);
    const bool is_place =
        !segment.empty() && segment.find_first_not_of("0123456789") == std::string_view::npos;
    out += '/';
    out += is_place ? std::string_view("*") : segment;
    pointer.remove_prefix(end);
  }
  return out;
}

// How the outcome of then stands to what is proposed now, or to what the lane says.
bool differs(const Case& c, std::size_t item, const Precedent& precedent, bool is_visible, Date today) {
  if (c.proposal && item < c.proposal->what.items.size())
    return c.proposal->what.items[item].verdict != precedent.verdict;
  if (!is_visible || c.versions.empty()) return false;
  const bool was_refused = precedent.verdict == ItemVerdict::kRefused;
  const Lane lane = lane_in_force(c, today);
  return was_refused ? lane <= Lane::kBlue : lane == Lane::kRed;
}

void write_precedent(JsonWriter& json, std::size_t item, const Precedent& precedent,
                     const PrecedentMatch& match, bool differs_now) {
  json.begin_object();
  json.key("item").unsigned_integer(item);
  json.key("field").string(precedent.field);
  json.key("list_edition")
      .string(precedent.list_id.empty() ? "" : precedent.list_id + "/" + precedent.edition);
  json.key("sector").string(precedent.sector);
  json.key("outcome").string(to_string(precedent.verdict));
  json.key("decided_on").string(precedent.decided_on.str());
  json.key("case").string(precedent.case_id);
  json.key("differs").boolean(differs_now);
  json.key("same_row").boolean(match.same_row);
  json.key("another_edition").boolean(match.another_edition);
  json.key("why");
  desk::write_text(json, match.why);
  json.end_object();
}

// Precedents of a field, the last outcome of each case alone: a review replaces what it reviewed.
Result<std::vector<Precedent>> precedents_of_field(const DeskReader& reader, const std::string& field,
                                                   const std::string& own_case) {
  const auto rows = reader.precedents_of_field(folded_field(field), kPrecedentsRead);
  if (!rows) return fail(rows.error());
  std::vector<Precedent> out;
  for (const PrecedentRow& row : *rows) {
    if (row.case_id == own_case) continue;
    const auto json = parse_json(row.document, "");
    if (!json) return fail({ErrorCode::kCorrupt, "a precedent cannot be read", row.id, {}});
    auto precedent = precedent_from_json(*json, "");
    if (!precedent) return fail({ErrorCode::kCorrupt, "a precedent cannot be read", row.id, {}});
    out.push_back(std::move(*precedent));
  }
  return out;
}

SupplementAsk ask_of(const desk::ListQuestion& question) {
  SupplementAsk ask;
  // A column that nobody declared as an item is asked of the whole list of items.
  ask.pointer = question.item ? fmt::format("/scenario/items/{}", *question.item) : "/scenario/items";
  const std::string& item = question.column;
  ask.what = {fmt::format("is \"{}\" what row {} of {} means: {}?", item, question.row, question.list_id,
                          question.term.en),
              fmt::format("“{}”是否属于清单 {} 第 {} 项：{}？", item, question.list_id, question.row,
                          question.term.zh)};
  ask.why = {"an official list may name this item; nobody has said yet whether it does",
             "官方清单可能列有该数据项，尚无人确认"};
  ask.source = fmt::format("{} {}, {}", question.list_id, question.edition, question.row);
  ask.fix = {"say whether the item falls under the row, and why", "请说明该数据项是否属于该清单项及理由"};
  return ask;
}

// Papers that came, went, or have other octets under their name: a row each, at /papers/SLOT.
void write_paper_changes(JsonWriter& json, const std::vector<DeskPaper>& before,
                         const std::vector<DeskPaper>& after) {
  const auto told = [](const DeskPaper& paper) {
    return Json(fmt::format("{} ({})", paper.file_name, paper.sha256.substr(0, 8)));
  };
  const auto is_in = [](const std::vector<DeskPaper>& papers, const DeskPaper& paper, bool same_octets) {
    return std::any_of(papers.begin(), papers.end(), [&](const DeskPaper& one) {
      return one.slot == paper.slot && one.file_name == paper.file_name &&
             (!same_octets || one.sha256 == paper.sha256);
    });
  };
  const auto row = [&](const DeskPaper& paper, ChangeKind kind, const DeskPaper* was, const DeskPaper* is) {
    json.begin_object().key("pointer").string("/papers/" + paper.slot).key("label");
    desk::write_text(json, {"paper " + paper.slot, "材料 " + paper.slot});
    json.key("kind").string(to_string(kind));
    if (was != nullptr) json.key("before").raw(canonical_text(told(*was)));
    if (is != nullptr) json.key("after").raw(canonical_text(told(*is)));
    json.end_object();
  };
  for (const DeskPaper& paper : before) {
    if (!is_in(after, paper, false)) row(paper, ChangeKind::kRemoved, &paper, nullptr);
  }
  for (const DeskPaper& paper : after) {
    if (is_in(before, paper, true)) continue;
    const auto was = std::find_if(before.begin(), before.end(), [&](const DeskPaper& one) {
      return one.slot == paper.slot && one.file_name == paper.file_name;
    });
    if (was == before.end())
      row(paper, ChangeKind::kAdded, nullptr, &paper);
    else
      row(paper, ChangeKind::kChanged, &*was, &paper);
  }
}

}  // namespace

// A form that is built in and cannot be read is our own bug.
DeskCases::DeskCases(desk::Parts& parts) : parts_(&parts) {
  const filing::Form form = parts.filing_grounds ? parts.filing_grounds->looks().form
                                                 : filing::parse_form(resource(kForm), kForm).value();
  for (const filing::FormTask& task : form.tasks) {
    for (const filing::FormField& field : task.fields) labels_.emplace(field.pointer, field.label);
  }
  // What the form does not ask for goes by the words of the declaration's format: notes behind them are for
  // who writes files.
  for (const intake::PlacedField& placed : intake::all_fields()) {
    const std::string_view en = placed.field->en;
    const std::string_view zh = placed.field->zh;
    labels_.emplace(placed.pointer,
                    Text{std::string(en.substr(0, en.find("; "))), std::string(zh.substr(0, zh.find("；")))});
  }
}

// Of a place within one that has a name: the name of the nearest that has one, or that place itself.
Text DeskCases::label_of(std::string_view pointer) const {
  std::string pattern = pattern_of(pointer);
  while (!pattern.empty()) {
    if (const auto label = labels_.find(pattern); label != labels_.end()) return label->second;
    pattern.resize(pattern.rfind('/'));
  }
  return {std::string(pointer), std::string(pointer)};
}

Result<std::string> DeskCases::version(const DeskAsker& asker, const std::string& id, std::int64_t number) {
  return parts_->store->read([&](const DeskReader& reader) -> Result<std::string> {
    const auto row = version_of_case(reader, desk::reach_of(asker.account), id, number);
    if (!row) return fail(row.error());
    return desk::version_text(*row);
  });
}

Result<std::string> DeskCases::differences(const DeskAsker& asker, const std::string& id, std::int64_t from,
                                           std::int64_t to) {
  const Reach reach = desk::reach_of(asker.account);
  return parts_->store->read([&](const DeskReader& reader) -> Result<std::string> {
    std::array<Json, 2> trees;
    std::array<std::vector<DeskPaper>, 2> papers;
    for (std::size_t i = 0; i < 2; ++i) {
      const auto row = version_of_case(reader, reach, id, i == 0 ? from : to);
      if (!row) return fail(row.error());
      const desk::FilingDocument document(row->document);
      papers[i] = desk::papers_of(document);
      auto tree = parse_json(document.declaration().text(), "");
      if (!tree) return fail({ErrorCode::kCorrupt, "a version of the filing cannot be read", id, {}});
      trees[i] = std::move(*tree);
    }
    const JsonDiff diff = json_diff(trees[0], trees[1]);
    JsonWriter json;
    json.begin_object().key("rows").begin_array();
    for (const JsonChange& change : diff.changes) {
      json.begin_object();
      json.key("pointer").string(change.pointer);
      json.key("label");
      desk::write_text(json, label_of(change.pointer));
      json.key("kind").string(to_string(change.kind));
      if (change.before) json.key("before").raw(canonical_text(*change.before));
      if (change.after) json.key("after").raw(canonical_text(*change.after));
      json.end_object();
    }
    write_paper_changes(json, papers[0], papers[1]);
    json.end_array().key("is_whole").boolean(diff.is_whole).end_object();
    return json.take();
  });
}

Result<std::string> DeskCases::precedents(const DeskAsker& asker, const std::string& id) {
  const Reach reach = desk::reach_of(asker.account);
  const Date today = day_in_china(parts_->now());
  return parts_->store->read([&](const DeskReader& reader) -> Result<std::string> {
    const auto c = desk::case_from_events(reader, reach, id);
    if (!c) return fail(c.error());
    const auto row = version_of_case(reader, reach, id, {});
    if (!row) return fail(row.error());
    const auto case_row = reader.case_of(reach, id);
    if (!case_row) return fail(case_row.error());
    const std::vector<std::string> none;
    const std::vector<std::string>& items = c->versions.empty() ? none : c->filing().items;
    const auto questions = desk::list_questions(desk::FilingDocument(row->document), items);
    JsonWriter json;
    json.begin_object().key("rows").begin_array();
    for (std::size_t item = 0; item < std::min(items.size(), kMostItemsAsked); ++item) {
      const auto found = precedents_of_field(reader, items[item], id);
      if (!found) return fail(found.error());
      PrecedentQuery query{items[item], {}, {}, {}, c->filing().sector, desk::regions_of(case_row->summary)};
      for (const desk::ListQuestion& question : questions) {
        if (question.item != item) continue;
        query.list_id = question.list_id;
        query.row = question.row;
        query.edition = question.edition;
        break;
      }
      for (const PrecedentMatch& match : find_precedents(query, *found, kMostPrecedents)) {
        const Precedent& precedent = (*found)[match.place];
        write_precedent(json, item, precedent, match, differs(*c, item, precedent, may_see_score(*c), today));
      }
    }
    json.end_array().end_object();
    return json.take();
  });
}

Result<std::string> DeskCases::explanation(const DeskAsker& asker, const std::string& id) {
  const Reach reach = desk::reach_of(asker.account);
  return parts_->store->read([&](const DeskReader& reader) -> Result<std::string> {
    const auto live = desk::live_of(reader, reach, id);
    if (!live) return fail(live.error());
    const auto row = version_of_case(reader, reach, id, {});
    if (!row) return fail(row.error());
    const desk::JsonPiece assessment = desk::FilingDocument(row->document).assessment();
    if (!assessment.is_there())
      return fail({ErrorCode::kNotFound, "there is no assessment", {}, "没有评估记录"});
    // A firm sees its own score; the desk not before a blind case has been decided.
    const bool hides = desk::side_of(asker.account) == desk::Side::kDesk && !live->is_visible;
    return hides ? assessment.without({"risk", "notes"}) : std::string(assessment.text());
  });
}

Result<std::string> DeskCases::gap_draft(const DeskAsker& asker, const std::string& id) {
  const Reach reach = desk::reach_of(asker.account);
  return parts_->store->read([&](const DeskReader& reader) -> Result<std::string> {
    const auto c = desk::case_from_events(reader, reach, id);
    if (!c) return fail(c.error());
    const auto row = version_of_case(reader, reach, id, {});
    if (!row) return fail(row.error());
    const desk::FilingDocument document(row->document);
    std::vector<SupplementAsk> asks = desk::open_findings(document, kMostLines);
    const std::vector<std::string> none;
    const std::vector<std::string>& items = c->versions.empty() ? none : c->filing().items;
    for (const desk::ListQuestion& question : desk::list_questions(document, items)) {
      if (question.verdict != "open" || asks.size() == kMostLines) continue;
      SupplementAsk ask = ask_of(question);
      const bool is_there = std::any_of(asks.begin(), asks.end(), [&](const SupplementAsk& other) {
        return other.pointer == ask.pointer && other.what.zh == ask.what.zh;
      });
      if (!is_there) asks.push_back(std::move(ask));
    }
    JsonWriter json;
    json.begin_object().key("rows").begin_array();
    for (const SupplementAsk& ask : asks) desk::write_ask(json, ask);
    json.end_array().end_object();
    return json.take();
  });
}

Result<CasePaper> DeskCases::paper(const DeskAsker& asker, const std::string& id, const std::string& paper) {
  const Reach reach = desk::reach_of(asker.account);
  return parts_->store->read([&](const DeskReader& reader) -> Result<CasePaper> {
    const auto row = reader.case_head(reach, id);
    if (!row) return fail(row.error());
    const auto file = paper_of_case(reader, reach, *row, paper);
    if (!file) return fail(file.error());
    auto blob = reader.filing_blob(reach, row->filing, file->sha256);
    if (!blob) return fail(blob.error());
    return CasePaper{std::move(blob->bytes), file->file_name,
                     std::string(desk::media_type_of(file->file_name))};
  });
}

}  // namespace tidegate
