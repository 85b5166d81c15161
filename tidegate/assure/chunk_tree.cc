#include "tidegate/assure/chunk_tree.h"

#include <algorithm>

#include "tidegate/base/tree_hasher.h"

namespace tidegate::assure {
namespace {

constexpr std::string_view kChunk = "tidegate.chunk/1";
constexpr std::string_view kFile = "tidegate.file/1";

void put(std::string& out, std::uint64_t value, int octets) {
  for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8)
    out.push_back(static_cast<char>(static_cast<unsigned char>(value >> shift)));
}

void put(std::string& out, const Sha256& hash) {
  out.append(reinterpret_cast<const char*>(hash.data()), hash.size());
}

int digit(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

}  // namespace

Sha256 chunk_leaf(const ChunkPlace& place, std::string_view octets) {
  std::string entry(kChunk);
  entry.reserve(kChunk.size() + 52 + octets.size());
  put(entry, place.file, 8);
  put(entry, place.offset, 8);
  put(entry, octets.size(), 4);
  put(entry, place.path);
  entry.append(octets);
  return Sha256TreeHasher().leaf(entry);
}

Sha256 file_leaf(const BackedUpFile& file) {
  std::string entry(kFile);
  put(entry, file.octets, 8);
  put(entry, file.hash);
  entry.append(file.path);
  return Sha256TreeHasher().leaf(entry);
}

void normalise(std::vector<BackedUpFile>& files) {
  if (files.empty()) return;
  std::string_view common = files.front().path;
  common = common.substr(0, common.rfind('/') + 1);  // npos + 1: nothing
  for (const BackedUpFile& file : files) {
    while (!std::string_view(file.path).starts_with(common)) {
      common.remove_suffix(1);
      common = common.substr(0, common.rfind('/') + 1);
    }
  }
  const std::size_t length = common.size();
  for (BackedUpFile& file : files) file.path.erase(0, length);
  std::sort(files.begin(), files.end(),
            [](const BackedUpFile& a, const BackedUpFile& b) { return a.path < b.path; });
}

Sha256 data_root(std::span<const BackedUpFile> files) {
  std::vector<Sha256> leaves;
  leaves.reserve(files.size());
  for (const BackedUpFile& file : files) leaves.push_back(file_leaf(file));
  return ChunkTree(std::move(leaves)).root();
}

// A node without a neighbour goes up as it is: the same tree as splitting at the largest power of two.
ChunkTree::ChunkTree(std::vector<Sha256> leaves) {
  const Sha256TreeHasher hasher;
  levels_.push_back(std::move(leaves));
  while (levels_.back().size() > 1) {
    const std::vector<Sha256>& below = levels_.back();
    std::vector<Sha256> above((below.size() + 1) / 2);
    const std::size_t pairs = below.size() / 2;
    hasher.parents({below.data(), 2 * pairs}, {above.data(), pairs});
    if (below.size() % 2 == 1) above.back() = below.back();
    levels_.push_back(std::move(above));
  }
}

Sha256 ChunkTree::root() const {
  return levels_.back().empty() ? Sha256TreeHasher().empty() : levels_.back().front();
}

std::vector<Sha256> ChunkTree::proof(std::uint64_t index) const {
  std::vector<Sha256> out;
  for (const std::vector<Sha256>& level : levels_) {
    if (level.size() > 1 && (index ^ 1) < level.size()) out.push_back(level[index ^ 1]);
    index /= 2;
  }
  return out;
}

bool is_in_tree(std::uint64_t index, const Sha256& leaf, std::uint64_t size, std::span<const Sha256> proof,
                const Sha256& root) {
  if (index >= size) return false;
  const Sha256TreeHasher hasher;
  Sha256 at = leaf;
  for (; size > 1; size = (size + 1) / 2, index /= 2) {
    if ((index ^ 1) >= size) continue;
    if (proof.empty()) return false;
    at = index % 2 == 1 ? hasher.parent(proof.front(), at) : hasher.parent(at, proof.front());
    proof = proof.subspan(1);
  }
  return proof.empty() && at == root;
}

Result<Sha256> hash_of_hex(std::string_view text) {
  Sha256 out{};
  bool is_hex = text.size() == 2 * out.size();
  for (std::size_t i = 0; is_hex && i < out.size(); ++i) {
    const int high = digit(text[2 * i]);
    const int low = digit(text[2 * i + 1]);
    is_hex = high >= 0 && low >= 0;
    out[i] = static_cast<std::uint8_t>(16 * high + low);
  }
  if (!is_hex)
    return fail({ErrorCode::kMalformed, "is no SHA-256 in small hex", {}, "不是小写十六进制 SHA-256"});
  return out;
}

}  // namespace tidegate::assure
