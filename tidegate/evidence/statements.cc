#include "tidegate/evidence/statements.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/hash.h"
#include "tidegate/evidence/checkpoint.h"

namespace tidegate::evidence {
namespace {

using Scope = Statements::Scope;
using What = FalseEntry::What;

constexpr std::string_view kFormat = "tidegate.statements/1";
constexpr std::string_view kSum = "sum ";
constexpr std::size_t kSumOctets = kSum.size() + 64 + 1;
constexpr std::size_t kMostWaiting = 65'536;  // records, until the map is brought up to them
constexpr std::size_t kHashOctets = sizeof(Hash);

tl::unexpected<Error> damaged() {
  return fail({ErrorCode::kCorrupt,
               "is not what a monitor keeps of a log's statements",
               {},
               "不是监测器保存的日志声明"});
}

std::string lines_of(const Frontier& tree) {
  std::string out;
  for (const Hash& peak : tree.peaks()) out.append(base64_of(peak)).append("\n");
  return out.append("\n");
}

void append(std::string& out, const Hash& hash) {
  out.append(reinterpret_cast<const char*>(hash.data()), hash.size());
}
Hash take_hash(std::string_view& text) {
  Hash out{};
  std::copy_n(text.begin(), kHashOctets, out.begin());
  text.remove_prefix(kHashOctets);
  return out;
}

bool is_before(const MapLeaf& a, const MapLeaf& b) { return a.key < b.key; }

// As many as there are octets for, ascending and each key once.
std::optional<std::vector<MapLeaf>> take_leaves(std::string_view text, std::uint64_t count) {
  if (text.size() != count * 2 * kHashOctets) return std::nullopt;
  std::vector<MapLeaf> out;
  out.reserve(count);
  while (!text.empty()) {
    const MapKey key = take_hash(text);
    out.push_back({key, take_hash(text)});
    if (out.size() > 1 && !is_before(out[out.size() - 2], out.back())) return std::nullopt;
  }
  return out;
}

std::optional<std::uint64_t> take_count(std::string_view& text) {
  const auto line = take_line(text);
  return line ? parse_count(*line) : std::nullopt;
}

Result<Frontier> take_tree(std::string_view& text, std::uint64_t size) {
  const auto peaks = take_hash_lines(text);
  if (!peaks) return fail(peaks.error());
  return Frontier::of(size, *peaks);
}

}  // namespace

std::string_view to_string(What what) {
  constexpr std::string_view kNames[] = {"entry", "sha256_root", "sm3_root", "map_root", "changes"};
  return kNames[static_cast<std::size_t>(what)];
}

std::string_view to_string(Scope scope) {
  constexpr std::string_view kNames[] = {"all", "no_map", "tree_alone"};
  return kNames[static_cast<std::size_t>(scope)];
}

Text told(const FalseEntry& entry) {
  const auto says = [&](std::string_view en, std::string_view zh) {
    return Text{fmt::format("entry {} states another {} than the entries below it have", entry.index, en),
                fmt::format("第 {} 条所述的{}与其下条目不符", entry.index, zh)};
  };
  switch (entry.what) {
    case What::kSha256Root:
      return says("root of the tree under SHA-256", " SHA-256 树根");
    case What::kSm3Root:
      return says("root of the tree under SM3", " SM3 树根");
    case What::kMapRoot:
      return says("map of the newest of each subject", "各事项最新状态映射");
    case What::kChanges:
      return says("count of changes of keys and policy", "密钥与策略变更次数");
    case What::kEntry:
      break;
  }
  return {fmt::format("entry {} is no entry that this program knows, in a log that has such", entry.index),
          fmt::format("第 {} 条不是本程序认识的条目，而该日志其他条目是", entry.index)};
}

void Statements::accuse(What what) {
  if (!false_) false_ = FalseEntry{size(), what};
}

Result<void> Statements::take(std::string_view octets) {
  const Hash leaf = sha256_->leaf(octets);
  if (scope_ == Scope::kTreeAlone) {
    // One of ours behind a first that is none: whoever wrote it speaks of this log, and nothing is held to
    // it.
    if (!false_ && read_entry(octets, "entry")) false_ = FalseEntry{0, What::kEntry};
  } else if (!false_) {
    const auto entry = read_entry(octets, "entry");
    if (!entry && size() == 0) scope_ = Scope::kTreeAlone;
    if (!entry && size() != 0) accuse(What::kEntry);
    if (entry) {
      if (const auto done = compare(*entry); !done) return done;
      add_record(leaf, *entry);
    }
  }
  sha256_tree_.append({&leaf, 1}, *sha256_);
  if (sm3_ == nullptr) return {};
  const Hash twin = sm3_->leaf(octets);
  sm3_tree_.append({&twin, 1}, *sm3_);
  return {};
}

Result<void> Statements::compare(const Entry& entry) {
  const auto* const state = std::get_if<StateEntry>(&entry);
  if (state == nullptr) return {};
  if (state->sm3_root && sm3_ == nullptr)
    return fail({ErrorCode::kUnavailable,
                 "the log states a root under SM3, and the library of SM3 is not here",
                 {},
                 "日志声明了 SM3 树根，而本机没有 SM3 所需的库"});
  if (state->sha256_root != sha256_tree_.root(*sha256_)) accuse(What::kSha256Root);
  if (state->sm3_root && *state->sm3_root != sm3_tree_.root(*sm3_)) accuse(What::kSm3Root);
  if (state->changes != changes_) accuse(What::kChanges);
  if (scope_ != Scope::kAll) return {};
  waiting_ = 0;
  if (state->map_root != map_->settle()) accuse(What::kMapRoot);
  return {};
}

void Statements::add_record(const Hash& leaf, const Entry& entry) {
  if (std::holds_alternative<KeyEntry>(entry) || std::holds_alternative<PolicyEntry>(entry)) ++changes_;
  if (scope_ != Scope::kAll || !std::holds_alternative<RecordEntry>(entry)) return;
  map_->add(size(), leaf, entry);
  if (++waiting_ < kMostWaiting && map_->map().size() + waiting_ <= most_) return;
  map_->settle();
  waiting_ = 0;
  if (map_->map().size() <= most_) return;
  scope_ = Scope::kNoMap;
  map_ = std::make_unique<MapOfLog>(*sha256_);
}

std::string Statements::to_text() {
  map_->settle();
  waiting_ = 0;
  std::string out = fmt::format("{}\n{}\n{}\n{}\n{}\n", kFormat, size(), to_string(scope_), changes_,
                                sm3_ == nullptr ? "one" : "two");
  out += lines_of(sha256_tree_);
  if (sm3_ != nullptr) out += lines_of(sm3_tree_);
  out += fmt::format("{}\n", map_->map().size());
  out.reserve(out.size() + map_->map().size() * 2 * kHashOctets + kSumOctets);
  std::vector<MapLeaf> leaves;
  leaves.reserve(map_->map().size());
  map_->map().visit([&](const MapLeaf& leaf) { leaves.push_back(leaf); });
  std::sort(leaves.begin(), leaves.end(), is_before);
  for (const MapLeaf& leaf : leaves) {
    append(out, leaf.key);
    append(out, leaf.value);
  }
  const std::string sum = sha256_hex(out);
  return out.append(kSum).append(sum).append("\n");
}

Result<Statements> Statements::parse(std::string_view text, const TreeHasher& sha256, const TreeHasher* sm3,
                                     std::size_t most) {
  if (text.size() < kSumOctets) return damaged();
  const std::string_view above = text.substr(0, text.size() - kSumOctets);
  if (text.substr(above.size()) != fmt::format("{}{}\n", kSum, sha256_hex(above))) return damaged();
  text = above;
  if (take_line(text) != kFormat) return damaged();
  Statements out(sha256, sm3, most);
  const auto size = take_count(text);
  const auto scope = take_line(text);
  const auto changes = take_count(text);
  const auto trees = take_line(text);
  if (!size || !changes || trees != (sm3 == nullptr ? "one" : "two")) return damaged();
  if (scope == to_string(Scope::kNoMap))
    out.scope_ = Scope::kNoMap;
  else if (scope == to_string(Scope::kTreeAlone))
    out.scope_ = Scope::kTreeAlone;
  else if (scope != to_string(Scope::kAll))
    return damaged();
  out.changes_ = *changes;
  auto first = take_tree(text, *size);
  if (!first) return damaged();
  out.sha256_tree_ = std::move(*first);
  if (sm3 != nullptr) {
    auto second = take_tree(text, *size);
    if (!second) return damaged();
    out.sm3_tree_ = std::move(*second);
  }
  const auto subjects = take_count(text);
  auto leaves = subjects && *subjects <= most ? take_leaves(text, *subjects) : std::nullopt;
  if (!leaves) return damaged();
  out.map_->restore(std::move(*leaves));
  return out;
}

}  // namespace tidegate::evidence
