// Makes a log of ours for other implementations to check, and checks their proofs.
//   evidence_log_writer write FOLDER SIZE ORIGIN   entries "entry N"; tiles, bundles, checkpoint,
//   sm3/checkpoint,
//                                                  N.tlog-proof of some. Keys lie in FOLDER/keys: run again
//                                                  with a larger size, the log grows. Prints the two verifier
//                                                  keys.
//   evidence_log_writer check VERIFIER_KEY ENTRY   a proof on standard input; exit 0: it holds
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "tidegate/base/memory_log_files.h"
#include "tidegate/evidence/log.h"
#include "tidegate/evidence/proof_text.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/ports/tree_hashers.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;
using namespace evidence;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
void write(const fs::path& path, const std::string& octets) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << octets;
}

std::unique_ptr<OctetSigner> signer(const fs::path& path, SignatureAlgorithm algorithm) {
  if (!fs::exists(path)) write(path, new_signer_pem(algorithm, "").value());
  return open_signer_pem(read(path), "").value();
}

std::string signed_head(const std::string& origin, std::uint64_t size, const Hash& root, OctetSigner& key) {
  Note note{to_text(Checkpoint{origin, size, root}), {}};
  note.signatures.push_back(sign_note(note.text, origin, key).value());
  return to_text(note);
}

int write_log(const fs::path& folder, std::uint64_t size, const std::string& origin) {
  const auto first = signer(folder / "keys/ed25519.pem", SignatureAlgorithm::kEd25519);
  const auto second = signer(folder / "keys/sm2.pem", SignatureAlgorithm::kSm2);
  const Sha256TreeHasher sha256;
  const auto sm3 = sm3_tree_hasher().value();
  MemoryLogFiles files;
  const auto log = Log::open(files, {origin, {}, std::nullopt}, {sha256, sm3.get()}).value();
  constexpr std::uint64_t kTogether = 1'000;
  for (std::uint64_t at = 0; at < size; at += kTogether) {
    std::vector<std::string> entries;
    for (std::uint64_t i = at; i < std::min(size, at + kTogether); ++i)
      entries.push_back(fmt::format("entry {}", i));
    std::vector<EntryView> views;
    for (const std::string& entry : entries) views.push_back({entry, {}});
    if (!log->append(views)) return 1;
  }
  const TreeHead head = log->to_sign().value();
  if (!log->write_tiles()) return 1;
  for (const std::string& name : files.names())
    if (name.starts_with("tile/") || name.starts_with("sm3/")) write(folder / name, files.octets(name));
  const std::string checkpoint = signed_head(origin, head.size, head.root, *first);
  write(folder / "checkpoint", checkpoint);
  write(folder / "sm3/checkpoint",
        signed_head(origin + "/sm3", head.size, head.second_root.value(), *second));
  for (std::uint64_t i = 0; i < size; i += 1 + size / 5) {
    const TlogProof proof{{}, i, inclusion_proof(i, size, log->tree(), sha256).value(), checkpoint};
    write(folder / fmt::format("{}.tlog-proof", i), to_text(proof));
  }
  std::cout << VerifierKey{origin, KeyUse::kNote, first->public_key()}.to_text() << "\n"
            << VerifierKey{origin + "/sm3", KeyUse::kNote, second->public_key()}.to_text() << "\n";
  return 0;
}

int check(const std::string& key, const std::string& entry) {
  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  const auto proof = parse_tlog_proof(text);
  const auto policy = Policy::parse(fmt::format("log {}\nquorum none\n", key));
  if (!proof || !policy) return 1;
  const Sha256TreeHasher hasher;
  const auto held = check_tlog_proof(*proof, hasher.leaf(entry), *policy, hasher, *signature_check());
  if (!held) std::cerr << held.error().what << "\n";
  return held ? 0 : 1;
}

}  // namespace
}  // namespace tidegate

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv, argv + argc);
  if (argc == 5 && words[1] == "write") return tidegate::write_log(words[2], std::stoull(words[3]), words[4]);
  if (argc == 4 && words[1] == "check") return tidegate::check(words[2], words[3]);
  return 2;
}
