#include "tidegate/evidence/proof_text.h"

#include <fmt/format.h>

#include "tidegate/base/base64.h"

namespace tidegate::evidence {
namespace {

constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";

tl::unexpected<Error> no_proof() {
  return fail({ErrorCode::kMalformed,
               "is no proof of a log (c2sp.org/tlog-proof@v1)",
               {},
               "不是日志证明（c2sp.org/tlog-proof@v1）"});
}

}  // namespace

Result<TlogProof> parse_tlog_proof(std::string_view text) {
  if (text.size() > kLargestProofText)
    return fail({ErrorCode::kLimit, "is larger than a proof may be", {}, "超出证明文件的大小上限"});
  if (take_line(text) != kFirstLine) return no_proof();
  TlogProof out;
  auto line = take_line(text);
  if (line && line->starts_with(kExtra)) {
    out.extra = from_base64(line->substr(kExtra.size()));
    if (!out.extra) return no_proof();
    line = take_line(text);
  }
  if (!line || !line->starts_with(kIndex)) return no_proof();
  const auto index = parse_count(line->substr(kIndex.size()));
  if (!index) return no_proof();
  out.index = *index;
  auto hashes = take_hash_lines(text);
  if (!hashes) return fail(hashes.error());
  out.hashes = std::move(*hashes);
  const auto note = parse_note(text);
  if (!note) return fail(note.error());
  if (const auto checkpoint = parse_checkpoint(note->text); !checkpoint) return fail(checkpoint.error());
  out.checkpoint = text;
  return out;
}

std::string to_text(const TlogProof& proof) {
  std::string out = fmt::format("{}\n", kFirstLine);
  if (proof.extra) out += fmt::format("{}{}\n", kExtra, to_base64(*proof.extra));
  out += fmt::format("{}{}\n", kIndex, proof.index);
  for (const Hash& hash : proof.hashes) out.append(base64_of(hash)).append("\n");
  return out.append("\n").append(proof.checkpoint);
}

Result<Witnessed> check_tlog_proof(const TlogProof& proof, const Hash& leaf, const Policy& policy,
                                   const TreeHasher& hasher, SignatureCheck& check) {
  auto witnessed = check_by_policy(proof.checkpoint, policy, check);
  if (!witnessed) return fail(witnessed.error());
  const Checkpoint& checkpoint = witnessed->signed_by_log.checkpoint;
  if (!is_included(hasher, proof.index, leaf, checkpoint.size, proof.hashes, checkpoint.root)) {
    return fail({ErrorCode::kCorrupt,
                 "the entry does not stand at that place of the log",
                 {},
                 "该条目不在日志的相应位置"});
  }
  return witnessed;
}

}  // namespace tidegate::evidence
