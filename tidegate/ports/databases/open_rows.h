// Opens what holds tables of its own, a database or a columnar file, for reading and nothing else.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/base/row_source.h"
#include "tidegate/base/text.h"

namespace tidegate {

struct RowOptions {
  const std::atomic<bool>* cancel = nullptr;  // once true, a running query is ended and kCancelled given
  std::uint32_t max_cell_bytes = 16 << 20;    // a longer text is not read, and its cell says so
  std::uint32_t max_binary_bytes = 64 << 10;  // of octets that may be text; longer ones are not read
  std::string duckdb;    // the library that reads Parquet; "": of `home`, or the loader's
  std::string home;      // state folder, in whose lib/ the library may lie
  std::string password;  // of the URL's user, where the URL has none
  // Asks the user for the password of what is named; empty: nobody to ask. Called where the server wants one.
  std::function<std::optional<std::string>(const std::string& shown)> ask_password;
};

struct OpenedRows {
  std::unique_ptr<RowSource> source;
  std::string shown;        // what to call it: the URL without a password, the path
  std::vector<Text> notes;  // what was left out: views, tables of other servers
};

enum class RowFile { kNone, kSqlite, kParquet };
// What the first octets of a file say; 16 are enough.
RowFile recognise_rows(std::string_view head);

// word  a URL of a database, or the path of a file that recognise_rows knows.
// Everything is read inside one read-only transaction, so that all tables are of one moment.
// Errors: kMalformed (the URL, the password, the file), kNotFound (no such file, database or table),
// kUnavailable (no server, no library to speak to it), kCancelled. Each says in both languages what to do;
// none holds a password.
Result<OpenedRows> open_rows(const std::string& word, RowFile file, const RowOptions& options);

}  // namespace tidegate
