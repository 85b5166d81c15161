// Writes bundles of evidence of an invented log, the same octets on every machine: evidence_samples OUTDIR.
// With --sm3 the log keeps the twin tree too, whose signatures differ from run to run. Tests alone need more
// of them than the one in the repository: --all.
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>

#include "tidegate/evidence/sample_log_test.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/ports/tree_hashers.h"

namespace {

using namespace tidegate;
using namespace tidegate::evidence;

std::unique_ptr<OctetSigner> key(std::uint8_t octet) {
  std::array<std::uint8_t, 32> seed{};
  seed.fill(octet);
  return ed25519_signer(Ed25519Secret(seed));
}

std::string twin_line(const OctetSigner& sm3) {
  return "log " + SampleLog::vkey(sm3, SampleLog::origin() + "/sm3") + "\n";
}

struct Writer {
  std::filesystem::path folder;
  bool write(const std::string& name, const std::string& bytes) const {
    std::ofstream out(folder / name, std::ios::binary);
    out << bytes;
    return static_cast<bool>(out);
  }
};

Record permit() {
  Record record;
  record.kind = RecordKind::kPermit;
  record.subject = {0x5a, 0x11, 0x07, 0x2c, 0x9e, 0x40, 0x33, 0xd8,
                    0x61, 0xb2, 0x0f, 0x77, 0x18, 0xc4, 0xe9, 0x05};
  record.actor = "ed25519:" + sha256_hex("the agency of the example");
  record.time_ms = SampleLog::kStart;
  record.law = sha256("the rule pack of the example");
  record.statement = sha256("a signed permit, as text\n");
  record.fields = {{"case", "BJ-2026-0001"},   {"exporter", "Example Trading (Beijing)"},
                   {"lane", "yellow"},         {"persons", "120000"},
                   {"recipient.region", "SG"}, {"risk.score", "412"}};
  return record;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  bool with_sm3 = false;
  bool all = false;
  for (int i = 2; i < argc; ++i) {
    with_sm3 = with_sm3 || std::string(argv[i]) == "--sm3";
    all = all || std::string(argv[i]) == "--all";
  }
  const Writer out{argv[1]};
  std::filesystem::create_directories(out.folder);
  const Sha256TreeHasher sha256_hasher;
  const auto log_key = key(1);
  const auto next_key = key(2);
  std::array<std::unique_ptr<OctetSigner>, 3> witnesses{key(3), key(4), key(5)};
  std::unique_ptr<TreeHasher> sm3_hasher;
  std::unique_ptr<OctetSigner> sm3_key;
  if (with_sm3) {
    auto hasher = sm3_tree_hasher();
    const auto pem = new_signer_pem(SignatureAlgorithm::kSm2, {});
    if (!hasher || !pem) return 69;
    sm3_hasher = std::move(*hasher);
    auto opened = open_signer_pem(*pem, {});
    if (!opened) return 69;
    sm3_key = std::move(*opened);
  }
  const std::vector<OctetSigner*> three{witnesses[0].get(), witnesses[1].get(), witnesses[2].get()};
  SampleLog log({log_key.get(), sm3_key.get(), three}, sha256_hasher, sm3_hasher.get());
  const std::string policy = SampleLog::policy_text(*log_key, three, 3);
  log.declare_policy(policy);
  log.fill(20);
  const SubjectSecret secret({9});
  const Record record = permit();
  const auto fields = salted(secret, {6}, record.fields).value();
  const std::uint64_t index = log.append(entry_of(sha256_hasher, record, fields));
  log.fill(60);
  log.change_key(*next_key);
  log.fill(100);
  log.publish();
  const std::vector<DisclosedField> shown{disclose(sha256_hasher, fields, "lane").value(),
                                          disclose(sha256_hasher, fields, "recipient.region").value()};
  const std::string statement = "a signed permit, as text\n";
  bool written = out.write("permit.tgb", write_bundle(log.bundle(index, statement, shown))) &&
                 out.write("policy.txt", sm3_key ? policy + twin_line(*sm3_key) : policy);
  if (all) {
    const Bundle before = log.bundle(index);
    written = written && out.write("key.tgb", write_bundle(log.bundle(60)));
    RecordEntry revoked = entry_of(sha256_hasher, record, {});
    revoked.kind = RecordKind::kPermitStatus;
    revoked.status = RecordStatus::kRevoked;
    revoked.parents = {index};
    const std::uint64_t last = log.append(revoked);
    log.publish();
    written = written && out.write("bare.tgb", write_bundle(before)) &&
              out.write("superseded.tgb", write_bundle(log.bundle(index, statement, shown))) &&
              out.write("revocation.tgb", write_bundle(log.bundle(last)));
    // One of three witnesses whose clock stands, or runs far ahead: two of three can do without it.
    const std::string two = SampleLog::policy_text(*log_key, three, 2);
    written = written && out.write("two.txt", sm3_key ? two + twin_line(*sm3_key) : two);
    constexpr std::int64_t kIn2100 = 4'102'444'800;
    for (const auto& [name, time_s] :
         {std::pair{"stands.tgb", std::int64_t{0}}, std::pair{"ahead.tgb", kIn2100}}) {
      log.set_clock(*witnesses[2], time_s);
      log.fill(log.size() + 1);
      log.publish();
      written = written && out.write(name, write_bundle(log.bundle(last)));
    }
  }
  return written ? 0 : 1;
}
