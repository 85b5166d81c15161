#include "tidegate/classify/prose/prose_tagger.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "tidegate/classify/ascii.h"

namespace tidegate {
namespace {

constexpr std::size_t kLongestPart = 6'000;  // bytes
constexpr std::size_t kChunk = 64;           // units whose features are looked up together

enum class LineKind : std::uint8_t { kNeither, kLatin, kHan };

// Bytes E4..E9 begin the Chinese characters (and no other letters than a few of E3 and E9).
LineKind kind_of(std::string_view line) {
  LineKind kind = LineKind::kNeither;
  for (const char c : line) {
    if (c >= '\xE4' && c <= '\xE9') return LineKind::kHan;
    if (ascii::is_alpha(c)) kind = LineKind::kLatin;
  }
  return kind;
}

// The last place in text[begin, limit) behind which a sentence begins, or a character at least.
std::size_t cut_before(std::string_view text, std::size_t begin, std::size_t limit) {
  for (std::size_t i = limit; i > begin + kLongestPart / 2; --i) {
    const std::string_view before = text.substr(i - 3, 3);
    if (before == "。" || before == "！" || before == "？" || before == "；" || before.substr(1) == ". " ||
        before.substr(1) == "? " || before.substr(1) == "! ")
      return i;
  }
  for (std::size_t i = limit; i > begin + kLongestPart / 2; --i) {
    if (text[i - 1] == ' ' || text[i - 1] == ',') return i;
  }
  while (limit > begin + 1 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
  return limit;
}

}  // namespace

ProsePart next_prose_part(std::string_view text, std::size_t begin) {
  LineKind kind = LineKind::kNeither;
  std::size_t end = begin;
  while (end < text.size()) {
    const std::size_t mark = text.substr(end, kLongestPart).find('\n');
    std::size_t next =
        mark == std::string_view::npos ? std::min(end + kLongestPart, text.size()) : end + mark + 1;
    if (next - begin > kLongestPart) {
      if (end > begin) break;
      next = cut_before(text, begin, begin + kLongestPart);
    } else if (mark == std::string_view::npos && next < text.size()) {
      next = cut_before(text, end, next);
    }
    const LineKind line = kind_of(text.substr(end, next - end));
    if (kind == LineKind::kNeither) {
      kind = line;
    } else if (line != LineKind::kNeither && line != kind) {
      break;
    }
    end = next;
  }
  return {begin, end, kind == LineKind::kHan};
}

Result<ProseModels> ProseModels::parse(std::string_view chinese, std::string_view english) {
  auto zh = ProseModel::parse(chinese, "models/prose/zh.bin");
  if (!zh) return fail(zh.error());
  auto en = ProseModel::parse(english, "models/prose/en.bin");
  if (!en) return fail(en.error());
  return ProseModels{*zh, *en};
}

void ProseTagger::find(std::string_view text, std::vector<FoundProse>& out) {
  out.clear();
  for (std::size_t at = 0; at < text.size();) {
    const ProsePart part = next_prose_part(text, at);
    find_in(part.is_chinese ? models_->chinese : models_->english, text, part.begin, part.end, out);
    at = part.end;
  }
}

void ProseTagger::find_in(const ProseModel& model, std::string_view text, std::size_t begin, std::size_t end,
                          std::vector<FoundProse>& out) {
  constexpr ProseUnit kEdge{0, 0, 1, 0, ProseShape::kEdge};
  units_.assign(kProsePad, kEdge);
  cut_prose(text, begin, end, model.is_chinese(), units_, model.fold());
  const std::size_t count = units_.size() - kProsePad;
  if (count == 0) return;
  units_.resize(units_.size() + kProsePad, kEdge);
  model.tag(units_, tags_);
  std::array<std::int16_t, kProseStates> bias;
  std::copy_n(model.bias(), kProseStates, bias.begin());
  sums_.resize((count + 2 * kProsePad) * kProseStates);
  for (std::size_t i = kProsePad; i < kProsePad + count; ++i)
    std::memcpy(&sums_[i * kProseStates], bias.data(), sizeof bias);
  asked_.resize(kChunk * kProseReach.size());
  adds_.resize(kChunk * kProseReach.size());
  const std::size_t to = last_prose_place(units_.size());
  for (std::size_t from = kProseFirst; from < to; from += kChunk) {
    // First the keys that may be features, without a branch, then their rows.
    ProseAsked* last = asked_.data();
    for_each_prose_feature(units_, tags_, from, std::min(from + kChunk, to),
                           [&](ProseFeature, std::uint64_t key, std::size_t place) {
                             *last = {key, static_cast<std::uint32_t>(place)};
                             last += model.may_know(key) ? 1 : 0;
                           });
    const std::span<const ProseAsked> asked(asked_.data(), last);
    const std::size_t adds = model.find(asked, adds_.data());
    add_rows_(model.rows(), std::span(adds_).first(adds), sums_.data());
  }
  spans_.clear();
  path_.find(&sums_[kProsePad * kProseStates], count, spans_);
  for (const ProseSpan& span : spans_) {
    std::size_t first = kProsePad + span.first;
    const std::size_t last = kProsePad + span.last - 1;
    if (!model.is_chinese() && span.type == ProseType::kName) first = behind_titles(first, last);
    out.push_back({units_[first].begin, units_[last].end, span.type});
  }
}

// A name begins behind "Mr", "Dr." and the like: the corpora do not agree.
std::size_t ProseTagger::behind_titles(std::size_t first, std::size_t last) const {
  const auto is_word = [&](std::size_t i) {
    return units_[i].shape >= ProseShape::kLower && units_[i].shape <= ProseShape::kMixed;
  };
  while (first < last && is_word(first) && (tags_[first] & kProseTitle) != 0) {
    const std::size_t next = units_[first + 1].word == '.' ? first + 2 : first + 1;
    if (next > last || !is_word(next)) break;
    first = next;
  }
  return first;
}

}  // namespace tidegate
