// One HTTP request as it came in whole, and what is answered to it (RFC 9110).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tidegate::server {

struct Request {
  std::string method;  // "GET", as sent
  std::string path;    // as sent, percent signs and all, without the query: "/v1/cases/01J..."
  std::vector<std::pair<std::string, std::string>> query;    // decoded, in order
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;
  std::string peer;  // the other end as it is counted: peer.h
  // SHA-256 (hex) of the certificate that the other end proved in TLS to hold, and that an authority of ours
  // vouches for; empty: none.
  std::string certificate;

  // The first of that name, lower case; empty: not sent, or sent empty.
  std::string_view header(std::string_view name) const;
  // The first of that name; empty: not asked, or asked empty.
  std::string_view parameter(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;  // beside Content-Length, which is counted
  std::string body;
};

// Octets of a percent-encoded segment (RFC 3986); nullopt-like: false where a percent sign is not followed by
// two hexadecimal digits, or where it hides a zero octet.
bool percent_decoded(std::string_view text, std::string& out);
// Of a query or a form, "a=1&b=%20c+d": its pairs, decoded, in order. False: it is none.
bool form_decoded(std::string_view text, std::vector<std::pair<std::string, std::string>>& out);

}  // namespace tidegate::server
