#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/companies/company_form.hpp"
#include "domain/companies/employee.hpp"
#include "domain/contributions/employer.hpp"
#include "domain/contributions/pay_form.hpp"
#include "domain/dossiers/request_form.hpp"
#include "domain/invoices/invoice.hpp"
#include "domain/values/date.hpp"
#include "domain/values/money.hpp"
#include "domain/values/siret.hpp"
#include "formats/tables/columns.hpp"
#include "util/result.hpp"

namespace myatlas::formats {

// Something about one cell: an error refuses the row, a warning does not.
struct CellProblem
{
  std::size_t column = k_absent; // position in columns_of(kind), k_absent: the whole row
  std::string value;
  util::Error error;
};

struct RowProblems
{
  std::vector<CellProblem> errors, warnings;

  bool accepts() const { return errors.empty(); } // nothing is wrong with the row
  void refuse(CellProblem problem) { errors.push_back(std::move(problem)); }
  void refuse(std::size_t column, std::string value, util::Error error)
  {
    errors.push_back({column, std::move(value), std::move(error)});
  }
  void warn(std::size_t column, std::string value, util::Error error)
  {
    warnings.push_back({column, std::move(value), std::move(error)});
  }
};

// Text of a row as the record holds it or, where it had to be rewritten, as `store` keeps it until
// the next row.
struct CompanyRow
{
  std::optional<domain::Siren> siren;
  std::string_view code, name, idcc, naf;
  std::optional<std::int64_t> headcount, year;
  std::optional<domain::Money> payroll;
  std::string created; // ISO date or empty
};

struct EstablishmentRow
{
  std::optional<domain::Siret> siret;
  std::string_view code, name, sign, address, postcode, town, naf, idcc;
  std::optional<std::int64_t> headcount;
  std::optional<domain::Money> payroll;
  std::string_view state; // "A" active, "F" closed (fermé), as SIRENE says it; empty: not told
};

// `rest`: the employee but for the establishment and the day of birth, which may not be told.
struct EmployeeRow
{
  std::optional<domain::Siret> siret;
  std::optional<domain::Date> birth_date;
  domain::Employee rest = {.siret = domain::Siret::of_checked(0),
                           .birth_date = domain::Date::of_days(0)};
};

// Pay of a company in a year, by its parts; headcount and share of alternants in hundredths.
struct PayrollRow
{
  std::optional<domain::Siren> siren;
  std::optional<std::int64_t> year;
  domain::Money total;
  std::optional<domain::Money> fixed_term, fixed_term_exempt, apprentices, alsace_moselle;
  std::optional<std::int64_t> headcount, alternants;
};

// An employer whose contributions are asked for.
struct EmployerRow
{
  std::string_view siren, name; // as they stand
  std::optional<int> year;      // of the facts, where it could be read
  domain::PayrollFacts facts;
};

// A request as a person would give it; what each text must be is looked at when it is made one.
struct RequestRow
{
  domain::RequestForm form;
  bool draft = false;
  std::vector<std::pair<std::string, std::string>> documents; // kind and name of the file
};

struct ContractRow
{
  std::string file, contract,
    request; // a file's name or the JSON itself; the dossier it completes or amends
};

// A company to be taken on with its proof; empty texts where a cell was refused.
struct ClientRow
{
  domain::CompanyForm form;
  std::string reference; // the account's own; empty: not told
};

struct AccessRow
{
  std::string email, company, role,
    until;                       // the company by any of its numbers; "manager" or "reader"
  std::vector<std::string> also; // the other numbers the row has for it
};

struct DeclarationRow
{
  std::string company, voluntary;
  std::vector<std::string> also; // as of access
  domain::PayrollForm form;
  std::string reference;
};

struct PaymentRow
{
  std::string declaration, amount, day, reference, means;
};

struct InvoiceRow
{
  std::string_view number, request, iban, file; // the IBAN as it is kept; empty: not told
  std::optional<domain::Siret>
    issuer; // none where the cell is wrong, or was said to be empty (CsvOptions::issuer_apart)
  std::optional<domain::Date> date;
  std::optional<domain::InvoiceAmounts> amounts;
  std::string_view corrects; // of a credit note, whose amounts are negative: the number of the
                             // invoice it takes from
  std::optional<domain::Money> prepaid, due; // what it says was paid before, and is left to pay
  std::string_view replaces;                 // number of the refused one it takes the place of
  std::string_view reference;                // in the books of who files it
};

} // namespace myatlas::formats
