#include "tidegate/classify/text_values.h"

#include <algorithm>
#include <bit>
#include <optional>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/fit.h"
#include "tidegate/classify/secret_validators.h"
#include "tidegate/classify/text_candidates.h"

namespace tidegate {
namespace {

constexpr std::size_t kWindow = 64;

// The value after "password" at `at`: skips a closing quote, blanks, one of : = ： 为 是, blanks, an opening
// quote.
std::optional<TextValue> read_assigned(std::string_view text, std::size_t at) {
  const auto skip_blanks = [&] {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  };
  if (at < text.size() && (text[at] == '"' || text[at] == '\'')) ++at;
  skip_blanks();
  bool is_assigned = false;
  for (const std::string_view mark : Words{"=>", ":=", "==", "：", ":", "=", "为", "是"}) {
    if (text.substr(at, mark.size()) == mark) {
      if (mark == "==") return std::nullopt;
      at += mark.size();
      is_assigned = true;
      break;
    }
  }
  if (!is_assigned) return std::nullopt;
  skip_blanks();
  char quote = '\0';
  if (at < text.size() && (text[at] == '"' || text[at] == '\'' || text[at] == '`')) quote = text[at++];
  std::size_t end = at;
  while (end < text.size() && !ascii::is_high(text[end]) && text[end] > ' ') {
    if (quote != '\0' ? text[end] == quote
                      : text[end] == ',' || text[end] == ';' || text[end] == '"' || text[end] == '\'' ||
                            text[end] == '&')
      break;
    ++end;
  }
  if (quote == '\0') {
    while (end > at &&
           (text[end - 1] == '.' || text[end - 1] == ')' || text[end - 1] == '}' || text[end - 1] == ']'))
      --end;
  }
  const std::string_view value = text.substr(at, end - at);
  if (value.size() < 6 || value.size() > 200 || value.find('(') != std::string_view::npos ||
      is_secret_placeholder(value))
    return std::nullopt;
  return TextValue{at, end, ValueKind::kPasswordPair};
}

// scheme://user:password@host around the :// at `at`.
std::optional<TextValue> read_connection(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && at - begin < 30 &&
         (ascii::is_alnum(text[begin - 1]) || text[begin - 1] == '+' || text[begin - 1] == ':'))
    --begin;
  std::size_t end = at + 3;
  while (end < text.size() && text[end] > ' ' && !ascii::is_high(text[end]) && text[end] != '"' &&
         text[end] != '\'' && text[end] != '<' && text[end] != '>')
    ++end;
  while (end > at && (text[end - 1] == '.' || text[end - 1] == ',' || text[end - 1] == ')')) --end;
  const std::string_view value = text.substr(begin, end - begin);
  const std::size_t path = value.find('/', at + 3 - begin);
  if (value.substr(0, path).find('@') == std::string_view::npos || fits_conn_string(value) != Fit::kValid)
    return std::nullopt;
  return TextValue{begin, end, ValueKind::kConnString};
}

// The value of -p in a command line that begins before `at`: mysql -uroot -pSecret, sshpass -p Secret.
std::optional<TextValue> read_option(std::string_view text, std::size_t at) {
  const std::size_t line = std::min(text.find('\n', at), text.size());
  const std::size_t option = text.substr(0, std::min(line, at + 80)).find(" -p", at);
  if (option == std::string_view::npos) return std::nullopt;
  std::size_t begin = option + 3;
  const bool is_apart =
      begin < line && text[begin] == ' ' && text.substr(at > 7 ? at - 7 : 0, 7) == "sshpass";
  if (is_apart) ++begin;
  std::size_t end = begin;
  while (end < line && text[end] > ' ' && !ascii::is_high(text[end])) ++end;
  if (end - begin < 4 || is_secret_placeholder(text.substr(begin, end - begin))) return std::nullopt;
  return TextValue{begin, end, ValueKind::kPasswordPair};
}

std::optional<TextValue> read_jwt(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() &&
         (ascii::is_alnum(text[end]) || text[end] == '-' || text[end] == '_' || text[end] == '.'))
    ++end;
  while (end > at && text[end - 1] == '.') --end;
  if (fits_jwt(text.substr(at, end - at)) != Fit::kValid) return std::nullopt;
  return TextValue{at, end, ValueKind::kJwt};
}

std::optional<TextValue> read_pem(std::string_view text, std::size_t at) {
  if (fits_private_key(text.substr(at)) != Fit::kValid) return std::nullopt;
  const std::size_t mark = text.find("-----END ", at);
  const std::size_t close = mark == std::string_view::npos ? mark : text.find("-----", mark + 9);
  const std::size_t head = text.find("-----", at + 11);
  const std::size_t end = close != std::string_view::npos ? close + 5 : head + 5;
  return TextValue{at, end, ValueKind::kPrivateKey};
}

std::optional<TextValue> read_key(std::string_view text, std::size_t at) {
  if (at > 0 && (ascii::is_alnum(text[at - 1]) || text[at - 1] == '_')) return std::nullopt;
  const std::size_t length = api_key_length(text.substr(at, 512));
  if (length == 0 || (at + length < text.size() && ascii::is_alnum(text[at + length]))) return std::nullopt;
  return TextValue{at, at + length, ValueKind::kApiKey};
}

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
  half_.clear();
  origin_.clear();
  for (std::size_t i = 0; i < text.size();) {
    origin_.push_back(static_cast<std::uint32_t>(i));
    if (text[i] == '\xEF' && i + 2 < text.size()) {
      const unsigned code = 0xF000U | (static_cast<unsigned>(text[i + 1]) & 0x3F) << 6 |
                            (static_cast<unsigned>(text[i + 2]) & 0x3F);
      const char narrow = static_cast<char>(code - 0xFF01U + '!');
      if (code >= 0xFF01 && code <= 0xFF5E &&
          (ascii::is_alnum(narrow) || narrow == '-' || narrow == '@' || narrow == '.' || narrow == '+')) {
        half_.push_back(narrow);
        i += 3;
        continue;
      }
    }
    half_.push_back(text[i++]);
  }
  origin_.push_back(static_cast<std::uint32_t>(text.size()));
  find_runs(half_);
  scan_half_width(half_, out);
  for (FoundValue& value : out) {
    value.begin = origin_[value.begin];
    value.end = origin_[value.end];
  }
}

void TextScanner::find_secrets(std::string_view text, std::span<const LiteralHit> hits,
                               std::vector<FoundValue>& out) const {
  for (const LiteralHit& hit : hits) {
    const Literal& literal = literals()[hit.literal];
    std::optional<TextValue> value;
    switch (literal.role) {
      case LiteralRole::kContext:
        break;
      case LiteralRole::kAssignment:
        value = read_assigned(text, hit.begin + literal.text.size());
        break;
      case LiteralRole::kKeyPrefix:
        value = read_key(text, hit.begin);
        break;
      case LiteralRole::kJwt:
        value = read_jwt(text, hit.begin);
        break;
      case LiteralRole::kPem:
        value = read_pem(text, hit.begin);
        break;
      case LiteralRole::kCommand:
        value = read_option(text, hit.begin + literal.text.size());
        break;
      case LiteralRole::kScheme:
        value = read_connection(text, hit.begin);
        break;
    }
    if (value) out.push_back(found(*value));
  }
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
  const std::size_t values = out.size();
  find_secrets(text, hits, out);
  if (out.size() == values) return;
  // A secret holds what lies inside it: the longer one stays, of equal ones the earlier kind in the order of
  // secrets.
  std::stable_sort(out.begin(), out.end(), [](const FoundValue& a, const FoundValue& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (kept > 0 && out[i].begin < out[kept - 1].end) {
      const bool is_same = out[i].begin == out[kept - 1].begin && out[i].end == out[kept - 1].end;
      if (is_same && out[kept - 1].kind == ValueKind::kPasswordPair)
        out[kept - 1] = out[i];  // a key says more than "secret ="
      continue;
    }
    out[kept++] = out[i];
  }
  out.resize(kept);
}

}  // namespace tidegate
