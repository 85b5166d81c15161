// Claim: bytes are no manifest, drill, verdict or challenge, told in both languages, or one that comes back
// as it was written; an answer of any bytes holds only where each drawn chunk stands in the manifest's tree.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/assure/backup_challenge.h"
#include "tidegate/assure/backup_manifest.h"
#include "tidegate/base/check.h"

namespace {

using namespace tidegate;

template <typename Read, typename Payload>
void check_signed(std::string_view bytes, Read read, Payload payload) {
  const auto one = read(bytes, "f");
  if (!one) {
    TIDEGATE_CHECK(!one.error().what.empty() && !one.error().what_zh.empty());
    return;
  }
  // Members may come in any order; what they say is all there.
  TIDEGATE_CHECK(parse_json(canonical_text(payload(*one)), "f").has_value());
}

void check_answer_of(std::string_view bytes) {
  assure::BackupManifest manifest;
  manifest.chunk_octets = assure::kLeastChunk;
  manifest.files = 1;
  manifest.chunks = 3;
  manifest.hash = sha256_hex("manifest");
  std::vector<Sha256> leaves;
  for (const char* chunk : {"one", "two", "three"})
    leaves.push_back(assure::chunk_leaf({0, 1'024 * leaves.size(), sha256("f")}, chunk));
  manifest.root = hex(assure::ChunkTree(leaves).root());
  const Sha256 seed = sha256("seed");
  const assure::BackupChallenge challenge{manifest.hash, 4, "note\n", hex(seed)};
  const auto next = [left = bytes](std::string& line) mutable {
    if (left.empty()) return false;
    line = std::string(left.substr(0, left.find('\n')));
    left.remove_prefix(std::min(left.size(), line.size() + 1));
    return true;
  };
  const assure::AnswerCheck answer = assure::check_answer(next, manifest, challenge, seed);
  TIDEGATE_CHECK(answer.held + answer.damaged <= challenge.draws);
  if (answer.state == assure::AnswerCheck::State::kHolds) {
    TIDEGATE_CHECK(answer.held == challenge.draws && answer.damaged == 0);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_signed(bytes, assure::read_manifest, assure::manifest_payload);
  check_signed(bytes, assure::read_drill, assure::drill_payload);
  check_signed(bytes, assure::read_verdict, assure::verdict_payload);
  if (const auto challenge = assure::read_challenge(bytes, "f")) {
    const auto again = assure::read_challenge(assure::write_challenge(*challenge), "f");
    TIDEGATE_CHECK(again && again->seed == challenge->seed && again->checkpoint == challenge->checkpoint);
  }
  check_answer_of(bytes);
  return 0;
}
