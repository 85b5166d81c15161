// What a log says of itself in its entries of state, held to the entries themselves: roots, the map of
// subjects, the count of changes. Of a log whose entries are not ours nothing is said: its tree alone is
// watched. Memory: some 150 octets a subject.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tidegate/base/text.h"
#include "tidegate/evidence/sparse_map.h"
#include "tidegate/evidence/tree.h"

namespace tidegate::evidence {

// Beyond that many subjects the map is no longer held (some 2.5 GB); roots and changes still are.
inline constexpr std::size_t kMostWatchedSubjects = std::size_t{1} << 24;

// An entry that says what is not so, or that is none of ours in a log of ours.
struct FalseEntry {
  enum class What { kEntry, kSha256Root, kSm3Root, kMapRoot, kChanges };
  std::uint64_t index = 0;
  What what = What::kEntry;
  friend bool operator==(const FalseEntry&, const FalseEntry&) = default;
};
std::string_view to_string(FalseEntry::What what);  // "entry", "sha256_root", "sm3_root" ...
Text told(const FalseEntry& entry);

class Statements {
 public:
  enum class Scope {
    kAll,       // every entry of state was held to what stands below it
    kNoMap,     // roots and changes alone: more subjects than are held
    kTreeAlone  // the log's first entry is none of ours, and then no other may be
  };
  // sm3  nullptr: not here; a log that states a root of SM3 is then not read on. Both outlive this.
  Statements(const TreeHasher& sha256, const TreeHasher* sm3, std::size_t most = kMostWatchedSubjects)
      : sha256_(&sha256), sm3_(sm3), most_(most), map_(std::make_unique<MapOfLog>(sha256)) {}

  // The next entry. Errors: kUnavailable (it states a root of SM3, which is not here).
  Result<void> take(std::string_view entry);

  std::uint64_t size() const { return sha256_tree_.size(); }
  // The tree of all that was taken, by that hasher: its algorithm is what counts.
  const Frontier& tree(bool is_sm3) const { return is_sm3 ? sm3_tree_ : sha256_tree_; }
  Scope scope() const { return scope_; }
  const std::optional<FalseEntry>& first_false() const { return false_; }

  // To go on from; of statements of which none is false.
  std::string to_text();
  // Errors: kCorrupt (not what to_text writes, or by other hashers).
  static Result<Statements> parse(std::string_view text, const TreeHasher& sha256, const TreeHasher* sm3,
                                  std::size_t most = kMostWatchedSubjects);

 private:
  Result<void> compare(const Entry& entry);
  void accuse(FalseEntry::What what);
  void add_record(const Hash& leaf, const Entry& entry);

  const TreeHasher* sha256_;
  const TreeHasher* sm3_;
  std::size_t most_;
  Scope scope_ = Scope::kAll;
  Frontier sha256_tree_;
  Frontier sm3_tree_;
  std::unique_ptr<MapOfLog> map_;
  std::size_t waiting_ = 0;  // records that the map has not settled
  std::uint64_t changes_ = 0;
  std::optional<FalseEntry> false_;
};
std::string_view to_string(Statements::Scope scope);  // "all", "no_map", "tree_alone"

}  // namespace tidegate::evidence
