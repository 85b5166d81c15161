#include "tidegate/gate/backups/run_tool.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "tidegate/base/instant.h"

namespace tidegate::backup_tools {
namespace {

namespace fs = std::filesystem;

constexpr auto kPatience = std::chrono::hours(12);
constexpr std::uint64_t kAddressSpace = 64ULL << 30;  // Go maps much and uses little

// A home for the program's caches and locks, gone with it.
class Home {
 public:
  Home() {
    std::string name = (fs::temp_directory_path() / "tidegate-backup-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~Home() {
    std::error_code none;
    if (!path_.empty()) fs::remove_all(path_, none);
  }
  Home(const Home&) = delete;
  Home& operator=(const Home&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace

Error refused(const std::string& program) {
  return {ErrorCode::kUnavailable,
          fmt::format("{} refused: is that a repository of it, whole, and opened by the password given?",
                      program),
          program, fmt::format("{} 拒绝执行：请确认该处是其仓库且完好，口令正确", program)};
}

bool could_not_look(const ProgramOutput& done) {
  constexpr int kNotStarted = 126;  // and above: ended by a signal
  std::string errors = done.errors;
  std::transform(errors.begin(), errors.end(), errors.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return done.status >= kNotStarted ||
         (done.status != 0 && errors.find("permission denied") != std::string::npos);
}

Error stopped(const std::string& program) {
  return {ErrorCode::kUnavailable,
          fmt::format("{} gave the restore up, and its own check found no damage or could not look: is the "
                      "snapshot there, is there room, may the repository be read and the folder written to?",
                      program),
          program,
          fmt::format("{} "
                      "中止了恢复，而其对仓库的检查未发现损坏或者未能进行：请确认快照存在、空间足够、仓库可读"
                      "且目标文件夹可写",
                      program)};
}

Error unexpected(const std::string& program) {
  return {ErrorCode::kUnavailable, fmt::format("{} answered what is not understood", program), program,
          fmt::format("无法理解 {} 的输出", program)};
}

Result<ProgramOutput> run_to_its_end(const std::vector<std::string>& words, const std::string& program,
                                     const GateOptions& options) {
  const Home home;
  ProgramBounds bounds;
  bounds.patience = kPatience;
  bounds.memory_bytes = kAddressSpace;
  bounds.output_bytes = 256U << 20;
  bounds.cancelled = options.cancelled;
  bounds.home = home.path();
  auto done = run_program(words, {}, bounds);
  if (!done) return fail({done.error().code, done.error().what, program, done.error().what_zh});
  if (done->status == 127)
    return fail({ErrorCode::kUnavailable, fmt::format("the program {} is not installed", program), program,
                 fmt::format("未安装程序 {}", program)});
  return done;
}

Result<std::string> run(const std::vector<std::string>& words, const std::string& program,
                        const GateOptions& options) {
  auto done = run_to_its_end(words, program, options);
  if (!done) return fail(done.error());
  if (done->status != 0) return fail(refused(program));
  return std::move(done->output);
}

Result<Json> run_json(const std::vector<std::string>& words, const std::string& program,
                      const GateOptions& options) {
  const auto said = run(words, program, options);
  if (!said) return fail(said.error());
  auto json = parse_json_without_fractions(*said, program);
  if (!json) return fail(unexpected(program));
  return json;
}

std::vector<std::string> with(std::vector<std::string> words, std::initializer_list<std::string> more) {
  words.insert(words.end(), more);
  return words;
}

std::string string_of(const Json& object, std::string_view key) {
  const Json* member = object.find(key);
  return member != nullptr && member->string() != nullptr ? *member->string() : std::string();
}

std::uint64_t count_of(const Json* object, std::string_view key) {
  const Json* member = object == nullptr ? nullptr : object->find(key);
  const std::int64_t* value = member == nullptr ? nullptr : member->integer();
  return value == nullptr || *value < 0 ? 0 : static_cast<std::uint64_t>(*value);
}

std::optional<std::int64_t> moment_of(std::string text) {
  const std::size_t point = text.find('.');
  if (point != text.npos) {
    std::size_t end = point + 1;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    text.erase(std::min(point + 4, end), end - std::min(point + 4, end));
  }
  const bool has_zone = text.ends_with('Z') ||
                        (text.size() > 6 && (text[text.size() - 6] == '+' || text[text.size() - 6] == '-') &&
                         text[text.size() - 3] == ':');
  const auto ms = parse_instant(has_zone ? text : text + "Z");
  return ms ? std::optional(*ms) : std::nullopt;
}

}  // namespace tidegate::backup_tools
