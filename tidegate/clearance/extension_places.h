// Fields of two versions of a declaration compared, and what came of it as people read it. Private to this
// folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/text.h"
#include "tidegate/terms/extension.h"

namespace tidegate::clearance {

// Blanks, what cannot be seen, and case, width and form of letters aside.
std::string folded(std::string_view text);

enum class Same { kYes, kOpen, kNo };  // best first

// Of what was folded. asked: the form asks it, so that two blanks agree on nothing.
Same alike(const std::string& before, const std::string& now, bool asked);
Same compared(std::string_view before, std::string_view now, bool asked);
// Earlier is no change for the worse.
Same no_later(const std::optional<Date>& before, const std::optional<Date>& now);

// A field as people call it, and its place in the declaration.
struct Place {
  Text name;
  std::string pointer;
};
// Of a list's element, counted from 1.
Place place_of(const char* en, const char* zh, std::size_t i, std::string pointer);

// What differs, and what cannot be compared.
class Places {
 public:
  void add(Place place, Same same);
  void add(Place place, std::string_view before, std::string_view now, bool asked) {
    add(std::move(place), compared(before, now, asked));
  }
  // same: what is said where nothing differs.
  ExtensionLine line(std::string_view id, Text same) const;
  // Those that cannot be compared, by name. Empty: there are none.
  Text open() const;

 private:
  std::vector<Place> changed_;
  std::vector<Place> open_;
};

}  // namespace tidegate::clearance
