// The only file that names libcurl.
#include "tidegate/ports/http_client.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <strings.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstddef>
#include <optional>

#include "tidegate/base/shared_library.h"

namespace tidegate {
namespace {

constexpr std::size_t kMostHeaders = 64;
constexpr std::size_t kLongestHeader = 8'192;
constexpr std::size_t kLongestUrl = 2'048;

struct Curl {
  decltype(&::curl_global_init) global_init = nullptr;
  decltype(&::curl_easy_init) easy_init = nullptr;
  decltype(&::curl_easy_setopt) easy_setopt = nullptr;
  decltype(&::curl_easy_perform) easy_perform = nullptr;
  decltype(&::curl_easy_getinfo) easy_getinfo = nullptr;
  decltype(&::curl_easy_cleanup) easy_cleanup = nullptr;
  decltype(&::curl_slist_append) slist_append = nullptr;
  decltype(&::curl_slist_free_all) slist_free_all = nullptr;
  bool is_there = false;
};

const Curl& curl() {
  static const Curl kCurl = [] {
    const SharedLibrary library("libcurl.so.4");
    Curl it;
    const auto find = [&](const char* name, auto& function) { return library.find(name, function); };
    it.is_there = find("curl_global_init", it.global_init) && find("curl_easy_init", it.easy_init) &&
                  find("curl_easy_setopt", it.easy_setopt) && find("curl_easy_perform", it.easy_perform) &&
                  find("curl_easy_getinfo", it.easy_getinfo) && find("curl_easy_cleanup", it.easy_cleanup) &&
                  find("curl_slist_append", it.slist_append) &&
                  find("curl_slist_free_all", it.slist_free_all) &&
                  it.global_init(CURL_GLOBAL_ALL) == CURLE_OK;
    return it;
  }();
  return kCurl;
}

struct EasyFree {
  void operator()(CURL* easy) const { curl().easy_cleanup(easy); }
};
struct ListFree {
  void operator()(curl_slist* list) const { curl().slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyFree>;
using List = std::unique_ptr<curl_slist, ListFree>;

// What one exchange has come to, for the functions that libcurl calls.
struct Exchange {
  const HttpAsk* ask = nullptr;
  HttpGot got;
  bool is_too_large = false;
  bool is_forbidden = false;
};

extern "C" std::size_t take_body(char* bytes, std::size_t one, std::size_t size, void* to) {
  auto& exchange = *static_cast<Exchange*>(to);
  if (size > exchange.ask->most_bytes - exchange.got.body.size()) {
    exchange.is_too_large = true;
    return 0;
  }
  exchange.got.body.append(bytes, one * size);
  return size;
}

extern "C" std::size_t take_header(char* bytes, std::size_t one, std::size_t size, void* to) {
  auto& exchange = *static_cast<Exchange*>(to);
  std::string_view line(bytes, one * size);
  if (line.starts_with("HTTP/")) exchange.got.headers.clear();  // of a provisional answer before
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return size;
  if (exchange.got.headers.size() == kMostHeaders || line.size() > kLongestHeader) {
    exchange.is_too_large = true;
    return 0;
  }
  std::string name(line.substr(0, colon));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  line.remove_prefix(colon + 1);
  while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n' || line.back() == ' '))
    line.remove_suffix(1);
  exchange.got.headers.emplace_back(std::move(name), line);
  return size;
}

// Sees the address itself, after the name was looked up: a name that changes meanwhile changes nothing.
extern "C" curl_socket_t open_socket(void* of, curlsocktype, curl_sockaddr* address) {
  auto& exchange = *static_cast<Exchange*>(of);
  const auto* octets = reinterpret_cast<const std::uint8_t*>(&address->addr);
  std::span<const std::uint8_t> place;
  if (address->family == AF_INET) place = {octets + offsetof(sockaddr_in, sin_addr), 4};
  if (address->family == AF_INET6) place = {octets + offsetof(sockaddr_in6, sin6_addr), 16};
  if (place.empty() || (exchange.ask->may_connect && !exchange.ask->may_connect(place))) {
    exchange.is_forbidden = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// Called as octets come and go, and once a second while none do.
extern "C" int is_over(void* of, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto* cancelled = static_cast<Exchange*>(of)->ask->cancelled;
  return cancelled != nullptr && cancelled->load() ? 1 : 0;
}

tl::unexpected<Error> unavailable(const char* en, const char* zh) {
  return fail({ErrorCode::kUnavailable, en, {}, zh});
}

bool is_line(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= ' ' && c < 0x7f) || c == '\t'; });
}

std::optional<Error> fault_of(const HttpAsk& ask) {
  const bool is_plain = ask.url.starts_with("http://");
  if ((!is_plain && !ask.url.starts_with("https://")) || ask.url.size() > kLongestUrl || !is_line(ask.url) ||
      ask.url.find_first_of(" \t#") != std::string::npos)
    return Error{ErrorCode::kMalformed, "is no address of http or https", {}, "不是 http 或 https 地址"};
  const std::size_t host = ask.url.find("//") + 2;
  if (ask.url.substr(host, ask.url.find_first_of("/?", host) - host).find('@') != std::string::npos)
    return Error{ErrorCode::kMalformed, "an address with a user is not taken", {}, "不接受含用户名的地址"};
  if (is_plain && !ask.allows_plain)
    return Error{ErrorCode::kOutOfRange, "https is needed", {}, "须使用 https"};
  const bool is_method = !ask.method.empty() && std::all_of(ask.method.begin(), ask.method.end(),
                                                            [](char c) { return c >= 'A' && c <= 'Z'; });
  const bool are_headers = std::all_of(ask.headers.begin(), ask.headers.end(), [](const auto& header) {
    return !header.first.empty() && is_line(header.first) && is_line(header.second) &&
           header.first.find_first_of(": \t") == std::string::npos;
  });
  if (!is_method || !are_headers)
    return Error{ErrorCode::kMalformed, "a method or a header is none", {}, "请求方法或请求头无效"};
  return std::nullopt;
}

List lines_of(const HttpAsk& ask) {
  List list(curl().slist_append(nullptr, "Expect:"));  // no wait before a body
  const auto add = [&](const std::string& line) {
    if (curl_slist* longer = list ? curl().slist_append(list.get(), line.c_str()) : nullptr) {
      (void)list.release();
      list.reset(longer);
    } else {
      list.reset();
    }
  };
  bool has_type = false;
  for (const auto& [name, value] : ask.headers) {
    add(value.empty() ? name + ";" : name + ": " + value);
    has_type = has_type || strcasecmp(name.c_str(), "content-type") == 0;
  }
  if (!has_type) add("Content-Type:");  // none of libcurl's own
  return list;
}

// One by one, so that one that is not taken is told: a bound that is not set would be none.
bool set_up(CURL* easy, const HttpAsk& ask, curl_slist* lines, Exchange& exchange) {
  const auto set = [&](CURLoption option, auto value) {
    return curl().easy_setopt(easy, option, value) == CURLE_OK;
  };
  bool is_set =
      set(CURLOPT_URL, ask.url.c_str()) && set(CURLOPT_CUSTOMREQUEST, ask.method.c_str()) &&
      set(CURLOPT_PROTOCOLS_STR, ask.allows_plain ? "http,https" : "https") &&
      set(CURLOPT_FOLLOWLOCATION, 0L) && set(CURLOPT_PROXY, "") && set(CURLOPT_NOPROXY, "*") &&
      set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED)) && set(CURLOPT_NOSIGNAL, 1L) &&
      set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1)) &&
      set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(ask.connect_ms)) &&
      set(CURLOPT_TIMEOUT_MS, static_cast<long>(ask.whole_ms)) &&
      set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2)) &&
      set(CURLOPT_SSL_VERIFYPEER, 1L) && set(CURLOPT_SSL_VERIFYHOST, 2L) && set(CURLOPT_HTTPHEADER, lines) &&
      set(CURLOPT_WRITEFUNCTION, &take_body) && set(CURLOPT_WRITEDATA, static_cast<void*>(&exchange)) &&
      set(CURLOPT_HEADERFUNCTION, &take_header) && set(CURLOPT_HEADERDATA, static_cast<void*>(&exchange)) &&
      set(CURLOPT_OPENSOCKETFUNCTION, &open_socket) &&
      set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(&exchange)) && set(CURLOPT_NOPROGRESS, 0L) &&
      set(CURLOPT_XFERINFOFUNCTION, &is_over) && set(CURLOPT_XFERINFODATA, static_cast<void*>(&exchange));
  if (ask.method == "HEAD") is_set = is_set && set(CURLOPT_NOBODY, 1L);
  if (!ask.body.empty() || ask.method == "POST") {
    is_set = is_set && set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(ask.body.size())) &&
             set(CURLOPT_POSTFIELDS, ask.body.data());
  }
  if (!ask.ca_file.empty())
    is_set = is_set && set(CURLOPT_CAINFO, ask.ca_file.c_str()) && set(CURLOPT_CAPATH, nullptr);
  return is_set;
}

Result<HttpGot> told(CURLcode code, Exchange& exchange, CURL* easy) {
  if (exchange.is_forbidden && code != CURLE_OK)
    return fail({ErrorCode::kOutOfRange, "that address may not be connected to", {}, "不得连接该地址"});
  if (exchange.is_too_large) return fail({ErrorCode::kLimit, "the answer is too large", {}, "对方答复过大"});
  switch (code) {
    case CURLE_OK:
      break;
    case CURLE_ABORTED_BY_CALLBACK:
      return fail({ErrorCode::kCancelled, "interrupted while an answer was awaited", {}, "等待答复时被中断"});
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return fail({ErrorCode::kMalformed, "is no address of http or https", {}, "不是 http 或 https 地址"});
    case CURLE_COULDNT_RESOLVE_HOST:
      return unavailable("there is no such host", "没有该主机");
    case CURLE_OPERATION_TIMEDOUT:
      return unavailable("no answer came in time", "未能及时收到答复");
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CONNECT_ERROR:
      return unavailable("no TLS that is trusted could be set up", "无法建立受信任的 TLS 连接");
    default:
      return unavailable("no answer came", "未收到答复");
  }
  long status = 0;
  curl().easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  exchange.got.status = static_cast<int>(status);
  return std::move(exchange.got);
}

class HttpClient final : public HttpFetch {
 public:
  Result<HttpGot> fetch(const HttpAsk& ask) override {
    if (auto fault = fault_of(ask)) return fail(std::move(*fault));
    if (!curl().is_there)
      return unavailable("libcurl is needed (Debian: libcurl4)", "需要安装 libcurl（Debian：libcurl4）");
    const Easy easy(curl().easy_init());
    const List lines = lines_of(ask);
    Exchange exchange;
    exchange.ask = &ask;
    if (!easy || !lines || !set_up(easy.get(), ask, lines.get(), exchange))
      return unavailable("the exchange could not be set up", "无法发起请求");
    return told(curl().easy_perform(easy.get()), exchange, easy.get());
  }
};

}  // namespace

std::unique_ptr<HttpFetch> http_client() { return std::make_unique<HttpClient>(); }

}  // namespace tidegate
