// Fields of what a scan found. Never a cell: the nouns hold none.
#pragma once

#include "tidegate/store/fields.h"
#include "tidegate/store/fields_lists.h"

namespace tidegate::store {

template <>
struct Fields<Evidence> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("rule", v.rule);
    io.permille("permille", v.permille);
    io("says", v.says);
  }
};
template <>
struct Fields<NearMiss> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("type", v.type);
    io("cells", v.cells);
    io("why", v.why);
  }
};
template <>
struct Fields<InText> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("type", v.type);
    io("cells", v.cells);
  }
};
template <>
struct Fields<ColumnProfile> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("index", v.index);
    io("name", v.name);
    io("type", v.type);
    io("sensitivity", v.sensitivity);
    io.permille("p_permille", v.p_permille);
    io("also", v.also);
    io("cells", v.cells);
    io("non_empty", v.non_empty);
    io("distinct", v.distinct);
    io("evidence", v.evidence);
    io("near_misses", v.near_misses);
    io("in_text", v.in_text);
    io("important_hint", v.important_hint);
    io("is_harmless", v.is_harmless);
  }
};
template <>
struct Fields<FileProfile> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("path", v.path);
    io("sha256", v.sha256);
    io("size_bytes", v.size_bytes);
    io("format", v.format);
    io("encoding", v.encoding);
    io("delimiter", v.delimiter);
    io("header_row", v.header_row);
    io("rows", v.rows);
    io("ragged_rows", v.ragged_rows);
    io("columns", v.columns);
    io("persons", v.persons);
    io("persons_sensitive", v.persons_sensitive);
    io("persons_under14", v.persons_under14);
    io("rows_without_identifier", v.rows_without_identifier);
    io("rows_without_age", v.rows_without_age);
    io("notes", v.notes);
  }
};
template <>
struct Fields<PersonCounts> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("persons", v.persons);
    io("with_sensitive", v.with_sensitive);
    io("ordinary_only", v.ordinary_only);
    io("under14", v.under14);
    io("rows_without_identifier", v.rows_without_identifier);
    io("rows_without_age", v.rows_without_age);
  }
};
template <>
struct Fields<SourceCounts> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("source", v.source);
    io("files", v.files);
    io("persons", v.persons);
  }
};
template <>
struct Fields<DataProfile> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("as_of", v.as_of);
    io("files", v.files);
    io("totals", v.totals);
    io("taxonomy_hash", v.taxonomy_hash);
    io("engine", v.engine);
    io("sources", v.sources);
    io("notes", v.notes);
    io("type_names", v.type_names);
    io("lists", v.lists);
  }
};

}  // namespace tidegate::store
