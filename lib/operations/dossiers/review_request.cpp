// What the OPCO decides about requests and about amendments of contracts.
#include "operations/dossiers/review_request.hpp"

#include "operations/dossiers/request_answers.hpp"
#include "services/companies/sirene.hpp"
#include "util/text.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

Result<Json> open_request(const Context& context, const DossierName& name)
{
  return decided(services::open_request(context, name.request));
}

bool says_two_amounts(const AcceptRequest& request)
{
  return !request.amount.empty() && !request.funding.yearly.empty();
}

Result<AcceptRequest> understood_acceptance(const AcceptRequest& request)
{
  if (says_two_amounts(request)) {
    return Error{"usage.both", {"amount", "npec"}};
  }
  return request;
}

Result<domain::FundingRequest> accepted(const Context& context, const AcceptRequest& o)
{
  return o.funding.yearly.empty()
           ? services::accept_request(context, o.request, o.amount, o.although)
           : services::accept_contract(context, o.request, o.funding, o.although);
}

Result<Json> accept_request(const Context& context, const AcceptRequest& o)
{
  return decided(accepted(context, o));
}

Result<Json> refuse_request(const Context& context, const RefuseRequest& request)
{
  return decided(services::refuse_request(context, request.request, request.reason));
}

Result<Json> ask_documents(const Context& context, const AskDocuments& o)
{
  return decided(services::ask_documents(context, o.request, o.documents, o.comment));
}

Result<Json> break_off_request(const Context& context, const BreakOffRequest& request)
{
  return decided(services::break_off_request(context, request.request, request.form));
}

services::Uninvoiced rest_of(const SettleRequest& o)
{
  return o.give_up_rest ? services::Uninvoiced::given_up : services::Uninvoiced::refused;
}

Result<Json> settle_request(const Context& context, const SettleRequest& o)
{
  return decided(services::settle_request(context, o.request, rest_of(o), o.although));
}

Outcome ask_register(const Context& context, const CheckRequest& request)
{
  TRY_ASSIGN(const auto look_up, context.public_register());
  return services::ask_about(context, *look_up, {}, request.request);
}

Result<Json> check_request(const Context& context, const CheckRequest& request)
{
  if (request.online) {
    TRY(ask_register(context, request));
  }
  TRY_ASSIGN(const auto found, services::check_request(context, request.request));
  return check_document(util::to_upper(util::trim(request.request)), found);
}

Result<Answer> accept_amendment(const Context& context, const AcceptanceForm& form)
{
  return written(services::accept_amendment(context, form));
}

Result<Json> refuse_amendment(const Context& context, const RefuseRequest& request)
{
  return decided(services::refuse_amendment(context, request.request, request.reason));
}

Result<Json> record_recovery(const Context& context, const RecoveryForm& form)
{
  return decided(services::record_recovery(context, form));
}

constexpr About review(std::string_view name)
{
  return {.name = name, .effect = Effect::write, .who = Who::office, .answer = k_request_answer};
}

} // namespace

constexpr OperationOf<DossierName> k_open_request =
  operation<open_request>(review("admin open-request"));

constexpr OperationOf<AcceptRequest> k_accept_request =
  operation<understood_acceptance, accept_request>(review("admin accept-request"));

constexpr OperationOf<RefuseRequest> k_refuse_request =
  operation<refuse_request>(review("admin refuse-request"));

constexpr OperationOf<AskDocuments> k_ask_documents =
  operation<ask_documents>(review("admin ask-documents"));

constexpr OperationOf<BreakOffRequest> k_break_off_request =
  operation<break_off_request>(review("admin break-off-request"));

constexpr OperationOf<SettleRequest> k_settle_request =
  operation<settle_request>(review("admin settle-request"));

constexpr OperationOf<CheckRequest> k_check_request = operation<check_request>({
  .name = "admin check-request",
  .effect = Effect::write,
  .who = Who::office,
  .answer = k_check_answer,
});

constexpr OperationOf<AcceptanceForm> k_accept_amendment =
  operation<accept_amendment>(review("admin accept-amendment"));

constexpr OperationOf<RefuseRequest> k_refuse_amendment =
  operation<refuse_amendment>(review("admin refuse-amendment"));

constexpr OperationOf<RecoveryForm> k_record_recovery =
  operation<record_recovery>(review("admin record-recovery"));

} // namespace myatlas::operations
