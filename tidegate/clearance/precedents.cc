#include "tidegate/clearance/precedents.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

Text why_of(const PrecedentMatch& match, const Precedent& p) {
  const std::string list = fmt::format("{} {}", p.list_id, p.edition);
  Text why = match.same_row          ? Text{fmt::format("the same row {} of {}", p.row, list),
                                   fmt::format("同一清单 {} 的第 {} 行", list, p.row)}
             : match.another_edition ? Text{fmt::format("the same field under another edition, {}", list),
                                            fmt::format("同名字段，但依据另一版清单 {}", list)}
                                     : Text{"a field of the same name", "同名字段"};
  if (match.same_sector) {
    why.en += ", the same sector";
    why.zh += "，同一行业";
  }
  if (match.same_region) {
    why.en += ", the same destination";
    why.zh += "，同一目的地";
  }
  return why;
}

}  // namespace

// Letters, digits and everything beyond ASCII but the punctuation of Chinese texts.
std::string folded_field(std::string_view name) {
  std::string out;
  while (!name.empty()) {
    const char32_t c = next_code_point(name);
    if (c < 0x80) {
      const bool is_upper = c >= 'A' && c <= 'Z';
      const bool is_kept = is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (is_kept) out += static_cast<char>(is_upper ? c + ('a' - 'A') : c);
    } else if (!(c >= 0x3000 && c <= 0x303F) && !(c >= 0xFF00 && c <= 0xFF0F)) {
      append_utf8(out, c);
    }
  }
  return out;
}

std::vector<PrecedentMatch> find_precedents(const PrecedentQuery& query,
                                            std::span<const Precedent> precedents, std::size_t most) {
  const std::string field = folded_field(query.field);
  std::vector<PrecedentMatch> found;
  for (std::size_t i = 0; i < precedents.size(); ++i) {
    const Precedent& p = precedents[i];
    const bool same_list = !query.list_id.empty() && p.list_id == query.list_id;
    const bool same_edition = same_list && p.edition == query.edition;
    PrecedentMatch match;
    match.place = i;
    match.same_row = same_edition && !query.row.empty() && p.row == query.row;
    const bool same_name = !field.empty() && folded_field(p.field) == field;
    if (!match.same_row && !same_name) continue;
    match.another_edition = same_list && !same_edition;
    match.same_sector = !query.sector.empty() && p.sector == query.sector;
    match.same_region = std::any_of(p.regions.begin(), p.regions.end(), [&](const std::string& region) {
      return std::find(query.regions.begin(), query.regions.end(), region) != query.regions.end();
    });
    match.why = why_of(match, p);
    found.push_back(std::move(match));
  }
  const auto rank = [&](const PrecedentMatch& m) {
    return std::make_tuple(!m.same_row, m.another_edition, !m.same_sector, !m.same_region,
                           -precedents[m.place].decided_on.days());
  };
  std::stable_sort(found.begin(), found.end(),
                   [&](const PrecedentMatch& a, const PrecedentMatch& b) { return rank(a) < rank(b); });
  if (found.size() > most) found.resize(most);
  return found;
}

std::vector<Precedent> precedents_of(const Case& c, const std::vector<std::string>& regions,
                                     std::span<const ListedItem> listed) {
  std::vector<Precedent> out;
  if (c.decisions.empty() || c.decisions.back().steps.front().by.account.empty()) return out;
  const Decision& decision = c.decisions.back();
  for (const ItemOutcome& item : decision.items) {
    Precedent one{c.id,         c.filing().route, c.filing().sector, item.name,          {}, {}, {}, regions,
                  item.verdict, item.conditions,  item.reason,       decision.decided_on};
    bool is_named = false;
    for (const ListedItem& row : listed) {
      if (row.item != item.item) continue;
      is_named = true;
      one.list_id = row.list_id;
      one.row = row.row;
      one.edition = row.edition;
      out.push_back(one);
    }
    if (!is_named) out.push_back(std::move(one));
  }
  return out;
}

}  // namespace tidegate
