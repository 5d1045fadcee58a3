#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/dossiers/certification.hpp"
#include "formats/tables/cell_reader.hpp"
#include "formats/tables/row_types.hpp"
#include "util/key_set.hpp"

namespace myatlas::formats {

// Reads the records of one kind of file as rows, and gathers what is wrong with each. How a kind is
// read stands beside its columns, in the file of its name.
class RowReader
{
public:
  using Path = CellReader::Path;

  RowReader(FileKind kind, const Header& header, const CsvOptions& options, Path path = Path::fast)
    : m_cells(kind, header, options, path)
  {
  }

  CompanyRow company(const CsvRecord& record, RowProblems& problems);
  // `seen` is a set the caller will look the SIRET up in: its place is brought near while the other
  // cells are read.
  EstablishmentRow establishment(const CsvRecord& record, RowProblems& problems,
                                 const util::KeySet* seen = nullptr);
  EmployeeRow employee(const CsvRecord& record, RowProblems& problems);
  ContractRow contract(const CsvRecord& record, RowProblems& problems);
  RequestRow request(const CsvRecord& record, RowProblems& problems);
  InvoiceRow invoice(const CsvRecord& record, RowProblems& problems);
  PayrollRow payroll(const CsvRecord& record, RowProblems& problems);
  std::optional<domain::Certification> certification(const CsvRecord& record,
                                                     RowProblems& problems);
  EmployerRow employer(const CsvRecord& record, RowProblems& problems);
  ClientRow client(const CsvRecord& record, RowProblems& problems);
  AccessRow access(const CsvRecord& record, RowProblems& problems);
  DeclarationRow declaration(const CsvRecord& record, RowProblems& problems);
  PaymentRow payment(const CsvRecord& record, RowProblems& problems);

  // The decimal mark the amounts were written with so far.
  std::optional<DecimalMark> decimal_seen() const { return m_cells.decimal_seen(); }

private:
  CellReader m_cells;
};

// A name inside the folder of the file that names it: no "..", no root, no drive, no address.
// "path.unsafe" (text).
util::Result<std::string> safe_file_name(std::string_view text);

} // namespace myatlas::formats
