// Where a stage reads rows from: the tables of a database or of a columnar file, all of one moment. Ports
// implement it; tests read from memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"

namespace tidegate {

class RowSource {
 public:
  struct Column {
    std::string name;
    std::string comment;  // what the database says of it; "" of none
  };
  struct Table {
    std::string name;  // "public.customers"; "" where the source is one table
    std::vector<Column> columns;
  };
  struct Cell {
    std::string_view text;   // any octets; NULL is "". Borrowed until the next call
    bool is_unread = false;  // there is more than `text` tells: a picture, a value beyond the bound
  };

  virtual ~RowSource() = default;
  virtual std::string_view format() const = 0;  // sqlite postgresql mariadb parquet
  // In the order of their names. What was left out (views) is told in notes of the port's own.
  virtual const std::vector<Table>& tables() const = 0;
  // Begins a table from its first row; again gives the same rows in the same order.
  // sample_rows  0: all; else so many drawn at random, the same each time, where the table has more.
  virtual Result<void> open(std::size_t table, std::uint64_t sample_rows) = 0;
  // The next row, a cell for each column; false behind the last.
  // Errors: kUnavailable (no right to read, the server ended), kNotFound (no such table any more), kLimit (a
  // bound of time or size), kCancelled.
  virtual Result<bool> next(std::vector<Cell>& row) = 0;
  // After an error: no other table can be read either.
  virtual bool is_lost() const = 0;
};

}  // namespace tidegate
