#include "tidegate/gate/register/consult.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <type_traits>
#include <utility>

#include "tidegate/gate/register/exporters.h"
#include "tidegate/gate/register/row_persons.h"
#include "tidegate/gate/register/union_count.h"
#include "tidegate/gate/register/windows.h"

namespace tidegate {
namespace {

constexpr std::size_t kMostShown = 24;  // transfers that are told one by one

std::optional<std::int64_t> number(const Facts& facts, std::string_view name) {
  const FactValue* value = facts.find(name);
  const auto* n = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
  return n == nullptr ? std::nullopt : std::optional(*n);
}

bool holds(const RegisterPart& part, std::string_view counter) {
  return std::find(part.counters.begin(), part.counters.end(), counter) != part.counters.end();
}

// The register's transfers of a window, and their persons.
class Window {
 public:
  Window(const SubjectRegister& held, const RegisterExporter& exporter, const SubjectKeySecret& installation,
         Date from, Date as_of)
      : held_(held), exporter_(exporter), installation_(installation), from_(from), as_of_(as_of) {}

  // recipient: nullptr: to anybody.
  Result<void> open(const Recipients* parties) {
    for (const RegisterEntry& entry : exporter_.entries) {
      if (entry.retracted || entry.on < from_ || as_of_ < entry.on) continue;
      const Recipients::Same same = parties == nullptr ? Recipients::Same::kYes : parties->is_same(entry);
      if (same == Recipients::Same::kNo) continue;
      entries_.push_back(&entry);
      if (same == Recipients::Same::kMaybe) doubtful_.insert(&entry);
    }
    std::stable_sort(entries_.begin(), entries_.end(),
                     [](const RegisterEntry* a, const RegisterEntry* b) { return a->on < b->on; });
    const auto at = std::find_if(exporter_.keys.begin(), exporter_.keys.end(),
                                 [&](const RegisterKey& key) { return key.year == as_of_.year(); });
    if (at != exporter_.keys.end() && at->destroyed) {
      is_key_destroyed_ = true;
      lost_ = entries_.size();
      entries_.clear();
      return {};
    }
    drop_lost();
    if (entries_.empty()) return {};
    auto key = held_.key(exporter_.id, as_of_.year());
    if (!key) return fail(key.error());
    if (const auto same = check_key(exporter_, as_of_.year(), *key, installation_); !same)
      return fail(same.error());
    key_ = *key;
    return {};
  }

  const std::vector<const RegisterEntry*>& entries() const { return entries_; }
  const SubjectKeySecret& key() const { return key_; }
  std::size_t lost() const { return lost_; }  // transfers whose persons are destroyed
  // To somebody of the same region under another name.
  bool is_doubtful(const RegisterEntry& entry) const { return doubtful_.count(&entry) > 0; }
  const std::set<const RegisterEntry*>& doubtful() const { return doubtful_; }
  // Every transfer of the window is here, as the exporter says, and no other.
  bool is_whole() const {
    return lost_ == 0 && doubtful_.empty() && !is_key_destroyed_ && exporter_.complete_from &&
           *exporter_.complete_from <= from_;
  }
  Date from() const { return from_; }

  // The persons of one transfer, under the marks of two counters.
  Result<void> add_to(UnionCount& all, const RegisterEntry& entry, std::string_view first,
                      std::string_view second) const {
    std::map<std::string, Marking> sets;
    for (const RegisterPart& part : entry.parts) {
      const std::string& set = set_of(part);
      const Whom whom = part.sensitive_only ? Whom::kSensitive : Whom::kAll;
      const bool is_first = holds(part, first);
      const bool is_second = holds(part, second);
      if (!is_first && !is_second) continue;
      Marking& marking = sets[set];
      if (is_first) marking.first = std::max(marking.first, whom);
      if (is_second) marking.second = std::max(marking.second, whom);
    }
    for (const auto& [set, marking] : sets) {
      const Marking marks = marking;
      const auto strangers = held_.read_set(set, [&](const SubjectLink& link) { all.add(link, marks); });
      if (!strangers) return fail(strangers.error());
      all.add(*strangers, marks);
    }
    return {};
  }

 private:
  const std::string& set_of(const RegisterPart& part) const {
    static const std::string kNone;
    for (const RegisterSet& set : part.sets) {
      if (set.year == as_of_.year()) return set.sha256;
    }
    return kNone;
  }
  void drop_lost() {
    const auto is_lost = [&](const RegisterEntry* entry) {
      return std::any_of(entry->parts.begin(), entry->parts.end(),
                         [&](const RegisterPart& part) { return set_of(part).empty(); });
    };
    const auto kept = std::remove_if(entries_.begin(), entries_.end(), is_lost);
    lost_ = static_cast<std::size_t>(entries_.end() - kept);
    entries_.erase(kept, entries_.end());
  }

  const SubjectRegister& held_;
  const RegisterExporter& exporter_;
  const SubjectKeySecret& installation_;
  Date from_;
  Date as_of_;
  std::vector<const RegisterEntry*> entries_;
  std::set<const RegisterEntry*> doubtful_;
  SubjectKeySecret key_;
  std::size_t lost_ = 0;
  bool is_key_destroyed_ = false;
};

SentTransfer sent_transfer(const RegisterEntry& entry) {
  return {entry.id, entry.on, entry.recipient, entry.region, entry.record, entry.persons};
}

std::int64_t persons_of(const RegisterEntry& entry, std::string_view counter) {
  std::int64_t persons = 0;
  for (const RegisterPart& part : entry.parts) {
    if (holds(part, counter)) persons += part.persons;
  }
  return persons;
}

// One counter as it grows: the window's transfers, then this one's rows.
struct Growing {
  SentCount count;
  std::string counter;
  std::int64_t now = 0;
  std::int64_t here = 0;    // different persons of this transfer
  std::int64_t joined = 0;  // persons of the register whom this transfer shows to be one, below 0
};

class Consultation {
 public:
  Consultation(const SubjectRegister& held, const RegisterExporter& exporter,
               const SubjectKeySecret& installation, Date as_of, const Transfer& declared,
               const Scanned* scanned, const std::vector<std::string>& us_categories, Transfer& transfer)
      : held_(held),
        exporter_(exporter),
        installation_(installation),
        as_of_(as_of),
        declared_(declared),
        scanned_(scanned),
        us_categories_(us_categories),
        transfer_(transfer) {
    out_.exporter = !exporter.uscc.empty() ? exporter.uscc : exporter.name;
    out_.complete_from = exporter.complete_from;
  }

  Result<void> china() {
    const Date from = china_window(as_of_);
    Window window(held_, exporter_, installation_, from, as_of_);
    if (const auto opened = window.open(nullptr); !opened) return fail(opened.error());
    note_lost(window);
    if (window.entries().empty() && !window.is_whole()) return {};
    sensitive_.count.fact = kSensitiveBefore;
    sensitive_.counter = kSensitiveCounter;
    ordinary_.count.fact = kOrdinaryBefore;
    ordinary_.counter = kOrdinaryCounter;
    UnionCount all;
    UnionCount any;  // of either counter
    const std::vector<RowPersons> rows =
        persons_of_rows(transfer_, scanned_ == nullptr ? nullptr : &scanned_->profile);
    needs_any_ = is_in_both(rows, window);
    if (const auto added = add_window(window, all, any); !added) return fail(added.error());
    std::vector<RowCount> counted;
    UnionCount here;  // this transfer alone
    for (const RowPersons& row : rows) {
      if (const auto one = count_row(window, row, all, any, here)) counted.push_back(*one);
    }
    const UnionCount::Counts of_this = here.counts();
    sensitive_.here = of_this.first;
    ordinary_.here = of_this.second;
    for (Growing* one : {&sensitive_, &ordinary_}) {
      SentCount& count = one->count;
      count.from = from;
      count.after = one->now;
      count.again = std::clamp<std::int64_t>(count.before + one->here - count.after, 0,
                                             std::min(count.before, one->here));
      one->count.is_whole = window.is_whole();
    }
    bool is_told = true;
    for (Growing* one : {&sensitive_, &ordinary_}) is_told = tell_before(*one) && is_told;
    if (is_told) {
      for (const RowCount& row : counted) tell_row(row);
    }
    out_.counts.push_back(std::move(ordinary_.count));
    out_.counts.push_back(std::move(sensitive_.count));
    return {};
  }

  Result<void> united_states() {
    const Recipients parties(transfer_);
    Window window(held_, exporter_, installation_, months_before(as_of_, 12), as_of_);
    if (const auto opened = window.open(&parties); !opened) return fail(opened.error());
    note_lost(window);
    note_doubtful(window);
    if (window.entries().empty() && !window.is_whole()) return {};
    const auto& entries = window.entries();
    folded_ = entries.size() > kMostShown ? entries.size() - kMostShown : 0;
    for (std::size_t i = folded_; i < entries.size(); ++i)
      out_.transfers.push_back(sent_transfer(*entries[i]));
    for (const std::string_view category : kUsCategories) {
      if (const auto counted = count_category(window, category); !counted) return fail(counted.error());
    }
    return {};
  }

  std::optional<SentBefore> take() {
    if (out_.counts.empty() && out_.notes.empty()) return std::nullopt;
    return std::move(out_);
  }

 private:
  struct RowCount {  // what a row may say of who was counted before
    std::size_t row = 0;
    std::int64_t found = 0;
    std::int64_t again = 0;
    std::int64_t as_sensitive = 0;
  };

  void note_lost(const Window& window) {
    if (window.lost() == 0) return;
    note(fmt::format(
             "the register's persons of {} of the transfers since {} are destroyed: they cannot be counted",
             window.lost(), window.from().str()),
         fmt::format("自 {} 起的 {} 次出境所登记的人员已销毁，无法计数", window.from().str(), window.lost()));
  }
  void note_doubtful(const Window& window) {
    if (window.doubtful().empty()) return;
    std::set<std::string> names;
    for (const RegisterEntry* entry : window.doubtful()) names.insert(entry->recipient);
    constexpr std::size_t kNamed = 3;
    std::string named;
    std::size_t n = 0;
    for (const std::string& name : names) {
      if (n++ < kNamed) named += (n == 1 ? "" : ", ") + name;
    }
    const std::string more = n > kNamed ? fmt::format(" +{}", n - kNamed) : "";
    note(fmt::format("transfers since {} went to the same region under other names ({}{}): are they the same "
                     "parties? They are counted below; state the number (--set FACT=NUMBER) where they are "
                     "others",
                     window.from().str(), named, more),
         fmt::format("自 {} 起有出境发往同一地区、名称不同的接收方（{}{}）：是否为同一方？以下人数已计入；"
                     "如非同一方，请直接填写人数（--set FACT=人数）",
                     window.from().str(), named, more));
  }
  void note(std::string en, std::string zh) { out_.notes.push_back({std::move(en), std::move(zh)}); }

  // Whether somebody may be counted with both kinds of information: only then is it asked who is in either.
  static bool is_in_both(const std::vector<RowPersons>& rows, const Window& window) {
    const auto is_ordinary = [](const RowPersons& row) { return row.may_be_ordinary; };
    const auto is_sensitive = [](const RowPersons& row) { return row.may_be_sensitive; };
    const auto has_sensitive = [](const RegisterEntry* entry) {
      return persons_of(*entry, kSensitiveCounter) > 0;
    };
    return std::any_of(rows.begin(), rows.end(), is_ordinary) &&
           (std::any_of(rows.begin(), rows.end(), is_sensitive) ||
            std::any_of(window.entries().begin(), window.entries().end(), has_sensitive));
  }

  Result<void> add_window(const Window& window, UnionCount& all, UnionCount& any) {
    const auto& entries = window.entries();
    const std::size_t folded = entries.size() > kMostShown ? entries.size() - kMostShown : 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const RegisterEntry& entry = *entries[i];
      if (const auto added = window.add_to(all, entry, kSensitiveCounter, kOrdinaryCounter); !added)
        return fail(added.error());
      if (needs_any_) {
        for (const std::string_view counter : {kSensitiveCounter, kOrdinaryCounter}) {
          if (const auto added = window.add_to(any, entry, counter, ""); !added) return fail(added.error());
        }
      }
      if (i + 1 < folded) continue;
      const UnionCount::Counts now = all.counts();
      for (Growing* one : {&sensitive_, &ordinary_}) {
        const std::int64_t grown = one == &sensitive_ ? now.first : now.second;
        if (i >= folded) {
          one->count.shares.push_back(
              {out_.transfers.size(), persons_of(entry, one->counter), grown - one->now});
        }
        one->now = grown;
      }
      if (i >= folded) out_.transfers.push_back(sent_transfer(entry));
    }
    sensitive_.count.before = sensitive_.now;
    ordinary_.count.before = ordinary_.now;
    if (needs_any_) any_now_ = any.counts().first;
    return {};
  }

  // Every link of a row's persons, and its strangers, to `take` with whether all of them are meant.
  template <typename Take>
  void each_of_row(const RowPersons& row, const SubjectKeySecret& key, Take take) const {
    for (const CountedSource& source : row.sources) {
      const SubjectSet& set = scanned_->subjects[source.source];
      const Whom whom = source.sensitive_only ? Whom::kSensitive : Whom::kAll;
      set.each_link([&](const SubjectLink& link) { take(rekeyed(key, link), whom); });
      take(set.strangers(), whom);
    }
  }

  std::int64_t found_in(const RowPersons& row) const {
    if (row.sources.size() == 1) {
      const PersonCounts& persons = scanned_->profile.sources[row.sources[0].source].persons;
      return static_cast<std::int64_t>(row.sources[0].sensitive_only ? persons.with_sensitive
                                                                     : persons.persons);
    }
    UnionCount own;
    each_of_row(row, SubjectKeySecret{}, [&](const auto& part, Whom whom) { own.add(part, {whom, whom}); });
    return own.counts().first;
  }

  // Nothing tells strangers from themselves: each source's once, whatever rows share it.
  void add_strangers(const RowPersons& row, UnionCount& any) {
    for (const CountedSource& source : row.sources) {
      Strangers strangers = scanned_->subjects[source.source].strangers();
      if (source.sensitive_only) strangers.persons = strangers.sensitive;
      std::uint64_t& done = strangers_in_any_[source.source];
      const std::uint64_t more = strangers.persons - std::min(strangers.persons, done);
      done += more;
      any.add(Strangers{more, 0, 0}, {Whom::kAll, Whom::kNobody});
    }
  }

  std::optional<RowCount> count_row(const Window& window, const RowPersons& row, UnionCount& all,
                                    UnionCount& any, UnionCount& here) {
    const bool can_compare = scanned_ != nullptr && !row.sources.empty() && !row.is_shared &&
                             scanned_->subjects.size() == scanned_->profile.sources.size();
    if (!can_compare || !number(transfer_.facts.items[row.row], "subjects")) return std::nullopt;
    RowCount out;
    out.row = row.row;
    out.found = found_in(row);
    each_of_row(row, window.key(), [&](const auto& part, Whom whom) {
      const Marking marks{row.may_be_sensitive ? whom : Whom::kNobody,
                          row.may_be_ordinary ? whom : Whom::kNobody};
      all.add(part, marks);
      here.add(part, marks);
      if constexpr (std::is_same_v<std::decay_t<decltype(part)>, SubjectLink>) {
        if (needs_any_) any.add(part, {whom, Whom::kNobody});
      }
    });
    if (needs_any_) add_strangers(row, any);
    const UnionCount::Counts now = all.counts();
    std::int64_t added = 0;
    for (Growing* one : {&sensitive_, &ordinary_}) {
      const bool is_meant = one == &sensitive_ ? row.may_be_sensitive : row.may_be_ordinary;
      const std::int64_t grown = (one == &sensitive_ ? now.first : now.second) - one->now;
      one->now += grown;
      if (grown < 0) one->joined += grown;
      if (!is_meant) continue;
      added = std::max(added, grown);
    }
    out.again = std::max<std::int64_t>(out.found - added, 0);
    if (needs_any_) {
      const std::int64_t grown = std::max<std::int64_t>(any.counts().first - any_now_, 0);
      any_now_ += grown;
      if (row.may_be_ordinary && !row.may_be_sensitive)
        out.as_sensitive = std::max<std::int64_t>(out.found - out.again - grown, 0);
    }
    return out;
  }

  // True: the law has a number of who left before, with these among them.
  bool tell_before(Growing& one) {
    SentCount& count = one.count;
    Facts& flow = transfer_.facts.flow;
    const std::int64_t known = count.before + one.joined;
    const auto stated = number(flow, count.fact);
    const std::string name(count.fact);
    if (!stated && !count.is_whole) {
      note(fmt::format("{}: the register holds {} persons sent since {}, but nobody said that it holds every "
                       "transfer: say so (tidegate register complete --from {}), or state the number",
                       name, count.before, count.from.str(), count.from.str()),
           fmt::format(
               "{}：登记簿自 {} 起有 {} 人，但未声明登记完整：请声明（tidegate register complete --from "
               "{}），或直接填写人数",
               name, count.from.str(), count.before, count.from.str()));
      return false;
    }
    if (stated && *stated < known) {
      note(fmt::format(
               "{}: stated as {}, but the register holds {} persons sent since {}; the register is followed",
               name, *stated, known, count.from.str()),
           fmt::format("{}：填写为 {}，但登记簿自 {} 起已有 {} 人；以登记簿为准", name, *stated,
                       count.from.str(), known));
    }
    if (stated && *stated > known && count.is_whole) {
      note(fmt::format(
               "{}: stated as {}, more than the {} of the register, which is said to be complete since "
               "{}; the larger number is used: correct it, or enter what is missing",
               name, *stated, known, exporter_.complete_from->str()),
           fmt::format("{}：填写为 {}，多于登记簿的 {} 人（已声明自 {} 起完整）；采用较大者，请更正或补登",
                       name, *stated, known, exporter_.complete_from->str()));
    }
    count.used = std::max(known, stated.value_or(0));
    count.is_told = true;
    flow.set(name, count.used);
    return true;
  }

  // How many of a row were counted before, where nobody stated it; of two numbers the smaller.
  void tell_row(const RowCount& row) {
    Facts& item = transfer_.facts.items[row.row];
    const std::int64_t subjects = std::max(*number(item, "subjects"), row.found);
    item.set("subjects", subjects);
    const auto tell = [&](const char* name, std::int64_t counted) {
      if (const auto said = stated(row.row, name)) {
        if (*said != counted) {
          note(fmt::format("data[{}].{}: stated as {}, by the register {}; the smaller number is used",
                           row.row, name, *said, counted),
               fmt::format("data[{}].{}：填写为 {}，登记簿为 {}；采用较小者", row.row, name, *said, counted));
        }
        counted = std::min(counted, *said);
      }
      item.set(name, counted);
      return counted;
    };
    const std::int64_t again = tell("already_counted", std::min(row.again, subjects));
    tell("counted_as_sensitive", std::min(row.as_sensitive, subjects - again));
  }

  // What was said of a row, by its declaration or a flag; what files alone suggest is no statement.
  std::optional<std::int64_t> stated(std::size_t row, const char* name) const {
    if (row < declared_.facts.items.size()) return number(declared_.facts.items[row], name);
    const bool is_flag = std::string_view(name) == "already_counted";
    const auto now = number(transfer_.facts.items[row], name);
    return is_flag && now && *now != 0 ? now : std::nullopt;
  }

  Result<void> count_category(const Window& window, std::string_view category) {
    const std::string counter = us_counter(category);
    SentCount count;
    count.fact = us_fact(category);
    count.from = window.from();
    count.is_whole = window.is_whole();
    UnionCount all;  // and of them, those of whom it is sure that the parties are the same
    std::int64_t before = 0;
    std::int64_t sure = 0;
    for (std::size_t i = 0; i < window.entries().size(); ++i) {
      const RegisterEntry& entry = *window.entries()[i];
      const std::int64_t persons = persons_of(entry, counter);
      if (persons == 0) continue;
      const std::string_view if_sure = window.is_doubtful(entry) ? "" : std::string_view(counter);
      if (const auto added = window.add_to(all, entry, counter, if_sure); !added) return fail(added.error());
      const UnionCount::Counts grown = all.counts();
      const std::int64_t now = grown.first;
      sure = grown.second;
      if (i >= folded_) count.shares.push_back({i - folded_, persons, now - before});
      before = now;
    }
    // Bare files: everybody of them is counted in every category that they hold.
    const bool can_compare =
        scanned_ != nullptr && !window.entries().empty() &&
        std::find(us_categories_.begin(), us_categories_.end(), category) != us_categories_.end();
    const auto here =
        static_cast<std::int64_t>(can_compare ? scanned_->profile.totals.persons : std::uint64_t{0});
    for (std::size_t i = 0; can_compare && i < scanned_->subjects.size(); ++i) {
      const SubjectSet& set = scanned_->subjects[i];
      set.each_link([&](const SubjectLink& link) {
        all.add(rekeyed(window.key(), link), {Whom::kAll, Whom::kAll});
      });
      all.add(set.strangers(), {Whom::kAll, Whom::kAll});
    }
    const UnionCount::Counts together = all.counts();
    const auto again = [&](std::int64_t earlier, std::int64_t after) {
      return can_compare ? std::clamp<std::int64_t>(earlier + here - after, 0, here) : 0;
    };
    count.before = before;
    count.after = can_compare ? together.first : before;
    count.again = again(before, together.first);
    if (before == 0 && !count.is_whole) return {};
    const auto stated = number(transfer_.facts.flow, count.fact);
    if (stated || count.is_whole) {
      // Those of this transfer are left out: its rows count all of theirs.
      const std::int64_t others = sure - again(sure, together.second);
      count.used = std::max(others, stated.value_or(0));
      count.is_told = true;
      transfer_.facts.flow.set(count.fact, count.used);
    } else {
      note(fmt::format(
               "{}: the register holds {} persons sent to this recipient since {}, but nobody said that "
               "it holds every transfer",
               count.fact, before, count.from.str()),
           fmt::format("{}：登记簿自 {} 起向该接收方有 {} 人，但未声明登记完整", count.fact, count.from.str(),
                       before));
    }
    out_.counts.push_back(std::move(count));
    return {};
  }

  const SubjectRegister& held_;
  const RegisterExporter& exporter_;
  const SubjectKeySecret& installation_;
  Date as_of_;
  const Transfer& declared_;
  const Scanned* scanned_;
  const std::vector<std::string>& us_categories_;
  Transfer& transfer_;
  SentBefore out_;
  Growing sensitive_;
  Growing ordinary_;
  bool needs_any_ = false;
  std::int64_t any_now_ = 0;
  std::size_t folded_ = 0;  // transfers of the window that are not told one by one
  std::map<std::size_t, std::uint64_t> strangers_in_any_;  // by source
};

// What left under the names of others who may be meant: the most of any, by the fact that a number stated for
// the named exporter answers. Upper bounds: each transfer's persons are added up.
std::map<std::string, std::int64_t> sent_by_others(const RegisterBook& book, const ExporterName& name,
                                                   Date as_of, const Transfer& transfer) {
  const FactValue* from = transfer.facts.flow.find("exporter.jurisdiction");
  std::map<std::string, std::int64_t> most;
  const Recipients parties(transfer);
  for (const RegisterExporter& other : book.exporters) {
    if (!may_be_meant(other, name)) continue;
    std::map<std::string, std::int64_t> sent;
    for (const RegisterEntry& entry : other.entries) {
      if (from == nullptr || entry.retracted || as_of < entry.on) continue;
      if (*from == FactValue{Symbol{"CN"}} && counts_by_year(as_of) && china_window(as_of) <= entry.on) {
        sent[kOrdinaryBefore] += persons_of(entry, kOrdinaryCounter);
        sent[kSensitiveBefore] += persons_of(entry, kSensitiveCounter);
      }
      if (*from == FactValue{Symbol{"US"}} && months_before(as_of, 12) <= entry.on &&
          parties.is_same(entry) != Recipients::Same::kNo) {
        for (const std::string_view category : kUsCategories)
          sent[us_fact(category)] += persons_of(entry, us_counter(category));
      }
    }
    for (const auto& [fact, persons] : sent) most[fact] = std::max(most[fact], persons);
  }
  return most;
}

// A number that is stated for an exporter by a slip of the name leaves out what left under the right one:
// what is smaller than that becomes unknown. True: one was.
bool distrust_stated(const RegisterBook& book, const ExporterName& name, Date as_of, Transfer& transfer) {
  bool any = false;
  for (const auto& [fact, persons] : sent_by_others(book, name, as_of, transfer)) {
    const auto stated = number(transfer.facts.flow, fact);
    if (!stated || *stated >= persons) continue;
    transfer.facts.flow.set(fact, Unknown{});
    any = true;
  }
  return any;
}

// That others are in the register: the name may be another's by a slip. Theirs are told by `register list`
// alone: a report goes to people who need not know whom else this installation serves. None: nobody else is.
std::optional<Text> others_in(const RegisterBook& book, const ExporterName& name, Date as_of) {
  const RegisterExporter* own = find_exporter(book, name);
  const std::size_t others = book.exporters.size() - (own == nullptr ? 0U : 1U);
  if (others == 0) return std::nullopt;
  const std::string& whose = name.uscc.empty() ? name.name : name.uscc;
  if (!whose.empty() && own != nullptr) return std::nullopt;
  if (whose.empty()) {
    return Text{
        "no exporter is named, while the register holds transfers of named ones: name yours (--exporter; "
        "tidegate register list)",
        "未写明输出方，而登记簿中有已写明者的出境：请写明（--exporter；见 tidegate register list）"};
  }
  const bool is_near = std::any_of(book.exporters.begin(), book.exporters.end(),
                                   [&](const RegisterExporter& other) { return may_be_meant(other, name); });
  if (is_near) {
    const std::string day = china_window(as_of).str();
    return Text{
        fmt::format("the register holds nothing of \"{}\", but an exporter who may be meant: write the name "
                    "as tidegate register list has it; if this is another firm, say so: tidegate register "
                    "complete --from {} --exporter NAME",
                    whose, day),
        fmt::format(
            "登记簿中没有“{}”的出境，但有一个可能即为其的输出方：请按 tidegate register list "
            "中的名称填写；如确为另一企业，请声明：tidegate register complete --from {} --exporter 名称",
            whose, day)};
  }
  return Text{fmt::format("the register holds nothing of \"{}\", but transfers of {} under other names: see "
                          "tidegate register list whether one of them is meant",
                          whose, others == 1 ? "one exporter" : fmt::format("{} exporters", others)),
              fmt::format("登记簿中没有“{}”的出境，但有 {} 个其他名称的输出方：请用 tidegate register list "
                          "核对是否应为其中之一",
                          whose, others)};
}

}  // namespace

Result<std::optional<SentBefore>> consult_register(const SubjectRegister& held,
                                                   const SubjectKeySecret& installation, Date as_of,
                                                   const Transfer& declared, const Scanned* scanned,
                                                   const std::vector<std::string>& us_categories,
                                                   Transfer& transfer) {
  const auto book = held.book();
  if (!book) return fail(book.error());
  const ExporterName name = exporter_of(transfer);
  const RegisterExporter* found = find_exporter(*book, name);
  std::optional<Text> others = others_in(*book, name, as_of);
  if (others && distrust_stated(*book, name, as_of, transfer)) {
    others->en += "; until then the number stated as sent before is not used: more may have left";
    others->zh += "；在此之前不采用所填的此前出境人数：实际可能更多";
  }
  if (found == nullptr && !others) return std::optional<SentBefore>();
  if (found == nullptr) {
    SentBefore nobody;
    nobody.exporter = !name.uscc.empty() ? name.uscc : name.name;
    nobody.notes.push_back(*others);
    return std::optional(std::move(nobody));
  }
  RegisterExporter exporter = *found;
  // Whoever has no name may be any of the others.
  const bool is_anybody = name.name.empty() && name.uscc.empty() && others.has_value();
  if (is_anybody || is_there_twice(*book, name)) exporter.complete_from.reset();
  Consultation asked(held, exporter, installation, as_of, declared, scanned, us_categories, transfer);
  // A copy: what is told below goes into the same facts, and may move them.
  const FactValue* stated = transfer.facts.flow.find("exporter.jurisdiction");
  const FactValue place = stated == nullptr ? FactValue{Unknown{}} : *stated;
  if (place == FactValue{Symbol{"CN"}} && counts_by_year(as_of)) {
    if (const auto done = asked.china(); !done) return fail(done.error());
  }
  if (place == FactValue{Symbol{"US"}}) {
    if (const auto done = asked.united_states(); !done) return fail(done.error());
  }
  auto known = asked.take();
  if (is_anybody) {
    if (!known) known.emplace();
    known->notes.insert(known->notes.begin(), *others);
  }
  return known;
}

}  // namespace tidegate
