// iconv, owned: the one file that names it.
#pragma once

#include <iconv.h>

#include <cerrno>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

#include "tidegate/base/check.h"

namespace tidegate {

class IconvHandle {
 public:
  // Names that every glibc holds; anything else is our own bug.
  IconvHandle(const char* to, const char* from) : handle_(iconv_open(to, from)) {
    TIDEGATE_CHECK(handle_ != reinterpret_cast<iconv_t>(-1));
  }
  IconvHandle(const IconvHandle&) = delete;
  IconvHandle& operator=(const IconvHandle&) = delete;
  ~IconvHandle() { iconv_close(handle_); }

  enum class Stop { kDone, kFull, kInvalid, kIncomplete };  // all converted; no room; no meaning; cut short
  struct Step {
    std::size_t consumed;
    std::size_t produced;
    Stop stop;
  };
  Step convert(std::string_view from, std::span<char> into) {
    char* in = const_cast<char*>(from.data());
    std::size_t in_left = from.size();
    char* out = into.data();
    std::size_t out_left = into.size();
    const std::size_t code = iconv(handle_, &in, &in_left, &out, &out_left);
    Stop stop = Stop::kDone;
    if (code == static_cast<std::size_t>(-1)) {
      stop = errno == E2BIG ? Stop::kFull : errno == EINVAL ? Stop::kIncomplete : Stop::kInvalid;
    }
    return {from.size() - in_left, into.size() - out_left, stop};
  }

 private:
  iconv_t handle_;
};

}  // namespace tidegate
