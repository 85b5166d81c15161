#include "tidegate/permit/draw_up.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tidegate/base/hash.h"
#include "tidegate/permit/decision_text.h"
#include "tidegate/permit/declared.h"
#include "tidegate/permit/fields.h"
#include "tidegate/permit/item_kind.h"
#include "tidegate/permit/network.h"
#include "tidegate/permit/permit_text.h"
#include "tidegate/terms/country_code.h"

namespace tidegate::permit {
namespace {

tl::unexpected<Error> open_bound(std::string where, std::string what, std::string what_zh) {
  return fail({ErrorCode::kMalformed, std::move(what), std::move(where), std::move(what_zh)});
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

void add_once(std::vector<std::string>& all, const std::string& one) {
  if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
}

// The types of a declared schema that bear an item's name.
std::vector<std::string> schema_types(const Transfer& transfer, const DataItem& item) {
  std::vector<std::string> types;
  for (const DataSource& source : transfer.data) {
    if (source.kind != DataSource::Kind::kSchema || source.item_name != item.name) continue;
    for (const auto& [column, type] : source.columns) {
      if (!type.empty()) add_once(types, type);
    }
  }
  return types;
}

Result<void> put_items(const Decision& decision, const Transfer& transfer, const PermitTerms& terms,
                       Permit& p) {
  for (const ItemOutcome& outcome : decision.items) {
    if (outcome.item >= transfer.items.size() || transfer.items[outcome.item].name != outcome.name)
      return fail({ErrorCode::kOutOfRange, "was decided of an item that the declaration does not have there",
                   fmt::format("/items/{}", outcome.item), "所决定的数据项与申报不符"});
    if (outcome.verdict == ItemVerdict::kRefused) continue;
    const auto stated = terms.types.find(outcome.name);
    p.items.push_back({outcome.name, stated == terms.types.end()
                                         ? schema_types(transfer, transfer.items[outcome.item])
                                         : stated->second});
    for (const Text& says : outcome.conditions)
      p.conditions.push_back(
          {fmt::format("c{}", p.conditions.size() + 1), ConditionKind::kDuty, says, outcome.name, {}, {}});
  }
  if (p.items.empty())
    return fail({ErrorCode::kOutOfRange, "allows no item: there is nothing to permit", decision.case_id,
                 "没有获准的数据项，无可许可"});
  return {};
}

Result<void> put_parties(const Transfer& transfer, const PermitTerms& terms, Permit& p) {
  p.exporter = {transfer.processor_name, transfer.uscc};
  if (p.exporter.name.empty())
    return open_bound("/processor/name", "the exporter is not named", "未写明数据处理者名称");
  if (transfer.recipients.empty())
    return open_bound("/recipients", "no recipient is named", "未写明境外接收方");
  for (std::size_t i = 0; i < transfer.recipients.size(); ++i) {
    const Recipient& r = transfer.recipients[i];
    if (r.name.empty() || !CountryCode::parse(r.region))
      return open_bound(fmt::format("/recipients/{}", i), "lacks a name, or a country or region of the list",
                        "缺少名称，或国家、地区代码不在列表中");
    p.recipients.push_back({r.name, r.region});
    if (terms.destinations.empty()) add_once(p.destinations, r.region);
  }
  for (const StorageSystem& system : transfer.scenario.overseas_systems) {
    if (terms.destinations.empty() && CountryCode::parse(system.region))
      add_once(p.destinations, system.region);
  }
  for (const std::string& region : terms.destinations) add_once(p.destinations, region);
  std::string says = transfer.purpose;
  for (const std::string& other : {transfer.scenario.purpose, transfer.summary.zh, transfer.summary.en}) {
    if (says.empty()) says = other;
  }
  if (says.empty()) return open_bound("/purpose", "no purpose is declared", "未写明出境目的");
  p.purposes.push_back({is_id(transfer.id) ? transfer.id : "1", says});
  return {};
}

Result<PermitEndpoint> end_of(const Endpoint& declared, const std::string& where) {
  PermitEndpoint end;
  const std::string domain = lower(declared.domain);
  if (!domain.empty() && domain != "none") {
    if (!is_domain(domain)) return open_bound(where + "/domain", "is no domain name", "不是域名");
    end.domains.push_back(domain);
  }
  for (const std::string& text : declared.addresses) {
    if (text == "none") continue;
    const auto network = Network::parse(text);
    if (!network) return open_bound(where + "/ip", network.error().what, network.error().what_zh);
    add_once(end.networks, network->str());
  }
  return end;
}

Result<void> put_links(const Transfer& transfer, const PermitTerms& terms, Permit& p) {
  if (transfer.links.empty()) return open_bound("/links", "no link is declared", "未申报数据出境链路");
  for (std::size_t i = 0; i < transfer.links.size(); ++i) {
    const Link& link = transfer.links[i];
    const std::string where = fmt::format("/links/{}", i);
    auto from = end_of(link.exporter, where + "/exporter");
    if (!from) return fail(from.error());
    auto to = end_of(link.recipient, where + "/recipient");
    if (!to) return fail(to.error());
    if (link.mode.empty()) return open_bound(where + "/mode", "the mode is missing", "缺少数据出境方式");
    const auto declared = declared_encryption(link.encryption);
    if (!declared && !terms.encryption)
      return open_bound(where + "/encryption",
                        "is not understood: state the least encryption among the terms of the permit",
                        "无法识别：请在许可条件中写明最低加密要求");
    const Encryption least =
        std::max(declared.value_or(Encryption::kNone), terms.encryption.value_or(Encryption::kNone));
    p.links.push_back({link.mode, least, std::move(*from), std::move(*to)});
  }
  return {};
}

// Where all that is allowed of persons is sensitive, their forecast is that of the sensitive. Else no
// forecast of them was declared, and none is made up: this year's number bounds the whole time, and the
// permit says so.
void put_sensitive_persons(const Decision& decision, const Transfer& transfer, Permit& p) {
  const auto declared = transfer.scenario.persons.spi;
  if (!declared) return;
  std::size_t personal = 0;
  std::size_t sensitive = 0;
  for (const ItemOutcome& outcome : decision.items) {
    const DataItem& item = transfer.items[outcome.item];
    if (outcome.verdict == ItemVerdict::kRefused || !is_personal(item)) continue;
    ++personal;
    sensitive += is_sensitive(item) ? 1 : 0;
  }
  const bool are_all = sensitive > 0 && sensitive == personal;
  const bool has_forecast = are_all && !transfer.forecast.empty() && transfer.forecast.back() >= *declared;
  const std::int64_t most = has_forecast ? transfer.forecast.back() : *declared;
  const bool narrows = !p.sensitive_persons.total || *p.sensitive_persons.total > most;
  p.sensitive_persons.total = std::min(p.sensitive_persons.total.value_or(most), most);
  if (has_forecast || !narrows || sensitive == 0) return;
  p.conditions.push_back(
      {fmt::format("c{}", p.conditions.size() + 1), ConditionKind::kDuty, of_one_year(most), {}, {}, {}});
}

bool allows_any(const Decision& decision, const Transfer& transfer, bool (*is)(const DataItem&)) {
  return std::any_of(decision.items.begin(), decision.items.end(), [&](const ItemOutcome& outcome) {
    return outcome.verdict != ItemVerdict::kRefused && is(transfer.items[outcome.item]);
  });
}

// Where the whole validity has no more, a year has none.
void narrow(YearlyBound& bound, const std::optional<std::int64_t>& most) {
  if (!most || (bound.total && *bound.total <= *most)) return;
  bound.per_year = std::min(bound.per_year.value_or(*most), *most);
}

// Below the number from which on the law asks for more than the route that was passed.
Result<void> put_room(const Decision& decision, const Transfer& transfer, const PermitTerms& terms,
                      Permit& p) {
  const bool is_stated = terms.persons.per_year &&
                         (terms.sensitive_persons.per_year || !allows_any(decision, transfer, is_sensitive));
  if (terms.room.open && !is_stated && allows_any(decision, transfer, is_personal))
    return fail(*terms.room.open);
  narrow(p.persons, terms.room.persons);
  narrow(p.sensitive_persons, terms.room.sensitive_persons);
  for (const Text& says : terms.room.duties)
    p.conditions.push_back(
        {fmt::format("c{}", p.conditions.size() + 1), ConditionKind::kDuty, says, {}, {}, {}});
  return {};
}

Result<void> put_amounts(const Decision& decision, const Transfer& transfer, const PermitTerms& terms,
                         Permit& p) {
  p.persons = terms.persons;
  p.sensitive_persons = terms.sensitive_persons;
  p.octets = terms.octets;
  // What was declared and decided of bounds what is stated afterwards: terms narrow, they never widen.
  if (!transfer.forecast.empty()) {
    const std::int64_t declared = transfer.forecast.back();
    p.persons.total = std::min(p.persons.total.value_or(declared), declared);
  }
  put_sensitive_persons(decision, transfer, p);
  if (p.persons.is_open() && allows_any(decision, transfer, is_personal))
    return open_bound("/persons", "personal information is allowed, and how many persons is not said",
                      "许可个人信息出境，但未写明人数上限");
  return put_room(decision, transfer, terms, p);
}

Result<void> put_days(const Decision& decision, const Transfer& transfer, const PermitTerms& terms,
                      Permit& p) {
  const auto& decided = decision.valid_until ? decision.valid_until : terms.default_until;
  const auto& until = terms.until ? terms.until : decided;
  if (!until)
    return open_bound("/valid/until", "neither the decision nor the terms say when the permit ends",
                      "决定与许可条件均未写明届满日");
  p.valid = {terms.from.value_or(decision.decided_on.plus_days(1)), *until};
  if (p.valid.from < decision.decided_on || (decision.valid_until && p.valid.to > *decision.valid_until))
    return fail(
        {ErrorCode::kOutOfRange, "is not within the days of the decision", "/valid", "超出决定的有效期"});
  if (const auto declared = declared_end(transfer); declared && declared->until < p.valid.to) {
    // A day that somebody asked for is not another one in silence.
    if (terms.until || declared->until <= p.valid.from)
      return fail({ErrorCode::kOutOfRange,
                   fmt::format("{}: a permit from {} to {} is beyond it", declared->what.en,
                               p.valid.from.str(), p.valid.to.str()),
                   declared->where,
                   fmt::format("{}，自 {} 至 {} 的许可超出该日期", declared->what.zh, p.valid.from.str(),
                               p.valid.to.str())});
    p.valid.to = declared->until;
  }
  if (p.valid.to <= p.valid.from)
    return fail({ErrorCode::kOutOfRange, "ends before it begins", "/valid", "截止日不晚于起始日"});
  if (transfer.retention_to && *transfer.retention_to < p.valid.from)
    return fail({ErrorCode::kOutOfRange,
                 fmt::format("nothing is kept abroad after {}: a permit from {} would allow nothing",
                             transfer.retention_to->str(), p.valid.from.str()),
                 "/scenario/retention/to",
                 fmt::format("境外保存至 {} 止，自 {} 起的许可无可许可", transfer.retention_to->str(),
                             p.valid.from.str())});
  return {};
}

// "TLS 1.3、PGP" -> tls1.3 pgp: a version belongs to the word before it.
std::vector<std::string> encryption_words(std::string_view text) {
  std::string rest = lower(std::string(text));
  for (const std::string_view mark : {"，", "、", "；", "＋"}) {
    for (std::size_t at = rest.find(mark); at != std::string::npos; at = rest.find(mark))
      rest.replace(at, mark.size(), ",");
  }
  std::vector<std::string> words;
  while (!rest.empty()) {
    const std::size_t end = rest.find_first_of("+,; /");
    std::string word = rest.substr(0, end);
    rest = end == std::string::npos ? "" : rest.substr(end + 1);
    if (word.empty()) continue;
    if (word.starts_with("tlsv1.")) word.erase(3, 1);
    const bool is_version = word == "1.2" || word == "1.3" || word == "v1.2" || word == "v1.3";
    if (is_version && !words.empty() && words.back() == "tls") {
      words.back() += word.substr(word.front() == 'v' ? 1 : 0);
    } else {
      words.push_back(std::move(word));
    }
  }
  return words;
}

}  // namespace

Text of_one_year(std::int64_t persons) {
  return {
      fmt::format("{} persons whose sensitive personal information leaves are the number declared for this "
                  "year; no forecast of them was declared, so it bounds the whole validity",
                  persons),
      fmt::format("敏感个人信息人数上限 {} 人为申报的当年数量；未申报其后各年预估，故为整个有效期内的上限",
                  persons)};
}

std::optional<Encryption> declared_encryption(std::string_view words) {
  struct Word {
    std::string_view name;
    Encryption level;
  };
  constexpr std::array<Word, 14> kWords{{{"none", Encryption::kNone},
                                         {"tls", Encryption::kTls12},
                                         {"tls1.2", Encryption::kTls12},
                                         {"https", Encryption::kTls12},
                                         {"ssh", Encryption::kTls12},
                                         {"sftp", Encryption::kTls12},
                                         {"ipsec", Encryption::kTls12},
                                         {"tls1.3", Encryption::kTls13},
                                         {"quic", Encryption::kTls13},
                                         {"pgp", Encryption::kEndToEnd},
                                         {"openpgp", Encryption::kEndToEnd},
                                         {"cms", Encryption::kEndToEnd},
                                         {"e2e", Encryption::kEndToEnd},
                                         {"end_to_end", Encryption::kEndToEnd}}};
  std::optional<Encryption> best;
  for (const std::string& word : encryption_words(words)) {
    const auto known =
        std::find_if(kWords.begin(), kWords.end(), [&](const Word& w) { return w.name == word; });
    if (known == kWords.end()) return std::nullopt;
    best = std::max(best.value_or(Encryption::kNone), known->level);
  }
  return best;
}

Result<Permit> draw_up(const Decision& decision, const Transfer& transfer, const PermitTerms& terms) {
  if (decision.kind == DecisionKind::kRefused || decision.kind == DecisionKind::kTerminated)
    return fail({ErrorCode::kOutOfRange, "was not passed: there is nothing to permit", decision.case_id,
                 "未获通过，无可许可"});
  Permit p;
  p.case_id = decision.case_id;
  p.filing_hash = decision.filing_hash;
  p.decision_hash = sha256_hex(decision_text(decision));
  p.id = terms.id.empty() ? "P-" + p.decision_hash.substr(0, 16) : terms.id;
  p.issuer = terms.issuer;
  p.signers = terms.signers;
  p.issued_at_ms = terms.issued_at_ms;
  p.status_needed_from_ms = terms.status_needed_from_ms;
  p.replaces = terms.replaces;
  for (const Text& says : decision.conditions)
    p.conditions.push_back(
        {fmt::format("c{}", p.conditions.size() + 1), ConditionKind::kDuty, says, {}, {}, {}});
  if (const auto done = put_items(decision, transfer, terms, p); !done) return fail(done.error());
  if (const auto done = put_parties(transfer, terms, p); !done) return fail(done.error());
  if (const auto done = put_links(transfer, terms, p); !done) return fail(done.error());
  if (const auto done = put_amounts(decision, transfer, terms, p); !done) return fail(done.error());
  if (const auto done = put_days(decision, transfer, terms, p); !done) return fail(done.error());
  add_declared_conditions(decision, transfer, p);
  p.conditions.insert(p.conditions.end(), terms.conditions.begin(), terms.conditions.end());
  // What was put together is held to what a permit must be, so that whatever is signed can be read again.
  auto read = read_draft(write_draft(p), "");
  if (!read) return fail(read.error());
  return p;
}

}  // namespace tidegate::permit
