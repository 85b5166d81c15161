#include "tidegate/classify/text_values.h"

#include <algorithm>
#include <bit>
#include <optional>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/text_candidates.h"

namespace tidegate {
namespace {

constexpr std::size_t kWindow = 64;

FoundValue found(const TextValue& value) {
  return {static_cast<std::uint32_t>(value.begin), static_cast<std::uint32_t>(value.end), *value.kind};
}

}  // namespace

void TextScanner::find_runs(std::string_view text) {
  runs_.clear();
  ats_.clear();
  has_wide_ = false;
  bool in_run = false;
  bool has_digit = false;
  std::uint32_t start = 0;
  constexpr std::size_t kBatch = 64;
  classes_.resize(kBatch);
  pieces_.resize(kBatch);
  for (std::size_t base = 0; base < text.size(); base += kBatch * kWindow) {
    const std::size_t windows = std::min(kBatch, (text.size() - base + kWindow - 1) / kWindow);
    for (std::size_t w = 0; w < windows; ++w) {
      const std::size_t begin = base + w * kWindow;
      pieces_[w] = {static_cast<std::uint32_t>(begin),
                    static_cast<std::uint32_t>(std::min(kWindow, text.size() - begin))};
    }
    classify_(text, pieces_.data(), windows, classes_.data());
    for (std::size_t w = 0; w < windows; ++w) {
      const ByteClasses& c = classes_[w];
      has_wide_ |= c.wide != 0;
      const std::uint32_t at = pieces_[w].begin;
      for (std::uint64_t left = c.at; left != 0; left &= left - 1)
        ats_.push_back(at + static_cast<std::uint32_t>(std::countr_zero(left)));
      const std::uint64_t word = c.digit | c.alpha;
      std::uint64_t edges = word ^ (word << 1 | (in_run ? 1U : 0U));
      std::uint32_t from = 0;  // bit where the current stretch began
      while (edges != 0) {
        const auto bit = static_cast<std::uint32_t>(std::countr_zero(edges));
        edges &= edges - 1;
        if (in_run) {
          const std::uint64_t before = (std::uint64_t{1} << bit) - 1;
          has_digit |= (c.digit & before >> from << from) != 0;
          if (has_digit) runs_.push_back({start, at + bit});
          in_run = false;
        } else {
          start = at + bit;
          from = bit;
          in_run = true;
          has_digit = false;
        }
      }
      if (in_run) has_digit |= (c.digit >> from << from) != 0;
    }
  }
  if (in_run && has_digit) runs_.push_back({start, static_cast<std::uint32_t>(text.size())});
}

void TextScanner::scan_half_width(std::string_view text, std::vector<FoundValue>& out) {
  std::size_t from = 0;
  std::size_t next_at = 0;
  TextMemo memo;
  for (std::size_t i = 0; i <= runs_.size(); ++i) {
    const std::size_t run_begin = i < runs_.size() ? runs_[i].begin : text.size();
    for (; next_at < ats_.size() && ats_[next_at] < run_begin; ++next_at) {
      if (ats_[next_at] < from) continue;
      if (const auto email = read_email(text, ats_[next_at], from)) {
        // Digits of the local part may have been read as a number of their own.
        while (!out.empty() && out.back().end > email->begin) out.pop_back();
        out.push_back(found(*email));
        from = email->end;
      }
    }
    if (i == runs_.size() || runs_[i].begin < from) continue;
    const std::size_t end = runs_[i].end;
    if (end < text.size() && text[end] == '@' && next_at < ats_.size() && ats_[next_at] == end)
      continue;  // read with the @
    if (const auto value = read_text_value(text, runs_[i].begin, end, from, memo)) {
      if (value->kind) out.push_back(found(*value));
      from = value->end;
    }
  }
}

void TextScanner::scan_full_width(std::string_view text, std::vector<FoundValue>& out) {
  half_.resize(text.size());
  origin_.resize(text.size() + 1);
  std::size_t n = 0;
  for (std::size_t i = 0; i < text.size(); ++n) {
    origin_[n] = static_cast<std::uint32_t>(i);
    if (text[i] == '\xEF' && i + 2 < text.size()) {
      const unsigned code = 0xF000U | (static_cast<unsigned>(text[i + 1]) & 0x3F) << 6 |
                            (static_cast<unsigned>(text[i + 2]) & 0x3F);
      const char narrow = static_cast<char>(code - 0xFF01U + '!');
      if (code >= 0xFF01 && code <= 0xFF5E &&
          (ascii::is_alnum(narrow) || narrow == '-' || narrow == '@' || narrow == '.' || narrow == '+')) {
        half_[n] = narrow;
        i += 3;
        continue;
      }
    }
    half_[n] = text[i++];
  }
  half_.resize(n);
  origin_[n] = static_cast<std::uint32_t>(text.size());
  find_runs(half_);
  scan_half_width(half_, out);
  for (FoundValue& value : out) {
    value.begin = origin_[value.begin];
    value.end = origin_[value.end];
  }
}

// A password that is somebody's number or address is told as that.
void TextScanner::add_secrets(std::vector<FoundValue>& out) const {
  const auto is_somebodys = [](const FoundValue& value) {
    return value.kind == ValueKind::kCnMobile || value.kind == ValueKind::kCnResidentId ||
           value.kind == ValueKind::kCard || value.kind == ValueKind::kEmail;
  };
  std::vector<FoundValue> both;
  auto value = out.begin();
  for (const FoundSecret& secret : secrets_) {
    while (value != out.end() && value->end <= secret.begin) both.push_back(*value++);
    const bool is_same = value != out.end() && value->begin == secret.begin && value->end == secret.end;
    if (is_same && secret.kind == ValueKind::kPasswordPair && is_somebodys(*value)) continue;
    while (value != out.end() && value->begin < secret.end) ++value;
    both.push_back({secret.begin, secret.end, secret.kind});
  }
  both.insert(both.end(), value, out.end());
  out = std::move(both);
}

void TextScanner::scan(std::string_view text, std::span<const LiteralHit> hits,
                       std::vector<FoundValue>& out) {
  out.clear();
  find_runs(text);
  if (has_wide_) {
    scan_full_width(text, out);
  } else {
    scan_half_width(text, out);
  }
  secret_finder_.find(text, hits, secrets_);
  if (!secrets_.empty()) add_secrets(out);
}

}  // namespace tidegate
