#pragma once

#include <array>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/account/access.hpp"
#include "domain/companies/company_form.hpp"
#include "domain/contributions/employer.hpp"
#include "domain/contributions/pay_form.hpp"
#include "domain/dossiers/certification.hpp"
#include "domain/dossiers/request_form.hpp"
#include "domain/invoices/invoice.hpp"
#include "domain/values/bank.hpp"
#include "formats/tables/columns.hpp"
#include "formats/text/cells.hpp"
#include "formats/text/csv_reader.hpp"
#include "util/key_set.hpp"

namespace myatlas::formats {

// Positions in columns_of(kind).
enum CompanyColumn : std::size_t
{
  k_company_code,
  k_company_siren,
  k_company_name,
  k_company_idcc,
  k_company_naf,
  k_company_headcount,
  k_company_year,
  k_company_payroll,
  k_company_created,
};

enum EstablishmentColumn : std::size_t
{
  k_est_code,
  k_est_siret,
  k_est_name,
  k_est_sign,
  k_est_address,
  k_est_postcode,
  k_est_town,
  k_est_naf,
  k_est_idcc,
  k_est_headcount,
  k_est_payroll,
  k_est_state,
};

enum EmployeeColumn : std::size_t
{
  k_emp_siret,
  k_emp_staff_number,
  k_emp_birth_name,
  k_emp_used_name,
  k_emp_first_name,
  k_emp_sex,
  k_emp_birth_date,
  k_emp_nir,
  k_emp_email,
  k_emp_contract,
  k_emp_job,
  k_emp_status,
};

enum PayrollColumn : std::size_t
{
  k_pay_siren,
  k_pay_year,
  k_pay_total,
  k_pay_fixed_term,
  k_pay_fixed_term_exempt,
  k_pay_apprentices,
  k_pay_alsace_moselle,
  k_pay_headcount,
  k_pay_alternants,
};

enum CertificationColumn : std::size_t
{
  k_cer_code,
  k_cer_title,
  k_cer_starts,
  k_cer_ends,
  k_cer_active,
  k_cer_apprenticeship,
};

enum EmployerColumn : std::size_t
{
  k_empl_siren,
  k_empl_name,
  k_empl_year,
  k_empl_total,
  k_empl_fixed_term,
  k_empl_fixed_term_exempt,
  k_empl_apprentices,
  k_empl_alsace_moselle,
  k_empl_missions,
  k_empl_headcount,
  k_empl_headcount_of_year,
  k_empl_ratio,
  k_empl_alternants,
  k_empl_alternants_last_year,
  k_empl_association,
  k_empl_temporary_work,
  k_empl_idcc,
};

enum RequestColumn : std::size_t
{
  k_req_reference,
  k_req_siret,
  k_req_scheme,
  k_req_title,
  k_req_objective,
  k_req_provider,
  k_req_start,
  k_req_end,
  k_req_hours,
  k_req_mode,
  k_req_audience,
  k_req_internal,
  k_req_outside,
  k_req_certification,
  k_req_place,
  k_req_trainees,
  k_req_teaching,
  k_req_travel,
  k_req_lodging,
  k_req_meals,
  k_req_wages,
  k_req_requested,
  k_req_co_funding,
  k_req_subrogation,
  k_req_contact_name,
  k_req_contact_email,
  k_req_contact_phone,
  k_req_draft,
  k_req_documents,
};

enum ContractColumn : std::size_t
{
  k_con_file,
  k_con_contract,
  k_con_request,
};

enum InvoiceColumn : std::size_t
{
  k_inv_number,
  k_inv_date,
  k_inv_issuer,
  k_inv_request,
  k_inv_net,
  k_inv_rate,
  k_inv_tax,
  k_inv_gross,
  k_inv_iban,
  k_inv_file,
  k_inv_corrects,
  k_inv_prepaid,
  k_inv_due,
  k_inv_replaces,
};

enum ClientColumn : std::size_t
{
  k_cli_code,
  k_cli_payroll,
  k_cli_year,
  k_cli_siret,
  k_cli_role,
  k_cli_name,
};

enum AccessColumn : std::size_t
{
  k_acc_email,
  k_acc_company,
  k_acc_siret,
  k_acc_code,
  k_acc_role,
  k_acc_until,
  k_acc_name,
};

enum DeclarationColumn : std::size_t
{
  k_dec_company,
  k_dec_siret,
  k_dec_code,
  k_dec_year,
  k_dec_total,
  k_dec_fixed_term,
  k_dec_fixed_term_exempt,
  k_dec_apprentices,
  k_dec_alsace_moselle,
  k_dec_headcount,
  k_dec_ratio,
  k_dec_alternants,
  k_dec_association,
  k_dec_temporary_work,
  k_dec_idcc,
  k_dec_voluntary,
  k_dec_name,
};

enum PaymentColumn : std::size_t
{
  k_paid_declaration,
  k_paid_amount,
  k_paid_day,
  k_paid_reference,
  k_paid_means,
};

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
};

// Text of a row as the record holds it or, where it had to be rewritten, as `store` keeps it until
// the next row.
struct CompanyRow
{
  std::int64_t siren = 0;
  std::string_view code, name, idcc, naf;
  std::optional<std::int64_t> headcount, year;
  std::optional<domain::Money> payroll;
  std::string created; // ISO date or empty
};

struct EstablishmentRow
{
  std::int64_t siret = 0;
  std::string_view code, name, sign, address, postcode, town, naf, idcc;
  std::optional<std::int64_t> headcount;
  std::optional<domain::Money> payroll;
  std::string_view state; // "A" active, "F" closed (fermé), as SIRENE says it; empty: not told
};

struct EmployeeRow
{
  std::optional<domain::Siret> siret;
  std::string_view staff_number, birth_name, used_name, first_name, contract, job, status;
  std::string sex; // "M", "F" or empty
  std::optional<domain::Date> birth_date;
  std::string nir, email; // empty: not told
};

// Pay of a company in a year, by its parts; headcount and share of alternants in hundredths.
struct PayrollRow
{
  std::int64_t siren = 0;
  std::int64_t year = 0;
  domain::Money total;
  std::optional<domain::Money> fixed_term, fixed_term_exempt, apprentices, alsace_moselle;
  std::optional<std::int64_t> headcount, alternants;
};

// An employer whose contributions are asked for.
struct EmployerRow
{
  std::string_view siren, name; // as they stand
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
};

// Reads the cells of one record, one column after the other, and gathers what is wrong with each.
class RowReader
{
public:
  enum class Path
  {
    fast,  // the commonest spellings at once, the others by the plain path
    plain, // for the tests, which compare
  };
  RowReader(FileKind kind, const Header& header, const CsvOptions& options, Path path = Path::fast)
    : m_kind(kind), m_header(header), m_options(options), m_fast(path == Path::fast)
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
  std::optional<DecimalMark> decimal_seen() const { return m_decimal_seen; }

private:
  bool start(const CsvRecord& record, RowProblems& problems);
  bool lacks_cells(const CsvRecord& record) const;
  void clean(std::size_t column);
  std::string_view cell(std::size_t column) const { return m_cells[column]; }
  bool present(std::size_t column) const { return !m_cells[column].empty(); }
  void problem(std::size_t column, util::Error error);
  void warn(std::size_t column, util::Error error);
  void require(std::size_t column);

  // The value, or nothing and the problem told.
  template <typename T>
  std::optional<T> take(std::size_t column, util::Result<T> result)
  {
    if (result) {
      return *std::move(result);
    }
    problem(column, result.error());
    return std::nullopt;
  }

  std::string_view text(std::size_t column);
  std::string_view person_name(std::size_t column);
  std::string_view code(std::size_t column);
  std::string_view naf(std::size_t column);
  std::string_view idcc(std::size_t column);
  std::string_view postcode(std::size_t column);
  std::int64_t siret(std::size_t column);
  std::int64_t siren(std::size_t column);
  std::int64_t establishment_siret(const CsvRecord& record);
  std::string_view address(const CsvRecord& record);
  std::string_view establishment_naf(const CsvRecord& record);
  std::string_view state(std::size_t column);
  std::optional<domain::Date> date(std::size_t column);
  std::optional<std::int64_t> year(std::size_t column);
  void birth_coherence(const EmployeeRow& row);
  std::string sex(std::size_t column);
  std::optional<domain::Money> amount(std::size_t column);
  domain::Money pay(std::size_t column); // not negative; 0 where there is none
  std::optional<std::int64_t> people(std::size_t column);
  bool yes(std::size_t column);
  bool is_active(std::size_t column);
  bool non_negative(std::size_t column, const std::optional<domain::Money>& amount);
  std::optional<std::int64_t> whole(std::size_t column);
  std::optional<domain::InvoiceAmounts> amounts();
  void check_vat_rate(std::optional<std::int64_t>& rate);
  std::string_view replaced_number();
  std::string_view file_name(std::size_t column);
  std::string_view invoice_number(std::size_t column, std::size_t kept);
  bool is_of_invoice(std::size_t column, const std::optional<domain::Money>& amount);
  std::string_view iban(std::size_t column);
  std::vector<std::string> company_numbers(std::size_t number, std::size_t siret,
                                           std::size_t member_code);
  template <typename Row>
  void take_company(Row& row, std::vector<std::string> numbers); // the first, and the others
  std::string access_role(std::size_t column);
  std::string money_text(std::size_t column, bool (*is_right)(domain::Money));
  std::string people_text(std::size_t column);

  FileKind m_kind;
  const Header& m_header;
  CsvOptions m_options;
  bool m_fast;
  std::optional<DecimalMark> m_decimal_seen;
  std::array<std::string_view, k_most_kind_columns>
    m_cells; // by column, without blanks around; empty where the file has none
  RowProblems* m_problems = nullptr;
  std::uint64_t m_erroneous = 0; // columns whose cell is an error of the spreadsheet, a bit each
  std::deque<std::string> m_on_one_line; // texts that came with line ends
  std::deque<std::string> m_unguarded;   // and those that came as no formula
  // What had to be rewritten: naf, idcc, postcode, address, SIRET; of an invoice its number,
  // dossier, IBAN, file, the number of the one it corrects.
  std::array<std::string, 6> m_kept;
};

// A name inside the folder of the file that names it: no "..", no root, no drive, no address.
// "path.unsafe" (text).
util::Result<std::string> safe_file_name(std::string_view text);

} // namespace myatlas::formats
