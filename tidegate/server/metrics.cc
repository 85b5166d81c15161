#include "tidegate/server/metrics.h"

#include <fmt/format.h>

namespace tidegate::server {

void Metrics::add(std::string_view method, std::string_view route, int status, std::int64_t microseconds) {
  const std::lock_guard lock(mutex_);
  Series& series = series_[{route.empty() ? "none" : fmt::format("{} {}", method, route), status}];
  ++series.requests;
  series.microseconds += static_cast<std::uint64_t>(microseconds);
}

std::string Metrics::text(const WhatElse& counts) const {
  std::string out =
      "# HELP tidegate_requests_total Requests answered.\n# TYPE tidegate_requests_total counter\n";
  std::string seconds =
      "# HELP tidegate_request_seconds_total Time spent on answers.\n# TYPE tidegate_request_seconds_total "
      "counter\n";
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [key, series] : series_) {
      const std::string labels = fmt::format("{{route=\"{}\",status=\"{}\"}}", key.first, key.second);
      out += fmt::format("tidegate_requests_total{} {}\n", labels, series.requests);
      seconds += fmt::format("tidegate_request_seconds_total{} {}.{:06}\n", labels,
                             series.microseconds / 1'000'000, series.microseconds % 1'000'000);
    }
  }
  out += seconds;
  const auto add = [&](std::string_view name, std::string_view type, std::string_view help,
                       std::uint64_t value) {
    out += fmt::format("# HELP tidegate_{0} {2}\n# TYPE tidegate_{0} {1}\ntidegate_{0} {3}\n", name, type,
                       help, value);
  };
  add("connections_open", "gauge", "Connections open now.", counts.http.connections_open);
  add("connections_cut_total", "counter", "Connections ended since their time was over.",
      counts.http.cut_for_time);
  add("requests_refused_busy_total", "counter", "Requests refused since nobody was free.",
      counts.http.refused_busy);
  add("requests_refused_large_total", "counter", "Requests refused for their size.",
      counts.http.refused_large);
  add("requests_over_rate_total", "counter", "Requests refused for their asker's rate.",
      counts.api.over_rate);
  add("requests_replayed_total", "counter", "Requests answered again under an idempotency key.",
      counts.api.replayed);
  add("operations_held", "gauge", "Operations of this process, waiting or running.", counts.operations);
  add("webhook_messages_delivered_total", "counter", "Messages that their receivers took.",
      counts.webhooks.delivered);
  add("webhook_attempts_failed_total", "counter", "Attempts that no receiver took.",
      counts.webhooks.failed_attempts);
  add("webhook_messages_given_up_total", "counter", "Messages given up after every attempt.",
      counts.webhooks.given_up);
  add("webhooks_disabled_total", "counter", "Webhooks disabled after days of failure.",
      counts.webhooks.disabled);
  if (counts.evidence) {
    const EvidenceRecording& now = *counts.evidence;
    const auto seconds_since = [&](std::int64_t ms) -> std::uint64_t {
      return ms == 0 || ms > counts.now_ms ? 0 : static_cast<std::uint64_t>((counts.now_ms - ms) / 1'000);
    };
    add("evidence_waiting", "gauge", "What happened and is not in the evidence log yet.",
        static_cast<std::uint64_t>(now.waiting));
    add("evidence_waiting_seconds", "gauge", "How long the first of it waits.", seconds_since(now.since_ms));
    add("evidence_recorded_total", "counter", "Entries that this process wrote.", now.recorded);
    add("evidence_failing", "gauge", "1 while the evidence log does not record or publish.",
        now.fault ? 1 : 0);
    add("evidence_unwitnessed_seconds", "gauge", "How long witnesses are lacking.",
        seconds_since(now.unwitnessed_since_ms));
    std::int64_t pending_ms = 0;
    std::uint64_t refused = 0;
    for (const AnchorStanding& one : now.anchors) {
      refused += one.refused.empty() ? 0 : 1;
      if (one.pending && (pending_ms == 0 || one.pending->since_ms < pending_ms))
        pending_ms = one.pending->since_ms;
    }
    add("evidence_unanchored_seconds", "gauge", "How long an anchor is pending, of the target that is last.",
        seconds_since(pending_ms));
    add("evidence_anchors_refused", "gauge", "Targets that refused a tree: a person finds out why.", refused);
    add("evidence_entries", "gauge", "Entries of the log.", now.standing ? now.standing->entries : 0);
    add("evidence_torn_tails", "gauge", "Torn tails kept beside the log's segment: a person looks at them.",
        now.standing ? now.standing->torn.size() : 0);
    add("evidence_checkpoint", "gauge", "Entries under its newest checkpoint.",
        now.standing ? now.standing->checkpoint : 0);
  }
  return out;
}

}  // namespace tidegate::server
