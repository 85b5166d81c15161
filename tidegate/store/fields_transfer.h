// Fields of a transfer as declared, and of the filing around it.
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
template <>
struct Fields<FactorClaim> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("answered", v.answered);
    io.level("level", v.level);
    io("grade", v.grade);
    io("basis", v.basis);
  }
};
template <>
struct Fields<CaseFacts> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("flow", v.flow);
    io("items", v.items);
    io("absent", v.absent);
  }
};
template <>
struct Fields<DataItem> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("name", v.name);
    io("content", v.content);
    io("necessity", v.necessity);
    io("example", v.example);
    io("remark", v.remark);
    io("personal", v.personal);
    io("sensitive", v.sensitive);
    io("item_class", v.item_class);
    io("seq", v.seq);
    io("group", v.group);
    io("stated", v.stated);
    io("row", v.row);
  }
};
template <>
struct Fields<Recipient> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("name", v.name);
    io("region", v.region);
    io("address", v.address);
    io("main_business", v.main_business);
    io("officer_name", v.officer_name);
    io("officer_title", v.officer_title);
    io("phone", v.phone);
    io("email", v.email);
    io("role", v.role);
    io("original_name", v.original_name);
    io("use_and_method", v.use_and_method);
    io("measures_management", v.measures_management);
    io("measures_technical", v.measures_technical);
    io("local_law_note", v.local_law_note);
    io("incidents", v.incidents);
    io("government_requests", v.government_requests);
    io("audit_right", v.audit_right);
    io("records_3_years", v.records_3_years);
    io("facts", v.facts);
  }
};
template <>
struct Fields<Endpoint> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("domain", v.domain);
    io("addresses", v.addresses);
  }
};
template <>
struct Fields<Link> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("exporter", v.exporter);
    io("recipient", v.recipient);
    io("mode", v.mode);
    io("encryption", v.encryption);
    io("keys", v.keys);
    io("provider", v.provider);
    io("circuit_no", v.circuit_no);
    io("bandwidth", v.bandwidth);
    io("count", v.count);
    io("probe_id", v.probe_id);
  }
};
template <>
struct Fields<DataSource> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("kind", v.kind);
    io("globs", v.globs);
    io("columns", v.columns);
    io("item", v.item);
    io("pointer", v.pointer);
    io("item_name", v.item_name);
    io("subjects", v.subjects);
    io("already_counted", v.already_counted);
  }
};
template <>
struct Fields<Transfer> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("id", v.id);
    io("origin", v.origin);
    io("processor_name", v.processor_name);
    io("uscc", v.uscc);
    io("pi_scale", v.pi_scale);
    io("summary", v.summary);
    io("industry", v.industry);
    io("legal_basis", v.legal_basis);
    io("purpose", v.purpose);
    io("items", v.items);
    io("all_items", v.all_items);
    io("recipients", v.recipients);
    io("links", v.links);
    io("forecast", v.forecast);
    io("retention_to", v.retention_to);
    io("after_retention", v.after_retention);
    io("evidence", v.evidence);
    io("data", v.data);
    io("facts", v.facts);
    io("factors", v.factors);
    io.level("national_security", v.national_security);
    io.level("public_interest", v.public_interest);
    io("processor", v.processor);
    io("filing", v.filing);
    io("scenario", v.scenario);
    io("legal_documents", v.legal_documents);
    io("attachments", v.attachments);
    io("evidence_claims", v.evidence_claims);
  }
};

}  // namespace tidegate::store
