#include "store/funding_requests.hpp"

#include <fmt/format.h>

#include "store/counters.hpp"

namespace myatlas::store {

namespace {

const std::string k_select =
  "select number, state, siret, scheme, title, provider, starts, ends, hours, mode, teaching_cost, accepted, created_by, "
  "created from funding_request ";

// $1: 1 sees everything, $2: the account, $3: the SIREN of its provider or 0.
constexpr std::string_view k_visible =
  "($1 = 1 or siret in (select siret from account_establishment where account = $2) or (provider / 100000 = $3 and state <> 'BROUILLON')) ";

constexpr std::string_view k_put =
  "insert into funding_request (owner, number, state, siret, scheme, title, provider, starts, ends, hours, mode, "
  "teaching_cost, accepted, created_by, created) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) "
  "on conflict (owner, number) do update set state = excluded.state, title = excluded.title, "
  "provider = excluded.provider, starts = excluded.starts, ends = excluded.ends, hours = excluded.hours, "
  "mode = excluded.mode, teaching_cost = excluded.teaching_cost, accepted = excluded.accepted";

std::optional<domain::Date> date_in(const Row& row, std::size_t column)
{
  return row.is_null(column) ? std::nullopt : std::optional(*domain::Date::parse(row.text(column)));
}

std::optional<domain::Money> money_in(const Row& row, std::size_t column)
{
  return row.is_null(column) ? std::nullopt : std::optional(domain::Money{row.integer(column)});
}

domain::FundingRequest request_of(const Row& row)
{
  domain::FundingRequest request{.number = row.text(0),
                                 .state = *domain::parse_request_state(row.text(1)),
                                 .siret = domain::Siret::of_checked(row.integer(2)),
                                 .scheme = *domain::parse_scheme(row.text(3)),
                                 .title = row.text(4),
                                 .provider = {},
                                 .start = date_in(row, 6),
                                 .end = date_in(row, 7),
                                 .hours = row.maybe_integer(8),
                                 .mode = {},
                                 .employees = {},
                                 .teaching_cost = money_in(row, 10),
                                 .accepted = money_in(row, 11),
                                 .created_by = row.text(12),
                                 .created = util::Instant{row.integer(13)}};
  if (!row.is_null(5)) {
    request.provider = domain::Siret::of_checked(row.integer(5));
  }
  if (!row.is_null(9)) {
    request.mode = *domain::parse_mode(row.text(9));
  }
  return request;
}

std::int64_t owner_of(const domain::FundingRequest& request)
{
  return request.siret.siren().number();
}

void read_employees(Engine& engine, domain::FundingRequest& request)
{
  for (const Row& row : engine.query("select name from funding_request_employee where owner = $1 and number = $2 "
                                     "order by position",
                                     {owner_of(request), std::string_view(request.number)})) {
    request.employees.push_back(row.text(0));
  }
}

void write_employees(Engine& engine, const domain::FundingRequest& request)
{
  engine.execute("delete from funding_request_employee where owner = $1 and number = $2",
                 {owner_of(request), std::string_view(request.number)});
  for (std::size_t i = 0; i < request.employees.size(); ++i) {
    engine.execute("insert into funding_request_employee (owner, number, position, name) values ($1, $2, $3, $4)",
                   {owner_of(request), std::string_view(request.number), static_cast<std::int64_t>(i + 1),
                    std::string_view(request.employees[i])});
  }
}

std::int64_t provider_key(const Perimeter& seen_by)
{
  return seen_by.provider ? seen_by.provider->number() : 0;
}

} // namespace

std::string FundingRequests::next_number(int year)
{
  return fmt::format("D{}{:07}", year, next_value(m_engine, fmt::format("request-{}", year)));
}

std::optional<domain::FundingRequest> FundingRequests::find(std::string_view number, const Perimeter& seen_by) const
{
  const auto rows = m_engine.query(k_select + "where " + std::string(k_visible) + "and number = $4",
                                   {std::int64_t{seen_by.everything}, std::string_view(seen_by.account),
                                    provider_key(seen_by), number});
  if (rows.empty()) {
    return std::nullopt;
  }
  domain::FundingRequest request = request_of(rows[0]);
  read_employees(m_engine, request);
  return request;
}

std::vector<domain::FundingRequest> FundingRequests::list(const RequestFilter& filter, const Perimeter& seen_by) const
{
  const std::string_view state = filter.state ? domain::to_text(*filter.state) : "";
  const std::int64_t since = filter.since ? filter.since->micros : INT64_MIN;
  std::vector<domain::FundingRequest> found;
  for (const Row& row : m_engine.query(k_select + "where " + std::string(k_visible) +
                                         "and ($4 = '' or state = $4) and created >= $5 order by number",
                                       {std::int64_t{seen_by.everything}, std::string_view(seen_by.account),
                                        provider_key(seen_by), state, since})) {
    found.push_back(request_of(row));
    read_employees(m_engine, found.back());
  }
  return found;
}

void FundingRequests::put(const domain::FundingRequest& request)
{
  const std::string start = request.start ? request.start->text() : "", end = request.end ? request.end->text() : "";
  const auto date = [](const std::string& text) { return text.empty() ? Cell() : Cell(std::string_view(text)); };
  const auto cents = [](const auto& money) { return money ? Cell(money->cents) : Cell(); };
  m_engine.execute(k_put, {owner_of(request), std::string_view(request.number),
                           std::string_view(domain::to_text(request.state)), request.siret.number(),
                           std::string_view(domain::to_text(request.scheme)), std::string_view(request.title),
                           request.provider ? Cell(request.provider->number()) : Cell(), date(start), date(end),
                           cell(request.hours),
                           request.mode ? Cell(std::string_view(domain::to_text(*request.mode))) : Cell(),
                           cents(request.teaching_cost), cents(request.accepted), std::string_view(request.created_by),
                           request.created.micros});
  write_employees(m_engine, request);
}

void FundingRequests::add_change(const domain::FundingRequest& request, const domain::RequestChange& change)
{
  m_engine.execute("insert into funding_request_change (owner, number, position, at, actor, event, state, comment) "
                   "select $1, $2, count(*) + 1, $3, $4, $5, $6, $7 from funding_request_change "
                   "where owner = $1 and number = $2",
                   {owner_of(request), std::string_view(request.number), change.at.micros, std::string_view(change.actor),
                    std::string_view(domain::to_text(change.event)), std::string_view(domain::to_text(change.to)),
                    std::string_view(change.comment)});
}

std::vector<domain::RequestChange> FundingRequests::history(const domain::FundingRequest& request) const
{
  std::vector<domain::RequestChange> found;
  for (const Row& row : m_engine.query("select at, actor, event, state, comment from funding_request_change "
                                       "where owner = $1 and number = $2 order by position",
                                       {owner_of(request), std::string_view(request.number)})) {
    found.push_back({util::Instant{row.integer(0)}, row.text(1), *domain::parse_request_event(row.text(2)),
                     *domain::parse_request_state(row.text(3)), row.text(4)});
  }
  return found;
}

} // namespace myatlas::store
