#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace myatlas::texts {

// A catalogue of translations as msgfmt makes it (GNU MO, "The Format of GNU MO Files"), in UTF-8.
// Read here and not by gettext(): glibc from 2.39 on translates nothing in the locale C.UTF-8, the
// only one that a small system or a container has.
class MessageFile
{
public:
  // Nothing when there is no such file, or none that is whole.
  static std::optional<MessageFile> read(const std::string& path);

  // The translation, or null. It lives as long as this.
  const char* find(const char* english) const;

  // The form for a number, of a text that has two: 0 and 1 take the first one (Plural-Forms:
  // plural=(n > 1), as French has it).
  const char* find(const char* one, std::uint64_t count) const;

private:
  struct Entry
  {
    std::uint32_t original, translation; // where each begins in m_bytes; a zero byte ends it
    std::uint32_t end;                   // of the translation
  };

  const Entry* entry(const char* english) const;
  bool read_entries(); // false where one is not whole
  bool read_entry(std::size_t original_row, std::size_t translation_row);

  std::string m_bytes;
  std::vector<Entry> m_entries; // in the order of their originals
};

} // namespace myatlas::texts
