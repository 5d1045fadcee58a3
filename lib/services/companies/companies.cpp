#include "services/companies/companies.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "services/companies/proof.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

std::vector<domain::Establishment> visible_establishments(const Context& context,
                                                          domain::Siren siren)
{
  store::Register known = context.store.opco_register();
  if (sees_everything(context)) {
    return known.establishments_of(siren);
  }
  return known.establishments_reached_by(perimeter_of(context).account, context.latest_day(),
                                         siren);
}

std::optional<CompanyView> view_of(const Context& context, domain::Siren siren)
{
  store::Register known = context.store.opco_register();
  auto company = known.company(siren);
  if (!company) {
    return std::nullopt;
  }
  const bool proved =
    sees_everything(context) ||
    context.store.accounts().proved(perimeter_of(context).account, siren, context.latest_day());
  return CompanyView{*std::move(company),
                     proved ? known.payrolls(siren) : std::vector<domain::DeclaredPayroll>{},
                     visible_establishments(context, siren), proved};
}

std::vector<domain::Siren> seen_companies(const Context& context)
{
  if (!sees_everything(context)) {
    return context.store.accounts().companies(perimeter_of(context).account, context.latest_day());
  }
  std::vector<domain::Siren> all;
  context.store.opco_register().each_company(
    [&](domain::Siren siren, const std::string&) { all.push_back(siren); });
  return all;
}

util::Error unknown_company(const std::string& name)
{
  return util::Error{"company.unknown", {name}}.at("SIREN");
}

bool may_see(const Context& context, domain::Siren siren)
{
  return sees_everything(context) || context.store.accounts().has_company(
                                       perimeter_of(context).account, siren, context.latest_day());
}

util::Result<domain::Siren> seen_company(const Context& context, const std::string& name)
{
  const util::Result<domain::Siren> wanted = company_numbered(context, name);
  return !wanted || may_see(context, *wanted) ? wanted
                                              : util::Result<domain::Siren>(unknown_company(name));
}

} // namespace

util::Result<domain::Siren> company_numbered(const Context& context, const std::string& name)
{
  if (const util::Result<domain::Siret> siret = domain::Siret::parse(name)) {
    return siret->siren();
  }
  if (const util::Result<domain::Siren> siren = domain::Siren::parse(name)) {
    return *siren;
  }
  if (const auto named = context.store.opco_register().company_with_code(name)) {
    return named->siren;
  }
  return unknown_company(name);
}

util::Result<domain::Siren> company_asked_for(const Context& context, const std::string& name)
{
  const bool is_number = domain::Siret::parse(name) || domain::Siren::parse(name);
  return is_number ? company_numbered(context, name) : seen_company(context, name);
}

std::string company_key(const Context& context, const std::string& name)
{
  const util::Result<domain::Siret> siret = domain::Siret::parse(name);
  const util::Result<domain::Siren> siren =
    siret ? util::Result<domain::Siren>(siret->siren()) : domain::Siren::parse(name);
  const util::Result<domain::Siren> known = siren ? siren : seen_company(context, name);
  return known ? known->digits() : name;
}

util::Outcome same_company(const Context& context, domain::Siren company, const std::string& name,
                           const std::vector<std::string>& others)
{
  for (const std::string& other : others) {
    const util::Result<domain::Siren> named = company_numbered(context, other);
    if (!named || *named != company) {
      return util::Error{"company.contradiction", {name, other}}.at("company");
    }
  }
  return util::Done{};
}

util::Result<AddedCompany> add_company(const Context& context, const domain::CompanyForm& form)
{
  TRY_ASSIGN(const domain::Account account, acting_as(context, domain::Profile::member));
  util::Errors problems;
  const auto company = prove_company(context, form, "", problems);
  if (!company || !problems.empty()) {
    return problems;
  }
  store::Transaction write(context.store, context.deed());
  util::Result<AddedCompany> added = take_on(context, account.id, *company);
  if (added) {
    write.commit();
  }
  return added;
}

util::Result<AddedCompany> take_on(const Context& context, const std::string& account,
                                   const ProvedCompany& company)
{
  store::Accounts accounts = context.store.accounts();
  const bool was_its = accounts.has_proved(account, company.siren);
  if (!was_its && accounts.was_given(account, company.siren)) { // what it read here proves nothing
    const bool looks = only_looks(context, account, company.siren);
    return util::Error{looks ? "access.reader_proves" : "access.given_proves",
                       {company.siren.digits()}}
      .at("member_code");
  }
  const int added = attach_proved(context, account, company);
  if (!was_its || added > 0) {
    context.store.audit().append(
      context.deed(), {store::AuditKind::account, account}, std::nullopt,
      fmt::format(R"({{"company":"{}","establishments":{}}})", company.siren.digits(), added));
  }
  return AddedCompany{company.siren, added, !was_its};
}

util::Result<std::vector<CompanyView>> list_companies(const Context& context)
{
  TRY(may_read(context));
  std::vector<CompanyView> views;
  for (const domain::Siren siren : seen_companies(context)) {
    if (auto view = view_of(context, siren)) {
      views.push_back(*std::move(view));
    }
  }
  return views;
}

util::Result<CompanyView> show_company(const Context& context, const std::string& name)
{
  TRY(may_read(context));
  const util::Result<domain::Siren> siren = seen_company(context, name);
  auto view = siren ? view_of(context, *siren) : std::nullopt;
  return view ? util::Result<CompanyView>(*std::move(view))
              : util::Result<CompanyView>(unknown_company(name));
}

util::Result<LeftCompany> leave_company(const Context& context, const std::string& name)
{
  TRY_ASSIGN(const domain::Account account, acting_as(context, domain::Profile::member));
  store::Transaction write(context.store, context.deed());
  TRY_ASSIGN(const domain::Siren siren, seen_company(context, name));
  LeftCompany left{siren};
  store::Accounts accounts = context.store.accounts();
  for (const domain::Establishment& establishment : visible_establishments(context, siren)) {
    left.establishments_removed += accounts.detach(account.id, establishment.siret) ? 1 : 0;
  }
  for (const domain::AccessGrant& grant : accounts.grants_to(account.id)) {
    const bool is_meant = grant.siren == siren && grant.until >= context.latest_day();
    left.access_ended +=
      is_meant && accounts.revoke(account.id, siren, grant.grantor, context.now()) ? 1 : 0;
  }
  context.store.invitations().drop_by(account.id, siren);
  for (const domain::AccessGrant& grant :
       accounts.grants_by(account.id)) { // what it gave ends for good, though it may come back
    if (grant.siren == siren) {
      accounts.revoke(grant.account, grant.siren, account.id, context.now());
    }
  }
  accounts.detach_company(account.id, siren);
  write.record({store::AuditKind::account, account.id},
               fmt::format(R"({{"company":"{}","establishments":{},"access":{}}})", siren.digits(),
                           left.establishments_removed, left.access_ended),
               std::nullopt);
  write.commit();
  return left;
}

} // namespace myatlas::services
