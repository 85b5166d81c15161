// A bounded whole of which no one takes more than a share: bytes of large bodies, connections of peers.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace tidegate::server {

class Shares {
 public:
  Shares(std::uint64_t most, std::uint64_t most_of_one) : most_(most), most_of_one_(most_of_one) {}

  // False: there is no room, or this one has its share; nothing is taken then.
  bool take(const std::string& whose, std::uint64_t amount) {
    const std::lock_guard lock(mutex_);
    const auto known = taken_by_.find(whose);
    const std::uint64_t has = known == taken_by_.end() ? 0 : known->second;
    if (amount > most_ - taken_ || amount > most_of_one_ - has) return false;
    taken_ += amount;
    if (amount != 0) taken_by_[whose] = has + amount;
    return true;
  }
  // What was taken, in one piece or several.
  void give_back(const std::string& whose, std::uint64_t amount) {
    const std::lock_guard lock(mutex_);
    const auto known = taken_by_.find(whose);
    if (known == taken_by_.end()) return;
    taken_ -= amount;
    if ((known->second -= amount) == 0) taken_by_.erase(known);
  }

 private:
  const std::uint64_t most_;
  const std::uint64_t most_of_one_;
  std::mutex mutex_;
  std::uint64_t taken_ = 0;
  std::unordered_map<std::string, std::uint64_t> taken_by_;
};

}  // namespace tidegate::server
