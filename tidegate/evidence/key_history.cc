#include "tidegate/evidence/key_history.h"

#include <fmt/format.h>

#include <algorithm>

namespace tidegate::evidence {
namespace {

constexpr std::string_view kSigned = "tidegate.evidence.change/1";

std::string* signature_in(Entry& entry) {
  if (auto* key = std::get_if<KeyEntry>(&entry)) return &key->signature;
  if (auto* policy = std::get_if<PolicyEntry>(&entry)) return &policy->signature;
  return nullptr;
}

Error corrupt(std::uint64_t index, const char* what, const char* what_zh) {
  return {ErrorCode::kCorrupt,
          fmt::format("the change at entry {} {}", index, what),
          {},
          fmt::format("条目 {} 的变更{}", index, what_zh)};
}

Result<std::vector<KeyLine>> first_lines(const std::vector<std::string>& first, const std::string& origin) {
  const auto no_such = [](const char* what, const char* what_zh) {
    return fail({ErrorCode::kMalformed, what, {}, what_zh});
  };
  std::vector<KeyLine> lines;
  for (const std::string& text : first) {
    auto key = VerifierKey::parse(text);
    if (!key) return fail(key.error());
    if (key->use != KeyUse::kNote || (key->name != origin && key->name != origin + "/sm3"))
      return no_such("a first key is not the log's", "首个密钥不是该日志的密钥");
    for (const KeyLine& line : lines) {
      if (line.front().name == key->name) return no_such("a log has two first keys", "日志有两个首个密钥");
    }
    lines.push_back({std::move(*key)});
  }
  if (lines.empty() || lines.front().front().name != origin)
    return no_such("the log's first key is not there", "缺少日志的首个密钥");
  return lines;
}

class Walk {
 public:
  Walk(CheckedHistory& out, SignatureCheck& check) : out_(out), check_(check) {}

  Result<bool> take(const Change& change) {
    auto entry = read_entry(change.entry, "history");
    if (!entry) return fail(entry.error());
    const std::string* signature = signature_in(*entry);
    if (signature == nullptr) return fail(corrupt(change.index, "is no change", "不是密钥或策略变更"));
    const auto* next = std::get_if<KeyEntry>(&*entry);
    std::optional<VerifierKey> key;
    if (next != nullptr) {
      auto parsed = VerifierKey::parse(next->vkey);
      if (!parsed) return fail(parsed.error());
      key = std::move(*parsed);
    }
    KeyLine* line = &out_.lines.front();
    if (key) line = line_named(key->name);
    if (line == nullptr ||
        (key && (key->use != KeyUse::kNote || key->key.algorithm != line->back().key.algorithm)))
      return fail(corrupt(change.index, "names a key that is not the log's", "所列密钥不是该日志的密钥"));
    const auto holds = check_.is_signed_by(line->back().key, change_signed(*entry), *signature);
    if (!holds) return fail(holds.error());
    if (!*holds)
      return fail(corrupt(change.index, "is not signed by the key before it", "没有由前一密钥签名"));
    if (key) {
      line->push_back(std::move(*key));
      return true;
    }
    auto policy = Policy::parse(std::get<PolicyEntry>(*entry).policy, PolicyFrom::kLog);
    if (!policy) return fail(policy.error());
    out_.policies.push_back({std::move(*policy), change.index});
    return true;
  }

 private:
  KeyLine* line_named(const std::string& name) {
    for (KeyLine& line : out_.lines) {
      if (line.front().name == name) return &line;
    }
    return nullptr;
  }

  CheckedHistory& out_;
  SignatureCheck& check_;
};

}  // namespace

std::string change_signed(const Entry& change) {
  Entry bare = change;
  if (std::string* signature = signature_in(bare)) signature->clear();
  std::string out(kSigned);
  out += '\0';
  // Outside its ranges it has no octets, and nobody signs it.
  if (const auto octets = write_entry(bare)) out += *octets;
  return out;
}

Result<Entry> sign_change(Entry change, OctetSigner& signer) {
  const auto octets = write_entry(change);
  if (!octets) return fail(octets.error());
  auto signature = signer.sign(change_signed(change));
  if (!signature) return fail(signature.error());
  if (std::string* into = signature_in(change)) *into = std::move(*signature);
  return change;
}

const KeyLine* CheckedHistory::line_of(const std::string& name) const {
  const auto at = std::find_if(lines.begin(), lines.end(),
                               [&](const KeyLine& line) { return line.front().name == name; });
  return at == lines.end() ? nullptr : &*at;
}

Result<CheckedHistory> check_history(const KeyHistory& history, const std::string& origin, std::uint64_t size,
                                     const Hash& root, const TreeHasher& hasher, SignatureCheck& check) {
  CheckedHistory out;
  auto lines = first_lines(history.first, origin);
  if (!lines) return fail(lines.error());
  out.lines = std::move(*lines);
  std::optional<std::uint64_t> last;
  Walk walk(out, check);
  for (const Change& change : history.changes) {
    if (last && change.index <= *last) return fail(corrupt(change.index, "is out of order", "次序有误"));
    last = change.index;
    if (!is_included(hasher, change.index, hasher.leaf(change.entry), size, change.proof, root))
      return fail(corrupt(change.index, "does not stand in the log", "不在日志中"));
    const auto taken = walk.take(change);
    if (!taken) return fail(taken.error());
    ++out.changes;
  }
  return out;
}

}  // namespace tidegate::evidence
