#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/assure/backup_checks.h"

namespace tidegate::assure {
namespace {

// E1 is no more than a paper of the firm's own.
constexpr EvidenceGrade kUnproven = EvidenceGrade::kE1;
constexpr int kUnprovenLevel = 2;  // that it supports at best
constexpr std::size_t kMostNamed = 3;
constexpr std::size_t kHashShown = 12;  // digits

using Counts = std::vector<std::uint64_t>;  // one a content, in the order of their hashes

struct Missing {
  std::uint64_t files = 0;
  std::vector<std::string> hashes{};  // each once
};

// The assessed data, and what a firm's backups hold of it.
class Coverage {
 public:
  Coverage(const BackupQuestion& q, const std::vector<BackupFound>& found) : q_(q), found_(found) {
    for (const AssessedFile& file : q.assessed) ++asked_[file.hash];
    for (const BackupFound& one : found) {
      own_.push_back(one.reasons.grade());
      held_.push_back(one.held ? counts_of(*one.held) : Counts());
    }
    for (const bool with_stale : {false, true}) {
      for (const EvidenceGrade grade : {EvidenceGrade::kE2, EvidenceGrade::kE3, EvidenceGrade::kE4})
        by_system_[{grade, with_stale}] = systems_at(grade, with_stale);
    }
  }

  // What is in neither this one nor in any that is proven to that grade.
  Missing missing(std::size_t i, EvidenceGrade grade, bool with_stale) const {
    const Counts none(asked_.size());
    const std::map<std::string, Counts>& systems = by_system_.at({grade, with_stale});
    const auto own = systems.find(found_[i].covers);
    const Counts& of_own = own == systems.end() ? none : own->second;
    Counts held = none;
    for (const auto& [system, most] : systems) add(most, held);
    Missing out;
    std::size_t place = 0;
    for (const auto& [hash, asked] : asked_) {
      const std::uint64_t more = held_[i][place] > of_own[place] ? held_[i][place] - of_own[place] : 0;
      if (held[place] + more < asked) {
        out.files += asked - held[place] - more;
        out.hashes.push_back(hash);
      }
      ++place;
    }
    return out;
  }

  // The best that all of the data is proven to, by this one and others; none: some of it is in no backup.
  std::optional<EvidenceGrade> whole_at(std::size_t i, bool with_stale) const {
    for (const EvidenceGrade grade : {EvidenceGrade::kE4, EvidenceGrade::kE3, EvidenceGrade::kE2}) {
      if (missing(i, grade, with_stale).files == 0) return grade;
    }
    return std::nullopt;
  }

  // The best of those that hold all of the data by themselves, stale ones too; none: there is none.
  std::optional<EvidenceGrade> whole_in_another(std::size_t i) const {
    std::optional<EvidenceGrade> best;
    for (std::size_t j = 0; j < found_.size(); ++j) {
      if (j == i || !counts(j, true) || found_[j].a.coverage->files < found_[j].a.coverage->of_files)
        continue;
      best = std::max(best.value_or(own_[j]), own_[j]);
    }
    return best;
  }

  // Whether what was assessed may be of a declared system of which no backup was compared.
  bool may_be_of_another(std::size_t i) const {
    std::set<std::string> compared{found_[i].covers};
    for (std::size_t j = 0; j < found_.size(); ++j) {
      if (counts(j, true)) compared.insert(found_[j].covers);
    }
    return q_.has_unnamed_system ||
           !std::all_of(q_.systems.begin(), q_.systems.end(),
                        [&](const std::string& system) { return compared.contains(system); });
  }

  // Holding nothing of it, is it a backup of other data? Not where a backup beside it holds some, nor where
  // what was assessed may be of another system.
  bool is_of_other_data(std::size_t i) const {
    for (std::size_t j = 0; j < found_.size(); ++j) {
      if (j != i && counts(j, true) && !found_[j].held->empty()) return false;
    }
    return !may_be_of_another(i);
  }

  // Whether another backup of its system holds some of it.
  bool has_better_of_its_system(std::size_t i) const {
    for (std::size_t j = 0; j < found_.size(); ++j) {
      if (j != i && counts(j, true) && found_[j].covers == found_[i].covers && !found_[j].held->empty())
        return true;
    }
    return false;
  }

 private:
  // Those of a system that is asked for, compared and proven: nothing else fills a gap of another.
  bool counts(std::size_t i, bool with_stale) const {
    const BackupFound& one = found_[i];
    return one.held && own_[i] > kUnproven && (with_stale || !one.reasons.has(BackupFault::kStale)) &&
           std::find(q_.systems.begin(), q_.systems.end(), one.covers) != q_.systems.end();
  }

  Counts counts_of(const FileCounts& held) const {
    Counts out;
    for (const auto& [hash, asked] : asked_) {
      const auto at = held.find(hash);
      out.push_back(at == held.end() ? 0 : at->second);
    }
    return out;
  }

  // Of one system the backups repeat each other; of several each holds its own.
  std::map<std::string, Counts> systems_at(EvidenceGrade grade, bool with_stale) const {
    std::map<std::string, Counts> out;
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (!counts(i, with_stale) || own_[i] < grade) continue;
      Counts& most = out.try_emplace(found_[i].covers, Counts(asked_.size())).first->second;
      std::transform(most.begin(), most.end(), held_[i].begin(), most.begin(),
                     [](std::uint64_t a, std::uint64_t b) { return std::max(a, b); });
    }
    return out;
  }

  static void add(const Counts& more, Counts& sum) {
    std::transform(sum.begin(), sum.end(), more.begin(), sum.begin(), std::plus<>());
  }

  const BackupQuestion& q_;
  const std::vector<BackupFound>& found_;
  FileCounts asked_{};
  std::vector<EvidenceGrade> own_{};  // by itself, in the order of found_
  std::vector<Counts> held_{};
  std::map<std::pair<EvidenceGrade, bool>, std::map<std::string, Counts>> by_system_{};
};

Text with_missing(const BackupAssurance& a, const Missing& missing) {
  std::string which;
  for (std::size_t i = 0; i < std::min(kMostNamed, missing.hashes.size()); ++i)
    which += (i == 0 ? "" : ", ") + missing.hashes[i].substr(0, kHashShown);
  const BackupAssurance::Coverage& own = *a.coverage;
  const std::string files = std::to_string(own.files) + "/" + std::to_string(own.of_files);
  const std::string octets = std::to_string(own.octets) + "/" + std::to_string(own.of_octets);
  const std::string lacks = std::to_string(missing.files);
  const bool is_cut = missing.hashes.size() > kMostNamed;
  return {"it holds " + files + " files and " + octets + " octets of the data that was assessed; " + lacks +
              (missing.files == 1 ? " file is" : " files are") + " in no backup that is proven: SHA-256 " +
              which + (is_cut ? " and others" : ""),
          "仅含所评估数据的 " + files + " 个文件、" + octets + " 字节；有 " + lacks +
              " 个文件不在任何经证明的备份中：SHA-256 " + which + (is_cut ? " 等" : "")};
}

Text with_rest(const BackupAssurance& a, EvidenceGrade grade) {
  const std::string files = std::to_string(a.coverage->files) + "/" + std::to_string(a.coverage->of_files);
  const std::string proven(to_string(grade));
  const bool is_held_down = grade < EvidenceGrade::kE4;
  return {
      "it holds " + files + " files of the data that was assessed, and other backups the rest" +
          (is_held_down ? ", proven to " + proven : ""),
      "含所评估数据的 " + files + " 个文件，其余在其他备份中" + (is_held_down ? "，所证至 " + proven : "")};
}

// Others hold the data; what this one is of nobody compared, whatever else is proven of it.
BackupReason of_nothing_assessed(bool has_better) {
  constexpr auto kFault = BackupFault::kDataUnmatched;
  return {kFault,
          limit_of(kFault),
          has_better ? 0 : level_of(kFault),
          {"it holds nothing of the data that was assessed, which other backups hold: nobody compared what "
           "it is of",
           "不含所评估的数据（该数据在其他备份中），其内容未经比对"}};
}

std::optional<BackupReason> reason_of(const BackupFound& one, std::size_t i, const Coverage& all) {
  constexpr auto kPartial = BackupFault::kPartial;
  const bool holds_none = one.held->empty();
  if (holds_none && all.is_of_other_data(i)) {
    constexpr auto kWrong = BackupFault::kWrongData;
    return BackupReason{kWrong, limit_of(kWrong), level_of(kWrong), words_of(kWrong)};
  }
  // What holds none of it comes to E2 at most: then an old backup of the data is one, too.
  auto whole = all.whole_at(i, holds_none);
  // One that holds all of it, were it stale, is not less for a newer one beside it that holds a part.
  if (!whole) whole = all.whole_in_another(i);
  // Where the rest may be of a system of which nothing was compared, nothing was found against this one: it
  // is no worse than a paper of that grade.
  if (!whole)
    return BackupReason{kPartial, limit_of(kPartial),
                        all.may_be_of_another(i) ? kUnprovenLevel : level_of(kPartial),
                        with_missing(one.a, all.missing(i, EvidenceGrade::kE2, holds_none))};
  if (holds_none) return of_nothing_assessed(all.has_better_of_its_system(i));
  if (one.a.coverage->files == one.a.coverage->of_files) return std::nullopt;
  return BackupReason{BackupFault::kPartHeld, *whole, 0, with_rest(one.a, *whole)};
}

}  // namespace

void hold_to_data(const BackupQuestion& q, std::vector<BackupFound>& found) {
  const Coverage all(q, found);
  std::vector<std::optional<BackupReason>> reasons;
  for (std::size_t i = 0; i < found.size(); ++i)
    reasons.push_back(found[i].held ? reason_of(found[i], i, all) : std::nullopt);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (reasons[i]) found[i].reasons.add(*std::move(reasons[i]));
  }
}

}  // namespace tidegate::assure
