#include "tidegate/store/bundle.h"

#include <algorithm>
#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/store/fields_assurance.h"
#include "tidegate/store/fields_profile.h"
#include "tidegate/store/fields_sent.h"
#include "tidegate/store/fields_transfer.h"
#include "tidegate/store/json_archive.h"
#include "tidegate/store/json_codec.h"

namespace tidegate {
namespace store {

template <>
struct Fields<BundleSource> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("id", v.id);
    io("version", v.version);
    io("hash", v.hash);
  }
};
template <>
struct Fields<ReadOptions> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("delimiter", v.delimiter);
    io("encoding", v.encoding);
    io("sample_rows", v.sample_rows);
  }
};
template <>
struct Fields<Bundle> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("program", v.program);
    io("as_of", v.as_of);
    io("transfer", v.transfer);
    io("profile", v.profile);
    io("sent_before", v.sent_before);
    io("read", v.read);
    io("packs", v.packs);
    io("weights", v.weights);
    io("destinations", v.destinations);
    io("taxonomy_hash", v.taxonomy_hash);
    io("credentials", v.credentials);
    io("undeclared_copies", v.undeclared_copies);
    io("public_security_gate", v.public_security_gate);
    io("assessment_sha256", v.assessment_sha256);
  }
};

}  // namespace store

namespace {

constexpr std::string_view kFormat = "tidegate.tga/1";
constexpr std::string_view kDocument = "bundle";

tl::unexpected<Error> corrupt(std::string what, std::string what_zh) {
  return fail({ErrorCode::kCorrupt, "not a sound bundle: " + what, std::string(kDocument),
               "记录文件不完好：" + what_zh});
}

Json::Object without(const Json::Object& members, std::string_view key) {
  Json::Object out;
  std::copy_if(members.begin(), members.end(), std::back_inserter(out),
               [&](const auto& member) { return member.first != key; });
  return out;
}

bool shares_are_there(const SentBefore& sent) {
  for (const SentCount& count : sent.counts) {
    for (const SentShare& share : count.shares) {
      if (share.transfer >= sent.transfers.size()) return false;
    }
  }
  return true;
}

}  // namespace

std::string write_bundle(const Bundle& bundle) {
  Json::Object members = *store::encode(bundle).object();
  members.emplace_back("format", Json(std::string(kFormat)));
  const std::string hash = sha256_hex(canonical_text(Json(members)));
  members.emplace_back("sha256", Json(hash));
  return canonical_text(Json(std::move(members))) + "\n";
}

Result<Bundle> read_bundle(std::string_view bytes) {
  if (bytes.size() > kLargestBundle) {
    return fail({ErrorCode::kLimit, "larger than 64 MiB", std::string(kDocument), "超过 64 MiB"});
  }
  if (bytes.empty() || bytes.back() != '\n') return corrupt("it does not end in a line end", "结尾不是换行");
  const auto json = parse_json(bytes.substr(0, bytes.size() - 1), kDocument);
  if (!json) return corrupt(json.error().what, json.error().what_zh);
  if (json->object() == nullptr || canonical_text(*json) + "\n" != bytes) {
    return corrupt("its JSON is not canonical", "其 JSON 不是规范形式");
  }
  const Json::Object sealed = without(*json->object(), "sha256");
  const Json* hash = json->find("sha256");
  const Json* format = json->find("format");
  if (hash == nullptr || format == nullptr || hash->string() == nullptr || format->string() == nullptr) {
    return corrupt("it lacks its format or its hash", "缺少格式标识或散列");
  }
  if (*hash->string() != sha256_hex(canonical_text(Json(sealed)))) {
    return corrupt("its bytes do not match its hash", "内容与其散列不符");
  }
  if (*format->string() != kFormat) {
    return fail({ErrorCode::kOutOfRange, "a bundle of another version of the format than tidegate.tga/1",
                 std::string(kDocument), "记录文件的格式版本不是 tidegate.tga/1"});
  }
  JsonFault fault{std::string(kDocument), {}};
  const Json body(without(sealed, "format"));
  Bundle out;
  store::decode(JsonReader(body, fault), out);
  if (fault.first) return corrupt(fault.first->what + " at " + fault.first->where, fault.first->what_zh);
  if (!rows_are_there(out.transfer))
    return corrupt("it names a row of data that is not there", "指向不存在的数据行");
  if (out.sent_before && !shares_are_there(*out.sent_before))
    return corrupt("it names a transfer that is not there", "指向不存在的出境记录");
  if (write_bundle(out) != bytes) return corrupt("it writes out what is a default", "写出了缺省值");
  return out;
}

std::string assessment_digest(const Assessment& assessment) {
  Assessment answer = assessment;
  answer.record_id.clear();
  answer.bundle_path.clear();
  answer.html_path.clear();
  return sha256_hex(canonical_text(to_json(answer)));
}

}  // namespace tidegate
