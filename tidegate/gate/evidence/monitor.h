// Watches a log that others run: its folder of files, or where it is served. What is kept of it, and the
// proof of a fork, lie in a folder of the monitor's own.
#pragma once

#include <string>
#include <vector>

#include "tidegate/base/http_fetch.h"
#include "tidegate/gate/gate.h"

namespace tidegate {

struct MonitorRequest {
  std::string place;  // folder of tiles and checkpoint, or http(s)://; plain HTTP on loopback alone
  std::vector<std::string>
      keys;             // verifier keys of the log: all of Ed25519, or all of SM2 (its tree under SM3)
  std::string folder;   // what is kept; made where it is not there
  std::string ca_file;  // PEM; empty: what the system trusts
};
// One look. Exit: 0 as it should be; 6 a fork (both signed checkpoints are written to FOLDER/fork-*.txt), a
// tree smaller than one seen before, entries that are not what was signed, or an entry that states what is
// not so (its checkpoint is written to FOLDER/false-*.txt). Errors: kMalformed, kUnavailable (also what was
// signed and is withheld), kLimit.
Result<Printed> monitor_log(const MonitorRequest& request, HttpFetch& fetch, bool json, const Look& look);
// By libcurl.
Result<Printed> monitor_log(const MonitorRequest& request, bool json, const Look& look);

}  // namespace tidegate
