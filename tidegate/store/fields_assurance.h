// Fields of what was found of the documents of a declaration.
#pragma once

#include "tidegate/store/fields_report.h"
#include "tidegate/terms/assurance.h"

namespace tidegate::store {

template <>
struct Names<CredentialFault> {
  static constexpr auto kAll = kCredentialFaultNames;
};
template <>
struct Names<CredentialStatus> {
  static constexpr std::array<std::string_view, 4> kAll{"unknown", "valid", "revoked", "suspended"};
};
template <>
struct Fields<CredentialScope> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("systems", v.systems);
    io("sites", v.sites);
    io("processes", v.processes);
  }
};
template <>
struct Fields<CredentialReason> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("fault", v.fault);
    io("limit", v.limit);
    io("says", v.says);
  }
};
template <>
struct Fields<CredentialAssurance> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("kind", v.kind);
    io("holder", v.holder);
    io("scope", v.scope);
    io("level", v.level);
    io("issuer", v.issuer);
    io("issuer_name", v.issuer_name);
    io("accreditation", v.accreditation);
    io("issued_ms", v.issued_ms);
    io("expires_ms", v.expires_ms);
    io("status", v.status);
    io("status_source", v.status_source);
    io("status_ms", v.status_ms);
    io("document_hash", v.document_hash);
    io("grade", v.grade);
    io("why_not_higher", v.why_not_higher);
    io("factors", v.factors);
  }
};
template <>
struct Fields<CheckedCredential> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("file", v.file);
    io("found", v.found);
  }
};
}  // namespace tidegate::store
