#include "tidegate/store/json_codec.h"

#include <algorithm>

#include "tidegate/store/fields_opinion.h"
#include "tidegate/store/fields_profile.h"
#include "tidegate/store/fields_report.h"
#include "tidegate/store/fields_transfer.h"
#include "tidegate/store/json_archive.h"

namespace tidegate {
namespace {

void check_rows(const Transfer& transfer, const JsonReader& in) {
  if (rows_are_there(transfer)) return;
  in.refuse(ErrorCode::kOutOfRange, "names a row of data that is not there", "指向不存在的数据行");
}

template <typename T>
void check(const T&, const JsonReader&) {}
void check(const Transfer& transfer, const JsonReader& in) { check_rows(transfer, in); }
void check(const Assessment& assessment, const JsonReader& in) { check_rows(assessment.transfer, in); }

template <typename T>
Result<T> read(const Json& json, std::string_view where) {
  JsonFault fault{std::string(where), {}};
  const JsonReader in(json, fault);
  T out;
  store::decode(in, out);
  if (!fault.first) check(out, in);
  if (fault.first) return fail(std::move(*fault.first));
  return out;
}

}  // namespace

bool rows_are_there(const Transfer& transfer) {
  const auto is_there = [&](const std::optional<std::size_t>& row) {
    return !row || *row < transfer.facts.items.size();
  };
  return std::all_of(transfer.items.begin(), transfer.items.end(),
                     [&](const auto& item) { return is_there(item.row); }) &&
         std::all_of(transfer.data.begin(), transfer.data.end(),
                     [&](const auto& source) { return is_there(source.item); });
}

Json to_json(const CaseFacts& facts) { return store::encode(facts); }
Json to_json(const Transfer& transfer) { return store::encode(transfer); }
Json to_json(const DataProfile& profile) { return store::encode(profile); }
Json to_json(const Opinion& opinion) { return store::encode(opinion); }
Json to_json(const RiskReport& report) { return store::encode(report); }
Json to_json(const Finding& finding) { return store::encode(finding); }
Json to_json(const Assessment& assessment) { return store::encode(assessment); }

Result<CaseFacts> case_facts_from_json(const Json& json, std::string_view where) {
  return read<CaseFacts>(json, where);
}
Result<Transfer> transfer_from_json(const Json& json, std::string_view where) {
  return read<Transfer>(json, where);
}
Result<DataProfile> data_profile_from_json(const Json& json, std::string_view where) {
  return read<DataProfile>(json, where);
}
Result<Opinion> opinion_from_json(const Json& json, std::string_view where) {
  return read<Opinion>(json, where);
}
Result<RiskReport> risk_report_from_json(const Json& json, std::string_view where) {
  return read<RiskReport>(json, where);
}
Result<Finding> finding_from_json(const Json& json, std::string_view where) {
  return read<Finding>(json, where);
}
Result<Assessment> assessment_from_json(const Json& json, std::string_view where) {
  return read<Assessment>(json, where);
}

}  // namespace tidegate
