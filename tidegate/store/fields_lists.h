// Fields of what official lists ask about columns.
#pragma once

#include "tidegate/store/fields.h"

namespace tidegate::store {

template <>
struct Fields<ListRowNamed> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("row", v.row);
    io("edition", v.edition);
    io("term", v.term);
    io("unit", v.unit);
    io("kind", v.kind);
    io("route", v.route);
    io("threshold", v.threshold);
    io("source", v.source);
    io("grade", v.grade);
  }
};
template <>
struct Fields<ListReview> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("verdict", v.verdict);
    io("reason", v.reason);
    io("by", v.by);
    io("on", v.on);
    io("until", v.until);
    io("reopened", v.reopened);
  }
};
template <>
struct Fields<ListQuestion> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("id", v.id);
    io("file", v.file);
    io("column", v.column);
    io("list_id", v.list_id);
    io("row", v.row);
    io("more_rows", v.more_rows);
    io("grade", v.grade);
    io("reasons", v.reasons);
    io("is_factor", v.is_factor);
    io("holds", v.holds);
    io("review", v.review);
  }
};
template <>
struct Fields<ListConsulted> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("list_id", v.list_id);
    io("title", v.title);
    io("kind", v.kind);
    io("zone", v.zone);
    io("is_ours", v.is_ours);
    io("status", v.status);
    io("rows", v.rows);
    io("official", v.official);
    io("missing", v.missing);
    io("origin", v.origin);
    io("official_zh", v.official_zh);
  }
};
template <>
struct Fields<ListFindings> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("questions", v.questions);
    io("consulted", v.consulted);
    io("remarks", v.remarks);
    io("basis", v.basis);
  }
};

}  // namespace tidegate::store
