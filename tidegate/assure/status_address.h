// Addresses of status lists: whoever verifies says below which ones an issuer keeps them. Private to the
// room.
#pragma once

#include <string_view>

namespace tidegate::assure {

// "https://host/.../", or http to this machine, that ends in a slash: a beginning of an address that can mean
// no other host, port or folder.
bool is_status_place(std::string_view place);
// An address below such a place: no "." or "..", however it is written, leads out of it again.
bool lies_below(std::string_view address, std::string_view place);

}  // namespace tidegate::assure
