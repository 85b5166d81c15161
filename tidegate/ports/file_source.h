// One file of a disk, front to back, once; its SHA-256 is taken on the way.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "tidegate/base/byte_source.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/result.h"

namespace tidegate {

// Not for sharing between threads; the two atomics of the options are how other threads watch and stop it.
class FileSource final : public ByteSource {
 public:
  struct Options {
    const std::atomic<bool>* cancel = nullptr;  // once true, read() gives kCancelled. Outlives the source
    std::atomic<std::uint64_t>* progress_bytes =
        nullptr;             // every octet read is added here. Outlives the source
    bool takes_hash = true;  // false: sha256() may not be asked
  };

  // path  of a file or a pipe; a folder is refused.
  // Errors: kNotFound (no such file), kMalformed (a folder), kUnavailable (no right to read, disk fault).
  // Each names the file in `where` and the system's reason in `what`.
  static Result<FileSource> open(std::string path, const Options& options);
  static Result<FileSource> open(std::string path) { return open(std::move(path), Options{}); }

  FileSource(FileSource&& other) noexcept;
  FileSource& operator=(FileSource&& other) noexcept;
  ~FileSource() override;

  // Errors: kCancelled, kUnavailable.
  Result<std::size_t> read(std::span<char> into) override;

  // What the disk said when the file was opened; 0 for a pipe.
  std::uint64_t size_bytes() const;
  std::uint64_t bytes_read() const;
  // Differs once somebody has written to the file, renamed another in its place, or cut it; of an open file,
  // as the disk has it now.
  std::string stamp() const;
  // Of the octets read so far: of the whole file once read() has given 0.
  Sha256 sha256() const;

 private:
  struct State;
  explicit FileSource(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tidegate
