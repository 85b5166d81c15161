// Finds who answers a request: "GET /v1/cases/{case}" of a table, and what stands in its places.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidegate::server {

class Router {
 public:
  // template  segments are words or "{name}", which takes any one segment that is not empty.
  // Two routes of one method that take the same path are our own bug and stop the program.
  void add(std::string_view method, std::string_view path_template, std::size_t route);

  struct Found {
    std::optional<std::size_t> route;     // none: `allowed` says why
    std::vector<std::string> parameters;  // decoded, in the order of the template
    std::vector<std::string> allowed;     // methods of this path, where it has some but not this one
    bool is_malformed = false;  // a percent sign that hides nothing, or an octet that may not stand there
  };
  // path  as sent. HEAD is answered by whoever answers GET.
  Found find(std::string_view method, std::string_view path) const;

 private:
  struct Route {
    std::string method;
    std::vector<std::string> segments;  // "{}" takes any
    std::size_t route = 0;
  };
  std::vector<Route> routes_;
};

}  // namespace tidegate::server
