#include "tidegate/gate/declaration.h"

#include <fmt/format.h>
#include <glob.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "tidegate/base/json.h"
#include "tidegate/base/utf8.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/register/exporters.h"
#include "tidegate/intake/nearest.h"
#include "tidegate/intake/read_transfer.h"
#include "tidegate/ports/databases/database_url.h"
#include "tidegate/terms/country_code.h"

namespace tidegate {
namespace {

constexpr std::size_t kDeclarationLimit = 4 << 20;

// A JSON file of data begins with a row; a declaration says what it is within its first members.
bool begins_like_declaration(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  return head.find("\"api_version\"") != std::string_view::npos &&
         head.find("tidegate/") != std::string_view::npos;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

// Letters as wide as a Chinese sign (U+FF21 to U+FF5A) as those of ASCII; all else as it is.
std::string narrow(std::string_view text) {
  constexpr std::size_t kOctets = 3;
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view sign = text.substr(at, kOctets);
    if (sign >= "\uFF21" && sign <= "\uFF5A" && sign.size() == kOctets) {
      const int code = ((sign[1] & 0x3F) << 6) | (sign[2] & 0x3F);  // of U+FFxx, U+Fxxx taken off
      out += static_cast<char>(code - 0xF00 + 0x20);
      at += kOctets - 1;
    } else {
      out += text[at];
    }
  }
  return out;
}

// What was meant by a word that is no code: "sg", "ＳＧ", "UK", "Singapore", "新加坡".
Text meant_country(const std::string& as_written) {
  const std::string word = narrow(as_written);
  if (lower(word) == "eu")
    return {"the EU is no country: name the member state, as DE, FR or IE",
            "欧盟不是国家：请写成员国代码，如 DE、FR、IE"};
  const std::string asked = lower(word) == "uk" ? "gb" : lower(word) == "usa" ? "us" : lower(word);
  std::vector<std::string> names;
  for (const CountryCode::Row& row : CountryCode::all()) names.push_back(lower(row.name_en));
  std::vector<std::string_view> known(names.begin(), names.end());
  const std::string_view near = asked.size() > 3 ? intake::nearest_word(asked, known) : std::string_view();
  for (const CountryCode::Row& row : CountryCode::all()) {
    const std::string name = lower(row.name_en);
    if (asked != lower(row.code) && name != near && word != row.name_zh) continue;
    return {fmt::format("did you mean {} ({})?", row.code, row.name_en),
            fmt::format("是否想用 {}（{}）？", row.code, row.name_zh)};
  }
  return {};
}

Result<bool> is_declaration(const std::string& path) {
  if (is_database_url(path)) return false;
  if (path.ends_with(".yaml") || path.ends_with(".yml")) return true;
  if (!path.ends_with(".json")) return false;
  const auto bytes = read_file(path, kDeclarationLimit);
  if (!bytes && bytes.error().code == ErrorCode::kLimit) return false;  // larger than any declaration
  if (!bytes) return fail(bytes.error());
  return begins_like_declaration(*bytes);
}

Error all_problems(const std::vector<intake::Problem>& problems, const std::string& path) {
  return {
      ErrorCode::kMalformed,
      fmt::format("{} has {} {}:\n{}", path, problems.size(), problems.size() == 1 ? "problem" : "problems",
                  intake::list_problems(problems, path, Lang::kEn)),
      {},
      fmt::format("{} 有 {} 处问题：\n{}", path, problems.size(),
                  intake::list_problems(problems, path, Lang::kZh))};
}

// Of a pattern without a match: what kept the folders from being read; none: they were, and hold no such
// file.
std::error_code why_nothing_was_found(int code, int system, const std::filesystem::path& pattern) {
  std::error_code why;
  if (code == GLOB_NOSPACE) return std::make_error_code(std::errc::not_enough_memory);
  if (code == GLOB_ABORTED && system != ENOENT && system != ENOTDIR)
    return {system == 0 ? EIO : system, std::system_category()};
  if (code == GLOB_NOMATCH && !std::filesystem::exists(pattern, why)) return why;
  return {};
}

}  // namespace

Result<bool> is_declaration(const std::vector<std::string>& paths) {
  bool any = false;
  for (const std::string& path : paths) {
    const auto is = is_declaration(path);
    if (!is) return fail(is.error());
    any = any || *is;
  }
  if (any && paths.size() > 1) {
    return fail({ErrorCode::kMalformed,
                 "give either one declaration or data files, not both",
                 {},
                 "请只给一份申报文件，或只给数据文件，不可同时给出"});
  }
  return any;
}

Result<Transfer> read_declaration(const std::string& path) {
  const auto bytes = read_file(path, kDeclarationLimit);
  if (!bytes) return fail(bytes.error());
  intake::IntakeOutcome outcome = intake::read_transfer(*bytes, path);
  if (outcome.transfer) return std::move(*outcome.transfer);
  return fail(all_problems(outcome.problems, path));
}

// Why a .json file without a destination is no declaration either: it may be one, and broken. "": it reads.
Text no_json(const std::vector<std::string>& paths) {
  if (paths.size() != 1 || !paths.front().ends_with(".json")) return {};
  const auto bytes = read_file(paths.front(), kDeclarationLimit);
  if (!bytes) return {};
  const auto json = parse_json_without_fractions(*bytes, paths.front());
  if (json) return {};
  const Error& why = json.error();
  return {fmt::format("{}: {}, so it is no declaration; ", why.where, why.what),
          fmt::format("{}：{}，故不是申报文件；", why.where, why.what_zh)};
}

Result<Transfer> transfer_of_files(const AssessRequest& request) {
  if (request.to.empty()) {
    const Text broken = no_json(request.paths);
    return fail(
        {ErrorCode::kMalformed,
         broken.en + "data files need a destination: --to COUNTRY (or give a declaration, transfer.yaml)",
         {},
         broken.zh + "直接给数据文件时须指明目的地：--to 国家或地区代码（或提供申报文件 transfer.yaml）"});
  }
  const std::string from = request.from.empty() ? "CN" : request.from;
  Transfer transfer;
  for (const auto& [flag, value] : {std::pair{"--to", request.to}, std::pair{"--from", from}}) {
    const auto code = CountryCode::parse(value);
    if (!code) {
      Error e = code.error();
      e.where = flag;
      const Text meant = meant_country(value);
      const std::string_view shown = first_characters(value, 40);
      e.what = fmt::format("\"{}\" is {}{}{}", shown, e.what, meant.empty() ? "" : "; ", meant.en);
      e.what_zh = fmt::format("“{}”{}{}{}", shown, e.what_zh, meant.empty() ? "" : "；", meant.zh);
      return fail(std::move(e));
    }
  }
  Recipient recipient;
  recipient.region = request.to;
  if (!request.exporter.empty()) {
    const ExporterName exporter = exporter_named(request.exporter);
    transfer.processor_name = exporter.name;
    transfer.uscc = exporter.uscc;
  }
  transfer.recipients.push_back(std::move(recipient));
  Facts& flow = transfer.facts.flow;
  flow.set("exporter.jurisdiction", Symbol{from});
  flow.set("recipient.country", Symbol{request.to});
  // The question itself says that the data are to go there.
  if (from == "CN") flow.set("facts.leaves_mainland", request.to != "CN");
  transfer.facts.absent = Absent::kUnknown;
  DataSource source;
  source.kind = DataSource::Kind::kFiles;
  source.globs = request.paths;
  transfer.data.push_back(std::move(source));
  return transfer;
}

Result<std::vector<std::vector<std::string>>> expand_globs(const Transfer& transfer) {
  std::vector<std::vector<std::string>> files_of;
  std::vector<intake::Problem> problems;
  for (const DataSource& source : transfer.data) {
    std::vector<std::string>& files = files_of.emplace_back();
    for (std::size_t i = 0; i < source.globs.size(); ++i) {
      if (is_database_url(source.globs[i])) {
        files.push_back(source.globs[i]);
        continue;
      }
      const std::filesystem::path whole =
          std::filesystem::path(transfer.origin).parent_path() / source.globs[i];
      glob_t found{};
      errno = 0;
      const int code = ::glob(whole.c_str(), GLOB_ERR | GLOB_MARK, nullptr, &found);
      const std::error_code why = why_nothing_was_found(code, errno, whole);
      for (std::size_t f = 0; code == 0 && f < found.gl_pathc; ++f) files.emplace_back(found.gl_pathv[f]);
      globfree(&found);
      if (code == 0) continue;
      if (why) {
        return fail({ErrorCode::kUnavailable, fmt::format("cannot be looked up: {}", why.message()),
                     whole.string(), fmt::format("无法查找：{}", why.message())});
      }
      const auto bytes = read_file(transfer.origin, kDeclarationLimit);
      problems.push_back(intake::problem_at(
          bytes ? *bytes : "", transfer.origin, fmt::format("{}/files/{}", source.pointer, i),
          {fmt::format("no file matches \"{}\"", source.globs[i]),
           fmt::format("没有文件与“{}”匹配", source.globs[i])},
          {"write the path as seen from the folder of the declaration", "路径以申报文件所在目录为起点"}));
    }
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
  }
  if (!problems.empty()) return fail(all_problems(problems, transfer.origin));
  return files_of;
}

Result<std::vector<SourceFiles>> files_of(const Transfer& transfer) {
  std::vector<std::vector<std::string>> paths;
  if (transfer.origin.empty()) {
    for (const DataSource& source : transfer.data) paths.push_back(source.globs);
  } else {
    auto files = expand_globs(transfer);
    if (!files) return fail(files.error());
    paths = std::move(*files);
  }
  std::vector<SourceFiles> sources;
  for (std::size_t i = 0; i < transfer.data.size(); ++i) {
    if (transfer.data[i].kind == DataSource::Kind::kFiles) sources.push_back({i, std::move(paths[i])});
  }
  return sources;
}

}  // namespace tidegate
