#include "tidegate/gate/evidence/witness_store.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/hash.h"
#include "tidegate/evidence/cosignature.h"
#include "tidegate/gate/evidence/witness_files.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/ports/tree_hashers.h"

namespace tidegate {
namespace {

using evidence::SignedCheckpoint;
using evidence::WitnessLine;

constexpr std::int64_t kSecondMs = 1'000;

// Of HTTP; what a person reads of it is one line.
WitnessAnswer plain(int status, std::string text) {
  return {status, "text/plain; charset=utf-8", std::move(text) + "\n"};
}

std::unique_ptr<TreeHasher> sm3_here() {
  auto made = sm3_tree_hasher();
  return made ? std::move(*made) : nullptr;
}

}  // namespace

WitnessStore::WitnessStore(Options options, std::string name, OpenFile lock,
                           std::vector<std::unique_ptr<OctetSigner>> signers)
    : options_(std::move(options)),
      name_(std::move(name)),
      lock_(std::move(lock)),
      signers_(std::move(signers)),
      check_(signature_check()),
      sm3_(sm3_here()) {}

Result<std::unique_ptr<WitnessStore>> WitnessStore::open(const Options& options,
                                                         std::vector<std::unique_ptr<OctetSigner>> signers) {
  const auto own = keys_in(options.folder);
  if (!own) return fail(own.error());
  const bool are_its = std::equal(
      own->begin(), own->end(), signers.begin(), signers.end(),
      [](const evidence::VerifierKey& key, const auto& signer) { return key.key == signer->public_key(); });
  if (!are_its)
    return fail({ErrorCode::kMalformed, "its private keys are not those of witness.vkeys", options.folder,
                 "私钥与 witness.vkeys 不一致"});
  auto lock = witness::lock_folder(options.folder);
  if (!lock) return fail(lock.error());
  const auto known = logs(options.folder);  // every line must be readable before anything is signed
  if (!known) return fail(known.error());
  return std::unique_ptr<WitnessStore>(
      new WitnessStore(options, own->front().name, std::move(*lock), std::move(signers)));
}

WitnessAnswer WitnessStore::add_checkpoint(std::string_view body) {
  const auto asked = evidence::parse_add_checkpoint(body);
  if (!asked) return plain(asked.error().code == ErrorCode::kLimit ? 413 : 400, asked.error().what);
  const auto note = evidence::parse_note(asked->checkpoint);
  const auto checkpoint = note ? evidence::parse_checkpoint(note->text) : fail(note.error());
  if (!checkpoint) return plain(400, checkpoint.error().what);
  const std::string& origin = checkpoint->origin;
  const auto keys = witness::read_log_keys(options_.folder, origin);
  if (!keys) return plain(500, keys.error().what);
  if (keys->empty()) return plain(404, "this log is not one that the witness was told of");
  const auto opened = evidence::open_checkpoint(asked->checkpoint, *keys, *check_);
  if (!opened) {
    const bool is_unsigned = opened.error().code == ErrorCode::kCorrupt;
    options_.say(fmt::format("witness_refused log={} why=\"{}\"", origin, opened.error().what));
    return plain(is_unsigned ? 403 : 500, opened.error().what);
  }
  const bool is_sm3 = keys->front().key.algorithm == SignatureAlgorithm::kSm2;
  if (is_sm3 && !sm3_) return plain(500, "this machine lacks the library of SM3");
  const auto kept = kept_of(origin);
  if (!kept) return plain(500, kept.error().what);
  const std::lock_guard lock((*kept)->mutex);
  if (is_sm3) return decide(**kept, *asked, *opened, *sm3_);
  return decide(**kept, *asked, *opened, sha256_);
}

Result<std::shared_ptr<WitnessStore::Kept>> WitnessStore::kept_of(const std::string& origin) {
  const std::lock_guard lock(mutex_);
  if (const auto at = kept_.find(origin); at != kept_.end()) return at->second;
  auto line = witness::read_line(options_.folder, origin);
  if (!line) {
    options_.say(fmt::format("witness_line_unreadable log={}", origin));
    return fail(line.error());
  }
  auto made = std::make_shared<Kept>();
  made->line = std::move(*line);
  kept_.emplace(origin, made);  // only logs that the operator named come here
  return made;
}

WitnessAnswer WitnessStore::decide(Kept& kept, const evidence::AddCheckpoint& asked,
                                   const SignedCheckpoint& opened, const TreeHasher& hasher) {
  const std::string& origin = opened.checkpoint.origin;
  if (kept.is_stopped) return plain(500, "the witness signs nothing of this log until it is started again");
  const auto said = evidence::decide(kept.line, asked, opened, hasher, options_.clock->now_ms() / kSecondMs);
  if (said.status != 200)
    options_.say(fmt::format("witness_refused log={} status={} kept={} asked={} fork={}", origin, said.status,
                             said.kept_size, opened.checkpoint.size, said.is_fork ? "yes" : "no"));
  if (said.is_fork) {
    if (const auto done = witness::keep_fork(options_.folder, *kept.line, asked.checkpoint); !done)
      options_.say(fmt::format("witness_fork_not_kept log={} why=\"{}\"", origin, done.error().what));
  }
  if (said.status == 409) return {409, "text/x.tlog.size", fmt::format("{}\n", said.kept_size)};
  if (said.status == 400) return plain(400, "the old size is beyond the checkpoint's");
  if (said.status != 200) return plain(said.status, "the proof does not lead from the old tree to this one");
  if (const auto done = keep(kept, *said.keep); !done) return plain(500, done.error().what);
  options_.kept();
  return cosigned(opened.note, said.keep->time_s);
}

Result<void> WitnessStore::keep(Kept& kept, const WitnessLine& line) {
  const std::string& origin = line.checkpoint.origin;
  auto done = witness::write_line(options_.folder, line);
  if (done) {
    kept.line = line;
    options_.say(fmt::format("witness_kept log={} size={}", origin, line.checkpoint.size));
    return {};
  }
  // A full disk leaves the line as it was. Where it is another now, whether it stays is not known.
  const auto lies = witness::read_line(options_.folder, origin);
  kept.is_stopped = !lies || *lies != kept.line;
  options_.say(fmt::format("witness_not_kept log={} stopped={} why=\"{}\"", origin,
                           kept.is_stopped ? "yes" : "no", done.error().what));
  return done;
}

WitnessAnswer WitnessStore::cosigned(const evidence::Note& note, std::int64_t time_s) {
  WitnessAnswer out = {200, "text/plain; charset=utf-8", {}};
  for (const auto& signer : signers_) {
    const auto line = evidence::cosign(note.text, time_s, name_, *signer);
    if (!line) return plain(500, line.error().what);
    out.body += evidence::to_line(*line);
  }
  return out;
}

}  // namespace tidegate
