// Enters in the register that a transfer left: its persons under the keys of the year and the next.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "tidegate/base/check.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/gate/decided_again.h"
#include "tidegate/gate/declaration.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/record.h"
#include "tidegate/gate/register/entries.h"
#include "tidegate/gate/register/exporters.h"
#include "tidegate/gate/register/open.h"
#include "tidegate/gate/register/row_persons.h"
#include "tidegate/gate/register/union_count.h"
#include "tidegate/gate/register/windows.h"
#include "tidegate/gate/scan/sources.h"
#include "tidegate/report/display_width.h"
#include "tidegate/report/numbers.h"
#include "tidegate/store/register/subject_register.h"
#include "tidegate/terms/sample.h"

namespace tidegate {
namespace {

// Persons that leave together and add to the same counters.
struct Share {
  std::optional<std::size_t> source;  // none: numbers alone
  bool sensitive_only = false;
  std::set<std::string> counters;
  std::int64_t strangers = 0;  // more than the source holds
};

std::int64_t number(const Facts& facts, std::string_view name) {
  const FactValue* value = facts.find(name);
  const auto* n = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
  return n == nullptr ? 0 : *n;
}

// Whether a row leaves under an exemption, for certain.
bool is_set_aside(const Opinion& opinion, std::size_t row) {
  return opinion.route_class != RouteClass::kUndetermined && row < opinion.items.size() &&
         opinion.items[row].set_aside;
}

// The counters that a row adds to, or may add to: what left is counted in doubt. An opinion lists only those
// of which it is sure, and a route may be sure before the counters are.
std::set<std::string> counters_of(const Assessment& answer, const RowPersons& row) {
  std::set<std::string> counters;
  for (const Opinion& opinion : answer.opinions) {
    const Facts& facts = answer.transfer.facts.items[row.row];
    if (opinion.law == "CN" && !is_set_aside(opinion, row.row)) {
      if (row.may_be_ordinary) counters.insert(std::string(kOrdinaryCounter));
      if (row.may_be_sensitive) counters.insert(std::string(kSensitiveCounter));
    } else if (opinion.law == "US" && opinion.own_items.empty()) {
      const FactValue* category = facts.find("category");
      const std::string name = category == nullptr ? "" : to_string(*category);
      if (std::find(kUsCategories.begin(), kUsCategories.end(), name) != kUsCategories.end())
        counters.insert(us_counter(name));
    }
  }
  return counters;
}

// Whether it is open in which counters some persons count.
bool is_open(const Assessment& answer) {
  const auto is_china = [](const Opinion& opinion) { return opinion.law == "CN"; };
  const auto china = std::find_if(answer.opinions.begin(), answer.opinions.end(), is_china);
  if (china == answer.opinions.end()) return false;
  const std::vector<RowPersons> rows = persons_of_rows(answer.transfer, nullptr);
  return std::any_of(rows.begin(), rows.end(), [&](const RowPersons& row) {
    return row.may_be_ordinary && row.may_be_sensitive && !is_set_aside(*china, row.row);
  });
}

// A row about persons of whom nobody knows how many they are: entered, they would count as none.
std::optional<std::size_t> uncounted_row(const Assessment& answer) {
  for (const RowPersons& row : persons_of_rows(answer.transfer, nullptr)) {
    const FactValue* subjects = answer.transfer.facts.items[row.row].find("subjects");
    const bool is_aside = std::all_of(answer.opinions.begin(), answer.opinions.end(),
                                      [&](const Opinion& o) { return is_set_aside(o, row.row); });
    if (!is_aside && (subjects == nullptr || is_unknown(*subjects))) return row.row;
  }
  return std::nullopt;
}

class Shares {
 public:
  Shares(const Assessment& answer, const Scanned* scanned)
      : answer_(answer),
        scanned_(scanned),
        profile_(scanned != nullptr ? &scanned->profile
                 : answer.profile   ? &*answer.profile
                                    : nullptr) {}

  std::vector<Share> take() {
    for (const RowPersons& row : persons_of_rows(answer_.transfer, profile_)) add(row);
    add_strangers_of_shared();
    for (const Opinion& opinion : answer_.opinions) {
      if (opinion.law == "US") add_own_items(opinion);
    }
    return std::move(shares_);
  }

 private:
  void add(const RowPersons& row) {
    const std::set<std::string> counters = counters_of(answer_, row);
    if (counters.empty()) return;
    const Facts& facts = answer_.transfer.facts.items[row.row];
    const std::int64_t subjects = number(facts, "subjects");
    if (row.sources.empty() || scanned_ == nullptr) {
      const std::int64_t again = row.sources.empty() ? number(facts, "already_counted") : 0;
      share({}, false, counters).strangers += std::max<std::int64_t>(subjects - again, 0);
      return;
    }
    std::int64_t found = 0;
    for (const CountedSource& source : row.sources) {
      const PersonCounts& persons = scanned_->profile.sources[source.source].persons;
      found += static_cast<std::int64_t>(source.sensitive_only ? persons.with_sensitive : persons.persons);
      share(source.source, source.sensitive_only, counters);
    }
    if (row.is_shared) return add_shared(row, counters, subjects, found);
    if (subjects > found) share({}, false, counters).strangers += subjects - found;
  }

  // Rows that share their files declare persons beside what the files hold all together.
  void add_shared(const RowPersons& row, const std::set<std::string>& counters, std::int64_t subjects,
                  std::int64_t found) {
    for (SharedRows& one : shared_) {
      if (one.sources != row.sources) continue;
      one.subjects += subjects;
      one.counters.insert(counters.begin(), counters.end());
      return;
    }
    shared_.push_back({row.sources, counters, subjects, found});
  }
  void add_strangers_of_shared() {
    for (const SharedRows& one : shared_) {
      if (one.subjects > one.found) share({}, false, one.counters).strangers += one.subjects - one.found;
    }
  }

  // Bare files under American law: everybody of them in every category.
  void add_own_items(const Opinion& opinion) {
    std::set<std::string> counters;
    for (const Facts& item : opinion.own_items) {
      const FactValue* category = item.find("category");
      if (category != nullptr && number(item, "subjects") > 0)
        counters.insert(us_counter(to_string(*category)));
    }
    if (counters.empty()) return;
    if (scanned_ == nullptr) {
      share({}, false, counters).strangers += number(opinion.own_items.front(), "subjects");
      return;
    }
    for (std::size_t i = 0; i < scanned_->profile.sources.size(); ++i) share(i, false, counters);
  }

  Share& share(std::optional<std::size_t> source, bool sensitive_only,
               const std::set<std::string>& counters) {
    for (Share& one : shares_) {
      const bool is_same = source ? one.source == source && one.sensitive_only == sensitive_only
                                  : !one.source && one.counters == counters;
      if (!is_same) continue;
      one.counters.insert(counters.begin(), counters.end());
      return one;
    }
    shares_.push_back({source, sensitive_only, counters, 0});
    return shares_.back();
  }

  const Assessment& answer_;
  const Scanned* scanned_;
  const DataProfile* profile_;
  std::vector<Share> shares_;
  struct SharedRows {
    std::vector<CountedSource> sources;
    std::set<std::string> counters;
    std::int64_t subjects = 0;
    std::int64_t found = 0;
  };
  std::vector<SharedRows> shared_;
};

std::multiset<std::string> hashes_of(const DataProfile& profile) {
  std::multiset<std::string> hashes;
  for (const FileProfile& file : profile.files) hashes.insert(file.sha256);
  return hashes;
}

// The files as they lie now, read as they were read then.
Result<std::optional<Scanned>> scan_again(const DecidedAgain& decided, const RegisterAddRequest& request,
                                          const SubjectKeySecret& secret, const GateOptions& options) {
  if (!decided.bundle.profile || request.without_data) return std::optional<Scanned>();
  auto sources = files_of(decided.bundle.transfer);
  if (!request.data.empty() && sources && sources->size() != 1) {
    return fail({ErrorCode::kMalformed,
                 "the declaration names several sources of data: put the files where it says, without --data",
                 "--data", "申报文件列有多个数据来源：请将文件放在其所写位置，不使用 --data"});
  }
  if (!request.data.empty())
    sources = std::vector<SourceFiles>{{sources ? (*sources)[0].source : 0, request.data}};
  const auto gone = [&](const Error& why) {
    return fail({why.code,
                 fmt::format("{}; where the files lie elsewhere, name them with --data; where they are "
                             "gone, --without-data counts everybody as not seen before",
                             why.what),
                 why.where,
                 fmt::format("{}；文件在别处时请用 --data 指明；文件已不存在时，--without-data "
                             "将所有人计为此前未出现",
                             why.what_zh)});
  };
  if (!sources) return gone(sources.error());
  auto scanned =
      scan_sources(*sources, decided.bundle.read, decided.bundle.as_of, secret, options, nullptr, true);
  if (!scanned && scanned.error().code == ErrorCode::kCancelled) return fail(scanned.error());
  if (!scanned) return gone(scanned.error());
  if (hashes_of(scanned->profile) != hashes_of(*decided.bundle.profile)) {
    return gone({ErrorCode::kOutOfRange,
                 "the files are not those that were assessed (SHA-256)",
                 {},
                 "文件与评估时的不同（SHA-256）"});
  }
  return std::optional<Scanned>(std::move(*scanned));
}

std::int64_t persons_in(const Share& share, const Scanned* scanned) {
  if (!share.source) return share.strangers;
  const PersonCounts& persons = scanned->profile.sources[*share.source].persons;
  return static_cast<std::int64_t>(share.sensitive_only ? persons.with_sensitive : persons.persons);
}

// The sets of one transfer under the key of a year, by share.
Result<void> keep_sets(SubjectRegister& held, const SubjectKeySecret& key, int year,
                       const std::vector<Share>& shares, const Scanned* scanned, RegisterEntry& entry) {
  std::map<std::size_t, std::string> kept;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const Share& share = shares[i];
    std::string name;
    if (share.source && kept.count(*share.source) != 0) {
      name = kept[*share.source];
    } else {
      std::vector<SubjectLink> links;
      Strangers strangers{static_cast<std::uint64_t>(share.strangers),
                          static_cast<std::uint64_t>(share.strangers), 0};
      if (share.source) {
        const SubjectSet& set = scanned->subjects[*share.source];
        set.each_link([&](const SubjectLink& link) { links.push_back(rekeyed(key, link)); });
        strangers = set.strangers();
      }
      const auto put = held.put_set(write_subjects(std::move(links), strangers));
      if (!put) return fail(put.error());
      name = *put;
      if (share.source) kept[*share.source] = name;
    }
    entry.parts[i].sets.push_back({year, name});
  }
  return {};
}

Result<SubjectKeySecret> key_for(SubjectRegister& held, RegisterExporter& exporter, int year,
                                 const SubjectKeySecret& installation) {
  const auto at = std::find_if(exporter.keys.begin(), exporter.keys.end(),
                               [&](const RegisterKey& one) { return one.year == year; });
  if (at != exporter.keys.end() && at->destroyed) {
    return fail({ErrorCode::kOutOfRange,
                 fmt::format("the key of {} was destroyed on {}", year, at->destroyed->str()),
                 {},
                 fmt::format("{} 年的密钥已于 {} 销毁", year, at->destroyed->str())});
  }
  auto key = at == exporter.keys.end() ? held.make_key(exporter.id, year) : held.key(exporter.id, year);
  if (!key) return key;
  if (const auto same = check_key(exporter, year, *key, installation); !same) return fail(same.error());
  if (at == exporter.keys.end()) {
    exporter.keys.push_back({year, key_check(*key, installation), {}});
    std::sort(exporter.keys.begin(), exporter.keys.end(),
              [](const RegisterKey& a, const RegisterKey& b) { return a.year < b.year; });
  }
  return key;
}

// A slip of the name would begin a register of its own, and the right exporter's counts would lack what left.
Result<void> check_exporter(const RegisterBook& book, const ExporterName& name,
                            const RegisterAddRequest& request) {
  constexpr std::size_t kMostTold = 3;
  if (request.is_new_exporter) return {};
  const std::vector<const RegisterExporter*> near = near_exporters(book, name);
  if (near.empty()) return {};
  std::string en;
  std::string zh;
  for (std::size_t i = 0; i < near.size() && i < kMostTold; ++i) {
    en += fmt::format("{}{} (--exporter \"{}\")", i == 0 ? "" : " or ",
                      report::printable(called(*near[i], Lang::kEn)), report::printable(word_for(*near[i])));
    zh += fmt::format("{}{}（--exporter \"{}\"）", i == 0 ? "" : "或",
                      report::printable(called(*near[i], Lang::kZh)), report::printable(word_for(*near[i])));
  }
  const std::string whose = report::printable(name.uscc.empty() ? name.name : name.uscc);
  return fail({ErrorCode::kMalformed,
               whose.empty()
                   ? fmt::format("no exporter is named, and the register holds {}: name the one that sent "
                                 "this, or enter it under none with --new-exporter",
                                 en)
                   : fmt::format("the register holds nothing of \"{}\", but {} may be meant: name that one, "
                                 "or, where this is really another firm, add --new-exporter",
                                 whose, en),
               "--exporter",
               whose.empty()
                   ? fmt::format("未写明输出方，而登记簿中有 {}：请写明由谁输出，或以 --new-exporter "
                                 "登记于未写明者名下",
                                 zh)
                   : fmt::format("登记簿中没有“{}”，但可能即为 {}：请改用该名称；如确为另一企业，请加 "
                                 "--new-exporter",
                                 whose, zh)});
}

std::int64_t persons_of(const Assessment& answer) {
  if (answer.profile) return static_cast<std::int64_t>(answer.profile->totals.persons);
  std::int64_t persons = 0;
  for (const Facts& item : answer.transfer.facts.items) persons += number(item, "subjects");
  return persons;
}

}  // namespace

Result<Printed> register_add(const RegisterAddRequest& request, bool as_json, const Look& look,
                             const GateOptions& options) {
  const Date on = request.on.value_or(options.today);
  if (on > options.today) {
    return fail({ErrorCode::kMalformed, fmt::format("{} is not yet: enter what has left", on.str()), "--on",
                 fmt::format("{} 尚未到来：请在数据出境后登记", on.str())});
  }
  auto desk = open_register_desk(options);
  if (!desk) return fail(desk.error());
  const auto decided = decide_again({request.record, {}, {}, {}}, options);
  if (!decided) return fail(decided.error());
  if (decided->answer.profile && is_sample(*decided->answer.profile)) {
    return fail(
        {ErrorCode::kMalformed,
         "this record read a sample alone, so that who left is not known: assess the whole data, without "
         "--sample, and enter that record",
         request.record,
         "该记录仅读取了抽样数据，无法得知全部出境人员：请不加 --sample 评估全部数据后登记新的记录"});
  }
  if (!request.in_doubt && is_open(decided->answer)) {
    return fail({ErrorCode::kMalformed,
                 "this record leaves open whether some of its persons count as sensitive, or are under 14: "
                 "say so (tidegate assess with --sensitive and --under-14) and enter that record, or count "
                 "them in every counter with --in-doubt",
                 request.record,
                 "该记录未能确定部分人员是否计为敏感、是否不满十四周岁：请说明（tidegate assess 的 "
                 "--sensitive 与 --under-14）并登记新的记录，或以 --in-doubt 将其计入各计数器"});
  }
  if (const auto row = uncounted_row(decided->answer)) {
    return fail({ErrorCode::kMalformed,
                 fmt::format("data[{}]: this record does not say how many persons it is about: state it "
                             "(tidegate assess with --set data[{}].subjects=NUMBER) and enter that record",
                             *row, *row),
                 request.record,
                 fmt::format("data[{}]：该记录未写明涉及多少人：请填写（tidegate assess 的 --set "
                             "data[{}].subjects=人数）并登记新的记录",
                             *row, *row)});
  }
  const ExporterName name =
      request.exporter.empty() ? exporter_of(decided->answer.transfer) : exporter_named(request.exporter);
  const auto there = SubjectRegister::find(*desk->folder());
  if (!there) return fail(there.error());
  if (*there) {  // before the files are read, and again under the lock
    const auto book = (*there)->book();
    if (!book) return fail(book.error());
    if (const auto known = check_exporter(*book, name, request); !known) return fail(known.error());
  }
  const auto scanned = scan_again(*decided, request, desk->secret(), options);
  if (!scanned) return fail(scanned.error());
  const Scanned* found = *scanned ? &**scanned : nullptr;
  const std::vector<Share> shares = Shares(decided->answer, found).take();
  if (options.cancelled != nullptr && options.cancelled->load())
    return fail({ErrorCode::kCancelled, "interrupted; nothing was entered", {}, "已中断；未登记"});

  RegisterEntry entry;
  entry.on = on;
  entry.record = decided->record;
  entry.recipient = recipient_names(decided->answer.transfer);
  entry.region = recipient_regions(decided->answer.transfer);
  entry.persons = persons_of(decided->answer);
  entry.without_data = found == nullptr;
  for (const Share& share : shares) {
    RegisterPart part;
    part.counters.assign(share.counters.begin(), share.counters.end());
    part.sensitive_only = share.sensitive_only;
    part.persons = persons_in(share, found);
    entry.parts.push_back(std::move(part));
  }
  auto held = SubjectRegister::open(*desk->folder());
  if (!held) return fail(held.error());
  bool is_new = true;
  std::string whose;
  std::vector<std::pair<std::string, std::string>> also;  // the same transfer under others: exporter and id
  const auto changed = held->change([&](RegisterBook& book) -> Result<void> {
    if (const auto known = check_exporter(book, name, request); !known) return fail(known.error());
    RegisterExporter& exporter = take_exporter(book, name);
    whose = called(exporter, look.lang);
    for (const RegisterExporter& other : book.exporters) {
      if (&other == &exporter) continue;
      for (const RegisterEntry& one : other.entries) {
        if (!one.retracted && is_same_transfer(one, entry))
          also.emplace_back(called(other, look.lang), one.id);
      }
    }
    for (const RegisterEntry& one : exporter.entries) {
      if (one.retracted || !is_same_transfer(one, entry)) continue;
      is_new = false;
      entry.id = one.id;
      return {};
    }
    entry.id = free_entry_id(book, entry);
    for (const int year : {on.year(), on.year() + 1}) {
      const auto key = key_for(*held, exporter, year, desk->secret());
      if (!key) return fail(key.error());
      if (const auto kept = keep_sets(*held, *key, year, shares, found, entry); !kept)
        return fail(kept.error());
    }
    exporter.entries.push_back(entry);
    return {};
  });
  if (!changed) return fail(changed.error());
  if (as_json) {
    JsonWriter json;
    json.begin_object().key("id").string(entry.id).key("added").boolean(is_new).key("on").string(on.str());
    json.key("record")
        .string(entry.record)
        .key("persons")
        .integer(entry.persons)
        .key("without_data")
        .boolean(entry.without_data);
    json.key("counters").begin_object();
    std::map<std::string, std::int64_t> by_counter;
    for (const RegisterPart& part : entry.parts) {
      for (const std::string& counter : part.counters) by_counter[counter] += part.persons;
    }
    for (const auto& [counter, persons] : by_counter) json.key(counter).integer(persons);
    json.end_object().key("also_under").begin_array();
    for (const auto& [other, id] : also)
      json.begin_object().key("exporter").string(other).key("id").string(id).end_object();
    json.end_array().end_object();
    return Printed{json.take() + "\n", ExitCode::kProceed};
  }
  const bool zh = look.lang == Lang::kZh;
  std::string says;
  if (!is_new) {
    says = zh ? fmt::format("此前已登记：{}（{}）\n", entry.id, on.str())
              : fmt::format("already in the register: {} ({})\n", entry.id, on.str());
  } else {
    const std::string persons = report::grouped(entry.persons);
    says = zh ? fmt::format("已登记 {}：{}，{} 出境，{} 人{}\n", entry.id, whose, on.str(), persons,
                            entry.without_data ? "（未读取文件：所有人计为此前未出现）" : "")
              : fmt::format(
                    "entered {}: {}, left on {}, {} persons{}\n", entry.id, whose, on.str(), persons,
                    entry.without_data ? " (no file was read: everybody counts as not seen before)" : "");
  }
  for (const auto& [other, id] : also) {
    says += zh ? fmt::format(
                     "同一次出境还登记于 {} 名下：{}；各自计数。如有误：tidegate register remove {} --reason "
                     "...\n",
                     report::printable(other), id, id)
               : fmt::format(
                     "the same transfer is entered under {} too: {}; each counts it. If that is wrong: "
                     "tidegate register remove {} --reason ...\n",
                     report::printable(other), id, id);
  }
  return Printed{std::move(says), ExitCode::kProceed};
}

}  // namespace tidegate
