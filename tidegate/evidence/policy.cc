#include "tidegate/evidence/policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tidegate::evidence {
namespace {

constexpr std::string_view kBlank = " \t";

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> out;
  for (std::size_t at = line.find_first_not_of(kBlank); at != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(kBlank, at), line.size());
    out.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(kBlank, end);
  }
  return out;
}

using Holders = std::set<std::string_view>;  // names in the keys of witnesses

bool have_one_in_common(const Holders& a, const Holders& b) {
  return std::any_of(a.begin(), a.end(), [&](std::string_view name) { return b.contains(name); });
}

// Who stands behind each group, and which of its members count as one.
class Parties {
 public:
  explicit Parties(const Policy& policy) : policy_(policy) {
    for (const PolicyGroup& group : policy.groups) add(group);  // members stand above their group
  }
  // Of each member of the group a number, which those have in common that count as one.
  const std::vector<std::size_t>& of(std::size_t group) const { return parties_[group]; }

 private:
  Holders behind(const PolicyMember& member) const {
    if (member.is_group) return behind_[member.place];
    return {policy_.witnesses[member.place].key.name};
  }
  void add(const PolicyGroup& group) {
    std::vector<Holders> each;
    std::vector<std::size_t> parties;
    for (const PolicyMember& member : group.members) {
      const std::size_t own = each.size();
      each.push_back(behind(member));
      parties.push_back(own);
      for (std::size_t i = 0; i < own; ++i) {
        if (have_one_in_common(each[i], each[own]))
          std::replace(parties.begin(), parties.end(), std::size_t{parties[i]}, own);
      }
    }
    Holders all;
    for (const Holders& one : each) all.insert(one.begin(), one.end());
    behind_.push_back(std::move(all));
    parties_.push_back(std::move(parties));
  }

  const Policy& policy_;
  std::vector<Holders> behind_;
  std::vector<std::vector<std::size_t>> parties_;
};

// Reads lines one after another; the first fault stays.
class Reader {
 public:
  explicit Reader(PolicyFrom from) : from_(from) {}

  Result<Policy> read(std::string_view text) {
    if (text.size() > kLargestPolicy) return limit();
    while (!text.empty()) {
      ++line_;
      const auto line = take_line(text);
      if (!line) return wrong("has no end", "行尾缺少换行");
      if (const auto done = read_line(*line); !done) return fail(done.error());
    }
    ++line_;
    if (!has_quorum_) return wrong("no line says the quorum", "缺少 quorum 行");
    return std::move(policy_);
  }

 private:
  using Words = std::vector<std::string_view>;

  tl::unexpected<Error> wrong(std::string en, std::string zh) const {
    return fail({ErrorCode::kMalformed, std::move(en), fmt::format("policy:{}", line_), std::move(zh)});
  }
  tl::unexpected<Error> limit() const {
    return fail({ErrorCode::kLimit,
                 fmt::format("a policy has {} octets and {} lines of a kind at most", kLargestPolicy,
                             kMostPolicyLines),
                 fmt::format("policy:{}", line_),
                 fmt::format("策略最多 {} 字节，每类最多 {} 行", kLargestPolicy, kMostPolicyLines)});
  }

  Result<void> read_line(std::string_view line) {
    for (const char c : line) {
      const auto octet = static_cast<unsigned char>(c);
      if ((octet < 0x20 && c != '\t') || octet == 0x7F)
        return wrong("has a control character", "含有控制字符");
    }
    const Words words = words_of(line);
    if (words.empty() || words[0].front() == '#') return {};
    if (words[0] == "log") return read_log(words);
    if (words[0] == "witness") return read_witness(words);
    if (words[0] == "group") return read_group(words);
    if (words[0] == "quorum") return read_quorum(words);
    return wrong("begins with none of log, witness, group, quorum",
                 "不以 log、witness、group 或 quorum 开头");
  }

  Result<VerifierKey> read_key(std::string_view text, KeyUse use, std::set<std::string>& known) const {
    auto key = VerifierKey::parse(text);
    if (!key || key->use != use)
      return use == KeyUse::kNote ? wrong("has no verifier key of a log", "缺少日志的验证密钥")
                                  : wrong("has no verifier key of a witness", "缺少见证方的验证密钥");
    if (!known.insert(key->key.octets).second)
      return wrong("has a key that stands above already", "密钥已在前文出现");
    return key;
  }

  Result<void> read_log(const Words& words) {
    if (words.size() != 2 && words.size() != 3)
      return wrong("is not: log KEY [URL]", "格式应为 log KEY [URL]");
    if (policy_.logs.size() == kMostPolicyLines) return limit();
    auto key = read_key(words[1], KeyUse::kNote, log_keys_);
    if (!key) return fail(key.error());
    policy_.logs.push_back({std::move(*key), std::string(words.size() == 3 ? words[2] : "")});
    return {};
  }

  Result<void> read_witness(const Words& words) {
    if (words.size() != 3 && words.size() != 4)
      return wrong("is not: witness NAME KEY [URL]", "格式应为 witness NAME KEY [URL]");
    if (policy_.witnesses.size() == kMostPolicyLines) return limit();
    auto key = read_key(words[2], KeyUse::kCosignature, witness_keys_);
    if (!key) return fail(key.error());
    if (const auto done = declare(words[1], {false, policy_.witnesses.size()}); !done) return done;
    policy_.witnesses.push_back(
        {std::string(words[1]), std::move(*key), std::string(words.size() == 4 ? words[3] : "")});
    return {};
  }

  Result<void> read_group(const Words& words) {
    if (words.size() < 4)
      return wrong("is not: group NAME all|any|K MEMBER...", "格式应为 group NAME all|any|K MEMBER...");
    if (policy_.groups.size() == kMostPolicyLines) return limit();
    PolicyGroup group{std::string(words[1]), 0, {}};
    for (std::size_t i = 3; i < words.size(); ++i) {
      const Named* const member = named(words[i]);
      if (member == nullptr)
        return wrong(fmt::format("no line above declares \"{}\"", words[i]),
                     fmt::format("前文未声明“{}”", words[i]));
      if (!used_.insert(std::string(words[i])).second)
        return wrong(fmt::format("\"{}\" is a member already", words[i]),
                     fmt::format("“{}”已是成员", words[i]));
      group.members.push_back(member->member);
    }
    const std::size_t count = group.members.size();
    const auto needs = words[2] == "all"   ? std::optional<std::uint64_t>(count)
                       : words[2] == "any" ? std::optional<std::uint64_t>(1)
                                           : parse_count(words[2]);
    if (!needs || *needs < 1 || *needs > count)
      return wrong("needs none of its members, or more than it has", "所需成员数不在 1 至成员总数之间");
    group.needs = static_cast<std::size_t>(*needs);
    if (const auto done = declare(words[1], {true, policy_.groups.size()}); !done) return done;
    policy_.groups.push_back(std::move(group));
    return from_ == PolicyFrom::kPerson ? can_be_met() : Result<void>();
  }

  // The last group has as many members that count as it needs.
  Result<void> can_be_met() const {
    const std::vector<std::size_t> parties = Parties(policy_).of(policy_.groups.size() - 1);
    const std::size_t count = std::set<std::size_t>(parties.begin(), parties.end()).size();
    const std::size_t needs = policy_.groups.back().needs;
    if (needs <= count) return {};
    return wrong(
        fmt::format("needs {}, and only {} of its members count: keys of one name are of one "
                    "witness, which counts once",
                    needs, count),
        fmt::format("需要 {} 个成员，但只有 {} 个可计：同名密钥属于同一见证方，只计一次", needs, count));
  }

  Result<void> read_quorum(const Words& words) {
    if (words.size() != 2) return wrong("is not: quorum NAME", "格式应为 quorum NAME");
    if (has_quorum_) return wrong("is the second line of a quorum", "quorum 行重复");
    has_quorum_ = true;
    if (words[1] == "none") return {};
    const Named* const member = named(words[1]);
    if (member == nullptr)
      return wrong(fmt::format("no line above declares \"{}\"", words[1]),
                   fmt::format("前文未声明“{}”", words[1]));
    policy_.quorum = member->member;
    return {};
  }

  struct Named {
    std::string name;
    PolicyMember member;
  };
  const Named* named(std::string_view name) const {
    const auto at =
        std::find_if(names_.begin(), names_.end(), [&](const Named& each) { return each.name == name; });
    return at == names_.end() ? nullptr : &*at;
  }
  Result<void> declare(std::string_view name, PolicyMember member) {
    if (name == "none" || named(name) != nullptr)
      return wrong(fmt::format("\"{}\" is declared already", name), fmt::format("“{}”已声明", name));
    names_.push_back({std::string(name), member});
    return {};
  }

  const PolicyFrom from_;
  Policy policy_;
  std::vector<Named> names_;
  std::set<std::string> log_keys_, witness_keys_;  // octets
  std::set<std::string> used_;                     // members of groups
  std::size_t line_ = 0;
  bool has_quorum_ = false;
};

const std::string& name_of(const Policy& policy, const PolicyMember& member) {
  return member.is_group ? policy.groups[member.place].name : policy.witnesses[member.place].name;
}

}  // namespace

Result<Policy> Policy::parse(std::string_view text, PolicyFrom from) { return Reader(from).read(text); }

std::string Policy::to_text() const {
  std::string out;
  const auto behind = [](const std::string& url) { return url.empty() ? url : " " + url; };
  for (const PolicyLog& log : logs) out += fmt::format("log {}{}\n", log.key.to_text(), behind(log.url));
  for (const PolicyWitness& w : witnesses)
    out += fmt::format("witness {} {}{}\n", w.name, w.key.to_text(), behind(w.url));
  for (const PolicyGroup& group : groups) {
    out += fmt::format("group {} {}", group.name, group.needs);
    for (const PolicyMember& member : group.members) out += " " + name_of(*this, member);
    out += "\n";
  }
  return out + fmt::format("quorum {}\n", quorum ? name_of(*this, *quorum) : "none");
}

std::vector<VerifierKey> Policy::log_keys() const {
  std::vector<VerifierKey> out;
  for (const PolicyLog& log : logs) out.push_back(log.key);
  return out;
}

std::vector<VerifierKey> Policy::witness_keys() const {
  std::vector<VerifierKey> out;
  for (const PolicyWitness& witness : witnesses) out.push_back(witness.key);
  return out;
}

std::vector<Lacking> lacking(const Policy& policy, const std::vector<std::size_t>& witnesses) {
  const std::set<std::size_t> seen(witnesses.begin(), witnesses.end());
  if (!policy.quorum) return {};
  const Parties parties(policy);
  std::vector<std::set<std::size_t>> has(policy.groups.size());  // parties
  const auto has_seen = [&](const PolicyMember& member) {
    return member.is_group ? has[member.place].size() >= policy.groups[member.place].needs
                           : seen.count(member.place) != 0;
  };
  for (std::size_t i = 0; i < policy.groups.size(); ++i) {  // members stand above their group
    const auto& members = policy.groups[i].members;
    for (std::size_t m = 0; m < members.size(); ++m) {
      if (has_seen(members[m])) has[i].insert(parties.of(i)[m]);
    }
  }
  std::vector<Lacking> out;
  std::vector<PolicyMember> open{*policy.quorum};
  for (std::size_t at = 0; at < open.size(); ++at) {  // each is a member once at most: it ends
    const PolicyMember member = open[at];
    if (has_seen(member)) continue;
    Lacking lack{name_of(policy, member), 1, 0, {}};
    if (member.is_group) {
      const PolicyGroup& group = policy.groups[member.place];
      lack.needs = group.needs;
      lack.has = has[member.place].size();
      for (std::size_t m = 0; m < group.members.size(); ++m) {
        const PolicyMember& each = group.members[m];
        if (has[member.place].contains(parties.of(member.place)[m])) continue;
        lack.missing.push_back(name_of(policy, each));
        if (each.is_group) open.push_back(each);
      }
    }
    out.push_back(std::move(lack));
  }
  return out;
}

std::optional<std::int64_t> quorum_time_ms(const Policy& policy, std::span<const Cosigned> cosigned) {
  if (!policy.quorum) return std::nullopt;
  std::vector<Cosigned> latest_first(cosigned.begin(), cosigned.end());
  std::sort(latest_first.begin(), latest_first.end(),
            [](const Cosigned& a, const Cosigned& b) { return a.time_s > b.time_s; });
  std::vector<std::size_t> places;
  for (const Cosigned& each : latest_first) {
    places.push_back(each.key);
    if (lacking(policy, places).empty()) return cosigned_ms(each.time_s);
  }
  return std::nullopt;
}

Result<Witnessed> check_by_policy(std::string_view checkpoint, const Policy& policy, SignatureCheck& check,
                                  const CosigningWindow& window) {
  auto opened = open_checkpoint(checkpoint, policy.log_keys(), check);
  if (!opened) return fail(opened.error());
  const auto cosigned = cosigners_of(opened->note, policy.witness_keys(), check);
  if (!cosigned) return fail(cosigned.error());
  Witnessed out{std::move(*opened), {}, {}, {}};
  std::vector<std::size_t> places;
  for (const Cosigned& each : *cosigned) {
    if (window.fault_of(each.time_s)) {
      out.mistimed.push_back(each);
      continue;
    }
    out.cosigned.push_back(each);
    places.push_back(each.key);
  }
  out.lacks = lacking(policy, places);
  return out;
}

}  // namespace tidegate::evidence
