// `tidegate admin credentials`: the pass that the server makes by itself, by hand.
#include <fmt/format.h>
#include <sys/stat.h>

#include "tidegate/base/json_writer.h"
#include "tidegate/gate/admin.h"
#include "tidegate/gate/desk/credential_watch.h"

namespace tidegate {
namespace {

Result<std::unique_ptr<ZoneDesk>> open(const AdminRequest& request, const Clock& clock) {
  struct stat about {};
  if (request.database.empty() && ::stat((request.data + "/desk.db").c_str(), &about) != 0)
    return fail({ErrorCode::kNotFound, "holds no desk", request.data, "其中没有办理台数据"});
  DeskOptions options;
  options.folder = request.data;
  options.database_url = request.database;
  options.password = request.password;
  options.clock = &clock;
  options.migrates = false;
  return ZoneDesk::open(options);
}

// Until nothing is left that can be looked at.
Result<CredentialPass> all_passes(ZoneDesk& desk) {
  CredentialWatch watch(desk);
  CredentialPass all;
  for (;;) {
    const auto pass = watch.look_again();
    if (!pass) return fail(pass.error());
    all.looked_at += pass->looked_at;
    all.rescored += pass->rescored;
    all.doubted += pass->doubted;
    all.failed = pass->failed;  // the same ones each time
    all.why = pass->why;
    all.has_lists = pass->has_lists;
    all.is_whole = pass->is_whole;
    if (pass->is_whole || pass->looked_at == 0) return all;
  }
}

std::string text_of(const CredentialPass& pass, const AdminRequest& request, const Look& look) {
  const bool is_zh = look.lang == Lang::kZh;
  if (!pass.has_lists)
    return is_zh ? fmt::format("{}/credentials 中没有 trust.jwt：资质均未核验，无项目可复查\n", request.data)
                 : fmt::format(
                       "{}/credentials holds no trust.jwt: no credential is believed, and nothing is "
                       "looked at\n",
                       request.data);
  std::string out = is_zh ? fmt::format("已复查 {} 个项目：{} 个重新评分，{} 件许可存疑\n", pass.looked_at,
                                        pass.rescored, pass.doubted)
                          : fmt::format("{} cases looked at: {} scored anew, {} permits doubted\n",
                                        pass.looked_at, pass.rescored, pass.doubted);
  if (pass.failed > 0)
    out += is_zh ? fmt::format("{} 个项目未能复查：{}\n", pass.failed,
                               pass.why->what_zh.empty() ? pass.why->what : pass.why->what_zh)
                 : fmt::format("{} cases could not be looked at: {}\n", pass.failed, pass.why->what);
  return out;
}

}  // namespace

Result<Printed> admin_credentials(const AdminRequest& request, bool json, const Look& look) {
  const FixedClock clock(request.now_ms);
  const auto desk = open(request, clock);
  if (!desk) return fail(desk.error());
  const auto pass = all_passes(**desk);
  if (!pass) return fail(pass.error());
  Printed told;
  told.exit = pass->failed > 0 || !pass->has_lists ? ExitCode::kUndetermined : ExitCode::kProceed;
  if (!json) {
    told.text = text_of(*pass, request, look);
    return told;
  }
  JsonWriter out(2);
  out.begin_object().key("has_lists").boolean(pass->has_lists).key("looked_at").integer(pass->looked_at);
  out.key("rescored").integer(pass->rescored).key("doubted").integer(pass->doubted);
  out.key("failed").integer(pass->failed).end_object();
  told.text = out.take() + "\n";
  return told;
}

}  // namespace tidegate
