// Files and folders as a user names them, folders walked.
#pragma once

#include <string>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/gate/scan/path_globs.h"

namespace tidegate {

// Of the files of walked folders; what the user names by itself is always wanted.
struct WalkFilter {
  std::vector<PathGlob> include;   // a file that none of them matches is left out; empty: all are wanted
  std::vector<PathGlob> exclude;   // behind those of the folder's own .tidegateignore
  std::vector<std::string> aside;  // files that are no data: a baseline that lies among them
  // A project's folder: .tidegateignore of the current folder goes for files that are named too; and none of
  // them is owed anything to read.
  bool is_project = false;
  std::size_t left_out = 0;  // counted: files, and folders that were not looked into
};

struct WalkedFile {
  std::string path;
  bool is_of_folder = false;  // nobody named it: it lies in a folder that was named
};

// What no walk looks into, told so that nobody takes it for read.
struct PassedOver {
  std::size_t bookkeeping = 0;   // folders of version control, files of the desktop
  std::size_t folder_links = 0;  // symbolic links to folders
  std::size_t no_files = 0;      // pipes, sockets, devices, links that lead nowhere
};

// In the order named; a folder gives its files in name order, hidden ones too, but for those of PassedOver,
// the .tidegateignore that is followed, and those set aside. passed  is added to; nullptr: nobody asks.
// failed  takes the folders in a folder that cannot be looked into; nullptr: none may be. filter  nullptr:
// all files are wanted, and .tidegateignore is not read. Errors: kMalformed ("-"), kNotFound (a folder
// without a file that is wanted), kUnavailable; those of parse_ignore_file.
Result<std::vector<WalkedFile>> walk(const std::vector<std::string>& paths, std::vector<Error>* failed,
                                     WalkFilter* filter = nullptr, PassedOver* passed = nullptr);

}  // namespace tidegate
