#include "services/request_access.hpp"

#include "util/text.hpp"

namespace myatlas::services {

util::Result<domain::FundingRequest> seen_request(const Context& context, const std::string& number)
{
  const std::string wanted = util::to_upper(util::trim(number));
  auto found = context.store.funding_requests().find(wanted, perimeter_of(context.actor));
  if (!found) {
    return util::Error{"request.unknown", {number}}.at("request");
  }
  return *std::move(found);
}

util::Result<domain::FundingRequest> own_request(const Context& context, const domain::Account& account, const std::string& number)
{
  util::Result<domain::FundingRequest> request = seen_request(context, number);
  if (request && !context.store.accounts().manages(account.id, request->siret)) {
    return util::Error{"establishment.not_managed", {request->siret.digits()}}.at("request");
  }
  return request;
}

} // namespace myatlas::services
