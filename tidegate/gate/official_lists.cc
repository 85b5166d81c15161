#include "tidegate/gate/official_lists.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <set>

#include "tidegate/base/check.h"
#include "tidegate/base/hash.h"
#include "tidegate/classify/header_vocabulary.h"
#include "tidegate/classify/taxonomy.h"
#include "tidegate/gate/classifier.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/resources.h"
#include "tidegate/lists/table_reader.h"
#include "tidegate/store/state_dir.h"
#include "tidegate/store/write_file.h"

namespace tidegate {
namespace {

constexpr std::string_view kBuiltIn = "lists/";
constexpr const char* kFolder = "/lists";
constexpr const char* kReviews = "/reviews.jsonl";
constexpr std::string_view kEnd = ".json";
constexpr std::size_t kMostLists = 500;
constexpr mode_t kPrivate = 0600;

// Files built in that begin so, by name.
lists::ListCatalogue built_in_lists(const lists::IsType& is_type) {
  lists::ListCatalogue catalogue;
  const auto coverage = lists::parse_list_coverage(resource("lists/coverage.tsv"), "coverage.tsv");
  TIDEGATE_CHECK(coverage.has_value());
  for (const lists::ListCoverage& line : *coverage) {
    lists::OfficialList list{line, {}, lists::Origin::kBuiltIn, "", ""};
    const std::string name = fmt::format("{}{}.tsv", kBuiltIn, line.list_id);
    if (has_built_in_list(line.list_id)) {
      auto rows = lists::parse_list_rows(resource(name), name, is_type);
      TIDEGATE_CHECK(rows.has_value());
      list.rows = std::move(*rows);
    }
    catalogue.put(std::move(list));
  }
  return catalogue;
}

lists::ListWords own_words() {
  auto words =
      lists::ListWords::parse(resource("models/lists/concepts.tsv"), resource("models/lists/sectors.tsv"),
                              resource("models/lists/zones.tsv"));
  TIDEGATE_CHECK(words.has_value());
  return std::move(*words);
}

std::string symbol(const Facts* flow, std::string_view fact) {
  const FactValue* value = flow == nullptr ? nullptr : flow->find(fact);
  const auto* word = value == nullptr ? nullptr : std::get_if<Symbol>(value);
  return word == nullptr ? "" : word->name;
}

// Rows of facts.items that hold the data of a file; all, where the declaration gives the file to none.
std::vector<std::size_t> items_of_file(const Transfer& transfer, const DataProfile& profile,
                                       std::size_t file) {
  std::set<std::size_t> items;
  for (const SourceCounts& source : profile.sources) {
    if (std::find(source.files.begin(), source.files.end(), file) == source.files.end()) continue;
    const auto& item = transfer.data.at(source.source).item;
    if (item && *item < transfer.facts.items.size()) items.insert(*item);
  }
  std::vector<std::size_t> all(items.begin(), items.end());
  for (std::size_t i = 0; items.empty() && i < transfer.facts.items.size(); ++i) all.push_back(i);
  return all;
}

// What a confirmed row makes of an item. Only what a list or a law publishes is published; a standard helps
// its reader to identify (PPR art. 2).
const char* confirmed_fact(const ListQuestion& question, const TypeCode& type) {
  if (question.row.kind == "core") return "core_data";
  if (question.is_factor) return "self_identified_important";
  if (question.row.route == "other_regime" && type == "MED.GENETIC") return "hgr_information";
  return "important_notified";
}

bool names_important(const ListQuestion& question) {
  return question.row.kind == "important" || question.row.kind == "core";
}

std::string columns_of(const DataProfile& profile, const std::vector<const ListQuestion*>& questions) {
  constexpr std::size_t kNamed = 3;
  std::vector<std::string> names;
  for (const ListQuestion* q : questions) {
    const FileProfile& file = profile.files[q->file];
    std::string name = file.path.substr(file.path.rfind('/') + 1);
    if (q->column) {
      const ColumnProfile& column = file.columns[*q->column];
      name = column.name.empty() ? fmt::format("#{}", column.index + 1) : column.name;
    }
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kNamed); ++i) {
    if (i > 0) text += ", ";
    text += names[i];
  }
  if (names.size() > kNamed) text += fmt::format(" +{}", names.size() - kNamed);
  return text;
}

std::string shell_quoted(const std::string& word) {
  const bool is_plain = word.find_first_of(" '\"\\$`!*?[](){}<>|&;~#") == std::string::npos;
  if (is_plain && !word.empty()) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

// What somebody confirmed stands first in the names of the items that it makes important.
void name_confirmed(const DataProfile& profile, const ListQuestion& question, std::size_t item,
                    Transfer& transfer) {
  if (!transfer.origin.empty() || !question.column || item >= transfer.items.size()) return;
  const FileProfile& file = profile.files[question.file];
  const ColumnProfile& column = file.columns[*question.column];
  const std::string path = file.path.substr(file.path.rfind('/') + 1);
  const std::string confirmed =
      path + ": " + (column.name.empty() ? fmt::format("#{}", column.index + 1) : column.name);
  std::string& name = transfer.items[item].name;
  if (name == path) {
    name = confirmed;
  } else if (name.find(confirmed) == std::string::npos) {
    name = name.empty() ? confirmed : confirmed + "; " + name;
  }
}

}  // namespace

bool is_known_type(std::string_view code) { return own_classifier().taxonomy().find(code).has_value(); }

Result<std::vector<std::pair<std::string, lists::KeptList>>> kept_lists(const std::string& home) {
  std::vector<std::pair<std::string, lists::KeptList>> kept;
  std::error_code error;
  if (home.empty() || !std::filesystem::is_directory(home + kFolder, error)) return kept;
  if (const auto folder = StateDir::open(home); !folder) return fail(folder.error());
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(home + kFolder, error)) {
    if (entry.path().extension() == kEnd && !is_temporary(entry.path().filename().string()))
      paths.push_back(entry.path().string());
  }
  if (error || paths.size() > kMostLists)
    return fail({ErrorCode::kUnavailable,
                 fmt::format("cannot be read, or holds more than {} lists", kMostLists), home + kFolder,
                 fmt::format("无法读取，或超过 {} 个清单", kMostLists)});
  std::sort(paths.begin(), paths.end());
  for (const std::string& path : paths) {
    const auto bytes = read_file(path, lists::kLargestKeptList);
    if (!bytes) return fail(bytes.error());
    auto list = lists::parse_kept_list(*bytes, path);
    if (!list)
      return fail({ErrorCode::kCorrupt, list.error().what, list.error().where, list.error().what_zh});
    kept.emplace_back(path, std::move(*list));
  }
  return kept;
}

Result<lists::ListCatalogue> load_lists(const std::string& home) {
  lists::ListCatalogue catalogue = built_in_lists(is_known_type);
  const auto kept = kept_lists(home);
  if (!kept) return fail(kept.error());
  for (const auto& [path, list] : *kept) {
    auto opened = lists::open_kept_list(list, path, is_known_type);
    if (!opened)
      return fail({ErrorCode::kCorrupt, opened.error().what, opened.error().where, opened.error().what_zh});
    catalogue.put(std::move(*opened));
  }
  return catalogue;
}

std::string sha256_of(const lists::OfficialList& list) {
  const bool is_built_in = list.origin == lists::Origin::kBuiltIn && has_built_in_list(list.coverage.list_id);
  return is_built_in ? sha256_hex(resource(fmt::format("{}{}.tsv", kBuiltIn, list.coverage.list_id)))
                     : list.sha256;
}

Result<void> keep_list(const std::string& home, std::string_view list_id, const lists::KeptList& kept) {
  const auto folder = StateDir::open(home);
  if (!folder) return fail(folder.error());
  const std::string lists_folder = home + kFolder;
  if (::mkdir(lists_folder.c_str(), 0700) != 0 && errno != EEXIST)
    return fail(system_error(errno, "cannot make the folder", "无法创建文件夹", lists_folder));
  return write_file(fmt::format("{}/{}{}", lists_folder, list_id, kEnd), lists::kept_list_text(kept),
                    kPrivate);
}

bool has_built_in_list(std::string_view list_id) {
  const std::string name = fmt::format("{}{}.tsv", kBuiltIn, list_id);
  return std::any_of(resources().begin(), resources().end(),
                     [&](const Resource& r) { return r.name == name; });
}

Result<void> drop_list(const std::string& home, std::string_view list_id) {
  const auto none = [&] {
    if (has_built_in_list(list_id))
      return fail({ErrorCode::kNotFound,
                   "is built into the program; only lists that were added can be removed",
                   std::string(list_id), "为程序内置清单；只能删除后来加入的清单"});
    return fail({ErrorCode::kNotFound, "no list was added under this id: tidegate lists verify shows them",
                 std::string(list_id), "没有以此编号加入的清单：可用 tidegate lists verify 查看"});
  };
  std::error_code error;
  if (home.empty() || !lists::is_list_id(list_id) || !std::filesystem::is_directory(home + kFolder, error))
    return none();
  if (const auto folder = StateDir::open(home); !folder) return fail(folder.error());
  const std::string path = fmt::format("{}{}/{}{}", home, kFolder, list_id, kEnd);
  if (::unlink(path.c_str()) == 0) return {};
  if (errno == ENOENT) return none();
  return fail(system_error(errno, "cannot be removed", "无法删除", path));
}

std::string reviews_path(const GateOptions& options) {
  if (!options.reviews.empty()) return options.reviews;
  return options.home.empty() ? "" : options.home + kReviews;
}

Result<std::vector<lists::Review>> load_reviews(const GateOptions& options, bool may_lack) {
  const std::string path = reviews_path(options);
  if (path.empty()) return std::vector<lists::Review>{};
  // A state folder that cannot be there holds no answers; that nothing is kept is told elsewhere.
  std::error_code ignored;
  const bool is_there = std::filesystem::exists(path, ignored);
  if (!is_there && (may_lack || options.reviews.empty())) return std::vector<lists::Review>{};
  const auto bytes = read_file(path, lists::kLargestReviews);
  if (!bytes) return fail(bytes.error());
  return lists::parse_reviews(*bytes, path);
}

Result<void> keep_reviews(const GateOptions& options, const std::vector<lists::Review>& reviews) {
  const std::string path = reviews_path(options);
  if (options.reviews.empty()) {
    if (const auto folder = StateDir::open(options.home); !folder) return fail(folder.error());
  }
  // One writer at a time: the folder is locked, and the file replaced as a whole.
  const std::filesystem::path parent = std::filesystem::path(path).parent_path();
  const std::string folder_path = parent.empty() ? std::string(1, '.') : parent.string();
  const OpenFile folder(::open(folder_path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder || ::flock(folder.get(), LOCK_EX) != 0)
    return fail(system_error(errno, "cannot lock the folder", "无法锁定文件夹", folder_path));
  std::string text;
  const auto old = read_file(path, lists::kLargestReviews);
  if (old) text = *old;
  if (!old && old.error().code != ErrorCode::kNotFound) return fail(old.error());
  if (!text.empty() && text.back() != '\n') text += '\n';
  for (const lists::Review& review : reviews) text += lists::review_line(review);
  if (const auto again = lists::parse_reviews(text, path); !again) return fail(again.error());
  return write_file(path, text, kPrivate);
}

Result<void> ask_official_lists(const Facts* flow, Date day, const GateOptions& options,
                                DataProfile& profile) {
  const auto reviews = load_reviews(options);
  if (!reviews) return fail(reviews.error());
  return ask_official_lists(flow, day, options, *reviews, profile);
}

Result<void> ask_official_lists(const Facts* flow, Date day, const GateOptions& options,
                                const std::vector<lists::Review>& reviews, DataProfile& profile) {
  const auto catalogue = load_lists(options.home);
  if (!catalogue) return fail(catalogue.error());
  const Taxonomy& taxonomy = own_classifier().taxonomy();
  const HeaderVocabulary& vocabulary = own_classifier().vocabulary();
  const lists::ListWords words = own_words();
  const auto nature = [&](std::string_view type) {
    lists::TypeNature of;
    if (const auto at = taxonomy.find(type)) {
      const Sensitivity class_on = taxonomy.sensitivity_on(std::string(type), day);
      of.hint = taxonomy.at(*at).important_hint;
      of.is_personal = class_on == Sensitivity::kPersonal || class_on == Sensitivity::kSensitive;
      of.name = taxonomy.at(*at).name;
    }
    return of;
  };
  const auto name_types = [&](std::string_view name) {
    constexpr std::int32_t kSurely = 700;
    std::vector<std::string> types;
    const HeaderReading reading = vocabulary.read(name);
    if (reading.is_flag || reading.is_question) return types;
    for (const TypeWeight& weight : reading.types) {
      if (weight.permille >= kSurely) types.push_back(taxonomy.at(weight.type).code);
    }
    return types;
  };
  profile.lists = lists::ask_lists(
      profile, {day, symbol(flow, "exporter.sector"), symbol(flow, "exporter.registered_in")},
      {*catalogue, words, nature, name_types, reviews});
  return {};
}

HeldAnswers held_answers(const Transfer& transfer, const DataProfile& profile) {
  std::set<std::size_t> items;
  std::set<std::string> paths;
  for (const ListQuestion& question : profile.lists.questions) {
    if (question.review.verdict != ReviewVerdict::kOpen || !question.holds) continue;
    for (const std::size_t item : items_of_file(transfer, profile, question.file)) items.insert(item);
    const std::string& path = profile.files[question.file].path;
    paths.insert(path.substr(0, path.find('!')));  // of an archive its own
  }
  if (items.empty()) return {};
  constexpr std::size_t kNamed = 3;
  HeldAnswers held{{items.begin(), items.end()}, "tidegate lists review"};
  std::size_t n = 0;
  for (const std::string& path : paths) {
    if (n++ < kNamed) held.command += " " + shell_quoted(path);
  }
  if (n > kNamed) held.command += " ...";
  return held;
}

void settle_listed(Transfer& transfer, DataProfile& profile) {
  std::vector<const ListQuestion*> held;
  std::vector<const ListQuestion*> confirmed;
  std::vector<const ListQuestion*> dismissed;
  for (const ListQuestion& question : profile.lists.questions) {
    const std::vector<std::size_t> items = items_of_file(transfer, profile, question.file);
    if (question.review.verdict == ReviewVerdict::kDismissed) dismissed.push_back(&question);
    if (question.review.verdict == ReviewVerdict::kOpen && question.holds) {
      for (const std::size_t item : items) {
        const FactValue* said = transfer.facts.items[item].find("important_notified");
        if (said == nullptr || *said != FactValue{false}) continue;
        transfer.facts.items[item].set("important_notified", Unknown{});
        held.push_back(&question);
      }
    }
  }
  // Behind the open ones: what somebody confirmed is not open, whatever else is.
  for (const ListQuestion& question : profile.lists.questions) {
    if (question.review.verdict != ReviewVerdict::kConfirmed) continue;
    confirmed.push_back(&question);
    if (!names_important(question)) {
      transfer.facts.flow.set("exporter.ftz_list_match", Symbol{"listed_assessment"});
      continue;
    }
    const TypeCode type =
        question.column ? profile.files[question.file].columns[*question.column].type : TypeCode();
    for (const std::size_t item : items_of_file(transfer, profile, question.file)) {
      transfer.facts.items[item].set(confirmed_fact(question, type), true);
      name_confirmed(profile, question, item, transfer);
    }
  }
  if (!held.empty()) {
    const std::string names = columns_of(profile, held);
    profile.notes.push_back(
        {fmt::format(
             "\"not important data\" is not taken for {}: rows of official lists may name them. Answer "
             "each question first: tidegate lists review",
             names),
         fmt::format(
             "{} 可能为官方清单所列，“不含重要数据”的陈述暂不采信：请先用 tidegate lists review 逐项答复",
             names)});
  }
  if (!confirmed.empty()) {
    const std::string names = columns_of(profile, confirmed);
    profile.notes.push_back({fmt::format("confirmed by the firm as rows of official lists: {}", names),
                             fmt::format("经企业确认属于官方清单所列：{}", names)});
  }
  if (!dismissed.empty()) {
    const std::string names = columns_of(profile, dismissed);
    profile.notes.push_back(
        {fmt::format("not important by the firm's own statement, with reasons, not an authority's: {}",
                     names),
         fmt::format("企业自行说明不属于重要数据（附理由，非主管部门认定）：{}", names)});
  }
}

}  // namespace tidegate
