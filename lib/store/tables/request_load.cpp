#include "store/tables/request_load.hpp"

#include <fmt/format.h>

#include "store/tables/counters.hpp"
#include "store/tables/request_cells.hpp"

namespace myatlas::store {

namespace {

std::vector<std::string_view> columns_with_key()
{
  std::vector<std::string_view> columns(k_request_columns.begin(), k_request_columns.end());
  columns.emplace_back("id");
  return columns;
}

std::string series_of(int year)
{
  return fmt::format("request-{}", year);
}

} // namespace

RequestCells::RequestCells(const domain::FundingRequest& request, std::int64_t key)
  : m_start(request.start ? request.start->text() : ""),
    m_end(request.end ? request.end->text() : ""),
    m_broken_off(request.broken_off ? request.broken_off->text() : "")
{
  const auto text = [](const std::string& value) { return Cell(std::string_view(value)); };
  const auto date = [](const std::string& value) {
    return value.empty() ? Cell() : Cell(std::string_view(value));
  };
  const auto word = [](const auto& value) {
    return value ? Cell(std::string_view(domain::to_text(*value))) : Cell();
  };
  const auto yes_or_no = [](const std::optional<bool>& value) {
    return value ? Cell(std::int64_t{*value}) : Cell();
  };
  const domain::SideCosts& costs = request.side_costs;
  m_cells = {owner_of(request),
             text(request.number),
             std::string_view(domain::to_text(request.state)),
             request.siret.number(),
             std::string_view(domain::to_text(request.scheme)),
             text(request.title),
             number_of(request.provider),
             date(m_start),
             date(m_end),
             cell(request.hours),
             word(request.mode),
             cents(request.teaching_cost),
             cents(request.accepted),
             text(request.created_by),
             request.created.micros,
             text(request.objective),
             text(request.contact.name),
             text(request.contact.email),
             text(request.contact.phone),
             word(request.audience),
             yes_or_no(request.internal),
             yes_or_no(request.outside_working_time),
             text(request.certification),
             text(request.place),
             cents(costs.travel),
             cents(costs.lodging),
             cents(costs.meals),
             cents(costs.wages),
             cents(request.requested),
             cents(request.co_funding),
             yes_or_no(request.subrogation),
             request.changed.micros,
             text(request.reference),
             date(m_broken_off),
             key};
}

void RequestLoad::begin()
{
  m_begun = true;
  m_requests = m_engine.bulk({.table = "funding_request",
                              .columns = columns_with_key(),
                              .key_size = 2,
                              .rows = BulkTable::Rows::fresh},
                             BulkMode::write);
  m_trainees =
    m_engine.bulk({.table = "funding_request_employee",
                   .columns = {"owner", "number", "position", "name", "employee", "hours", "wage"},
                   .key_size = 2,
                   .rows = BulkTable::Rows::fresh},
                  BulkMode::write);
  m_changes = m_engine.bulk(
    {.table = "funding_request_change",
     .columns = {"owner", "number", "position", "at", "actor", "event", "state", "comment"},
     .key_size = 2,
     .rows = BulkTable::Rows::fresh},
    BulkMode::write);
  m_last = last_value(m_engine, series_of(m_year));
  m_key = m_engine.query("select coalesce(max(id), 0) from funding_request")[0].integer(0);
}

void RequestLoad::put(domain::FundingRequest& request, const domain::RequestChange& first)
{
  if (!m_begun) {
    begin();
  }
  request.number = fmt::format("D{}{:07}", m_year, ++m_last);
  m_requests->put(RequestCells(request, ++m_key).with_key());
  const Cell owner = owner_of(request), number = std::string_view(request.number);
  for (std::size_t i = 0; i < request.trainees.size(); ++i) {
    const domain::Trainee& trainee = request.trainees[i];
    const Cell row[] = {owner,
                        number,
                        static_cast<std::int64_t>(i + 1),
                        std::string_view(trainee.name),
                        std::string_view(trainee.employee),
                        cell(trainee.hours),
                        cents(trainee.hourly_wage)};
    m_trainees->put(row);
  }
  const Cell row[] = {owner,
                      number,
                      std::int64_t{1},
                      first.at.micros,
                      std::string_view(first.actor),
                      std::string_view(domain::to_text(first.event)),
                      std::string_view(domain::to_text(first.to)),
                      std::string_view(first.comment)};
  m_changes->put(row);
}

void RequestLoad::rest()
{
  if (m_begun) {
    m_requests->rest(); // whose thread is that of all of them
  }
}

void RequestLoad::settle()
{
  if (!m_begun) {
    return;
  }
  for (BulkWriter* writer : {m_requests.get(), m_trainees.get(), m_changes.get()}) {
    writer->settle();
  }
  set_last_value(m_engine, series_of(m_year), m_last);
  m_requests.reset();
  m_trainees.reset();
  m_changes.reset();
  m_begun = false;
}

} // namespace myatlas::store
