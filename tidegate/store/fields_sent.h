// Fields of what the register of transfers knew. Never a hash of anybody: the nouns hold none.
#pragma once

#include "tidegate/store/fields.h"

namespace tidegate::store {

template <>
struct Fields<SentTransfer> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("id", v.id);
    io("on", v.on);
    io("recipient", v.recipient);
    io("region", v.region);
    io("record", v.record);
    io("persons", v.persons);
  }
};
template <>
struct Fields<SentShare> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("transfer", v.transfer);
    io("persons", v.persons);
    io("added", v.added);
  }
};
template <>
struct Fields<SentCount> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("fact", v.fact);
    io("from", v.from);
    io("before", v.before);
    io("again", v.again);
    io("after", v.after);
    io("is_whole", v.is_whole);
    io("used", v.used);
    io("is_told", v.is_told);
    io("shares", v.shares);
  }
};
template <>
struct Fields<SentBefore> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("exporter", v.exporter);
    io("complete_from", v.complete_from);
    io("transfers", v.transfers);
    io("counts", v.counts);
    io("notes", v.notes);
  }
};

}  // namespace tidegate::store
