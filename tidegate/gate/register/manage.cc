// Looks at the register of transfers, takes back what did not happen, says that it is complete, destroys
// keys, joins two registers.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "tidegate/base/json_writer.h"
#include "tidegate/base/seen_text.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/register/entries.h"
#include "tidegate/gate/register/exporters.h"
#include "tidegate/gate/register/open.h"
#include "tidegate/report/display_width.h"
#include "tidegate/report/numbers.h"
#include "tidegate/store/register/subject_register.h"

namespace tidegate {
namespace {

constexpr std::size_t kLongestReason = 500;  // octets

// Errors: kNotFound: nothing was ever entered.
Result<SubjectRegister> open_held(const Desk& desk) {
  auto held = SubjectRegister::find(*desk.folder());
  if (!held) return fail(held.error());
  if (*held) return std::move(**held);
  return fail({ErrorCode::kNotFound,
               "nothing is entered yet: tidegate register add",
               {},
               "尚无登记：tidegate register add"});
}

// The exporter that is named, or the only one.
Result<RegisterExporter*> one_exporter(RegisterBook& book, const std::string& word) {
  if (word.empty() && book.exporters.size() == 1) return &book.exporters[0];
  if (word.empty())
    return fail({ErrorCode::kMalformed,
                 "the register holds several exporters: name one (\"-\": the one without a name)",
                 "--exporter", "登记簿中有多个输出方：请指明（“-”：未写明名称者）"});
  const ExporterName name = exporter_named(word);
  if (find_exporter(book, name) == nullptr)
    return fail(
        {ErrorCode::kNotFound, "the register holds no such exporter", "--exporter", "登记簿中没有该输出方"});
  return &take_exporter(book, name);
}

Result<RegisterEntry*> one_entry(RegisterBook& book, const std::string& word) {
  RegisterEntry* found = nullptr;
  for (RegisterExporter& exporter : book.exporters) {
    for (RegisterEntry& entry : exporter.entries) {
      if (word.size() < 4 || !entry.id.starts_with(word)) continue;
      if (found != nullptr)
        return fail({ErrorCode::kMalformed, "several entries begin so; write more digits", word,
                     "有多条登记以此开头；请写更多位"});
      found = &entry;
    }
  }
  if (found == nullptr)
    return fail({ErrorCode::kNotFound, "no such entry; see tidegate register list", word,
                 "没有该登记；见 tidegate register list"});
  return found;
}

Printed said(const std::string& en, const std::string& zh, bool as_json, const Look& look) {
  if (!as_json) return {(look.lang == Lang::kZh ? zh : en) + "\n", ExitCode::kProceed};
  JsonWriter json;
  json.begin_object().key("en").string(en).key("zh").string(zh).end_object();
  return {json.take() + "\n", ExitCode::kProceed};
}

void write_date(JsonWriter& json, const std::optional<Date>& date) {
  date ? json.string(date->str()) : json.null();
}

std::string list_json(const std::vector<const RegisterExporter*>& exporters) {
  JsonWriter json(2);
  json.begin_object().key("format").string("tidegate-register/1").key("exporters").begin_array();
  for (const RegisterExporter* exporter : exporters) {
    json.begin_object().key("name").string(exporter->name).key("uscc").string(exporter->uscc);
    write_date(json.key("complete_from"), exporter->complete_from);
    write_date(json.key("complete_said"), exporter->complete_said);
    json.key("keys").begin_array();
    for (const RegisterKey& key : exporter->keys) {
      json.begin_object().key("year").integer(key.year).key("check").string(key.check);
      write_date(json.key("destroyed"), key.destroyed);
      json.end_object();
    }
    json.end_array().key("transfers").begin_array();
    for (const RegisterEntry& entry : exporter->entries) {
      json.begin_object().key("id").string(entry.id).key("on").string(entry.on.str());
      json.key("record").string(entry.record).key("recipient").string(entry.recipient);
      json.key("region").string(entry.region).key("persons").integer(entry.persons);
      json.key("without_data").boolean(entry.without_data).key("parts").begin_array();
      for (const RegisterPart& part : entry.parts) {
        json.begin_object().key("counters").begin_array();
        for (const std::string& counter : part.counters) json.string(counter);
        json.end_array().key("persons").integer(part.persons).end_object();
      }
      json.end_array().key("retracted");
      if (entry.retracted) {
        json.begin_object().key("on").string(entry.retracted->on.str());
        json.key("reason").string(entry.retracted->reason).end_object();
      } else {
        json.null();
      }
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

// What stands in one line of the list, behind the day and the number.
std::string about(const RegisterEntry& entry, Lang lang) {
  const bool zh = lang == Lang::kZh;
  std::string text = entry.recipient.empty() ? entry.region : entry.region + " " + entry.recipient;
  if (entry.without_data) text += zh ? "（未读取文件）" : " (no file was read)";
  if (entry.retracted) {
    text += zh ? fmt::format("  已撤回 {}：{}", entry.retracted->on.str(), entry.retracted->reason)
               : fmt::format("  taken back {}: {}", entry.retracted->on.str(), entry.retracted->reason);
  }
  return report::printable(text);
}

std::string list_text(const std::vector<const RegisterExporter*>& exporters, Lang lang) {
  const bool zh = lang == Lang::kZh;
  std::string text;
  for (const RegisterExporter* exporter : exporters) {
    text += report::printable(called(*exporter, lang)) + "\n";
    if (exporter->complete_from) {
      text += zh ? fmt::format("  自 {} 起完整（{} 声明）\n", exporter->complete_from->str(),
                               exporter->complete_said.value_or(Date()).str())
                 : fmt::format("  complete since {} (said on {})\n", exporter->complete_from->str(),
                               exporter->complete_said.value_or(Date()).str());
    } else {
      text += zh ? "  未声明登记完整：tidegate register complete --from DATE\n"
                 : "  not said to be complete: tidegate register complete --from DATE\n";
    }
    for (const RegisterKey& key : exporter->keys) {
      if (!key.destroyed) continue;
      text += zh ? fmt::format("  {} 年密钥已于 {} 销毁\n", key.year, key.destroyed->str())
                 : fmt::format("  key of {} destroyed on {}\n", key.year, key.destroyed->str());
    }
    std::vector<const RegisterEntry*> entries;
    for (const RegisterEntry& entry : exporter->entries) entries.push_back(&entry);
    std::stable_sort(entries.begin(), entries.end(),
                     [](const RegisterEntry* a, const RegisterEntry* b) { return a->on < b->on; });
    for (const RegisterEntry* entry : entries) {
      text += fmt::format("  {}  {}  {:>12} {}  {}\n", entry->id, entry->on.str(),
                          report::grouped(entry->persons), zh ? "人" : "persons", about(*entry, lang));
    }
  }
  return text.empty() ? (zh ? "尚无登记\n" : "nothing is entered yet\n") : text;
}

}  // namespace

Result<Printed> register_list(const std::string& exporter, bool as_json, const Look& look,
                              const GateOptions& options) {
  const auto desk = open_register_desk(options);
  if (!desk) return fail(desk.error());
  const auto held = SubjectRegister::find(*desk->folder());
  if (!held) return fail(held.error());
  RegisterBook book;
  if (*held) {
    auto read = (*held)->book();
    if (!read) return fail(read.error());
    book = std::move(*read);
  }
  std::vector<const RegisterExporter*> wanted;
  if (!exporter.empty()) {
    const auto one = one_exporter(book, exporter);
    if (!one) return fail(one.error());
    wanted.push_back(*one);
  } else {
    for (const RegisterExporter& one : book.exporters) wanted.push_back(&one);
  }
  return Printed{as_json ? list_json(wanted) : list_text(wanted, look.lang), ExitCode::kProceed};
}

Result<Printed> register_remove(const std::string& id, const std::string& reason, bool as_json,
                                const Look& look, const GateOptions& options) {
  if (!shows_something(reason) || reason.size() > kLongestReason)
    return fail(
        {ErrorCode::kMalformed, "say why, in at most 500 octets", "--reason", "请说明理由，至多 500 字节"});
  const auto desk = open_register_desk(options);
  if (!desk) return fail(desk.error());
  auto held = open_held(*desk);
  if (!held) return fail(held.error());
  std::string whole;
  const auto changed = held->change([&](RegisterBook& book) -> Result<void> {
    const auto entry = one_entry(book, id);
    if (!entry) return fail(entry.error());
    whole = (*entry)->id;
    if ((*entry)->retracted)
      return fail({ErrorCode::kOutOfRange, fmt::format("was taken back on {}", (*entry)->retracted->on.str()),
                   whole, fmt::format("已于 {} 撤回", (*entry)->retracted->on.str())});
    (*entry)->retracted = Retraction{options.today, reason};
    return {};
  });
  if (!changed) return fail(changed.error());
  return said(fmt::format("{} is taken back and no longer counted; it stays in the list", whole),
              fmt::format("{} 已撤回，不再计数；仍列于登记簿", whole), as_json, look);
}

Result<Printed> register_complete(const std::string& word, std::optional<Date> from, bool as_json,
                                  const Look& look, const GateOptions& options) {
  if (from && *from > options.today)
    return fail({ErrorCode::kMalformed, fmt::format("{} is not yet", from->str()), "--from",
                 fmt::format("{} 尚未到来", from->str())});
  const auto desk = open_register_desk(options);
  if (!desk) return fail(desk.error());
  auto held = SubjectRegister::open(*desk->folder());
  if (!held) return fail(held.error());
  std::string whose;
  Text meant;  // one that the name may be a slip of
  const auto changed = held->change([&](RegisterBook& book) -> Result<void> {
    RegisterExporter* exporter = nullptr;
    if (word.empty() && book.exporters.empty() && from)
      return fail(
          {ErrorCode::kMalformed,
           "nothing is entered yet: name whose register is complete, as --exporter of assess names it",
           "--exporter", "尚无登记：请指明是哪一输出方的登记完整，写法与 assess 的 --exporter 相同"});
    if (word.empty() || !from) {
      const auto one = one_exporter(book, word);
      if (!one) return fail(one.error());
      exporter = *one;
    }
    // Nothing has left yet: that is a statement too.
    if (exporter == nullptr) {
      const auto near = near_exporters(book, exporter_named(word));
      if (!near.empty()) meant = {called(*near[0], Lang::kEn), called(*near[0], Lang::kZh)};
      exporter = &take_exporter(book, exporter_named(word));
    }
    exporter->complete_from = from;
    exporter->complete_said = from ? std::optional(options.today) : std::nullopt;
    whose = called(*exporter, look.lang);
    return {};
  });
  if (!changed) return fail(changed.error());
  if (!from)
    return said(fmt::format("{}: the register is no longer said to be complete", whose),
                fmt::format("{}：不再声明登记完整", whose), as_json, look);
  Text says{
      fmt::format("{}: every transfer since {} is in the register, as you say; what is not entered is not "
                  "counted",
                  whose, from->str()),
      fmt::format("{}：您声明自 {} 起的每次出境均已登记；未登记的不会计数", whose, from->str())};
  if (!meant.en.empty()) {
    says.en += fmt::format(
        "\nit is entered as another firm than {}: if that one is meant, take it back (tidegate register "
        "complete --stop --exporter \"{}\") and say it of that one",
        report::printable(meant.en), report::printable(word));
    says.zh += fmt::format(
        "\n已作为与 {} 不同的企业登记：如实为同一企业，请撤回（tidegate register complete --stop --exporter "
        "\"{}\"）并就该企业声明",
        report::printable(meant.zh), report::printable(word));
  }
  return said(says.en, says.zh, as_json, look);
}

Result<Printed> register_destroy_key(const std::string& word, int year, bool as_json, const Look& look,
                                     const GateOptions& options) {
  const auto desk = open_register_desk(options);
  if (!desk) return fail(desk.error());
  if (year >= options.today.year())
    return fail(
        {ErrorCode::kOutOfRange,
         fmt::format("the law still counts the transfers of {}: its key can be destroyed from {}-01-01", year,
                     year + 1),
         "--year", fmt::format("{} 年的出境仍在法定累计期内：自 {}-01-01 起方可销毁", year, year + 1)});
  auto held = open_held(*desk);
  if (!held) return fail(held.error());
  std::size_t sets = 0;
  const auto changed = held->change([&](RegisterBook& book) -> Result<void> {
    const auto exporter = one_exporter(book, word);
    if (!exporter) return fail(exporter.error());
    bool is_known = false;
    for (RegisterKey& key : (*exporter)->keys) {
      if (key.year != year) continue;
      if (key.destroyed)
        return fail({ErrorCode::kOutOfRange, fmt::format("was destroyed on {}", key.destroyed->str()),
                     "--year", fmt::format("已于 {} 销毁", key.destroyed->str())});
      is_known = true;
      key.destroyed = options.today;
    }
    if (!is_known)
      return fail({ErrorCode::kNotFound, fmt::format("there is no key of {}", year), "--year",
                   fmt::format("没有 {} 年的密钥", year)});
    for (RegisterEntry& entry : (*exporter)->entries) {
      for (RegisterPart& part : entry.parts) {
        for (RegisterSet& set : part.sets) {
          if ((set.year != year && entry.on.year() != year) || set.sha256.empty()) continue;
          set.sha256.clear();
          ++sets;
        }
      }
    }
    return {};
  });
  if (!changed) return fail(changed.error());
  return said(
      fmt::format("the key of {} is destroyed, and {} sets of persons with it: days, recipients and numbers "
                  "stay",
                  year, sets),
      fmt::format("{} 年密钥及 {} 个人员集合已销毁；日期、接收方与人数保留", year, sets), as_json, look);
}

namespace {

// Takes over what the other register holds of one exporter. Errors: kOutOfRange: other keys.
class Merge {
 public:
  Merge(SubjectRegister& into, const SubjectRegister& from, const SubjectKeySecret& installation)
      : into_(into), from_(from), installation_(installation) {}

  Result<void> add(RegisterBook& book, const RegisterExporter& theirs) {
    const ExporterName name{theirs.name, theirs.uscc};
    const RegisterExporter* known = find_exporter(book, name);
    const std::string their_id = theirs.id;
    RegisterExporter& ours = take_exporter(book, name);
    const bool is_new = known == nullptr;
    for (const RegisterKey& key : theirs.keys) {
      if (const auto taken = take_key(ours, their_id, key); !taken) return fail(taken.error());
    }
    for (const RegisterEntry& entry : theirs.entries) {
      if (const auto taken = take_entry(book, ours, entry); !taken) return fail(taken.error());
    }
    // Together they are complete where both are said to be.
    if (is_new) {
      ours.complete_from = theirs.complete_from;
      ours.complete_said = theirs.complete_said;
    } else if (ours.complete_from && theirs.complete_from) {
      ours.complete_from = std::max(*ours.complete_from, *theirs.complete_from);
    } else if (!theirs.entries.empty()) {
      if (ours.complete_from) withdrawn_.push_back(ours);
      ours.complete_from.reset();
      ours.complete_said.reset();
    }
    return {};
  }
  std::size_t added() const { return added_; }
  // Exporters as they were said to be complete, and are no longer.
  const std::vector<RegisterExporter>& withdrawn() const { return withdrawn_; }

 private:
  Result<void> take_key(RegisterExporter& ours, const std::string& their_id, const RegisterKey& key) {
    const auto at = std::find_if(ours.keys.begin(), ours.keys.end(),
                                 [&](const RegisterKey& one) { return one.year == key.year; });
    if (at != ours.keys.end()) return at->check == key.check ? Result<void>() : differ(key.year);
    if (!key.destroyed) {
      const auto secret = from_.key(their_id, key.year);
      if (!secret) return fail(secret.error());
      if (key.check != key_check(*secret, installation_)) return differ(key.year);
      if (const auto put = into_.put_key(ours.id, key.year, *secret); !put) return fail(put.error());
    }
    ours.keys.push_back(key);
    std::sort(ours.keys.begin(), ours.keys.end(),
              [](const RegisterKey& a, const RegisterKey& b) { return a.year < b.year; });
    return {};
  }

  static tl::unexpected<Error> differ(int year) {
    return fail(
        {ErrorCode::kOutOfRange,
         fmt::format(
             "the two registers count the persons of {} under different keys, so that nobody could "
             "tell who is in both: a system that is to be merged copies the file \"key\" and runs "
             "register merge before it enters anything of that year; enter these transfers here again "
             "from their files (tidegate register add)",
             year),
         {},
         fmt::format("两份登记簿的 {} 年密钥不同，无法判断重复的人：需合并的系统应先复制 key 文件，并在该年"
                     "首次登记前执行 register merge；请在此处依原文件重新登记（tidegate register add）",
                     year)});
  }

  Result<void> take_entry(const RegisterBook& book, RegisterExporter& ours, const RegisterEntry& entry) {
    for (RegisterEntry& one : ours.entries) {
      // Where the id was another exporter's here, the transfer has one of its own.
      const bool is_known =
          is_same_transfer(one, entry) && (one.id == entry.id || (!one.retracted && !entry.retracted));
      if (!is_known) continue;
      if (!one.retracted) one.retracted = entry.retracted;
      return {};
    }
    RegisterEntry taken = entry;
    taken.id = free_entry_id(book, entry);
    std::set<std::string> done;
    for (RegisterPart& part : taken.parts) {
      for (RegisterSet& set : part.sets) {
        const auto key = std::find_if(ours.keys.begin(), ours.keys.end(),
                                      [&](const RegisterKey& one) { return one.year == set.year; });
        if (key != ours.keys.end() && key->destroyed) set.sha256.clear();
        if (set.sha256.empty() || !done.insert(set.sha256).second) continue;
        std::vector<SubjectLink> links;
        const auto strangers =
            from_.read_set(set.sha256, [&](const SubjectLink& link) { links.push_back(link); });
        if (!strangers) return fail(strangers.error());
        const auto put = into_.put_set(write_subjects(std::move(links), *strangers));
        if (!put) return fail(put.error());
      }
    }
    ours.entries.push_back(std::move(taken));
    ++added_;
    return {};
  }

  SubjectRegister& into_;
  const SubjectRegister& from_;
  const SubjectKeySecret& installation_;
  std::size_t added_ = 0;
  std::vector<RegisterExporter> withdrawn_;
};

}  // namespace

Result<Printed> register_merge(const std::string& folder, bool as_json, const Look& look,
                               const GateOptions& options) {
  const auto desk = open_register_desk(options);
  if (!desk) return fail(desk.error());
  const auto other = StateDir::open_there(folder);
  if (!other) return fail(other.error());
  const auto from = SubjectRegister::find(*other);
  if (!from) return fail(from.error());
  if (!*from) return fail({ErrorCode::kNotFound, "holds no register", folder, "其中没有登记簿"});
  const auto theirs = (*from)->book();
  if (!theirs) return fail(theirs.error());
  auto held = SubjectRegister::open(*desk->folder());
  if (!held) return fail(held.error());
  Merge merge(*held, **from, desk->secret());
  const auto changed = held->change([&](RegisterBook& book) -> Result<void> {
    for (const RegisterExporter& exporter : theirs->exporters) {
      if (const auto added = merge.add(book, exporter); !added) return added;
    }
    return {};
  });
  if (!changed) return fail(changed.error());
  Text says{fmt::format("{} transfers taken over from {}", merge.added(), report::printable(folder)),
            fmt::format("已从 {} 并入 {} 次出境", report::printable(folder), merge.added())};
  for (const RegisterExporter& exporter : merge.withdrawn()) {
    const std::string begin = exporter.complete_from->str();
    says.en += fmt::format(
        "\n{}: no longer said to be complete since {}, for the other register is not: say so "
        "again when nothing is missing (tidegate register complete --from {})",
        report::printable(called(exporter, Lang::kEn)), begin, begin);
    says.zh += fmt::format(
        "\n{}：对方登记簿未声明完整，自 {} 起完整的声明已撤回；确认无遗漏后请重新声明"
        "（tidegate register complete --from {}）",
        report::printable(called(exporter, Lang::kZh)), begin, begin);
  }
  return said(says.en, says.zh, as_json, look);
}

}  // namespace tidegate
