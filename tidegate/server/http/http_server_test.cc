#include "tidegate/server/http/http_server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <future>
#include <string>
#include <thread>
#include <vector>

namespace tidegate::server {
namespace {

// A peer that sends what it likes, octet by octet where it wants.
class Peer {
 public:
  explicit Peer(std::uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    is_open_ = connect(socket_, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0;
  }
  ~Peer() { close(socket_); }
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  bool is_open() const { return is_open_; }
  bool send(std::string_view text) {
    return ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
  }
  // What comes until the other side closes, or until it holds `mark`, or nothing came for `patience_ms`.
  std::string read(std::string_view mark = {}, int patience_ms = 10'000) {
    std::string out;
    while (mark.empty() || out.find(mark) == std::string::npos) {
      pollfd waiting{socket_, POLLIN, 0};
      if (poll(&waiting, 1, patience_ms) <= 0) break;
      std::array<char, 4'096> bytes{};
      const ssize_t size = recv(socket_, bytes.data(), bytes.size(), 0);
      if (size <= 0) {
        is_ended_ = true;
        break;
      }
      out.append(bytes.data(), static_cast<std::size_t>(size));
    }
    return out;
  }
  bool is_ended() const { return is_ended_; }

 private:
  int socket_;
  bool is_open_ = false;
  bool is_ended_ = false;
};

Response echo(const Request& request) {
  std::string body = request.method + " " + request.path;
  for (const auto& [name, value] : request.query) body += fmt::format("|{}={}", name, value);
  body += fmt::format("|{}|{}", request.header("x-word"), request.body.size());
  return {200, {{"Content-Type", "text/plain"}}, body};
}
Response refusal(int status) { return {status, {}, fmt::format("refused {}", status)}; }

std::unique_ptr<HttpServer> started(const HttpOptions& options, Handler handler = echo) {
  auto server = HttpServer::start(options, std::move(handler), refusal);
  EXPECT_TRUE(server) << (server ? "" : server.error().what);
  return server ? std::move(*server) : nullptr;
}

std::string ask(std::uint16_t port, std::string_view request) {
  Peer peer(port);
  peer.send(request);
  return peer.read();
}

TEST(HttpServer, HandsOverARequestWholeAndUndecoded) {
  const auto server = started({});
  const std::string answer =
      ask(server->port(),
          "POST /a%2Fb/c?x=%E6%BD%AE&y=1+2&x=z HTTP/1.1\r\nHost: h\r\nX-Word: w\r\nContent-Length: "
          "3\r\nConnection: close\r\n\r\nabc");
  EXPECT_NE(answer.find("200"), std::string::npos) << answer;
  EXPECT_NE(answer.find("POST /a%2Fb/c|x=潮|y=1 2|x=z|w|3"), std::string::npos) << answer;
}

TEST(HttpServer, KeepsAConnectionForTheNextRequest) {
  const auto server = started({});
  Peer peer(server->port());
  for (const std::string path : {"/one", "/two"}) {
    peer.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_NE(peer.read("||0").find(path), std::string::npos);
  }
  EXPECT_EQ(server->counts().requests, 2U);
}

TEST(HttpServer, RefusesAQueryThatIsNone) {
  const auto server = started({});
  for (const std::string query : {"x=%zz", "x=%4", "%00=1"}) {
    const std::string answer =
        ask(server->port(), "GET /?" + query + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    EXPECT_NE(answer.find("refused 400"), std::string::npos) << query << answer;
  }
  EXPECT_EQ(server->counts().requests, 0U);
}

TEST(HttpServer, RefusesBodiesBeyondTheBoundStatedOrNot) {
  HttpOptions options;
  options.body_bytes = 1'000;
  const auto server = started(options);
  EXPECT_NE(
      ask(server->port(), "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n").find("refused 413"),
      std::string::npos);
  std::string chunked =
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
  for (int i = 0; i < 20; ++i) chunked += "64\r\n" + std::string(100, 'x') + "\r\n";
  EXPECT_NE(ask(server->port(), chunked + "0\r\n\r\n").find("refused 413"), std::string::npos);
  const std::string whole = "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n";
  EXPECT_NE(ask(server->port(), whole + std::string(1'000, 'x')).find("|1000"), std::string::npos);
  EXPECT_EQ(server->counts().refused_large, 2U);
}

TEST(HttpServer, ReadsAFileOnThatIsTooLargeAndThenSaysWhy) {
  HttpOptions options;
  options.body_bytes = 1'000;
  options.large_body_bytes = 2'000;
  options.large_for = [](const Request& head) {
    return head.path == "/file" ? std::string("a firm") : std::string();
  };
  const auto server = started(options);
  const std::string head = "POST /file HTTP/1.1\r\nHost: h\r\nContent-Length: ";
  EXPECT_NE(ask(server->port(), head + "8000\r\nConnection: close\r\n\r\n" + std::string(8'000, 'x'))
                .find("refused 413"),
            std::string::npos);
  for (const char* const rest : {"8001\r\n\r\n", "3000\r\nExpect: 100-continue\r\n\r\n"})
    EXPECT_NE(ask(server->port(), head + rest).find("refused 413"), std::string::npos) << rest;
  EXPECT_NE(
      ask(server->port(), head + "2000\r\nConnection: close\r\n\r\n" + std::string(2'000, 'x')).find("|2000"),
      std::string::npos);
}

// A proxy before us may have read the other end: what stands behind it must not become a request.
TEST(HttpServer, RefusesAHeadThatSaysTwiceWhereItsBodyEnds) {
  const auto server = started({});
  for (const char* const lines :
       {"Content-Length: 5\r\nTransfer-Encoding: chunked", "Content-Length: 5\r\nContent-Length: 0",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "Transfer-Encoding: gzip"}) {
    const std::string answer =
        ask(server->port(), std::string("POST /one HTTP/1.1\r\nHost: h\r\n") + lines +
                                "\r\n\r\n0\r\n\r\nGET /two HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(answer.find("200"), std::string::npos) << lines << answer;
    EXPECT_EQ(answer.find("HTTP/1.1", 1), std::string::npos) << lines << answer;
  }
  EXPECT_EQ(server->counts().requests, 0U);
}

// What one server ignores the next believes, so no head that is odd is taken for one without the oddity.
TEST(HttpServer, RefusesAHeadWithFieldsThatAreNone) {
  const auto server = started({});
  const std::string two = "GET /two HTTP/1.1\r\nHost: h\r\n\r\n";
  for (const std::string lines :
       {"Host: h\r\nContent-Length : 32\r\n",
        "Host: h\r\nTransfer-Encoding : chunked\r\nContent-Length: 32\r\n", " X: y\r\nHost: h\r\n",
        "Host: h\r\nX: a\rContent-Length: 32\r\n", "Host: h\r\nHost: h\r\n", "X: y\r\n",
        "Host: h\r\nContent-Length: 32\r\nX: a\r\n b\r\nY: z\r\n"}) {
    const std::string answer = ask(server->port(), "POST /one HTTP/1.1\r\n" + lines + "\r\n" + two);
    EXPECT_NE(answer.find("400"), std::string::npos) << lines << answer;
    EXPECT_EQ(answer.find("200"), std::string::npos) << lines << answer;
    EXPECT_EQ(answer.find("HTTP/1.1", 1), std::string::npos) << lines << answer;
  }
  EXPECT_NE(
      ask(server->port(),
          "POST /one HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + two)
          .find("refused 400"),
      std::string::npos);
  const std::string zero = std::string("GET / HTTP/1.1\r\nHost: h\r\nX: a") + '\0' + "b\r\nY: z\r\n\r\n";
  EXPECT_NE(ask(server->port(), zero).find("refused 400"), std::string::npos);
  EXPECT_EQ(server->counts().requests, 0U);
  const std::string plain =
      "GET /ok HTTP/1.1\r\nHost: h\r\nX-Empty:\r\nX-Word: a  \r\nConnection: close\r\n\r\n";
  EXPECT_NE(ask(server->port(), plain).find("/ok"), std::string::npos);
}

// Each line stands last, where nothing of the head follows that could betray it.
TEST(HttpServer, RefusesAHeadWhoseLastLineIsNone) {
  const auto server = started({});
  const std::string two = "GET /two HTTP/1.1\r\nHost: h\r\n\r\n";
  const std::string zero(1, '\0');
  for (const std::string& end :
       {"Transfer-Encoding: chunked" + zero + "x\r\n\r\n0\r\n\r\n", "Content-Length: 0" + zero + "34\r\n\r\n",
        std::string("X: a\n\n"), std::string("X: a\n\r\n"), std::string("X: a\r\n\n"),
        std::string("X: a\r\r\n\r\n"), std::string("X: a\rb\r\n\r\n"), std::string("X: a\r\n b\r\n\r\n"),
        std::string("X: a\r\n\tb\r\n\r\n"), std::string("X:\r\n \r\n\r\n"),
        "X: a\r\n" + zero + "Content-Length: 32\r\n\r\n", std::string("X : a\r\n\r\n")}) {
    const std::string answer = ask(server->port(), "POST /one HTTP/1.1\r\nHost: h\r\n" + end + two);
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 400")) << end << answer;
    EXPECT_EQ(answer.find("HTTP/1.1", 1), std::string::npos) << end << answer;
  }
  EXPECT_EQ(server->counts().requests, 0U);
  for (const std::string end : {"X:\r\n\r\n", "X: a  \r\n\r\n", "X: \t\r\n\r\n"})
    EXPECT_NE(ask(server->port(), "GET /ok HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + end).find("/ok"),
              std::string::npos)
        << end;
}

TEST(HttpServer, ReadsAHeadThatComesInPiecesAndTheNextOneBehindIt) {
  const auto server = started({});
  std::string fields = "Host: h\r\nCookie: a=b; c=d\r\n";
  for (int i = 0; i < 100; ++i) fields += fmt::format("X-{}: {}\r\n", i, std::string(100, 'x'));
  fields += "X-Word: last\r\n\r\n";
  const std::string both = "GET /one?a=b HTTP/1.1\r\n" + fields + "GET /two HTTP/1.1\r\n" + fields;
  Peer peer(server->port());
  for (int round = 0; round < 3; ++round) {
    for (std::size_t at = 0; at < both.size(); at += 997) {
      peer.send(std::string_view(both).substr(at, 997));
      if (round == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    const std::string answers = peer.read("/two|last|0");
    EXPECT_NE(answers.find("/one|a=b|last|0"), std::string::npos) << answers;
  }
  EXPECT_EQ(server->counts().requests, 6U);
}

TEST(HttpServer, RefusesARequestLineThatIsNone) {
  const auto server = started({});
  const std::string rest = "\r\nHost: h\r\n\r\n";
  const std::string two = "GET /two HTTP/1.1" + rest;
  for (const std::string& one :
       {"GET  /one HTTP/1.1" + rest, "GET /one  HTTP/1.1" + rest, "GET /one /two HTTP/1.1" + rest,
        "GET /one?x=1 2 HTTP/1.1" + rest, "GET /o\tne HTTP/1.1" + rest,
        "GET /one" + std::string(1, '\0') + "x HTTP/1.1" + rest,
        std::string("GET /one HTTP/1.1\nHost: h\r\n\r\n"), std::string("GET /one HTTP/1.1\nHost: h\n\n"),
        std::string("GET /one HTTP/1.0\n\n"), std::string("GET /one HTTP/1.0\r\n\n")}) {
    const std::string answer = ask(server->port(), one + two);
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 400")) << one << answer;
    EXPECT_EQ(answer.find("HTTP/1.", 1), std::string::npos) << one << answer;
  }
  EXPECT_EQ(server->counts().requests, 0U);
  EXPECT_NE(ask(server->port(), "GET /ok?a=b&c=\xe6\xbd\xae HTTP/1.0\r\n\r\n").find("/ok|a=b|c=\xe6\xbd\xae"),
            std::string::npos);
}

// Where a proxy reads chunks otherwise than we do, what one takes for their end and the other does not is
// answered to nobody.
TEST(HttpServer, AnswersNothingBehindABodyInChunks) {
  const auto server = started({});
  const std::string head = "POST /one HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string two = "GET /two HTTP/1.1\r\nHost: h\r\n\r\n";
  for (const std::string body : {"2\r\n{}\r\n0\r\n\r\n", "2\n{}\n0\n\n", "2;a\n{}\r\n0\r\n\r\n",
                                 "2\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n"}) {
    const std::string answer = ask(server->port(), head + body + two);
    EXPECT_NE(answer.find("/one"), std::string::npos) << body << answer;
    EXPECT_EQ(answer.find("HTTP/1.1", 1), std::string::npos) << body << answer;
  }
}

TEST(HttpServer, TakesALargeBodyOfWhoIsKnownAloneAndNoMoreThanAShareOfOne) {
  HttpOptions options;
  options.body_bytes = 1'000;
  options.large_body_bytes = 2'000;
  options.large_bodies_bytes_of_one = 3'000;
  options.large_for = [](const Request& head) { return std::string(head.header("x-word")); };
  const auto server = started(options);
  const auto head = [](const char* who) {
    return fmt::format(
        "POST / HTTP/1.1\r\nHost: h\r\nX-Word: {}\r\nConnection: close\r\nContent-Length: 2000\r\n\r\n", who);
  };
  EXPECT_NE(ask(server->port(), head("")).find("refused 413"), std::string::npos);
  const std::string body(2'000, 'x');
  {
    Peer held(server->port());
    held.send(head("a") + body.substr(1));
    std::string answer;
    for (int i = 0; i < 200 && answer.find("refused 503") == std::string::npos; ++i)
      answer = ask(server->port(), head("a") + body);
    EXPECT_NE(answer.find("refused 503"), std::string::npos) << answer;
    EXPECT_NE(ask(server->port(), head("b") + body).find("200"), std::string::npos);
  }
  std::string answer;
  for (int i = 0; i < 200 && answer.find("HTTP/1.1 200") == std::string::npos; ++i)
    answer = ask(server->port(), head("a") + body);
  EXPECT_NE(answer.find("HTTP/1.1 200"), std::string::npos) << answer;
}

TEST(HttpServer, ClosesConnectionsOfAPeerThatHasItsShare) {
  HttpOptions options;
  options.connections_a_peer = 3;
  const auto server = started(options);
  const std::string plain = "GET /ok HTTP/1.1\r\nHost: h\r\n\r\n";
  {
    std::vector<std::unique_ptr<Peer>> open;
    for (int i = 0; i < 3; ++i) {
      open.push_back(std::make_unique<Peer>(server->port()));
      open.back()->send(plain);
      EXPECT_NE(open.back()->read("/ok").find("/ok"), std::string::npos);
    }
    Peer further(server->port());
    further.send(plain);
    EXPECT_EQ(further.read(), "");
    EXPECT_TRUE(further.is_ended());
  }
  std::string answer;
  for (int i = 0; i < 200 && answer.empty(); ++i) {
    Peer again(server->port());
    again.send(plain);
    answer = again.read("/ok");
  }
  EXPECT_NE(answer.find("/ok"), std::string::npos) << "those that ended count no more";
}

TEST(HttpServer, AnswersOthersBesideWhatIsCostly) {
  std::promise<void> go;
  std::shared_future<void> gone(go.get_future());
  HttpOptions options;
  options.workers = 1;
  options.costly_workers = 1;
  options.is_costly = [](const Request& request) { return request.path == "/costly"; };
  const auto server = started(options, [&](const Request& request) {
    if (request.path == "/costly") gone.wait();
    return echo(request);
  });
  std::vector<std::unique_ptr<Peer>> costly;
  for (int i = 0; i < 8; ++i) {
    costly.push_back(std::make_unique<Peer>(server->port()));
    costly.back()->send("GET /costly HTTP/1.1\r\nHost: h\r\n\r\n");
  }
  EXPECT_NE(ask(server->port(), "GET /ok HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").find("/ok"),
            std::string::npos);
  go.set_value();
  for (const auto& peer : costly) EXPECT_NE(peer->read("/costly").find("/costly"), std::string::npos);
}

TEST(HttpServer, EndsPeersThatTrickleAHeadABodyOrNothing) {
  HttpOptions options;
  options.head_seconds = 1;
  options.body_seconds = 1;
  const auto server = started(options);
  Peer silent(server->port());
  Peer head(server->port());
  Peer body(server->port());
  body.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 500\r\n\r\n");
  head.send("GET / HTTP/1.1\r\n");
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (server->counts().cut_for_time < 3 && std::chrono::steady_clock::now() < until) {
    head.send("A: b\r\n");
    body.send("x");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_EQ(server->counts().cut_for_time, 3U);
  silent.read();
  EXPECT_TRUE(silent.is_ended());
  EXPECT_NE(ask(server->port(), "GET /ok HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").find("/ok"),
            std::string::npos);
}

// Hundreds of slow peers do not keep a quick one from its answer: no thread is a peer's own.
TEST(HttpServer, AnswersBesideManySlowPeers) {
  const auto server = started({});
  std::vector<std::unique_ptr<Peer>> slow;
  for (int i = 0; i < 300; ++i) {
    slow.push_back(std::make_unique<Peer>(server->port()));
    slow.back()->send("GET / HTTP/1.1\r\nHost:");
  }
  EXPECT_NE(ask(server->port(), "GET /quick HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").find("/quick"),
            std::string::npos);
}

TEST(HttpServer, SaysSoWhenNobodyIsFree) {
  HttpOptions options;
  options.workers = 1;
  options.waiting = 1;
  std::promise<void> go;
  std::shared_future<void> gone(go.get_future());
  std::atomic<int> begun{0};
  const auto server = started(options, [&](const Request&) {
    ++begun;
    gone.wait();
    return Response{};
  });
  const std::string request = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
  Peer first(server->port());
  first.send(request);
  while (begun == 0) std::this_thread::yield();
  Peer second(server->port());
  second.send(request);
  // The second waits; of the next ones at least one finds no place.
  std::string answer;
  for (int i = 0; i < 100 && answer.empty(); ++i) {
    Peer third(server->port());
    third.send(request);
    answer = third.read({}, 50);
  }
  EXPECT_NE(answer.find("refused 503"), std::string::npos);
  go.set_value();
  EXPECT_NE(first.read().find("200"), std::string::npos);
  EXPECT_NE(second.read().find("200"), std::string::npos);
}

TEST(HttpServer, AnswersWhatItHasReadBeforeItStops) {
  std::promise<void> begun;
  const auto server = started({}, [&](const Request&) {
    begun.set_value();
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    return Response{200, {}, "whole"};
  });
  Peer peer(server->port());
  peer.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  begun.get_future().wait();
  server->stop(5);
  EXPECT_NE(peer.read().find("whole"), std::string::npos);
  EXPECT_FALSE(Peer(server->port()).is_open());
}

TEST(HttpServer, SaysWhyItCannotListen) {
  const auto server = started({});
  HttpOptions options;
  options.port = server->port();
  const auto second = HttpServer::start(options, echo, refusal);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kUnavailable);
  options.address = "localhost";
  const auto third = HttpServer::start(options, echo, refusal);
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().code, ErrorCode::kMalformed);
}

}  // namespace
}  // namespace tidegate::server
