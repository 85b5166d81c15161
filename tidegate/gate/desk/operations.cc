#include "tidegate/gate/desk/operations.h"

#include <algorithm>
#include <utility>

#include "tidegate/base/json_reader.h"
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/workers.h"

namespace tidegate {
namespace {

Error lost() {
  return {ErrorCode::kUnavailable,
          "the server was restarted while this was being made; begin it again",
          {},
          "处理期间服务器重新启动，请重新发起"};
}

bool is_lost(const OperationRow& row, std::int64_t now_ms) {
  return row.state == "running" && now_ms - row.updated_ms > desk::Workers::kLostMs;
}

Error error_of(const std::string& document) {
  const Error unknown{ErrorCode::kCorrupt, "its end was not kept", {}, "未保存其结果"};
  const auto json = parse_json(document, "operation");
  if (!json) return unknown;
  JsonFault fault;
  const JsonReader reader(*json, fault);
  Error error{static_cast<ErrorCode>(
                  reader.member("code").integer(0, static_cast<std::int64_t>(ErrorCode::kCancelled))),
              reader.member("en").string(),
              {},
              reader.member("zh").string()};
  return fault.first ? unknown : error;
}

DeskOperation operation_of(OperationRow row, std::int64_t now_ms) {
  DeskOperation out{row.id,      row.kind, row.state, row.progress_permille, row.created_ms, row.updated_ms,
                    row.version, {},       {}};
  if (is_lost(row, now_ms)) {
    out.state = "failed";
    out.error = lost();
  } else if (row.state == "failed") {
    out.error = error_of(row.result);
  } else if (row.state == "done") {
    out.result = std::move(row.result);
  }
  return out;
}

}  // namespace

Result<DeskOperation> DeskOperations::operation(const DeskAsker& asker, const std::string& id) {
  auto row = parts_.store->read(
      [&](const DeskReader& reader) { return reader.operation(desk::reach_of(asker.account), id); });
  if (!row) return fail(row.error());
  return operation_of(std::move(*row), parts_.now());
}

Result<void> DeskOperations::cancel(const DeskAsker& asker, const std::string& id) {
  const std::int64_t now = parts_.now();
  const auto done = parts_.store->transact([&](DeskTransaction& t) -> Result<bool> {
    auto row = t.operation(desk::reach_of(asker.account), id);
    if (!row) return fail(row.error());
    if (row->state == "cancelled") return true;
    if (row->state != "running" || is_lost(*row, now))
      return fail({ErrorCode::kConflict, "it has ended already", {}, "该任务已结束"});
    row->state = "cancelled";
    row->updated_ms = now;
    if (auto kept = t.change_operation(*row); !kept) return fail(kept.error());
    t.audit(desk::audit_row(asker.account, "operation.cancel", id, "done", now));
    return true;
  });
  if (!done) return fail(done.error());
  parts_.workers->cancel(id);
  return {};
}

Result<std::int64_t> DeskOperations::fail_lost() {
  constexpr std::int64_t kAtOnce = 200;
  const std::int64_t now = parts_.now();
  const auto running = parts_.store->read(
      [&](const DeskReader& reader) { return reader.operations_in_state("running", kAtOnce); });
  if (!running) return fail(running.error());
  if (std::none_of(running->begin(), running->end(), [&](const auto& row) { return is_lost(row, now); }))
    return 0;
  return parts_.store->transact([&](DeskTransaction& t) -> Result<std::int64_t> {
    auto rows = t.operations_in_state("running", kAtOnce);
    if (!rows) return fail(rows.error());
    std::int64_t failed = 0;
    for (OperationRow& row : *rows) {
      if (!is_lost(row, now)) continue;
      row.state = "failed";
      row.result = desk::error_document(lost());
      row.updated_ms = now;
      if (auto kept = t.change_operation(row); !kept) return fail(kept.error());
      ++failed;
    }
    return failed;
  });
}

}  // namespace tidegate
