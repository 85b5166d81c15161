// Answer or Error: what every function that can fail gives back.
// The only file that names tl::, a stand-in for std::expected until C++23.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace tidegate {

// Closed list; where several could apply, the order is precedence. Never renumbered.
enum class ErrorCode {
  kMalformed,    // the input breaks its own format; sending it again cannot help
  kOutOfRange,   // well formed, but outside the documented range
  kNotFound,     // names a file, pack, permit or record that we do not hold
  kConflict,     // the record moved on since the caller read it; read it again
  kUnavailable,  // a disk or peer did not answer; a retry may help
  kCorrupt,      // stored bytes fail their own hash; stop and call a person
  kLimit,        // a stated bound (memory, nesting, expansion, time) was reached
  kCancelled,    // the caller asked to stop
};

struct Error {
  ErrorCode code;
  std::string
      what;  // one clause with the offending value, never a person's value: "\"sg\" is not two capitals"
  std::string where{};    // its place in the input: "transfer.yaml:12:/recipient/country"
  std::string what_zh{};  // the same clause in Chinese, where users see it; empty: show `what`
};

template <typename T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
};

[[nodiscard]] inline tl::unexpected<Error> fail(Error e) { return tl::unexpected<Error>(std::move(e)); }

}  // namespace tidegate
