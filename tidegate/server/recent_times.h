// A time for each of the askers that asked last, a bounded number of them: whoever has asked least lately
// makes room. Not for several threads at a time.
#pragma once

#include <cstdint>
#include <iterator>
#include <list>
#include <string>
#include <unordered_map>
#include <utility>

namespace tidegate::server {

class RecentTimes {
 public:
  explicit RecentTimes(std::size_t most) : most_(most) {}

  // The asker's time, 0 where it is new; it has asked last now. Valid until the next call.
  std::int64_t& of(const std::string& asker) {
    if (const auto known = places_.find(asker); known != places_.end()) {
      times_.splice(times_.end(), times_, known->second);
      return times_.back().second;
    }
    if (places_.size() >= most_) {
      places_.erase(times_.front().first);
      times_.pop_front();
    }
    times_.emplace_back(asker, 0);
    places_.emplace(asker, std::prev(times_.end()));
    return times_.back().second;
  }
  std::size_t held() const { return places_.size(); }

 private:
  using Times = std::list<std::pair<std::string, std::int64_t>>;  // least lately first
  const std::size_t most_;
  Times times_;
  std::unordered_map<std::string, Times::iterator> places_;
};

}  // namespace tidegate::server
