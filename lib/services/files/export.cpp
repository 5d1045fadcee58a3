#include "services/files/export.hpp"

#include <map>
#include <vector>

#include "formats/tables/rows.hpp"
#include "services/dossiers/seen_request.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

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
    if (!m_any) {
      return false;
    }
    const auto known = m_known.find(siret);
    return known != m_known.end()
             ? known->second
             : m_known.emplace(siret, is_provider_only(m_context, domain::Siret::of_checked(siret)))
                 .first->second;
  }

private:
  const Context& m_context;
  bool m_any;
  std::map<std::int64_t, bool> m_known;
};

store::Cell cents(const std::optional<domain::Money>& money)
{
  return money ? store::Cell(money->cents) : store::Cell();
}

// The cells of a request without what does not concern its provider: as_shown() has them.
std::vector<store::Cell> as_provider(const Context& context, std::string_view number,
                                     store::Cells cells)
{
  std::vector<store::Cell> shown(cells.begin(), cells.end());
  const auto request = context.store.funding_requests().find(number, perimeter_of(context));
  if (request) {
    const domain::FundingRequest told = as_shown(context, *request);
    shown[formats::k_req_teaching] = cents(told.teaching_cost);
    shown[formats::k_req_requested] = cents(told.requested);
    shown[formats::k_req_co_funding] = cents(told.co_funding);
    const domain::SideCosts& costs = told.side_costs;
    shown[formats::k_req_travel] = cents(costs.travel);
    shown[formats::k_req_lodging] = cents(costs.lodging);
    shown[formats::k_req_meals] = cents(costs.meals);
    shown[formats::k_req_wages] = cents(costs.wages);
  }
  return shown;
}

void export_requests(const Context& context, const std::function<bool(store::Cells)>& each)
{
  ProviderViews views(context);
  context.store.exports().each_request(
    perimeter_of(context), [&](std::string_view number, store::Cells cells) {
      const std::int64_t siret = std::get<std::int64_t>(cells[formats::k_req_siret]);
      return views.is_one(siret) ? each(as_provider(context, number, cells)) : each(cells);
    });
}

} // namespace

util::Result<std::int64_t> export_rows(const Context& context, formats::FileKind kind,
                                       formats::TableWriter& writer)
{
  TRY(may_read(context));
  std::int64_t rows = 0;
  bool taken = true;
  const auto take = [&](store::Cells cells) {
    ++rows;
    return taken = writer.row(cells);
  };
  if (kind == formats::FileKind::requests) {
    export_requests(context, take);
  } else {
    context.store.exports().for_each(kind, perimeter_of(context), take);
  }
  taken = taken && writer.end();
  return taken ? util::Result<std::int64_t>(rows)
               : util::Result<std::int64_t>(util::Error{"export.cut", {std::to_string(rows)}});
}

} // namespace myatlas::services
