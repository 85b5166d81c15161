#include "tidegate/gate/evidence/log_place.h"

#include <fmt/format.h>

#include "tidegate/gate/evidence/loopback.h"
#include "tidegate/gate/packs.h"

namespace tidegate {
namespace {

// 256 entries, each behind its size.
constexpr std::size_t kLargestBundle = std::size_t{256} * (65'535 + 2);
constexpr std::int64_t kWholeMs = 60'000;

bool is_url(const std::string& place) {
  return place.starts_with("https://") || place.starts_with("http://");
}
class Folder final : public evidence::TileSource {
 public:
  explicit Folder(std::string path) : path_(std::move(path)) {}
  Result<std::string> read(const std::string& path) override {
    return read_file(path_ + "/" + path, kLargestBundle);
  }

 private:
  const std::string path_;
};

class Web final : public evidence::TileSource {
 public:
  Web(const std::string& place, const std::string& ca_file, HttpFetch& fetch) : fetch_(fetch) {
    ask_.url = place + (place.ends_with('/') ? "" : "/");
    ask_.whole_ms = kWholeMs;
    ask_.most_bytes = kLargestBundle;
    ask_.ca_file = ca_file;
    ask_.allows_plain = is_loopback(place);
  }
  Result<std::string> read(const std::string& path) override {
    constexpr int kOk = 200, kNotFound = 404, kGone = 410;
    HttpAsk ask = ask_;
    ask.url += path;
    auto got = fetch_.fetch(ask);
    if (!got) return fail(got.error());
    if (got->status == kOk) return std::move(got->body);
    return fail(
        {got->status == kNotFound || got->status == kGone ? ErrorCode::kNotFound : ErrorCode::kUnavailable,
         fmt::format("the log's server answered {}", got->status), path,
         fmt::format("日志服务器答复 {}", got->status)});
  }

 private:
  HttpFetch& fetch_;
  HttpAsk ask_;
};

}  // namespace

std::unique_ptr<evidence::TileSource> log_at(const std::string& place, const std::string& ca_file,
                                             HttpFetch& fetch) {
  if (is_url(place)) return std::make_unique<Web>(place, ca_file, fetch);
  return std::make_unique<Folder>(place);
}

}  // namespace tidegate
