// Words that invented tables are made of: the project's own lists (train/columns/words.tsv) and the
// gazetteers.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tidegate::train {

class WordLists {
 public:
  // own         train/columns/words.tsv: name, Chinese words, English words, each parted by |.
  // gazetteers  folder of the shared corpus; its files are read where a list names one.
  WordLists(const std::string& own, const std::string& gazetteers);

  // Words of a list in a language; the other language's where it has none. Stops the program on an unknown
  // name.
  const std::vector<std::string>& of(std::string_view name, bool zh) const;
  bool has(std::string_view name) const { return lists_.find(name) != lists_.end(); }

 private:
  struct Both {
    std::vector<std::string> zh, en;
  };
  std::map<std::string, Both, std::less<>> lists_;
};

std::vector<std::string> split_words(std::string_view text, char by);
std::string read_whole(const std::string& path);

}  // namespace tidegate::train
