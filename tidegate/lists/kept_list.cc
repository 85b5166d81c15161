#include "tidegate/lists/kept_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tidegate/base/ed25519.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/json_reader.h"

namespace tidegate::lists {
namespace {

constexpr std::array<std::string_view, 1> kKind{"tidegate/list/v1"};

std::string hex_of(std::string_view bytes) {
  return hex({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

}  // namespace

std::string sha256_of(const KeptList& kept) { return sha256_hex(kept.rows + kept.coverage); }

std::string kept_list_text(const KeptList& kept) {
  Json::Object o;
  o.emplace_back("kind", Json(std::string(kKind[0])));
  o.emplace_back("rows", Json(kept.rows));
  o.emplace_back("coverage", Json(kept.coverage));
  o.emplace_back("signature", Json(hex_of(kept.signature)));
  o.emplace_back("key", Json(kept.key));
  o.emplace_back("added", Json(kept.added.str()));
  o.emplace_back("sha256", Json(kept.sha256));
  return canonical_text(Json(std::move(o))) + "\n";
}

Result<KeptList> parse_kept_list(std::string_view text, std::string_view name) {
  if (text.size() > kLargestKeptList)
    return fail({ErrorCode::kLimit, fmt::format("is larger than {} octets", kLargestKeptList),
                 std::string(name), fmt::format("大于 {} 字节", kLargestKeptList)});
  const auto json = parse_json(text, name);
  if (!json) return fail(json.error());
  JsonFault fault{std::string(name), {}};
  const JsonReader r(*json, fault);
  r.only({"kind", "rows", "coverage", "signature", "key", "added", "sha256"});
  (void)r.member("kind").one_of(kKind);
  KeptList kept;
  kept.rows = r.member("rows").string();
  kept.coverage = r.member("coverage").string();
  const std::string signature = r.member("signature").string();
  kept.signature = bytes_of_hex(signature);
  kept.key = r.member("key").string();
  kept.added = r.member("added").date();
  kept.sha256 = r.member("sha256").string();
  if (hex_of(kept.signature) != signature)
    r.member("signature").refuse(ErrorCode::kMalformed, "is not in hexadecimal digits", "不是十六进制");
  if (kept.signature.empty() != kept.key.empty())
    r.member("key").refuse(ErrorCode::kMalformed, "and signature stand together or not at all",
                           "公钥与签名须同时存在");
  if (fault.first) return fail(*fault.first);
  return kept;
}

Result<OfficialList> open_kept_list(const KeptList& kept, std::string_view name, const IsType& is_type) {
  if (kept.sha256 != sha256_of(kept)) {
    return fail({ErrorCode::kCorrupt, "the rows are not those that were added (SHA-256): add the list again",
                 std::string(name), "条目与加入时的不同（SHA-256）：请重新加入该清单"});
  }
  if (!kept.signature.empty()) {
    const auto key = parse_ed25519_hex(kept.key);
    if (!key || !is_signed_by(*key, kept.rows + kept.coverage, kept.signature)) {
      return fail({ErrorCode::kCorrupt, "the signature is not that key's signature of these rows",
                   std::string(name), "签名与该公钥、这些条目不符"});
    }
  }
  auto rows = parse_list_rows(kept.rows, name, is_type);
  if (!rows) return fail(rows.error());
  OfficialList list;
  list.coverage = unstated_coverage(*rows);
  if (!kept.coverage.empty()) {
    const auto lines = parse_list_coverage(kept.coverage, fmt::format("{}, coverage", name));
    if (!lines) return fail(lines.error());
    const auto at = std::find_if(lines->begin(), lines->end(),
                                 [&](const ListCoverage& c) { return c.list_id == rows->front().list_id; });
    if (at == lines->end())
      return fail({ErrorCode::kNotFound,
                   fmt::format("the coverage has no line for {}", rows->front().list_id), std::string(name),
                   fmt::format("覆盖说明中没有 {} 一行", rows->front().list_id)});
    list.coverage = *at;
  }
  list.rows = std::move(*rows);
  list.origin = kept.signature.empty() ? Origin::kUnsigned : Origin::kSigned;
  list.sha256 = sha256_hex(kept.rows);
  list.key = kept.key;
  return list;
}

}  // namespace tidegate::lists
