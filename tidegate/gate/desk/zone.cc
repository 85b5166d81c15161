#include "tidegate/gate/desk/zone.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <map>

#include "tidegate/base/hash.h"
#include "tidegate/gate/desk/zone_checks.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/resources.h"
#include "tidegate/store/write_file.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;
using desk::OwnText;

constexpr std::string_view kDesk = "desk.json";
constexpr std::string_view kCalendar = "calendar.tsv";
constexpr std::string_view kPlan = "template.json";
constexpr std::string_view kForm = "form.json";
constexpr std::string_view kFingerprints = "standard-contract.sha256";
constexpr std::string_view kWeights = "weights.json";
constexpr std::string_view kDestinations = "destinations.json";
constexpr std::string_view kPacks = "packs";
constexpr std::size_t kMostPacks = 100;
constexpr std::size_t kMostFiles = 1'000;  // hidden ones too

struct Known {
  std::string_view name;
  std::string_view built_in;  // empty: the program has none
};
constexpr std::array<Known, 7> kKnown{{{kDesk, "desk/cn.json"},
                                       {kCalendar, "calendars/cn.tsv"},
                                       {kPlan, "templates/cn-sa-3/template.json"},
                                       {kForm, "forms/cn-sa-3.json"},
                                       {kFingerprints, ""},
                                       {kWeights, "models/risk/weights-v0.json"},
                                       {kDestinations, ""}}};

Error of_another_user(const std::string& path, uid_t owner) {
  return {ErrorCode::kMalformed,
          fmt::format("belongs to another user (uid {}), who may change what the desk works by: chown {} {}",
                      owner, ::geteuid(), path),
          path,
          fmt::format("属于其他用户（uid {}），该用户可更改办理台所依据的数据：chown {} {}", owner,
                      ::geteuid(), path)};
}

// Whoever may write them decides who passes. Where a link leads, the folder that its file lies in is held to
// the same: whoever may write there may put another file in its place.
std::optional<Error> fault_of_place(const std::string& path, bool must_be_folder) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) {
    Error error = system_error(errno, "cannot be looked at", "无法查看", path);
    if (errno == ENOENT) error.code = ErrorCode::kNotFound;
    return error;
  }
  if (must_be_folder ? !S_ISDIR(about.st_mode) : !S_ISREG(about.st_mode))
    return Error{ErrorCode::kMalformed, must_be_folder ? "is no folder" : "is no file", path,
                 must_be_folder ? "不是目录" : "不是文件"};
  if (about.st_uid != ::geteuid() && about.st_uid != 0) return of_another_user(path, about.st_uid);
  constexpr mode_t kOthersWrite = 0022;
  if ((about.st_mode & kOthersWrite) != 0)
    return Error{ErrorCode::kMalformed,
                 fmt::format("others may change what the desk works by: chmod go-w {}", path), path,
                 fmt::format("他人可更改办理台所依据的数据：chmod go-w {}", path)};
  struct stat itself {};
  if (::lstat(path.c_str(), &itself) != 0 || !S_ISLNK(itself.st_mode)) return std::nullopt;
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  if (error) return system_error(error.value(), "cannot be looked at", "无法查看", path);
  return fault_of_place(real.parent_path().string(), true);
}

// Names in a folder, sorted, without hidden ones.
Result<std::vector<std::string>> names_in(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  std::size_t seen = 0;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (++seen > kMostFiles)
      return fail({ErrorCode::kLimit, fmt::format("holds more than {} files", kMostFiles), folder,
                   fmt::format("所含文件超过 {} 个", kMostFiles)});
    std::string name = at->path().filename().string();
    if (!name.starts_with('.')) names.push_back(std::move(name));
  }
  if (error) return fail(system_error(error.value(), "cannot be read", "无法读取", folder));
  std::sort(names.begin(), names.end());
  return names;
}

// Of the zone's folder: everything that lies in it is known, and nobody else may change it.
class Folder {
 public:
  explicit Folder(std::string path) : path_(std::move(path)) {}

  // Errors: kMalformed (a name that is none of a zone's: mistyped, it would change nothing and say nothing).
  Result<void> look() {
    if (auto fault = fault_of_place(path_, true)) return fail(std::move(*fault));
    const auto names = names_in(path_);
    if (!names) return fail(names.error());
    for (const std::string& name : *names) {
      if (name == kPacks) {
        if (auto packs = look_at_packs(); !packs) return packs;
        continue;
      }
      const auto known =
          std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& one) { return one.name == name; });
      if (known == kKnown.end() && !name.starts_with("README")) return fail(unknown(at(name)));
      if (auto fault = fault_of_place(at(name), false)) return fail(std::move(*fault));
      if (known != kKnown.end()) names_.push_back(name);
    }
    return {};
  }

  // Empty: it is not there.
  std::string path_of(std::string_view name) const {
    return std::find(names_.begin(), names_.end(), name) == names_.end() ? std::string() : at(name);
  }
  const std::vector<std::string>& packs() const { return packs_; }
  Result<std::optional<OwnText>> text(std::string_view name) const {
    const std::string path = path_of(name);
    if (path.empty()) return std::optional<OwnText>();
    auto bytes = read_file(path, kTemplateLimit);
    if (!bytes) return fail(std::move(bytes.error()));
    return std::optional(OwnText{std::move(*bytes), path});
  }

 private:
  std::string at(std::string_view name) const { return fmt::format("{}/{}", path_, name); }

  static Error unknown(const std::string& path) {
    std::vector<std::string_view> names;
    for (const Known& one : kKnown) names.push_back(one.name);
    const std::string all = fmt::format("{}, {}/*.json", fmt::join(names, ", "), kPacks);
    return {
        ErrorCode::kMalformed,
        fmt::format(
            "is no file of a zone: it may hold {}, README and hidden files; take it away or name it rightly",
            all),
        path, fmt::format("不是示范区数据文件：可含 {}、README 与隐藏文件；请移走或更正文件名", all)};
  }

  Result<void> look_at_packs() {
    const std::string folder = at(kPacks);
    if (auto fault = fault_of_place(folder, true)) return fail(std::move(*fault));
    const auto names = names_in(folder);
    if (!names) return fail(names.error());
    for (const std::string& name : *names) {
      const std::string path = fmt::format("{}/{}", folder, name);
      if (!name.ends_with(".json")) return fail(unknown(path));
      if (auto fault = fault_of_place(path, false)) return fail(std::move(*fault));
      packs_.push_back(path);
    }
    if (packs_.size() > kMostPacks)
      return fail({ErrorCode::kLimit, fmt::format("holds more than {} rule packs", kMostPacks), folder,
                   fmt::format("规则包超过 {} 个", kMostPacks)});
    return {};
  }

  const std::string path_;
  std::vector<std::string> names_;
  std::vector<std::string> packs_;  // paths
};

std::string years_of(const WorkingDays& calendar) {
  const std::vector<int> years = calendar.years();
  return years.empty() ? std::string() : fmt::format("{}-{}", years.front(), years.back());
}

void note(Zone& zone, std::string en, std::string zh) {
  zone.told.notes.push_back({std::move(en), std::move(zh)});
}

void note_days(Zone& zone, Date today) {
  const int year = today.year();
  if (zone.law.calendar.source(year).empty())
    note(zone,
         fmt::format(
             "the calendar has no notice for {}: its days are counted by weekends alone, and every term "
             "that touches it is an estimate",
             year),
         fmt::format("日历没有 {} 年的放假通知：该年仅按周末计算，涉及的期限均为估算", year));
  if (!zone.looks.plan.in_force.contains(today))
    note(zone,
         fmt::format("the template {} is not in force on {}: documents are made by it all the same",
                     zone.looks.plan.id, today.str()),
         fmt::format("模板 {} 在 {} 不在适用期内，仍按其生成文档", zone.looks.plan.id, today.str()));
  if (today < zone.looks.form.from)
    note(zone,
         fmt::format("the form {} is used from {} on, and is asked today already", zone.looks.form.id,
                     zone.looks.form.from.str()),
         fmt::format("表单 {} 自 {} 起使用，现已提前启用", zone.looks.form.id, zone.looks.form.from.str()));
  if (today < zone.grounds.weights.from)
    note(zone,
         fmt::format("the risk weights {} are of {}, and count today already", zone.grounds.weights.id,
                     zone.grounds.weights.from.str()),
         fmt::format("风险权重 {} 自 {} 起适用，现已提前启用", zone.grounds.weights.id,
                     zone.grounds.weights.from.str()));
}

std::string sha256_of(const std::optional<OwnText>& own, std::string_view built_in) {
  return sha256_hex(own ? std::string_view(own->bytes) : resource(built_in));
}

// Texts of the zone's own, as they were read.
struct OwnTexts {
  std::optional<OwnText> rules;
  std::optional<OwnText> calendar;
  OwnLooks looks;
};

Result<OwnTexts> texts_of(const Folder* folder) {
  OwnTexts own;
  if (folder == nullptr) return own;
  struct Wanted {
    std::string_view name;
    std::optional<OwnText>& text;
  };
  for (const Wanted& one :
       {Wanted{kDesk, own.rules}, Wanted{kCalendar, own.calendar}, Wanted{kPlan, own.looks.plan},
        Wanted{kForm, own.looks.form}, Wanted{kFingerprints, own.looks.fingerprints}}) {
    auto text = folder->text(one.name);
    if (!text) return fail(std::move(text.error()));
    one.text = std::move(*text);
  }
  return own;
}

void list_files(Zone& zone, const OwnTexts& own, const Folder* folder) {
  const auto is_own = [&](std::string_view name) {
    return folder != nullptr && !folder->path_of(name).empty();
  };
  const auto put = [&](std::string_view name, std::string sha256, std::string id, std::optional<Date> from) {
    zone.told.files.push_back({std::string(name), std::move(sha256), std::move(id), from, is_own(name)});
  };
  put(kDesk, zone.law.rules.hash, zone.law.rules.id, zone.law.rules.from);
  put(kCalendar, sha256_of(own.calendar, kKnown[1].built_in), years_of(zone.law.calendar), {});
  put(kPlan, zone.looks.sources.template_sha256, zone.looks.plan.id, zone.looks.plan.in_force.from);
  put(kForm, zone.looks.sources.form_sha256, zone.looks.form.id, zone.looks.form.from);
  if (own.looks.fingerprints) put(kFingerprints, sha256_hex(own.looks.fingerprints->bytes), {}, {});
  put(kWeights, zone.grounds.weights.hash, zone.grounds.weights.id, zone.grounds.weights.from);
  if (is_own(kDestinations))
    put(kDestinations, zone.grounds.destinations.hash, zone.grounds.destinations.id,
        zone.grounds.destinations.from);
}

// Packs of the zone's own, each by its file's name.
Result<void> list_packs(Zone& zone, const Folder* folder) {
  if (folder == nullptr) return {};
  for (const std::string& path : folder->packs()) {
    const auto pack = load_pack(path);
    if (!pack) return fail(pack.error());
    const std::string name = fmt::format("{}/{}", kPacks, fs::path(path).filename().string());
    zone.told.files.push_back({name, pack->hash, fmt::format("{}-{}", pack->id, pack->version), {}, true});
  }
  return {};
}

Result<Zone> zone_in(const Folder* folder, Date today) {
  auto own = texts_of(folder);
  if (!own) return fail(std::move(own.error()));
  auto law = desk::law_of(own->rules, own->calendar);
  if (!law) return fail(std::move(law.error()));
  auto looks = filing_looks(own->looks, *law);
  if (!looks) return fail(std::move(looks.error()));
  const auto path_of = [&](std::string_view name) {
    return folder == nullptr ? std::string() : folder->path_of(name);
  };
  auto grounds = load_grounds(folder == nullptr ? std::vector<std::string>() : folder->packs(),
                              path_of(kWeights), path_of(kDestinations));
  if (!grounds) return fail(std::move(grounds.error()));
  Zone zone{std::move(*law), std::move(*looks), std::move(*grounds), {}};
  if (own->rules) {
    if (auto fault = desk::fault_of_sectors(zone.law.rules, own->rules->where))
      return fail(std::move(*fault));
    if (today < zone.law.rules.from)
      return fail({ErrorCode::kOutOfRange,
                   fmt::format("these rules hold from {} on, and today is {}: put them here on that day",
                               zone.law.rules.from.str(), today.str()),
                   own->rules->where + ":/from",
                   fmt::format("该规则自 {} 起生效，今天是 {}：请于当日再放入", zone.law.rules.from.str(),
                               today.str())});
  }
  if (own->looks.form) {
    const auto like = filing::parse_form(resource(kKnown[3].built_in), kKnown[3].built_in);
    if (!like) return fail(like.error());
    if (auto fault = desk::fault_of_form(zone.looks.form, *like, own->looks.form->where))
      return fail(std::move(*fault));
  }
  if (own->looks.plan) {
    if (auto fault = desk::fault_of_template(zone.looks.plan, own->looks.plan->where))
      return fail(std::move(*fault));
  }
  list_files(zone, *own, folder);
  if (auto listed = list_packs(zone, folder); !listed) return fail(std::move(listed.error()));
  note_days(zone, today);
  return zone;
}

}  // namespace

Result<Zone> load_zone(const std::string& folder, Date today) {
  Folder own(folder);
  if (auto looked = own.look(); !looked) return fail(std::move(looked.error()));
  return zone_in(&own, today);
}

Result<Zone> zone_of_desk(const std::string& data, Date today) {
  const std::string folder = data + "/zone";
  struct stat about {};
  // A link that leads nowhere is a folder that was meant.
  if (::lstat(folder.c_str(), &about) != 0 && errno == ENOENT) return zone_in(nullptr, today);
  return load_zone(folder, today);
}

Result<std::vector<std::string>> write_zone(const std::string& folder) {
  constexpr mode_t kFolderMode = 0700;
  constexpr mode_t kFileMode = 0600;
  if (::mkdir(folder.c_str(), kFolderMode) != 0) {
    if (errno == EEXIST)
      return fail(
          {ErrorCode::kConflict, "is there already: name a new folder", folder, "已存在：请指定新目录"});
    return fail(system_error(errno, "cannot make the folder", "无法创建目录", folder));
  }
  std::vector<std::string> written;
  for (const Known& one : kKnown) {
    if (one.built_in.empty()) continue;
    const std::string path = fmt::format("{}/{}", folder, one.name);
    if (auto done = write_file(path, resource(one.built_in), kFileMode); !done)
      return fail(std::move(done.error()));
    written.push_back(path);
  }
  return written;
}

}  // namespace tidegate
