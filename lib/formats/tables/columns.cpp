#include "formats/tables/columns.hpp"

#include "formats/tables/kinds.hpp"

namespace myatlas::formats {

std::span<const ColumnSpec> columns_of(FileKind kind)
{
  switch (kind) {
  case FileKind::companies:
    return company_columns();
  case FileKind::establishments:
    return establishment_columns();
  case FileKind::employees:
    return employee_columns();
  case FileKind::requests:
    return request_columns();
  case FileKind::contracts:
    return contract_columns();
  case FileKind::invoices:
    return invoice_columns();
  case FileKind::payrolls:
    return payroll_columns();
  case FileKind::certifications:
    return certification_columns();
  case FileKind::clients:
    return client_columns();
  case FileKind::access:
    return access_columns();
  case FileKind::declarations:
    return declaration_columns();
  case FileKind::payments:
    return payment_columns();
  case FileKind::employers:
    return employer_columns();
  }
  return {};
}

} // namespace myatlas::formats
