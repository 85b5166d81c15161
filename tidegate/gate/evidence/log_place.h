// Where a log's files are read from: its folder, or where it is served. Private to gate.
#pragma once

#include <memory>
#include <string>

#include "tidegate/base/http_fetch.h"
#include "tidegate/evidence/tile_source.h"

namespace tidegate {

// place    a folder, or an http(s) URL; plain HTTP on loopback alone. ca_file: PEM; empty: what the system
//          trusts. fetch outlives what is returned. A file is 16 MiB at most, a minute each.
std::unique_ptr<evidence::TileSource> log_at(const std::string& place, const std::string& ca_file,
                                             HttpFetch& fetch);

}  // namespace tidegate
