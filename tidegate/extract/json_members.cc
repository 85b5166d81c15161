#include "tidegate/extract/json_members.h"

#include <algorithm>
#include <string>
#include <vector>

#include "tidegate/extract/json_extent.h"
#include "tidegate/extract/json_text.h"

namespace tidegate {
namespace {

constexpr std::size_t kFewest = 4;
constexpr std::size_t kMembers = 8;  // looked at

// Walks over the members of one object.
class Members {
 public:
  enum class Step { kMember, kEnd, kCut, kMalformed };
  explicit Members(std::string_view text) : text_(text.substr(1)) {}

  // To the next member's value: key() is whole, and rest() begins with the value.
  Step next_key() {
    pass(',');
    if (text_.empty()) return Step::kCut;
    if (text_.front() == '}') return Step::kEnd;
    if (text_.front() != '"') return Step::kMalformed;
    if (!take_value(key_)) return Step::kCut;
    if (!pass(':') && !text_.empty()) return Step::kMalformed;
    return text_.empty() ? Step::kCut : Step::kMember;
  }
  // Over the value; false when the text is cut inside it.
  bool take_value(std::string_view& value) {
    JsonExtent extent;
    if (!extent.scan(text_)) return false;
    value = text_.substr(0, extent.length());
    text_.remove_prefix(extent.length());
    return true;
  }
  std::string_view key() const { return key_; }
  std::string_view rest() const { return text_; }

 private:
  void pass_space() {
    while (!text_.empty() && is_json_space(text_.front())) text_.remove_prefix(1);
  }
  bool pass(char sign) {
    pass_space();
    const bool is_there = !text_.empty() && text_.front() == sign;
    if (is_there) text_.remove_prefix(1);
    pass_space();
    return is_there;
  }
  std::string_view text_;
  std::string_view key_;
};

// "phone" and "score" of {"phone": ..., "score": ...}, one after another with their quotes.
std::string keys_of(std::string_view object) {
  std::string keys;
  Members members(object);
  std::string_view value;
  while (members.next_key() == Members::Step::kMember && members.take_value(value)) keys += members.key();
  return keys;
}

}  // namespace

std::optional<bool> is_keyed_object(std::string_view text) {
  if (text.empty()) return std::nullopt;
  Members members(text);
  std::vector<std::string> keys;
  while (keys.size() < kMembers) {
    const Members::Step step = members.next_key();
    if (step == Members::Step::kCut) return std::nullopt;
    if (step == Members::Step::kMalformed) return false;
    if (step == Members::Step::kEnd) break;
    if (members.rest().front() != '{') return false;
    std::string_view value;
    if (!members.take_value(value)) return std::nullopt;
    keys.push_back(keys_of(value));
  }
  if (keys.size() < kFewest || keys[0].empty()) return false;
  const auto alike = static_cast<std::size_t>(std::count(keys.begin(), keys.end(), keys[0]));
  return alike * 4 >= keys.size() * 3;
}

}  // namespace tidegate
