// Types of data that a firm defines itself: a pattern, a check, words that stand beside it, examples. Format:
// docs/formats/types.md. They add to what is found; they never take a finding away.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/json.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/terms/data_profile.h"

namespace tidegate {

inline constexpr std::string_view kUserPrefix = "USER.";
inline constexpr std::size_t kMostUserTypes = 50;
inline constexpr std::size_t kLongestUserPattern = 1'000;  // octets
inline constexpr std::size_t kLongestUserValue = 256;      // octets; a longer one is not found

enum class UserCheck : std::uint8_t { kNone, kLuhn, kMod11_2, kMod97, kMod31, kGs1, kVerhoeff };

// What a pattern costs, counted and not timed: the same on every machine.
struct UserTypeCost {
  std::size_t program = 0;  // instructions of the compiled pattern
  std::size_t tries = 0;    // places in a KiB of ordinary text where it is tried
  // Octets that tries look at in a KiB, each as often as the program is large. A literal is taken to stand in
  // each KiB: how often it does is the data's to say.
  std::size_t work = 0;
};
inline constexpr std::size_t kMostInstructions = 2'000;
inline constexpr std::size_t kMostTries = 64;
inline constexpr std::size_t kMostWork = 32 * 1024;  // of all types together: 32 times the text

struct UserType {
  TypeCode code;  // "USER.STAFF_NO"
  Text name;
  Sensitivity sensitivity = Sensitivity::kNone;
  std::string pattern;  // RE2
  UserCheck check = UserCheck::kNone;
  std::vector<std::string> context;  // words; lower case
  bool needs_context = false;        // a value without one of them near is none
  std::vector<std::string> headers;  // lower case, letters, digits and other scripts alone
  UserTypeCost cost;
  bool is_found_in_text = true;  // some example is found between other words too, not as a whole cell alone
};

struct FoundUserValue {
  std::uint32_t begin;  // octets of the text, half-open
  std::uint32_t end;
};

// Const: several threads may use it at once.
class UserTypes {
 public:
  // Errors: kMalformed (format; a pattern that RE2 does not read; an example that is not as it should be; a
  // pattern that may match nothing), kLimit (a pattern that would slow the scan, too many types): each with
  // the pointer of its place, and in words what to do.
  static Result<UserTypes> parse(const Json& json, const std::string& name);
  UserTypes(UserTypes&&) noexcept;
  UserTypes& operator=(UserTypes&&) noexcept;
  ~UserTypes();

  const std::vector<UserType>& all() const { return types_; }

  // Whether a whole cell, spaces around it aside, is a value of the type, whatever its column is called.
  bool is_value(std::size_t type, std::string_view cell) const;
  // Types that a value of may stand in the text, or be it: bit i is type i. One pass, whatever their number.
  std::uint64_t may_hold(std::string_view text) const;
  // Values of the type in running text, ascending and apart. lower: the text with ASCII letters in lower
  // case.
  void find(std::size_t type, std::string_view text, std::string_view lower,
            std::vector<FoundUserValue>& out) const;
  bool is_named(std::size_t type, std::string_view header) const;  // by its header words or context words

 private:
  struct Pattern;
  struct Sieve;
  UserTypes();
  std::vector<UserType> types_;
  std::vector<std::unique_ptr<Pattern>> patterns_;  // one a type
  std::unique_ptr<Sieve> sieve_;
};

}  // namespace tidegate
