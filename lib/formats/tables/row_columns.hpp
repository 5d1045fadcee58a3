#pragma once

#include <cstddef>

// The columns of each kind of file, by their positions in columns_of(kind).
namespace myatlas::formats {

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
  k_inv_reference,
};

enum ClientColumn : std::size_t
{
  k_cli_code,
  k_cli_payroll,
  k_cli_year,
  k_cli_siret,
  k_cli_role,
  k_cli_name,
  k_cli_reference,
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
  k_acc_client,
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
  k_dec_reference,
  k_dec_client,
};

enum PaymentColumn : std::size_t
{
  k_paid_declaration,
  k_paid_amount,
  k_paid_day,
  k_paid_reference,
  k_paid_means,
};

} // namespace myatlas::formats
