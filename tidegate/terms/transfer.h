// One intended transfer as its firm declares it: who sends what to whom, why, over which link.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/text.h"
#include "tidegate/terms/facts.h"
#include "tidegate/terms/filing.h"
#include "tidegate/terms/risk_report.h"

namespace tidegate {

struct DataItem {  // 数据项
  std::string name;
  std::string content;
  std::string necessity;
  std::string example;  // synthetic or masked
  std::string remark;
  bool personal = false;   // stated so
  bool sensitive = false;  // stated so
  std::string item_class;  // PI SPI IMPORTANT GENERAL, as stated
  std::optional<std::int64_t> seq;
  std::string group;  // items of one group are about the same persons and leave as one row of facts.items
  Facts stated;       // facts stated on this item alone, by their names inside an item
  std::optional<std::size_t> row;  // into Transfer::facts.items; none: its own place in the list
  friend bool operator==(const DataItem&, const DataItem&) = default;
};

struct Recipient {  // 境外接收方
  std::string name;
  std::string region;  // country or region, ISO 3166 alpha-2; EPO for the organisation
  std::string address;
  std::string main_business;
  std::string officer_name;
  std::string officer_title;
  std::string phone;
  std::string email;
  std::string role;  // independent joint entrusted sub_entrusted
  std::string original_name;
  std::string use_and_method;
  std::string measures_management;
  std::string measures_technical;
  std::string local_law_note;
  std::string incidents;
  std::string government_requests;
  std::optional<bool> audit_right;
  std::optional<bool> records_3_years;
  Facts facts;  // of this recipient: "recipient.country", "recipient.foreign_party"
  friend bool operator==(const Recipient&, const Recipient&) = default;
};

struct Endpoint {
  std::string domain;
  std::vector<std::string> addresses;  // IP or CIDR
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};
struct Link {  // 数据出境链路
  Endpoint exporter;
  Endpoint recipient;
  std::string mode;  // public_internet leased_line vpn api bulk_file email_saas physical_medium remote_access
                     // offshore_processing
  std::string encryption;
  std::string keys;  // exporter recipient third_party
  std::string provider;
  std::string circuit_no;
  std::string bandwidth;
  std::optional<std::int64_t> count;
  std::string probe_id;
  friend bool operator==(const Link&, const Link&) = default;
};

// Where the data lies or how much there is. Exactly one of the three kinds is used.
struct DataSource {
  enum class Kind { kFiles, kSchema, kCounts };
  Kind kind = Kind::kFiles;
  std::vector<std::string> globs;                            // kFiles, relative to the declaration
  std::vector<std::pair<std::string, std::string>> columns;  // kSchema: name, type code (may be empty)
  std::optional<std::size_t> item;                           // row of facts.items; none: decided by the scan
  std::string pointer;                                       // JSON pointer, for messages
  std::string item_name;                                     // item or group, as stated
  std::optional<std::int64_t> subjects;                      // kCounts: distinct persons
  std::optional<std::int64_t> already_counted;               // kCounts
  friend bool operator==(const DataSource&, const DataSource&) = default;
};

struct Transfer {
  std::string id;
  std::string origin;  // path of the declaration; empty: made from bare files and flags
  std::string processor_name;
  std::string uscc;
  std::optional<std::int64_t> pi_scale;  // persons held in total
  Text summary;
  std::string industry;
  std::string legal_basis;  // consent contract hr_management ...
  std::string purpose;
  std::vector<DataItem> items;
  Facts all_items;  // facts of every item that does not state otherwise itself
  std::vector<Recipient> recipients;
  std::vector<Link> links;
  std::vector<std::int64_t> forecast;  // distinct persons, three years
  std::optional<Date> retention_to;
  std::string after_retention;        // delete return anonymise
  std::vector<std::string> evidence;  // documents named, not yet checked
  std::vector<DataSource> data;
  CaseFacts facts;                                  // what the law asks; absent means unknown
  std::array<FactorClaim, kFactorCount> factors{};  // risk levels as declared
  std::optional<int> national_security;             // declared impact levels 0..4; none: derived
  std::optional<int> public_interest;
  ProcessorForm processor;
  Filing filing;
  ScenarioForm scenario;
  std::vector<LegalDocument> legal_documents;
  std::vector<Attachment> attachments;
  std::vector<EvidenceClaim> evidence_claims;  // one for each of `evidence`, in its order
  friend bool operator==(const Transfer&, const Transfer&) = default;
};

// What to call a row of facts.items: the names of its items; "data[2]" where it has none.
std::string row_name(const Transfer& transfer, std::size_t row);

// The case to put before the law for one of several recipients: the flow's facts with those of that
// recipient. Without recipients, or with an index beyond them, the flow's facts as they stand.
CaseFacts facts_for_recipient(const Transfer& transfer, std::size_t recipient);

}  // namespace tidegate
