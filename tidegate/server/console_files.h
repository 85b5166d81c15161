// The console's files, built into the program, as a browser fetches them. Paths of the API are not its own;
// every other path that names no file gives index.html, since the console finds its own way (client routing).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/server/http/message.h"

namespace tidegate::server {

struct ConsoleFile {
  std::string_view path;     // "assets/index-3fa9c1.js"
  std::string_view bytes;    // lasts as long as the program
  std::string_view gzipped;  // the same, for clients that take it; empty: only as it is
};

// What the build found in web/dist (cmake/embed.cmake), sorted by path; empty: the console was not built.
std::span<const ConsoleFile> built_console();

// What such a page may do: nothing but this server's own files and answers, neither scripts nor styles in the
// page itself (web/src/ui/adopted_styles.ts).
inline constexpr std::string_view kConsolePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; "
    "connect-src "
    "'self'; frame-src 'self' blob:; object-src 'self' blob:; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self'";

// Of the page that verifies bundles of evidence: the policy that it states itself, its one script and style
// by their hashes, and no frame around it. Empty: it states none; the console's then holds.
std::string verify_page_policy(std::string_view page);

class ConsoleFiles {
 public:
  // files  outlive it.
  explicit ConsoleFiles(std::span<const ConsoleFile> files);

  // Whether the path is the console's: neither of the API nor of those who watch the server.
  static bool is_path(std::string_view path);
  // Of such a path: a file (200, or 304 where the ETag is held), or index.html; 404 of a file below assets/
  // that is not there; 405 to all but GET and HEAD. Where no console was built in, a page that says how to.
  Response answer(const Request& request) const;

 private:
  struct Held {
    ConsoleFile file;
    std::string etag;  // empty: its name changes with its bytes, and it is kept for good
  };
  const Held* find(std::string_view path) const;
  std::vector<Held> files_;  // sorted by path
};

}  // namespace tidegate::server
