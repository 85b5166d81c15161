#include "tidegate/assure/pdf_value.h"

#include <algorithm>

namespace tidegate::assure {
namespace {

constexpr int kDeepest = 16;
constexpr std::size_t kMostValues = 100'000;      // in one
constexpr std::size_t kMostKeptValues = 500'000;  // in all
constexpr std::size_t kLongestWord = 127;
constexpr std::size_t kMostDigits = 10;

bool is_delimiter(char c) { return std::string_view("()<>[]{}/%").find(c) != std::string_view::npos; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

class Reader {
 public:
  Reader(std::string_view file, std::size_t at) : file_(file), at_(at) {}

  std::optional<PdfValue> value(int depth = 0) {
    skip_spaces();
    if (at_ >= file_.size() || depth > kDeepest || ++values_ > kMostValues) return std::nullopt;
    PdfValue out;
    out.begin = at_;
    const bool holds = any(out, depth);
    out.end = at_;
    return holds ? std::optional(std::move(out)) : std::nullopt;
  }

  std::size_t at() const { return at_; }
  std::size_t values() const { return values_; }

 private:
  bool starts_with(std::string_view word) const { return file_.substr(at_).starts_with(word); }

  void skip_spaces() {
    while (at_ < file_.size() && (is_pdf_space(file_[at_]) || file_[at_] == '%')) {
      if (file_[at_] != '%') {
        ++at_;
        continue;
      }
      while (at_ < file_.size() && file_[at_] != '\r' && file_[at_] != '\n') ++at_;
    }
  }

  bool any(PdfValue& out, int depth) {
    if (starts_with("<<")) return dictionary(out, depth);
    switch (file_[at_]) {
      case '<':
        return hex_string(out);
      case '(':
        return string(out);
      case '[':
        return array(out, depth);
      case '/':
        ++at_;
        out.kind = PdfValue::Kind::kName;
        return word(out.text) && plain_name(out.text);
      default:
        return word(out.text) && !out.text.empty() && number(out);
    }
  }

  bool word(std::string& out) {
    while (at_ < file_.size() && !is_pdf_space(file_[at_]) && !is_delimiter(file_[at_])) {
      out += file_[at_++];
      if (out.size() > kLongestWord) return false;
    }
    return true;
  }

  // "#2F" is a slash: a name is what it says, however it is written.
  static bool plain_name(std::string& name) {
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
      if (name[i] != '#') {
        out += name[i];
        continue;
      }
      const int high = i + 2 < name.size() ? hex_digit(name[i + 1]) : -1;
      const int low = high >= 0 ? hex_digit(name[i + 2]) : -1;
      if (low < 0) return false;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
    name = std::move(out);
    return true;
  }

  // A whole number, and with two more words a reference. Anything else is a word of its own.
  bool number(PdfValue& out) {
    if (!std::all_of(out.text.begin(), out.text.end(), is_digit)) return true;
    if (out.text.size() > kMostDigits) return false;
    out.kind = PdfValue::Kind::kNumber;
    for (const char c : out.text) out.number = out.number * 10 + (c - '0');
    const std::size_t behind = at_;
    std::string generation;
    std::string letter;
    skip_spaces();
    const bool is_reference = word(generation) && !generation.empty() &&
                              std::all_of(generation.begin(), generation.end(), is_digit) &&
                              (skip_spaces(), word(letter)) && letter == "R";
    if (is_reference) {
      out.kind = PdfValue::Kind::kReference;
      out.is_first = generation == "0";
    } else {
      at_ = behind;
    }
    return true;
  }

  bool hex_string(PdfValue& out) {
    out.kind = PdfValue::Kind::kString;
    out.is_hex = true;
    int high = -1;
    for (++at_; at_ < file_.size() && file_[at_] != '>'; ++at_) {
      if (is_pdf_space(file_[at_])) continue;
      const int digit = hex_digit(file_[at_]);
      if (digit < 0) return false;
      if (high >= 0) out.text += static_cast<char>(high * 16 + digit);
      high = high >= 0 ? -1 : digit;
    }
    if (at_ >= file_.size() || high >= 0) return false;
    ++at_;
    return true;
  }

  // Nested parentheses count; of escapes only those are known that a name of a file may have.
  bool string(PdfValue& out) {
    out.kind = PdfValue::Kind::kString;
    int open = 0;
    for (; at_ < file_.size(); ++at_) {
      const char c = file_[at_];
      if (c == '(' && open++ == 0) continue;
      if (c == ')' && --open == 0) {
        ++at_;
        return true;
      }
      if (c == '\\') {
        if (++at_ >= file_.size()) return false;
        out.text += '\\';
      }
      out.text += file_[at_];
    }
    return false;
  }

  bool array(PdfValue& out, int depth) {
    out.kind = PdfValue::Kind::kArray;
    ++at_;
    while (true) {
      skip_spaces();
      if (at_ >= file_.size()) return false;
      if (file_[at_] == ']') return ++at_, true;
      auto item = value(depth + 1);
      if (!item) return false;
      out.items.push_back(std::move(*item));
    }
  }

  bool dictionary(PdfValue& out, int depth) {
    out.kind = PdfValue::Kind::kDictionary;
    at_ += 2;
    while (true) {
      skip_spaces();
      if (starts_with(">>")) return at_ += 2, true;
      const auto key = value(depth + 1);
      if (!key || key->kind != PdfValue::Kind::kName || out.find(key->text) != nullptr) return false;
      auto member = value(depth + 1);
      if (!member) return false;
      out.keys.push_back(key->text);
      out.items.push_back(std::move(*member));
    }
  }

  std::string_view file_;
  std::size_t at_;
  std::size_t values_ = 0;
};

// "N G" before that place; none: something else stands there.
std::optional<std::int64_t> object_number(std::string_view file, std::size_t at) {
  const auto back = [&](auto is) {
    const std::size_t end = at;
    while (at > 0 && is(file[at - 1])) --at;
    return file.substr(at, end - at);
  };
  if (back(is_pdf_space).empty() || back(is_digit).empty() || back(is_pdf_space).empty()) return std::nullopt;
  const std::string_view digits = back(is_digit);
  if (digits.empty() || digits.size() > kMostDigits) return std::nullopt;
  std::int64_t number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

// Signatures, attached files, streams, and lengths that stand by themselves.
bool is_of_use(const PdfValue& value) {
  return value.kind == PdfValue::Kind::kNumber || value.find("ByteRange") != nullptr ||
         value.find("EF") != nullptr || value.find("Length") != nullptr;
}

}  // namespace

bool is_pdf_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

const PdfValue* PdfValue::find(std::string_view key) const {
  const auto at = std::find(keys.begin(), keys.end(), key);
  return at == keys.end() ? nullptr : &items[static_cast<std::size_t>(at - keys.begin())];
}

std::optional<PdfValue> pdf_value(std::string_view file, std::size_t at) { return Reader(file, at).value(); }

std::optional<std::vector<PdfObject>> pdf_objects(std::string_view file, std::size_t most) {
  constexpr std::string_view kWord = "obj";
  std::vector<PdfObject> out;
  std::size_t seen = 0;
  std::size_t kept = 0;
  // A file reads through once; one that is made so that each object runs to its end does not.
  std::size_t left = 4 * file.size();
  for (std::size_t at = file.find(kWord); at != file.npos; at = file.find(kWord, at + 1)) {
    if (++seen > 2 * most) return std::nullopt;
    const auto number = object_number(file, at);
    if (!number) continue;
    Reader reader(file, at + kWord.size());
    auto value = reader.value();
    if (reader.at() - at > left) return std::nullopt;
    left -= reader.at() - at;
    if (!value) continue;
    const bool is_kept = is_of_use(*value);
    kept += is_kept ? reader.values() : 1;
    out.push_back({*number, is_kept ? std::move(*value) : PdfValue{}});
    if (out.size() > most || kept > kMostKeptValues) return std::nullopt;
  }
  return out;
}

}  // namespace tidegate::assure
