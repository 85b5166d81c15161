#include "tidegate/server/log_files.h"

#include <string>
#include <utility>
#include <vector>

#include "tidegate/server/problem.h"
#include "tidegate/server/rate_headers.h"

namespace tidegate::server {
namespace {

constexpr std::string_view kFolder = "/evidence/log/";
constexpr std::int64_t kBurstSeconds = 5;
constexpr std::int64_t kMillisecondUs = 1'000;

Response read_file_of(DeskEvidence& evidence, const Request& request) {
  auto file = evidence.file(std::string_view(request.path).substr(kFolder.size()));
  if (!file) return answer(problem_of(file.error()), language_of(request));
  // A whole tile never changes; a checkpoint does.
  const bool is_kept =
      file->media_type == "application/octet-stream" && request.path.find(".p/") == std::string::npos;
  return Response{200,
                  {{"Content-Type", std::string(file->media_type)},
                   {"Cache-Control", is_kept ? "public, max-age=31536000, immutable" : "no-cache"},
                   {"X-Content-Type-Options", "nosniff"}},
                  std::move(file->bytes)};
}

}  // namespace

LogFileDoor::LogFileDoor(DeskEvidence& evidence, std::int64_t rate)
    : evidence_(evidence), rate_(rate * kFilesAnAsk, rate * kFilesAnAsk * kBurstSeconds) {}

bool LogFileDoor::is_path(std::string_view path) { return path.starts_with(kFolder); }

Response LogFileDoor::answer(const Request& request, Handled& handled) {
  Response response;
  std::vector<std::pair<std::string, std::string>> said;
  const unsigned wait_seconds =
      rate_.is_on() ? take_and_say(rate_, "peer", request.peer, steady_ms() * kMillisecondUs, said) : 0;
  if (request.method == "GET") {
    handled.method = "GET";
    handled.route = kRoute;
  }
  if (wait_seconds != 0) {
    ++over_rate_;
    response = server::answer({ProblemCode::kTooMany, {}, {}, wait_seconds}, language_of(request));
  } else if (request.method != "GET") {
    response = server::answer({ProblemCode::kMethodNotAllowed, {}, {}, 0}, language_of(request));
    response.headers.emplace_back("Allow", "GET");
  } else {
    response = read_file_of(evidence_, request);
  }
  response.headers.insert(response.headers.end(), said.begin(), said.end());
  handled.status = response.status;
  return response;
}

}  // namespace tidegate::server
