// Files and folders of an installation that nobody else may have made or may read. Private to this room.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/store/write_file.h"

namespace tidegate::store {

// Refuses what others could have made or could read. `mode` is what it should be. Errors: kUnavailable, with
// the remedy.
Result<void> check_mine(int file, const std::string& where, unsigned mode);

// Errors of opening without following links.
Error open_error(int error_number, const std::string& where);

// The folder itself, never a link to it. above: an open folder, or AT_FDCWD.
Result<OpenFile> open_folder(int above, const std::string& name, const std::string& where);
// The same, made with mode 0700 when it is missing.
Result<OpenFile> make_folder(int above, const std::string& name, const std::string& where);

// A file of this installation, opened without following links. None: it is not there.
Result<std::optional<OpenFile>> open_mine(int folder, const std::string& name, const std::string& where);
// All of it. Errors: kCorrupt (more than `most` octets), kUnavailable.
Result<std::optional<std::string>> read_mine(int folder, const std::string& name, const std::string& where,
                                             std::size_t most);

// All but the folder itself and the one above it, sorted.
std::vector<std::string> names_in(int folder);

bool is_lower_hex(std::string_view text);

}  // namespace tidegate::store
