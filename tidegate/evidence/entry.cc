#include "tidegate/evidence/entry.h"

#include <algorithm>
#include <array>

#include "tidegate/base/cbor_reader.h"

namespace tidegate::evidence {
namespace {

constexpr std::uint64_t kVersion = 1;
constexpr std::size_t kLongestActor = 200;
constexpr std::size_t kLongestVkey = 4'096;
constexpr std::size_t kLongestPolicy = 60'000;
constexpr std::size_t kLongestSignature = 8'192;

enum Key : std::uint64_t {
  kFormatKey,
  kKindKey,
  kSubjectKey,
  kParentsKey,
  kActorKey,
  kTimeKey,
  kLawKey,
  kFieldsKey,
  kStatementKey,
  kStatusKey,
  kBodyKey,
  kKeys
};
enum Part : std::uint64_t { kFirst, kSecond, kThird, kFourth, kFourthsEnd };

constexpr std::array<std::string_view, 10> kKinds{"assessment", "case_step", "permit",  "permit_status",
                                                  "credential", "backup",    "warning", "state",
                                                  "key",        "policy"};
constexpr std::size_t kState = 7;
constexpr std::size_t kKeyChange = 8;
constexpr std::array<std::string_view, 4> kStatuses{"live", "suspended", "revoked", "superseded"};

template <typename... F>
struct Each : F... {
  using F::operator()...;
};
template <typename... F>
Each(F...) -> Each<F...>;

Cbor of(const Hash& hash) { return Cbor::bytes(octets_of(hash)); }
void put(Cbor::Map& map, std::uint64_t key, Cbor value) {
  map.emplace_back(Cbor::integer(key), std::move(value));
}

void put_parts(Cbor::Map& map, const RecordEntry& entry) {
  put(map, kSubjectKey, Cbor::bytes({entry.subject.begin(), entry.subject.end()}));
  Cbor::Array parents;
  for (const std::uint64_t parent : entry.parents) parents.push_back(Cbor::integer(parent));
  put(map, kParentsKey, Cbor::array(std::move(parents)));
  put(map, kActorKey, Cbor::text(entry.actor));
  if (entry.law) put(map, kLawKey, of(*entry.law));
  if (entry.fields.count > 0) {
    Cbor::Map fields;
    put(fields, kFirst, Cbor::integer(entry.fields.count));
    put(fields, kSecond, of(entry.fields.root));
    put(map, kFieldsKey, Cbor::map(std::move(fields)));
  }
  if (entry.statement) put(map, kStatementKey, of(*entry.statement));
  put(map, kStatusKey, Cbor::text(std::string(to_string(entry.status))));
}

Cbor body_of(const StateEntry& entry) {
  Cbor::Map body;
  put(body, kFirst, of(entry.sha256_root));
  if (entry.sm3_root) put(body, kSecond, of(*entry.sm3_root));
  put(body, kThird, of(entry.map_root));
  put(body, kFourth, Cbor::integer(entry.changes));
  return Cbor::map(std::move(body));
}

Cbor body_of(const std::string& says, const std::string& signature) {
  Cbor::Map body;
  put(body, kFirst, Cbor::text(says));
  put(body, kSecond, Cbor::bytes(signature));
  return Cbor::map(std::move(body));
}

RecordEntry record_at(const CborReader& in, std::size_t kind) {
  RecordEntry entry;
  entry.kind = static_cast<RecordKind>(kind);
  const std::string subject = in.member(kSubjectKey).bytes(entry.subject.size(), entry.subject.size());
  std::copy(subject.begin(), subject.end(), entry.subject.begin());
  for (const CborReader& parent : in.member(kParentsKey).items(0, kMostParents))
    entry.parents.push_back(parent.integer(INT64_MAX));
  const auto not_apart = [](std::uint64_t a, std::uint64_t b) { return a >= b; };
  if (std::adjacent_find(entry.parents.begin(), entry.parents.end(), not_apart) != entry.parents.end())
    in.member(kParentsKey).refuse("is not ascending", "未按升序排列");
  entry.actor = in.member(kActorKey).text(1, kLongestActor);
  entry.time_ms = static_cast<std::int64_t>(in.member(kTimeKey).integer(INT64_MAX));
  if (const auto law = in.optional(kLawKey)) entry.law = law->hash();
  if (const auto fields = in.optional(kFieldsKey)) {
    fields->only_below(kThird);
    entry.fields = {fields->member(kFirst).integer(kMostFields), fields->member(kSecond).hash()};
    if (entry.fields.count == 0) fields->refuse("counts no field", "字段数为零");
  }
  if (const auto statement = in.optional(kStatementKey)) entry.statement = statement->hash();
  entry.status = static_cast<RecordStatus>(in.member(kStatusKey).one_of(kStatuses));
  if (in.optional(kBodyKey)) in.refuse("has a key that its kind has not", "含有该类条目没有的键");
  return entry;
}

Entry log_entry_at(const CborReader& in, std::size_t kind) {
  for (const std::uint64_t key :
       {kSubjectKey, kParentsKey, kActorKey, kLawKey, kFieldsKey, kStatementKey, kStatusKey}) {
    if (in.optional(key)) in.refuse("has a key that its kind has not", "含有该类条目没有的键");
  }
  const auto time_ms = static_cast<std::int64_t>(in.member(kTimeKey).integer(INT64_MAX));
  const CborReader body = in.member(kBodyKey);
  if (kind == kState) {
    body.only_below(kFourthsEnd);
    StateEntry entry{time_ms,
                     body.member(kFirst).hash(),
                     {},
                     body.member(kThird).hash(),
                     body.member(kFourth).integer(INT64_MAX)};
    if (const auto sm3 = body.optional(kSecond)) entry.sm3_root = sm3->hash();
    return entry;
  }
  body.only_below(kThird);
  std::string signature = body.member(kSecond).bytes(0, kLongestSignature);
  if (kind == kKeyChange)
    return KeyEntry{time_ms, body.member(kFirst).text(1, kLongestVkey), std::move(signature)};
  return PolicyEntry{time_ms, body.member(kFirst).text(1, kLongestPolicy), std::move(signature)};
}

std::string octets(const Entry& entry) {
  Cbor::Map map;
  put(map, kFormatKey, Cbor::integer(kVersion));
  put(map, kKindKey, Cbor::text(std::string(kind_of(entry))));
  put(map, kTimeKey, Cbor::integer(static_cast<std::uint64_t>(time_of(entry))));
  std::visit(Each{[&](const RecordEntry& e) { put_parts(map, e); },
                  [&](const StateEntry& e) { put(map, kBodyKey, body_of(e)); },
                  [&](const KeyEntry& e) { put(map, kBodyKey, body_of(e.vkey, e.signature)); },
                  [&](const PolicyEntry& e) { put(map, kBodyKey, body_of(e.policy, e.signature)); }},
             entry);
  return write_cbor(Cbor::map(std::move(map)));
}

}  // namespace

std::string_view kind_of(const Entry& entry) {
  if (const auto* record = std::get_if<RecordEntry>(&entry)) return to_string(record->kind);
  return kKinds[kState + entry.index() - 1];
}

std::int64_t time_of(const Entry& entry) {
  return std::visit([](const auto& e) { return e.time_ms; }, entry);
}

Result<std::string> write_entry(const Entry& entry) {
  std::string out = octets(entry);
  // What its own reader would refuse is never logged.
  const auto back = read_entry(out, "entry");
  if (!back)
    return fail({ErrorCode::kOutOfRange, back.error().what, back.error().where, back.error().what_zh});
  return out;
}

Result<Entry> read_entry(std::string_view bytes, std::string_view where) {
  const auto value = read_cbor(bytes, where, {.octets = kLargestEntry, .items = 1'024, .depth = 4});
  if (!value) return fail(value.error());
  CborFault fault{std::string(where), {}};
  const CborReader in(*value, fault);
  in.only_below(kKeys);
  if (in.member(kFormatKey).integer() != kVersion)
    in.member(kFormatKey).refuse("is a version that this program does not know", "本程序不认识的版本");
  const std::size_t kind = in.member(kKindKey).one_of(kKinds);
  Entry entry = kind < kState ? Entry(record_at(in, kind)) : log_entry_at(in, kind);
  if (fault.first) return fail(std::move(*fault.first));
  return entry;
}

}  // namespace tidegate::evidence
