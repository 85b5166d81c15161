// tidegate doctor, man, completion.
#include "tidegate/cli/spec_options.h"

namespace tidegate::cli {
namespace {

constexpr std::array kDoctor{
    OptionSpec{"--home", "DIR", "", {"where records and keys lie", "记录与密钥目录"}}, kTableOrJson};
constexpr std::array kDoctorExamples{
    ExampleSpec{"tidegate doctor", {"is everything in place?", "一切就绪吗？"}}};
constexpr std::array kManExamples{
    ExampleSpec{"tidegate man | man -l -", {"read the manual page", "阅读手册页"}}};
constexpr std::array kCompletionExamples{ExampleSpec{
    "tidegate completion bash > /etc/bash_completion.d/tidegate", {"install for bash", "安装 bash 补全"}}};

constexpr std::array kProgramCommands{
    CommandSpec{"doctor",
                "",
                {"check the installation", "检查安装"},
                {"Program, packs and their review dates, state folder, key, instruction set.",
                 "程序、规则包及复核日期、状态目录、密钥、指令集。"},
                kDoctor,
                kDoctorExamples},
    CommandSpec{"man",
                "",
                {"print the manual page", "输出手册页"},
                {"In roff; generated from the same table as --help.", "roff 格式；与 --help 同源生成。"},
                {},
                kManExamples},
    CommandSpec{"completion",
                "bash|zsh|fish",
                {"print shell completion for bash, zsh or fish", "输出 bash、zsh 或 fish 的补全脚本"},
                {"Generated from the same table as --help.", "与 --help 同源生成。"},
                {},
                kCompletionExamples},
};

}  // namespace

std::span<const CommandSpec> program_commands() { return kProgramCommands; }

}  // namespace tidegate::cli
