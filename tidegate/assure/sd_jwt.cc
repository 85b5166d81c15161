#include "tidegate/assure/sd_jwt.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "tidegate/base/base64.h"
#include "tidegate/base/hash.h"

namespace tidegate::assure {
namespace {

constexpr int kDeepest = 16;
constexpr std::size_t kMostDigests = 2'000;

Error wrong(std::string what, std::string what_zh) {
  return {ErrorCode::kMalformed, std::move(what), {}, std::move(what_zh)};
}

bool is_reserved(std::string_view name) { return name == "_sd" || name == "..." || name == "_sd_alg"; }

// What a verifier could not do without (draft of SD-JWT VC, 3.2.2.2): by a holder's choice it would be gone.
bool is_never_withheld(std::string_view name) {
  constexpr std::array<std::string_view, 8> kAlways{"iss",    "iat", "nbf", "exp",
                                                    "status", "cnf", "vct", "sub"};
  return std::find(kAlways.begin(), kAlways.end(), name) != kAlways.end();
}

struct Disclosure {
  std::optional<std::string> name;  // none: an element of an array
  Json value;
  bool is_used = false;
};

Result<Disclosure> read_disclosure(std::string_view text) {
  const auto octets = from_base64url(text);
  const auto json = octets ? parse_json(*octets, "disclosure") : Result<Json>(fail(wrong("", "")));
  const Json::Array* parts = json ? json->array() : nullptr;
  const bool is_whole = parts != nullptr && (parts->size() == 2 || parts->size() == 3) &&
                        (*parts)[0].string() != nullptr &&
                        (parts->size() == 2 || (*parts)[1].string() != nullptr);
  if (!is_whole) return fail(wrong("holds something that is no disclosure", "含有并非披露项的内容"));
  Disclosure out;
  out.value = parts->back();
  if (parts->size() == 3) {
    out.name = *(*parts)[1].string();
    if (is_reserved(*out.name))
      return fail(wrong("discloses a claim of a reserved name", "披露项使用了保留名称"));
  }
  return out;
}

class Disclosing {
 public:
  explicit Disclosing(std::map<std::string, Disclosure> known) : known_(std::move(known)) {}

  Result<Json> of(const Json& value, int depth) {
    if (depth > kDeepest) return fail({ErrorCode::kLimit, "is nested too deeply", {}, "嵌套过深"});
    if (value.object() != nullptr) return of_object(*value.object(), depth);
    if (value.array() != nullptr) return of_array(*value.array(), depth);
    return value;
  }
  // The payload: what is withheld of it is told by the claim that it lies in.
  Result<Disclosed> of_payload(const Json::Object& members) {
    auto payload = of_object(members, 0);
    if (!payload) return fail(payload.error());
    return Disclosed{
        std::move(*payload), withheld_claims_, {withheld_.upper_bound(std::string()), withheld_.end()}};
  }
  bool are_all_used() const {
    return std::all_of(known_.begin(), known_.end(), [](const auto& d) { return d.second.is_used; });
  }

 private:
  // nullptr in the result: nothing was disclosed for it.
  Result<Disclosure*> named_by(const Json& digest, bool is_claim) {
    if (digest.string() == nullptr) return fail(wrong("has a digest that is no text", "摘要不是文本"));
    if (seen_.size() >= kMostDigests)
      return fail({ErrorCode::kLimit, "has too many digests", {}, "摘要过多"});
    if (!seen_.insert(*digest.string()).second) return fail(wrong("has a digest twice", "摘要重复出现"));
    const auto at = known_.find(*digest.string());
    if (at == known_.end()) {
      withheld_.insert(claim_);
      if (claim_.empty()) ++withheld_claims_;
      return nullptr;
    }
    if (at->second.name.has_value() != is_claim)
      return fail(
          wrong("discloses a claim where an element stands, or the other way", "披露项的种类与其位置不符"));
    at->second.is_used = true;
    return &at->second;
  }

  Result<Json> of_claim(const std::string& name, const Json& value, int depth) {
    if (depth == 0) claim_ = name;
    auto inside = of(value, depth + 1);
    if (depth == 0) claim_.clear();
    return inside;
  }

  Result<Json> of_object(const Json::Object& members, int depth) {
    std::map<std::string, Json> out;
    for (const auto& [name, value] : members) {
      if (name == "_sd") continue;
      if (name == "...") return fail(wrong("has a claim of a reserved name", "存在使用保留名称的声明"));
      auto inside = of_claim(name, value, depth);
      if (!inside) return inside;
      out.emplace(name, std::move(*inside));
    }
    const auto digests = std::find_if(members.begin(), members.end(),
                                      [](const auto& member) { return member.first == "_sd"; });
    if (digests != members.end()) {
      if (digests->second.array() == nullptr)
        return fail(wrong("has no list of digests in _sd", "_sd 不是摘要列表"));
      for (const Json& digest : *digests->second.array()) {
        const auto found = named_by(digest, true);
        if (!found) return fail(found.error());
        if (*found == nullptr) continue;
        if (depth == 0 && is_never_withheld(*(*found)->name))
          return fail(wrong("discloses a claim that may not be withheld", "披露项涉及不得隐去的声明"));
        auto inside = of_claim(*(*found)->name, (*found)->value, depth);
        if (!inside) return inside;
        if (!out.emplace(*(*found)->name, std::move(*inside)).second)
          return fail(wrong("discloses a claim that is there already", "披露了已存在的声明"));
      }
    }
    return Json(Json::Object(out.begin(), out.end()));
  }

  Result<Json> of_array(const Json::Array& elements, int depth) {
    Json::Array out;
    for (const Json& element : elements) {
      const Json* digest = element.find("...");
      const Json* shown = &element;
      if (digest != nullptr) {
        if (element.object()->size() != 1)
          return fail(wrong("has a digest of an element beside other claims", "元素摘要旁有其他声明"));
        const auto found = named_by(*digest, false);
        if (!found) return fail(found.error());
        if (*found == nullptr) continue;
        shown = &(*found)->value;
      }
      auto inside = of(*shown, depth + 1);
      if (!inside) return inside;
      out.push_back(std::move(*inside));
    }
    return Json(std::move(out));
  }

  std::map<std::string, Disclosure> known_;  // by digest
  std::set<std::string> seen_;
  std::string claim_;               // of the payload, that is being looked at; empty: the payload itself
  std::set<std::string> withheld_;  // likewise
  std::size_t withheld_claims_ = 0;
};

}  // namespace

Result<SdJwtParts> split_sd_jwt(std::string_view text) {
  const std::size_t first = text.find('~');
  if (first == text.npos) return fail(wrong("has no tilde behind its signature", "签名之后没有波浪号"));
  SdJwtParts out;
  out.signed_text = text.substr(0, first);
  std::size_t at = first + 1;
  for (std::size_t next = text.find('~', at); next != text.npos; next = text.find('~', at)) {
    if (next == at) return fail(wrong("has an empty disclosure", "含空的披露项"));
    if (out.disclosures.size() >= kMostDisclosures)
      return fail({ErrorCode::kLimit, "has more than 200 disclosures", {}, "披露项超过 200 个"});
    out.disclosures.push_back(text.substr(at, next - at));
    at = next + 1;
  }
  out.bound = text.substr(0, at);
  out.key_binding = text.substr(at);
  return out;
}

Result<Disclosed> with_disclosures(const Json& payload, const std::vector<std::string_view>& disclosures) {
  Json::Object members;
  if (payload.object() == nullptr) return fail(wrong("is no object", "不是对象"));
  for (const auto& [name, value] : *payload.object()) {
    if (name != "_sd_alg") {
      members.emplace_back(name, value);
    } else if (value.string() == nullptr || *value.string() != "sha-256") {
      return fail(wrong("uses a hash other than sha-256", "使用了 sha-256 以外的哈希"));
    }
  }
  std::map<std::string, Disclosure> known;
  for (const std::string_view text : disclosures) {
    auto disclosure = read_disclosure(text);
    if (!disclosure) return fail(disclosure.error());
    if (!known.emplace(sd_digest(text), std::move(*disclosure)).second)
      return fail(wrong("has a disclosure twice", "披露项重复出现"));
  }
  Disclosing disclosing(std::move(known));
  auto out = disclosing.of_payload(members);
  if (out && !disclosing.are_all_used())
    return fail(wrong("has a disclosure that nobody signed", "含有未经签名的披露项"));
  return out;
}

std::string sd_digest(std::string_view text) {
  const Sha256 hash = sha256(text);
  return to_base64url({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

}  // namespace tidegate::assure
