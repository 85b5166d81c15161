// Options that several groups of commands have. Private to this room: spec.h is its face.
#pragma once

#include <array>

#include "tidegate/cli/spec.h"

namespace tidegate::cli {

inline constexpr OptionSpec kThreads{"--threads",
                                     "N",
                                     "",
                                     {"worker threads, 1 to 64; the result is the same for any number",
                                      "工作线程数，1 至 64；结果与线程数无关"}};
inline constexpr OptionSpec kAsOf{
    "--as-of",
    "DATE",
    "",
    {"day whose law and classes apply, YYYY-MM-DD; default: today in China (UTC+8)",
     "适用哪一天的法律与分类，YYYY-MM-DD；默认：北京时间当天"}};
inline constexpr OptionSpec kPack{
    "--pack",
    "FILE",
    "",
    {"use this rule pack in place of the built-in pack of the same id", "使用该规则包，替换同名的内置规则包"},
    true};
inline constexpr OptionSpec kDelimiter{"--delimiter",
                                       "CHAR",
                                       "",
                                       {"CSV delimiter, one character or tab, when recognition is not wanted",
                                        "CSV 分隔符，一个字符或 tab（不使用自动识别时）"}};
inline constexpr OptionSpec kEncoding{
    "--encoding",
    "NAME",
    "utf-8|utf-16le|utf-16be|gb18030|windows-1252|big5|shift_jis|euc-kr",
    {"character encoding, when recognition is not wanted", "字符编码（不使用自动识别时）"},
    false,
    true};
inline constexpr OptionSpec kSample{
    "--sample",
    "ROWS",
    "",
    {"read so many rows of each database table, drawn at random; its counts are "
     "leasts, and no limit is judged by them",
     "每个数据库表随机抽取的行数；计数仅为下限，不据以判定法定门槛"}};
inline constexpr OptionSpec kPasswordFile{
    "--password-file",
    "FILE",
    "",
    {"file (mode 0600) whose first line is the database user's password",
     "首行为数据库用户密码的文件（权限 0600）"}};
inline constexpr OptionSpec kDestinations{
    "--destinations",
    "FILE",
    "",
    {"destination table approved by the operator; default: none, so D = 3",
     "运营方批准的目的地表；默认无，D 取 3"}};
inline constexpr OptionSpec kWeights{
    "--weights", "FILE", "", {"risk weights; default: the built-in v0", "风险权重文件；默认内置 v0"}};
inline constexpr OptionSpec kFailOn{
    "--fail-on",
    "LEVEL",
    "important|pi|spi|secret",
    {"exit 1 when something of this level or above is found (scan: that no baseline knows); assess does so "
     "only where it would exit 0: its 3, 4 and 5 come first",
     "发现该级别及以上的内容时以 1 退出（scan 不计基线已知者）；assess 仅在本应以 0 退出时如此，其 3、4、5 "
     "优先"}};
inline constexpr OptionSpec kReviews{
    "--reviews",
    "FILE",
    "",
    {"answers to questions of official lists; default: reviews.jsonl of the state folder",
     "官方清单问题的答复文件；默认为状态目录中的 reviews.jsonl"}};

inline constexpr OptionSpec kTableOrJson{"--format", "FORMAT", "table|json", {"default table", "默认 table"}};

// The groups, in the order users meet them.
std::span<const CommandSpec> assess_commands();
std::span<const CommandSpec> file_commands();
std::span<const CommandSpec> scan_commands();
std::span<const CommandSpec> law_commands();
std::span<const CommandSpec> register_commands();
std::span<const CommandSpec> serve_commands();
std::span<const CommandSpec> permit_commands();
std::span<const CommandSpec> credential_commands();
std::span<const CommandSpec> backup_commands();
std::span<const CommandSpec> evidence_commands();
std::span<const CommandSpec> anchor_commands();
std::span<const CommandSpec> lists_commands();
std::span<const CommandSpec> evaluate_commands();
std::span<const CommandSpec> admin_commands();
std::span<const CommandSpec> monitor_commands();
std::span<const CommandSpec> witness_commands();
std::span<const CommandSpec> program_commands();

}  // namespace tidegate::cli
