// Runs one parsed command: calls a journey of the gate and prints its answer.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "tidegate/base/date.h"
#include "tidegate/cli/arguments.h"

namespace tidegate::cli {

struct Surroundings {  // what main found out about the world
  Lang lang = Lang::kEn;
  int width = 100;
  bool color = false;
  bool progress = false;  // standard error is a terminal
  Date today;
  std::int64_t now_ms = 0;  // UTC, since 1970
  std::string home;
  std::string duckdb;  // library that reads Parquet; empty: of the state folder, or the loader's
  std::string evidence_passphrase_file;  // of the keys of the state folder's evidence log; empty: none
  std::string notify_socket;  // of who started the program and waits for its word (systemd); empty: nobody
  // Reads a password from the terminal, nothing of it shown; empty: there is no terminal.
  std::function<std::optional<std::string>(const std::string& shown)> ask_password;
  const std::atomic<bool>* cancelled = nullptr;
};

struct Call;
// Runs serve and admin; null where another program does (start.h).
using DeskCommands = int (*)(Call&);

// Returns the exit code. Results go to standard output, talk to standard error.
int run(const Arguments& arguments, const Surroundings& surroundings, DeskCommands desk);

}  // namespace tidegate::cli
