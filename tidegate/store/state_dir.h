// The folder that an installation keeps between runs ($TIDEGATE_HOME): the key that names persons, and the
// records.
//   key       mode 0600: 32 hexadecimal digits and a line end
//   lock      held while something is written
//   records/  mode 0700: <SHA-256 of the file>.tga, mode 0600
// The folder is of mode 0700 and belongs to the caller; a symbolic link, another owner or a wider mode is
// refused.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/hash.h"
#include "tidegate/base/result.h"
#include "tidegate/store/write_file.h"

namespace tidegate {

// 32 hexadecimal digits, and at most one line end after them: what the key file holds and a key command
// prints. Errors: kMalformed; the text is never repeated.
Result<SubjectKeySecret> parse_subject_key(std::string_view text);

// A key for one run that keeps nothing. From the operating system's random numbers.
SubjectKeySecret random_subject_key();

class StateDir {
 public:
  struct Options {
    int wait_ms = 10'000;  // for another program that is writing
  };

  // Makes the folder and those above it when they are missing.
  // Errors: kUnavailable (cannot be made or opened), kConflict (a link, a foreign owner or open permissions:
  // the
  //         message says how to mend it).
  static Result<StateDir> open(const std::string& path, Options options);
  static Result<StateDir> open(const std::string& path) { return open(path, Options{}); }

  // One that is there already. Errors: as open; kNotFound.
  static Result<StateDir> open_there(const std::string& path);

  const std::string& path() const { return path_; }

  // The installation's key, made on first use. Errors: kConflict (permissions), kCorrupt (holds no key),
  // kUnavailable.
  Result<SubjectKeySecret> subject_key();

  // Keeps bytes under their hash and returns it, hex. Keeping the same bytes again changes nothing.
  // Errors: kUnavailable (full disk; another program writes for too long), kCorrupt (other bytes lie under
  // this hash).
  Result<std::string> put_record(std::string_view bytes);
  // Errors: kMalformed (no hash), kNotFound, kCorrupt (the bytes do not match their name), kUnavailable.
  Result<std::string> get_record(std::string_view id) const;
  // Ids, sorted.
  Result<std::vector<std::string>> list_records() const;
  std::string record_path(std::string_view id) const;

  // Held while something is written: until what comes back goes. Errors: kUnavailable (another program holds
  // it for longer than Options::wait_ms).
  Result<OpenFile> lock() const;

 private:
  StateDir(std::string path, OpenFile folder, OpenFile records, Options options)
      : path_(std::move(path)), folder_(std::move(folder)), records_(std::move(records)), options_(options) {}

  std::string path_;
  OpenFile folder_;
  OpenFile records_;
  Options options_;
};

}  // namespace tidegate
