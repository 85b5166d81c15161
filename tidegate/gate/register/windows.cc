#include "tidegate/gate/register/windows.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/gate/register/same_name.h"
#include "tidegate/law/year_ledger.h"

namespace tidegate {
namespace {

std::string joined(std::vector<std::string> words) {
  for (std::string& word : words) std::replace(word.begin(), word.end(), ';', ',');
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return fmt::format("{}", fmt::join(words, "; "));
}

std::vector<std::string> split(std::string_view list) {
  constexpr std::string_view kBetween = "; ";
  std::vector<std::string> words;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(kBetween), list.size());
    words.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + kBetween.size(), list.size()));
  }
  return words;
}

bool share_any(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end();
}

std::vector<std::string> folded(std::vector<std::string> names) {
  for (std::string& name : names) name = folded_name(name);
  return names;
}

std::vector<std::string> regions_of(const Transfer& transfer) {
  std::vector<std::string> regions;
  for (const Recipient& recipient : transfer.recipients) {
    if (!recipient.region.empty()) regions.push_back(recipient.region);
  }
  const FactValue* place = transfer.facts.flow.find("recipient.country");
  const auto* symbol = place == nullptr ? nullptr : std::get_if<Symbol>(place);
  if (regions.empty() && symbol != nullptr) regions.push_back(symbol->name);
  return regions;
}

std::vector<std::string> names_of(const Transfer& transfer) {
  std::vector<std::string> names;
  for (const Recipient& recipient : transfer.recipients) {
    if (!recipient.name.empty()) names.push_back(recipient.name);
  }
  return names;
}

}  // namespace

std::string us_counter(std::string_view category) { return fmt::format("us.{}", category); }

std::string us_fact(std::string_view category) {
  return fmt::format("cumulative_before.same_parties_preceding_12_months.{}", category);
}

bool counts_by_year(Date as_of) { return as_of >= *Date::of(2024, 3, 22); }

Date china_window(Date as_of) { return law::window_start(as_of, 0); }

Date months_before(Date day, int months) {
  const int count = day.year() * 12 + day.month() - 1 - months;
  for (int at = day.day(); at > 27; --at) {
    if (const auto exact = Date::of(count / 12, count % 12 + 1, at)) return *exact;
  }
  return Date::of(count / 12, count % 12 + 1, day.day()).value_or(DateInterval{}.from);
}

std::string recipient_names(const Transfer& transfer) { return joined(names_of(transfer)); }
std::string recipient_regions(const Transfer& transfer) { return joined(regions_of(transfer)); }

Recipients::Recipients(const Transfer& transfer)
    : names_(folded(names_of(transfer))), regions_(regions_of(transfer)) {}

Recipients::Same Recipients::is_same(const RegisterEntry& entry) const {
  const bool is_near = regions_.empty() || entry.region.empty() || share_any(regions_, split(entry.region));
  if (names_.empty() || entry.recipient.empty()) return is_near ? Same::kYes : Same::kNo;
  if (share_any(names_, folded(split(entry.recipient)))) return Same::kYes;
  return is_near ? Same::kMaybe : Same::kNo;
}

}  // namespace tidegate
