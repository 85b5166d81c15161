// Running text under a model made of the text itself: every kernel finds the same spans, in order, inside the
// text, and cut between characters; a damaged model is refused or read without harm.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/classify/prose/prose_tagger.h"

namespace {

using namespace tidegate;

// Weights that depend on the key alone, so that spans of every type come about.
ProseModelParts parts_for(std::string_view text, bool is_chinese) {
  constexpr ProseUnit kEdge{0, 0, 1, 0, ProseShape::kEdge};
  ProseModelParts parts;
  parts.is_chinese = is_chinese;
  std::vector<ProseUnit> units(kProsePad, kEdge);
  cut_prose(text, 0, text.size(), is_chinese, units, nullptr);
  if (units.size() > 200) units.resize(200);
  if (units.size() > kProsePad + 2)
    parts.lexicon.push_back({{units[kProsePad].word, units[kProsePad + 1].word}, 5});
  units.resize(units.size() + kProsePad, kEdge);
  const std::vector<std::uint32_t> tags(units.size(), 0);
  std::vector<std::uint64_t> keys;
  for_each_prose_feature(units, tags, kProseFirst, last_prose_place(units.size()),
                         [&](ProseFeature, std::uint64_t key, std::size_t) {
                           if (std::find(keys.begin(), keys.end(), key) != keys.end()) return;
                           keys.push_back(key);
                           ProseModelParts::Feature feature{key, 1, {{}}};
                           for (std::size_t s = 0; s < kProseStates; ++s)
                             feature.rows[0][s] = static_cast<std::int8_t>(prose_mix(key, s) >> 56);
                           parts.features.push_back(std::move(feature));
                         });
  return parts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3 || size > 16'384) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  std::string zh = write_prose_model(parts_for(text, true));
  const std::string en = write_prose_model(parts_for(text, false));
  if (data[0] != 0) zh[(std::size_t{data[0]} * 251 + data[1]) % zh.size()] ^= static_cast<char>(data[1] | 1);
  const auto models = ProseModels::parse(zh, en);
  if (!models) return 0;
  std::vector<FoundProse> plain;
  std::vector<FoundProse> fast;
  ProseTagger(*models, Simd::kScalar).find(text, plain);
  ProseTagger(*models, Simd::kAvx2).find(text, fast);
  TIDEGATE_CHECK(plain == fast);
  std::size_t from = 0;
  for (const FoundProse& span : plain) {
    TIDEGATE_CHECK(span.begin >= from && span.begin < span.end && span.end <= text.size());
    from = span.end;
  }
  return 0;
}
