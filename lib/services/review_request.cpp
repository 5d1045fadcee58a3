#include "services/review_request.hpp"

#include "services/funding_requests.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

constexpr std::size_t k_most_reason = 1000;

util::Result<domain::FundingRequest> request_for(const Context& context, const std::string& number)
{
  const std::string wanted = util::to_upper(util::trim(number));
  auto found = context.store.funding_requests().find(wanted, store::Perimeter{true, "", std::nullopt});
  if (!found) {
    return util::Error{"request.unknown", {number}}.at("request");
  }
  return *std::move(found);
}

// Inside the transaction the request was read in: two at once cannot both act on one state.
util::Result<domain::FundingRequest> move(const Context& context, store::Transaction& write,
                                          const domain::FundingRequest& request, domain::RequestEvent event,
                                          const std::string& comment, std::optional<domain::Money> accepted)
{
  const auto next = domain::after(request, event);
  if (!next) {
    return next.errors();
  }
  domain::FundingRequest moved = request;
  moved.state = *next;
  moved.accepted = accepted ? accepted : request.accepted;
  record_change(context, write, request, moved, event, comment);
  write.commit();
  return moved;
}

} // namespace

util::Result<domain::FundingRequest> open_request(const Context& context, const std::string& number)
{
  store::Transaction write(context.store, context.deed());
  const auto request = request_for(context, number);
  return request ? move(context, write, *request, domain::RequestEvent::open, "", std::nullopt) : request;
}

util::Result<domain::FundingRequest> accept_request(const Context& context, const std::string& number,
                                                    const std::string& amount)
{
  if (util::trim(amount).empty()) {
    return util::Error{"field.required", {"amount"}}.at("amount");
  }
  util::Errors problems;
  store::Transaction write(context.store, context.deed());
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
  return move(context, write, *request, domain::RequestEvent::accept, "", accepted);
}

util::Result<domain::FundingRequest> refuse_request(const Context& context, const std::string& number,
                                                    const std::string& reason)
{
  if (util::trim(reason).empty()) {
    return util::Error{"field.required", {"reason"}}.at("reason");
  }
  if (util::has_hidden(reason)) {
    return util::Error{"text.control", {util::printable(reason.substr(0, 80))}}.at("reason");
  }
  if (util::length_utf8(reason) > k_most_reason) {
    return util::Error{"text.length", {reason.substr(0, 40) + "…", std::to_string(k_most_reason)}}.at("reason");
  }
  store::Transaction write(context.store, context.deed());
  const auto request = request_for(context, number);
  return request ? move(context, write, *request, domain::RequestEvent::refuse, reason, std::nullopt) : request;
}

} // namespace myatlas::services
