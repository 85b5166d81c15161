// Checks a permit, shows one, decides under one. Offline: files and a clock, nothing else.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/gate/evidence/bundle_pages.h"
#include "tidegate/gate/permits/evidence_of_permit.h"
#include "tidegate/gate/permits/files.h"
#include "tidegate/gate/permits/permits.h"
#include "tidegate/intake/format.h"
#include "tidegate/permit/check.h"
#include "tidegate/permit/decide.h"
#include "tidegate/permit/flow_text.h"
#include "tidegate/permit/permit_text.h"
#include "tidegate/report/labels.h"
#include "tidegate/report/numbers.h"
#include "tidegate/report/text_page.h"

namespace tidegate {
namespace {

using permit::CheckOutcome;
using permit::StepState;
using report::Tone;

bool zh(const Look& look) { return look.lang == Lang::kZh; }

ExitCode exit_of(CheckOutcome outcome) {
  switch (outcome) {
    case CheckOutcome::kMalformed:
    case CheckOutcome::kStatusMalformed:
      return ExitCode::kInvalid;
    case CheckOutcome::kNotGenuine:
    case CheckOutcome::kStatusNotGenuine:
      return ExitCode::kVerification;
    case CheckOutcome::kNotInForce:
      return ExitCode::kProcedure;
    case CheckOutcome::kStatusUnknown:
      return ExitCode::kUndetermined;
    case CheckOutcome::kHolds:
      return ExitCode::kProceed;
  }
  return ExitCode::kInternal;
}

Text outcome_text(CheckOutcome outcome) {
  switch (outcome) {
    case CheckOutcome::kMalformed:
      return {"not a permit that can be read", "不是可读的许可文件"};
    case CheckOutcome::kNotGenuine:
      return {"not genuine", "不真实"};
    case CheckOutcome::kStatusMalformed:
      return {"genuine; its statement of status cannot be read", "许可真实，但状态声明无法读取"};
    case CheckOutcome::kStatusNotGenuine:
      return {"genuine; nobody trusted states this status of it", "许可真实，但其状态声明并非出自受信任者"};
    case CheckOutcome::kNotInForce:
      return {"genuine, not in force", "真实，但不在有效状态"};
    case CheckOutcome::kStatusUnknown:
      return {"genuine; whether it still holds is not known", "真实，但是否仍然有效未知"};
    case CheckOutcome::kHolds:
      return {"genuine and in force", "真实且有效"};
  }
  return {};
}

Text step_name(std::string_view name) {
  if (name == "file") return {"file", "文件"};
  if (name == "signatures") return {"signatures", "签名"};
  if (name == "contents") return {"contents", "内容"};
  if (name == "dates") return {"dates", "日期"};
  return {"status", "状态"};
}

Text state_name(StepState state) {
  switch (state) {
    case StepState::kPassed:
      return {"passed", "通过"};
    case StepState::kFailed:
      return {"FAILED", "未通过"};
    case StepState::kUnknown:
      return {"unknown", "未知"};
    case StepState::kNotReached:
      return {"-", "-"};
  }
  return {};
}

Tone tone_of(StepState state) {
  return state == StepState::kPassed    ? Tone::kGood
         : state == StepState::kFailed  ? Tone::kStop
         : state == StepState::kUnknown ? Tone::kAsk
                                        : Tone::kFaint;
}

void put_signatures(JsonWriter& out, const std::vector<permit::SignatureSeen>& signatures) {
  out.key("signatures").begin_array();
  for (const auto& s : signatures) {
    out.begin_object().key("keyid").string(s.key_id).key("agency");
    if (s.agency.empty()) {
      out.null();
    } else {
      out.string(s.agency);
    }
    out.key("state").string(permit::to_string(s.state)).end_object();
  }
  out.end_array();
}

struct Checked {
  permit::PermitCheck check;
  std::int64_t at_ms = 0;
  std::optional<PermitEvidence> evidence{};  // none: none was given
};

// What the headline, the exit code and programs are told: the permit's own outcome, and its evidence.
struct Verdict {
  std::string_view name;
  Text says;
  ExitCode exit;
};
Verdict verdict_of(const Checked& checked) {
  const CheckOutcome own = checked.check.outcome;
  Verdict alone{permit::to_string(own), outcome_text(own), exit_of(own)};
  // A new permit needs no statement yet, but none was looked at: it may be suspended all the same.
  if (own == CheckOutcome::kHolds && !checked.check.status && !checked.evidence)
    alone.says = {"genuine and within its dates; whether it is suspended was not asked",
                  "真实且在期限内；是否已中止未经查询"};
  if (!checked.evidence || alone.exit == ExitCode::kInvalid || alone.exit == ExitCode::kVerification)
    return alone;
  if (!checked.evidence->holds || !checked.evidence->is_of_permit)
    return {"evidence_failed",
            {"genuine, but its evidence does not hold", "许可真实，但证据不成立"},
            ExitCode::kVerification};
  if (checked.evidence->status == RecordStatus::kLive || own == CheckOutcome::kNotInForce) return alone;
  return {permit::to_string(CheckOutcome::kNotInForce),
          {"genuine, not in force by its newest record", "真实，但最新记录表明不在有效状态"},
          exit_of(CheckOutcome::kNotInForce)};
}

std::string check_json(const Checked& checked) {
  const permit::PermitCheck& check = checked.check;
  const Verdict verdict = verdict_of(checked);
  JsonWriter out;
  out.begin_object();
  out.key("outcome").string(verdict.name);
  out.key("exit").integer(static_cast<int>(verdict.exit));
  out.key("at").string(instant_text(checked.at_ms));
  out.key("steps").begin_array();
  for (const permit::CheckStep& step : check.steps) {
    out.begin_object().key("step").string(step.name).key("state").string(permit::to_string(step.state));
    out.key("says");
    if (step.says.empty()) {
      out.null();
    } else {
      put_text(out, step.says);
    }
    out.end_object();
  }
  out.end_array();
  put_signatures(out, check.signatures);
  out.key("permit_sha256");
  if (check.permit) {
    out.string(check.permit->hash()).key("permit").raw(permit::write_permit(check.permit->permit()));
  } else {
    out.null().key("permit").null();
  }
  out.key("status");
  if (check.status) {
    out.raw(permit::write_status(check.status->status()));
  } else {
    out.null();
  }
  if (checked.evidence) {
    out.key("evidence");
    put_evidence(out, *checked.evidence);
  }
  out.end_object();
  return out.take() + "\n";
}

std::string bound_text(const YearlyBound& bound, const Look& look) {
  if (bound.is_open()) return zh(look) ? "不限" : "not bounded";
  std::string text;
  if (bound.per_year)
    text = fmt::format(fmt::runtime(zh(look) ? "每年 {}" : "{} a year"), report::grouped(*bound.per_year));
  if (bound.total)
    text += fmt::format(fmt::runtime(zh(look) ? "{}共 {}" : "{}{} in all"),
                        text.empty() ? "" : (zh(look) ? "，" : ", "), report::grouped(*bound.total));
  return text;
}

template <typename T, typename Name>
std::string joined(const std::vector<T>& values, const Look& look, const Name& name) {
  std::string text;
  for (const T& value : values) text += (text.empty() ? "" : zh(look) ? "；" : "; ") + name(value);
  return text;
}

std::string end_text(const PermitEndpoint& end, const Look& look) {
  std::vector<std::string> parts = end.domains;
  parts.insert(parts.end(), end.networks.begin(), end.networks.end());
  if (parts.empty()) return zh(look) ? "任意" : "anywhere";
  return joined(parts, look, [](const std::string& part) { return part; });
}

std::string exit_text(ExitCode code, const Look& look) {
  return fmt::format(fmt::runtime(zh(look) ? "退出码 {}" : "exit {}"), static_cast<int>(code));
}

std::string region_text(const std::string& code, const Look& look) {
  return zh(look) ? report::region_label(code).zh : code;
}

// A word of a form, as a reader of English has it.
std::string spaced(std::string word) {
  std::replace(word.begin(), word.end(), '_', ' ');
  return word;
}

// The form's word for how data leaves on a link.
std::string mode_text(const std::string& mode, const Look& look) {
  if (!zh(look)) return spaced(mode);
  static const std::vector<intake::PlacedField> fields = intake::all_fields();
  for (const intake::PlacedField& placed : fields) {
    if (placed.pointer != "/scenario/links/*/mode") continue;
    for (const intake::Word& word : placed.field->shape->words) {
      if (word.word == mode) return std::string(word.zh);
    }
  }
  return mode;
}

std::string encryption_text(Encryption level, const Look& look) {
  constexpr std::array<std::string_view, 4> kZh{"未要求加密", "TLS 1.2 或更新", "TLS 1.3 或更新",
                                                "端到端加密"};
  return zh(look) ? std::string(kZh[static_cast<std::size_t>(level)]) : spaced(std::string(to_string(level)));
}

std::string permit_state_text(PermitState state, const Look& look) {
  if (zh(look) && state == PermitState::kActive) return "有效";
  if (zh(look) && state == PermitState::kSuspended) return "已中止";
  if (zh(look) && state == PermitState::kRevoked) return "已撤销";
  return std::string(to_string(state));
}

void put_row(std::vector<std::vector<report::Line>>& rows, const Look& look, const char* en,
             const char* chinese, std::string value) {
  rows.push_back({{{zh(look) ? chinese : en, Tone::kFaint}}, report::plain(value)});
}

// A purpose of the declaration's closed list by its name, any other as it was written.
std::string purpose_text(const std::string& says, const Look& look) {
  const intake::Field* field = intake::find_field(intake::transfer_shape(), "purpose");
  if (field == nullptr) return says;
  const auto& words = field->shape->words;
  const auto at = std::find_if(words.begin(), words.end(), [&](const auto& one) { return one.word == says; });
  return at == words.end() ? says : std::string(zh(look) ? at->zh : at->en);
}

void put_permit(report::TextPage& page, const Permit& p, const Look& look) {
  std::vector<std::vector<report::Line>> rows;
  const auto row = [&](const char* en, const char* chinese, std::string value) {
    put_row(rows, look, en, chinese, std::move(value));
  };
  const std::string colon = zh(look) ? "：" : ": ";
  row("issuer", "签发机构", p.issuer.in(look.lang));
  row("case", "项目", p.case_id);
  row("exporter", "数据处理者", p.exporter.name + (p.exporter.uscc.empty() ? "" : " " + p.exporter.uscc));
  row("recipients", "境外接收方", joined(p.recipients, look, [&](const auto& r) {
        return fmt::format(fmt::runtime(zh(look) ? "{}（{}）" : "{} ({})"), r.name,
                           region_text(r.region, look));
      }));
  row("destinations", "目的地",
      joined(p.destinations, look, [&](const std::string& d) { return region_text(d, look); }));
  row("purposes", "目的",
      joined(p.purposes, look, [&](const auto& x) { return x.id + colon + purpose_text(x.says, look); }));
  row("items", "数据项", joined(p.items, look, [](const auto& i) { return i.name; }));
  row("persons", "人数", bound_text(p.persons, look));
  row("sensitive", "敏感人数", bound_text(p.sensitive_persons, look));
  row("octets", "字节数", bound_text(p.octets, look));
  for (const PermitLink& link : p.links)
    row("link", "链路",
        fmt::format(fmt::runtime(zh(look) ? "{}（{}）：{} → {}" : "{} ({}): {} → {}"),
                    mode_text(link.mode, look), encryption_text(link.encryption, look),
                    end_text(link.from, look), end_text(link.to, look)));
  row("valid", "有效期",
      fmt::format(fmt::runtime(zh(look) ? "自 {} 起，{} 前" : "from {}, before {}"), p.valid.from.str(),
                  p.valid.to.str()));
  for (const PermitCondition& c : p.conditions)
    row("condition", "条件", c.id + colon + std::string(c.says.in(look.lang)));
  page.table({{}, {"", false, true}}, rows);
}

void put_status(report::TextPage& page, const PermitStatus& s, const Look& look) {
  std::vector<std::vector<report::Line>> rows;
  put_row(rows, look, "state", "状态", permit_state_text(s.state, look));
  put_row(rows, look, "since", "起始", moment_text(s.since_ms, look));
  if (!s.reason.empty()) put_row(rows, look, "reason", "理由", s.reason.in(look.lang));
  put_row(rows, look, "statement", "声明序号", std::to_string(s.sequence));
  put_row(rows, look, "stated", "声明时间", moment_text(s.stated_at_ms, look));
  put_row(rows, look, "until", "有效至", moment_text(s.valid_until_ms, look));
  page.table({{}, {"", false, true}}, rows);
}

std::string check_screen(const Checked& checked, const Look& look) {
  const permit::PermitCheck& check = checked.check;
  report::TextPage page = page_of(look);
  const Verdict verdict = verdict_of(checked);
  page.line({{"■ ", verdict.exit == ExitCode::kProceed ? Tone::kGood : Tone::kStop},
             {verdict.says.in(look.lang), Tone::kStrong},
             {fmt::format("   {} · {}", moment_text(checked.at_ms, look), exit_text(verdict.exit, look)),
              Tone::kFaint}},
            2);
  page.blank();
  std::vector<std::vector<report::Line>> rows;
  for (const permit::CheckStep& step : check.steps) {
    rows.push_back({report::plain(step_name(step.name).in(look.lang)),
                    {{state_name(step.state).in(look.lang), tone_of(step.state)}},
                    report::plain(step.says.in(look.lang))});
  }
  if (checked.evidence) {
    const PermitEvidence& e = *checked.evidence;
    const bool is_good = e.holds && e.is_of_permit;
    const StepState state = is_good ? StepState::kPassed : StepState::kFailed;
    rows.push_back({report::plain(Text{"evidence", "证据"}.in(look.lang)),
                    {{state_name(state).in(look.lang), tone_of(state)}},
                    report::plain(e.says.in(look.lang))});
  }
  page.table({{}, {}, {"", false, true}}, rows);
  if (check.permit) {
    page.blank();
    page.line({{check.permit->permit().id, Tone::kStrong}}, 2);
    put_permit(page, check.permit->permit(), look);
  }
  return page.take();
}

// Which of the files it is that is none, or is written wrongly.
void name_file(permit::PermitCheck& check, const PermitVerifyRequest& request) {
  if (exit_of(check.outcome) != ExitCode::kInvalid) return;
  for (permit::CheckStep& step : check.steps) {
    if (step.state != StepState::kFailed) continue;
    const std::string& file = std::string_view(step.name) == "status" ? request.status : request.file;
    step.says = {file + ": " + step.says.en, file + ": " + step.says.zh};
  }
}

Result<Checked> check(const PermitVerifyRequest& request, const GateOptions& options) {
  const auto trust = read_trust(request.trust);
  if (!trust) return fail(trust.error());
  const auto file = read_small_file(request.file);
  if (!file) return fail(file.error());
  std::optional<std::string> status;
  if (!request.status.empty()) {
    auto bytes = read_small_file(request.status);
    if (!bytes) return fail(bytes.error());
    status = std::move(*bytes);
  }
  const std::int64_t at_ms = request.at.value_or(options.now_ms);
  Checked checked{permit::check_permit(
                      *file, *trust, status ? std::optional<std::string_view>(*status) : std::nullopt, at_ms),
                  at_ms};
  name_file(checked.check, request);
  if (!request.evidence.empty()) {
    auto evidence =
        evidence_of_permit(request.evidence, request.evidence_trust, *file, {request.at, options.now_ms});
    if (!evidence) return fail(evidence.error());
    checked.evidence = std::move(*evidence);
  }
  return checked;
}

ExitCode exit_of(FlowVerdict verdict) {
  return verdict == FlowVerdict::kAllowed ? ExitCode::kProceed
         : verdict == FlowVerdict::kHeld  ? ExitCode::kUndetermined
                                          : ExitCode::kProcedure;
}

std::string answer_screen(const FlowAnswer& answer, const std::string& id, const Look& look) {
  const std::array<Text, 3> words{Text{"allowed", "允许"}, Text{"held: facts are missing", "暂缓：缺少事实"},
                                  Text{"refused: not under this permit", "拒绝：本许可不允许"}};
  const auto at = static_cast<std::size_t>(answer.verdict);
  report::TextPage page = page_of(look);
  page.line({{"■ ", at == 0   ? Tone::kGood
                    : at == 1 ? Tone::kAsk
                              : Tone::kStop},
             {words[at].in(look.lang), Tone::kStrong},
             {fmt::format("   {} · {}", id, exit_text(exit_of(answer.verdict), look)), Tone::kFaint}},
            2);
  std::vector<std::vector<report::Line>> rows;
  for (const FlowReason& r : answer.reasons) {
    rows.push_back(
        {{{r.effect == FlowVerdict::kHeld ? (zh(look) ? "暂缓" : "held") : (zh(look) ? "拒绝" : "refused"),
           r.effect == FlowVerdict::kHeld ? Tone::kAsk : Tone::kStop}},
         {{r.pointer, Tone::kFaint}},
         report::plain(r.says.in(look.lang))});
  }
  if (!rows.empty()) {
    page.blank();
    page.table({{}, {}, {"", false, true}}, rows);
  }
  rows.clear();
  const auto left = [&](const char* en, const char* chinese, const YearlyBound& bound) {
    if (!bound.is_open()) put_row(rows, look, en, chinese, bound_text(bound, look));
  };
  left("persons left", "剩余人数", answer.persons_left);
  left("sensitive left", "剩余敏感人数", answer.sensitive_persons_left);
  left("octets left", "剩余字节数", answer.octets_left);
  for (const PermitCondition& c : answer.obligations)
    put_row(rows, look, "condition", "条件",
            c.id + (zh(look) ? "：" : ": ") + std::string(c.says.in(look.lang)));
  if (!rows.empty()) {
    page.blank();
    page.table({{}, {"", false, true}}, rows);
  }
  return page.take();
}

// Why nothing could be decided under it.
Error not_verified(const permit::PermitCheck& check, const std::string& file) {
  Text why;
  for (const permit::CheckStep& step : check.steps) {
    if (step.state == StepState::kFailed && why.empty()) why = step.says;
  }
  const bool is_altered = exit_of(check.outcome) == ExitCode::kVerification;
  return {is_altered ? ErrorCode::kCorrupt : ErrorCode::kMalformed, why.en, file, why.zh};
}

}  // namespace

Result<Printed> permit_verify(const PermitVerifyRequest& request, bool json, const Look& look,
                              const GateOptions& options) {
  const auto checked = check(request, options);
  if (!checked) return fail(checked.error());
  return Printed{json ? check_json(*checked) : check_screen(*checked, look), verdict_of(*checked).exit};
}

Result<Printed> permit_show(const std::string& file, bool json, const Look& look) {
  const auto bytes = read_small_file(file);
  if (!bytes) return fail(bytes.error());
  const auto envelope = permit::read_envelope(*bytes, file);
  if (!envelope) return fail(envelope.error());
  const bool is_permit = envelope->kind == permit::DocumentKind::kPermit;
  report::TextPage page = page_of(look);
  page.line({{zh(look) ? "签名未经核验；请用 tidegate permit verify"
                       : "the signatures are not checked here: tidegate permit verify",
              Tone::kCaution}},
            2);
  page.blank();
  if (is_permit) {
    const auto permit = permit::unverified_permit(*bytes, file);
    if (!permit) return fail(permit.error());
    page.line({{permit->id, Tone::kStrong}}, 2);
    put_permit(page, *permit, look);
  } else {
    const auto status = permit::unverified_status(*bytes, file);
    if (!status) return fail(status.error());
    page.line({{status->permit_id, Tone::kStrong}}, 2);
    put_status(page, *status, look);
  }
  for (const permit::Signature& signature : envelope->signatures)
    page.line({{(zh(look) ? "签名 " : "signature ") + signature.key_id, Tone::kFaint}}, 2);
  if (!json) return Printed{page.take(), ExitCode::kProceed};
  JsonWriter out;
  out.begin_object().key("verified").boolean(false).key("kind").string(is_permit ? "permit" : "status");
  out.key("sha256").string(sha256_hex(envelope->contents));
  out.key("contents").raw(envelope->contents).key("keyids").begin_array();
  for (const permit::Signature& signature : envelope->signatures) out.string(signature.key_id);
  out.end_array().end_object();
  return Printed{out.take() + "\n", ExitCode::kProceed};
}

Result<Printed> permit_decide(const PermitDecideRequest& request, bool json, const Look& look,
                              const GateOptions& options) {
  if (request.flow.empty())
    return fail({ErrorCode::kMalformed, "name the file of the flow", "--request", "请指定流动请求文件"});
  const auto checked = check(request.verify, options);
  if (!checked) return fail(checked.error());
  const permit::PermitCheck& verified = checked->check;
  if (!verified.permit || (!request.verify.status.empty() && !verified.status))
    return fail(not_verified(verified, request.verify.file));
  const auto bytes = read_small_file(request.flow);
  if (!bytes) return fail(bytes.error());
  const auto flow = permit::read_flow(*bytes, request.flow);
  if (!flow) return fail(flow.error());
  std::optional<PermitUsage> usage;
  if (!request.usage.empty()) {
    const auto told = read_small_file(request.usage);
    if (!told) return fail(told.error());
    auto read = permit::read_usage(*told, request.usage);
    if (!read) return fail(read.error());
    usage = std::move(*read);
  }
  const FlowAnswer answer = permit::decide(*verified.permit, verified.status ? &*verified.status : nullptr,
                                           *flow, usage ? &*usage : nullptr, checked->at_ms);
  return Printed{
      json ? permit::write_answer(answer) + "\n" : answer_screen(answer, verified.permit->permit().id, look),
      exit_of(answer.verdict)};
}

}  // namespace tidegate
