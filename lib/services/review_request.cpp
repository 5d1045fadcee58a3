#include "services/review_request.hpp"

#include "services/funding_requests.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

util::Result<domain::FundingRequest> request_for(const Context& context, const std::string& number)
{
  const std::string wanted = util::to_upper(util::trim(number));
  auto found = context.store.funding_requests().find(wanted, store::Perimeter{true, "", std::nullopt});
  if (!found) {
    return util::Error{"request.unknown", {number}}.at("request");
  }
  return *std::move(found);
}

util::Result<domain::FundingRequest> move(const Context& context, const domain::FundingRequest& request,
                                          domain::RequestEvent event, const std::string& comment,
                                          std::optional<domain::Money> accepted)
{
  const auto next = domain::after(request, event);
  if (!next) {
    return next.errors();
  }
  domain::FundingRequest moved = request;
  moved.state = *next;
  moved.accepted = accepted ? accepted : request.accepted;
  store::Transaction write(context.store, context.deed());
  record_change(context, write, request, moved, event, comment);
  write.commit();
  return moved;
}

} // namespace

util::Result<domain::FundingRequest> open_request(const Context& context, const std::string& number)
{
  const auto request = request_for(context, number);
  return request ? move(context, *request, domain::RequestEvent::open, "", std::nullopt) : request;
}

util::Result<domain::FundingRequest> accept_request(const Context& context, const std::string& number,
                                                    const std::string& amount)
{
  util::Errors problems;
  const auto accepted = util::collect(domain::parse_positive(amount), problems, "amount");
  const auto request = request_for(context, number);
  if (!request) {
    problems.insert(problems.end(), request.errors().begin(), request.errors().end());
  } else if (accepted && request->teaching_cost && *accepted > *request->teaching_cost) {
    problems.push_back(
      util::Error{"request.over_asked", {accepted->text(), request->teaching_cost->text()}}.at("amount"));
  }
  if (!problems.empty()) {
    return problems;
  }
  return move(context, *request, domain::RequestEvent::accept, "", accepted);
}

util::Result<domain::FundingRequest> refuse_request(const Context& context, const std::string& number,
                                                    const std::string& reason)
{
  if (util::trim(reason).empty()) {
    return util::Error{"field.required", {"reason"}}.at("reason");
  }
  if (util::has_control(reason) || util::length_utf8(reason) > 1000) {
    return util::Error{"text.control", {util::printable(reason.substr(0, 80))}}.at("reason");
  }
  const auto request = request_for(context, number);
  return request ? move(context, *request, domain::RequestEvent::refuse, reason, std::nullopt) : request;
}

} // namespace myatlas::services
