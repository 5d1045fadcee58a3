#include "output/result_file.hpp"

#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

Outcome write_result(const std::string& path, std::string_view content)
{
  TRY_ASSIGN(util::NewFile file, util::NewFile::create(path));
  TRY(file.append(content));
  return file.keep();
}

Outcome check_result_place(const std::string& path)
{
  const auto tried = util::NewFile::create(path);
  return tried ? Outcome(Done{}) : Outcome(tried.errors());
}

Outcome write_pdf_of(const operations::Answer& answer, const std::string& path)
{
  return answer.file ? write_pdf(answer.file->bytes, path) : Outcome(Done{});
}

Outcome write_pdf(const Result<std::string>& pdf, const std::string& path)
{
  return pdf ? write_result(path, *pdf) : Outcome(pdf.errors());
}

} // namespace myatlas::cli
