#include "tidegate/gate/evidence/log_keys.h"

#include <utility>

namespace tidegate {
namespace {

log_folder::Part part_of(std::size_t place) {
  return place == 0 ? log_folder::Part::kLogKey : log_folder::Part::kSm3Key;
}

bool holds(const std::unique_ptr<OctetSigner>& signer, const evidence::VerifierKey& key) {
  return signer != nullptr && signer->public_key() == key.key;
}

}  // namespace

LogKeys::LogKeys(std::string folder, log_folder::Folder read) : folder_(std::move(folder)) {
  const auto tree_of = [&](std::size_t place, std::unique_ptr<OctetSigner> signer,
                           std::unique_ptr<OctetSigner> next) {
    trees_[place] = Tree{};
    trees_[place]->line.push_back(*evidence::VerifierKey::parse(read.first[place]));
    trees_[place]->signer = std::move(signer);
    trees_[place]->next = std::move(next);
  };
  tree_of(0, std::move(read.log_key), std::move(read.log_next));
  if (read.sm3_key) tree_of(1, std::move(read.sm3_key), std::move(read.sm3_next));
}

std::vector<evidence::VerifierKey> LogKeys::all() const {
  std::vector<evidence::VerifierKey> out;
  for (const auto& tree : trees_) {
    if (tree) out.insert(out.end(), tree->line.begin(), tree->line.end());
  }
  return out;
}

std::vector<evidence::VerifierKey> LogKeys::all_in_force() const {
  std::vector<evidence::VerifierKey> out;
  for (const auto& tree : trees_) {
    if (tree) out.push_back(tree->line.back());
  }
  return out;
}

bool LogKeys::changed_from(std::uint64_t index) const {
  const auto& at = trees_[0]->changed_at;
  return at && *at >= index;
}

bool LogKeys::is_changing() const { return trees_[0]->is_beside || (trees_[1] && trees_[1]->is_beside); }

void LogKeys::take(std::uint64_t index, const evidence::Entry& entry) {
  if (index < taken_) return;
  taken_ = index + 1;
  if (const auto* policy = std::get_if<evidence::PolicyEntry>(&entry)) {
    ++changes_;
    declared_ = policy->policy;
    return;
  }
  const auto* change = std::get_if<evidence::KeyEntry>(&entry);
  if (change == nullptr) return;
  ++changes_;
  const auto key = evidence::VerifierKey::parse(change->vkey);
  for (auto& tree : trees_) {
    if (!key || !tree || tree->line.front().name != key->name) continue;
    tree->line.push_back(*key);
    tree->changed_at = index;
  }
}

Result<std::string> LogKeys::make_next(bool is_sm3, const std::string& passphrase) {
  const std::size_t place = is_sm3 ? 1 : 0;
  auto made = log_folder::write_next_key(folder_, part_of(place), trees_[0]->line.front().name, passphrase);
  if (!made) return fail(made.error());
  trees_[place]->next = std::move(made->signer);
  return std::move(made->vkey);
}

Result<void> LogKeys::settle() {
  for (std::size_t place = 0; place < trees_.size(); ++place) {
    if (!trees_[place]) continue;
    Tree& tree = *trees_[place];
    const evidence::VerifierKey& key = tree.line.back();
    if (holds(tree.signer, key)) {
      // Made, and never entered in the log.
      if (tree.next) {
        if (const auto done = log_folder::drop_next(folder_, part_of(place)); !done) return done;
        tree.next.reset();
      }
      continue;
    }
    if (!holds(tree.next, key))
      return fail({ErrorCode::kCorrupt, "holds no key that the log says is in force; restore the newest copy",
                   folder_ + "/private", "没有日志所载的现行密钥；请恢复其最新副本"});
    tree.signer = std::move(tree.next);
    tree.is_beside = true;
  }
  return {};
}

Result<void> LogKeys::signed_at(std::uint64_t size) {
  for (std::size_t place = 0; place < trees_.size(); ++place) {
    if (!trees_[place] || !trees_[place]->is_beside || *trees_[place]->changed_at >= size) continue;
    if (const auto done = log_folder::put_in_force(folder_, part_of(place)); !done) return done;
    trees_[place]->is_beside = false;
  }
  return {};
}

}  // namespace tidegate
