#include "tidegate/ports/http_client.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <thread>

#include "tidegate/base/ip_address.h"

namespace tidegate {
namespace {

using testing::HasSubstr;

// Answers one connection with the bytes it was given, and keeps what was sent. silent: never answers.
class OneAnswer {
 public:
  explicit OneAnswer(
      std::string answer, bool silent = false, std::function<void()> was_asked = [] {})
      : listener_(socket(AF_INET, SOCK_STREAM, 0)), was_asked_(std::move(was_asked)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(listen(listener_, 8), 0);
    socklen_t size = sizeof address;
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, answer = std::move(answer), silent] { serve(answer, silent); });
  }
  ~OneAnswer() { join(); }
  std::string url(const std::string& path = "/") const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  const std::string& asked() {
    join();
    return asked_;
  }

 private:
  void join() {
    if (!thread_.joinable()) return;
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
  }
  void serve(const std::string& answer, bool silent) {
    const int peer = accept(listener_, nullptr, nullptr);
    if (peer < 0) return;
    char bytes[4096];
    for (ssize_t n = 0; asked_.find("\r\n\r\n") == std::string::npos || asked_.ends_with("\r\n\r\n{");) {
      n = recv(peer, bytes, sizeof bytes, 0);
      if (n <= 0) break;
      asked_.append(bytes, static_cast<std::size_t>(n));
    }
    was_asked_();
    if (silent) {
      while (recv(peer, bytes, sizeof bytes, 0) > 0) {
      }
    } else {
      (void)send(peer, answer.data(), answer.size(), MSG_NOSIGNAL);
    }
    close(peer);
  }
  int listener_;
  int port_ = 0;
  std::string asked_;
  const std::function<void()> was_asked_;
  std::thread thread_;
};

HttpAsk ask_of(const std::string& url) {
  HttpAsk ask;
  ask.url = url;
  ask.allows_plain = true;
  return ask;
}

ErrorCode code_of(const HttpAsk& ask) {
  const auto got = http_client()->fetch(ask);
  EXPECT_FALSE(got);
  return got ? ErrorCode::kCancelled : got.error().code;
}

TEST(HttpClient, GivesStatusHeadersAndBody) {
  OneAnswer server("HTTP/1.1 418 x\r\nContent-Length: 5\r\nX-One:  a b \r\n\r\nhello");
  const auto got = http_client()->fetch(ask_of(server.url()));
  ASSERT_TRUE(got) << got.error().what;
  EXPECT_EQ(got->status, 418);
  EXPECT_EQ(got->body, "hello");
  EXPECT_EQ(got->header("x-one"), "a b");
}

TEST(HttpClient, SendsMethodHeadersAndBodyAndNothingOfItsOwn) {
  OneAnswer server("HTTP/1.1 204 x\r\n\r\n");
  HttpAsk ask = ask_of(server.url("/there?x=1"));
  ask.method = "POST";
  ask.headers = {{"Content-Type", "application/json"}, {"X-Two", "2"}};
  ask.body = "{\"a\":1}";
  ASSERT_TRUE(http_client()->fetch(ask));
  EXPECT_THAT(server.asked(), HasSubstr("POST /there?x=1 HTTP/1.1\r\n"));
  EXPECT_THAT(server.asked(), HasSubstr("X-Two: 2\r\n"));
  EXPECT_THAT(server.asked(), HasSubstr("Content-Length: 7\r\n"));
  EXPECT_THAT(server.asked(), testing::Not(HasSubstr("Expect")));
}

TEST(HttpClient, FollowsNoRedirect) {
  OneAnswer server("HTTP/1.1 302 x\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
  const auto got = http_client()->fetch(ask_of(server.url()));
  ASSERT_TRUE(got);
  EXPECT_EQ(got->status, 302);
}

TEST(HttpClient, UsesNoProxyOfItsSurroundings) {
  setenv("http_proxy", "http://127.0.0.1:1", 1);
  OneAnswer server("HTTP/1.1 200 x\r\nContent-Length: 0\r\n\r\n");
  EXPECT_TRUE(http_client()->fetch(ask_of(server.url())));
  unsetenv("http_proxy");
}

TEST(HttpClient, StopsAtTheBoundOfSize) {
  for (const char* head : {"HTTP/1.1 200 x\r\nContent-Length: 11\r\n\r\n", "HTTP/1.1 200 x\r\n\r\n"}) {
    OneAnswer server(head + std::string("hello world"));
    HttpAsk ask = ask_of(server.url());
    ask.most_bytes = 10;
    EXPECT_EQ(code_of(ask), ErrorCode::kLimit);
  }
}

TEST(HttpClient, StopsAtTheBoundOfHeaders) {
  std::string answer = "HTTP/1.1 200 x\r\n";
  for (int i = 0; i < 100; ++i) answer += "X-Many: 1\r\n";
  OneAnswer server(answer + "\r\n");
  EXPECT_EQ(code_of(ask_of(server.url())), ErrorCode::kLimit);
}

TEST(HttpClient, StopsAtTheBoundOfTime) {
  OneAnswer server({}, true);
  HttpAsk ask = ask_of(server.url());
  ask.whole_ms = 200;
  EXPECT_EQ(code_of(ask), ErrorCode::kUnavailable);
}

// By somebody else, while the answer is awaited: it says so, and does not wait for the bound of time.
TEST(HttpClient, EndsWhenItIsCancelled) {
  std::atomic<bool> cancelled{false};
  OneAnswer peer("", true, [&] { cancelled = true; });
  HttpAsk ask = ask_of(peer.url());
  ask.whole_ms = 600'000;
  ask.cancelled = &cancelled;
  EXPECT_EQ(code_of(ask), ErrorCode::kCancelled);
  EXPECT_FALSE(peer.asked().empty());
}

TEST(HttpClient, TellsAPeerThatIsNotThere) {
  EXPECT_EQ(code_of(ask_of("http://127.0.0.1:1/")), ErrorCode::kUnavailable);
}

TEST(HttpClient, ConnectsToNoAddressThatMayNotBe) {
  OneAnswer server("HTTP/1.1 200 x\r\nContent-Length: 0\r\n\r\n");
  HttpAsk ask = ask_of(server.url());
  ask.may_connect = is_public_address;
  EXPECT_EQ(code_of(ask), ErrorCode::kOutOfRange);
  // A name, and ways of writing a number, come to the same address.
  for (const char* host : {"localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "[::1]"}) {
    ask.url = std::string("http://") + host + ":1/";
    EXPECT_EQ(code_of(ask), ErrorCode::kOutOfRange) << host;
  }
}

TEST(HttpClient, TakesNoAddressButOfHttp) {
  for (const char* url :
       {"", "x", "file:///etc/hostname", "ftp://127.0.0.1/", "http://u:p@127.0.0.1/", "http://127.0.0.1/#x",
        "http://127.0.0.1/a b", "http://127.0.0.1/\r\nX: 1", "gopher://127.0.0.1/"})
    EXPECT_EQ(code_of(ask_of(url)), ErrorCode::kMalformed) << url;
  HttpAsk plain = ask_of("http://127.0.0.1:1/");
  plain.allows_plain = false;
  EXPECT_EQ(code_of(plain), ErrorCode::kOutOfRange);
}

TEST(HttpClient, LetsNoHeaderBringInAnother) {
  HttpAsk ask = ask_of("http://127.0.0.1:1/");
  ask.headers = {{"X", "1\r\nY: 2"}};
  EXPECT_EQ(code_of(ask), ErrorCode::kMalformed);
  ask.headers = {{"X: 1\r\nY", "2"}};
  EXPECT_EQ(code_of(ask), ErrorCode::kMalformed);
}

TEST(HttpClient, SaysNothingOfWhereOrWhatInItsErrors) {
  HttpAsk ask = ask_of("http://127.0.0.1:1/secret-path");
  ask.headers = {{"Authorization", "secret-value"}};
  const auto got = http_client()->fetch(ask);
  ASSERT_FALSE(got);
  EXPECT_THAT(got.error().what + got.error().where + got.error().what_zh, testing::Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace tidegate
