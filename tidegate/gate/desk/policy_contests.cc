#include "tidegate/gate/desk/policy_contests.h"

#include <iterator>
#include <vector>

#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/case_page.h"
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/json_piece.h"
#include "tidegate/gate/desk/prepared_page.h"

namespace tidegate::desk {
namespace {

// Each as a row of the list. Of the case the operator's own part is read: nothing that the firm declared.
Result<std::vector<std::string>> rows_of(const DeskReader& reader, const Parts& parts, const std::string& id,
                                         PolicyContests which) {
  const auto row = reader.case_of(Reach::of_whole_desk(), id);
  if (!row) return fail(row.error());
  const auto page = PreparedPage::read(row->document);
  if (!page) return fail(page.error());
  const auto live = read_live(page->part(PagePart::kLive));
  if (!live) return fail(live.error());
  const JsonPiece of_operator(page->part(PagePart::kOperator));
  const std::string contests =
      contests_now(of_operator.member("contests"), due_days(*live, parts.law, parts.now()).contests);
  std::vector<std::string> out;
  for (const JsonPiece& contest : JsonPiece(contests).elements()) {
    if (contest.member("answer").is("null") != (which == PolicyContests::kOpen)) continue;
    JsonWriter json;
    json.begin_object();
    json.key("case").string(id);
    for (const std::string_view key : {"route", "state", "state_words", "is_closed"})
      json.key(key).raw(of_operator.member(key).text());
    for (const auto& [key, value] : contest.members()) json.key(key).raw(value.text());
    json.end_object();
    out.push_back(json.take());
  }
  return out;
}

}  // namespace

AgencyDesk policy_desk(PolicyContests which) {
  return {"operator", which == PolicyContests::kOpen ? "open" : "answered"};
}

Result<std::string> policy_contests_text(const DeskReader& reader, const Parts& parts, PolicyContests which,
                                         const PageAsk& page) {
  QueueAsk ask;
  ask.page = page;
  auto cases = reader.queue(policy_desk(which), ask);
  if (!cases) return fail(cases.error());
  std::vector<std::string> rows;
  std::int64_t whole = 0;  // cases that the page holds
  for (const QueueRow& one : cases->rows) {
    auto added = rows_of(reader, parts, one.of.id, which);
    if (!added) return fail(added.error());
    if (!rows.empty() && static_cast<std::int64_t>(rows.size() + added->size()) > page.limit) break;
    rows.insert(rows.end(), std::make_move_iterator(added->begin()), std::make_move_iterator(added->end()));
    ++whole;
  }
  if (whole < static_cast<std::int64_t>(cases->rows.size())) {
    // Where the next page begins is told by a page that ends here.
    ask.page.limit = whole;
    cases = reader.queue(policy_desk(which), ask);
    if (!cases) return fail(cases.error());
  }
  JsonWriter json;
  json.begin_object().key("rows").begin_array();
  for (const std::string& row : rows) json.raw(row);
  json.end_array();
  if (cases->next) json.key("next").string(cursor_text(cases->next));
  json.end_object();
  return json.take();
}

}  // namespace tidegate::desk
