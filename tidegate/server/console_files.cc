#include "tidegate/server/console_files.h"

#include <algorithm>
#include <array>
#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/server/http/conditional.h"
#include "tidegate/server/problem.h"

namespace tidegate::server {
namespace {

constexpr std::string_view kAssets = "assets/";
constexpr std::string_view kIndex = "index.html";
constexpr std::string_view kVerify = "verify.html";

constexpr std::string_view kNotBuilt = R"(<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Tidegate</title>
<h1>The console was not built into this program</h1>
<p>Its API answers all the same, under <code>/v1</code> (<code>api/openapi.yaml</code>). To have the console:
<code>tools/web build</code>, then build the program again.</p>
<div lang="zh-CN"><h1>本程序未内置控制台</h1>
<p>API 仍可使用，路径为 <code>/v1</code>（见 <code>api/openapi.yaml</code>）。如需控制台，请执行
<code>tools/web build</code>，然后重新构建本程序。</p></div>
</html>
)";

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kTypes{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".webp", "image/webp"},
    {".woff", "font/woff"},
    {".woff2", "font/woff2"},
    {".wasm", "application/wasm"},
    {".txt", "text/plain; charset=utf-8"},
}};

std::string_view type_of(std::string_view path) {
  const auto found =
      std::find_if(kTypes.begin(), kTypes.end(), [&](const auto& row) { return path.ends_with(row.first); });
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

// Accept-Encoding (RFC 9110 section 12.5.3): gzip is named, and not with a weight of nought.
bool takes_gzip(const Request& request) {
  bool takes = false;
  each_member(request.header("accept-encoding"), [&](std::string_view member) {
    const std::string_view name = member.substr(0, member.find(';'));
    const std::size_t weight = member.find("q=");
    const bool is_nought =
        weight != std::string_view::npos && member.find_first_of("123456789", weight) == std::string::npos;
    if (name == "gzip" || name == "gzip ") takes = !is_nought;
  });
  return takes;
}

Response page(int status, std::string_view type, std::string policy = std::string(kConsolePolicy)) {
  return {status,
          {{"Content-Type", std::string(type)},
           {"Content-Security-Policy", std::move(policy)},
           {"X-Content-Type-Options", "nosniff"},
           {"Referrer-Policy", "no-referrer"},
           {"Cross-Origin-Opener-Policy", "same-origin"},
           {"Cross-Origin-Resource-Policy", "same-origin"},
           {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"}},
          {}};
}

}  // namespace

std::string verify_page_policy(std::string_view page) {
  constexpr std::string_view kBegin = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
  const std::size_t begin = page.find(kBegin);
  if (begin == std::string_view::npos) return {};
  page.remove_prefix(begin + kBegin.size());
  const std::string_view policy = page.substr(0, page.find('"'));
  if (!policy.starts_with("default-src 'none'; ")) return {};
  return std::string(policy) + "; frame-ancestors 'none'";
}

ConsoleFiles::ConsoleFiles(std::span<const ConsoleFile> files) {
  for (const ConsoleFile& file : files) {
    // Weak: the same file stands for its plain and its compressed octets.
    std::string etag =
        file.path.starts_with(kAssets) ? std::string() : "\"" + sha256_hex(file.bytes).substr(0, 32) + "\"";
    files_.push_back({file, std::move(etag)});
  }
}

bool ConsoleFiles::is_path(std::string_view path) {
  return path.starts_with('/') && path != "/v1" && !path.starts_with("/v1/") && path != "/healthz" &&
         path != "/readyz" && path != "/metrics" && !path.starts_with("/evidence/log/");
}

const ConsoleFiles::Held* ConsoleFiles::find(std::string_view path) const {
  const auto at = std::lower_bound(files_.begin(), files_.end(), path,
                                   [](const Held& held, std::string_view p) { return held.file.path < p; });
  return at == files_.end() || at->file.path != path ? nullptr : &*at;
}

Response ConsoleFiles::answer(const Request& request) const {
  if (request.method != "GET" && request.method != "HEAD") {
    Response none = server::answer({ProblemCode::kMethodNotAllowed, {}, {}, 0}, language_of(request));
    none.headers.emplace_back("Allow", "GET");
    return none;
  }
  const Held* held = find(std::string_view(request.path).substr(1));
  if (held == nullptr && request.path.starts_with("/assets/")) {
    Response none = page(404, "text/plain; charset=utf-8");
    none.headers.emplace_back("Cache-Control", "no-store");
    none.body = "There is no such file. / 不存在该文件。\n";
    return none;
  }
  if (held == nullptr) held = find(kIndex);
  if (held == nullptr) {
    Response none = page(200, "text/html; charset=utf-8");
    none.headers.emplace_back("Cache-Control", "no-store");
    none.body = kNotBuilt;
    return none;
  }
  const bool is_kept = !held->etag.empty() && is_held(request, held->etag);
  const std::string own = held->file.path == kVerify ? verify_page_policy(held->file.bytes) : std::string();
  Response response =
      page(is_kept ? 304 : 200, type_of(held->file.path), own.empty() ? std::string(kConsolePolicy) : own);
  response.headers.emplace_back("Vary", "Accept-Encoding");
  response.headers.emplace_back("Cache-Control",
                                held->etag.empty() ? "public, max-age=31536000, immutable" : "no-cache");
  if (!held->etag.empty()) response.headers.emplace_back("ETag", "W/" + held->etag);
  if (is_kept) return response;
  const bool is_gzipped = !held->file.gzipped.empty() && takes_gzip(request);
  if (is_gzipped) response.headers.emplace_back("Content-Encoding", "gzip");
  response.body = is_gzipped ? held->file.gzipped : held->file.bytes;
  return response;
}

}  // namespace tidegate::server
