// Fields of what the official form asks beside the transfer.
#pragma once

#include "tidegate/store/fields.h"

namespace tidegate::store {

template <>
struct Fields<FilingPerson> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("name", v.name);
    io("nationality", v.nationality);
    io("phone", v.phone);
    io("email", v.email);
    io("id_type", v.id_type);
    io("id_type_other", v.id_type_other);
    io("id_no_given", v.id_no_given);
    io("title", v.title);
    io("body_name", v.body_name);
    io("body_staff", v.body_staff);
  }
};
template <>
struct Fields<Sanction> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("date", v.date);
    io("authority", v.authority);
    io("basis", v.basis);
    io("act", v.act);
    io("result", v.result);
    io("rectified", v.rectified);
  }
};
template <>
struct Fields<ComplianceRecord> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("statement", v.statement);
    io("penalties", v.penalties);
    io("inquiries", v.inquiries);
    io("lookback_years", v.lookback_years);
  }
};
template <>
struct Fields<ProcessorForm> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("nature", v.nature);
    io("nature_other", v.nature_other);
    io("category", v.category);
    io("category_other", v.category_other);
    io("registered_address", v.registered_address);
    io("office_address", v.office_address);
    io("employees", v.employees);
    io("valid_until", v.valid_until);
    io("postcode", v.postcode);
    io("registered_capital", v.registered_capital);
    io("main_business", v.main_business);
    io("equity_structure", v.equity_structure);
    io("actual_controller", v.actual_controller);
    io("investments", v.investments);
    io("business_overview", v.business_overview);
    io("data_asset_overview", v.data_asset_overview);
    io("no_legal_rep", v.no_legal_rep);
    io("legal_rep", v.legal_rep);
    io("handler", v.handler);
    io("officer", v.officer);
    io("compliance", v.compliance);
  }
};
template <>
struct Fields<ThirdParty> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("used", v.used);
    io("name", v.name);
    io("facts", v.facts);
    io("part", v.part);
    io("sealed", v.sealed);
  }
};
template <>
struct Fields<LastPass> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("result_date", v.result_date);
    io("approved_persons", v.approved_persons);
    io("major_incidents", v.major_incidents);
  }
};
template <>
struct Fields<Filing> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("begun", v.begun);
    io("route", v.route);
    io("edition", v.edition);
    io("province", v.province);
    io("applicability", v.applicability);
    io("date", v.date);
    io("assessed_from", v.assessed_from);
    io("assessed_to", v.assessed_to);
    io("third_party", v.third_party);
    io("commitment", v.commitment);
    io("language", v.language);
    io("last_pass", v.last_pass);
  }
};
template <>
struct Fields<StorageSystem> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("name", v.name);
    io("operated_by", v.operated_by);
    io("region", v.region);
    io("city", v.city);
    io("cloud", v.cloud);
  }
};
template <>
struct Fields<OnwardParty> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("party", v.party);
    io("region", v.region);
    io("purpose", v.purpose);
    io("items", v.items);
    io("safeguards", v.safeguards);
  }
};
template <>
struct Fields<PersonTotals> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("pi", v.pi);
    io("spi", v.spi);
    io("year_current", v.year_current);
    io("counted_as", v.counted_as);
  }
};
template <>
struct Fields<ScenarioForm> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("data_type", v.data_type);
    io("important_authority", v.important_authority);
    io("industry_other", v.industry_other);
    io("important_size_mb", v.important_size_mb);
    io("persons", v.persons);
    io("purpose", v.purpose);
    io("processing_by_recipient", v.processing_by_recipient);
    io("scope", v.scope);
    io("method", v.method);
    io("legality", v.legality);
    io("legitimacy", v.legitimacy);
    io("necessity", v.necessity);
    io("separate_consent", v.separate_consent);
    io("guardian_consent", v.guardian_consent);
    io("frequency", v.frequency);
    io("purpose_ends", v.purpose_ends);
    io("domestic_systems", v.domestic_systems);
    io("overseas_systems", v.overseas_systems);
    io("onward_none", v.onward_none);
    io("onward", v.onward);
    io("recipients_summarised", v.recipients_summarised);
    io("recipients_statement", v.recipients_statement);
    io("retention_from", v.retention_from);
    io("after_retention_note", v.after_retention_note);
    io("backups_abroad", v.backups_abroad);
    io("backups_deleted", v.backups_deleted);
  }
};
template <>
struct Fields<ClauseRow> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("clause", v.clause);
    io("page", v.page);
  }
};
template <>
struct Fields<LegalDocument> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("name", v.name);
    io("kind", v.kind);
    io("kind_other", v.kind_other);
    io("parties", v.parties);
    io("signed_on", v.signed_on);
    io("effective_on", v.effective_on);
    io("expires_on", v.expires_on);
    io("language", v.language);
    io("chinese_version", v.chinese_version);
    io("body_unaltered", v.body_unaltered);
    io("clauses", v.clauses);
  }
};
template <>
struct Fields<Attachment> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("code", v.code);
    io("file", v.file);
    io("sealed", v.sealed);
    io("has_signature", v.has_signature);
  }
};
template <>
struct Fields<EvidenceClaim> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("file", v.file);
    io("kind", v.kind);
    io("holder_uscc", v.holder_uscc);
    io("system", v.system);
    io("valid_until", v.valid_until);
    io("revoked", v.revoked);
  }
};

}  // namespace tidegate::store
