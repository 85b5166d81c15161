#include "tidegate/evidence/log.h"

#include <gtest/gtest.h>
#include <sodium/crypto_generichash.h>

#include "tidegate/base/memory_log_files.h"
#include "tidegate/evidence/signed_head.h"

namespace tidegate::evidence {
namespace {

const Sha256TreeHasher kHasher;

// Some other hash function, in the place of SM3.
class OtherHasher final : public TreeHasher {
 public:
  TreeHash empty() const override { return hash(""); }
  TreeHash leaf(std::string_view entry) const override {
    return hash(std::string(1, '\0') + std::string(entry));
  }
  void parents(std::span<const TreeHash> children, std::span<TreeHash> out) const override {
    for (std::size_t i = 0; i < out.size(); ++i) {
      std::string pair(1, '\1');
      pair.append(reinterpret_cast<const char*>(children[2 * i].data()), 2 * sizeof(TreeHash));
      out[i] = hash(pair);
    }
  }

 private:
  static TreeHash hash(const std::string& octets) {
    TreeHash out;
    crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(octets.data()),
                       octets.size(), nullptr, 0);
    return out;
  }
};
const OtherHasher kOther;

LogOptions options() { return {"evidence.example.cn/2026", SegmentSeed{{1, 2, 3}}, std::nullopt}; }
Result<std::unique_ptr<Log>> open(LogFiles& files) { return Log::open(files, options(), {kHasher, &kOther}); }

std::string entry(std::uint64_t i) { return "entry " + std::to_string(i) + std::string(i % 70, '.'); }
std::string sealed(std::uint64_t i) { return i % 3 == 0 ? "" : "sealed " + std::to_string(i); }

// The entries of those indices, in one batch.
Result<std::uint64_t> append(Log& log, std::uint64_t from, std::uint64_t to) {
  std::vector<std::string> texts;
  for (std::uint64_t i = from; i < to; ++i) texts.insert(texts.end(), {entry(i), sealed(i)});
  std::vector<EntryView> views;
  for (std::size_t i = 0; i < texts.size(); i += 2) views.push_back({texts[i], texts[i + 1]});
  return log.append(views);
}

TreeHead twin(std::uint64_t size) {
  Frontier first;
  Frontier second;
  for (std::uint64_t i = 0; i < size; ++i) {
    const Hash leaf = kHasher.leaf(entry(i));
    const Hash other = kOther.leaf(entry(i));
    first.append({&leaf, 1}, kHasher);
    second.append({&other, 1}, kOther);
  }
  return {size, first.root(kHasher), second.root(kOther)};
}

TEST(Log, GivesOutIndicesInOrderAndReadsBackWhatItTook) {
  MemoryLogFiles files;
  auto log = open(files);
  ASSERT_TRUE(log);
  EXPECT_EQ((*log)->head(), twin(0));
  EXPECT_EQ(*append(**log, 0, 1), 0U);
  EXPECT_EQ(*append(**log, 1, 700), 1U);
  EXPECT_EQ(*append(**log, 700, 703), 700U);
  EXPECT_EQ((*log)->head(), twin(703));
  for (const std::uint64_t i :
       std::initializer_list<std::uint64_t>{0, 1, 255, 256, 257, 511, 512, 699, 700, 702}) {
    const auto read = (*log)->read(i);
    ASSERT_TRUE(read) << i;
    EXPECT_EQ(read->entry, entry(i));
    EXPECT_EQ(read->sealed, sealed(i));
  }
  EXPECT_EQ((*log)->read(703).error().code, ErrorCode::kNotFound);
}

TEST(Log, IsTheSameWhenItIsOpenedAgain) {
  MemoryLogFiles files;
  for (const std::uint64_t size : std::initializer_list<std::uint64_t>{0, 1, 2, 255, 256, 257, 1'000}) {
    auto log = open(files);
    ASSERT_TRUE(log) << log.error().what;
    while ((*log)->size() < size)
      ASSERT_TRUE(append(**log, (*log)->size(), std::min((*log)->size() + 100, size)));
    const TreeHead head = *(*log)->to_sign();
    EXPECT_EQ(head, twin(size));
    log->reset();
    log = open(files);
    ASSERT_TRUE(log) << log.error().what;
    EXPECT_EQ((*log)->head(), head);
    EXPECT_EQ((*log)->last_signed(), head);
  }
}

TEST(Log, ProvesItsEntriesInBothTreesAtEverySizeItHad) {
  MemoryLogFiles files;
  auto log = open(files);
  ASSERT_TRUE(append(**log, 0, 600));
  const Hash leaf = kHasher.leaf(entry(77));
  for (const std::uint64_t size :
       std::initializer_list<std::uint64_t>{78, 255, 256, 257, 511, 512, 513, 600}) {
    const TreeHead head = twin(size);
    const auto proof = inclusion_proof(77, size, (*log)->tree(), kHasher);
    ASSERT_TRUE(proof) << size;
    EXPECT_TRUE(is_included(kHasher, 77, leaf, size, *proof, head.root));
    const auto second = inclusion_proof(77, size, *(*log)->second_tree(), kOther);
    ASSERT_TRUE(second) << size;
    EXPECT_TRUE(is_included(kOther, 77, kOther.leaf(entry(77)), size, *second, *head.second_root));
    const auto on = consistency_proof(size, 600, (*log)->tree(), kHasher);
    ASSERT_TRUE(on);
    EXPECT_TRUE(is_consistent(kHasher, size, head.root, 600, *on, twin(600).root));
  }
  EXPECT_FALSE(inclusion_proof(77, 601, (*log)->tree(), kHasher));
}

// Tiles of every kind at the sizes where mistakes are made: each reads back, and its hashes are those of the
// tree.
TEST(Log, WritesTheTilesOfWhatItSigned) {
  MemoryLogFiles files;
  auto log = open(files);
  ASSERT_TRUE((*log)->write_tiles());
  for (const std::uint64_t size :
       std::initializer_list<std::uint64_t>{1, 255, 256, 257, 65'535, 65'536, 65'537, 70'000}) {
    while ((*log)->size() < size)
      ASSERT_TRUE(append(**log, (*log)->size(), std::min((*log)->size() + 1'000, size)));
    ASSERT_TRUE((*log)->to_sign());
    const auto done = (*log)->write_tiles();
    ASSERT_TRUE(done) << done.error().what;
    ASSERT_TRUE(visit_new_tiles(0, size, [&](const TileName& name) -> Result<void> {
      const std::string path = tile_path(name);
      EXPECT_TRUE(files.has(path)) << path << " of " << size;
      if (name.level && name.index % 64 == 0) {
        const auto hashes = read_tile(files.octets(path), name.width);
        EXPECT_TRUE(hashes) << path;
        for (std::size_t i = 0; hashes && i < hashes->size(); i += 50)
          EXPECT_EQ((*hashes)[i], *(*log)->tree().subtree(8 * *name.level, name.index * 256 + i)) << path;
        EXPECT_TRUE(files.has("sm3/" + path));
      } else if (!name.level) {
        const auto entries = read_bundle(files.octets(path), name.width);
        EXPECT_TRUE(entries && entries->front() == entry(name.index * 256)) << path;
      }
      return {};
    }));
  }
  EXPECT_FALSE(files.has("tile/0/000.p/255"));  // the full tile is there
  EXPECT_TRUE(files.has("tile/0/273.p/112"));
}

TEST(Log, PutsTilesRightThatAPowerCutLeftWrong) {
  MemoryLogFiles files;
  {
    auto log = open(files);
    ASSERT_TRUE(append(**log, 0, 300));
    ASSERT_TRUE((*log)->to_sign());
    ASSERT_TRUE((*log)->write_tiles());
  }
  const std::string right = files.octets("tile/0/000");
  files.octets("tile/0/000").assign(right.size(), '\0');
  files.octets("sm3/tile/1/000.p/1").clear();
  files.octets("tile/entries/001.p/44") += "more";
  files.remove("tile/entries/000");
  auto log = open(files);
  ASSERT_TRUE((*log)->write_tiles());
  EXPECT_EQ(files.octets("tile/0/000"), right);
  EXPECT_EQ(files.octets("sm3/tile/1/000.p/1").size(), sizeof(Hash));
  EXPECT_TRUE(read_bundle(files.octets("tile/entries/001.p/44"), 44));
  EXPECT_TRUE(read_bundle(files.octets("tile/entries/000"), 256));
}

TEST(Log, TakesNothingTooLargeAndGoesOn) {
  MemoryLogFiles files;
  auto log = open(files);
  const std::string large(kMaxEntryOctets + 1, 'x');
  const std::string content(kMaxSealedOctets + 1, 'x');
  EXPECT_EQ((*log)->append({}).error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ((*log)->append(std::vector<EntryView>{{large, ""}}).error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ((*log)->append(std::vector<EntryView>{{"", content}}).error().code, ErrorCode::kOutOfRange);
  const std::vector<EntryView> many(17, {"", std::string_view(content).substr(1)});
  EXPECT_EQ((*log)->append(many).error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(*(*log)->append(std::vector<EntryView>{{std::string_view(large).substr(1), ""}}), 0U);
  log->reset();
  EXPECT_EQ((*open(files))->size(), 1U);
}

// An entry that holds what stands in the file around it, even a whole batch of another log, is an entry.
TEST(Log, TakesEntriesThatLookLikeBatches) {
  MemoryLogFiles files;
  {
    auto log = open(files);
    const std::string batch = *write_batch(SegmentSeed{}, 64 + 40 + 16, 0, std::vector<EntryView>{{"e", ""}});
    ASSERT_TRUE((*log)->append(std::vector<EntryView>{{batch, batch}}));
    files.octets("segment").pop_back();
  }
  const auto log = open(files);
  ASSERT_TRUE(log);
  EXPECT_EQ((*log)->size(), 0U);  // torn, for all that the entry looks like a later batch
}

// Every octet of a small log, in turn: never an entry lost unseen, never another entry read.
TEST(Log, TellsEveryOctetThatIsChanged) {
  MemoryLogFiles whole;
  {
    auto log = open(whole);
    ASSERT_TRUE(append(**log, 0, 3));
    ASSERT_TRUE(append(**log, 3, 5));
    ASSERT_TRUE((*log)->to_sign());
  }
  for (const std::string name : {"segment", "signed"}) {
    const std::string right = whole.octets(name);
    for (std::size_t i = 0; i < right.size(); ++i) {
      for (const int change : {0x01, 0x80, 0xff}) {
        whole.octets(name)[i] = static_cast<char>(right[i] ^ change);
        const auto log = open(whole);
        ASSERT_FALSE(log) << name << ' ' << i;
        const ErrorCode code = log.error().code;
        // The head tells damage by what it says: another format, another log.
        const bool is_head = name == std::string("segment") && i < kSegmentHeadOctets;
        EXPECT_TRUE(code == ErrorCode::kCorrupt ||
                    (is_head && (code == ErrorCode::kMalformed || code == ErrorCode::kConflict)))
            << name << ' ' << i << ' ' << log.error().what;
        EXPECT_FALSE(log.error().what_zh.empty());
        EXPECT_FALSE(log.error().where.empty()) << log.error().what;
        whole.octets(name) = right;
      }
    }
    for (std::size_t i = 0; i < right.size(); ++i) {
      whole.octets(name).resize(i);
      EXPECT_FALSE(open(whole)) << name << " cut to " << i;
      whole.octets(name) = right;
    }
  }
  EXPECT_TRUE(open(whole));
}

TEST(Log, OfAnotherOriginIsNotTaken) {
  MemoryLogFiles files;
  { ASSERT_TRUE(append(**open(files), 0, 3)); }
  LogOptions other = options();
  other.origin = "evidence.example.cn/2027";
  EXPECT_EQ(Log::open(files, other, {kHasher, &kOther}).error().code, ErrorCode::kConflict);
  files.octets("segment")[7] = 2;
  EXPECT_EQ(open(files).error().code, ErrorCode::kMalformed);
}

// A backup that was put back is a log that goes back: what witnesses saw tells it.
TEST(Log, ThatWasPutBackIsNotTakenBelowWhatWitnessesSaw) {
  MemoryLogFiles files;
  { ASSERT_TRUE(append(**open(files), 0, 100)); }
  LogOptions seen = options();
  seen.at_least = twin(100);
  EXPECT_TRUE(Log::open(files, seen, {kHasher, &kOther}));
  seen.at_least = twin(101);
  EXPECT_EQ(Log::open(files, seen, {kHasher, &kOther}).error().code, ErrorCode::kCorrupt);
  seen.at_least = twin(50);
  EXPECT_TRUE(Log::open(files, seen, {kHasher, &kOther}));
  seen.at_least->root[0] ^= 1;
  EXPECT_EQ(Log::open(files, seen, {kHasher, &kOther}).error().code, ErrorCode::kCorrupt);
  seen.at_least = twin(50);
  (*seen.at_least->second_root)[0] ^= 1;
  EXPECT_EQ(Log::open(files, seen, {kHasher, &kOther}).error().code, ErrorCode::kCorrupt);
}

TEST(Log, WhoseSecondTreeWasSignedIsNotOpenedWithoutIt) {
  MemoryLogFiles files;
  {
    auto log = Log::open(files, options(), {kHasher});
    ASSERT_TRUE(append(**log, 0, 10));
    EXPECT_FALSE((*log)->to_sign()->second_root);
  }
  {
    auto log = open(files);  // a second tree may begin late
    ASSERT_TRUE(log);
    EXPECT_EQ(*(*log)->to_sign(), twin(10));
  }
  EXPECT_EQ(Log::open(files, options(), {kHasher}).error().code, ErrorCode::kUnavailable);
}

TEST(Log, ReadsADamagedEntryAsDamaged) {
  MemoryLogFiles files;
  auto log = open(files);
  ASSERT_TRUE(append(**log, 0, 300));
  files.octets("segment")[5'000] ^= 1;
  int damaged = 0;
  for (std::uint64_t i = 0; i < 300; ++i) {
    const auto read = (*log)->read(i);
    EXPECT_TRUE(read ? read->entry == entry(i) : read.error().code == ErrorCode::kCorrupt) << i;
    damaged += read ? 0 : 1;
  }
  EXPECT_GT(damaged, 0);
  EXPECT_EQ(inclusion_proof(280, 300, (*log)->tree(), kHasher).has_value(), true);
  EXPECT_EQ(inclusion_proof(1, 300, (*log)->tree(), kHasher).error().code, ErrorCode::kCorrupt);
}

// What is put together rightly but is not what was hashed: the tree tells.
TEST(Log, DoesNotProveAnEntryThatWasPutInLater) {
  MemoryLogFiles files;
  auto log = open(files);
  ASSERT_TRUE(append(**log, 0, 256));
  MemoryLogFiles forged;
  auto other = open(forged);
  std::vector<EntryView> views(256, {"other", ""});
  ASSERT_TRUE((*other)->append(views));
  std::string octets = forged.octets("segment");
  octets.resize(files.octets("segment").size());
  files.octets("segment") = octets;
  EXPECT_EQ(inclusion_proof(1, 256, (*log)->tree(), kHasher).error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace tidegate::evidence
