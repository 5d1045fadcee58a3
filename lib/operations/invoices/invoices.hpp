#pragma once

#include "operations/operation.hpp"
#include "services/invoices/invoice_form.hpp"
#include "services/invoices/invoice_lines.hpp"

namespace myatlas::operations {

using services::InvoiceForm;
using services::LinesForm;

struct UploadInvoice
{
  InvoiceForm form; // what the file says as data need not be said
  SentFile file;
};

struct ListInvoices
{
  std::string request, state, reference, company;
};

// An invoice by its number; of several providers with the same number, the one of `provider_siret`.
struct InvoiceName
{
  std::string number, provider_siret;
};

struct CancelInvoice
{
  InvoiceName invoice;
  std::string comment;
};

struct AcceptInvoice
{
  InvoiceName invoice;
  std::string although;
};

struct RejectInvoice
{
  InvoiceName invoice;
  std::string reason;
};

struct PayInvoice
{
  InvoiceName invoice;
  std::string reference, date, although;
};

extern const OperationOf<UploadInvoice> k_upload_invoice;
extern const OperationOf<ListInvoices> k_list_invoices;
extern const OperationOf<InvoiceName> k_show_invoice, k_get_invoice, k_open_invoice;
extern const OperationOf<CancelInvoice> k_cancel_invoice;
extern const OperationOf<AcceptInvoice> k_accept_invoice;
extern const OperationOf<RejectInvoice> k_reject_invoice;
extern const OperationOf<PayInvoice> k_pay_invoice;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<services::LinesForm>
{
  using Form = services::LinesForm;
  static constexpr std::tuple k_members = {member("instalment", &Form::instalment, Says::figure),
                                           member("lines", &Form::lines)};
};

template <>
struct Shape<services::InvoiceForm>
{
  using Form = services::InvoiceForm;
  static constexpr std::tuple k_members = {
    member("request", &Form::request, Says::number),
    member("number", &Form::number),
    member("date", &Form::date, Says::day),
    member("amount_without_tax", &Form::amount_without_tax, Says::amount),
    member("vat_rate", &Form::vat_rate, Says::figure),
    member("corrects", &Form::corrects),
    member("iban", &Form::iban),
    member("hours", &Form::hours, Says::figure),
    member("replaces", &Form::replaces),
    member("module", &Form::module, Says::figure),
    member("own_costs", &Form::own_costs),
    member("reference", &Form::reference),
    flat(&Form::lines)};
};

template <>
struct Shape<operations::UploadInvoice>
{
  using Form = operations::UploadInvoice;
  static constexpr std::tuple k_members = {flat(&Form::form), member("file", &Form::file)};
};

template <>
struct Shape<operations::ListInvoices>
{
  using Form = operations::ListInvoices;
  static constexpr std::tuple k_members = {member("request", &Form::request, Says::number),
                                           word<domain::parse_invoice_state>("state", &Form::state),
                                           member("reference", &Form::reference),
                                           member("company", &Form::company)};
};

template <>
struct Shape<operations::InvoiceName>
{
  using Form = operations::InvoiceName;
  static constexpr std::tuple k_members = {
    required("number", &Form::number, Says::number),
    member("provider_siret", &Form::provider_siret, Says::siret)};
};

template <>
struct Shape<operations::CancelInvoice>
{
  using Form = operations::CancelInvoice;
  static constexpr std::tuple k_members = {flat(&Form::invoice), member("comment", &Form::comment)};
};

template <>
struct Shape<operations::AcceptInvoice>
{
  using Form = operations::AcceptInvoice;
  static constexpr std::tuple k_members = {flat(&Form::invoice),
                                           member("although", &Form::although)};
};

template <>
struct Shape<operations::RejectInvoice>
{
  using Form = operations::RejectInvoice;
  static constexpr std::tuple k_members = {flat(&Form::invoice), member("reason", &Form::reason)};
};

template <>
struct Shape<operations::PayInvoice>
{
  using Form = operations::PayInvoice;
  static constexpr std::tuple k_members = {
    flat(&Form::invoice), member("reference", &Form::reference),
    member("date", &Form::date, Says::day), member("although", &Form::although)};
};

} // namespace myatlas::formats
