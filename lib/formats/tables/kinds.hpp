#pragma once

#include <span>

#include "formats/tables/column_spec.hpp"

// The columns of each kind of file, from the table its rows are read by.
namespace myatlas::formats {

std::span<const ColumnSpec> company_columns();
std::span<const ColumnSpec> establishment_columns();
std::span<const ColumnSpec> employee_columns();
std::span<const ColumnSpec> payroll_columns();
std::span<const ColumnSpec> certification_columns();
std::span<const ColumnSpec> employer_columns();
std::span<const ColumnSpec> request_columns();
std::span<const ColumnSpec> contract_columns();
std::span<const ColumnSpec> invoice_columns();
std::span<const ColumnSpec> client_columns();
std::span<const ColumnSpec> access_columns();
std::span<const ColumnSpec> declaration_columns();
std::span<const ColumnSpec> payment_columns();

} // namespace myatlas::formats
