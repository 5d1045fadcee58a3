#include "domain/dossiers/dossier_share.hpp"

#include <algorithm>
#include <array>

#include "domain/dossiers/provider_part.hpp"
#include "util/ranges.hpp"

namespace myatlas::domain {

namespace {

using util::contains;
using util::total_of;

using Kind = DossierShare::Kind;

std::vector<Siren> companies_of(const std::vector<Siret>& establishments)
{
  std::vector<Siren> found;
  for (const Siret one : establishments) {
    if (!contains(found, one.siren())) {
      found.push_back(one.siren());
    }
  }
  return found;
}

bool gives_some(const FundingRequest& request, Siren company)
{
  return contains(request.providers(), company, &Siret::siren);
}

std::int64_t agreed_hours_of_all(const FundingRequest& request)
{
  return total_of(companies_of(request.providers()),
                  [&](Siren provider) { return agreed_hours_of_provider(request, provider); });
}

// Of all a provider gives.
DossierShare whole_share(const FundingRequest& request, Siren provider, Siren payee)
{
  return {.kind = Kind::teaching,
          .provider = provider,
          .modules = modules_of(request, provider),
          .payee = payee,
          .accepted = accepted_of_provider(request, provider),
          .agreed = agreed_hours_of_provider(request, provider)};
}

DossierShare module_share(const FundingRequest& request, int module, Siren provider, Siren payee)
{
  return {.kind = Kind::teaching,
          .provider = provider,
          .modules = {module},
          .payee = payee,
          .accepted = accepted_of_module(request, module),
          .agreed = agreed_hours_of_module(request, module)};
}

void add_modules(const FundingRequest& request, Siren provider, Siren payee, bool apart,
                 DossierShares& shares)
{
  const std::vector<int> own = modules_of(request, provider);
  if (!apart || own.size() < 2) {
    shares.push_back(whole_share(request, provider, payee));
    return;
  }
  for (const int module : own) {
    shares.push_back(module_share(request, module, provider, payee));
  }
}

template <typename Predicate>
std::size_t position_of(const DossierShares& shares, const Predicate& predicate)
{
  return static_cast<std::size_t>(std::ranges::find_if(shares, predicate) - shares.begin());
}

bool is_some(const std::optional<Money>& cost)
{
  return cost.value_or(Money{}).cents > 0;
}

bool has_side_costs(const SideCosts& costs)
{
  return std::ranges::any_of(std::array{costs.travel, costs.lodging, costs.meals, costs.wages},
                             is_some);
}

} // namespace

bool claims_own_costs(const FundingRequest& request, Siren issuer)
{
  const bool is_apart = !request.modules.empty() ||
                        !gives_some(request, issuer); // else it is one purse with the teaching
  return has_side_costs(request.side_costs) && is_apart &&
         request.scheme != Scheme::apprenticeship && issuer == request.siret.siren();
}

bool pays_issuer(const FundingRequest& request, Siren issuer)
{
  return request.pays_provider() && !claims_own_costs(request, issuer);
}

namespace {

Money accepted_of_all(const FundingRequest& request)
{
  return total_of(companies_of(request.providers()),
                  [&](Siren provider) { return accepted_of_provider(request, provider); });
}

} // namespace

Money accepted_of_company(const FundingRequest& request)
{
  if (request.scheme == Scheme::apprenticeship) {
    return {};
  }
  return request.accepted.value_or(Money{}) - accepted_of_all(request);
}

namespace {

// Whether the member's own costs and the teaching are one purse.
bool is_one_purse(const FundingRequest& request)
{
  return request.modules.empty() &&
         (!request.pays_provider() || gives_some(request, request.siret.siren()));
}

DossierShare share_of_company(const FundingRequest& request)
{
  return {.kind = Kind::company,
          .provider = std::nullopt,
          .modules = {},
          .payee = request.siret.siren(),
          .accepted = accepted_of_company(request),
          .agreed = agreed_hours_of_all(request)};
}

} // namespace

DossierShares shares_of(const FundingRequest& request, const std::set<Siren>& unnamed)
{
  DossierShares shares;
  for (const Siren provider : companies_of(request.providers())) {
    const Siren payee = request.pays_provider() ? provider : request.siret.siren();
    add_modules(request, provider, payee, !unnamed.contains(provider), shares);
  }
  if (is_one_purse(request) && !shares.empty()) {
    shares.front().accepted = request.accepted.value_or(Money{});
  } else {
    shares.push_back(share_of_company(request));
  }
  return shares;
}

DossierShares shares_of_contract(const FundingRequest& request, Money side_costs)
{
  const Siren provider = request.provider.value_or(request.siret).siren();
  const Money accepted = request.accepted.value_or(Money{}),
              aside = std::clamp(side_costs, Money{}, accepted);
  return {{.kind = Kind::teaching,
           .provider = provider,
           .modules = {},
           .payee = provider,
           .accepted = accepted - aside,
           .agreed = agreed_hours_of_all(request)},
          {.kind = Kind::side_costs,
           .provider = provider,
           .modules = {},
           .payee = provider,
           .accepted = aside,
           .agreed = 0}};
}

namespace {

bool has_module(const DossierShare& share, int module)
{
  return contains(share.modules, module);
}

// The first of these that there is, else the first share.
std::size_t first_there(const DossierShares& shares, std::initializer_list<std::size_t> positions)
{
  const auto is_there = [&](std::size_t position) { return position < shares.size(); };
  const auto found = std::ranges::find_if(positions, is_there);
  return found == positions.end() ? 0 : *found;
}

std::size_t share_of_module(const DossierShares& shares, Siren issuer, std::optional<int> module)
{
  return position_of(shares, [&](const DossierShare& share) {
    return module && share.provider == issuer && has_module(share, *module);
  });
}

// What the member claims and names no module is its own costs, whatever it gives itself.
std::size_t share_of_own_costs(const DossierShares& shares, Siren issuer)
{
  return position_of(shares, [&](const DossierShare& share) {
    return share.kind == Kind::company && share.payee == issuer;
  });
}

} // namespace

std::size_t share_of(const DossierShares& shares, Siren issuer, std::optional<int> module)
{
  const auto of_issuer =
    position_of(shares, [&](const DossierShare& share) { return share.provider == issuer; });
  return first_there(shares, {share_of_module(shares, issuer, module),
                              share_of_own_costs(shares, issuer), of_issuer});
}

namespace {

std::string module_text(int module)
{
  return "module " + std::to_string(module);
}

} // namespace

std::string to_text(const DossierShare& share)
{
  switch (share.kind) {
  case Kind::company:
    return "company";
  case Kind::side_costs:
    return "side_costs";
  case Kind::teaching:
    break;
  }
  return share.modules.size() == 1 ? module_text(share.modules.front()) : "teaching";
}

namespace {

// By its own text, or as a part of the side costs.
bool is_called(const DossierShare& share, const std::string& text)
{
  const std::string name = to_text(share);
  return name == text || (share.kind == Kind::side_costs && text.starts_with(name + " "));
}

bool holds_module(const DossierShare& share, const std::string& text)
{
  return contains(share.modules, text, module_text);
}

} // namespace

std::size_t share_named(const DossierShares& shares, Siren payee, const std::string& text)
{
  const auto of_payee = [&](const DossierShare& share) { return share.payee == payee; };
  const auto same = position_of(
    shares, [&](const DossierShare& share) { return of_payee(share) && is_called(share, text); });
  const auto holds_it =
    position_of(shares, [&](const DossierShare& share) { return holds_module(share, text); });
  return first_there(shares, {same, holds_it, position_of(shares, of_payee)});
}

} // namespace myatlas::domain
