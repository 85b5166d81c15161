// Claim: any bytes are either refused with their place, or read as labelled texts that score perfectly
// against themselves where every id stands once, and within bounds against nothing. The bytes up to the first
// NUL are a map of labels; it is refused, or renames both sides alike.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/pilot/spans.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t nul = std::min(bytes.find('\0'), bytes.size());
  const auto map = parse_label_map(bytes.substr(0, nul), "m");
  if (!map) TIDEGATE_CHECK(!map.error().where.empty() && !map.error().what.empty());
  const auto texts = parse_labelled_texts(bytes.substr(std::min(nul + 1, size)), "f");
  if (!texts) {
    TIDEGATE_CHECK(!texts.error().where.empty() && !texts.error().what.empty());
    return 0;
  }
  const LabelMap names = map ? *map : LabelMap{};
  const SpanScore score = score_spans(*texts, *texts, names);
  TIDEGATE_CHECK(score.characters_found <= score.characters && !to_json(score).empty());
  for (const auto& [label, counts] : score.by_label) {
    const auto renamed = names.find(label);
    // A label that is left is one that the map does not know, or one that it gives.
    if (renamed == names.end() || renamed->second == label) continue;
    bool is_given = false;
    for (const auto& [from, to] : names) is_given = is_given || to == label;
    TIDEGATE_CHECK(is_given);
  }
  std::set<std::string_view> ids;
  for (const LabelledText& text : *texts) ids.insert(text.id);
  if (ids.size() == texts->size()) {
    TIDEGATE_CHECK(score.all.extra == 0 && score.all.missed == 0);
    TIDEGATE_CHECK(score.characters_found == score.characters);
  }
  const SpanScore nothing = score_spans(*texts, {}, names);
  TIDEGATE_CHECK(nothing.all.hits == 0 && nothing.characters == score.characters &&
                 nothing.characters_found == 0);
  return 0;
}
