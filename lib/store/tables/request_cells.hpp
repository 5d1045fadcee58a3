#pragma once

#include <array>
#include <string>
#include <string_view>

#include "domain/dossiers/funding_request.hpp"
#include "store/engine.hpp"

namespace myatlas::store {

// The columns of a dossier, but for its key.
inline constexpr std::array<std::string_view, 34> k_request_columns = {
  "owner",         "number",
  "state",         "siret",
  "scheme",        "title",
  "provider",      "starts",
  "ends",          "hours",
  "mode",          "teaching_cost",
  "accepted",      "created_by",
  "created",       "objective",
  "contact_name",  "contact_email",
  "contact_phone", "audience",
  "internal",      "outside_working_time",
  "certification", "place",
  "travel",        "lodging",
  "meals",         "wages",
  "requested",     "co_funding",
  "subrogation",   "changed",
  "reference",     "broken_off"};

inline std::int64_t owner_of(const domain::FundingRequest& request)
{
  return request.siret.siren().number();
}

inline Cell cents(const std::optional<domain::Money>& money)
{
  return money ? Cell(money->cents) : Cell();
}

inline Cell number_of(const std::optional<domain::Siret>& siret)
{
  return siret ? Cell(siret->number()) : Cell();
}

// What a dossier says, in the order of its columns and, at the end, its key. Made of a dossier that
// outlives it.
class RequestCells
{
public:
  explicit RequestCells(const domain::FundingRequest& request, std::int64_t key = 0);
  RequestCells(const RequestCells&) = delete;
  RequestCells& operator=(const RequestCells&) = delete;

  Cells all() const { return Cells(m_cells).first(k_request_columns.size()); }
  Cells with_key() const { return m_cells; }

private:
  std::string m_start, m_end, m_broken_off;
  std::array<Cell, k_request_columns.size() + 1> m_cells;
};

} // namespace myatlas::store
