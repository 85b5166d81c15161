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
#include "tidegate/terms/risk_report.h"

namespace tidegate {

struct DataItem {            // 数据项
  std::string name;
  std::string content;
  std::string necessity;
  std::string example;       // synthetic or masked
  std::string remark;
  bool personal = false;
  bool sensitive = false;
};

struct Recipient {           // 境外接收方
  std::string name;
  std::string region;        // country or region, ISO 3166 alpha-2; EPO for the organisation
  std::string address;
  std::string main_business;
  std::string officer_name;
  std::string officer_title;
  std::string phone;
  std::string email;
  std::string role;          // independent joint entrusted sub_entrusted
};

struct Endpoint {
  std::string domain;
  std::vector<std::string> addresses;  // IP or CIDR
};
struct Link {                // 数据出境链路
  Endpoint exporter;
  Endpoint recipient;
  std::string mode;          // public_internet leased_line vpn api bulk_file email_saas physical_medium remote_access offshore_processing
  std::string encryption;
  std::string keys;          // exporter recipient third_party
};

// Where the data lies or how much there is. Exactly one of the three kinds is used.
struct DataSource {
  enum class Kind { kFiles, kSchema, kCounts };
  Kind kind = Kind::kFiles;
  std::vector<std::string> globs;                                 // kFiles, relative to the declaration
  std::vector<std::pair<std::string, std::string>> columns;       // kSchema: name, type code (may be empty)
  std::optional<std::size_t> item;                                // which data[] item it is; none: decided by the scan
  std::string pointer;                                            // JSON pointer, for messages
};

struct Transfer {
  std::string id;
  std::string origin;                    // path of the declaration; empty: made from bare files and flags
  std::string processor_name;
  std::string uscc;
  std::optional<std::int64_t> pi_scale;  // persons held in total
  Text summary;
  std::string industry;
  std::string legal_basis;               // consent contract hr_management ...
  std::string purpose;
  std::vector<DataItem> items;
  std::vector<Recipient> recipients;
  std::vector<Link> links;
  std::vector<std::int64_t> forecast;    // distinct persons, three years
  std::optional<Date> retention_to;
  std::string after_retention;           // delete return anonymise
  std::vector<std::string> evidence;     // documents named, not yet checked
  std::vector<DataSource> data;
  CaseFacts facts;                       // what the law asks; absent means unknown
  std::array<FactorClaim, kFactorCount> factors{};  // risk levels as declared
  std::optional<int> national_security;  // declared impact levels 0..4; none: derived
  std::optional<int> public_interest;
};

}  // namespace tidegate
