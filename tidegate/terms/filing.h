// What the official form asks beyond the facts of law: the filer, its people, papers and attachments.
// 申报与备案材料 Codes of enumerations are those of docs/formats/transfer.md. Empty text, empty list and
// nullopt: not stated.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/date.h"

namespace tidegate {

// Legal representative 法定代表人, case handler 经办人, data security officer 数据安全负责人.
// The number of the identity paper is checked when read and then dropped: only whether it was given is kept.
struct FilingPerson {
  std::string name;
  std::string nationality;  // ISO 3166
  std::string phone;
  std::string email;
  std::string id_type;
  std::string id_type_other;
  bool id_no_given = false;
  std::string title;
  std::string body_name;  // officer alone: 管理机构名称
  std::optional<std::int64_t> body_staff;
  friend bool operator==(const FilingPerson&, const FilingPerson&) = default;
};

struct Sanction {  // a penalty 行政处罚 or a supervisory order 监管整改
  std::optional<Date> date;
  std::string authority;
  std::string basis;
  std::string act;
  std::string result;
  std::optional<bool> rectified;
  friend bool operator==(const Sanction&, const Sanction&) = default;
};

struct ComplianceRecord {  // 数据处理者遵守中国法律、行政法规、部门规章情况
  std::string statement;   // "none" must be said
  std::vector<Sanction> penalties;
  std::vector<Sanction> inquiries;
  std::optional<std::int64_t> lookback_years;
  friend bool operator==(const ComplianceRecord&, const ComplianceRecord&) = default;
};

struct ProcessorForm {  // 数据处理者情况, beside name, credit code and persons held
  std::string nature;   // 单位性质
  std::string nature_other;
  std::string category;  // 单位类型
  std::string category_other;
  std::string registered_address;
  std::string office_address;
  std::optional<std::int64_t> employees;
  std::optional<Date> valid_until;
  std::string postcode;
  std::string registered_capital;
  std::string main_business;
  std::string equity_structure;
  std::string actual_controller;
  std::string investments;
  std::string business_overview;
  std::string data_asset_overview;
  std::optional<bool> no_legal_rep;  // an individual, or an entity without one
  FilingPerson legal_rep;
  FilingPerson handler;
  FilingPerson officer;
  ComplianceRecord compliance;
  friend bool operator==(const ProcessorForm&, const ProcessorForm&) = default;
};

struct ThirdParty {  // 第三方机构参与自评估
  std::optional<bool> used;
  std::string name;
  std::string facts;
  std::string part;
  std::optional<bool> sealed;
  friend bool operator==(const ThirdParty&, const ThirdParty&) = default;
};

struct LastPass {  // the pass that an extension rests on
  std::optional<Date> result_date;
  std::optional<std::int64_t> approved_persons;  // over three years
  std::optional<std::int64_t> major_incidents;  // 重大网络和数据安全事件 while it held, as declared; 0: none
  friend bool operator==(const LastPass&, const LastPass&) = default;
};

struct Filing {
  bool begun = false;                   // the declaration holds a `filing` section
  std::string route;                    // SA SC PC NL EX EXT, as chosen by the filer
  std::optional<std::int64_t> edition;  // of the guide: 1 2 3
  std::string province;                 // "beijing"
  std::vector<std::string> applicability;
  std::optional<Date> date;  // planned day of filing
  std::optional<Date> assessed_from;
  std::optional<Date> assessed_to;
  ThirdParty third_party;
  std::optional<bool> commitment;
  std::string language;  // zh-CN
  LastPass last_pass;
  friend bool operator==(const Filing&, const Filing&) = default;
};

struct StorageSystem {  // 存储系统平台、数据中心
  std::string name;
  std::string operated_by;
  std::string region;  // abroad: ISO 3166
  std::string city;
  std::optional<bool> cloud;
  friend bool operator==(const StorageSystem&, const StorageSystem&) = default;
};

struct OnwardParty {  // 向境外其他接收方提供
  std::string party;
  std::string region;
  std::string purpose;
  std::string items;
  std::string safeguards;
  friend bool operator==(const OnwardParty&, const OnwardParty&) = default;
};

struct PersonTotals {                        // distinct persons of this transfer
  std::optional<std::int64_t> pi;            // whose ordinary personal information leaves 不含敏感
  std::optional<std::int64_t> spi;           // whose sensitive personal information leaves
  std::optional<std::int64_t> year_current;  // since 1 January, this transfer included
  std::string counted_as;                    // distinct_persons records accounts
  friend bool operator==(const PersonTotals&, const PersonTotals&) = default;
};

struct ScenarioForm {     // 数据出境场景, beside what Transfer holds itself
  std::string data_type;  // pi spi important mixed
  std::string important_authority;
  std::string industry_other;
  std::optional<std::int64_t> important_size_mb;
  PersonTotals persons;
  std::string purpose;  // 目的
  std::string processing_by_recipient;
  std::string scope;
  std::string method;
  std::string legality;
  std::string legitimacy;
  std::string necessity;
  std::optional<bool> separate_consent;
  std::optional<bool> guardian_consent;
  std::string frequency;  // once batch periodic continuous
  std::optional<Date> purpose_ends;
  std::vector<StorageSystem> domestic_systems;
  std::vector<StorageSystem> overseas_systems;
  bool onward_none = false;  // "none" was said
  std::vector<OnwardParty> onward;
  std::optional<bool> recipients_summarised;
  std::string recipients_statement;
  std::optional<Date> retention_from;
  std::string after_retention_note;
  std::optional<bool> backups_abroad;
  std::optional<bool> backups_deleted;  // with the data, at the end of retention
  friend bool operator==(const ScenarioForm&, const ScenarioForm&) = default;
};

struct ClauseRow {  // one of the six matters of Security Assessment Measures art. 9
  std::string clause;
  std::string page;
  friend bool operator==(const ClauseRow&, const ClauseRow&) = default;
};
// In the order of the form: purpose, storage, onward, change, remedy, incident.
enum class ClauseMatter { kPurpose, kStorage, kOnward, kChange, kRemedy, kIncident };
inline constexpr std::size_t kClauseCount = 6;

struct LegalDocument {  // 法律文件
  std::string name;
  std::string kind;  // contract standard_contract group_rules other
  std::string kind_other;
  std::vector<std::string> parties;
  std::optional<Date> signed_on;
  std::optional<Date> effective_on;
  std::optional<Date> expires_on;
  std::string language;  // zh other
  std::optional<bool> chinese_version;
  std::optional<bool> body_unaltered;  // standard contract
  std::array<ClauseRow, kClauseCount> clauses;
  friend bool operator==(const LegalDocument&, const LegalDocument&) = default;
};

struct Attachment {
  std::string code;  // A1..A9
  std::string file;
  std::optional<bool> sealed;
  std::optional<bool> has_signature;
  friend bool operator==(const Attachment&, const Attachment&) = default;
};

struct EvidenceClaim {  // a document named as evidence; nothing of it is verified yet
  std::string file;
  std::string kind;
  std::string holder_uscc;
  std::string system;
  std::optional<Date> valid_until;
  std::optional<bool> revoked;
  friend bool operator==(const EvidenceClaim&, const EvidenceClaim&) = default;
};

}  // namespace tidegate
