// From an entry handed to a log on disk to a checkpoint that the policy's witnesses cosigned, again and
// again. bench/witnessed.py starts the witnesses and runs it:  gate_witnessed FOLDER KEY.pem ORIGIN POLICY
// ROUNDS Prints the milliseconds of each round, a line each.  gate_witnessed key KEY.pem ORIGIN: its verifier
// key.
#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>

#include "tidegate/evidence/cosignature.h"
#include "tidegate/gate/evidence/ask_witnesses.h"
#include "tidegate/gate/evidence/shared_log.h"
#include "tidegate/ports/http_client.h"
#include "tidegate/ports/log_files.h"
#include "tidegate/ports/signatures.h"

namespace tidegate {
namespace {

using namespace evidence;

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

int show_key(const std::string& key, const std::string& origin) {
  const auto signer = open_signer_pem(read(key), "").value();
  std::cout << VerifierKey{origin, KeyUse::kNote, signer->public_key()}.to_text() << "\n";
  return 0;
}

int run(const std::string& folder, const std::string& key, const std::string& origin,
        const std::string& policy, int rounds) {
  const auto signer = open_signer_pem(read(key), "").value();
  const Sha256TreeHasher hasher;
  const auto files = open_log_folder(folder).value();
  SharedLog log(Log::open(*files, {origin, {}, std::nullopt}, {hasher}).value());
  const auto fetch = http_client();
  WitnessAsker asker(Policy::parse(read(policy)).value(), *fetch, {.whole_ms = 5'000});
  for (int i = 0; i < rounds; ++i) {
    const std::string entry = fmt::format("{:0>256}", i);
    const auto begin = std::chrono::steady_clock::now();
    if (!log.append(EntryView{entry, {}})) return 1;
    const auto head = log.append_to_sign([](const TreeHead&) -> Result<KeptEntry> {
      return KeptEntry{std::string(128, 's'), {}};
    });
    if (!head) return 1;
    Note note{to_text(Checkpoint{origin, head->head.size, head->head.root}), {}};
    note.signatures.push_back(sign_note(note.text, origin, *signer).value());
    const std::uint64_t size = head->head.size;
    const auto asked = asker.ask(
        to_text(note),
        [&log, size](std::uint64_t from) { return log.prove_consistency(LogTree::kFirst, from, size); },
        CosigningWindow{});
    if (!asked || !asked->lacks.empty()) return 1;
    const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - begin;
    std::cout << fmt::format("{:.3f}\n", spent.count());
  }
  return 0;
}

}  // namespace
}  // namespace tidegate

int main(int argc, char** argv) {
  if (argc == 4 && std::string_view(argv[1]) == "key") return tidegate::show_key(argv[2], argv[3]);
  if (argc != 6) return 2;
  return tidegate::run(argv[1], argv[2], argv[3], argv[4], std::stoi(argv[5]));
}
