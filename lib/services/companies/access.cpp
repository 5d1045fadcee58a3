#include "services/companies/access.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "services/companies/companies.hpp"
#include "services/rights.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

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
  const auto giver = context.store.accounts().find_id(grant.grantor);
  const auto active = [](const auto& one) {
    return one && domain::state_facts(one->state).logs_in;
  };
  AccessView view{.grant = grant, .account = "", .grantor = ""};
  if (account) {
    view.account = domain::email_key(account->email);
  }
  if (giver) {
    view.grantor = giver->email.text();
  }
  view.in_force = active(account) && active(giver) && grant.until >= context.latest_day();
  return view;
}

// Whether the account has an establishment of the company of its own.
bool has_own(const Context& context, const domain::Account& account, domain::Siren siren)
{
  const auto reached = context.store.opco_register().establishments_reached_by(
    account.id, context.latest_day(), siren);
  return std::ranges::any_of(reached, [&](const domain::Establishment& e) {
    return may(standing_of(context, e.siret), Act::grant);
  });
}

// Whether the account was approved itself as the training provider of this number: by access from
// another it gives none.
bool is_approved(const domain::Account& account, domain::Siren siren)
{
  return account.provider && account.provider->state == domain::ProviderState::approved &&
         account.provider->siret.siren() == siren;
}

// Whether it is of that training provider by its own word.
bool names_provider(const domain::Account& account, domain::Siren siren)
{
  return account.provider && account.provider->siret.siren() == siren;
}

// Who may give access at all: a member to its companies, an account of a training provider to that
// provider.
util::Result<domain::Account> giving_account(const Context& context)
{
  const util::Result<domain::Account> account = acting_account(context);
  const bool only_provider =
    account && !domain::has_profile(*account, domain::Profile::member) && account->provider;
  return only_provider ? acting_as(context, domain::Profile::provider)
                       : acting_as(context, domain::Profile::member);
}

struct Parties
{
  domain::Account acting;
  domain::EmailAddress email;
  std::optional<domain::Account> other; // with that address
  domain::Siren siren;
};

AccessView view_of(const Context& context, const store::Invitation& invitation)
{
  return {invitation.grant, domain::email_key(invitation.email),
          address_of(context, invitation.grant.grantor),
          invitation.grant.until >= context.latest_day()};
}

// Who gives and who is given to, whether the address has an account or not.
util::Result<Parties> parties_of(const Context& context, const AccessForm& form)
{
  TRY_ASSIGN(const domain::Account acting, giving_account(context));
  util::Errors problems;
  for (const auto& [name, text] : {std::pair{"email", &form.email}, {"company", &form.company}}) {
    if (text->empty()) {
      problems.push_back(util::Error{"field.required", {name}}.at(name));
    }
  }
  const auto email = form.email.empty()
                       ? std::nullopt
                       : util::collect(domain::EmailAddress::parse(form.email), problems, "email");
  const util::Result<domain::Siren> siren = company_numbered(context, form.company);
  if (!form.company.empty() &&
      (!siren || (!has_own(context, acting, *siren) &&
                  !is_approved(acting, *siren)))) { // whether there is such a code, nobody learns
    problems.push_back(util::Error{"company.unknown", {form.company}}.at("company"));
  } else if (siren) {
    util::collect(same_company(context, *siren, form.company, form.also), problems, "company");
  }
  const auto other = email ? context.store.accounts().find(*email) : std::nullopt;
  if (other && other->id == acting.id) {
    problems.push_back(util::Error{"access.self", {}}.at("email"));
  }
  if (!problems.empty() || !email || !siren) {
    return problems;
  }
  return Parties{acting, *email, other, *siren};
}

// Whether the account can be given what `acting` gives of the company: of a training provider only
// one that says it is of it.
bool can_take(const Context& context, const domain::Account& account, domain::Siren siren,
              const std::string& giver)
{
  return context.store.accounts().proved(giver, siren, context.latest_day()) ||
         names_provider(account, siren);
}

// What one gave, then what one was given; all of it for the host and an office.
std::vector<domain::AccessGrant> seen_grants(const Context& context)
{
  const store::Accounts accounts = context.store.accounts();
  if (sees_everything(context)) {
    return accounts.grants();
  }
  const std::string account = perimeter_of(context).account;
  std::vector<domain::AccessGrant> grants = accounts.grants_by(account);
  const std::vector<domain::AccessGrant> given = accounts.grants_to(account);
  grants.insert(grants.end(), given.begin(), given.end());
  return grants;
}

std::string trace(const domain::AccessGrant& grant)
{
  return fmt::format(R"({{"company":"{}","account":"{}","role":"{}","until":"{}"}})",
                     grant.siren.digits(), grant.account, domain::to_text(grant.role),
                     grant.until.text());
}

} // namespace

namespace {

struct Given
{
  Parties parties;
  domain::AccessRole role;
  domain::Date until;
};

util::Result<Given> given_in(const Context& context, const AccessForm& form)
{
  util::Errors problems;
  const util::Result<Parties> parties = parties_of(context, form);
  if (!parties) {
    problems = parties.errors();
  }
  if (form.role.empty()) {
    problems.push_back(util::Error{"field.required", {"role"}}.at("role"));
  }
  const auto role = form.role.empty()
                      ? std::optional(domain::AccessRole::reader)
                      : util::collect(domain::parse_access_role(form.role), problems, "role");
  const auto until = form.until.empty()
                       ? domain::Date::from(context.latest_day().year() + 1, 12, 31)
                       : domain::Date::parse(form.until);
  if (!until) {
    problems.push_back(until.error().at("until"));
  } else if (*until < context.latest_day()) {
    problems.push_back(util::Error{"access.past", {until->text()}}.at("until"));
  }
  if (!problems.empty() || !parties || !role) {
    return problems;
  }
  return Given{*parties, *role, *until};
}

AccessChange change_to(const domain::AccessGrant* before, const domain::AccessGrant& after)
{
  if (before == nullptr) {
    return AccessChange::given;
  }
  const bool same = before->role == after.role && before->until == after.until;
  return same ? AccessChange::none : AccessChange::renewed;
}

// An address without an active account that could take it is invited.
GivenAccess invite(const Context& context, const domain::EmailAddress& email,
                   const domain::AccessGrant& grant)
{
  const auto before = context.store.invitations().find(email, grant.siren, grant.grantor);
  const AccessChange change = change_to(before ? &before->grant : nullptr, grant);
  const store::Invitation invitation{email, grant};
  if (change != AccessChange::none) {
    context.store.invitations().put(invitation);
    context.store.audit().append(context.deed(), {store::AuditKind::invitation}, std::nullopt,
                                 trace(grant));
  }
  return {view_of(context, invitation), change};
}

} // namespace

util::Result<GivenAccess> give_access(const Context& context, const AccessForm& form)
{
  TRY_ASSIGN(const Given given, given_in(context, form));
  const Parties& parties = given.parties;
  domain::AccessGrant grant{.siren = parties.siren,
                            .account = "",
                            .grantor = parties.acting.id,
                            .role = given.role,
                            .until = given.until,
                            .granted = context.now()};
  const bool takes = parties.other && domain::state_facts(parties.other->state).logs_in &&
                     can_take(context, *parties.other, parties.siren, parties.acting.id);
  if (!takes) {
    return invite(context, parties.email, grant);
  }
  grant.account = parties.other->id;
  const auto before = context.store.accounts().grant_of(grant.siren, grant.account, grant.grantor);
  const AccessChange change = change_to(before ? &*before : nullptr, grant);
  if (change != AccessChange::none) {
    context.store.accounts().put_grant(grant, context.day_of(grant.granted));
    context.store.audit().append(context.deed(), {store::AuditKind::account, grant.account},
                                 std::nullopt, trace(grant));
  }
  return GivenAccess{{grant, domain::email_key(parties.email), parties.acting.email.text(),
                      grant.until >= context.latest_day()},
                     change};
}

util::Result<AccessView> grant_access(const Context& context, const AccessForm& form)
{
  store::Transaction write(context.store, context.deed());
  TRY_ASSIGN(const GivenAccess given, give_access(context, form));
  write.commit();
  return given.view;
}

util::Result<AccessView> revoke_access(const Context& context, const AccessForm& form)
{
  store::Transaction write(context.store, context.deed());
  TRY_ASSIGN(const Parties parties, parties_of(context, form));
  const auto invited = context.store.invitations().by(parties.acting.id);
  const auto invitation = std::ranges::find_if(invited, [&](const store::Invitation& i) {
    return domain::email_key(i.email) == domain::email_key(parties.email) &&
           i.grant.siren == parties.siren;
  });
  const bool withdrawn =
    context.store.invitations().drop(parties.email, parties.siren, parties.acting.id);
  const auto grants = context.store.accounts().grants_by(parties.acting.id);
  const auto found = std::ranges::find_if(grants, [&](const domain::AccessGrant& g) {
    return parties.other && g.account == parties.other->id && g.siren == parties.siren;
  });
  if (found == grants.end() && withdrawn) {
    write.record({store::AuditKind::invitation}, trace(invitation->grant), std::nullopt);
    write.commit();
    AccessView view = view_of(context, *invitation);
    view.in_force = false;
    return view;
  }
  if (found == grants.end()) {
    return util::Error{"access.none", {form.email, parties.siren.digits()}}.at("email");
  }
  context.store.accounts().revoke(found->account, found->siren, found->grantor, context.now());
  write.record({store::AuditKind::account, found->account}, trace(*found), std::nullopt);
  write.commit();
  AccessView view = view_of(context, *found);
  view.in_force = false;
  return view;
}

namespace {

template <typename IsMeant>
void end_grants(const Context& context, const std::string& account, IsMeant is_meant)
{
  store::Accounts accounts = context.store.accounts();
  for (const auto& grants : {accounts.grants_by(account), accounts.grants_to(account)}) {
    for (const domain::AccessGrant& grant : grants) {
      if (is_meant(grant)) {
        accounts.revoke(grant.account, grant.siren, grant.grantor, context.now());
        context.store.audit().append(context.deed(), {store::AuditKind::account, grant.account},
                                     trace(grant), std::nullopt);
      }
    }
  }
}

} // namespace

void end_access(const Context& context, const std::string& account)
{
  context.store.invitations().drop_by(account);
  end_grants(context, account, [](const domain::AccessGrant&) { return true; });
}

void end_access_of_provider(const Context& context, const std::string& account,
                            domain::Siren provider)
{
  context.store.invitations().drop_by(account, provider);
  end_grants(context, account,
             [&](const domain::AccessGrant& grant) { return grant.siren == provider; });
}

namespace {

// What one gave by address, whether there is an account or not, then what one was given.
void sort_given(std::vector<AccessView>& views, const std::string& account)
{
  const auto given = std::ranges::stable_partition(
    views, [&](const AccessView& view) { return view.grant.account != account; });
  std::ranges::sort(views.begin(), given.begin(), {}, [](const AccessView& view) {
    return std::pair(view.grant.siren.number(), util::to_lower(view.account));
  });
}

} // namespace

util::Result<std::vector<AccessView>> list_access(const Context& context)
{
  TRY(may_read(context));
  const std::string account = perimeter_of(context).account;
  std::vector<AccessView> views;
  for (const domain::AccessGrant& grant : seen_grants(context)) {
    views.push_back(view_of(context, grant));
  }
  for (const store::Invitation& invitation : context.store.invitations().by(account)) {
    views.push_back(view_of(context, invitation));
  }
  sort_given(views, account);
  return views;
}

void take_up_invitations(const Context& context, const domain::Account& account)
{
  for (store::Invitation invitation : context.store.invitations().take(account.email)) {
    const domain::AccessGrant& grant = invitation.grant;
    if (!can_take(context, account, grant.siren, grant.grantor)) {
      context.store.invitations().put(invitation);
      continue;
    }
    invitation.grant.account = account.id;
    context.store.accounts().put_grant(invitation.grant, context.day_of(invitation.grant.granted));
  }
}

} // namespace myatlas::services
