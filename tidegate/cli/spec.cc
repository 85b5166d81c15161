#include "tidegate/cli/spec.h"

#include <array>
#include <vector>

#include "tidegate/cli/spec_options.h"

namespace tidegate::cli {
namespace {

constexpr std::array kCommon{
    OptionSpec{"--lang",
               "LANG",
               "en|zh",
               {"language of messages; default: from LC_ALL, LC_MESSAGES or LANG",
                "界面语言；默认取自 LC_ALL、LC_MESSAGES 或 LANG"}},
    OptionSpec{"--json", "", "", {"short for --format json", "等同于 --format json"}},
    OptionSpec{"--help", "", "", {"show this help", "显示本帮助"}},
};

constexpr std::array kExitCodes{
    ExitCodeSpec{0, {"may proceed", "可以进行"}},
    ExitCodeSpec{1,
                 {"findings (only with --fail-on, rules check, rules diff)",
                  "有发现（仅 --fail-on、rules check、rules diff）"}},
    ExitCodeSpec{2, {"usage or input invalid", "用法或输入有误"}},
    ExitCodeSpec{3, {"undetermined: facts are missing", "无法判定：缺少事实"}},
    ExitCodeSpec{4,
                 {"assessment, contract, certificate, filing or approval is needed first",
                  "须先完成安全评估、标准合同、认证、备案或批准"}},
    ExitCodeSpec{5, {"prohibited, or another regime decides", "禁止，或由其他制度决定"}},
    ExitCodeSpec{6, {"verification failed", "核验失败"}},
    ExitCodeSpec{7, {"a limit was exceeded", "超过限制"}},
    ExitCodeSpec{
        69,
        {"a file, disk or program is unavailable; an answer shown all the same is not recorded as asked",
         "文件、磁盘或程序不可用；此时即使显示了结果，也未按要求留存"}},
    ExitCodeSpec{70, {"internal error", "内部错误"}},
    ExitCodeSpec{130, {"interrupted", "被中断"}},
};

}  // namespace

std::span<const CommandSpec> commands() {
  static const std::vector<CommandSpec> kAll = [] {
    std::vector<CommandSpec> all;
    for (const auto& group :
         {assess_commands(), file_commands(), scan_commands(), law_commands(), register_commands(),
          permit_commands(), credential_commands(), backup_commands(), evidence_commands(), anchor_commands(),
          serve_commands(), admin_commands(), monitor_commands(), witness_commands(), lists_commands(),
          evaluate_commands(), program_commands()}) {
      all.insert(all.end(), group.begin(), group.end());
    }
    return all;
  }();
  return kAll;
}
std::span<const OptionSpec> common_options() { return kCommon; }
std::span<const ExitCodeSpec> exit_codes() { return kExitCodes; }

bool is_of_the_desk(const CommandSpec& command) {
  return command.name == "serve" || command.name.starts_with("admin ") ||
         command.name.starts_with("witness ");
}

bool is_group(std::string_view word) {
  for (const CommandSpec& command : commands()) {
    if (command.name.size() > word.size() && command.name.starts_with(word) &&
        command.name[word.size()] == ' ')
      return true;
  }
  return false;
}

const CommandSpec* find_command(std::string_view name) {
  for (const CommandSpec& command : commands()) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

}  // namespace tidegate::cli
