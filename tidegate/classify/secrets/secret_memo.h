// What was looked at in lines that read alike but for their numbers: most lines of a log do.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/classify/secrets/secret_features.h"
#include "tidegate/classify/secrets/secret_items.h"
#include "tidegate/classify/secrets/secret_trees.h"

namespace tidegate {

// A piece that the filter is asked about, and what it hangs on.
struct SecretPlace {
  SecretItem item;
  SecretName name;           // that counts for the kind
  std::uint32_t left_begin;  // of the name on its left; both 0: none
  std::uint32_t left_end;
  std::uint32_t line_begin;  // of the stretch that it was cut from
  SecretFeatures features;
};

// The place in a text that begins `by` bytes before (or, wrapped, behind) the one that it is counted from.
SecretPlace moved(const SecretPlace& place, std::uint32_t by);

// One a thread. Memory: kLines lines of at most kLongest bytes, and some 300 bytes for each place in them.
class SecretMemo {
 public:
  static constexpr std::size_t kLines = 512;
  static constexpr std::size_t kLongest = 1024;

  // A place as another line had it: all is the same but the piece itself, and so its own features.
  class Place {
   public:
    explicit Place(const SecretPlace& place) : place_(place) {}
    const SecretPlace& place() const { return place_; }
    // Whether the trees are known to find a piece of these features hopeless.
    bool is_hopeless(const SecretFeatures& features) const;
    // The trees found it hopeless. Now and then it is tried whether they do so for all in between what came.
    void add_hopeless(const SecretFeatures& features, const SecretTrees& trees);

   private:
    struct Bounds {
      SecretFeatures least;
      SecretFeatures most;
      void take(const SecretFeatures& features);
    };
    SecretPlace place_;
    std::optional<Bounds> known_;
    std::optional<Bounds> seen_;
    std::uint32_t times_ = 0;
  };

  // The line with its numbers and hexadecimal words left out, but for their lengths, and its names. Two lines
  // of one template are cut alike and have the same features but for those of the pieces themselves and of
  // the characters beside them. False: the line has none.
  // names    in the line.
  // begin    of the line in the text that the names count from.
  // is_amid  other lines stand in it too: one whose pieces may end on another line has no template.
  static bool read_template(std::string_view line, std::span<const SecretName> names, std::uint32_t begin,
                            std::string& out, bool is_amid = false);

  // The places of the line, when one of its template was kept, counted from its own begin; nullptr: none was.
  // Valid until keep().
  std::vector<Place>* find(std::string_view line, std::span<const SecretName> names, std::uint32_t begin,
                           bool is_amid);
  // Those of the line that was last asked for, counted from the text. Kept when its template comes the second
  // time.
  void keep(std::span<const SecretPlace> places);

 private:
  struct Line {
    std::string key;
    std::vector<Place> places;
  };
  std::string key_;  // of the line that was last asked for
  bool has_key_ = false;
  std::uint32_t begin_ = 0;  // and where it begins
  std::uint64_t hash_ = 0;
  std::vector<std::uint64_t> seen_;  // hash of the last line of a slot that was not known
  std::vector<Line> lines_;
};

}  // namespace tidegate
