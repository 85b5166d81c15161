// What differs beside the fields that a line of the test compares: named to a person, whatever it is. A field
// that nobody thought of is named too.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "tidegate/clearance/extension.h"
#include "tidegate/clearance/extension_places.h"
#include "tidegate/clearance/json_diff.h"

namespace tidegate {
namespace {

// Sorted.
constexpr std::array<std::string_view, 42> kComparedByLines{
    "/processor/uscc",
    "/purpose",
    "/scenario/frequency",
    "/scenario/important_size_mb",
    "/scenario/industry",
    "/scenario/items/*/class",
    "/scenario/items/*/content",
    "/scenario/items/*/name",
    "/scenario/items/*/personal",
    "/scenario/items/*/sensitive",
    "/scenario/links",
    "/scenario/links/*/encryption",
    "/scenario/links/*/exporter",
    "/scenario/links/*/exporter/domain",
    "/scenario/links/*/exporter/ip",
    "/scenario/links/*/exporter/ip/*",
    "/scenario/links/*/keys",
    "/scenario/links/*/mode",
    "/scenario/links/*/recipient",
    "/scenario/links/*/recipient/domain",
    "/scenario/links/*/recipient/ip",
    "/scenario/links/*/recipient/ip/*",
    "/scenario/method",
    "/scenario/onward",
    "/scenario/onward/*/party",
    "/scenario/onward/*/region",
    "/scenario/overseas_systems",
    "/scenario/overseas_systems/*/region",
    "/scenario/persons/forecast",
    "/scenario/persons/forecast/*",
    "/scenario/processing_by_recipient",
    "/scenario/purpose",
    "/scenario/purpose_ends",
    "/scenario/recipients/*/incidents",
    "/scenario/recipients/*/name",
    "/scenario/recipients/*/region",
    "/scenario/recipients/*/role",
    "/scenario/recipients/*/use_and_method",
    "/scenario/recipients_statement",
    "/scenario/retention/after",
    "/scenario/retention/to",
    "/scenario/scope",
};

// Of the application itself, of who is asked about it, of its papers, and counts that the law counts anew.
// With all below them.
constexpr std::array<std::string_view, 12> kOfTheApplication{"/attachments",
                                                             "/cumulative_before",
                                                             "/filing",
                                                             "/processor/business_overview",
                                                             "/processor/data_asset_overview",
                                                             "/processor/employees",
                                                             "/processor/handler",
                                                             "/processor/officer",
                                                             "/processor/pi_scale",
                                                             "/scenario/id",
                                                             "/scenario/persons/year_current",
                                                             "/scenario/retention/from"};

// Parts of elements, by their last step.
struct Part {
  std::string_view of;
  std::string_view last;
};
constexpr std::array<Part, 10> kDetails{{{"/evidence/*", "valid_until"},
                                         {"/scenario/items/*", "seq"},
                                         {"/scenario/items/*", "example"},
                                         {"/scenario/recipients/*", "officer_name"},
                                         {"/scenario/recipients/*", "officer_title"},
                                         {"/scenario/recipients/*", "phone"},
                                         {"/scenario/recipients/*", "email"},
                                         {"/legal_documents/*", "signed_on"},
                                         {"/legal_documents/*", "effective_on"},
                                         {"/legal_documents/*", "expires_on"}}};

bool is_number(std::string_view step) {
  return !step.empty() && std::all_of(step.begin(), step.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "/scenario/items/3/name" -> "/scenario/items/*/name".
std::string pattern(std::string_view pointer) {
  std::string out;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view step = pointer.substr(0, pointer.find('/'));
    out += "/";
    out += is_number(step) ? "*" : step;
    pointer.remove_prefix(step.size());
  }
  return out;
}

bool lies_in(std::string_view place, std::string_view part) {
  return place.substr(0, part.size()) == part && (place.size() == part.size() || place[part.size()] == '/');
}

bool is_looked_at_elsewhere(std::string_view place) {
  if (std::binary_search(kComparedByLines.begin(), kComparedByLines.end(), place)) return true;
  if (lies_in(place, "/scenario/summary")) return true;
  if (std::any_of(kOfTheApplication.begin(), kOfTheApplication.end(),
                  [&](std::string_view part) { return lies_in(place, part); }))
    return true;
  return std::any_of(kDetails.begin(), kDetails.end(), [&](const Part& part) {
    return place.size() == part.of.size() + 1 + part.last.size() && lies_in(place, part.of) &&
           place.substr(part.of.size() + 1) == part.last;
  });
}

std::optional<std::int64_t> count_of(const std::optional<Json>& value) {
  const std::string* text = value ? value->string() : nullptr;
  if (text == nullptr) return std::nullopt;
  std::int64_t n = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), n);
  const bool is_count = error == std::errc{} && end == text->data() + text->size();
  return is_count ? std::optional(n) : std::nullopt;
}

bool is_alike(const JsonChange& change) {
  if (!change.before || !change.after) return false;
  const std::string* before = change.before->string();
  const std::string* after = change.after->string();
  return before != nullptr && after != nullptr && clearance::folded(*before) == clearance::folded(*after);
}

// Fewer items, links, systems or onward parties are no wider; that recipients are the same has a line.
bool is_one_less(std::string_view place, const JsonChange& change) {
  constexpr std::array<std::string_view, 5> kLists{"/scenario/items/*", "/scenario/links/*",
                                                   "/scenario/onward/*", "/scenario/overseas_systems/*",
                                                   "/scenario/recipients/*"};
  return change.kind == ChangeKind::kRemoved &&
         std::find(kLists.begin(), kLists.end(), place) != kLists.end();
}

// Of persons in this transfer: fewer are no matter.
bool is_no_more(std::string_view place, const JsonChange& change) {
  if (place != "/scenario/persons/pi" && place != "/scenario/persons/spi") return false;
  const auto before = count_of(change.before);
  const auto after = count_of(change.after);
  return before && after && *after <= *before;
}

}  // namespace

std::vector<std::string> other_changes(const Json& approved, const Json& now) {
  std::vector<std::string> out;
  const JsonDiff diff = json_diff(approved, now);
  for (const JsonChange& change : diff.changes) {
    const std::string place = pattern(change.pointer);
    if (is_alike(change) || is_no_more(place, change) || is_one_less(place, change) ||
        is_looked_at_elsewhere(place))
      continue;
    out.push_back(change.pointer);
  }
  if (!diff.is_whole) out.emplace_back();  // and more: the whole declaration
  return out;
}

}  // namespace tidegate
