#include "tidegate/law/pack.h"

#include <algorithm>

#include "tidegate/law/pack_reader.h"
#include "tidegate/law/plan.h"

namespace tidegate::law {
namespace {

template <typename T, typename Id>
const T* find_by(const std::vector<T>& elements, Id id, std::string_view wanted) {
  const auto found =
      std::find_if(elements.begin(), elements.end(), [&](const T& e) { return id(e) == wanted; });
  return found == elements.end() ? nullptr : &*found;
}

}  // namespace

bool Consequence::empty() const {
  return route.empty() && set_aside.empty() && exemption.empty() && authority.empty() && !validity_months &&
         validity_parameter.empty() && !basis_from_items && obligations.empty() && standing.empty() &&
         gates.empty() && also_allowed.empty() && doubts.empty();
}

const RouteDef* RulePack::route(std::string_view route_id) const {
  return find_by(
      routes, [](const RouteDef& r) -> std::string_view { return r.id; }, route_id);
}
const FactDef* RulePack::fact(std::string_view fact_id) const {
  return find_by(
      facts, [](const FactDef& f) -> std::string_view { return f.id; }, fact_id);
}
const Provision* RulePack::provision(std::string_view code) const {
  return find_by(
      provisions, [](const Provision& p) -> std::string_view { return p.code; }, code);
}

Result<RulePack> parse_pack(std::string_view json) {
  auto pack = read_pack(json);
  if (!pack) return pack;
  return compile(std::move(*pack));
}

}  // namespace tidegate::law
