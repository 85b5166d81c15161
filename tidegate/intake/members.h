// Which key of a declaration is which member of a term: said once, for reading and for writing.
// visit(term, v) calls v(key, member) for single members, and v.part(key, f) for keys that nest where the
// term does not.
#pragma once

#include <concepts>
#include <type_traits>

#include "tidegate/terms/transfer.h"

namespace tidegate::intake {

template <typename T, typename Noun>
concept Of = std::same_as<std::remove_const_t<T>, Noun>;

template <Of<FilingPerson> T, typename V>
void visit(T& p, V& v) {
  v("name", p.name);
  v("nationality", p.nationality);
  v("phone", p.phone);
  v("email", p.email);
  v("id_type", p.id_type);
  v("id_type_other", p.id_type_other);
  v.person_id("id_no", p.id_no_given);
  v("title", p.title);
  if (v.has("body_name")) {
    v("body_name", p.body_name);
    v("body_staff", p.body_staff);
  }
}

template <Of<Sanction> T, typename V>
void visit(T& s, V& v) {
  v("date", s.date);
  v("authority", s.authority);
  v("basis", s.basis);
  v("act", s.act);
  v("result", s.result);
  v("rectified", s.rectified);
}

template <Of<ComplianceRecord> T, typename V>
void visit(T& c, V& v) {
  v("statement", c.statement);
  v("penalties", c.penalties);
  v("inquiries", c.inquiries);
  v("lookback_years", c.lookback_years);
}

template <Of<ProcessorForm> T, typename V>
void visit(T& p, V& v) {
  v("nature", p.nature);
  v("nature_other", p.nature_other);
  v("category", p.category);
  v("category_other", p.category_other);
  v("registered_address", p.registered_address);
  v("office_address", p.office_address);
  v("employees", p.employees);
  v("valid_until", p.valid_until);
  v("postcode", p.postcode);
  v("registered_capital", p.registered_capital);
  v("main_business", p.main_business);
  v("equity_structure", p.equity_structure);
  v("actual_controller", p.actual_controller);
  v("investments", p.investments);
  v("business_overview", p.business_overview);
  v("data_asset_overview", p.data_asset_overview);
  v("no_legal_rep", p.no_legal_rep);
  v("legal_rep", p.legal_rep);
  v("handler", p.handler);
  v("officer", p.officer);
  v("compliance", p.compliance);
}

template <Of<ThirdParty> T, typename V>
void visit(T& t, V& v) {
  v("used", t.used);
  v("name", t.name);
  v("facts", t.facts);
  v("part", t.part);
  v("sealed", t.sealed);
}

template <Of<LastPass> T, typename V>
void visit(T& l, V& v) {
  v("result_date", l.result_date);
  v("approved_persons", l.approved_persons);
  v("major_incidents", l.major_incidents);
}

template <Of<Filing> T, typename V>
void visit(T& f, V& v) {
  v("route", f.route);
  v("edition", f.edition);
  v("province", f.province);
  v("applicability", f.applicability);
  v("date", f.date);
  v.part("assessed", [&f](auto& w) {
    w("from", f.assessed_from);
    w("to", f.assessed_to);
  });
  v("third_party", f.third_party);
  v("commitment", f.commitment);
  v("language", f.language);
  v("last_pass", f.last_pass);
}

template <Of<StorageSystem> T, typename V>
void visit(T& s, V& v) {
  v("name", s.name);
  v("operator", s.operated_by);
  if (v.has("region")) v("region", s.region);
  v("city", s.city);
  v("cloud", s.cloud);
}

template <Of<OnwardParty> T, typename V>
void visit(T& o, V& v) {
  v("party", o.party);
  v("region", o.region);
  v("purpose", o.purpose);
  v("items", o.items);
  v("safeguards", o.safeguards);
}

template <Of<DataItem> T, typename V>
void visit(T& i, V& v) {
  v("name", i.name);
  v("seq", i.seq);
  v("content", i.content);
  v("necessity", i.necessity);
  v("example", i.example);
  v("remark", i.remark);
  v("class", i.item_class);
  v("group", i.group);
  v.facts("item.", i.stated);
}

template <Of<Recipient> T, typename V>
void visit(T& r, V& v) {
  v("name", r.name);
  v("original_name", r.original_name);
  v("region", r.region);
  v("address", r.address);
  v("main_business", r.main_business);
  v("officer_name", r.officer_name);
  v("officer_title", r.officer_title);
  v("phone", r.phone);
  v("email", r.email);
  v("role", r.role);
  v("use_and_method", r.use_and_method);
  v("measures_management", r.measures_management);
  v("measures_technical", r.measures_technical);
  v("local_law_note", r.local_law_note);
  v("incidents", r.incidents);
  v("government_requests", r.government_requests);
  v("audit_right", r.audit_right);
  v("records_3_years", r.records_3_years);
  v.facts("", r.facts);
}

template <Of<Endpoint> T, typename V>
void visit(T& e, V& v) {
  v("domain", e.domain);
  v("ip", e.addresses);
}

template <Of<Link> T, typename V>
void visit(T& l, V& v) {
  v("exporter", l.exporter);
  v("recipient", l.recipient);
  v("mode", l.mode);
  v("provider", l.provider);
  v("circuit_no", l.circuit_no);
  v("bandwidth", l.bandwidth);
  v("count", l.count);
  v("encryption", l.encryption);
  v("keys", l.keys);
  v("probe_id", l.probe_id);
}

template <Of<PersonTotals> T, typename V>
void visit(T& p, V& v) {
  v("pi", p.pi);
  v("spi", p.spi);
  v("counted_as", p.counted_as);
  v("year_current", p.year_current);
}

template <Of<ClauseRow> T, typename V>
void visit(T& c, V& v) {
  v("clause", c.clause);
  v("page", c.page);
}

template <Of<LegalDocument> T, typename V>
void visit(T& d, V& v) {
  v("name", d.name);
  v("kind", d.kind);
  v("kind_other", d.kind_other);
  v("parties", d.parties);
  v("signed_on", d.signed_on);
  v("effective_on", d.effective_on);
  v("expires_on", d.expires_on);
  v("language", d.language);
  v("chinese_version", d.chinese_version);
  v("body_unaltered", d.body_unaltered);
  v.part("clauses", [&d](auto& w) {
    constexpr const char* kMatters[] = {"purpose", "storage", "onward", "change", "remedy", "incident"};
    for (std::size_t i = 0; i < kClauseCount; ++i) w(kMatters[i], d.clauses[i]);
  });
}

template <Of<Attachment> T, typename V>
void visit(T& a, V& v) {
  v("code", a.code);
  v("file", a.file);
  v("sealed", a.sealed);
  v("signed", a.has_signature);
}

template <Of<EvidenceClaim> T, typename V>
void visit(T& e, V& v) {
  v("file", e.file);
  v("kind", e.kind);
  v("holder_uscc", e.holder_uscc);
  v("system", e.system);
  v("valid_until", e.valid_until);
  v("revoked", e.revoked);
}

template <Of<FactorClaim> T, typename V>
void visit(T& f, V& v) {
  v.claim(f);
}

// The declaration as a whole, but for the flow's facts and the data sources.
template <Of<Transfer> T, typename V>
void visit(T& t, V& v) {
  v.part("processor", [&t](auto& w) {
    w("name", t.processor_name);
    w("uscc", t.uscc);
    w("pi_scale", t.pi_scale);
    visit(t.processor, w);
  });
  v.part("scenario", [&t](auto& w) {
    auto& s = t.scenario;
    w("id", t.id);
    w("summary", t.summary);
    w("data_type", s.data_type);
    w("industry", t.industry);
    w("industry_other", s.industry_other);
    w("important_authority", s.important_authority);
    w("important_size_mb", s.important_size_mb);
    w("legal_basis", t.legal_basis);
    w("separate_consent", s.separate_consent);
    w("guardian_consent", s.guardian_consent);
    w("purpose", s.purpose);
    w("purpose_ends", s.purpose_ends);
    w("processing_by_recipient", s.processing_by_recipient);
    w("scope", s.scope);
    w("method", s.method);
    w("legality", s.legality);
    w("legitimacy", s.legitimacy);
    w("necessity", s.necessity);
    w("frequency", s.frequency);
    w("items", t.items);
    w.part("all_items", [&t](auto& a) { a.facts("item.", t.all_items); });
    w.part("persons", [&t](auto& p) {
      visit(t.scenario.persons, p);
      p("forecast", t.forecast);
    });
    w("recipients", t.recipients);
    w("recipients_summarised", s.recipients_summarised);
    w("recipients_statement", s.recipients_statement);
    w("links", t.links);
    w("domestic_systems", s.domestic_systems);
    w("overseas_systems", s.overseas_systems);
    w.list_or_none("onward", s.onward, s.onward_none);
    w.part("retention", [&t](auto& r) {
      r("from", t.scenario.retention_from);
      r("to", t.retention_to);
      r("after", t.after_retention);
      r("after_note", t.scenario.after_retention_note);
      r("backups_abroad", t.scenario.backups_abroad);
      r("backups_deleted", t.scenario.backups_deleted);
    });
  });
  v("filing", t.filing);
  v("legal_documents", t.legal_documents);
  v("attachments", t.attachments);
  v.part("risk", [&t](auto& w) {
    for (std::size_t i = 0; i < kFactorCount; ++i) w(letter(static_cast<Factor>(i)), t.factors[i]);
    w("national_security", t.national_security);
    w("public_interest", t.public_interest);
  });
  v("evidence", t.evidence_claims);
}

}  // namespace tidegate::intake
