#pragma once

#include "domain/contributions/declaration.hpp"
#include "operations/contributions/payroll_shape.hpp"
#include "operations/operation.hpp"
#include "services/contributions/payments.hpp"

namespace myatlas::operations {

using services::PaymentForm;

// What a company owes for a payroll year, with what the store knows of it.
struct Declare
{
  domain::PayrollForm form;
  std::string company; // by SIREN, SIRET or member code
  std::string voluntary, reference;
  bool draft = false, correct = false;
  bool without_reference = false; // the one there was goes
  SentFile rates;                 // a rate table in the place of the built-in one
};

struct ListDeclarations
{
  std::string company, year, state, reference;
};

struct DeclarationName
{
  std::string number;
};

struct RecordPayment
{
  services::PaymentForm form;
  bool credit = false;   // what is paid beyond what is left is kept as one
  bool returned = false; // it went back to the company
};

extern const OperationOf<Declare> k_declare;
extern const OperationOf<ListDeclarations> k_list_declarations;
extern const OperationOf<DeclarationName> k_show_declaration;
extern const OperationOf<RecordPayment> k_record_payment;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::Declare>
{
  using Form = operations::Declare;
  static constexpr std::tuple k_members = {flat(&Form::form),
                                           required("company", &Form::company),
                                           member("voluntary", &Form::voluntary, Says::amount),
                                           member("reference", &Form::reference),
                                           member("draft", &Form::draft),
                                           member("correct", &Form::correct),
                                           member("without_reference", &Form::without_reference),
                                           member("rates", &Form::rates)};
};

template <>
struct Shape<operations::ListDeclarations>
{
  using Form = operations::ListDeclarations;
  static constexpr std::tuple k_members = {
    member("company", &Form::company), member("year", &Form::year, Says::figure),
    word<domain::parse_declaration_state>("state", &Form::state),
    member("reference", &Form::reference)};
};

template <>
struct Shape<operations::DeclarationName>
{
  using Form = operations::DeclarationName;
  static constexpr std::tuple k_members = {required("number", &Form::number, Says::number)};
};

template <>
struct Shape<services::PaymentForm>
{
  using Form = services::PaymentForm;
  static constexpr std::tuple k_members = {
    required("declaration", &Form::declaration, Says::number),
    required("amount", &Form::amount, Says::amount), member("date", &Form::day, Says::day),
    member("reference", &Form::reference),
    word<domain::parse_payment_means>("means", &Form::means)};
};

template <>
struct Shape<operations::RecordPayment>
{
  using Form = operations::RecordPayment;
  static constexpr std::tuple k_members = {flat(&Form::form), member("credit", &Form::credit),
                                           member("returned", &Form::returned)};
};

} // namespace myatlas::formats
