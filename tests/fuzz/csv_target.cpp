// Any bytes as a file of establishments or invoices: nothing crashes, and the fast path and the
// plain one read the same.
#include <cstdio>
#include <cstdlib>
#include <string>

#include <sys/mman.h>

#include "formats/tables/header.hpp"
#include "formats/tables/rows.hpp"
#include "target.hpp"

namespace myatlas::fuzz {

using namespace formats;

namespace {

constexpr FileKind k_kinds[] = {
  FileKind::establishments, FileKind::invoices,       FileKind::companies,    FileKind::employees,
  FileKind::payrolls,       FileKind::certifications, FileKind::contracts,    FileKind::requests,
  FileKind::clients,        FileKind::access,         FileKind::declarations, FileKind::payments};

std::string told(const RowProblems& problems)
{
  std::string text;
  for (const CellProblem& problem : problems.errors) {
    text += std::to_string(problem.column) + problem.error.code + problem.value;
  }
  return text + "/" + std::to_string(problems.warnings.size());
}

RowProblems read_row(FileKind kind, RowReader& rows, const CsvRecord& record)
{
  RowProblems problems;
  switch (kind) {
  case FileKind::companies:
    rows.company(record, problems);
    break;
  case FileKind::employees:
    rows.employee(record, problems);
    break;
  case FileKind::establishments:
    rows.establishment(record, problems);
    break;
  case FileKind::invoices:
    rows.invoice(record, problems);
    break;
  case FileKind::payrolls:
    rows.payroll(record, problems);
    break;
  case FileKind::certifications:
    rows.certification(record, problems);
    break;
  case FileKind::contracts:
    rows.contract(record, problems);
    break;
  case FileKind::requests:
    rows.request(record, problems);
    break;
  case FileKind::employers:
    rows.employer(record, problems);
    break;
  case FileKind::clients:
    rows.client(record, problems);
    break;
  case FileKind::access:
    rows.access(record, problems);
    break;
  case FileKind::declarations:
    rows.declaration(record, problems);
    break;
  case FileKind::payments:
    rows.payment(record, problems);
    break;
  }
  return problems;
}

void read_file(FileKind kind, std::string_view content)
{
  util::FileHandle file(::memfd_create("fuzz", 0));
  if (!util::write_through(file, content)) {
    return;
  }
  util::Result<TextSource> source = TextSource::open(std::move(file), "fuzz", {});
  if (!source) {
    return;
  }
  CsvReader reader(*std::move(source));
  char separator = ';';
  const util::Result<Header> header = begin_file(reader, kind, {}, separator);
  if (!header) {
    return;
  }
  RowReader fast(kind, *header, {}), plain(kind, *header, {}, RowReader::Path::plain);
  for (auto record = reader.next(); record && *record != nullptr; record = reader.next()) {
    const RowProblems by_fast = read_row(kind, fast, **record),
                      by_plain = read_row(kind, plain, **record);
    reach(told(by_fast).substr(0, 40));
    if (told(by_fast) != told(by_plain)) {
      std::fprintf(stderr, "fast %s\nplain %s\n", told(by_fast).c_str(), told(by_plain).c_str());
      std::abort();
    }
  }
}

} // namespace

// The first byte is the kind of file.
void read_csv(std::string_view bytes)
{
  if (!bytes.empty()) {
    read_file(k_kinds[static_cast<unsigned char>(bytes[0]) % std::size(k_kinds)], bytes.substr(1));
  }
}

} // namespace myatlas::fuzz
