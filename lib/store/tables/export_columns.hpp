#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "domain/values/names.hpp"
#include "formats/tables/row_columns.hpp"
#include "util/text.hpp"

// What the columns of each kind of file are in the store: a value of SQL each.
namespace myatlas::store {

template <typename Column>
struct InFile
{
  Column column;
  std::string_view sql;
};

inline constexpr std::string_view k_not_kept = "null"; // a column that only comes in

inline constexpr InFile<formats::CompanyColumn> k_company_file[] = {
  {formats::k_company_code, "c.member_code"}, {formats::k_company_siren, "c.siren"},
  {formats::k_company_name, "c.name"},        {formats::k_company_idcc, "c.idcc"},
  {formats::k_company_naf, "c.naf"},          {formats::k_company_headcount, "c.headcount"},
  {formats::k_company_year, "p.year"},        {formats::k_company_payroll, "p.amount"},
  {formats::k_company_created, "c.created"},
};

inline constexpr InFile<formats::EstablishmentColumn> k_establishment_file[] = {
  {formats::k_est_code, "member_code"}, {formats::k_est_siret, "siret"},
  {formats::k_est_name, "name"},        {formats::k_est_sign, "sign"},
  {formats::k_est_address, "address"},  {formats::k_est_postcode, "postcode"},
  {formats::k_est_town, "town"},        {formats::k_est_naf, "naf"},
  {formats::k_est_idcc, "idcc"},        {formats::k_est_headcount, "headcount"},
  {formats::k_est_payroll, "payroll"},  {formats::k_est_state, "state"},
};

inline constexpr InFile<formats::InvoiceColumn> k_invoice_file[] = {
  {formats::k_inv_number, "i.number"},
  {formats::k_inv_date, "i.date"},
  {formats::k_inv_issuer, "i.issuer"},
  {formats::k_inv_request, "r.number"},
  {formats::k_inv_net, "i.without_tax"},
  {formats::k_inv_rate, "i.vat_rate"},
  {formats::k_inv_tax, "i.tax"},
  {formats::k_inv_gross, "i.with_tax"},
  {formats::k_inv_iban, "i.iban"},
  {formats::k_inv_file, "i.file_name"},
  {formats::k_inv_corrects, "i.corrects"},
  {formats::k_inv_prepaid, "i.prepaid"},
  {formats::k_inv_due, "i.amount_due"},
  {formats::k_inv_replaces, k_not_kept},
  {formats::k_inv_reference, "i.reference"},
};

inline constexpr InFile<formats::PayrollColumn> k_payroll_file[] = {
  {formats::k_pay_siren, "siren"},
  {formats::k_pay_year, "year"},
  {formats::k_pay_total, "amount"},
  {formats::k_pay_fixed_term, "fixed_term"},
  {formats::k_pay_fixed_term_exempt, "fixed_term_exempt"},
  {formats::k_pay_apprentices, "apprentices"},
  {formats::k_pay_alsace_moselle, "alsace_moselle"},
  {formats::k_pay_headcount, "headcount"},
  {formats::k_pay_alternants, "alternants"},
};

inline constexpr InFile<formats::CertificationColumn> k_certification_file[] = {
  {formats::k_cer_code, "code"},
  {formats::k_cer_title, "title"},
  {formats::k_cer_starts, "starts"},
  {formats::k_cer_ends, "ends"},
  {formats::k_cer_active, "case active when 1 then 'ACTIVE' else 'INACTIVE' end"},
  {formats::k_cer_apprenticeship, "case apprenticeship when 1 then 'Oui' when 0 then 'Non' end"},
};

inline constexpr InFile<formats::ClientColumn> k_client_file[] = {
  {formats::k_cli_code, "c.member_code"},
  {formats::k_cli_payroll, "coalesce(p.amount, 0)"},
  {formats::k_cli_year, "p.year"},
  {formats::k_cli_siret, "e.siret"},
  {formats::k_cli_role, "{manager}"},
  {formats::k_cli_name, "c.name"},
  {formats::k_cli_reference, "(select reference from client_reference k where k.account = "
                             "a.account and k.siren = a.siren)"},
};

inline constexpr InFile<formats::AccessColumn> k_access_file[] = {
  {formats::k_acc_email, "email"},    {formats::k_acc_company, "siren"},
  {formats::k_acc_siret, k_not_kept}, {formats::k_acc_code, k_not_kept},
  {formats::k_acc_role, "role"},      {formats::k_acc_until, "until"},
  {formats::k_acc_name, k_not_kept},  {formats::k_acc_client, k_not_kept},
};

inline constexpr InFile<formats::DeclarationColumn> k_declaration_file[] = {
  {formats::k_dec_company, "d.owner"},
  {formats::k_dec_siret, k_not_kept},
  {formats::k_dec_code, k_not_kept},
  {formats::k_dec_year, "d.year"},
  {formats::k_dec_total, "d.payroll"},
  {formats::k_dec_fixed_term, k_not_kept},
  {formats::k_dec_fixed_term_exempt, k_not_kept},
  {formats::k_dec_apprentices, k_not_kept},
  {formats::k_dec_alsace_moselle, k_not_kept},
  {formats::k_dec_headcount, "d.headcount"},
  {formats::k_dec_ratio, k_not_kept},
  {formats::k_dec_alternants, k_not_kept},
  {formats::k_dec_association, k_not_kept},
  {formats::k_dec_temporary_work, k_not_kept},
  {formats::k_dec_idcc, "d.idcc"},
  {formats::k_dec_voluntary, "(select amount from declaration_line l where l.owner = d.owner and "
                             "l.year = d.year and l.code = 'voluntary')"},
  {formats::k_dec_name, "c.name"},
  {formats::k_dec_reference, "d.reference"},
  {formats::k_dec_client, k_not_kept}, // the company is named by its SIREN
};

inline constexpr InFile<formats::PaymentColumn> k_payment_file[] = {
  {formats::k_paid_declaration, "d.number"},
  {formats::k_paid_amount, "h.amount"},
  {formats::k_paid_day, "h.day"},
  {formats::k_paid_reference, "h.reference"},
  {formats::k_paid_means, "h.means"},
};

inline constexpr InFile<formats::RequestColumn> k_request_file[] = {
  {formats::k_req_reference, "case r.reference when '' then r.number else r.reference end"},
  {formats::k_req_siret, "r.siret"},
  {formats::k_req_scheme, "r.scheme"},
  {formats::k_req_title, "nullif(r.title, '')"},
  {formats::k_req_objective, "nullif(r.objective, '')"},
  {formats::k_req_provider, "r.provider"},
  {formats::k_req_start, "r.starts"},
  {formats::k_req_end, "r.ends"},
  {formats::k_req_hours, "r.hours"},
  {formats::k_req_mode, "r.mode"},
  {formats::k_req_audience, "r.audience"},
  {formats::k_req_internal, "case r.internal when 1 then 'oui' when 0 then 'non' end"},
  {formats::k_req_outside, "case r.outside_working_time when 1 then 'oui' when 0 then 'non' end"},
  {formats::k_req_certification, "nullif(r.certification, '')"},
  {formats::k_req_place, "nullif(r.place, '')"},
  {formats::k_req_trainees,
   "(select group_concat(t.name, ' | ') from (select name from funding_request_employee "
   "where owner = r.owner and number = r.number order by position) t)"},
  {formats::k_req_teaching, "r.teaching_cost"},
  {formats::k_req_travel, "r.travel"},
  {formats::k_req_lodging, "r.lodging"},
  {formats::k_req_meals, "r.meals"},
  {formats::k_req_wages, "r.wages"},
  {formats::k_req_requested, "r.requested"},
  {formats::k_req_co_funding, "r.co_funding"},
  {formats::k_req_subrogation, "case r.subrogation when 1 then 'oui' when 0 then 'non' end"},
  {formats::k_req_contact_name, "nullif(r.contact_name, '')"},
  {formats::k_req_contact_email, "nullif(r.contact_email, '')"},
  {formats::k_req_contact_phone, "nullif(r.contact_phone, '')"},
  {formats::k_req_draft, "case when r.state in ({drafts}) then 'oui' else 'non' end"},
  {formats::k_req_documents, k_not_kept}, // they lie elsewhere
};

// The columns of a file, one after the other, each of which its table has.
template <const auto& table>
std::string columns_in()
{
  using Entry = std::remove_cvref_t<decltype(table[0])>;
  static_assert(domain::has_all<table, &Entry::column>());
  static_assert(std::ranges::is_sorted(table, {}, &Entry::column));
  std::string columns;
  for (const Entry& entry : table) {
    util::add_to_list(columns, entry.sql);
  }
  return columns;
}

} // namespace myatlas::store
