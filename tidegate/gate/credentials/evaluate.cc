// Measures the checks of credentials against labelled ones.
#include <fmt/format.h>

#include <filesystem>
#include <map>

#include "tidegate/assure/check.h"
#include "tidegate/gate/credentials/files.h"
#include "tidegate/gate/packs.h"
#include "tidegate/pilot/counts.h"
#include "tidegate/pilot/credentials.h"
#include "tidegate/ports/cms_signatures.h"
#include "tidegate/ports/signatures.h"

namespace tidegate {
namespace {

constexpr std::size_t kLabelledLimit = 1 << 28;

std::string percent(std::int64_t right, std::int64_t of) {
  const std::int64_t millionths = Counts::ratio(right, of);
  return fmt::format("{}.{:02}%", millionths / 10'000, millionths % 10'000 / 100);
}

std::string score_text(const CredentialScore& score, Lang lang) {
  const bool zh = lang == Lang::kZh;
  std::string out = fmt::format("{} {}\n", score.cases, zh ? "个案例" : "cases");
  out += fmt::format("{:<24} {:>8}  {}/{}\n", zh ? "等级与原因" : "grade and reason",
                     percent(score.right, score.cases), score.right, score.cases);
  out += fmt::format("{:<24} {:>8}\n", zh ? "错误放宽" : "false ease", score.false_ease);
  for (const auto& [reason, share] : score.by_reason)
    out += fmt::format("  {:<22} {:>8}  {}/{}\n", reason, percent(share.first, share.second), share.first,
                       share.second);
  for (const CredentialError& e : score.errors) {
    out += fmt::format("{}: {} -> {}{}\n", e.id, e.expected, e.got,
                       e.false_ease ? (zh ? "  错误放宽" : "  FALSE EASE") : "");
  }
  return out;
}

assure::CredentialQuestion question_of(const LabelledCredential& label) {
  assure::CredentialQuestion question;
  question.holder = label.holder;
  question.systems = assure::each_at(label.systems, label.sites);
  question.processes = label.processes;
  question.least_level = label.least_level;
  question.at_ms = label.at_ms;
  return question;
}

}  // namespace

Result<Printed> evaluate_credentials(const std::string& file, bool json, const Look& look) {
  const auto bytes = read_file(file, kLabelledLimit);
  if (!bytes) return fail(bytes.error());
  const auto labels = parse_labelled_credentials(*bytes, file);
  if (!labels) return fail(labels.error());
  const auto rules = credential_rules();
  if (!rules) return fail(rules.error());
  const auto signatures = signature_check();
  const auto cms = cms_check();
  const std::filesystem::path folder = std::filesystem::path(file).parent_path();
  std::map<std::string, assure::TrustList> lists;
  std::vector<std::pair<LabelledCredential, CredentialAssurance>> answers;
  for (const LabelledCredential& label : *labels) {
    auto& list = lists[label.trust + "\n" + label.trust_key];
    if (list.hash.empty()) {
      auto opened =
          open_trust((folder / label.trust).string(), (folder / label.trust_key).string(), *signatures);
      if (!opened) return fail(opened.error());
      list = std::move(*opened);
    }
    assure::StatusLists statuses(label.statuses);
    const assure::CredentialQuestion question = question_of(label);
    assure::CredentialsTogether together(question, list, statuses, *rules, *signatures);
    together.add(label.credential, {cms.get(), label.beside});
    for (const LabelledCredential::Other& other : label.others)
      together.add(other.credential, {cms.get(), other.beside});
    answers.emplace_back(label, std::move(together.conclude().front()));
  }
  const CredentialScore score = score_credentials(answers);
  return Printed{json ? to_json(score) + "\n" : score_text(score, look.lang), ExitCode::kProceed};
}

}  // namespace tidegate
