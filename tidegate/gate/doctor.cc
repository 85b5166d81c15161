// Is everything in place? Looks, never mends.
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "tidegate/base/json_writer.h"
#include "tidegate/classify/byte_classes.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/judge.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/resources.h"
#include "tidegate/gate/scan/journal.h"
#include "tidegate/ports/databases/mariadb_rows.h"
#include "tidegate/ports/databases/parquet_rows.h"
#include "tidegate/ports/databases/postgresql_rows.h"
#include "tidegate/store/register/subject_register.h"
#include "tidegate/store/state_dir.h"

namespace tidegate {
namespace {

std::string_view name_of(Simd simd) {
  switch (simd) {
    case Simd::kScalar:
      return "scalar";
    case Simd::kAvx2:
      return "AVX2";
    case Simd::kAvx512:
      return "AVX-512";
  }
  return "";
}

struct Check {
  std::string name;
  bool good = true;
  Text says;
};

Check check_grounds(const GateOptions& options) {
  const auto grounds = load_grounds(options.packs, "", "");
  if (!grounds) return {"packs", false, {grounds.error().what, grounds.error().what_zh}};
  std::string past;
  for (const law::RulePack& pack : grounds->packs) {
    if (options.today >= pack.reviewed_until) past += (past.empty() ? "" : ", ") + pack.id;
  }
  if (!past.empty()) {
    return {"packs",
            false,
            {fmt::format("past their review date: {}", past), fmt::format("已过复核日期：{}", past)}};
  }
  return {"packs",
          true,
          {fmt::format("{} rule packs, all within their review dates", grounds->packs.size()),
           fmt::format("{} 个规则包，均在复核有效期内", grounds->packs.size())}};
}

Check check_home(const std::string& home) {
  struct stat about {};
  if (home.empty()) {
    return {"state",
            false,
            {"no state folder: set TIDEGATE_HOME or HOME", "没有状态目录：请设置 TIDEGATE_HOME 或 HOME"}};
  }
  if (::lstat(home.c_str(), &about) != 0) {
    return {"state",
            true,
            {fmt::format("{} will be made by the first record", home),
             fmt::format("{} 将在首次记录时创建", home)}};
  }
  const bool is_private = S_ISDIR(about.st_mode) && (about.st_mode & 0077) == 0;
  if (!is_private) {
    return {"state",
            false,
            {fmt::format("{} must be a folder of mode 0700: chmod 700 {}", home, home),
             fmt::format("{} 应为权限 0700 的目录：chmod 700 {}", home, home)}};
  }
  return {"state", true, {fmt::format("{} is private", home), fmt::format("{} 权限正确", home)}};
}

// Reads every set: what counts is what an answer would read.
Check check_register(const std::string& home) {
  const auto bad = [](const Error& error) {
    return Check{
        "register",
        false,
        {fmt::format("{}: {}", error.where, error.what), fmt::format("{}：{}", error.where, error.what_zh)}};
  };
  if (home.empty() || !SubjectRegister::is_in(home)) return {"register", true, {"none is kept", "未建立"}};
  const auto folder = StateDir::open_there(home);
  if (!folder) return bad(folder.error());
  const auto held = SubjectRegister::find(*folder);
  if (!held) return bad(held.error());
  if (!*held) return {"register", true, {"none is kept", "未建立"}};
  const auto book = (*held)->book();
  if (!book) return bad(book.error());
  std::size_t entries = 0;
  std::map<std::string, std::vector<std::string>> sets;  // and the transfers that name them
  for (const RegisterExporter& exporter : book->exporters) {
    for (const RegisterKey& key : exporter.keys) {
      if (key.destroyed) continue;
      if (const auto there = (*held)->key(exporter.id, key.year); !there) return bad(there.error());
    }
    for (const RegisterEntry& entry : exporter.entries) {
      ++entries;
      if (entry.retracted) continue;
      for (const RegisterPart& part : entry.parts) {
        for (const RegisterSet& set : part.sets) {
          if (!set.sha256.empty()) sets[set.sha256].push_back(entry.id);
        }
      }
    }
  }
  for (const auto& [set, named] : sets) {
    const auto read = (*held)->read_set(set, [](const SubjectLink&) {});
    if (read) continue;
    Check check = bad(read.error());
    check.says.en += fmt::format("; transfer {}", named.front());
    check.says.zh += fmt::format("；出境 {}", named.front());
    return check;
  }
  return {"register",
          true,
          {fmt::format("{} transfers, {} sets of persons, all sound", entries, sets.size()),
           fmt::format("{} 次出境，{} 个人员集合，均完好", entries, sets.size())}};
}

// Keyed hashes of persons lie in them until they are finished or old.
Check check_scans(const std::string& home) {
  const std::vector<KeptJournal> kept = kept_journals(home);
  if (kept.empty()) return {"scans", true, {"none was stopped", "没有停止的扫描"}};
  std::string last;
  for (const KeptJournal& journal : kept) last = std::max(last, journal.last.str());
  return {
      "scans",
      true,
      {fmt::format("stopped scans kept: {}, the last written on {}; the same scan --resume goes on, and any "
                   "drops those {} days old",
                   kept.size(), last, kJournalDays),
       fmt::format("保留 {} 个已停止的扫描，最后写入于 {}；以相同的 scan --resume 继续，满 {} 天者由下一次 "
                   "--resume 删除",
                   kept.size(), last, kJournalDays)}};
}

// What is missing hinders only those who ask for it.
Check check_sources(const GateOptions& options) {
  Text says{"files, SQLite", "文件、SQLite"};
  const auto add = [&](bool is_there, std::string_view name, std::string_view fix) {
    says.en += is_there ? fmt::format(", {}", name) : fmt::format("; no {} ({})", name, fix);
    says.zh += is_there ? fmt::format("、{}", name) : fmt::format("；缺 {}（{}）", name, fix);
  };
  add(has_postgresql_library(), "PostgreSQL", "apt-get install libpq5");
  add(has_mariadb_library(), "MariaDB, MySQL", "apt-get install libmariadb3");
  const auto parquet = parquet_library(options.duckdb, options.home);
  if (!parquet) {
    const Error& e = parquet.error();
    return {"sources",
            false,
            {fmt::format("{}: {}", e.where, e.what), fmt::format("{}：{}", e.where, e.what_zh)}};
  }
  add(!parquet->empty(), "Parquet", "tools/setup parquet");
  return {"sources", true, says};
}

}  // namespace

Result<Printed> doctor(bool as_json, const Look& look, const GateOptions& options) {
  std::vector<Check> checks;
  checks.push_back({"program",
                    true,
                    {fmt::format("{}, {} files built in, instructions {}", options.program,
                                 resources().size(), name_of(best_simd())),
                     fmt::format("{}，内置 {} 个文件，指令集 {}", options.program, resources().size(),
                                 name_of(best_simd()))}});
  checks.push_back(check_grounds(options));
  checks.push_back(check_home(options.home));
  checks.push_back(check_register(options.home));
  checks.push_back(check_scans(options.home));
  checks.push_back(check_sources(options));
  const bool good = std::all_of(checks.begin(), checks.end(), [](const Check& c) { return c.good; });
  JsonWriter json;
  json.begin_object().key("good").boolean(good).key("checks").begin_array();
  std::string text;
  for (const Check& check : checks) {
    json.begin_object().key("name").string(check.name).key("good").boolean(check.good);
    json.key("en").string(check.says.en).key("zh").string(check.says.zh).end_object();
    text += fmt::format("{} {:<8} {}\n", check.good ? "✓" : "✗", check.name, check.says.in(look.lang));
  }
  json.end_array().end_object();
  return Printed{as_json ? json.take() + "\n" : text, good ? ExitCode::kProceed : ExitCode::kUnavailable};
}

}  // namespace tidegate
