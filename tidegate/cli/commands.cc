#include "tidegate/cli/commands.h"

#include <fmt/format.h>

#include <charconv>

#include "tidegate/base/check.h"
#include "tidegate/cli/anchor_commands.h"
#include "tidegate/cli/assess_commands.h"
#include "tidegate/cli/backup_commands.h"
#include "tidegate/cli/credential_commands.h"
#include "tidegate/cli/evidence_commands.h"
#include "tidegate/cli/help.h"
#include "tidegate/cli/law_commands.h"
#include "tidegate/cli/lists_commands.h"
#include "tidegate/cli/monitor_commands.h"
#include "tidegate/cli/permit_commands.h"
#include "tidegate/cli/register_commands.h"
#include "tidegate/cli/say.h"
#include "tidegate/cli/scan_commands.h"

namespace tidegate::cli {
namespace {

Result<std::optional<Date>> as_of(const Arguments& arguments) {
  if (!arguments.has("--as-of")) return std::optional<Date>{};
  const auto date = Date::parse(arguments.value("--as-of"));
  if (!date) {
    Error e = date.error();
    e.where = "--as-of";
    return fail(std::move(e));
  }
  return std::optional<Date>{*date};
}

Result<int> threads(const Arguments& arguments) {
  if (!arguments.has("--threads")) return 1;
  const std::string text = arguments.value("--threads");
  int n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size() || n < 1 || n > 64) {
    return fail({ErrorCode::kMalformed, fmt::format("\"{}\" is not a number from 1 to 64", text), "--threads",
                 fmt::format("“{}”不是 1 至 64 的整数", text)});
  }
  return n;
}

// One character of ASCII, or "tab".
Result<std::string> delimiter(const Arguments& arguments) {
  const std::string text = arguments.value("--delimiter");
  if (!arguments.has("--delimiter")) return std::string();
  if (text == "tab" || text == "\\t") return std::string("\t");
  if (text.size() == 1 && static_cast<unsigned char>(text[0]) < 0x80) return text;
  return fail({ErrorCode::kMalformed, fmt::format("\"{}\" is not one character (or the word tab)", text),
               "--delimiter", fmt::format("“{}”不是单个字符（或 tab）", text)});
}

// Rows of a sample; 0: all.
Result<std::uint64_t> sample_rows(const Arguments& arguments) {
  if (!arguments.has("--sample")) return std::uint64_t{0};
  const std::string text = arguments.value("--sample");
  std::uint64_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size() || n < 100 || n > 10'000'000) {
    return fail({ErrorCode::kMalformed, fmt::format("\"{}\" is not a number from 100 to 10000000", text),
                 "--sample", fmt::format("“{}”不是 100 至 10000000 的整数", text)});
  }
  return n;
}

}  // namespace

int run(const Arguments& arguments, const Surroundings& around, DeskCommands desk) {
  Call call{arguments, around, {around.lang, around.width, around.color}, {}, false, {}, {}};
  const auto date = as_of(arguments);
  if (!date) return report(date.error(), around.lang);
  const auto workers = threads(arguments);
  if (!workers) return report(workers.error(), around.lang);
  call.as_of = *date;
  call.json = arguments.value("--format") == "json";
  const auto between = delimiter(arguments);
  if (!between) return report(between.error(), around.lang);
  const auto sample = sample_rows(arguments);
  if (!sample) return report(sample.error(), around.lang);
  for (const auto& words : {arguments.positional, arguments.values("--data")}) {
    if (const auto good = check_sources(words); !good) return report(good.error(), around.lang);
  }
  call.read = {*between, arguments.value("--encoding"), *sample};
  call.options.program = "tidegate " TIDEGATE_VERSION;
  call.options.today = around.today;
  call.options.now_ms = around.now_ms;
  call.options.home = arguments.value("--home", around.home);
  call.options.may_write = !arguments.has("--no-record");
  call.options.key_command = arguments.value("--key-command");
  if (arguments.has("--password-file")) {
    auto password = read_password(arguments.value("--password-file"));
    if (!password) return report(password.error(), around.lang);
    call.options.password = std::move(*password);
  }
  call.options.duckdb = around.duckdb;
  call.options.ask_password = around.ask_password;
  call.options.reviews = arguments.value("--reviews");
  call.options.threads = *workers;
  call.options.packs = arguments.values("--pack");
  call.options.cancelled = around.cancelled;

  const std::string_view name = arguments.command->name;
  if (name == "assess") return run_assess(call);
  if (name == "file") return run_file(call);
  if (name == "scan" || name == "classify") return run_scan(call);
  if (name.starts_with("rules ")) return run_rules(call);
  if (name.starts_with("baseline ")) return run_baseline(call);
  if (name.starts_with("register ")) return run_register(call);
  if (name.starts_with("lists ")) return run_lists(call);
  if (name.starts_with("permit "))
    return show(run_permit(arguments, call.json, call.look, call.options, around.evidence_passphrase_file),
                around.lang);
  if (name.starts_with("credential "))
    return show(
        run_credential(arguments, call.json, call.look, call.options, around.evidence_passphrase_file),
        around.lang);
  if (name.starts_with("anchor ")) return run_anchor(call);
  if (name.starts_with("backup "))
    return show(run_backup(arguments, call.json, call.look, call.options, around.evidence_passphrase_file),
                around.lang);
  if (name == "evidence monitor") return run_monitor(call);
  if (name == "evidence verify") return run_evidence_verify(call);
  if (name.starts_with("evidence "))
    return show(run_evidence(arguments, call.json, call.look, call.options), around.lang);
  if (is_of_the_desk(*arguments.command)) {
    TIDEGATE_CHECK(desk != nullptr);  // start.cc handed it over
    return desk(call);
  }
  if (name == "doctor") return show(doctor(call.json, call.look, call.options), around.lang);
  if (name == "man") return print(man_page(around.lang), ExitCode::kProceed, around.lang);
  if (name == "completion") {
    const auto script = completion(arguments.positional.empty() ? "" : arguments.positional[0]);
    return script ? print(*script, ExitCode::kProceed, around.lang) : report(script.error(), around.lang);
  }
  return run_on_one_file(call);
}

}  // namespace tidegate::cli
