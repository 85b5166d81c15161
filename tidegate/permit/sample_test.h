// A permit with every kind of bound, its keys, and a flow inside it: what the tests of this room change.
#pragma once

#include <string>

#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/permit/decide.h"
#include "tidegate/permit/envelope.h"
#include "tidegate/permit/permit_text.h"
#include "tidegate/permit/trust.h"
#include "tidegate/permit/verify.h"

namespace tidegate::permit {

inline Ed25519Secret secret_of(std::uint8_t seed) {
  std::array<std::uint8_t, 32> octets{};
  octets.fill(seed);
  return Ed25519Secret(octets);
}
inline std::string id_of(std::uint8_t seed) { return key_id(secret_of(seed).public_key()); }

inline std::int64_t moment(const char* text) { return parse_instant(text).value(); }
inline Date day(const char* text) { return Date::parse(text).value(); }
inline constexpr const char* kNow = "2026-11-20T08:00:00Z";

inline Permit sample_permit() {
  Permit p;
  p.id = "P-0001";
  p.case_id = "C-2026-0001";
  p.filing_hash = std::string(64, 'a');
  p.decision_hash = std::string(64, 'b');
  p.issuer = {"Zone cyberspace office", "示范区网信办"};
  p.signers = {id_of(1), id_of(2)};
  p.issued_at_ms = moment("2026-11-01T01:00:00Z");
  p.exporter = {"示例医药（北京）有限公司", "91110000MA0000000H"};
  p.recipients = {{"Example Pharma SE", "DE"}, {"Example Labs Ltd", "SG"}};
  p.items = {{"受试者编号", {"ID.SUBJECT"}}, {"检验结果", {"HEALTH.LAB", "HEALTH.UNIT"}}, {"备注", {}}};
  p.purposes = {{"trial-2026", "临床试验数据回传总部统计分析"}};
  p.destinations = {"DE", "SG"};
  p.persons = {1'000, 3'000};
  p.sensitive_persons = {{}, 500};
  p.octets = {1'000'000, {}};
  p.links = {{"bulk_file",
              Encryption::kTls13,
              {{"sftp.example.invalid"}, {"192.0.2.0/28"}},
              {{"in.example.invalid"}, {"198.51.100.0/24", "2001:db8::/48"}}},
             {"physical_medium", Encryption::kEndToEnd, {}, {}}};
  p.valid = {day("2026-11-02"), day("2029-11-02")};
  p.status_needed_from_ms = moment("2026-11-03T00:00:00Z");
  p.conditions = {{"c1", ConditionKind::kDuty, {"report each quarter", "每季度报告"}, "", {}, {}},
                  {"c2", ConditionKind::kMetFirst, {"file the contract first", "先备案合同"}, "", {}, {}},
                  {"c3", ConditionKind::kMetBy, {"audit", "审计"}, "", day("2027-01-01"), {}},
                  {"c4", ConditionKind::kPseudonymised, {"pseudonymised", "去标识化"}, "检验结果", {}, {}},
                  {"c5", ConditionKind::kNoOnward, {"not passed on", "不得再提供"}, "", {}, {}},
                  {"c6", ConditionKind::kPerFlowOctets, {"small batches", "小批量"}, "", {}, 600'000},
                  {"c7", ConditionKind::kDeleteBy, {"delete", "删除"}, "", day("2029-01-01"), {}}};
  return p;
}

// One of each, so that every octet of its file can be tried.
inline Permit small_permit() {
  Permit p = sample_permit();
  p.issuer = {"office", "网信办"};
  p.exporter.name = "示例";
  p.recipients.resize(1);
  p.items.resize(1);
  p.purposes[0].says = "统计";
  p.links.resize(1);
  p.links[0].from = {};
  p.links[0].to = {{"in.example"}, {}};
  p.conditions.clear();
  return p;
}

inline PermitStatus sample_status(const std::string& permit_hash) {
  PermitStatus s;
  s.permit_id = "P-0001";
  s.permit_hash = permit_hash;
  s.sequence = 3;
  s.since_ms = moment("2026-11-01T01:00:00Z");
  s.stated_at_ms = moment("2026-11-19T00:00:00Z");
  s.valid_until_ms = moment("2026-11-26T00:00:00Z");
  s.signers = {id_of(1)};
  return s;
}

inline std::string sign_contents(DocumentKind kind, std::string contents,
                                 std::initializer_list<std::uint8_t> seeds) {
  Envelope envelope{kind, std::move(contents), {}};
  for (const std::uint8_t seed : seeds) add_signature(envelope, secret_of(seed));
  return write_envelope(envelope);
}
inline std::string signed_permit(const Permit& permit, std::initializer_list<std::uint8_t> seeds = {1}) {
  return sign_contents(DocumentKind::kPermit, write_permit(permit), seeds);
}
inline std::string signed_status(const PermitStatus& status,
                                 std::initializer_list<std::uint8_t> seeds = {1}) {
  return sign_contents(DocumentKind::kStatus, write_status(status), seeds);
}
// Keys of two agencies and a second one of the first.
inline TrustPolicy sample_trust() {
  TrustPolicy trust;
  for (const auto& [agency, seed] :
       {std::pair<const char*, std::uint8_t>{"cyberspace", 1}, {"public_security", 2}, {"cyberspace", 3}})
    trust.keys.push_back({agency, secret_of(seed).public_key(), id_of(seed), {}, true, true});
  return trust;
}

inline VerifiedPermit verified(const Permit& permit) {
  return *verify_permit(signed_permit(permit), sample_trust()).value;
}
inline VerifiedStatus verified(const PermitStatus& status, const VerifiedPermit& permit) {
  return *verify_status(signed_status(status), sample_trust(), permit).value;
}

inline FlowRequest sample_flow() {
  FlowRequest f;
  f.permit_id = "P-0001";
  f.exporter = "91110000MA0000000H";
  f.recipient = {"Example Pharma SE", "DE"};
  f.destination = "DE";
  f.purpose = "trial-2026";
  f.items = {{"受试者编号", {"ID.SUBJECT"}}, {"检验结果", {"HEALTH.LAB"}}};
  f.persons = {200, 100, 50};
  f.sensitive_persons = {200, {}, 50};
  f.octets = 500'000;
  f.mode = "bulk_file";
  f.encryption = Encryption::kTls13;
  f.from = {"sftp.example.invalid", "192.0.2.10"};
  f.to = {"IN.example.invalid.", "198.51.100.7"};
  f.is_pseudonymised = true;
  f.goes_onward = false;
  return f;
}
inline PermitUsage sample_usage() {
  PermitUsage u;
  u.permit_id = "P-0001";
  u.year = 2026;
  u.persons = {900, 2'900};
  u.sensitive_persons = {{}, 450};
  u.octets = {400'000, {}};
  u.met = {"c2"};
  u.last_seen_ms = moment("2026-11-20T07:00:00Z");
  u.last_sequence = 3;
  return u;
}

}  // namespace tidegate::permit
