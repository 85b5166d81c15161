// Chunks drawn by what nobody could know when the manifest was made: a later checkpoint of a log. The holder
// gives back the chunks themselves, each with its proof. Formats: docs/formats/backup-manifest.md.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/assure/backup_manifest.h"
#include "tidegate/assure/chunk_tree.h"

namespace tidegate::assure {

inline constexpr std::uint64_t kUsualDraws = 300;
inline constexpr std::size_t kLargestChallenge = std::size_t{1} << 19;
// A chunk in base64, its proof, and what stands around them.
inline constexpr std::size_t kLongestAnswerLine = kLargestChunk / 3 * 4 + 8'192;

struct BackupChallenge {
  std::string manifest;  // SHA-256, hex
  std::uint64_t draws = 0;
  std::string checkpoint;  // the signed note, with the cosignatures that count
  std::string seed;        // hex; whoever checks makes it again
};
Result<BackupChallenge> read_challenge(std::string_view bytes, std::string_view where);
std::string write_challenge(const BackupChallenge& challenge);

// HMAC-SHA-256 under the manifest's hash, over the checkpoint's text and the cosignatures that the policy
// counts, in its order: a log that draws up checkpoints until one suits it would need its witnesses for each.
// note_text  the checkpoint's own text. cosignatures: "name base64" each.
Sha256 challenge_seed(std::string_view manifest_hash, std::string_view note_text,
                      const std::vector<std::string>& cosignatures);

// Which chunks: `draws` of them, evenly, with replacement; so a share d of damage stays unfound with
// (1-d)^draws. chunks  1 or more.
std::vector<std::uint64_t> drawn_chunks(const Sha256& seed, std::uint64_t draws, std::uint64_t chunks);

// 1 - (1 - d)^n in millionths, rounded down: what is promised is kept. share_e6: d in millionths, 0 to
// 1,000,000.
std::int64_t detection_e6(std::int64_t share_e6, std::uint64_t draws);

struct AnsweredChunk {
  std::uint64_t chunk = 0;
  ChunkPlace place;
  std::string octets;
  std::vector<Sha256> proof;
};
// The first line, and one line for each draw, in the order drawn.
std::string answer_head(const BackupChallenge& challenge);
std::string answer_line(const AnsweredChunk& chunk);

struct AnswerCheck {
  enum class State { kHolds, kUnreadable, kReplayed, kShort, kBitRotted };
  State state = State::kUnreadable;
  std::uint64_t held = 0;     // chunks that came back unchanged, before the first fault
  std::uint64_t damaged = 0;  // chunks that came back changed
};
// next  one line of the answer without its end; false: there is none left. Lines are read as they come: an
// answer is as large as its chunks. seed: as the checker made it.
AnswerCheck check_answer(const std::function<bool(std::string& line)>& next, const BackupManifest& manifest,
                         const BackupChallenge& challenge, const Sha256& seed);

}  // namespace tidegate::assure
