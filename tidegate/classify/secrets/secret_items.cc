#include "tidegate/classify/secrets/secret_items.h"

#include <algorithm>
#include <array>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/fit.h"

namespace tidegate {
namespace {

using ascii::is_alnum;
using ascii::is_high;
using enum SecretRelation;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_control(char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7F'; }
bool is_name(char c) { return is_alnum(c) || c == '_' || c == '-' || c == '.'; }

std::uint8_t quote_at(std::string_view text, std::size_t i) {
  switch (text[i]) {
    case '"':
      return 1;
    case '\'':
      return 2;
    case '`':
      return 3;
    default:
      return 0;
  }
}

// Bytes of a Chinese opening quote at i; 0 for none.
std::size_t wide_quote(std::string_view text, std::size_t i) {
  for (const std::string_view quote : Words{"“", "”", "「", "『", "‘", "’", "【"}) {
    if (text.substr(i, quote.size()) == quote) return quote.size();
  }
  return 0;
}

// A letter with an accent, two bytes: ß, é, ñ.
bool is_accented(std::string_view text, std::size_t i) {
  const auto lead = static_cast<unsigned char>(text[i]);
  return lead >= 0xC3 && lead <= 0xC9 && i + 1 < text.size() &&
         (static_cast<unsigned char>(text[i + 1]) & 0xC0) == 0x80;
}

// Whether a name and = follow at i: "vers=", "User Id=". Behind an & the name holds no blank.
bool is_setting(std::string_view text, std::size_t i, std::size_t end) {
  const std::size_t first = i;
  const bool may_be_two = first == 0 || text[first - 1] != '&';
  while (i < end && i - first < 40 && (is_name(text[i]) || (text[i] == ' ' && may_be_two))) ++i;
  return i > first && i < end && text[i] == '=' && text[first] != ' ';
}

// What a byte does to a run of characters, and which marks part a word: bits.
enum Mark : std::uint8_t {
  kStop = 1,        // ends a run: blanks, quotes, brackets
  kHigh = 2,        // not ASCII
  kSeparator = 4,   // , ; &: may end a run
  kJoin = 8,        // : / % , ;: may join the parts of a word
  kSign = 16,       // = *: a setting, or bold type
  kPlainStop = 32,  // a control, or a mark between words
};
constexpr auto kMarks = [] {
  std::array<std::uint8_t, 256> marks{};
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const char c = static_cast<char>(i);
    const auto is_any = [&](std::string_view set) { return set.find(c) != std::string_view::npos; };
    const bool is_ctrl = i <= ' ' || c == '\x7F';
    marks[i] = static_cast<std::uint8_t>((is_ctrl || is_any("\"'`<>()|{}[]") ? kStop : 0) |
                                         (i >= 0x80 ? kHigh : 0) | (is_any(",;&") ? kSeparator : 0) |
                                         (is_any(":/%,;") ? kJoin : 0) | (is_any("=*") ? kSign : 0) |
                                         (is_ctrl || is_any("()[]{}<>,;|=:") ? kPlainStop : 0));
  }
  return marks;
}();
std::uint8_t marks_of(char c) { return kMarks[static_cast<unsigned char>(c)]; }
std::uint8_t marks_in(std::string_view s) {
  std::uint8_t marks = 0;
  for (const char c : s) marks |= marks_of(c);
  return marks;
}

constexpr std::size_t kLongestMixed = 64;  // bytes of a piece in quotes that holds Chinese

class Cutter {
 public:
  Cutter(std::string_view text, std::size_t begin, std::size_t end, std::vector<SecretItem>& out)
      : text_(text), begin_(begin), end_(end), out_(out), first_(out.size()) {}

  void cut() {
    std::size_t i = begin_;
    while (i < end_ && out_.size() - first_ < kMostItems) {
      if (const std::uint8_t quote = quote_at(text_, i); quote != 0) {
        i = take_quoted(i, quote);
      } else if (is_high(text_[i]) && !is_accented(text_, i)) {
        const std::size_t wide = wide_quote(text_, i);
        if (wide != 0) take_wide_quoted(i, wide);
        after_wide_quote_ = wide != 0;
        i += wide != 0 ? wide : 1;
      } else if ((marks_of(text_[i]) & kPlainStop) != 0) {
        ++i;
        after_wide_quote_ = false;
      } else {
        i = take_run(i);
        after_wide_quote_ = false;
      }
    }
    const auto is_before = [](const SecretItem& a, const SecretItem& b) { return a.begin < b.begin; };
    const auto first = out_.begin() + static_cast<std::ptrdiff_t>(first_);
    if (!std::is_sorted(first, out_.end(), is_before)) std::stable_sort(first, out_.end(), is_before);
  }

 private:
  // Chinese between Chinese quotes is a piece where it is mixed with digits: 「青山9月」. What else stands
  // there is cut as a run.
  void take_wide_quoted(std::size_t i, std::size_t wide) {
    const std::size_t begin = i + wide;
    const std::size_t limit = std::min(text_.size(), begin + kLongestMixed);
    std::size_t end = begin;
    while (end < limit && !is_control(text_[end]) && wide_quote(text_, end) == 0 &&
           text_.substr(end, 3) != "」" && text_.substr(end, 3) != "』" && text_.substr(end, 3) != "】")
      ++end;
    if (end < limit && !is_control(text_[end]) && is_mixed(text_.substr(begin, end - begin)))
      add(begin, end, 4, relation_before(i));
  }

  static bool is_mixed(std::string_view s) {
    bool has_digit = false;
    bool has_wide = false;
    for (std::size_t i = 0; i < s.size(); ++i) {
      has_digit |= ascii::is_digit(s[i]);
      has_wide |= is_high(s[i]) && !is_accented(s, i);
    }
    return has_digit && has_wide;
  }

  // A quoted piece without blanks is one item whatever stands in it; else the quote only parts runs.
  std::size_t take_quoted(std::size_t i, std::uint8_t quote) {
    const std::size_t limit = std::min(text_.size(), i + 2 + kLongestSecret);
    std::size_t close = i + 1;
    bool is_wide = false;
    while (close < limit && text_[close] != text_[i] && !is_control(text_[close])) {
      if (is_high(text_[close]) && !is_accented(text_, close)) {
        is_wide = true;
        if (close - i > kLongestMixed) break;
      } else if (is_high(text_[close])) {
        ++close;
      }
      close += text_[close] == '\\' && close + 1 < limit && text_[close + 1] == text_[i] ? 2 : 1;
    }
    if (close >= limit || text_[close] != text_[i]) return i + 1;
    if (is_wide) {
      const std::string_view mixed = text_.substr(i + 1, close - i - 1);
      if (mixed.size() <= kLongestMixed && is_mixed(mixed)) add(i + 1, close, quote, relation_before(i));
      return i + 1;
    }
    std::size_t begin = i + 1;
    std::size_t end = close;
    // "\"...\"" inside a string, and "...\r" of a script.
    if (end - begin > 2 && text_[end - 2] == '\\' && (text_[end - 1] == 'r' || text_[end - 1] == 'n'))
      end -= 2;
    if (end > begin && text_[end - 1] == '\\') --end;
    // A list or an object in quotes is cut like text; so is an assignment in quotes.
    const std::string_view inside = text_.substr(begin, end - begin);
    const bool is_text = inside.size() > 1 && (inside[0] == '[' || (inside[0] == '{' && inside[1] != '{'));
    if (is_text) return i + 1;
    if (!inside.empty()) {
      add(begin, end, quote, relation_before(i));
      if (inside.substr(0, inside.size() - 1).find('=') != std::string_view::npos) {
        take_settings(begin, end);
        if (inside.find(':') < inside.find('=')) take_parts(begin, end, quote);
      } else {
        take_parts(begin, end, quote);
      }
    }
    return close + 1;
  }

  // "user=x&password=y" in quotes.
  void take_settings(std::size_t begin, std::size_t end) {
    while (begin < end) {
      std::size_t stop = begin;
      while (stop < end && !((text_[stop] == '&' || text_[stop] == ';' || text_[stop] == ',') &&
                             is_setting(text_, stop + 1, end)))
        ++stop;
      if (stop > begin) take_word(begin, stop);
      begin = stop + 1;
    }
  }

  std::size_t take_run(std::size_t i) {
    const std::size_t limit = std::min(text_.size(), i + kLongestSecret);
    // ${...}, $(...) and {{...}} are one piece.
    if (text_[i] == '$' && i + 1 < limit && (text_[i + 1] == '{' || text_[i + 1] == '(')) {
      const std::size_t close =
          text_.substr(0, std::min(limit, i + 200)).find(text_[i + 1] == '{' ? '}' : ')', i);
      if (close != std::string_view::npos) {
        add(i, close + 1, 0, relation_before(i));
        take_default(i + 2, close);
        return close + 1;
      }
    }
    const bool is_place = text_[i] == '@' && i > begin_ && text_[i - 1] == '}';  // ${PASSWORD}@host
    std::size_t end = i;
    for (; end < limit; ++end) {
      const std::uint8_t marks = marks_of(text_[end]) & (kStop | kHigh | kSeparator);
      if (marks == 0) continue;
      if ((marks & kStop) != 0) break;
      if ((marks & kHigh) != 0) {
        if (!is_accented(text_, end)) break;
        ++end;
        continue;
      }
      const bool is_setting_next = end + 1 < limit && is_setting(text_, end + 1, limit);
      if (text_[end] == '&'
              ? is_setting_next
              : end + 1 >= limit || is_blank(text_[end + 1]) || is_high(text_[end + 1]) || is_setting_next)
        break;
    }
    const std::size_t next = std::max(end, i + 1);
    end = without_line_end(i, end);
    while (end > i && (text_[end - 1] == '.' || text_[end - 1] == ',' || text_[end - 1] == ';' ||
                       text_[end - 1] == '?' || text_[end - 1] == ':' || text_[end - 1] == '\\'))
      --end;
    if (end == i || is_place) return next;
    take_word(i, end);
    return next;
  }

  // "AUTH piece\r\n" of a program that speaks to a server.
  std::size_t without_line_end(std::size_t begin, std::size_t end) const {
    if (end >= end_ || quote_at(text_, end) == 0) return end;
    while (end - begin > 6 && text_[end - 2] == '\\' && (text_[end - 1] == 'n' || text_[end - 1] == 'r'))
      end -= 2;
    return end;
  }

  // What a reference falls back to: ${NAME:-piece}, ${name:piece}.
  void take_default(std::size_t begin, std::size_t end) {
    std::size_t at = begin;
    while (at < end && is_name(text_[at])) ++at;
    if (at == begin || at == end || text_[at] != ':') return;
    ++at;
    if (at < end && (text_[at] == '-' || text_[at] == '=')) ++at;
    if (at < end && text_[at] != '$' && text_[at] != '?') add(at, end, 0, kColon);
  }

  // A run without blanks: name=value, name:value, -pvalue, or a value alone.
  void take_word(std::size_t begin, std::size_t end, int depth = 0) {
    const std::string_view word = text_.substr(begin, end - begin);
    const std::uint8_t marks = marks_in(word);
    if ((marks & (kJoin | kSign)) == 0 && word[0] != '-') {
      add(begin, end, 0, relation_before(begin));
      return;
    }
    const std::size_t scheme = word.find("://");
    if (scheme != std::string_view::npos) {
      const std::size_t query = word.find_first_of("?#", scheme);
      if (query != std::string_view::npos) {
        const std::size_t equals = word.find('=', query);
        if (equals != std::string_view::npos && equals + 1 < word.size())
          add(begin + equals + 1, end, 0, kEquals);
      } else if (const std::size_t equals = word.find('='); equals < scheme) {
        return;
      }
      return;
    }
    // **piece** of a page in Markdown.
    if (word.size() > 8 && word.substr(0, 2) == "**" && word.substr(word.size() - 2) == "**") {
      take_word(begin + 2, end - 2, depth + 1);
      return;
    }
    std::size_t name = 0;
    while (name < word.size() &&
           (is_name(word[name]) || word[name] == '/' || word[name] == '$' || word[name] == '@' ||
            word[name] == '?' || word[name] == '&' || word[name] == '*' || word[name] == '+'))
      ++name;
    const bool is_named = name > 0 && name + 1 < word.size() && (word[name] == '=' || word[name] == ':');
    if (is_named) {
      std::size_t value = name + 1;
      while (value < word.size() && (word[value] == '=' || word[value] == '>' || word[value] == ':')) ++value;
      const bool is_padding = word[name] == '=' && value == word.size();
      if (!is_padding && value < word.size()) {
        const bool is_compare = word[name] == '=' && word[name + 1] == '=';
        const SecretRelation relation = is_compare ? kCompare : word[name] == '=' ? kEquals : kColon;
        add(begin + value, end, 0, relation);
        if (depth < 2 && word.substr(0, word.size() - 1).find('=', value) != std::string_view::npos) {
          take_word(begin + value, end, depth + 1);  // --from-literal=password=...
        } else {
          take_parts(begin + value, end, 0);
        }
        // The sign may be part of the piece.
        const SecretRelation before = relation_before(begin);
        if (word[name] == ':' || before != kNone || after_wide_quote_) add(begin, end, 0, before);
        return;
      }
    }
    if (word[0] == '-' && word.size() > 5 && word[1] != '-' &&
        (word[1] == 'p' || word[1] == 'P' || word[1] == 'a' || word[1] == 'w')) {
      out_.push_back({static_cast<std::uint32_t>(begin + 2), static_cast<std::uint32_t>(end), kJoined, 0,
                      static_cast<std::uint8_t>(word[1]), 0});
      return;
    }
    add(begin, end, 0, relation_before(begin));
    take_parts(begin, end, 0);
  }

  // The last of several parts: user:secret, host:5432:db:user:secret, user%secret, user/secret@place.
  void take_parts(std::size_t begin, std::size_t end, std::uint8_t quote) {
    const std::string_view word = text_.substr(begin, end - begin);
    if ((marks_in(word) & kJoin) == 0 || word.find("://") != std::string_view::npos) return;
    const std::size_t slash = word.find('/');
    const std::size_t place = word.rfind('@');
    if (slash != std::string_view::npos && slash > 0 && place != std::string_view::npos && place > slash + 4)
      push_part(begin + slash + 1, begin + place, quote, 1);
    const std::size_t colon = word.find(':');
    if (colon != std::string_view::npos && colon > 0 && place != std::string_view::npos && place > colon + 4)
      push_part(begin + colon + 1, begin + place, quote, 1);
    if (colon != std::string_view::npos && colon > 0 && colon + 4 < word.size()) {
      const auto colons = static_cast<std::size_t>(std::count(word.begin(), word.end(), ':'));
      push_part(begin + colon + 1, end, quote, 1);
      if (colons > 1 && colons < 10) {
        std::size_t from = colon + 1;
        for (std::size_t field = 2; field <= colons; ++field) {
          const std::size_t at = word.find(':', from) + 1;
          const std::size_t stop = std::min(word.find(':', at), word.size());
          if (stop - at >= 4) push_part(begin + at, begin + stop, quote, field);
          from = at;
        }
        const std::size_t second = word.find(':', colon + 1);
        if (second - colon > 4) push_part(begin + colon + 1, begin + second, quote, 1);
      }
      return;
    }
    const std::size_t percent = word.find('%');
    if (percent != std::string_view::npos && percent > 1 && percent + 4 < word.size())
      push_part(begin + percent + 1, end, quote, 1);
    const bool is_pair =
        slash != std::string_view::npos && word.find('/', slash + 1) == std::string_view::npos;
    if (is_pair && slash > 0 && slash + 4 < word.size() && place == std::string_view::npos)
      push_part(begin + slash + 1, end, quote, 1);
    for (const char sign : {',', ';'}) {
      const std::size_t first = word.find(sign);
      if (quote == 0 && first != std::string_view::npos && first > 0 && first + 4 < word.size())
        push_part(begin + word.rfind(sign) + 1, end, quote,
                  static_cast<std::size_t>(std::count(word.begin(), word.end(), sign)));
    }
  }

  void push_part(std::size_t begin, std::size_t end, std::uint8_t quote, std::size_t fields) {
    if (end <= begin) return;
    std::size_t from = begin;
    if (quote == 0 && quote_at(text_, begin) != 0) ++from;
    out_.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(end), kPart, quote,
                    flag_before(begin), static_cast<std::uint8_t>(std::min<std::size_t>(fields, 20))});
  }

  void add(std::size_t begin, std::size_t end, std::uint8_t quote, SecretRelation relation) {
    if (end <= begin) return;
    // base64:piece of a framework's key.
    constexpr std::string_view kEncoding = "base64:";
    const bool is_encoded =
        end - begin > kEncoding.size() && text_.substr(begin, kEncoding.size()) == kEncoding;
    if (after_wide_quote_ && quote == 0) quote = 4;
    const std::uint8_t flag = flag_before(begin - (quote != 0 && quote != 4 ? 1 : 0));
    if (relation == kNone && flag != 0) relation = kFlag;
    out_.push_back({static_cast<std::uint32_t>(is_encoded ? begin + kEncoding.size() : begin),
                    static_cast<std::uint32_t>(end), relation, quote, flag, 0});
  }

  // The flag that stands as a word of its own before the word that holds i.
  std::uint8_t flag_before(std::size_t i) const {
    while (i > begin_ && !is_control(text_[i - 1])) --i;
    std::size_t end = i;
    while (end > begin_ && (text_[end - 1] == ' ' || text_[end - 1] == '\t')) --end;
    if (end == i || end == begin_) return 0;
    std::size_t begin = end;
    while (begin > begin_ && end - begin < 48 && !is_control(text_[begin - 1])) --begin;
    if (text_[begin] == '"' || text_[begin] == '\'') ++begin;
    if (end - begin < 2 || text_[begin] != '-') return 0;
    if (end - begin == 2) return static_cast<std::uint8_t>(text_[begin + 1]) & 0x7F;
    for (std::size_t k = begin + 1; k < end; ++k) {
      if (!is_name(text_[k])) return 0;
    }
    return 1;
  }

  SecretRelation relation_before(std::size_t i) const {
    while (i > begin_ && is_blank(text_[i - 1])) --i;
    if (i > begin_ && quote_at(text_, i - 1) != 0) --i;
    if (i == begin_) return kNone;
    const char c = text_[i - 1];
    const char before = i - 1 > begin_ ? text_[i - 2] : '\0';
    if (c == '=') return before == '=' || before == '!' ? kCompare : kEquals;
    if (c == ':') return kColon;
    if (c == '>') return before == '=' || before == '-' ? kEquals : kTag;
    if (c == '(' || c == '[') return relation_of_call(i - 1);
    if (c == ',') return kComma;
    // The last bytes of the words below.
    if (!is_high(c) && c != 's' && c != 'o' && c != 'e') return kNone;
    const std::string_view left = text_.substr(begin_, i - begin_);
    const auto ends_in = [&](std::string_view word) {
      return left.size() >= word.size() && left.substr(left.size() - word.size()) == word;
    };
    const auto ends_in_any = [&](Words words) { return std::any_of(words.begin(), words.end(), ends_in); };
    if (c == 'o') return ends_in(" to") ? kCopula : kNone;
    if (c == 'e') return ends_in_any({" be", " are"}) ? kCopula : kNone;
    if (c == 's') return ends_in_any({" is", " was", " as", "’s", "'s"}) ? kCopula : kNone;
    if (ends_in("：")) return kColon;
    return ends_in_any({"是", "为", "成", "用", "叫", "到", "了", "→", "至"}) ? kCopula : kNone;
  }

  // `auth=("id", ...` hangs by the =, `password("...` by the call.
  SecretRelation relation_of_call(std::size_t bracket) const {
    if (bracket > begin_ && text_[bracket - 1] == '=') return kEquals;
    return kCall;
  }

  std::string_view text_;
  std::size_t begin_;
  std::size_t end_;
  std::vector<SecretItem>& out_;
  std::size_t first_;
  bool after_wide_quote_ = false;
};

}  // namespace

void cut_secret_items(std::string_view text, std::size_t begin, std::size_t end,
                      std::vector<SecretItem>& out) {
  Cutter(text, begin, end, out).cut();
}

SecretName secret_name(std::string_view text, std::size_t begin, std::size_t end, SecretWord word) {
  std::size_t low = begin;
  std::size_t high = end;
  while (low > 0 && begin - low < 48 && is_name(text[low - 1])) --low;
  while (high < text.size() && high - end < 48 && is_name(text[high])) ++high;
  while (high > end && (text[high - 1] == '.' || text[high - 1] == '-')) --high;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), static_cast<std::uint32_t>(low),
          static_cast<std::uint32_t>(high), word};
}

}  // namespace tidegate
