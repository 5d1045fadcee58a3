#include "services/access.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "services/rights.hpp"

namespace myatlas::services {

namespace {

std::string address_of(const Context& context, const std::string& id)
{
  const auto account = context.store.accounts().find_id(id);
  return account ? account->email.text() : "";
}

AccessView view_of(const Context& context, const domain::AccessGrant& grant)
{
  const auto account = context.store.accounts().find_id(grant.account);
  const bool active = account && account->state == domain::AccountState::active;
  return {grant, account ? account->email.text() : "", address_of(context, grant.grantor), active && grant.until >= context.today()};
}

// Whether the account has an establishment of the company of its own.
bool has_own(const Context& context, const domain::Account& account, domain::Siren siren)
{
  const auto reached = context.store.opco_register().establishments_reached_by(account.id, context.today());
  return std::ranges::any_of(reached, [&](const domain::Establishment& e) {
    return e.siret.siren() == siren && may(standing_of(context, e.siret), Act::grant);
  });
}

enum class AccessAct
{
  grant,
  revoke,
};

struct Parties
{
  domain::Account acting, other;
  domain::Siren siren;
};

// Who gives and who is given to. What was given is taken back from any account, one that is closed too.
util::Result<Parties> parties_of(const Context& context, const AccessForm& form, AccessAct act)
{
  const util::Result<domain::Account> acting = acting_as(context, domain::Profile::member);
  if (!acting) {
    return acting.errors();
  }
  util::Errors problems;
  for (const auto& [name, text] : {std::pair{"EMAIL", &form.email}, {"company", &form.company}}) {
    if (text->empty()) {
      problems.push_back(util::Error{"field.required", {name}}.at(name));
    }
  }
  const auto email = form.email.empty() ? std::nullopt : util::collect(domain::EmailAddress::parse(form.email), problems, "EMAIL");
  const auto siren = form.company.empty() ? std::nullopt : util::collect(domain::Siren::parse(form.company), problems, "company");
  if (siren && !has_own(context, *acting, *siren)) {
    problems.push_back(util::Error{"company.unknown", {siren->digits()}}.at("company"));
  }
  const auto other = email ? context.store.accounts().find(*email) : std::nullopt;
  if (email && !other && act == AccessAct::revoke) {
    problems.push_back(util::Error{"access.none", {email->text(), siren ? siren->digits() : form.company}}.at("EMAIL"));
  } else if (email && act == AccessAct::grant && (!other || other->state != domain::AccountState::active)) {
    problems.push_back(util::Error{"access.account", {email->text()}}.at("EMAIL"));
  } else if (other && other->id == acting->id) {
    problems.push_back(util::Error{"access.self", {}}.at("EMAIL"));
  }
  if (!problems.empty() || !other || !siren) {
    return problems;
  }
  return Parties{*acting, *other, *siren};
}

std::string trace(const domain::AccessGrant& grant)
{
  return fmt::format(R"({{"company":"{}","account":"{}","role":"{}","until":"{}"}})", grant.siren.digits(), grant.account,
                     domain::to_text(grant.role), grant.until.text());
}

} // namespace

util::Result<AccessView> grant_access(const Context& context, const AccessForm& form)
{
  util::Errors problems;
  store::Transaction write(context.store, context.deed());
  const util::Result<Parties> parties = parties_of(context, form, AccessAct::grant);
  if (!parties) {
    problems = parties.errors();
  }
  if (form.role.empty()) {
    problems.push_back(util::Error{"field.required", {"role"}}.at("role"));
  }
  const auto role = form.role.empty() ? std::optional(domain::AccessRole::reader) : util::collect(domain::parse_access_role(form.role), problems, "role");
  const auto until = form.until.empty() ? domain::Date::from(context.today().year() + 1, 12, 31) : domain::Date::parse(form.until);
  if (!until) {
    problems.push_back(until.error().at("until"));
  } else if (*until < context.today()) {
    problems.push_back(util::Error{"access.past", {until->text()}}.at("until"));
  }
  if (!problems.empty() || !parties || !role) {
    return problems;
  }
  const domain::AccessGrant grant{parties->siren, parties->other.id, parties->acting.id, *role, *until, context.now()};
  context.store.accounts().put_grant(grant);
  write.record("account " + grant.account, std::nullopt, trace(grant));
  write.commit();
  return view_of(context, grant);
}

util::Result<AccessView> revoke_access(const Context& context, const AccessForm& form)
{
  store::Transaction write(context.store, context.deed());
  const util::Result<Parties> parties = parties_of(context, form, AccessAct::revoke);
  if (!parties) {
    return parties.errors();
  }
  const auto grants = context.store.accounts().grants_by(parties->acting.id);
  const auto found = std::ranges::find_if(grants, [&](const domain::AccessGrant& g) {
    return g.account == parties->other.id && g.siren == parties->siren;
  });
  if (found == grants.end()) {
    return util::Error{"access.none", {form.email, parties->siren.digits()}}.at("EMAIL");
  }
  context.store.accounts().revoke(found->account, found->siren, found->grantor, context.now());
  write.record("account " + found->account, trace(*found), std::nullopt);
  write.commit();
  AccessView view = view_of(context, *found);
  view.in_force = false;
  return view;
}

util::Result<std::vector<AccessView>> list_access(const Context& context)
{
  const util::Result<domain::Account> account = acting_account(context);
  if (!account) {
    return account.errors();
  }
  std::vector<AccessView> views;
  for (const auto& grants : {context.store.accounts().grants_by(account->id), context.store.accounts().grants_to(account->id)}) {
    for (const domain::AccessGrant& grant : grants) {
      views.push_back(view_of(context, grant));
    }
  }
  return views;
}

} // namespace myatlas::services
