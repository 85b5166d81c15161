#include "tidegate/cli/call.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/cli/say.h"
#include "tidegate/gate/evidence/own_record.h"
#include "tidegate/report/display_width.h"

namespace tidegate::cli {

int show(const Result<Printed>& printed, Lang lang) {
  if (!printed) return report(printed.error(), lang);
  const int code = print(printed->text, printed->exit, lang);
  for (const Error& error : printed->unread) report(error, lang);
  return code;
}

void tell_recorded(const OwnRecorded& recorded, Lang lang) {
  for (const Text& said : {recorded.cut, told(recorded)}) {
    const std::string line = said.in(lang);
    if (!line.empty()) tell(report::printable(line) + "\n");
  }
}

int wrong_count(const Call& call, std::string_view wants) {
  return report({ErrorCode::kMalformed,
                 fmt::format("{} takes {}", call.arguments.command->name, wants),
                 {},
                 fmt::format("{} 的参数应为 {}", call.arguments.command->name, wants)},
                call.look.lang);
}

Result<std::optional<Date>> day_of(const Arguments& arguments, const char* option) {
  if (!arguments.has(option)) return std::optional<Date>{};
  const auto date = Date::parse(arguments.value(option));
  if (date) return std::optional<Date>{*date};
  Error e = date.error();
  e.where = option;
  return fail(std::move(e));
}

Result<std::vector<std::pair<std::string, std::string>>> stated_facts(const Arguments& arguments) {
  std::vector<std::pair<std::string, std::string>> facts;
  for (const std::string& text : arguments.values("--set")) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      return fail({ErrorCode::kMalformed, fmt::format("\"{}\" is not FACT=VALUE", text), "--set",
                   fmt::format("“{}”不是 FACT=VALUE 的形式", text)});
    }
    facts.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  if (const std::string twice = named_twice(facts); !twice.empty()) {
    return fail({ErrorCode::kMalformed, fmt::format("{} is given twice, with different values", twice),
                 "--set", fmt::format("{} 给出了两次，且取值不同", twice)});
  }
  return facts;
}

Format format_of(const Arguments& arguments) {
  const std::string name = arguments.value("--format", "table");
  if (name == "json") return Format::kJson;
  if (name == "sarif") return Format::kSarif;
  if (name == "html") return Format::kHtml;
  if (name == "md") return Format::kMarkdown;
  return Format::kTable;
}

// A hint of important data is the mildest level, a secret the gravest.
std::optional<Sensitivity> level_of(std::string_view name) {
  if (name == "important") return Sensitivity::kImportant;
  if (name == "pi") return Sensitivity::kPersonal;
  if (name == "spi") return Sensitivity::kSensitive;
  if (name == "secret") return Sensitivity::kSecret;
  return std::nullopt;
}

Result<void> check_sources(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    const auto shown = source_without_password(word);
    if (!shown || *shown == word) continue;
    return fail(
        {ErrorCode::kMalformed,
         "a password stands in the URL, where `ps` shows it: leave it out, and give it with --password-file, "
         "PGPASSWORD, MYSQL_PWD, or when asked",
         *shown,
         "URL 中含密码，会被 `ps` 看到：请删去，改用 --password-file、PGPASSWORD、MYSQL_PWD，或按提示输入"});
  }
  return {};
}

Error unknown_flag(const Error& error, const Arguments& a) {
  const bool is_flag = std::any_of(a.pack_flags.begin(), a.pack_flags.end(),
                                   [&](const auto& flag) { return flag.first == error.where; });
  if (error.code != ErrorCode::kNotFound || !is_flag) return error;
  std::vector<std::string> own;
  for (const OptionSpec& option : a.command->options) own.emplace_back(option.name);
  const std::string near = nearest(error.where, own);
  const bool ask_gate = near.empty();
  const std::string en = ask_gate ? error.what : fmt::format("did you mean {}?", near);
  const std::string zh = ask_gate ? error.what_zh : fmt::format("是否想用 {}？", near);
  return {ErrorCode::kMalformed,
          fmt::format("no such option; {}", en.empty() ? "see tidegate assess --help" : en), error.where,
          fmt::format("没有此参数；{}", zh.empty() ? "见 tidegate assess --help" : zh)};
}

}  // namespace tidegate::cli
