#include "tidegate/evidence/assemble.h"

namespace tidegate::evidence {
namespace {

Error no_state() {
  return {ErrorCode::kOutOfRange,
          "a log without a checkpoint proves nothing",
          {},
          "没有检查点的日志不能证明任何条目"};
}

}  // namespace

Result<Bundle> assemble(const LogAt& log, const Wanted& wanted, const TreeHasher& sha256,
                        const TreeHasher* sm3) {
  if (log.size == 0) return fail(no_state());
  Bundle out;
  out.statement = wanted.statement;
  out.entry = wanted.entry;
  out.index = wanted.index;
  out.disclosed = wanted.disclosed;
  out.checkpoint = log.checkpoint;
  out.state = log.state;
  out.history.first = log.first;
  out.receipt = log.receipt;
  auto proof = inclusion_proof(wanted.index, log.size, log.tree, sha256);
  if (!proof) return fail(proof.error());
  out.proof = std::move(*proof);
  auto state_proof = inclusion_proof(log.size - 1, log.size, log.tree, sha256);
  if (!state_proof) return fail(state_proof.error());
  out.state_proof = std::move(*state_proof);
  for (const LoggedChange& change : log.changes) {
    auto stands = inclusion_proof(change.index, log.size, log.tree, sha256);
    if (!stands) return fail(stands.error());
    out.history.changes.push_back({change.entry, change.index, std::move(*stands)});
  }
  for (Anchor anchor : log.anchors) {
    if (anchor.size <= wanted.index || anchor.size > log.size || out.anchors.size() == kMostAnchors) continue;
    auto goes_on = consistency_proof(anchor.size, log.size, log.tree, sha256);
    if (!goes_on) return fail(goes_on.error());
    anchor.proof = std::move(*goes_on);
    out.anchors.push_back(write_anchor(anchor));
  }
  const auto entry = read_entry(wanted.entry, "entry");
  if (!entry) return fail(entry.error());
  if (const auto* record = std::get_if<RecordEntry>(&*entry); record != nullptr && wanted.newest)
    out.map = MapEvidence{*wanted.newest, log.map.prove(map_key(record->subject)).path};
  if (log.sm3_tree == nullptr || sm3 == nullptr) return out;
  auto twin = inclusion_proof(wanted.index, log.size, *log.sm3_tree, *sm3);
  if (!twin) return fail(twin.error());
  auto twin_state = inclusion_proof(log.size - 1, log.size, *log.sm3_tree, *sm3);
  if (!twin_state) return fail(twin_state.error());
  out.sm3 = Sm3Evidence{log.sm3_checkpoint, std::move(*twin), std::move(*twin_state)};
  return out;
}

}  // namespace tidegate::evidence
