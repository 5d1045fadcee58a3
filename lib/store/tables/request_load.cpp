#include "store/tables/request_load.hpp"

#include <fmt/format.h>

#include "store/rows.hpp"
#include "store/tables/counters.hpp"
#include "store/tables/request_rows.hpp"

namespace myatlas::store {

namespace {

constexpr auto k_request_loaded =
  table("funding_request", blank_request, k_request_said, Given("id"));

constexpr auto k_request_change_loaded =
  table<domain::RequestChange>("funding_request_change", Given("owner"), Given("number"),
                               Given("position"), k_request_change_said);

std::string series_of(int year)
{
  return fmt::format("request-{}", year);
}

// New rows of a table whose key is two columns.
template <const auto& k_table>
std::unique_ptr<BulkWriter> bulk_of(Engine& engine)
{
  return engine.bulk({.table = k_table.name(),
                      .columns = names_of(k_table.columns()),
                      .key_size = 2,
                      .rows = BulkTable::Rows::fresh},
                     BulkMode::write);
}

} // namespace

void RequestLoad::begin()
{
  m_begun = true;
  m_requests = bulk_of<k_request_loaded>(m_engine);
  m_trainees = bulk_of<k_trainee>(m_engine);
  m_changes = bulk_of<k_request_change_loaded>(m_engine);
  m_last = last_value(m_engine, series_of(m_year));
  m_key = value(m_engine, "select coalesce(max(id), 0) from funding_request");
}

void RequestLoad::put(domain::FundingRequest& request, const domain::RequestChange& first)
{
  if (!m_begun) {
    begin();
  }
  request.number = fmt::format("D{}{:07}", m_year, ++m_last);
  put_loaded<k_request_loaded>(*m_requests, request, {++m_key});
  const Bind owner = owner_of(request), number = request.number;
  std::int64_t position = 0;
  for (const domain::Trainee& trainee : request.trainees) {
    put_loaded<k_trainee>(*m_trainees, trainee, {owner, number, ++position});
  }
  put_loaded<k_request_change_loaded>(*m_changes, first, {owner, number, 1});
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
  end();
}

void RequestLoad::end()
{
  m_requests.reset();
  m_trainees.reset();
  m_changes.reset();
  m_begun = false;
}

} // namespace myatlas::store
