#include "tidegate/assure/credential.h"

#include <algorithm>
#include <array>

#include "tidegate/assure/fields.h"
#include "tidegate/assure/sd_jwt.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/terms/uscc.h"

namespace tidegate::assure {
namespace {

constexpr std::string_view kContext2 = "https://www.w3.org/ns/credentials/v2";
constexpr std::string_view kContext1 = "https://www.w3.org/2018/credentials/v1";

tl::unexpected<Error> malformed(std::string_view where, std::string what, std::string what_zh) {
  return fail({ErrorCode::kMalformed, std::move(what), std::string(where), std::move(what_zh)});
}

void hold_equal(const JsonReader& in, std::string& kept, std::string said) {
  if (!kept.empty() && kept != said)
    in.refuse(ErrorCode::kMalformed, "contradicts another member", "与另一成员矛盾");
  kept = std::move(said);
}

void earlier(std::optional<std::int64_t>& kept, std::int64_t ms) { kept = std::min(kept.value_or(ms), ms); }

std::string holder_at(const JsonReader& in) {
  in.only({"uscc", "foreign_id"});
  const auto uscc = in.optional("uscc");
  const auto foreign = in.optional("foreign_id");
  if (uscc.has_value() == foreign.has_value()) {
    in.refuse(ErrorCode::kMalformed, "has not one of uscc and foreign_id", "uscc 与 foreign_id 须恰有其一");
    return {};
  }
  if (foreign) {
    const std::string id = word_at(*foreign);
    // Compared with a firm's own code it would be that firm.
    if (Uscc::parse_typed(id))
      foreign->refuse(ErrorCode::kMalformed, "is a unified social credit code",
                      "是统一社会信用代码，应写入 uscc");
    return id;
  }
  const auto code = Uscc::parse(uscc->string());
  if (!code) uscc->refuse(ErrorCode::kMalformed, code.error().what, code.error().what_zh);
  return code ? code->str() : std::string();
}

// What the credential says of its holder, wherever its form keeps that. Members beside these could narrow
// what it proves: a reader that does not know them may not pass over them.
void read_subject(const JsonReader& in, Credential& out) {
  out.kind = word_at(in.member("kind"));
  out.holder = holder_at(in.member("holder"));
  if (const auto scope = in.optional("scope")) {
    scope->only({"systems", "sites", "processes"});
    if (const auto systems = scope->optional("systems")) out.scope.systems = words_at(*systems);
    if (const auto sites = scope->optional("sites")) out.scope.sites = words_at(*sites);
    if (const auto processes = scope->optional("processes")) out.scope.processes = words_at(*processes);
  }
  constexpr std::int64_t kHighestLevel = 9;
  if (const auto level = in.optional("level")) out.level = static_cast<int>(level->integer(1, kHighestLevel));
  if (const auto day = in.optional("worked_on")) out.worked_on = day->date();
  if (const auto standard = in.optional("standard")) word_at(*standard);
  if (const auto number = in.optional("number")) word_at(*number);
}

void read_status(const JsonReader& in, Credential& out) {
  const auto list = in.optional("status_list");
  out.has_other_status = in.value().object() != nullptr && in.value().object()->size() > (list ? 1 : 0);
  if (!list) return;  // another mechanism: as if it named none
  out.status = StatusReference{word_at(list->member("uri")), 0};
  constexpr std::int64_t kLargestIndex = (1LL << 31) - 1;
  out.status->index = list->member("idx").integer(0, kLargestIndex);
}

struct Moments {
  std::optional<std::int64_t> issued;
  std::optional<std::int64_t> from;
};

// The claims of RFC 7519 that either form has.
void read_registered(const JsonReader& in, Credential& out, Moments& moments) {
  if (const auto iss = in.optional("iss")) hold_equal(*iss, out.issuer, word_at(*iss));
  if (const auto iat = in.optional("iat")) moments.issued = seconds_at(*iat);
  if (const auto nbf = in.optional("nbf")) moments.from = seconds_at(*nbf);
  if (const auto exp = in.optional("exp")) earlier(out.expires_ms, seconds_at(*exp));
  if (const auto status = in.optional("status")) read_status(*status, out);
  if (const auto cnf = in.optional("cnf")) {
    if (const auto jwk = cnf->optional("jwk")) out.holder_key = jwk->value();
  }
}

void need_text(const JsonReader& in, std::string_view wanted) {
  const auto items = in.items(1, 20);
  if (std::none_of(items.begin(), items.end(), [&](const JsonReader& item) {
        const std::string* text = item.value().string();
        return text != nullptr && *text == wanted;
      }))
    in.refuse(ErrorCode::kMalformed, "does not name " + std::string(wanted), "未写明 " + std::string(wanted));
}

void read_vc(const JsonReader& vc, bool is_first_model, Credential& out, Moments& moments) {
  const auto contexts = vc.member("@context").items(1, 20);
  const std::string_view wanted = is_first_model ? kContext1 : kContext2;
  if (!contexts.empty() && contexts.front().string() != wanted)
    contexts.front().refuse(ErrorCode::kMalformed, "is not the context of that data model",
                            "不是该数据模型的上下文");
  need_text(vc.member("type"), "VerifiableCredential");
  need_text(vc.member("type"), kVcType);
  if (const auto issuer = vc.optional("issuer")) {
    const bool is_object = issuer->value().object() != nullptr;
    hold_equal(*issuer, out.issuer, word_at(is_object ? issuer->member("id") : *issuer));
  }
  const auto from = vc.optional(is_first_model ? "issuanceDate" : "validFrom");
  if (from) moments.from = std::max(moments.from.value_or(0), instant_at(*from));
  const auto until = vc.optional(is_first_model ? "expirationDate" : "validUntil");
  if (until) earlier(out.expires_ms, instant_at(*until));
  if (vc.optional("credentialStatus")) out.has_other_status = true;
  out.has_terms = vc.optional("termsOfUse").has_value();
  const JsonReader subject = vc.member("credentialSubject");
  subject.only({"id", "kind", "holder", "scope", "level", "worked_on", "standard", "number"});
  read_subject(subject, out);
}

void read_sd_vc(const JsonReader& in, Credential& out) {
  in.only({"iss", "iat", "nbf", "exp", "status", "cnf", "vct", "sub", "jti", "kind", "holder", "scope",
           "level", "worked_on", "standard", "number"});
  const JsonReader type = in.member("vct");
  if (type.string() != kCredentialType)
    type.refuse(ErrorCode::kMalformed, "is no type that is known", "不是已知的凭证类型");
  read_subject(in, out);
}

Result<Credential> from_payload(const Json& payload, bool is_sd_jwt, std::string_view where) {
  Credential out;
  JsonFault fault{std::string(where), {}};
  const JsonReader in(payload, fault);
  Moments moments;
  read_registered(in, out, moments);
  if (is_sd_jwt) {
    read_sd_vc(in, out);
  } else if (const auto vc = in.optional("vc")) {
    read_vc(*vc, true, out, moments);
  } else {
    read_vc(in, false, out, moments);
  }
  if (fault.first) {
    // A number out of range is a form that is broken: kOutOfRange is kept for algorithms.
    if (fault.first->code == ErrorCode::kOutOfRange) fault.first->code = ErrorCode::kMalformed;
    return fail(std::move(*fault.first));
  }
  if (out.issuer.empty()) return malformed(where, "names no issuer", "未写明签发者");
  if (!moments.issued && !moments.from)
    return malformed(where, "does not say when it was issued", "未写明签发时间");
  out.issued_ms = moments.issued ? *moments.issued : *moments.from;
  out.from_ms = std::max(out.issued_ms, moments.from.value_or(out.issued_ms));
  return out;
}

bool is_type(std::string_view type, bool is_sd_jwt) {
  constexpr std::array<std::string_view, 2> kSdJwt{"dc+sd-jwt", "vc+sd-jwt"};
  constexpr std::array<std::string_view, 4> kVc{"vc+jwt", "vc+ld+json+jwt", "JWT", ""};
  return is_sd_jwt ? std::find(kSdJwt.begin(), kSdJwt.end(), type) != kSdJwt.end()
                   : std::find(kVc.begin(), kVc.end(), type) != kVc.end();
}

}  // namespace

Result<Credential> read_claims(std::string_view json, std::string_view where) {
  if (json.size() > kLargestCredential)
    return fail({ErrorCode::kLimit, "is larger than 128 KiB", std::string(where), "超过 128 KiB"});
  const auto payload = parse_json(json, where);
  if (!payload || payload->object() == nullptr)
    return malformed(where, "has contents that are no JSON object", "内容不是 JSON 对象");
  return from_payload(*payload, false, where);
}

Result<Credential> read_credential(std::string_view bytes, std::string_view where) {
  std::string_view text = bytes;
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  if (text.size() > kLargestCredential)
    return fail({ErrorCode::kLimit, "is larger than 128 KiB", std::string(where), "超过 128 KiB"});
  // A picture holds a '~' somewhere: it is told as what it is not, in no word of SD-JWT.
  const auto is_of_jwt = [](char c) { return c > ' ' && c <= '~'; };
  if (text.empty() || !std::all_of(text.begin(), text.end(), is_of_jwt))
    return malformed(
        where,
        "is no credential that can be read: neither a JWT or SD-JWT, nor a signature by CMS, nor "
        "a PDF that holds one",
        "不是可读取的凭证：既非 JWT、SD-JWT，亦非 CMS 签名或含有它们的 PDF");
  const bool is_sd_jwt = text.find('~') != text.npos;
  SdJwtParts parts{text, {}, {}, {}};
  if (is_sd_jwt) {
    auto split = split_sd_jwt(text);
    if (!split)
      return fail({split.error().code, split.error().what, std::string(where), split.error().what_zh});
    parts = std::move(*split);
  }
  auto signed_text = parse_signed_text(parts.signed_text, kLargestCredential, where);
  if (!signed_text) return fail(signed_text.error());
  if (!is_type(signed_text->type, is_sd_jwt))
    return malformed(where, "is of a type that is no credential's", "类型不是凭证");
  // Asked for or not: what stands behind the last tilde is a key binding, and no disclosure cut short.
  if (!parts.key_binding.empty()) {
    const auto binding = parse_signed_text(parts.key_binding, kLongestKeyBinding, where);
    if (!binding || binding->type != kKeyBindingType)
      return malformed(where, "has something behind its disclosures that is no key binding",
                       "披露项之后的内容不是密钥绑定");
  }
  auto payload = is_sd_jwt ? with_disclosures(signed_text->payload, parts.disclosures)
                           : Result<Disclosed>(Disclosed{signed_text->payload, 0, {}});
  if (!payload)
    return fail({payload.error().code, payload.error().what, std::string(where), payload.error().what_zh});
  auto out = from_payload(payload->payload, is_sd_jwt, where);
  if (!out) return out;
  const auto& withheld = payload->withheld;
  out->withholds_scope = std::find(withheld.begin(), withheld.end(), "scope") != withheld.end() ||
                         (payload->withheld_claims > 0 && payload->payload.find("scope") == nullptr);
  std::size_t could_be = 0;
  for (const char* const name : {"level", "number"})
    if (payload->payload.find(name) == nullptr) ++could_be;
  out->withholds_more = payload->withheld_claims > could_be;
  out->text = std::move(*signed_text);
  out->key_binding = parts.key_binding;
  if (is_sd_jwt) out->key_binding_hash = sd_digest(parts.bound);
  out->hash = sha256_hex(text);
  return out;
}

}  // namespace tidegate::assure
