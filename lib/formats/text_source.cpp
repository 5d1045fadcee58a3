#include "formats/text_source.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include <sys/stat.h>
#include <unistd.h>

#include "util/digest.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

struct Signature
{
  std::string_view begins;
  const char* code;
};

constexpr Signature k_foreign[] = {
  {"PK\x03\x04", "file.workbook"}, {"\xD0\xCF\x11\xE0", "file.old_workbook"}, {"%PDF", "file.pdf"},
  {"\x1F\x8B", "file.compressed"}, {"BZh", "file.compressed"},                {"\xFD" "7zXZ", "file.compressed"},
  {"\x28\xB5\x2F\xFD", "file.compressed"},
};

std::optional<util::Error> foreign_file(std::string_view head, const std::string& name)
{
  for (const Signature& signature : k_foreign) {
    if (head.starts_with(signature.begins)) {
      return util::Error{signature.code, {name}};
    }
  }
  head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n\xEF\xBB\xBF"), head.size()));
  const std::string begin = util::to_lower(head.substr(0, 16));
  const bool html = begin.starts_with("<html") || begin.starts_with("<!doctype") || begin.starts_with("<table");
  return html ? std::optional(util::Error{"file.html", {name}}) : std::nullopt;
}

std::optional<Encoding> marked(std::string_view head)
{
  for (const Encoding encoding : {Encoding::utf_8, Encoding::utf_16le, Encoding::utf_16be}) {
    if (head.starts_with(byte_order_mark(encoding))) {
      return encoding;
    }
  }
  return std::nullopt;
}

// Bytes at the end of `text` that begin a character cut by the end of the block.
std::size_t cut_character(std::string_view text)
{
  for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if (byte >= 0xC0) {
      const std::size_t size = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
      return size > back ? back : 0;
    }
    if (byte < 0x80) {
      return 0;
    }
  }
  return 0;
}

// Follows the blocks of the first pass.
class Inspector
{
public:
  void look(std::string_view block)
  {
    m_sha.update(block);
    if (m_bytes == 0) {
      m_head = std::string(block.substr(0, 512));
    }
    m_bytes += block.size();
    m_nul = m_nul || block.find('\0') != block.npos;
    if (m_utf8) {
      look_for_utf8(block);
    }
  }

  util::Result<Inspection> conclude(const std::string& name, std::optional<Encoding> given);

private:
  void look_for_utf8(std::string_view block)
  {
    m_held += block;
    const std::size_t cut = cut_character(m_held);
    m_utf8 = util::is_utf8(std::string_view(m_held).substr(0, m_held.size() - cut));
    m_held.erase(0, m_held.size() - cut);
  }

  util::Sha256 m_sha;
  std::string m_head, m_held;
  std::uint64_t m_bytes = 0;
  bool m_nul = false, m_utf8 = true;
};

util::Result<Inspection> Inspector::conclude(const std::string& name, std::optional<Encoding> given)
{
  if (m_bytes == 0) {
    return util::Error{"file.empty", {name}};
  }
  if (const auto foreign = foreign_file(m_head, name)) {
    return *foreign;
  }
  const std::optional<Encoding> mark = marked(m_head);
  const bool wide = mark.value_or(given.value_or(Encoding::utf_8)) >= Encoding::utf_16le;
  if (m_nul && !wide) {
    return util::Error{"encoding.nul", {name}};
  }
  const bool whole_utf8 = m_utf8 && m_held.empty();
  if (!whole_utf8 && mark.value_or(given.value_or(Encoding::windows_1252)) == Encoding::utf_8) {
    return util::Error{"encoding.mixed", {name}};
  }
  const Encoding guessed = whole_utf8 ? Encoding::utf_8 : Encoding::windows_1252;
  return Inspection{"sha256:" + m_sha.hex(), m_bytes, mark.value_or(given.value_or(guessed)), mark.has_value()};
}

// A copy that can be read twice of what cannot.
util::Result<util::FileHandle> put_aside(const util::FileHandle& from, const std::string& name)
{
  const char* folder = "/tmp";
  std::string path = std::string(folder) + "/myatlas.XXXXXX";
  util::FileHandle copy(::mkstemp(path.data()));
  if (!copy) {
    return util::system_error(path, errno);
  }
  ::unlink(path.c_str());
  std::string block(TextSource::k_block, '\0');
  while (true) {
    const util::Result<std::size_t> size = util::read_some(from, name, block.data(), block.size());
    if (!size || *size == 0) {
      return size ? util::Result<util::FileHandle>(std::move(copy)) : util::Result<util::FileHandle>(size.errors());
    }
    if (::write(copy.get(), block.data(), *size) != static_cast<ssize_t>(*size)) {
      return util::system_error(path, errno);
    }
  }
}

bool is_regular(const util::FileHandle& file)
{
  struct stat info = {};
  return ::fstat(file.get(), &info) == 0 && S_ISREG(info.st_mode);
}

} // namespace

TextSource::TextSource(util::FileHandle file, std::string name, Inspection inspection)
  : m_file(std::move(file)), m_name(std::move(name)), m_inspection(std::move(inspection)),
    m_decoder(m_inspection.encoding), m_block(k_block, '\0')
{
}

util::Result<TextSource> TextSource::open(util::FileHandle file, const std::string& name, std::optional<Encoding> given)
{
  if (!is_regular(file)) {
    util::Result<util::FileHandle> copy = put_aside(file, name);
    if (!copy) {
      return copy.errors();
    }
    file = *std::move(copy);
  }
  Inspector inspector;
  std::string block(k_block, '\0');
  ::lseek(file.get(), 0, SEEK_SET);
  while (true) {
    const util::Result<std::size_t> size = util::read_some(file, name, block.data(), block.size());
    if (!size) {
      return size.errors();
    }
    if (*size == 0) {
      break;
    }
    inspector.look(std::string_view(block).substr(0, *size));
  }
  util::Result<Inspection> inspection = inspector.conclude(name, given);
  if (!inspection) {
    return inspection.errors();
  }
  const auto skipped = inspection->has_mark ? byte_order_mark(inspection->encoding).size() : 0;
  ::lseek(file.get(), static_cast<off_t>(skipped), SEEK_SET);
  return TextSource(std::move(file), name, *std::move(inspection));
}

util::Result<bool> TextSource::read(std::string& into)
{
  const util::Result<std::size_t> size = util::read_some(m_file, m_name, m_block.data(), m_block.size());
  if (!size) {
    return size.errors();
  }
  m_decoder.decode(std::string_view(m_block).substr(0, *size), into);
  return *size != 0;
}

} // namespace myatlas::formats
