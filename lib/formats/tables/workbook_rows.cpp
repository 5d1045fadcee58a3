#include "formats/tables/workbook_rows.hpp"

#include <algorithm>
#include <string>

#include "formats/xml/zip_archive.hpp"

namespace myatlas::formats {

namespace {

// Counts rows in a sheet that comes in blocks.
class RowCounter
{
public:
  void take(std::string_view block)
  {
    m_seen += block;
    for (std::size_t at = m_seen.find(k_begin); at != m_seen.npos;
         at = m_seen.find(k_begin, at + 1)) {
      ++m_rows;
    }
    m_seen.erase(0, m_seen.size() - std::min(m_seen.size(), k_begin.size() - 1));
  }

  std::uint32_t rows() const { return m_rows; }

private:
  static constexpr std::string_view k_begin = "<row ";
  std::uint32_t m_rows = 0;
  std::string m_seen; // the end of the block before
};

} // namespace

std::uint32_t rows_in_workbook(const util::FileHandle& file)
{
  const util::MappedFile bytes(file);
  const util::Result<ZipArchive> archive = ZipArchive::open(bytes.text());
  if (!archive) {
    return 0;
  }
  RowCounter counter;
  const util::Outcome read = archive->each_block(
    "xl/worksheets/sheet1.xml", [&](std::string_view block) { counter.take(block); });
  return read ? counter.rows() : 0;
}

} // namespace myatlas::formats
