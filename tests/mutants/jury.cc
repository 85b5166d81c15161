#include "tests/mutants/jury.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "tidegate/base/check.h"
#include "tidegate/law/decide.h"
#include "tidegate/law/plan.h"
#include "tidegate/pilot/routes.h"

namespace tidegate::law {
namespace {

namespace fs = std::filesystem;

const DecideOptions kPlain{false, false, {}};

std::string read(const fs::path& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// Fast refusals first: an opinion without proof and advice is enough to tell most mutants.
bool agrees(const RulePack& pack, const LabelledCase& one) {
  const Opinion opinion = decide(pack, one.facts, one.as_of, kPlain);
  LabelledRoute label = one.label;
  label.nearest_flip.reset();
  return score_routes({{label, opinion}}).errors.empty();
}

std::string codes(const std::vector<std::string>& list) {
  return list.empty() ? "none" : fmt::format("{}", fmt::join(list, ", "));
}
std::string codes(const std::vector<Duty>& list) {
  std::vector<std::string> found;
  for (const Duty& d : list) found.push_back(d.code);
  return codes(found);
}

}  // namespace

Jury::Jury(const fs::path& folder) {
  auto pack = parse_pack(read(folder / "pack.json"));
  TIDEGATE_CHECK(pack.has_value());
  pack_ = std::move(*pack);
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder / "cases")) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    if (file.extension() == ".case") {
      auto more = parse_case_file(read(file), file.string());
      TIDEGATE_CHECK(more.has_value());
      std::move(more->begin(), more->end(), std::back_inserter(cases_));
    } else if (file.extension() == ".jsonl") {
      auto more = parse_labelled_cases(read(file), file.string());
      TIDEGATE_CHECK(more.has_value());
      std::move(more->begin(), more->end(), std::back_inserter(labelled_));
    }
  }
}

bool Jury::notices(const RulePack& mutant) const {
  return std::any_of(cases_.rbegin(), cases_.rend(),
                     [&](const PackCase& c) {
                       return !unmet(c, decide(mutant, c.facts, c.as_of, kPlain)).empty();
                     }) ||
         std::any_of(labelled_.begin(), labelled_.end(),
                     [&](const LabelledCase& c) { return !agrees(mutant, c); });
}

Fate Jury::judge(const Mutation& mutation, DiffReport* change) const {
  RulePack copy = pack_;
  mutation.apply(copy);
  const auto mutant = compile(std::move(copy));
  if (!mutant) return Fate::kNoPack;
  if (notices(*mutant)) return Fate::kKilled;
  auto report = diff_packs(pack_, *mutant, 1);
  TIDEGATE_CHECK(report.has_value());
  const bool same = report->is_same_law();
  if (change != nullptr) *change = std::move(*report);
  return same ? Fate::kSameLaw : Fate::kAlive;
}

std::string case_text(const RulePack& pack, const std::string& mutation, const Witness& witness) {
  const Opinion o = decide(pack, witness.facts, witness.as_of, kPlain);
  const std::string subject = mutation.substr(0, mutation.find(": "));
  const auto rule =
      std::find_if(pack.rules.begin(), pack.rules.end(), [&](const Rule& r) { return r.id == subject; });
  const std::string title = rule == pack.rules.end() ? subject : rule->title.en + " (" + subject + ")";
  std::string text = fmt::format("# notices {}\ncase {}, {}\n", mutation, title, witness.as_of.str());
  for (const std::string& line : case_lines(witness)) text += line + "\n";
  text += fmt::format("expect route = {}\nexpect cites = {}\n", o.route, codes(o.legal_basis));
  if (!pack.duties.empty()) {
    text +=
        fmt::format("expect duties = {}\nexpect standing = {}\n", codes(o.obligations), codes(o.standing));
  }
  if (!pack.exemptions.empty()) text += fmt::format("expect exemptions = {}\n", codes(o.exemptions));
  if (!pack.gates.empty()) text += fmt::format("expect gates = {}\n", codes(o.gates));
  if (!pack.alternatives.empty()) text += fmt::format("expect also_allowed = {}\n", codes(o.also_allowed));
  std::vector<std::string> doubts;
  for (const Doubt& d : o.doubts) doubts.push_back(d.code);
  if (!pack.doubts.empty()) text += fmt::format("expect doubts = {}\n", codes(doubts));
  if (!o.authority.empty()) text += fmt::format("expect authority = {}\n", o.authority);
  const bool dated = std::any_of(pack.rules.begin(), pack.rules.end(), [](const Rule& r) {
    return r.then.validity_months || !r.then.validity_parameter.empty();
  });
  if (dated) {
    text += fmt::format("expect validity_months = {}\n",
                        o.validity_months ? std::to_string(*o.validity_months) : "none");
  }
  return text;
}

}  // namespace tidegate::law
