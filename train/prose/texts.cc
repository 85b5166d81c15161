#include "train/prose/texts.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

#include "tidegate/base/utf8.h"
#include "tidegate/classify/ascii.h"
#include "tidegate/pilot/spans.h"

namespace tidegate::train {
namespace {

using enum ProseType;

constexpr std::uint32_t bit(ProseType type) { return 1U << static_cast<unsigned>(type); }
constexpr std::uint32_t kBesidesThree = bit(kAddress) | bit(kOccupation) | bit(kDiagnosis) | bit(kMedication);

const std::map<std::string, ProseType, std::less<>> kTypes = {
    {"ID.NAME", kName},
    {"CT.ADDRESS", kAddress},
    {"BIZ.ORG_NAME", kOrganisation},
    {"GEN.PLACE", kPlace},
    {"EE.OCCUPATION", kOccupation},
    {"MED.DIAGNOSIS", kDiagnosis},
    {"MED.MEDICATION", kMedication},
    {"PER", kName},
    {"LOC", kPlace},
    {"ORG", kOrganisation},
    {"person", kName},
    {"location", kPlace},
    {"corporation", kOrganisation},
    {"group", kOrganisation},
    {"Person", kName},
    {"Location", kPlace},
    {"Organisation", kOrganisation},
    {"PERSON", kName},
    {"STREET_ADDRESS", kAddress},
    {"GPE", kPlace},
    {"ORGANIZATION", kOrganisation},
    {"METRO", kPlace},
    {"ADDRESS", kAddress},
};

bool ends_with_any(std::string_view s, std::initializer_list<std::string_view> tails) {
  return std::any_of(tails.begin(), tails.end(), [&](std::string_view tail) { return s.ends_with(tail); });
}

// A venue of the Beijing dialogues: a firm, or a place of interest.
ProseType venue(std::string_view name) {
  if (ends_with_any(
          name, {"公园", "博物馆", "故宫", "长城", "广场", "胡同", "山", "湖", "寺", "景区", "大街", "遗址",
                 "塔",   "宫",     "坛",   "园",   "区",   "街",   "门", "桥", "海", "庙",   "馆"}) &&
      !ends_with_any(name, {"宾馆", "饭馆", "茶馆", "旅馆", "面馆", "菜馆", "餐馆", "烤鸭店"}))
    return kPlace;
  return kOrganisation;
}

bool is_capitalised(std::string_view words) {
  bool at_start = true;
  for (const char c : words) {
    if (at_start && ascii::is_alpha(c) && !ascii::is_upper(c)) return false;
    at_start = c == ' ';
  }
  return true;
}

// Parts of one postal address that are labelled apart, in the loan agreements, are one.
void join_addresses(Text& text) {
  std::vector<Mark> joined;
  for (const Mark& mark : text.marks) {
    if (!joined.empty() && mark.type == kPlace && joined.back().type == kAddress) {
      const std::string_view between =
          std::string_view(text.text).substr(joined.back().end, mark.begin - joined.back().end);
      if (between == ", " || between == " ") {
        joined.back().end = mark.end;
        continue;
      }
    }
    joined.push_back(mark);
    const char first = text.text[mark.begin];
    const std::string_view all = std::string_view(text.text).substr(mark.begin, mark.end - mark.begin);
    const auto digits = std::count_if(all.begin(), all.end(), ascii::is_digit);
    if (mark.type == kPlace && ascii::is_digit(first)) joined.back().type = kAddress;
    if (mark.type == kPlace && digits == static_cast<std::ptrdiff_t>(all.size())) joined.pop_back();
  }
  text.marks = std::move(joined);
}

}  // namespace

Result<std::vector<Text>> read_corpus(const std::string& root, const std::string& path, float weight) {
  std::ifstream in(root + "/data/corpus/" + path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  if (!in) return fail({ErrorCode::kNotFound, "cannot be read", path});
  const auto labelled = parse_labelled_texts(bytes.str(), path);
  if (!labelled) return fail(labelled.error());
  const std::string set = path.substr(0, path.find('/'));
  const bool is_venues = set == "crosswoz";
  std::vector<Text> out;
  for (const LabelledText& from : *labelled) {
    Text text{from.text, {}, 0, weight, from.id};
    if (set.starts_with("uner") || set == "wnut17" || set == "btc" || set == "wikigold" || set == "re3d" ||
        set == "sec_filings")
      text.unknown = kBesidesThree;
    if (is_venues) text.unknown = bit(kPlace) | bit(kOrganisation) | bit(kOccupation);
    // Byte of each code point.
    std::vector<std::size_t> places;
    for (std::string_view left = text.text; !left.empty(); next_code_point(left))
      places.push_back(text.text.size() - left.size());
    places.push_back(text.text.size());
    std::vector<Span> spans = from.spans;
    std::sort(spans.begin(), spans.end());
    for (const Span& span : spans) {
      if (static_cast<std::size_t>(span.end) >= places.size() || span.start >= span.end) continue;
      Mark mark{places[static_cast<std::size_t>(span.start)], places[static_cast<std::size_t>(span.end)],
                kNone};
      if (!text.marks.empty() && mark.begin < text.marks.back().end) continue;
      const std::string_view value = std::string_view(text.text).substr(mark.begin, mark.end - mark.begin);
      if (is_venues && span.label == "POI") {
        mark.type = venue(value);
      } else if (const auto type = kTypes.find(span.label); type != kTypes.end()) {
        mark.type = type->second;
      } else {
        continue;
      }
      // Handles, roles in contracts and descriptions are no names.
      if (set == "btc" && (value[0] == '@' || (mark.begin > 0 && text.text[mark.begin - 1] == '@'))) continue;
      if (set == "sec_filings" &&
          (value == "Lender" || value == "Borrower" || value == "Bank" || value == "Agent"))
        continue;
      if (set == "re3d" && !is_capitalised(value)) mark.type = kNone;
      text.marks.push_back(mark);
    }
    if (set == "sec_filings") join_addresses(text);
    out.push_back(std::move(text));
  }
  return out;
}

}  // namespace tidegate::train
