// Of what kind a paper or a document is, by its name's ending. Not what its sender called it: the same octets
// are kept once for all who hold them. Private to this folder.
#pragma once

#include <string_view>

namespace tidegate::desk {

// "application/octet-stream": of no kind that a filing has.
std::string_view media_type_of(std::string_view file_name);

}  // namespace tidegate::desk
