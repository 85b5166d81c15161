// The files of the evidence log, for whoever watches it: no account, and none of the log's secrets lie there.
#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

#include "tidegate/gate/desk/desk_evidence.h"
#include "tidegate/server/api/api.h"
#include "tidegate/server/rate_limit.h"

namespace tidegate::server {

class LogFileDoor {
 public:
  // A monitor that rebuilds a log reads thousands of small files, one after the other: its peer has a bucket
  // of its own, this many times what a peer may ask of the API.
  static constexpr std::int64_t kFilesAnAsk = 20;
  static constexpr std::string_view kRoute = "/evidence/log/{path}";

  // evidence  outlives it. rate: requests a second that a peer may ask of the API; 0: no bound, here too.
  LogFileDoor(DeskEvidence& evidence, std::int64_t rate);

  static bool is_path(std::string_view path);
  // handled  is filled. Several threads at a time.
  Response answer(const Request& request, Handled& handled);
  std::uint64_t over_rate() const { return over_rate_; }  // answered 429, since the start

 private:
  DeskEvidence& evidence_;
  RateLimit rate_;
  std::atomic<std::uint64_t> over_rate_{0};
};

}  // namespace tidegate::server
