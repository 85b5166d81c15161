#include "tidegate/report/phrases_proof.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "tidegate/report/numbers.h"
#include "tidegate/report/phrases.h"

namespace tidegate::report {

Text rule_words(const Opinion& opinion, const ProofNode& node) {
  if (node.kind != ProofKind::kRule && node.kind != ProofKind::kException) return {};
  const std::size_t item = node.label.find("]: ");
  const std::string_view id = std::string_view(node.label).substr(item == std::string::npos ? 0 : item + 3);
  return words_of_pack(opinion, id, [](std::string_view) { return Text{}; });
}

Text outcome_words(const Opinion& opinion, std::string_view outcome) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kTopics{{
      {"route", "路径"},
      {"set_aside", "数据项豁免"},
      {"exemption", "豁免"},
      {"duty", "义务"},
      {"standing", "持续义务"},
      {"gate", "并行环节"},
      {"also_allowed", "其他合法路径"},
      {"doubt", "存疑"},
  }};
  Text said{std::string(outcome), {}};
  while (!outcome.empty()) {
    const std::string_view one = outcome.substr(0, outcome.find(' '));
    outcome.remove_prefix(std::min(outcome.size(), one.size() + 1));
    const std::size_t equals = std::min(one.find('='), one.size());
    std::string_view topic = one.substr(0, equals);
    const std::string_view code = one.substr(std::min(equals + 1, one.size()));
    const auto plain = [](std::string_view word) { return Text{std::string(word), std::string(word)}; };
    std::string word;
    if (topic == "route") {
      word = route_words(opinion, code).zh;
    } else if (topic == "set_aside" || topic == "exemption") {
      word = exemption_words(opinion, code).zh;
    } else {
      word = words_of_pack(opinion, code, plain).zh;
    }
    for (const auto& [name, zh] : kTopics) {
      if (name == topic) topic = zh;
    }
    said.zh += fmt::format("{}{}：{}", said.zh.empty() ? "" : "；", topic, word);
  }
  return said;
}

namespace {

// "12400" as "12,400"; empty: it is no whole number.
std::string whole(std::string_view digits) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return {};
  return grouped(value);
}

}  // namespace

std::string compared_numbers(const Opinion& opinion, const ProofNode& node) {
  if (node.kind != ProofKind::kCompare) return {};
  const auto number = [&](std::string_view name) -> std::string {
    std::string_view digits;
    if (name[0] == '$') {
      for (const auto& [code, words] : opinion.labels) {
        if (code == name) digits = words.en;
      }
    } else {
      const std::string counted = fmt::format("{} = ", name);
      for (const ProofNode& ground : opinion.proof) {
        if (ground.kind == ProofKind::kCounter && ground.label.starts_with(counted))
          digits = std::string_view(ground.label).substr(counted.size());
      }
    }
    const std::size_t dots = std::min(digits.find(".."), digits.size());
    const std::string least = whole(digits.substr(0, dots));
    if (dots == digits.size()) return least;
    const std::string most = whole(digits.substr(dots + 2));
    return least.empty() || most.empty() ? std::string() : fmt::format("{}..{}", least, most);
  };
  const auto is_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  std::string text;
  bool any = false;
  for (std::size_t i = 0; i < node.label.size();) {
    if (node.label[i] != '#' && node.label[i] != '$') {
      text += node.label[i++];
      continue;
    }
    std::size_t end = i + 1;
    while (end < node.label.size() && is_name(node.label[end])) ++end;
    const std::string put_in = number(std::string_view(node.label).substr(i, end - i));
    if (put_in.empty()) return {};
    text += put_in;
    any = true;
    i = end;
  }
  return any ? text : std::string();
}

}  // namespace tidegate::report
