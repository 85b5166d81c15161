#include "tidegate/gate/admin.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <memory>
#include <utility>

#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/permit_key_gone.h"
#include "tidegate/store/desk/desk_store.h"

namespace tidegate {
namespace {

std::string rows_text(std::int64_t rows) { return fmt::format("{} {}", rows, rows == 1 ? "row" : "rows"); }

std::string said(const Look& look, const std::string& en, const std::string& zh) {
  return (look.lang == Lang::kZh ? zh : en) + "\n";
}

// Housekeeping of a desk that is nowhere would make one: only restore and migrate may.
Result<std::unique_ptr<DeskStore>> open(const AdminRequest& request, bool may_make) {
  const std::string file = request.data + "/desk.db";
  struct stat status {};
  if (!may_make && request.database.empty() && ::stat(file.c_str(), &status) != 0)
    return fail({ErrorCode::kNotFound, "holds no desk", request.data, "其中没有办理台数据"});
  DeskStore::Options options;
  options.migrates = may_make;
  options.readers = 1;
  options.writers = 1;
  return DeskStore::open({request.data, request.database, request.password}, options);
}

// Told, and no failure: the key may lie where --permit-key says, and another can be made.
Result<void> tell_missing_key(DeskStore& store, const AdminRequest& request, Printed& told) {
  const auto missing = store.read([&](const DeskReader& reader) -> Result<std::optional<Error>> {
    return desk::missing_permit_key(reader, request.data);
  });
  if (!missing) return fail(missing.error());
  if (*missing) told.unread.push_back(**missing);
  return {};
}

Printed sums(const BackupSums& done, const std::string& file, bool json, const Look& look, const char* en,
             const char* zh) {
  if (json) {
    JsonWriter out(2);
    out.begin_object()
        .key("file")
        .string(file)
        .key("rows")
        .integer(done.rows)
        .key("sha256")
        .string(done.sha256)
        .end_object();
    return {out.take() + "\n"};
  }
  return {said(look, fmt::format("{} {}: {}, SHA-256 {}", file, en, rows_text(done.rows), done.sha256),
               fmt::format("{} {}：{} 行，SHA-256 {}", file, zh, done.rows, done.sha256))};
}

}  // namespace

Result<Printed> admin_backup(const AdminRequest& request, bool json, const Look& look) {
  const auto desk = open(request, false);
  if (!desk) return fail(desk.error());
  const auto done = (*desk)->back_up(request.file, request.now_ms);
  if (!done) return fail(done.error());
  return sums(*done, request.file, json, look, "written", "已写入");
}

Result<Printed> admin_restore(const AdminRequest& request, bool json, const Look& look) {
  const auto desk = open(request, true);
  if (!desk) return fail(desk.error());
  const auto done = (*desk)->restore(request.file);
  if (!done) return fail(done.error());
  Printed told = sums(*done, request.file, json, look, "restored", "已恢复");
  if (auto looked = tell_missing_key(**desk, request, told); !looked) return fail(std::move(looked.error()));
  const auto opens = (*desk)->read([](const DeskReader& reader) { return reader.sampling_seeds(1); });
  if (opens) return told;
  if (opens.error().code != ErrorCode::kCorrupt) return fail(opens.error());
  // No program can mend it later: the key is needed.
  told.exit = ExitCode::kVerification;
  told.unread.push_back(
      {ErrorCode::kCorrupt,
       "what is sealed in this desk does not open, and serve will not start: put the seal.key of the desk "
       "that was backed up in the place of this one",
       request.data + "/seal.key",
       "该办理台中密封的内容无法打开，serve 将无法启动：请将备份来源办理台的 seal.key 替换到此处"});
  return told;
}

Result<Printed> admin_migrate(const AdminRequest& request, bool json, const Look& look) {
  const auto desk = open(request, true);
  if (!desk) return fail(desk.error());
  if (json) {
    JsonWriter out(2);
    out.begin_object().key("database").string((*desk)->shown()).end_object();
    return Printed{out.take() + "\n"};
  }
  return Printed{said(look, fmt::format("{} has this program's shape", (*desk)->shown()),
                      fmt::format("{} 已是本程序的结构", (*desk)->shown()))};
}

Result<Printed> admin_check(const AdminRequest& request, bool json, const Look& look) {
  const auto desk = open(request, false);
  if (!desk) return fail(desk.error());
  const auto found = (*desk)->check();
  if (!found) return fail(found.error());
  Printed told;
  told.exit = found->problems.empty() ? ExitCode::kProceed : ExitCode::kVerification;
  if (auto looked = tell_missing_key(**desk, request, told); !looked) return fail(std::move(looked.error()));
  if (json) {
    JsonWriter out(2);
    out.begin_object().key("rows").integer(found->rows).key("audit_rows").integer(found->audit_rows);
    out.key("audit_hash").string(found->audit_hash).key("problems").begin_array();
    for (const Text& problem : found->problems) {
      out.begin_object().key("en").string(problem.en).key("zh").string(problem.zh).end_object();
    }
    out.end_array().end_object();
    told.text = out.take() + "\n";
    return told;
  }
  std::string& text = told.text;
  for (const Text& problem : found->problems) text += said(look, problem.en, problem.zh);
  if (found->problems.empty())
    text += said(look, fmt::format("everything holds: {}", rows_text(found->rows)),
                 fmt::format("全部相符：{} 行", found->rows));
  if (found->audit_rows > 0)
    text += said(look,
                 fmt::format("audit chain: {}, the last one's hash {}", rows_text(found->audit_rows),
                             found->audit_hash),
                 fmt::format("审计链：{} 条，最后一条的散列 {}", found->audit_rows, found->audit_hash));
  return told;
}

}  // namespace tidegate
