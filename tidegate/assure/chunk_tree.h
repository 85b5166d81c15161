// The two trees of a backup (RFC 9162, 2.1, under SHA-256): of the chunks of its files as they lie, and of
// the files that were backed up. Built in memory: 64 octets a leaf.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/hash.h"
#include "tidegate/base/result.h"

namespace tidegate::assure {

// A chunk is bound to its file, its place in it and its length: nothing can stand for another chunk.
struct ChunkPlace {
  std::uint64_t file = 0;  // its place in the order of the paths' octets
  std::uint64_t offset = 0;
  Sha256 path{};  // SHA-256 of the path: an answer need not tell names
};
Sha256 chunk_leaf(const ChunkPlace& place, std::string_view octets);

struct BackedUpFile {
  std::string path;  // below the folder that all have in common, '/' between names
  std::uint64_t octets = 0;
  Sha256 hash{};
};
Sha256 file_leaf(const BackedUpFile& file);
// Takes away the folders that all have in common, and sorts by the paths' octets: the same files give the
// same list, whatever folder they were restored into.
void normalise(std::vector<BackedUpFile>& files);
// Of a normalised list. No file: of no leaf.
Sha256 data_root(std::span<const BackedUpFile> files);

class ChunkTree {
 public:
  explicit ChunkTree(std::vector<Sha256> leaves);
  std::uint64_t size() const { return levels_.front().size(); }
  Sha256 root() const;
  // The hashes beside its path, the nearest first. index below size().
  std::vector<Sha256> proof(std::uint64_t index) const;

 private:
  std::vector<std::vector<Sha256>> levels_;
};

bool is_in_tree(std::uint64_t index, const Sha256& leaf, std::uint64_t size, std::span<const Sha256> proof,
                const Sha256& root);

// 64 small hexadecimal digits. Errors: kMalformed.
Result<Sha256> hash_of_hex(std::string_view text);

}  // namespace tidegate::assure
