// Letter case of ASCII words.
#pragma once

#include <string>

#include "tidegate/classify/ascii.h"

namespace tidegate::train {

inline std::string capitalised(std::string word) {
  bool at_start = true;
  for (char& c : word) {
    if (at_start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    at_start = c == ' ' || c == '-' || c == '\'';
  }
  return word;
}

inline std::string upper(std::string word) {
  for (char& c : word) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return word;
}

inline std::string lower(std::string word) {
  for (char& c : word) c = ascii::to_lower(c);
  return word;
}

}  // namespace tidegate::train
