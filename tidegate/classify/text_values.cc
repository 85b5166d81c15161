#include "tidegate/classify/text_values.h"

#include <algorithm>
#include <bit>
#include <optional>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/chance_numbers.h"
#include "tidegate/classify/text_candidates.h"
#include "tidegate/classify/text_clock.h"

namespace tidegate {
namespace {

constexpr std::size_t kWindow = 64;
constexpr std::size_t kLeastOther = 11;  // digits of the shortest number that is a person's

// The bits before `bit`, which is less than 64.
std::uint64_t below(std::uint32_t bit) { return (std::uint64_t{1} << bit) - 1; }

// Last bytes of full-width digits: those that the classes tell, and those whose first bytes stand in the
// window before.
void add_wide(std::string_view text, std::uint32_t at, const ByteClasses& classes,
              std::vector<std::uint32_t>& out) {
  std::uint64_t wide = classes.wide;
  for (const std::uint32_t bit : {0U, 1U}) {
    if ((classes.high >> bit & 1) == 0 || at + bit < 2) continue;
    const std::string_view last = text.substr(at + bit - 2, 3);
    if (last[0] == '\xEF' && last[1] == '\xBC' && last[2] >= '\x90' && last[2] <= '\x99')
      wide |= std::uint64_t{1} << bit;
  }
  for (; wide != 0; wide &= wide - 1) out.push_back(at + static_cast<std::uint32_t>(std::countr_zero(wide)));
}

FoundValue found(const TextValue& value) {
  return {static_cast<std::uint32_t>(value.begin), static_cast<std::uint32_t>(value.end), *value.kind};
}

}  // namespace

void TextScanner::find_marks(std::string_view text, Marks& marks) {
  marks.runs.clear();
  marks.ats.clear();
  marks.wide.clear();
  constexpr std::size_t kBatch = 64;
  classes_.resize(kBatch);
  pieces_.resize(kBatch);
  // A run that goes on into the next window.
  bool is_open = false;
  bool has_digit = false;
  std::uint32_t start = 0;
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
      const std::uint32_t at = pieces_[w].begin;
      for (std::uint64_t left = c.at; left != 0; left &= left - 1)
        marks.ats.push_back(at + static_cast<std::uint32_t>(std::countr_zero(left)));
      if (c.high != 0) add_wide(text, at, c, marks.wide);
      const std::uint64_t word = c.digit | c.alpha;
      std::uint64_t digit = c.digit;
      if (is_open) {
        const auto bit = static_cast<std::uint32_t>(std::countr_one(word));
        has_digit |= bit == kWindow ? digit != 0 : (digit & below(bit)) != 0;
        if (bit == kWindow) continue;
        if (has_digit) marks.runs.push_back({start, at + bit});
        digit &= ~below(bit);
        is_open = false;
      }
      while (digit != 0) {
        const auto first = static_cast<std::uint32_t>(std::countr_zero(digit));
        const std::uint64_t gaps = ~word;
        const auto begin = static_cast<std::uint32_t>(kWindow) -
                           static_cast<std::uint32_t>(std::countl_zero(gaps & below(first)));
        const std::uint64_t behind = gaps & ~below(first);
        start = at + begin;
        if (behind == 0) {
          is_open = true;
          has_digit = true;
          break;
        }
        const auto end = static_cast<std::uint32_t>(std::countr_zero(behind));
        marks.runs.push_back({start, at + end});
        digit &= ~below(end);
      }
      // The letters at the end of the window may go on with a digit.
      if (!is_open && (word >> (kWindow - 1)) != 0) {
        start = at + static_cast<std::uint32_t>(kWindow) - static_cast<std::uint32_t>(std::countl_one(word));
        is_open = true;
        has_digit = false;
      }
    }
  }
  if (is_open && has_digit) marks.runs.push_back({start, static_cast<std::uint32_t>(text.size())});
}

void TextScanner::keep_other(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view run = text.substr(begin, end - begin);
  if (number_family(run) == NumberFamily::kNone || !ascii::all_digits(run)) return;
  others_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(run.size())});
}

void TextScanner::scan_half_width(std::string_view text, const LineMarks& marks,
                                  std::vector<FoundValue>& out) {
  std::size_t from = 0;
  std::size_t quiet = 0;  // runs before this are nothing
  std::size_t next_at = 0;
  TextMemo memo;
  const std::size_t base = marks.base;
  for (std::size_t i = 0; i <= marks.runs.size(); ++i) {
    const std::size_t run_begin = i < marks.runs.size() ? marks.runs[i].begin - base : text.size();
    for (; next_at < marks.ats.size() && marks.ats[next_at] - base < run_begin; ++next_at) {
      const std::size_t at = marks.ats[next_at] - base;
      if (at < from) continue;
      if (const auto email = read_email(text, at, from)) {
        // Digits of the local part may have been read as a number of their own.
        while (!out.empty() && out.back().end > email->begin) out.pop_back();
        out.push_back(found(*email));
        from = email->end;
      }
    }
    if (i == marks.runs.size() || run_begin < from || run_begin < quiet) continue;
    const std::size_t end = marks.runs[i].end - base;
    if (knows_clocks_ && end - run_begin == 4 && run_begin - from <= 1) {
      if (const TextClock clock = read_clock(text, run_begin, from); clock.end != 0) {
        from = clock.from;
        quiet = clock.end;
        continue;
      }
    }
    if (end < text.size() && text[end] == '@' && next_at < marks.ats.size() &&
        marks.ats[next_at] - base == end)
      continue;  // read with the @
    if (const auto value = read_text_value(text, run_begin, end, from, memo)) {
      if (value->kind) out.push_back(found(*value));
      from = value->end;
    } else if (end - run_begin >= kLeastOther) {
      keep_other(text, run_begin, end);
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
  find_marks(half_, half_marks_);
  scan_half_width(half_, {half_marks_.runs, half_marks_.ats, 0}, out);
  for (FoundValue& value : out) {
    value.begin = origin_[value.begin];
    value.end = origin_[value.end];
  }
  // Only numbers that stand in plain digits are others.
  for (TextPiece& other : others_) other.begin = origin_[other.begin];
  std::erase_if(others_, [&](const TextPiece& other) {
    return !ascii::all_digits(text.substr(other.begin, other.length));
  });
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

void TextScanner::scan_marked(std::string_view line, const LineMarks& marks, bool has_wide,
                              std::vector<FoundValue>& out) {
  out.clear();
  others_.clear();
  if (has_wide) {
    scan_full_width(line, out);
  } else if (!marks.runs.empty() || !marks.ats.empty()) {
    scan_half_width(line, marks, out);
  }
  if (!secrets_.empty()) add_secrets(out);
}

void TextScanner::scan(std::string_view text, std::span<const LiteralHit> hits,
                       std::vector<FoundValue>& out) {
  find_marks(text, marks_);
  secrets_.clear();
  if (!hits.empty()) secret_finder_.find(text, hits, secrets_);
  scan_marked(text, {marks_.runs, marks_.ats, 0}, !marks_.wide.empty(), out);
}

void TextScanner::open(std::string_view text, std::span<const LiteralHit> hits) {
  text_ = text;
  next_run_ = next_at_ = next_wide_ = next_secret_ = 0;
  find_marks(text, marks_);
  text_secrets_.clear();
  if (!hits.empty()) secret_finder_.find(text, hits, text_secrets_);
}

void TextScanner::scan_line(std::size_t begin, std::size_t end, std::vector<FoundValue>& out) {
  while (next_run_ < marks_.runs.size() && marks_.runs[next_run_].begin < begin) ++next_run_;
  while (next_at_ < marks_.ats.size() && marks_.ats[next_at_] < begin) ++next_at_;
  while (next_wide_ < marks_.wide.size() && marks_.wide[next_wide_] < begin) ++next_wide_;
  const std::size_t run = next_run_;
  const std::size_t at = next_at_;
  const std::size_t wide = next_wide_;
  while (next_run_ < marks_.runs.size() && marks_.runs[next_run_].begin < end) ++next_run_;
  while (next_at_ < marks_.ats.size() && marks_.ats[next_at_] < end) ++next_at_;
  while (next_wide_ < marks_.wide.size() && marks_.wide[next_wide_] < end) ++next_wide_;
  secrets_.clear();
  while (next_secret_ < text_secrets_.size() && text_secrets_[next_secret_].begin < begin) ++next_secret_;
  for (; next_secret_ < text_secrets_.size() && text_secrets_[next_secret_].begin < end; ++next_secret_) {
    const FoundSecret& secret = text_secrets_[next_secret_];
    secrets_.push_back({static_cast<std::uint32_t>(secret.begin - begin),
                        static_cast<std::uint32_t>(std::min<std::size_t>(secret.end, end) - begin),
                        secret.kind});
  }
  scan_marked(text_.substr(begin, end - begin),
              {std::span(marks_.runs).subspan(run, next_run_ - run),
               std::span(marks_.ats).subspan(at, next_at_ - at), static_cast<std::uint32_t>(begin)},
              next_wide_ > wide, out);
}

}  // namespace tidegate
