#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "formats/text/encoding.hpp"
#include "util/file.hpp"

namespace myatlas::formats {

// What reading a file to its end tells: its digest, its size and how its characters are written.
struct Inspection
{
  std::string digest; // "sha256:…" of the bytes; empty until the end was read
  std::uint64_t bytes = 0;
  Encoding encoding = Encoding::utf_8;
  bool has_mark = false; // a byte order mark
};

// A text file read once, block by block, on a thread of its own that also hashes it and looks
// whether it is UTF-8: the caller parses one block while the next is read; a file of one block
// needs no thread. Text without a mark is taken for UTF-8 until a byte says otherwise; what was
// read so far is then void (misjudged) and the file is begun again as Windows-1252, Mac Roman or
// CP850, whichever makes French words of it (encoding.unsure when none does). What cannot be read
// twice, a pipe, has to be put aside first (util::put_aside).
class TextSource
{
public:
  static constexpr std::size_t k_block = 256U * 1024;

  // Takes an open regular file; `name` is for messages. Encoding: `given`, else
  // the mark, else UTF-8 when all of it is, else Windows-1252. Fails, on the first block or later
  // in read, with file.empty, file.old_workbook, file.html, file.pdf,
  // file.compressed, encoding.nul, encoding.mixed (a UTF-8 mark and bytes that are not), file.io
  // (name…).
  static util::Result<TextSource> open(util::FileHandle file, const std::string& name,
                                       std::optional<Encoding> given);

  TextSource(TextSource&&) noexcept;
  TextSource& operator=(TextSource&&) noexcept;
  ~TextSource();

  const Inspection& inspection() const;
  const std::string& name() const;

  // The next block as UTF-8, added to `into`; false at the end, and when the encoding was
  // misjudged.
  util::Result<bool> read(std::string& into);

  // True when the text is not what it was taken for: begin again with reopened().
  bool misjudged() const;
  util::Result<TextSource> reopened(); // the same file from its beginning, as Windows-1252

private:
  class Intake;
  explicit TextSource(std::unique_ptr<Intake> intake);

  std::unique_ptr<Intake> m_intake;
};

// The digest of a whole regular file, as Inspection has it; the file is at its beginning again
// afterwards.
util::Result<std::string> digest_of(const util::FileHandle& file, const std::string& name);

} // namespace myatlas::formats
