#include "tidegate/gate/packs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "tidegate/base/system_text.h"
#include "tidegate/gate/resources.h"

namespace tidegate {
namespace {

constexpr std::size_t kPackLimit = 4 << 20;

Result<law::RulePack> parse_named(std::string_view bytes, const std::string& name) {
  auto pack = law::parse_pack(bytes);
  if (!pack) {
    Error e = pack.error();
    e.where = e.where.empty() ? name : name + ":" + e.where;
    return fail(std::move(e));
  }
  return pack;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t limit) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  const auto broken = [&](int number) {
    // A folder is there, so that nobody takes it for a file left out; and trying again does not help.
    return fail({number == ENOENT   ? ErrorCode::kNotFound
                 : number == EISDIR ? ErrorCode::kMalformed
                                    : ErrorCode::kUnavailable,
                 fmt::format("cannot be read: {}", system_text(number).en), path,
                 fmt::format("无法读取：{}", system_text(number).zh)});
  };
  if (file == nullptr) return broken(errno);
  std::string bytes;
  char buffer[65536];
  while (true) {
    errno = 0;
    const std::size_t n = std::fread(buffer, 1, sizeof buffer, file.get());
    bytes.append(buffer, n);
    if (bytes.size() > limit) {
      return fail({ErrorCode::kLimit, fmt::format("is larger than {} bytes", limit), path,
                   fmt::format("超过 {} 字节", limit)});
    }
    if (n < sizeof buffer) {
      if (std::ferror(file.get()) != 0) return broken(errno == 0 ? EIO : errno);
      return bytes;
    }
  }
}

Result<law::RulePack> load_pack(const std::string& name) {
  if (const std::string_view bytes = resource("rulepacks/" + name + "/pack.json"); !bytes.empty())
    return parse_named(bytes, name);
  const auto bytes = read_file(name, kPackLimit);
  if (!bytes) return fail(bytes.error());
  return parse_named(*bytes, name);
}

Result<std::vector<law::RulePack>> load_packs(const std::vector<std::string>& files) {
  std::vector<law::RulePack> packs;
  for (const std::string& file : files) {
    auto pack = load_pack(file);
    if (!pack) return fail(pack.error());
    if (std::any_of(packs.begin(), packs.end(), [&](const law::RulePack& p) { return p.id == pack->id; })) {
      return fail({ErrorCode::kMalformed, fmt::format("two packs have the id \"{}\"", pack->id), file,
                   fmt::format("两个规则包同名“{}”", pack->id)});
    }
    packs.push_back(std::move(*pack));
  }
  const std::size_t given = packs.size();
  for (const Resource& r : resources()) {
    if (!r.name.starts_with("rulepacks/") || !r.name.ends_with("/pack.json")) continue;
    std::string_view folder = r.name.substr(std::strlen("rulepacks/"));
    folder = folder.substr(0, folder.find('/'));
    const auto is_replaced = [&](const law::RulePack& p) { return p.id == folder; };
    if (std::any_of(packs.begin(), packs.begin() + static_cast<std::ptrdiff_t>(given), is_replaced)) continue;
    auto pack = parse_named(r.bytes(), std::string(r.name));
    if (!pack) return fail(pack.error());
    packs.push_back(std::move(*pack));
  }
  std::sort(packs.begin(), packs.end(),
            [](const law::RulePack& a, const law::RulePack& b) { return a.id < b.id; });
  return packs;
}

}  // namespace tidegate
