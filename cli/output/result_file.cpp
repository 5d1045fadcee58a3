#include "output/result_file.hpp"

#include "util/file.hpp"

namespace myatlas::cli {

util::Outcome write_result(const std::string& path, std::string_view content)
{
  util::Result<util::NewFile> file = util::NewFile::create(path);
  const util::Outcome written = file ? file->append(content) : util::Outcome(file.errors());
  return written ? file->keep() : written;
}

util::Outcome write_pdf(const util::Result<std::string>& pdf, const std::string& path)
{
  return pdf ? write_result(path, *pdf) : util::Outcome(pdf.errors());
}

} // namespace myatlas::cli
