#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/text/encoding.hpp"
#include "util/result.hpp"

// What the bytes of a file say of it.
namespace myatlas::formats {

// A file that is no text at all, by its first bytes: file.old_workbook,
// file.locked_workbook, file.html, file.xml, file.pdf, file.compressed (name).
std::optional<util::Error> foreign_file(std::string_view head, const std::string& name);

// The encoding whose mark the text begins with.
std::optional<Encoding> marked(std::string_view head);

// Whether a text that comes in blocks is UTF-8.
class Utf8Check
{
public:
  // False from the first block that is not.
  bool look(std::string_view block);
  bool whole() const { return m_good && m_held.empty(); }

private:
  std::string m_held;
  bool m_good = true;
};

// Which encoding of one byte a character a French text is in that is not UTF-8, by whether its
// words come out as French ones: "Mérignac" and not "MŽrignac". Windows-1252 where nothing speaks
// against it; none when no encoding makes French of it.
std::optional<Encoding> guess_french(std::string_view sample);

// Whether a file's first bytes are no text: not UTF-8, and one in fifty is a control character that
// no text of Windows has (it has tab, line ends, form feed and, at its end, substitute; NUL is that
// of UTF-16 without its mark).
bool is_binary(std::string_view head);

} // namespace myatlas::formats
