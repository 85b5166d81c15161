#include "tidegate/store/case_codec.h"

#include "tidegate/store/fields_case.h"
#include "tidegate/store/json_archive.h"

namespace tidegate {
namespace {

template <typename T>
Result<T> read(const Json& json, std::string_view where) {
  JsonFault fault{std::string(where), {}};
  const JsonReader in(json, fault);
  T out;
  store::decode(in, out);
  if (fault.first) return fail(std::move(*fault.first));
  return out;
}

}  // namespace

Json to_json(const Case& c) { return store::encode(c); }
Json to_json(const CaseEvent& event) { return store::encode(event); }
Json to_json(const CaseStep& step) { return store::encode(step); }
Json to_json(const Decision& decision) { return store::encode(decision); }
Json to_json(const Precedent& precedent) { return store::encode(precedent); }
Json to_json(const std::vector<CheckedCredential>& credentials) { return store::encode(credentials); }

Result<Case> case_from_json(const Json& json, std::string_view where) { return read<Case>(json, where); }
Result<CaseEvent> case_event_from_json(const Json& json, std::string_view where) {
  return read<CaseEvent>(json, where);
}
Result<CaseStep> case_step_from_json(const Json& json, std::string_view where) {
  return read<CaseStep>(json, where);
}
Result<Decision> decision_from_json(const Json& json, std::string_view where) {
  return read<Decision>(json, where);
}
Result<Precedent> precedent_from_json(const Json& json, std::string_view where) {
  return read<Precedent>(json, where);
}
Result<std::vector<CheckedCredential>> credentials_from_json(const Json& json, std::string_view where) {
  return read<std::vector<CheckedCredential>>(json, where);
}

}  // namespace tidegate
