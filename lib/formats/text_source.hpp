#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "formats/encoding.hpp"
#include "util/file.hpp"

namespace myatlas::formats {

// What a first pass over a file tells: its digest, its size and how its characters are written.
struct Inspection
{
  std::string digest; // "sha256:…" of the bytes
  std::uint64_t bytes = 0;
  Encoding encoding = Encoding::utf_8;
  bool has_mark = false; // a byte order mark
};

// A text file read twice, block by block: once to know it, once to use it. What cannot be read twice, a pipe, is put
// aside in an unnamed temporary file first.
class TextSource
{
public:
  static constexpr std::size_t k_block = 256U * 1024;

  // Takes an open file; `name` is for messages. Encoding: `given`, else the mark, else UTF-8 when all of it is, else
  // Windows-1252. Fails with file.empty, file.workbook, file.old_workbook, file.html, file.pdf, file.compressed,
  // encoding.nul, encoding.mixed (a UTF-8 mark and bytes that are not), file.io (name…).
  static util::Result<TextSource> open(util::FileHandle file, const std::string& name, std::optional<Encoding> given);

  const Inspection& inspection() const { return m_inspection; }
  const std::string& name() const { return m_name; }

  // The next block as UTF-8, added to `into`; false at the end.
  util::Result<bool> read(std::string& into);

private:
  TextSource(util::FileHandle file, std::string name, Inspection inspection);

  util::FileHandle m_file;
  std::string m_name;
  Inspection m_inspection;
  Decoder m_decoder;
  std::string m_block;
};

} // namespace myatlas::formats
