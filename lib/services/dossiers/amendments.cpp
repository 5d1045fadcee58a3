#include "services/dossiers/amendments.hpp"

#include "services/dossiers/contracts.hpp"
#include "services/dossiers/funding_requests.hpp"
#include "services/dossiers/recoveries.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/form_values.hpp"
#include "services/notices/dossier_notices.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

struct Waiting
{
  domain::FundingRequest request;
  std::int64_t dossier = 0;
  store::PendingAmendment amendment;
};

util::Result<Waiting> waiting_amendment(const Context& context, const std::string& number)
{
  TRY_ASSIGN(const domain::FundingRequest request, seen_request(context, number));
  const std::int64_t dossier = context.store.funding_requests().key(request.number);
  auto amendment = context.store.contracts().amendment(dossier);
  if (!amendment) {
    return util::Error{"contract.no_amendment", {request.number}}.at("request");
  }
  return Waiting{request, dossier, *std::move(amendment)};
}

// With the NIRs of the contract as it is where the amendment leaves them out.
domain::Contract with_known_nirs(const domain::Contract& amended, const domain::Contract& before)
{
  domain::Contract::Values values = amended.values();
  for (const char* path : {"apprenti.nir", "maitre1.nir", "maitre2.nir"}) {
    if (!amended.has(path) && before.has(path)) {
      values[path] = before.text(path);
    }
  }
  util::Errors problems, warnings;
  return domain::Contract::read(values, problems, warnings);
}

std::string told(const store::PendingAmendment& amendment)
{
  const std::string& day = amendment.contract.text("contrat.dateEffetAvenant");
  return amendment.contract.text("contrat.typeContratApp") + (day.empty() ? "" : ", " + day);
}

} // namespace

util::Result<domain::FundingRequest> accept_amendment(const Context& context,
                                                      const std::string& number)
{
  store::Transaction write(context.store, context.deed());
  TRY_ASSIGN(const Waiting waiting, waiting_amendment(context, number));
  const domain::FundingRequest& before = waiting.request;
  TRY(domain::after(before.number, before.state, domain::RequestEvent::amend));
  store::Contracts contracts = context.store.contracts();
  const domain::Contract contract =
    with_known_nirs(waiting.amendment.contract, *contracts.find(waiting.dossier));
  contracts.put(waiting.dossier, contract, waiting.amendment.sent_by, waiting.amendment.sent);
  contracts.drop_amendment(waiting.dossier);
  domain::FundingRequest after = before;
  put_into(after, contract);
  after.accepted = fund_again(context, after, std::nullopt, false);
  record_change(context, write, before, after, domain::RequestEvent::accept_amendment,
                told(waiting.amendment));
  answer_amendment(context, after, contract.date("contrat.dateEffetAvenant"), "");
  claim_back(context, before, after);
  write.commit();
  return after;
}

util::Result<domain::FundingRequest>
refuse_amendment(const Context& context, const std::string& number, const std::string& reason)
{
  util::Errors problems;
  require({{"reason", &reason}}, problems);
  const auto said = util::collect(comment_of(reason), problems, "reason");
  if (!problems.empty() || !said) {
    return problems;
  }
  store::Transaction write(context.store, context.deed());
  TRY_ASSIGN(const Waiting waiting, waiting_amendment(context, number));
  context.store.contracts().drop_amendment(waiting.dossier);
  domain::FundingRequest after = waiting.request;
  record_change(context, write, waiting.request, after, domain::RequestEvent::refuse_amendment,
                told(waiting.amendment) + ": " + *said);
  answer_amendment(context, after, waiting.amendment.contract.date("contrat.dateEffetAvenant"),
                   *said);
  write.commit();
  return after;
}

} // namespace myatlas::services
