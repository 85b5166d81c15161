// Private keys in armour: from the head to the foot, or to the first line that cannot be of a key.
#include <algorithm>
#include <array>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/secrets/secret_forms.h"

namespace tidegate {
namespace {

constexpr std::size_t kLongestBlock = 16'384;  // bytes of a private key
constexpr std::size_t kLeastLine = 24;         // characters of a body's line that more may follow

constexpr std::size_t kMostSlashes = 4;  // before the n of a line's end in a text in a text

bool is_base64(char c) { return ascii::is_alnum(c) || c == '+' || c == '/'; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }

// The ends of lines that stand at `at`, written out as in a program's text too: their bytes, 0 for none.
std::size_t line_end_at(std::string_view text, std::size_t at) {
  if (text[at] == '\n' || text[at] == '\r') return 1;
  std::size_t i = at;
  while (i < text.size() && i - at < kMostSlashes && text[i] == '\\') ++i;
  if (i > at && i < text.size() && (text[i] == 'n' || text[i] == 'r')) return i + 1 - at;
  if (text[at] != '<' && text[at] != '&' && text[at] != '%') return 0;
  for (const std::string_view mark :
       {"<br>", "<br/>", "<br />", "&#10;", "&#13;", "%0A", "%0D", "%0a", "%0d"}) {
    if (text.substr(at, mark.size()) == mark) return mark.size();
  }
  return 0;
}

// Lines that may stand before a body, as "Proc-Type: 4,ENCRYPTED".
bool is_header(std::string_view line) {
  constexpr std::array<std::string_view, 15> kNames{
      "Proc-Type:",  "DEK-Info:",     "Content-Domain:", "Comment:",        "Version:",
      "Hash:",       "Charset:",      "Subject:",        "MessageID:",      "x-command:",
      "Encryption:", "Public-Lines:", "Private-Lines:",  "Key-Derivation:", "Argon2-"};
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view name) { return line.substr(0, name.size()) == name; });
}

// A piece of a body's line: base64, = only at its end. A checksum of PGP is one behind "=".
bool is_of_body(std::string_view piece) {
  if (piece.size() == 5 && piece[0] == '=') piece.remove_prefix(1);
  std::size_t end = piece.size();
  while (end > 0 && piece.size() - end < 2 && piece[end - 1] == '=') --end;
  if (end == 0) return false;
  for (std::size_t i = 0; i < end; ++i) {
    if (piece[i] == '\\' && i + 1 < end && piece[i + 1] == '/') continue;  // as some write / in JSON
    if (!is_base64(piece[i])) return false;
  }
  return true;
}

// What lines are set in: quotes and joints of a program's text, marks of a quotation or a remark.
std::string_view unset(std::string_view piece) {
  constexpr std::string_view kMarks = "\"'`,;>|#*+/-\\";
  while (!piece.empty() && std::string_view{"\"'`>|#*"}.find(piece.front()) != std::string_view::npos)
    piece.remove_prefix(1);
  while (!piece.empty() && std::string_view{"\"'`,;"}.find(piece.back()) != std::string_view::npos)
    piece.remove_suffix(1);
  const bool is_joint = std::all_of(piece.begin(), piece.end(),
                                    [&](char c) { return kMarks.find(c) != std::string_view::npos; });
  return is_joint ? std::string_view{} : piece;
}

// What stands behind a key's head, up to the foot or the first piece that cannot be of the key.
struct KeyBody {
  std::size_t end = 0;      // behind its last line, which alone is shorter than the others
  std::size_t stop = 0;     // where the foot begins, or what is not of the key; else the end of the text
  std::size_t longest = 0;  // characters of its longest line; 0: it is empty
  bool has_foot = false;
};

// Of the pieces of a body: lines are of one length, and a shorter one is the last.
class BodyLines {
 public:
  // Whether a torn body holds the piece as well.
  bool take(std::size_t characters) {
    const bool is_of_it = !is_closed_ && (first_ == 0 || characters <= first_);
    if (first_ == 0) first_ = characters;
    longest_ = std::max(longest_, characters);
    is_closed_ |= characters != first_;
    return is_of_it;
  }
  std::size_t longest() const { return longest_; }

 private:
  std::size_t first_ = 0;
  std::size_t longest_ = 0;
  bool is_closed_ = false;
};

std::size_t end_of_piece(std::string_view text, std::size_t at) {
  while (at < text.size() && !is_blank(text[at]) && line_end_at(text, at) == 0 &&
         text.substr(at, 5) != "-----")
    ++at;
  return at;
}

KeyBody read_body(std::string_view text, std::size_t at, std::string_view foot) {
  KeyBody body{at, text.size(), 0, false};
  BodyLines lines;
  bool is_last_of_line = false;  // a short piece: on its line only a foot follows
  while (at < text.size()) {
    if (is_blank(text[at])) {
      ++at;
      continue;
    }
    if (const std::size_t line = line_end_at(text, at); line > 0) {
      at += line;
      is_last_of_line = false;
      continue;
    }
    body.has_foot = text.substr(at, foot.size()) == foot;
    if (body.has_foot) break;
    if (lines.longest() == 0 && is_header(text.substr(at))) {
      while (at < text.size() && line_end_at(text, at) == 0) ++at;
      body.end = at;
      continue;
    }
    const std::size_t stop = end_of_piece(text, at);
    const std::string_view piece = unset(text.substr(at, stop - at));
    if (!piece.empty()) {
      if (is_last_of_line || !is_of_body(piece)) break;
      if (lines.take(piece.size()))
        body.end = static_cast<std::size_t>(piece.data() - text.data()) + piece.size();
      is_last_of_line = piece.size() < kLeastLine;
    } else if (stop == at) {
      break;
    }
    at = stop;
  }
  body.stop = std::min(at, text.size());
  body.longest = lines.longest();
  return body;
}

// A key of PuTTY has no foot: headers, and behind two of them so many lines of 64 characters.
std::optional<SecretForm> read_putty(std::string_view text, std::size_t at) {
  constexpr std::size_t kLine = 64;
  const auto end_of_line = [&](std::size_t from) { return std::min(text.find('\n', from), text.size()); };
  std::size_t end = end_of_line(at);
  if (end == text.size()) return SecretForm{at, end, ValueKind::kPrivateKey};
  bool is_private = false;
  bool is_last = true;  // behind a line of the body that nothing but a header follows
  for (std::size_t begin = end + 1; begin < text.size();) {
    const std::size_t stop = end_of_line(begin);
    const std::string_view line = ascii::trimmed(text.substr(begin, stop - begin));
    const bool is_mac = line.substr(0, 12) == "Private-MAC:";
    if (is_mac || is_header(line)) {
      is_private |= line.substr(0, 14) == "Private-Lines:";
      is_last = line.find("-Lines:") == std::string_view::npos;
    } else if (is_last || !is_of_body(line) || line.size() > kLine) {
      break;
    } else {
      is_last = line.size() < kLine;
    }
    end = stop;
    if (is_mac) break;
    begin = stop + 1;
  }
  if (!is_private) return std::nullopt;
  while (end > at && static_cast<unsigned char>(text[end - 1]) <= ' ') --end;
  return SecretForm{at, end, ValueKind::kPrivateKey};
}

}  // namespace

std::optional<SecretForm> read_private_key(std::string_view whole, std::size_t at) {
  const std::string_view text = whole.substr(0, std::min(whole.size(), at + kLongestBlock));
  if (text.substr(at, 5) == "PuTTY") return read_putty(text, at);
  std::size_t begin = at;
  while (begin > 0 && at - begin < 4 && text[begin - 1] == '-') --begin;
  const std::size_t word = text.substr(0, std::min(text.size(), at + 16)).find("BEGIN ", at);
  if (word == std::string_view::npos || word - at > 8 || word == 0) return std::nullopt;
  const bool is_ssh2 = text[word - 1] == ' ';
  const std::string_view dashes = is_ssh2 ? "----" : "-----";
  const std::size_t head = text.substr(0, std::min(text.size(), word + 64)).find(dashes, word);
  if (head == std::string_view::npos || head - word > 48) return std::nullopt;
  const std::string_view label = text.substr(word, head - word);
  if (label.find("PRIVATE KEY") == std::string_view::npos || label.find('\n') != std::string_view::npos)
    return std::nullopt;
  const KeyBody body = read_body(text, head + dashes.size(), is_ssh2 ? "---- END " : "-----END ");
  // A short body counts where nothing but it stands before the foot, none where the text ends, as a line of
  // a file that is read by lines does.
  const bool is_key = body.longest >= kLeastLine || (body.has_foot && body.longest > 0) ||
                      (body.longest == 0 && body.stop == whole.size());
  if (!is_key) return std::nullopt;
  if (!body.has_foot) return SecretForm{begin, body.end, ValueKind::kPrivateKey};
  constexpr std::size_t kLongestFoot = 80;
  const std::size_t close =
      text.substr(0, std::min(text.size(), body.stop + kLongestFoot)).find(dashes, body.stop + 9);
  return SecretForm{begin, close == std::string_view::npos ? body.end : close + dashes.size(),
                    ValueKind::kPrivateKey};
}

}  // namespace tidegate
