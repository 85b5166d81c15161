// What Prometheus reads: counts and times of requests by route and status, and what the HTTP server counts.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "tidegate/gate/desk/webhook_sender.h"
#include "tidegate/server/api/api.h"
#include "tidegate/server/http/http_server.h"

namespace tidegate::server {

// What others count.
struct WhatElse {
  HttpCounts http;
  ApiCounts api;
  DeskWebhookCounts webhooks;
  std::size_t operations = 0;                   // waiting or running
  std::optional<EvidenceRecording> evidence{};  // none: no evidence log is kept
  std::int64_t now_ms = 0;
};

class Metrics {
 public:
  // route: a template, or empty where none was found, so that nobody makes series by asking.
  void add(std::string_view method, std::string_view route, int status, std::int64_t microseconds);
  // Text exposition format 0.0.4, series in a fixed order.
  std::string text(const WhatElse& counts) const;

 private:
  struct Series {
    std::uint64_t requests = 0;
    std::uint64_t microseconds = 0;
  };
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, int>, Series> series_;  // "GET /v1/session", 200
};

}  // namespace tidegate::server
