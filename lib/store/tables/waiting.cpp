#include "store/tables/waiting.hpp"

#include <fmt/format.h>

#include "store/rows.hpp"
#include "store/state_lists.hpp"

namespace myatlas::store {

namespace {

constexpr auto k_waiting = table<WaitingRequest>(
  "funding_request", Column("number", &WaitingRequest::number),
  Column("title", &WaitingRequest::title), Column("changed", &WaitingRequest::changed),
  Column("starts", &WaitingRequest::start));

using domain::OfficeWork;

// The states are those of the index funding_request_work.
const std::string& states_of_work()
{
  constexpr auto k_is_work = [](const domain::RequestStateFacts& facts) {
    return facts.work != OfficeWork::none;
  };
  return words_of_states<domain::k_request_states, k_is_work>();
}

const std::string& waits()
{
  static const std::string k_waits =
    "state = $1 and scheme = $2 and state in (" + states_of_work() + ") and ";
  return k_waits;
}

// Those nobody has looked at are all of a file that was imported: an index of them would cost every
// import more than a look at them here.
constexpr bool is_in_index(const domain::InvoiceStateFacts& facts) // invoice_in_hand
{
  return facts.work != OfficeWork::none && facts.work != OfficeWork::open_invoice;
}

constexpr std::string_view k_in_order = " order by starts, changed, number limit $6";

} // namespace

// Those with a day come first; the page may end among them, or begin after them.
std::vector<WaitingRequest> Waiting::requests(domain::RequestState state, domain::Scheme scheme,
                                              const WorkPart& part) const
{
  const WorkPlace from = part.after.value_or(WorkPlace{{}, {INT64_MIN}, ""});
  const std::int64_t limit = part.limit.value_or(INT64_MAX);
  const bool is_past_days = part.after && !part.after->day;
  std::vector<WaitingRequest> found;
  if (!is_past_days) {
    found = all_where<k_waiting>(
      m_engine, fmt::format("{}(starts, changed, number) > ($3, $4, $5){}", waits(), k_in_order),
      {state, scheme, from.day ? from.day->text() : "", from.since, from.number, limit});
  }
  const std::int64_t left = limit - static_cast<std::int64_t>(found.size());
  if (left > 0) {
    const WorkPlace rest = is_past_days ? from : WorkPlace{{}, {INT64_MIN}, ""};
    const auto more = all_where<k_waiting>(
      m_engine,
      fmt::format("{}starts is null and $3 = '' and (changed, number) > ($4, $5){}", waits(),
                  k_in_order),
      {state, scheme, "", rest.since, rest.number, left});
    found.insert(found.end(), more.begin(), more.end());
  }
  return found;
}

std::vector<std::pair<domain::Siren, std::string>> Waiting::invoices(domain::InvoiceState state,
                                                                     const WorkPart& part) const
{
  const WorkPlace from =
    part.after && !part.after->day ? *part.after : WorkPlace{{}, {INT64_MIN}, ""};
  static const std::string k_in_hand =
    "and state in (" + words_of_states<domain::k_invoice_states, is_in_index>() + ") ";
  const std::string in_hand = is_in_index(domain::state_facts(state)) ? k_in_hand : "";
  return values<std::pair<domain::Siren, std::string>>(
    m_engine,
    "select provider, number from invoice where state = $1 " + in_hand +
      "and (received, number) > ($2, $3) order by received, number, provider limit $4",
    {state, from.since, from.number, part.limit.value_or(INT64_MAX)});
}

} // namespace myatlas::store
