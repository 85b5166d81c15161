// Decides a saved assessment again and compares byte for byte; explains its proof.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tidegate/base/hash.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/gate/decided_again.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/judge.h"
#include "tidegate/gate/opinions.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/record.h"
#include "tidegate/gate/scan/sources.h"
#include "tidegate/law/proof_checker.h"
#include "tidegate/report/explain.h"
#include "tidegate/report/labels.h"
#include "tidegate/report/phrases.h"
#include "tidegate/store/bundle.h"
#include "tidegate/store/json_codec.h"

namespace tidegate {
namespace {

tl::unexpected<Error> absent(const BundleSource& source, std::string_view option) {
  return fail(
      {ErrorCode::kNotFound,
       fmt::format("the bundle was made with \"{}\" {} of hash {}, which is not here; give that file with {}",
                   source.id, source.version, source.hash, option),
       {},
       fmt::format("评估包使用的“{}”{}（哈希 {}）不在此处；请用 {} 提供该文件", source.id, source.version,
                   source.hash, option)});
}

// Same files, wherever they lie now: bytes, types and counts, in any order.
bool same_data(const DataProfile& then, const DataProfile& now) {
  const auto sorted = [](const DataProfile& profile) {
    std::multiset<std::string> files;
    for (FileProfile file : profile.files) {
      file.path.clear();
      DataProfile one;
      one.files.push_back(std::move(file));
      files.insert(canonical_text(to_json(one)));
    }
    return files;
  };
  const auto totals = [](const DataProfile& profile) {
    DataProfile one;
    one.totals = profile.totals;
    return canonical_text(to_json(one));
  };
  return sorted(then) == sorted(now) && totals(then) == totals(now);
}

}  // namespace

Result<DecidedAgain> decide_again(const ReplayRequest& request, const GateOptions& options) {
  const auto path = path_of_record(request.bundle, options);
  if (!path) return fail(path.error());
  const auto bytes = read_file(*path, kLargestBundle);
  if (!bytes) return fail(bytes.error());
  auto bundle = read_bundle(*bytes);
  if (!bundle) {
    Error e = bundle.error();
    e.where = *path;
    return fail(std::move(e));
  }
  auto grounds = load_grounds(options.packs, request.weights, request.destinations);
  if (!grounds) return fail(grounds.error());
  std::vector<law::RulePack> packs;
  for (const BundleSource& source : bundle->packs) {
    const auto at = std::find_if(grounds->packs.begin(), grounds->packs.end(),
                                 [&](const law::RulePack& p) { return p.hash == source.hash; });
    if (at == grounds->packs.end()) return absent(source, "--pack");
    packs.push_back(*at);
  }
  grounds->packs = std::move(packs);
  if (grounds->weights.hash != bundle->weights.hash) return absent(bundle->weights, "--weights");
  if (grounds->destinations.hash != bundle->destinations.hash)
    return absent(bundle->destinations, "--destinations");
  grounds->program = bundle->program;
  grounds->as_of = bundle->as_of;
  grounds->public_security_gate = bundle->public_security_gate;
  grounds->sent_before = bundle->sent_before;
  grounds->credentials = bundle->credentials;
  grounds->undeclared_copies = bundle->undeclared_copies;
  Assessment answer = judge(bundle->transfer, bundle->profile, *grounds);
  return DecidedAgain{std::move(*bundle), std::move(*grounds), std::move(answer), sha256_hex(*bytes)};
}

Result<Printed> replay(const ReplayRequest& request, bool as_json, const Look& look,
                       const GateOptions& options) {
  const auto again = decide_again(request, options);
  if (!again) return fail(again.error());
  const bool same = assessment_digest(again->answer) == again->bundle.assessment_sha256;
  std::optional<bool> data_same;
  bool same_engine = true;
  if (!request.data.empty()) {
    const auto desk = open_desk(options);
    if (!desk) return fail(desk.error());
    const auto scanned =
        scan_sources({{0, request.data}}, again->bundle.read, again->bundle.as_of, desk->secret(), options);
    if (!scanned) return fail(scanned.error());
    data_same = again->bundle.profile && same_data(*again->bundle.profile, scanned->profile);
    same_engine = !again->bundle.profile || again->bundle.profile->engine == scanned->profile.engine;
  }
  const bool good = same && data_same.value_or(true);
  const ExitCode code = good ? ExitCode::kProceed : ExitCode::kVerification;
  if (as_json) {
    JsonWriter json;
    json.begin_object().key("same_decision").boolean(same).key("same_data");
    data_same ? json.boolean(*data_same) : json.null();
    json.key("same_engine").boolean(same_engine);
    json.key("recorded")
        .string(again->bundle.assessment_sha256)
        .key("replayed")
        .string(assessment_digest(again->answer));
    json.key("record").string(again->record).key("routes").begin_array();
    for (const Opinion& opinion : again->answer.opinions)
      json.begin_object().key("law").string(opinion.law).key("route").string(opinion.route).end_object();
    json.end_array().key("exit_code").integer(static_cast<int>(exit_code(again->answer, std::nullopt)));
    json.key("as_of")
        .string(again->bundle.as_of.str())
        .key("program")
        .string(again->bundle.program)
        .end_object();
    return Printed{json.take() + "\n", code};
  }
  const bool zh = look.lang == Lang::kZh;
  std::string text = same ? (zh ? "判定逐字节一致" : "the decision is the same, byte for byte")
                          : (zh ? "判定与记录不一致" : "the decision differs from the record");
  const auto line = [&](const Text& name, const std::string& value) {
    text += fmt::format("  {}{}{}\n", name.in(look.lang), zh ? "：" : ": ", value);
  };
  text += "\n";
  line({"bundle", "评估包"}, request.bundle);
  line({"law of", "法律日期"}, again->bundle.as_of.str());
  for (const Opinion& opinion : again->answer.opinions)
    line(report::law_label(opinion.law), report::verdict(opinion).in(look.lang));
  line({"exit code of the decision", "判定的退出码"},
       std::to_string(static_cast<int>(exit_code(again->answer, std::nullopt))));
  line({"SHA-256 of the decision", "判定的 SHA-256"}, again->bundle.assessment_sha256);
  if (!same) line({"SHA-256 decided now", "此次判定的 SHA-256"}, assessment_digest(again->answer));
  line({"SHA-256 of the record", "记录的 SHA-256"}, again->record);
  if (data_same) {
    text += *data_same ? (zh ? "数据与当时的扫描结果一致\n" : "the data are what was scanned then\n")
                       : (zh ? "数据与当时的扫描结果不一致\n" : "the data are not what was scanned then\n");
    if (!*data_same && !same_engine) {
      text +=
          zh ? "扫描引擎与当时不同，差异可能由此产生：请用当时的程序版本核对\n"
             : "the scan's engine is another than then, which may be why: check with the program of then\n";
    }
  }
  return Printed{text, code};
}

Result<Printed> explain(const ReplayRequest& request, const std::string& law, bool as_json, const Look& look,
                        const GateOptions& options) {
  const std::string& path = request.bundle;
  const auto again = decide_again(request, options);
  if (!again) return fail(again.error());
  const auto asked = [&](const Opinion& o) { return law.empty() || o.law == law; };
  if (std::none_of(again->answer.opinions.begin(), again->answer.opinions.end(), asked)) {
    return fail({ErrorCode::kNotFound, fmt::format("the bundle holds no opinion of \"{}\"", law), path,
                 fmt::format("评估包中没有“{}”法域的意见", law)});
  }
  // The proof is held against the pack's text and the facts by a checker that shares no code with the engine.
  const LawQuestion question = question_of(again->answer.transfer, again->bundle.profile, again->grounds);
  std::vector<std::string> faults;
  for (const Opinion& opinion : again->answer.opinions) {
    if (!asked(opinion)) continue;
    for (std::string& fault : check_proof(question, opinion, again->grounds.packs))
      faults.push_back(std::move(fault));
  }
  std::string text =
      as_json ? report::explanation_json(again->answer, law)
              : report::explanation_text(again->answer, law, {look.lang, {look.width, look.color, true}});
  if (!as_json) {
    const bool zh = look.lang == Lang::kZh;
    text += faults.empty() ? (zh ? "\n独立校验器已复核以上论证。\n"
                                 : "\nThe proof was re-verified by the independent checker.\n")
                           : "";
  }
  for (const std::string& fault : faults) text += fmt::format("! {}\n", fault);
  return Printed{text, faults.empty() ? ExitCode::kProceed : ExitCode::kVerification};
}

}  // namespace tidegate
