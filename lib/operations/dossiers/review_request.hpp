#pragma once

#include "domain/dossiers/request_document.hpp"
#include "operations/dossiers/requests.hpp"
#include "services/dossiers/amendments.hpp"
#include "services/dossiers/recoveries.hpp"
#include "services/dossiers/review_request.hpp"

namespace myatlas::operations {

using services::AcceptanceForm;
using services::BreakOffForm;
using services::FundingForm;
using services::RecoveryForm;

// With an amount, or a contract of apprenticeship with its level of funding.
struct AcceptRequest
{
  std::string request, amount, although;
  FundingForm funding;
};

struct RefuseRequest
{
  std::string request, reason;
};

struct AskDocuments
{
  std::string request;
  std::vector<std::string> documents;
  std::string comment;
};

struct BreakOffRequest
{
  std::string request;
  BreakOffForm form;
};

struct SettleRequest
{
  std::string request, although;
  bool give_up_rest = false; // the CFA does not ask for what it has not invoiced
};

struct CheckRequest
{
  std::string request;
  bool online = false; // the public register is asked about its establishments first

  Effect effect() const { return online ? Effect::write : Effect::read; }
};

extern const OperationOf<DossierName> k_open_request;
extern const OperationOf<AcceptRequest> k_accept_request;
extern const OperationOf<RefuseRequest> k_refuse_request, k_refuse_amendment;
extern const OperationOf<AskDocuments> k_ask_documents;
extern const OperationOf<BreakOffRequest> k_break_off_request;
extern const OperationOf<SettleRequest> k_settle_request;
extern const OperationOf<CheckRequest> k_check_request;
extern const OperationOf<AcceptanceForm> k_accept_amendment;
extern const OperationOf<RecoveryForm> k_record_recovery;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<services::FundingForm>
{
  using Form = services::FundingForm;
  static constexpr std::tuple k_members = {member("npec", &Form::yearly, Says::amount),
                                           member("side_costs", &Form::side_costs, Says::amount),
                                           member("side_cost", &Form::by_nature),
                                           member("trainee_period", &Form::trainee_period)};
};

template <>
struct Shape<operations::AcceptRequest>
{
  using Form = operations::AcceptRequest;
  static constexpr std::tuple k_members = {required("request", &Form::request, Says::number),
                                           member("amount", &Form::amount, Says::amount),
                                           flat(&Form::funding),
                                           member("although", &Form::although)};
};

template <>
struct Shape<operations::RefuseRequest>
{
  using Form = operations::RefuseRequest;
  static constexpr std::tuple k_members = {required("request", &Form::request, Says::number),
                                           member("reason", &Form::reason)};
};

template <>
struct Shape<operations::AskDocuments>
{
  using Form = operations::AskDocuments;
  static constexpr std::tuple k_members = {
    required("request", &Form::request, Says::number),
    word<domain::parse_document_use>("documents", &Form::documents),
    member("comment", &Form::comment)};
};

template <>
struct Shape<services::BreakOffForm>
{
  using Form = services::BreakOffForm;
  static constexpr std::tuple k_members = {
    member("date", &Form::date, Says::day), member("reason", &Form::reason),
    member("in_probation", &Form::in_probation), member("although", &Form::although)};
};

template <>
struct Shape<operations::BreakOffRequest>
{
  using Form = operations::BreakOffRequest;
  static constexpr std::tuple k_members = {required("request", &Form::request, Says::number),
                                           flat(&Form::form)};
};

template <>
struct Shape<operations::SettleRequest>
{
  using Form = operations::SettleRequest;
  static constexpr std::tuple k_members = {required("request", &Form::request, Says::number),
                                           member("give_up_rest", &Form::give_up_rest),
                                           member("although", &Form::although)};
};

template <>
struct Shape<operations::CheckRequest>
{
  using Form = operations::CheckRequest;
  static constexpr std::tuple k_members = {required("request", &Form::request, Says::number),
                                           member("online", &Form::online)};
};

template <>
struct Shape<services::AcceptanceForm>
{
  using Form = services::AcceptanceForm;
  static constexpr std::tuple k_members = {required("request", &Form::number, Says::number),
                                           member("side_cost", &Form::side_costs),
                                           member("although", &Form::although)};
};

template <>
struct Shape<services::RecoveryForm>
{
  using Form = services::RecoveryForm;
  static constexpr std::tuple k_members = {
    required("request", &Form::request, Says::number),
    member("amount", &Form::amount, Says::amount), member("reference", &Form::reference),
    member("date", &Form::date, Says::day), member("from", &Form::from, Says::siret)};
};

} // namespace myatlas::formats
