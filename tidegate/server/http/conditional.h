// What a client holds already (RFC 9110 section 13): whether an answer need be sent at all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tidegate/server/http/message.h"

namespace tidegate::server {

// Calls `each` with every member of a list such as "gzip;q=0.5, br", its blanks taken off.
template <typename Each>
void each_member(std::string_view list, Each each) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',') == std::string_view::npos ? list.size() : list.find(',');
    std::string_view member = list.substr(0, comma);
    list.remove_prefix(comma == list.size() ? comma : comma + 1);
    while (member.starts_with(' ') || member.starts_with('\t')) member.remove_prefix(1);
    while (member.ends_with(' ') || member.ends_with('\t')) member.remove_suffix(1);
    each(member);
  }
}

// "v7-0123456789abcdef", quoted: of a row's version and of the bytes that are answered. What one account is
// shown of a row, or on one day, is not what the row's version alone would say.
std::string entity_tag(std::int64_t version, std::string_view body);
// The version of such a tag, of a case's page ("v7-0123456789abcdef-1f"), or of a bare "v7": what If-Match
// names. None: it is no such tag.
std::optional<std::int64_t> version_in(std::string_view tag);

// Whether If-None-Match names this ETag ("v7", with its quotes), weakly compared.
bool is_held(const Request& request, std::string_view etag);

}  // namespace tidegate::server
