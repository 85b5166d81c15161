// What a credential proves, for people and for programs.
#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/china_time.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/base/utc_time.h"
#include "tidegate/gate/credentials/files.h"
#include "tidegate/gate/headline.h"
#include "tidegate/report/display_width.h"
#include "tidegate/report/labels.h"

namespace tidegate {
namespace {

std::string moment(std::int64_t ms, Lang lang) {
  return lang == Lang::kZh ? china_time_text(ms) : utc_time_text(ms);
}

std::string joined(const std::vector<std::string>& words, Lang lang) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : lang == Lang::kZh ? "、" : ", ") + word;
  return out;
}

// What stands first: whether it comes as high as its kind lets any come.
Text verdict_words(const CredentialAssurance& a, ExitCode exit) {
  const std::string_view grade = to_string(a.grade);
  if (exit == ExitCode::kProceed)
    return {fmt::format("holds: {}, the best that its kind allows", grade),
            fmt::format("成立：{}，已达该种类可达的最高等级", grade)};
  return {fmt::format("not as good as its kind allows: {}", grade),
          fmt::format("未达该种类可达的最高等级：{}", grade)};
}

Text status_words(const CredentialAssurance& a) {
  switch (a.status) {
    case CredentialStatus::kValid:
      return {"holds", "有效"};
    case CredentialStatus::kRevoked:
      return {"revoked", "已撤销"};
    case CredentialStatus::kSuspended:
      return {"suspended", "已暂停"};
    case CredentialStatus::kUnknown:
      break;
  }
  return {"unknown", "未知"};
}

// "dsm (Data security management certification)": a kind that the risk model does not know is its code.
std::string kind_words(const std::string& code, Lang lang) {
  const auto rules = credential_rules();
  if (!rules) return code;
  const auto at = std::find_if(rules->begin(), rules->end(),
                               [&](const assure::CredentialRule& rule) { return rule.code == code; });
  if (at == rules->end()) return code;
  return fmt::format(fmt::runtime(lang == Lang::kZh ? "{}（{}）" : "{} ({})"), code, at->name.in(lang));
}

// How whoever asks says what it must cover.
std::string_view option_of(CredentialFault fault) {
  switch (fault) {
    case CredentialFault::kOtherSystem:
    case CredentialFault::kSystemUncovered:
      return "--system NAME";
    case CredentialFault::kOtherSite:
      return "--site NAME";
    case CredentialFault::kOtherProcess:
      return "--process NAME";
    default:
      return {};
  }
}

// In words before the code that programs know it by.
std::string reason_words(const CredentialReason& reason, Lang lang) {
  const std::string_view option = option_of(reason.fault);
  const bool zh = lang == Lang::kZh;
  return fmt::format(fmt::runtime(zh ? "{}{}（{}）" : "{}{} ({})"), reason.says.in(lang),
                     option.empty() ? std::string() : fmt::format(fmt::runtime(zh ? "；{}" : "; {}"), option),
                     to_string(reason.fault));
}

void write_strings(JsonWriter& out, const char* name, const std::vector<std::string>& words) {
  out.key(name).begin_array();
  for (const std::string& word : words) out.string(word);
  out.end_array();
}

void write_moment(JsonWriter& out, const char* name, const std::optional<std::int64_t>& ms) {
  out.key(name);
  ms ? out.string(instant_text(*ms)) : out.null();
}

}  // namespace

std::string credential_text(const CredentialAssurance& a, const Error* not_fetched, std::int64_t at_ms,
                            ExitCode exit, const Look& look) {
  const bool zh = look.lang == Lang::kZh;
  std::string out = headline_text({verdict_words(a, exit), at_ms, exit}, look);
  const auto line = [&](const char* en, const char* chinese, const std::string& value) {
    if (!value.empty())
      out += fmt::format("{}{}{}\n", zh ? chinese : en, zh ? "：" : ": ", report::printable(value));
  };
  line("grade", "证据等级", std::string(to_string(a.grade)));
  line("kind", "种类", kind_words(a.kind, look.lang));
  line("holder", "持有者", a.holder);
  line("issuer", "签发者",
       a.issuer_name.empty()
           ? a.issuer
           : fmt::format(fmt::runtime(zh ? "{}（{}）" : "{} ({})"), a.issuer, a.issuer_name.in(look.lang)));
  line("accredited by", "认可链", joined(a.accreditation, look.lang));
  line("systems", "系统", joined(a.scope.systems, look.lang));
  line("sites", "场所", joined(a.scope.sites, look.lang));
  line("processes", "业务过程", joined(a.scope.processes, look.lang));
  if (a.level) line("level", "等级", std::to_string(*a.level));
  if (a.issued_ms) line("issued", "签发", moment(*a.issued_ms, look.lang));
  if (a.expires_ms) line("ends", "截止", moment(*a.expires_ms, look.lang));
  line("status", "状态", status_words(a).in(look.lang));
  line("status list", "状态列表", a.status_source);
  if (a.status_ms) line("status signed", "状态签名时间", moment(*a.status_ms, look.lang));
  if (not_fetched != nullptr)
    line("status list not fetched, graded by those at hand", "未能取得状态列表，按现有列表定级",
         zh ? not_fetched->what_zh : not_fetched->what);
  std::string factors;
  for (const Factor f : a.factors)
    factors += fmt::format(fmt::runtime(zh ? "{}{}（{}）" : "{}{} ({})"),
                           factors.empty() ? ""
                           : zh            ? "、"
                                           : ", ",
                           letter(f), report::label(f).in(look.lang));
  line("factors that it may support", "可支持因素", factors);
  for (const CredentialReason& reason : a.why_not_higher)
    line("why not higher", "未能更高的原因", reason_words(reason, look.lang));
  line("SHA-256", "SHA-256", a.document_hash);
  return out;
}

std::string credential_json(const CredentialAssurance& a, const Error* not_fetched) {
  JsonWriter out;
  out.begin_object().key("grade").string(to_string(a.grade)).key("kind").string(a.kind);
  out.key("holder").string(a.holder).key("issuer").string(a.issuer);
  out.key("issuer_name").begin_object().key("en").string(a.issuer_name.en).key("zh").string(a.issuer_name.zh);
  out.end_object();
  write_strings(out, "accreditation", a.accreditation);
  out.key("scope").begin_object();
  write_strings(out, "systems", a.scope.systems);
  write_strings(out, "sites", a.scope.sites);
  write_strings(out, "processes", a.scope.processes);
  out.end_object().key("level");
  a.level ? out.integer(*a.level) : out.null();
  write_moment(out, "issued", a.issued_ms);
  write_moment(out, "expires", a.expires_ms);
  out.key("status").string(to_string(a.status)).key("status_source").string(a.status_source);
  write_moment(out, "status_signed", a.status_ms);
  out.key("status_not_fetched");
  if (not_fetched == nullptr) {
    out.null();
  } else {
    out.begin_object().key("en").string(not_fetched->what).key("zh").string(not_fetched->what_zh);
    out.end_object();
  }
  out.key("factors").begin_array();
  for (const Factor f : a.factors) out.string(letter(f));
  out.end_array().key("why_not_higher").begin_array();
  for (const CredentialReason& reason : a.why_not_higher) {
    out.begin_object().key("reason").string(to_string(reason.fault));
    out.key("at_most").string(to_string(reason.limit));
    out.key("says").begin_object().key("en").string(reason.says.en).key("zh").string(reason.says.zh);
    out.end_object().end_object();
  }
  out.end_array().key("sha256").string(a.document_hash).end_object();
  return out.take();
}

}  // namespace tidegate
