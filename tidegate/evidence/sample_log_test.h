// A log in memory with keys, witnesses, changes of both, and a twin tree: what tests, benchmarks and the
// example's bundle are made of. Deterministic: the same calls give the same octets.
#pragma once

#include <fmt/format.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tidegate/base/check.h"
#include "tidegate/evidence/assemble.h"
#include "tidegate/evidence/cosignature.h"
#include "tidegate/evidence/receipt.h"

namespace tidegate::evidence {

// Every complete subtree of a growing tree.
class MemoryTree final : public HashSource, SubtreeSink {
 public:
  explicit MemoryTree(const TreeHasher& hasher) : hasher_(hasher) {}
  void append(const std::vector<Hash>& leaves) { frontier_.append(leaves, hasher_, this); }
  Hash root() const { return frontier_.root(hasher_); }
  std::uint64_t size() const { return frontier_.size(); }
  Result<Hash> subtree(int level, std::uint64_t index) override {
    return levels_.at(static_cast<std::size_t>(level)).at(static_cast<std::size_t>(index));
  }

 private:
  void completed(int level, std::uint64_t first, std::span<const Hash> hashes) override {
    auto& of_level = levels_[static_cast<std::size_t>(level)];
    TIDEGATE_CHECK(of_level.size() == first);
    of_level.insert(of_level.end(), hashes.begin(), hashes.end());
  }
  const TreeHasher& hasher_;
  Frontier frontier_;
  std::array<std::vector<Hash>, 64> levels_;
};

class SampleLog {
 public:
  static constexpr std::int64_t kStart = 1'795'000'000'000;
  struct Keys {
    OctetSigner* log = nullptr;
    OctetSigner* sm3 = nullptr;
    std::vector<OctetSigner*> witnesses;
  };

  SampleLog(Keys keys, const TreeHasher& sha256, const TreeHasher* sm3)
      : keys_(std::move(keys)), sha256_(sha256), sm3_(sm3), tree_(sha256), map_(sha256) {
    if (sm3_ != nullptr) twin_ = std::make_unique<MemoryTree>(*sm3_);
    first_.push_back(vkey(*keys_.log, origin()));
    if (sm3_ != nullptr) first_.push_back(vkey(*keys_.sm3, origin() + "/sm3"));
  }

  static std::string origin() { return "evidence.example/2026"; }
  static std::string vkey(const OctetSigner& key, const std::string& name, KeyUse use = KeyUse::kNote) {
    return VerifierKey{name, use, key.public_key()}.to_text();
  }
  std::uint64_t size() const { return tree_.size(); }
  std::int64_t now() const { return kStart + static_cast<std::int64_t>(size()) * 1'000; }

  std::uint64_t append(const Entry& entry) {
    const auto octets = write_entry(entry);
    TIDEGATE_CHECK(octets.has_value());
    const std::uint64_t index = size();
    const Hash leaf = sha256_.leaf(*octets);
    tree_.append({leaf});
    if (twin_) twin_->append({sm3_->leaf(*octets)});
    map_.add(index, leaf, entry);
    if (const auto* record = std::get_if<RecordEntry>(&entry))
      newest_[record->subject] = {index, leaf, record->status};
    kept_[index] = *octets;
    return index;
  }
  // Records of other subjects, that nobody asks for: only their leaves are kept.
  void fill(std::uint64_t until) {
    while (size() < until) {
      RecordEntry entry;
      entry.subject[0] = static_cast<std::uint8_t>(size());
      entry.subject[1] = static_cast<std::uint8_t>(size() >> 8);
      entry.subject[2] = static_cast<std::uint8_t>(size() >> 16);
      entry.subject[15] = 0xff;
      entry.actor = "filler";
      entry.time_ms = now();
      kept_.erase(append(entry));
    }
  }

  void change_key(OctetSigner& next) {
    const Entry change = sign_change(KeyEntry{now(), vkey(next, origin()), {}}, *keys_.log).value();
    changes_.push_back({*write_entry(change), append(change)});
    keys_.log = &next;
  }
  // text: of a policy, as the log declares it. Who cosigns from here on: ask_witnesses().
  void declare_policy(const std::string& text) {
    const Entry change = sign_change(PolicyEntry{now(), text, {}}, *keys_.log).value();
    changes_.push_back({*write_entry(change), append(change)});
  }
  void ask_witnesses(std::vector<OctetSigner*> witnesses) { keys_.witnesses = std::move(witnesses); }
  // What a witness's clock says from here on, whatever it is; the others have the log's.
  void set_clock(const OctetSigner& witness, std::int64_t time_s) { clocks_[&witness] = time_s; }

  // One entry of state, and the checkpoint over it. stated_ms: 0: now().
  void publish(std::int64_t stated_ms = 0) {
    StateEntry state{
        stated_ms == 0 ? now() : stated_ms, tree_.root(), {}, map_.settle(), changes_.size() + uncounted()};
    if (twin_) state.sm3_root = twin_->root();
    state_ = *write_entry(state);
    append(state);
    checkpoint_ = signed_note({origin(), size(), tree_.root()}, origin(), *keys_.log, true);
    receipt_ = sign_receipt(*keys_.log, tree_.root()).value();
    if (twin_)
      sm3_checkpoint_ =
          signed_note({origin() + "/sm3", size(), twin_->root()}, origin() + "/sm3", *keys_.sm3, false);
  }

  LogAt at() {
    return {size(),          checkpoint_, state_, tree_,    map_.map(),
            sm3_checkpoint_, twin_.get(), first_, changes_, receipt_};
  }
  // After publish(), with nothing appended since.
  Bundle bundle(std::uint64_t index, std::optional<std::string> statement = {},
                std::vector<DisclosedField> disclosed = {}) {
    Wanted wanted{index, kept_.at(index), {}, std::move(statement), std::move(disclosed)};
    const Entry entry = *read_entry(wanted.entry, "entry");
    if (const auto* record = std::get_if<RecordEntry>(&entry)) wanted.newest = newest_.at(record->subject);
    return assemble(at(), wanted, sha256_, sm3_).value();
  }
  const std::string& checkpoint() const { return checkpoint_; }

  // k of the witnesses named, "w0.example" and on; the log's key in its line.
  static std::string policy_text(const OctetSigner& log, const std::vector<OctetSigner*>& witnesses,
                                 std::size_t needs, const std::string& prefix = "w") {
    std::string text = fmt::format("log {}\n", vkey(log, origin()));
    std::string members;
    for (std::size_t i = 0; i < witnesses.size(); ++i) {
      const std::string name = fmt::format("{}{}", prefix, i);
      text += fmt::format("witness {} {}\n", name,
                          vkey(*witnesses[i], witness_name(*witnesses[i]), KeyUse::kCosignature));
      members += " " + name;
    }
    return text + fmt::format("group all {}{}\nquorum all\n", needs, members);
  }

 private:
  static std::string witness_name(const OctetSigner& witness) {
    return "witness-" + sha256_hex(witness.public_key().octets).substr(0, 8) + ".example";
  }
  // A change is in the log before it is in the list of changes.
  std::uint64_t uncounted() const {
    std::uint64_t logged = 0;
    for (const auto& [index, octets] : kept_) {
      const Entry entry = *read_entry(octets, "entry");
      if (std::holds_alternative<KeyEntry>(entry) || std::holds_alternative<PolicyEntry>(entry)) ++logged;
    }
    return logged - changes_.size();
  }
  std::string signed_note(const Checkpoint& checkpoint, const std::string& name, OctetSigner& key,
                          bool witnessed) {
    Note note{to_text(checkpoint), {}};
    note.signatures.push_back(sign_note(note.text, name, key).value());
    if (witnessed) {
      for (OctetSigner* witness : keys_.witnesses) {
        const auto own = clocks_.find(witness);
        const std::int64_t time_s = own == clocks_.end() ? now() / 1'000 : own->second;
        note.signatures.push_back(cosign(note.text, time_s, witness_name(*witness), *witness).value());
      }
    }
    return to_text(note);
  }

  Keys keys_;
  const TreeHasher& sha256_;
  const TreeHasher* sm3_;
  MemoryTree tree_;
  std::unique_ptr<MemoryTree> twin_;
  MapOfLog map_;
  std::map<RecordSubject, Newest> newest_;
  std::map<const OctetSigner*, std::int64_t> clocks_;  // in seconds
  std::map<std::uint64_t, std::string> kept_;
  std::vector<std::string> first_;
  std::vector<LoggedChange> changes_;
  std::string state_;
  std::string checkpoint_;
  std::string sm3_checkpoint_;
  std::string receipt_;
};

}  // namespace tidegate::evidence
