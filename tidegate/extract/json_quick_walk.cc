#include "tidegate/extract/json_quick_walk.h"

#include <bit>
#include <cstring>

namespace tidegate {
namespace {

constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101;
constexpr std::uint64_t kHighBits = 0x8080'8080'8080'8080;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool may_follow(char c) { return c == ',' || c == '}' || c == ']'; }

// The first quote, backslash or control character from p on; zeros behind the text end every search.
const char* end_of_plain(const char* p) {
  for (;; p += 8) {
    std::uint64_t x;
    std::memcpy(&x, p, sizeof x);
    const std::uint64_t quote = x ^ (kOnes * '"');
    const std::uint64_t slash = x ^ (kOnes * '\\');
    // Above the first hit a borrow may tell another, never below it.
    const std::uint64_t hits =
        (((quote - kOnes) & ~quote) | ((slash - kOnes) & ~slash) | ((x - kOnes * ' ') & ~x)) & kHighBits;
    if (hits != 0) return p + static_cast<unsigned>(std::countr_zero(hits)) / 8;
  }
}

}  // namespace

bool JsonRows::QuickWalk::run(std::string_view json, JsonPaths::Node root) {
  if constexpr (std::endian::native != std::endian::little) return false;
  at_ = json.data();
  return json.starts_with('{') && object(root, 1) && at_ == json.data() + json.size();
}

bool JsonRows::QuickWalk::object(JsonPaths::Node node, std::uint32_t depth) {
  if (depth > max_depth_) return false;
  ++at_;
  if (*at_ == '}') {
    ++at_;
    return true;
  }
  std::uint32_t guess = 0;
  for (;;) {
    JsonPaths::Node child = 0;
    if (!member(node, guess, child) || !value(child, depth)) return false;
    const char next = *at_++;
    if (next == '}') return true;
    if (next != ',') return false;
    pass_blanks();
  }
}

// A key with its colon.
bool JsonRows::QuickWalk::member(JsonPaths::Node node, std::uint32_t& guess, JsonPaths::Node& child) {
  if (*at_ != '"') return false;
  ++at_;
  const char* end = nullptr;
  const auto next = rows_.paths_.expected(node, guess);
  if (next && std::strncmp(at_, next->key.data(), next->key.size()) == 0 && at_[next->key.size()] == '"') {
    child = next->node;
    end = at_ + next->key.size();
    ++guess;
  } else {
    end = end_of_plain(at_);
    if (*end != '"') return false;
    const auto known = rows_.paths_.known_member(node, {at_, static_cast<std::size_t>(end - at_)}, guess);
    if (!known) return false;
    child = *known;
  }
  if (end[1] != ':') return false;
  at_ = end + 2;
  pass_blanks();
  return true;
}

bool JsonRows::QuickWalk::array(JsonPaths::Node node, std::uint32_t depth) {
  if (depth > max_depth_) return false;
  ++at_;
  if (*at_ == ']') {
    ++at_;
    return true;
  }
  const auto elements = rows_.paths_.known_elements(node);
  if (!elements) return false;
  for (;;) {
    if (!value(*elements, depth)) return false;
    const char next = *at_++;
    if (next == ']') return true;
    if (next != ',') return false;
    pass_blanks();
  }
}

bool JsonRows::QuickWalk::value(JsonPaths::Node node, std::uint32_t depth) {
  switch (*at_) {
    case '"':
      return string(node);
    case '{':
      return object(node, depth + 1);
    case '[':
      return array(node, depth + 1);
    case 't':
      return word("true", node);
    case 'f':
      return word("false", node);
    case 'n':
      return word("null", node);
    default:
      return number(node);
  }
}

bool JsonRows::QuickWalk::string(JsonPaths::Node node) {
  const char* const begin = at_ + 1;
  const char* const end = end_of_plain(begin);
  if (*end != '"') return false;
  at_ = end + 1;
  return add(node, {begin, static_cast<std::size_t>(end - begin)});
}

bool JsonRows::QuickWalk::number(JsonPaths::Node node) {
  const char* const begin = at_;
  const char* p = begin;
  if (*p == '-') ++p;
  const char* const whole = p;
  while (is_digit(*p)) ++p;
  if (p == whole || (*whole == '0' && p > whole + 1)) return false;
  if (*p == '.') {
    const char* const fraction = ++p;
    while (is_digit(*p)) ++p;
    if (p == fraction) return false;
  }
  if (!may_follow(*p)) return false;
  at_ = p;
  return add(node, {begin, static_cast<std::size_t>(p - begin)});
}

bool JsonRows::QuickWalk::word(std::string_view text, JsonPaths::Node node) {
  if (std::strncmp(at_, text.data(), text.size()) != 0 || !may_follow(at_[text.size()])) return false;
  const std::string_view written(at_, text.size());
  at_ += text.size();
  return text == "null" ? rows_.paths_.has_null(node) : add(node, written);
}

// text  of the record, which has its padding.
bool JsonRows::QuickWalk::add(JsonPaths::Node node, std::string_view text) {
  if (!rows_.paths_.known_column(node)) return false;
  rows_.add_padded_cell(node, text);
  return true;
}

}  // namespace tidegate
