#include "services/files/export.hpp"

#include <map>
#include <vector>

#include "services/dossiers/seen_request.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using formats::FileKind;
using store::Cell;
using store::Cells;
using enum formats::RequestColumn;

// Whether the actor sees what an establishment asked for as a provider alone; asked once for each.
class ProviderViews
{
public:
  explicit ProviderViews(const Context& context)
    : m_context(context), m_any(context.actor.provider(domain::AccessRole::reader) != nullptr)
  {
  }

  bool is_one(std::int64_t siret)
  {
    const auto known = m_known.find(siret);
    return m_any && (known != m_known.end() ? known->second : ask_about(siret));
  }

private:
  bool ask_about(std::int64_t siret)
  {
    const bool is_one = is_provider_only(m_context, domain::Siret::of_checked(siret));
    m_known.emplace(siret, is_one);
    return is_one;
  }

  const Context& m_context;
  bool m_any;
  std::map<std::int64_t, bool> m_known;
};

Cell cents(const std::optional<domain::Money>& money)
{
  return money ? Cell(money->cents) : Cell();
}

void show_side_costs(const domain::SideCosts& costs, std::vector<Cell>& cells)
{
  cells[k_req_travel] = cents(costs.travel);
  cells[k_req_lodging] = cents(costs.lodging);
  cells[k_req_meals] = cents(costs.meals);
  cells[k_req_wages] = cents(costs.wages);
}

void show_amounts(const domain::FundingRequest& request, std::vector<Cell>& cells)
{
  cells[k_req_teaching] = cents(request.teaching_cost);
  cells[k_req_requested] = cents(request.requested);
  cells[k_req_co_funding] = cents(request.co_funding);
  show_side_costs(request.side_costs, cells);
}

// The cells of a request without what does not concern its provider: as_shown() has them.
std::vector<Cell> as_provider(const Context& context, std::string_view number, Cells cells)
{
  std::vector<Cell> shown(cells.begin(), cells.end());
  const auto request = context.store.funding_requests().find(number, perimeter_of(context));
  if (request) {
    show_amounts(as_shown(context, *request), shown);
  }
  return shown;
}

void export_requests(const Context& context, const std::function<bool(Cells)>& each)
{
  ProviderViews views(context);
  context.store.exports().each_request(
    perimeter_of(context), [&](std::string_view number, Cells cells) {
      const std::int64_t siret = std::get<std::int64_t>(cells[k_req_siret]);
      return views.is_one(siret) ? each(as_provider(context, number, cells)) : each(cells);
    });
}

// Gives `take` the rows of a kind until it answers false.
void export_kind(const Context& context, FileKind kind, const std::function<bool(Cells)>& take)
{
  if (kind == FileKind::requests) {
    export_requests(context, take);
  } else {
    context.store.exports().for_each(kind, perimeter_of(context), take);
  }
}

} // namespace

Result<std::int64_t> export_rows(const Context& context, FileKind kind,
                                 formats::TableWriter& writer)
{
  TRY(may_read(context));
  std::int64_t rows = 0;
  bool is_taken = true;
  export_kind(context, kind, [&](Cells cells) {
    ++rows;
    return is_taken = writer.row(cells);
  });
  TRY(fail_unless(is_taken && writer.end(), {"export.cut", {std::to_string(rows)}}));
  return rows;
}

} // namespace myatlas::services
