#include "services/request_access.hpp"

#include "util/text.hpp"

namespace myatlas::services {

util::Result<domain::FundingRequest> seen_request(const Context& context, const std::string& number)
{
  const std::string wanted = util::to_upper(util::trim(number));
  auto found = context.store.funding_requests().find(wanted, perimeter_of(context));
  if (!found) {
    return util::Error{"request.unknown", {number}}.at("request");
  }
  return *std::move(found);
}

util::Result<domain::FundingRequest> shown_request(const Context& context, const std::string& number)
{
  const util::Outcome allowed = may_read(context);
  return allowed ? seen_request(context, number) : util::Result<domain::FundingRequest>(allowed.errors());
}

util::Result<domain::FundingRequest> own_request(const Context& context, const std::string& number, Act act)
{
  util::Result<domain::FundingRequest> request = seen_request(context, number);
  if (!request) {
    return request;
  }
  const util::Outcome allowed = allow(context, act, request->siret, request->providers());
  return allowed ? request : util::Result<domain::FundingRequest>(allowed.error().at("request"));
}

} // namespace myatlas::services
