#include "tidegate/gate/desk/recipient_links.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/access/session.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/filing_work.h"
#include "tidegate/gate/desk/firm_standing.h"
#include "tidegate/gate/filing/tree_json.h"

namespace tidegate {
namespace {

constexpr std::string_view kKind = "recipient";
constexpr std::string_view kList = "/scenario/recipients";
constexpr std::string_view kPattern = "/scenario/recipients/*/";
constexpr std::int64_t kDayMs = std::int64_t{24} * 3'600'000;
constexpr std::size_t kMostOpen = 20;   // of one filing
constexpr std::size_t kMostMade = 100;  // not yet past their days: all that one look at them gives

struct Held {
  std::string id;
  std::int64_t recipient = 0;
  std::string ended;  // empty: not; done ended
};

std::string text_of(const Held& held) {
  JsonWriter json;
  json.begin_object().key("ended").string(held.ended).key("id").string(held.id);
  json.key("recipient").integer(held.recipient).end_object();
  return json.take();
}

Held held_of(const TicketRow& row) {
  Held held;
  const auto value = parse_json(row.value, "");
  if (!value) return held;
  const Json* const id = value->find("id");
  const Json* const recipient = value->find("recipient");
  const Json* const ended = value->find("ended");
  if (id != nullptr && id->string() != nullptr) held.id = *id->string();
  if (recipient != nullptr && recipient->integer() != nullptr) held.recipient = *recipient->integer();
  if (ended != nullptr && ended->string() != nullptr) held.ended = *ended->string();
  return held;
}

RecipientLink link_of(const TicketRow& row, std::int64_t now) {
  const Held held = held_of(row);
  RecipientLink link{held.id, held.recipient, row.created_ms, row.expires_ms, "open", {}};
  if (!held.ended.empty() || row.used_ms != 0) link.state = held.ended.empty() ? "ended" : held.ended;
  if (link.state == "open" && row.expires_ms <= now) link.state = "ended";
  return link;
}

Error no_link() {
  return {ErrorCode::kNotFound,
          "this link opens nothing: it is not known, or has ended; ask whoever sent it for a new one",
          {},
          "该链接无效：不存在或已失效，请向发送方索取新链接"};
}

Result<void> end(DeskTransaction& t, TicketRow row, std::string how, std::int64_t now) {
  Held held = held_of(row);
  held.ended = std::move(how);
  row.value = text_of(held);
  row.used_ms = now;
  return t.change_ticket(row);
}

const intake::Node* recipient_at(const intake::Node& root, std::int64_t index) {
  const intake::Node* scenario = root.find("scenario");
  const intake::Node* list = scenario == nullptr ? nullptr : scenario->find("recipients");
  if (list == nullptr || list->kind != intake::Node::Kind::kList || index < 0 ||
      index >= static_cast<std::int64_t>(list->children.size()))
    return nullptr;
  return &list->children[static_cast<std::size_t>(index)];
}

std::string place_of(const filing::FormField& field, std::int64_t index) {
  return fmt::format("{}/{}/{}", kList, index, field.pointer.substr(kPattern.size()));
}

// Questions that a recipient answers of itself.
template <typename Do>
void each_question(const filing::Form& form, const Do& what) {
  for (const filing::FormTask& task : form.tasks) {
    if (!task.by_recipient) continue;
    for (const filing::FormField& field : task.fields) {
      if (field.pointer.starts_with(kPattern)) what(task, field);
    }
  }
}

void write(JsonWriter& json, const Text& text) {
  json.begin_object().key("en").string(text.en).key("zh").string(text.zh).end_object();
}

void write_field(JsonWriter& json, const filing::FormField& field, std::int64_t index) {
  json.begin_object().key("pointer").string(place_of(field, index));
  write(json.key("label"), field.label);
  json.key("type").string(field.type);
  if (field.most != 0) json.key("most").integer(field.most);
  if (!field.unit.empty()) json.key("unit").string(field.unit);
  json.key("needed").string(field.needed);
  if (field.is_private) json.key("private").boolean(true);
  if (!field.words.empty()) {
    json.key("words").begin_array();
    for (const filing::FormWord& word : field.words) {
      json.begin_object().key("word").string(word.word);
      write(json.key("says"), word.says);
      json.end_object();
    }
    json.end_array();
  }
  write(json.key("why"), field.why);
  write(json.key("source"), field.source);
  json.end_object();
}

std::string tasks_of(const filing::Form& form, std::int64_t index) {
  JsonWriter json;
  json.begin_array();
  for (const filing::FormTask& task : form.tasks) {
    if (!task.by_recipient) continue;
    json.begin_object().key("id").string(task.id);
    write(json.key("title"), task.title);
    write(json.key("says"), task.says);
    json.key("fields").begin_array();
    for (const filing::FormField& field : task.fields) {
      if (field.pointer.starts_with(kPattern)) write_field(json, field, index);
    }
    json.end_array().end_object();
  }
  return json.end_array().take();
}

std::string values_of(const filing::Form& form, const intake::Node& recipient, std::int64_t index) {
  JsonWriter json;
  json.begin_object();
  each_question(form, [&](const filing::FormTask&, const filing::FormField& field) {
    const intake::Node* value = recipient.find(field.pointer.substr(kPattern.size()));
    if (value == nullptr || value->kind == intake::Node::Kind::kNull) return;
    json.key(place_of(field, index)).raw(canonical_text(typed_json(*value)));
  });
  return json.end_object().take();
}

std::string text_at(const intake::Node& root, std::string_view outer, std::string_view inner) {
  const intake::Node* of = root.find(outer);
  const intake::Node* value = of == nullptr ? nullptr : of->find(inner);
  return value == nullptr || value->kind != intake::Node::Kind::kScalar ? std::string() : value->text;
}

Text title_of(const intake::Node& root) {
  const intake::Node* scenario = root.find("scenario");
  const intake::Node* summary = scenario == nullptr ? nullptr : scenario->find("summary");
  if (summary == nullptr) return {};
  if (summary->kind == intake::Node::Kind::kScalar) return {summary->text, summary->text};
  const auto in = [&](std::string_view lang) {
    const intake::Node* text = summary->find(lang);
    return text == nullptr ? std::string() : text->text;
  };
  Text title{in("en"), in("zh")};
  if (title.en.empty()) title.en = title.zh;
  if (title.zh.empty()) title.zh = title.en;
  return title;
}

struct Opened {
  TicketRow ticket;
  Held held;
  desk::KeptFiling kept;
  Reach reach = Reach::of_firm(TenantId());
};

// What a token opens: a link that is open, or was handed over.
Result<Opened> opened(const DeskReader& reader, std::string_view token, std::int64_t now) {
  constexpr std::size_t kTokenLength = 43;
  if (token.size() != kTokenLength) return fail(no_link());
  auto ticket = reader.ticket(access::token_hash(token));
  if (!ticket) return fail(ticket.error());
  if (!*ticket || (*ticket)->kind != kKind || !(*ticket)->tenant || (*ticket)->expires_ms <= now)
    return fail(no_link());
  const auto may = desk::may_act_for(reader, (*ticket)->tenant);
  if (!may) return fail(may.error());
  if (!*may) return fail(no_link());
  Opened out;
  out.ticket = std::move(**ticket);
  out.held = held_of(out.ticket);
  if (out.ticket.used_ms != 0 && out.held.ended != "done") return fail(no_link());
  out.reach = Reach::of_firm(*out.ticket.tenant);
  auto kept = desk::kept_filing(reader, out.reach, out.ticket.object);
  if (!kept) return fail(kept.error().code == ErrorCode::kNotFound ? no_link() : kept.error());
  out.kept = std::move(*kept);
  return out;
}

RecipientPart part_of(const Opened& opened, const filing::Form& form, std::int64_t version) {
  const intake::Node& root = opened.kept.declaration.root;
  RecipientPart part;
  part.exporter = text_at(root, "processor", "name");
  part.title = title_of(root);
  part.recipient = opened.held.recipient;
  part.version = version;
  part.expires_ms = opened.ticket.expires_ms;
  part.filing = opened.kept.row.id;
  part.is_done = opened.ticket.used_ms != 0;
  const intake::Node* recipient = recipient_at(root, part.recipient);
  part.tasks = part.is_done || recipient == nullptr ? "[]" : tasks_of(form, part.recipient);
  part.values = part.is_done || recipient == nullptr ? "{}" : values_of(form, *recipient, part.recipient);
  return part;
}

AuditRow audit_of(const Opened& opened, std::string action, std::int64_t now) {
  AuditRow row;
  row.at_ms = now;
  row.role = kKind;
  row.tenant = opened.ticket.tenant->text();
  row.action = std::move(action);
  row.object = opened.kept.row.id;
  row.outcome = "done";
  row.detail = "{}";
  return row;
}

// Places that are not its own.
std::vector<PlacedProblem> foreign(const filing::Form& form, std::int64_t index, const FilingEdit& edit) {
  std::vector<std::string> own;
  each_question(form, [&](const filing::FormTask&, const filing::FormField& field) {
    own.push_back(place_of(field, index));
  });
  std::vector<PlacedProblem> problems;
  const auto look = [&](const std::string& pointer) {
    if (std::find(own.begin(), own.end(), pointer) != own.end()) return;
    problems.push_back({pointer,
                        {"this link does not open that place", "该链接不能填写此处"},
                        {"answer the questions that it shows", "请只填写所列问题"}});
  };
  for (const auto& [pointer, value] : edit.set) look(pointer);
  for (const std::string& pointer : edit.remove) look(pointer);
  return problems;
}

}  // namespace

Result<RecipientLink> DeskRecipients::add(const DeskAsker& asker, const std::string& filing,
                                          const NewRecipientLink& made) {
  if (made.days < 1 || made.days > 30)
    return fail(
        {ErrorCode::kOutOfRange, "a link holds for 1 to 30 days", "/days", "链接有效期为 1 至 30 天"});
  const desk::FilingHand hand = desk::hand_of(asker, parts_.now());
  const std::int64_t now = parts_.now();
  RecipientLink link{desk::new_id(now),        made.recipient, now,
                     now + made.days * kDayMs, "open",         access::token_text(desk::drawn<32>())};
  return parts_.store->transact([&](DeskTransaction& t) -> Result<RecipientLink> {
    const auto kept = desk::kept_filing(t, hand.reach, filing);
    if (!kept) return fail(kept.error());
    if (!kept->can_edit()) return fail(desk::may_not_change());
    if (recipient_at(kept->declaration.root, made.recipient) == nullptr)
      return fail({ErrorCode::kOutOfRange, "the declaration lists no such recipient", "/recipient",
                   "申报中没有该接收方"});
    const auto there = t.tickets_of(std::string(kKind), filing);
    if (!there) return fail(there.error());
    const auto is_open = [&](const TicketRow& row) { return link_of(row, now).state == "open"; };
    if (there->size() >= kMostMade)
      return fail({ErrorCode::kConflict, "too many links were made of this filing; wait until some end", ":",
                   "该申报已生成过多链接；请待部分链接到期"});
    if (static_cast<std::size_t>(std::count_if(there->begin(), there->end(), is_open)) >= kMostOpen)
      return fail({ErrorCode::kConflict, fmt::format("{} links are open; take one back", kMostOpen), ":",
                   fmt::format("已有 {} 个有效链接；请先收回", kMostOpen)});
    TicketRow row;
    row.token_sha256 = access::token_hash(link.token);
    row.kind = kKind;
    row.tenant = kept->row.tenant;
    row.object = filing;
    row.value = text_of({link.id, link.recipient, {}});
    row.created_ms = now;
    row.expires_ms = link.expires_ms;
    if (auto added = t.add_ticket(row); !added) return fail(added.error());
    AuditRow audit = hand.audit;
    audit.action = "filing.link.add";
    audit.object = filing;
    t.audit(std::move(audit));
    return link;
  });
}

Result<std::vector<RecipientLink>> DeskRecipients::links(const DeskAsker& asker, const std::string& filing) {
  const Reach reach = desk::reach_of(asker.account);
  return parts_.store->read([&](const DeskReader& reader) -> Result<std::vector<RecipientLink>> {
    if (const auto there = reader.filing(reach, filing); !there) return fail(there.error());
    const auto rows = reader.tickets_of(std::string(kKind), filing);
    if (!rows) return fail(rows.error());
    std::vector<RecipientLink> out;
    for (const TicketRow& row : *rows) out.push_back(link_of(row, parts_.now()));
    return out;
  });
}

Result<void> DeskRecipients::take_back(const DeskAsker& asker, const std::string& filing,
                                       const std::string& link) {
  const desk::FilingHand hand = desk::hand_of(asker, parts_.now());
  const auto done = parts_.store->transact([&](DeskTransaction& t) -> Result<bool> {
    if (const auto there = t.filing(hand.reach, filing); !there) return fail(there.error());
    const auto rows = t.tickets_of(std::string(kKind), filing);
    if (!rows) return fail(rows.error());
    for (const TicketRow& row : *rows) {
      const Held held = held_of(row);
      if (held.id != link) continue;
      if (!held.ended.empty()) return true;
      if (auto ended = end(t, row, "ended", parts_.now()); !ended) return fail(ended.error());
      AuditRow audit = hand.audit;
      audit.action = "filing.link.take_back";
      audit.object = filing;
      t.audit(std::move(audit));
      return true;
    }
    return fail({ErrorCode::kNotFound, "there is no such link", {}, "不存在该链接"});
  });
  if (!done) return fail(done.error());
  return {};
}

Result<RecipientPart> DeskRecipients::part(std::string_view token) {
  const auto open =
      parts_.store->read([&](const DeskReader& reader) { return opened(reader, token, parts_.now()); });
  if (!open) return fail(open.error());
  return part_of(*open, filings_.work().looks().form, open->kept.row.version);
}

Result<EditedPart> DeskRecipients::change(std::string_view token, const FilingEdit& edit) {
  auto open =
      parts_.store->read([&](const DeskReader& reader) { return opened(reader, token, parts_.now()); });
  if (!open) return fail(open.error());
  if (open->ticket.used_ms != 0) return fail(no_link());
  const filing::Form& form = filings_.work().looks().form;
  if (open->kept.row.version != edit.version) return fail(desk::moved_on());
  auto problems = foreign(form, open->held.recipient, edit);
  if (!problems.empty()) return EditedPart{{}, std::move(problems)};
  if (recipient_at(open->kept.declaration.root, open->held.recipient) == nullptr) return fail(no_link());
  problems = desk::edited(open->kept.declaration.root, edit);
  if (!problems.empty()) return EditedPart{{}, std::move(problems)};
  const desk::FilingHand hand{open->reach, audit_of(*open, {}, parts_.now())};
  auto done = filings_.work().keep(hand, open->kept, "filing.recipient.change",
                                   [&](DeskTransaction& t) -> Result<void> {
                                     // It may have been taken back while this was looked at.
                                     const auto now = t.ticket(open->ticket.token_sha256);
                                     if (!now) return fail(now.error());
                                     if (!*now || (*now)->used_ms != 0) return fail(no_link());
                                     return {};
                                   });
  if (!done) return fail(done.error());
  // What is wrong elsewhere in the filing is not for this holder.
  for (PlacedProblem& problem : done->problems) {
    if (!problem.pointer.starts_with(fmt::format("{}/{}/", kList, open->held.recipient)))
      problem = {"",
                 {"the filing does not take it just now", "申报暂时无法接受"},
                 {"tell the sender", "请告知发送方"}};
  }
  if (!done->filing) return EditedPart{{}, std::move(done->problems)};
  return EditedPart{part_of(*open, form, done->filing->version), {}};
}

Result<void> DeskRecipients::hand_over(std::string_view token) {
  const auto done = parts_.store->transact([&](DeskTransaction& t) -> Result<bool> {
    auto open = opened(t, token, parts_.now());
    if (!open) return fail(open.error());
    if (open->ticket.used_ms != 0) return true;
    if (auto ended = end(t, open->ticket, "done", parts_.now()); !ended) return fail(ended.error());
    t.audit(audit_of(*open, "filing.recipient.done", parts_.now()));
    return true;
  });
  if (!done) return fail(done.error());
  return {};
}

namespace desk {

bool moves_recipients(const FilingEdit& edit) {
  const auto moves = [](const std::string& pointer, bool is_gone) {
    if (pointer == "/scenario" || pointer == kList) return true;
    if (!is_gone || !pointer.starts_with(kList) || pointer.size() <= kList.size() ||
        pointer[kList.size()] != '/')
      return false;
    return pointer.find('/', kList.size() + 1) == std::string::npos;  // a whole entry
  };
  for (const auto& [pointer, value] : edit.set) {
    // A whole entry that is put in another's place is another recipient.
    if (moves(pointer, !pointer.ends_with("/-"))) return true;
  }
  return std::any_of(edit.remove.begin(), edit.remove.end(),
                     [&](const std::string& pointer) { return moves(pointer, true); });
}

Result<void> end_links(DeskTransaction& t, const std::string& filing, const std::string& how,
                       std::int64_t now_ms) {
  const auto rows = t.tickets_of(std::string(kKind), filing);
  if (!rows) return fail(rows.error());
  for (const TicketRow& row : *rows) {
    if (row.used_ms != 0) continue;
    if (auto done = end(t, row, how, now_ms); !done) return done;
  }
  return {};
}

}  // namespace desk
}  // namespace tidegate
