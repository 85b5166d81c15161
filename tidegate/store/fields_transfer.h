// Fields of a transfer as declared.
#pragma once

#include "tidegate/store/fields_filing.h"

namespace tidegate::store {

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
