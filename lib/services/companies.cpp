#include "services/companies.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "services/membership.hpp"

namespace myatlas::services {

namespace {

std::vector<domain::Establishment> visible_establishments(const Context& context, domain::Siren siren)
{
  store::Register known = context.store.opco_register();
  if (!context.actor.account) {
    return known.establishments_of(siren);
  }
  std::vector<domain::Establishment> managed = known.establishments_reached_by(context.actor.account->id, context.today());
  std::erase_if(managed, [&](const domain::Establishment& e) { return e.siret.siren() != siren; });
  return managed;
}

std::optional<CompanyView> view_of(const Context& context, domain::Siren siren)
{
  store::Register known = context.store.opco_register();
  auto company = known.company(siren);
  if (!company) {
    return std::nullopt;
  }
  const bool proved = !context.actor.account || context.store.accounts().proved(context.actor.account->id, siren, context.today());
  return CompanyView{*std::move(company), proved ? known.payrolls(siren) : std::vector<domain::DeclaredPayroll>{},
                     visible_establishments(context, siren)};
}

bool may_see(const Context& context, domain::Siren siren)
{
  if (!context.actor.account) {
    return true;
  }
  const auto companies = context.store.accounts().companies(context.actor.account->id, context.today());
  return std::ranges::find(companies, siren) != companies.end();
}

} // namespace

util::Result<AddedCompany> add_company(const Context& context, const domain::CompanyForm& form)
{
  const util::Result<domain::Account> account = acting_as(context, domain::Profile::member);
  if (!account) {
    return account.errors();
  }
  util::Errors problems;
  const auto company = prove_company(context, form, "", problems);
  if (!company || !problems.empty()) {
    return problems;
  }
  store::Transaction write(context.store, context.deed());
  const int added = attach_proved(context, account->id, *company);
  write.record("account " + account->id, std::nullopt,
               fmt::format(R"({{"company":"{}","establishments":{}}})", company->siren.digits(), added));
  write.commit();
  return AddedCompany{company->siren, added};
}

util::Result<std::vector<CompanyView>> list_companies(const Context& context)
{
  const util::Result<domain::Account> account = acting_account(context);
  if (!account) {
    return account.errors();
  }
  std::vector<CompanyView> views;
  for (const domain::Siren siren : context.store.accounts().companies(account->id, context.today())) {
    if (auto view = view_of(context, siren)) {
      views.push_back(*std::move(view));
    }
  }
  return views;
}

util::Result<CompanyView> show_company(const Context& context, const std::string& name)
{
  const util::Result<domain::Siret> siret = domain::Siret::parse(name);
  const util::Result<domain::Siren> siren = siret ? util::Result<domain::Siren>(siret->siren()) : domain::Siren::parse(name);
  const auto named = siren ? std::nullopt : context.store.opco_register().company_with_code(name);
  const util::Error unknown = util::Error{"company.unknown", {name}}.at("SIREN");
  if (!siren && !named) {
    return unknown;
  }
  const domain::Siren wanted = siren ? *siren : named->siren;
  auto view = may_see(context, wanted) ? view_of(context, wanted) : std::nullopt;
  return view ? util::Result<CompanyView>(*std::move(view)) : util::Result<CompanyView>(unknown);
}

} // namespace myatlas::services
