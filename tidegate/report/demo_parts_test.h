// Parts of the invented assessments: citations, proofs, facts, and the opinions that several of them hold.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tidegate/terms/assessment.h"

namespace tidegate::report::demo {

inline Date day(const char* text) { return *Date::parse(text); }
inline DateInterval since(const char* text) { return {day(text), DateInterval{}.to}; }

inline Citation cite(const char* code, Text instrument, Text says, DateInterval when, const char* grade = "T",
                     ProvisionStatus status = ProvisionStatus::kSettled) {
  return {code, std::move(instrument), std::move(says), when, status, grade, "flk.npc.gov.cn, cac.gov.cn"};
}

inline const Text kPpr{"Provisions on Promoting and Regulating Cross-Border Data Flows",
                       "促进和规范数据跨境流动规定"};
inline const Text kPipl{"Personal Information Protection Law", "个人信息保护法"};
inline const Text kNdsr{"Network Data Security Management Regulations", "网络数据安全管理条例"};

inline ProofNode leaf(ProofKind kind, const char* label, Truth truth) {
  ProofNode node;
  node.kind = kind;
  node.label = label;
  node.truth = truth;
  return node;
}

inline ProofNode rule(const char* id, Truth truth, const char* outcome, std::vector<std::string> cites,
                      std::vector<ProofNode> children, bool defeated = false) {
  ProofNode node = leaf(ProofKind::kRule, id, truth);
  node.outcome = outcome;
  node.cites = std::move(cites);
  node.children = std::move(children);
  node.defeated = defeated;
  return node;
}

inline ProofNode all(std::vector<ProofNode> children, Truth truth) {
  ProofNode node = leaf(ProofKind::kAll, "and", truth);
  node.children = std::move(children);
  return node;
}

inline Facts item(const char* category, bool sensitive, std::int64_t subjects) {
  Facts facts;
  facts.set("category", Symbol{category});
  facts.set("personal", true);
  facts.set("sensitive", sensitive);
  facts.set("subjects", subjects);
  return facts;
}

Opinion china();          // every part of an opinion is filled
Opinion united_states();  // 28 CFR 202: not covered

}  // namespace tidegate::report::demo
