#pragma once

#include "domain/account/account.hpp"
#include "domain/companies/company.hpp"
#include "domain/companies/employee.hpp"
#include "domain/dossiers/certificate.hpp"
#include "domain/dossiers/funding_request.hpp"
#include "domain/dossiers/request_document.hpp"
#include "domain/invoices/invoice.hpp"
#include "formats/json/json.hpp"

// Domain records as JSON. Amounts are strings with two decimals, rates decimal strings, dates ISO
// 8601, instants RFC 3339; what is missing is null, never absent. An IBAN is shown masked.
namespace myatlas::formats {

Json to_json(const domain::Account& account);
Json to_json(const domain::Company& company, const std::vector<domain::DeclaredPayroll>& payrolls);
Json to_json(const domain::Establishment& establishment);
Json to_json(const domain::Employee& employee); // the NIR masked
Json to_json(const domain::FundingRequest& request);
Json to_json(const domain::Certificate& certificate);
Json to_json(const domain::RequestDocument& document);
Json to_json(const domain::RequestChange& change);
Json to_json(const domain::Invoice& invoice);
Json to_json(const domain::InvoiceChange& change);

// What the audit keeps of a record: the same, without a line break.
template <typename T>
std::string audit_text(const T& record)
{
  return to_json(record).dump();
}

} // namespace myatlas::formats
