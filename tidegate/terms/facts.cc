#include "tidegate/terms/facts.h"

#include <algorithm>

namespace tidegate {
namespace {

auto position(auto& facts, std::string_view name) {
  return std::lower_bound(facts.begin(), facts.end(), name, [](const auto& fact, std::string_view n) {
    return std::string_view(fact.first) < n;
  });
}

}  // namespace

std::string to_string(const FactValue& v) {
  if (const auto* b = std::get_if<bool>(&v)) return *b ? "true" : "false";
  if (const auto* n = std::get_if<std::int64_t>(&v)) return std::to_string(*n);
  if (const auto* d = std::get_if<Date>(&v)) return d->str();
  if (const auto* s = std::get_if<Symbol>(&v)) return s->name;
  return "unknown";
}

const FactValue* Facts::find(std::string_view name) const {
  const auto at = position(facts_, name);
  return at != facts_.end() && at->first == name ? &at->second : nullptr;
}

void Facts::set(std::string_view name, FactValue value) {
  const auto at = position(facts_, name);
  if (at != facts_.end() && at->first == name) {
    at->second = std::move(value);
  } else {
    facts_.emplace(at, std::string(name), std::move(value));
  }
}

bool Facts::erase(std::string_view name) {
  const auto at = position(facts_, name);
  if (at == facts_.end() || at->first != name) return false;
  facts_.erase(at);
  return true;
}

}  // namespace tidegate
