#include "tidegate/gate/register/open.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>

namespace tidegate {

Result<Desk> open_register_desk(const GateOptions& options) {
  auto desk = open_desk(options);
  if (!desk) return desk;
  if (desk->folder() != nullptr) return desk;
  if (desk->shut()) return fail(*desk->shut());
  return fail({ErrorCode::kUnavailable, "the register needs a state folder", {}, "登记簿需要状态目录"});
}

Result<std::string> path_of_record(const StateDir& home, const std::string& word) {
  struct stat about {};
  if (::stat(word.c_str(), &about) == 0) return word;
  const bool is_hash = word.size() >= 8 && word.size() <= 64 &&
                       word.find_first_not_of("0123456789abcdef") == std::string::npos;
  const Error absent{ErrorCode::kNotFound, "no such bundle, and no record whose hash begins so", word,
                     "没有该评估包，也没有以此开头的记录"};
  if (!is_hash) return fail(absent);
  const auto records = home.list_records();
  if (!records) return fail(records.error());
  const auto begins = [&](const std::string& id) { return id.starts_with(word); };
  const auto at = std::find_if(records->begin(), records->end(), begins);
  if (at == records->end()) return fail(absent);
  if (std::count_if(records->begin(), records->end(), begins) > 1)
    return fail({ErrorCode::kMalformed, "several records begin so; write more digits", word,
                 "有多条记录以此开头；请写更多位"});
  return home.record_path(*at);
}

}  // namespace tidegate
