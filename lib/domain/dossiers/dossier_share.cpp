#include "domain/dossiers/dossier_share.hpp"

#include <algorithm>
#include <array>

#include "domain/dossiers/provider_part.hpp"

namespace myatlas::domain {

namespace {

using Kind = DossierShare::Kind;

std::vector<Siren> companies_of(const std::vector<Siret>& establishments)
{
  std::vector<Siren> found;
  for (const Siret one : establishments) {
    if (std::ranges::find(found, one.siren()) == found.end()) {
      found.push_back(one.siren());
    }
  }
  return found;
}

bool gives_some(const FundingRequest& request, Siren company)
{
  return std::ranges::any_of(request.providers(),
                             [&](Siret provider) { return provider.siren() == company; });
}

std::int64_t agreed_hours_of_all(const FundingRequest& request)
{
  std::int64_t sum = 0;
  for (const Siren provider : companies_of(request.providers())) {
    sum += agreed_hours_of_provider(request, provider);
  }
  return sum;
}

void add_modules(const FundingRequest& request, Siren provider, Siren payee, bool apart,
                 std::vector<DossierShare>& shares)
{
  const std::vector<int> own = modules_of(request, provider);
  if (!apart || own.size() < 2) {
    shares.push_back({.kind = Kind::teaching,
                      .provider = provider,
                      .modules = own,
                      .payee = payee,
                      .accepted = accepted_of_provider(request, provider),
                      .agreed = agreed_hours_of_provider(request, provider)});
    return;
  }
  for (const int module : own) {
    shares.push_back({.kind = Kind::teaching,
                      .provider = provider,
                      .modules = {module},
                      .payee = payee,
                      .accepted = accepted_of_module(request, module),
                      .agreed = agreed_hours_of_module(request, module)});
  }
}

template <typename Predicate>
std::size_t position_of(const std::vector<DossierShare>& shares, const Predicate& predicate)
{
  return static_cast<std::size_t>(std::ranges::find_if(shares, predicate) - shares.begin());
}

} // namespace

bool claims_own_costs(const FundingRequest& request, Siren issuer)
{
  const SideCosts& own = request.side_costs;
  const bool has_some =
    std::ranges::any_of(std::array{own.travel, own.lodging, own.meals, own.wages},
                        [](const auto& cost) { return cost.value_or(Money{}).cents > 0; });
  const bool is_apart = !request.modules.empty() ||
                        !gives_some(request, issuer); // else it is one purse with the teaching
  return has_some && is_apart && request.scheme != Scheme::apprenticeship &&
         issuer == request.siret.siren();
}

bool pays_issuer(const FundingRequest& request, Siren issuer)
{
  return request.pays_provider() && !claims_own_costs(request, issuer);
}

Money accepted_of_company(const FundingRequest& request)
{
  if (request.scheme == Scheme::apprenticeship) {
    return {};
  }
  Money teaching;
  for (const Siren provider : companies_of(request.providers())) {
    teaching = teaching + accepted_of_provider(request, provider);
  }
  return request.accepted.value_or(Money{}) - teaching;
}

std::vector<DossierShare> shares_of(const FundingRequest& request, const std::set<Siren>& unnamed)
{
  const Siren member = request.siret.siren();
  std::vector<DossierShare> shares;
  for (const Siren provider : companies_of(request.providers())) {
    const Siren payee = request.pays_provider() ? provider : member;
    add_modules(request, provider, payee, !unnamed.contains(provider), shares);
  }
  const bool is_one_purse =
    request.modules.empty() && (!request.pays_provider() || gives_some(request, member));
  if (is_one_purse && !shares.empty()) {
    shares.front().accepted = request.accepted.value_or(Money{});
  } else {
    shares.push_back({.kind = Kind::company,
                      .provider = std::nullopt,
                      .modules = {},
                      .payee = member,
                      .accepted = accepted_of_company(request),
                      .agreed = agreed_hours_of_all(request)});
  }
  return shares;
}

std::vector<DossierShare> shares_of_contract(const FundingRequest& request, Money side_costs)
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

std::size_t share_of(const std::vector<DossierShare>& shares, Siren issuer,
                     std::optional<int> module)
{
  const auto of_module = position_of(shares, [&](const DossierShare& share) {
    return module && share.provider == issuer &&
           std::ranges::find(share.modules, *module) != share.modules.end();
  });
  if (of_module < shares.size()) {
    return of_module;
  }
  const auto of_company = position_of(shares, [&](const DossierShare& share) {
    return share.kind == Kind::company && share.payee == issuer;
  });
  if (of_company < shares.size()) { // what the member claims and names no module is its own costs,
                                    // whatever it gives itself
    return of_company;
  }
  const auto of_issuer =
    position_of(shares, [&](const DossierShare& share) { return share.provider == issuer; });
  return of_issuer < shares.size() ? of_issuer : 0;
}

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
  return share.modules.size() == 1 ? "module " + std::to_string(share.modules.front()) : "teaching";
}

std::size_t share_named(const std::vector<DossierShare>& shares, Siren payee,
                        const std::string& text)
{
  const auto same = position_of(shares, [&](const DossierShare& share) {
    const bool is_part = share.kind == Kind::side_costs && text.starts_with(to_text(share) + " ");
    return share.payee == payee && (is_part || to_text(share) == text);
  });
  if (same < shares.size()) {
    return same;
  }
  const auto holds_it = position_of(shares, [&](const DossierShare& share) {
    return std::ranges::any_of(
      share.modules, [&](int module) { return text == "module " + std::to_string(module); });
  });
  if (holds_it < shares.size()) {
    return holds_it;
  }
  const auto of_payee =
    position_of(shares, [&](const DossierShare& share) { return share.payee == payee; });
  return of_payee < shares.size() ? of_payee : 0;
}

} // namespace myatlas::domain
