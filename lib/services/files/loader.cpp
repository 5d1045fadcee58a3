#include "services/files/loader.hpp"
#include "formats/tables/row_types.hpp"

#include <algorithm>

#include "domain/values/names.hpp"

namespace myatlas::services {

namespace {

struct LoaderOfKind
{
  formats::FileKind kind;
  std::unique_ptr<RowLoader> (*make)(const LoaderSetup&);
  bool of_account;
};

constexpr LoaderOfKind k_loaders[] = {
  {formats::FileKind::companies, load_companies, false},
  {formats::FileKind::establishments, load_establishments, false},
  {formats::FileKind::employees, load_employees, true},
  {formats::FileKind::invoices, load_invoices, true},
  {formats::FileKind::payrolls, load_payrolls, false},
  {formats::FileKind::requests, load_requests, true},
  {formats::FileKind::contracts, load_contracts, true},
  {formats::FileKind::certifications, load_certifications, false},
  {formats::FileKind::clients, load_clients, true},
  {formats::FileKind::access, load_access, true},
  {formats::FileKind::declarations, load_declarations, true},
  {formats::FileKind::payments, load_payments, false},
};
static_assert(
  domain::has_all_before<k_loaders, &LoaderOfKind::kind, formats::FileKind::employers>());

const LoaderOfKind& loader_of(formats::FileKind kind)
{
  return *std::ranges::find(k_loaders, kind, &LoaderOfKind::kind);
}

} // namespace

std::unique_ptr<RowLoader> make_loader(formats::FileKind kind, const LoaderSetup& setup)
{
  return loader_of(kind).make(setup);
}

formats::CellProblem duplicate_of(std::size_t column, const std::string& key, std::uint64_t line)
{
  return {column, key,
          line == 0 ? util::Error{"row.duplicate_before", {key}}
                    : util::Error{"row.duplicate", {key, std::to_string(line)}}};
}

store::Cell cents(const std::optional<domain::Money>& amount)
{
  return amount ? store::Cell(amount->cents) : store::Cell();
}

bool leaves_trace(formats::FileKind kind)
{
  return kind == formats::FileKind::clients;
}

bool is_of_account(formats::FileKind kind)
{
  return loader_of(kind).of_account;
}

} // namespace myatlas::services
