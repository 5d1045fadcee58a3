#include "services/companies/access.hpp"

#include <algorithm>

#include "services/companies/access_grants.hpp"
#include "services/companies/access_parties.hpp"
#include "services/form_values.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::AccessGrant;
using domain::AccessRole;
using domain::Account;
using domain::Date;
using domain::email_key;
using domain::Siren;
using store::Invitation;

// What is given of the company, for whom and until when.
struct Given
{
  AccessParties parties;
  AccessRole role;
  Date until;

  AccessGrant grant(util::Instant now) const
  {
    return {.siren = parties.siren,
            .account = "",
            .grantor = parties.acting.id,
            .role = role,
            .until = until,
            .granted = now};
  }

  bool is_to_active() const
  {
    return parties.other && domain::state_facts(parties.other->state).logs_in;
  }

  // Whether the address has an account that can have it.
  bool is_taken(const AccessGrants& grants) const
  {
    return is_to_active() && grants.can_take(*parties.other, parties.siren, parties.acting.id);
  }
};

std::optional<AccessRole> role_in(const AccessForm& form, Errors& problems)
{
  require_member(form.role, "role", problems);
  return form.role.empty() ? std::optional(AccessRole::reader)
                           : util::collect(domain::parse_access_role(form.role), problems, "role");
}

Result<Date> not_past(const Context& context, Date day)
{
  if (day < context.latest_day()) {
    return Error{"access.past", {day.text()}};
  }
  return day;
}

// The end of next year, unless a day is told.
Result<Date> last_day_in(const Context& context, const AccessForm& form)
{
  if (form.until.empty()) {
    return Date::from(context.latest_day().year() + 1, 12, 31);
  }
  TRY_ASSIGN(const Date until, Date::parse(form.until));
  return not_past(context, until);
}

// What an account gives, as a form says it.
class GivingForm
{
public:
  GivingForm(const Context& context, const AccessForm& form) : m_context(context), m_form(form) {}

  Result<Given> given()
  {
    const auto parties = util::collect(parties_of(m_context, m_form), m_problems);
    const auto role = role_in(m_form, m_problems);
    const auto until = last_day();
    if (!m_problems.empty() || !parties || !role) {
      return m_problems;
    }
    return Given{*parties, *role, *until};
  }

private:
  Result<Date> last_day()
  {
    const auto until = last_day_in(m_context, m_form).or_at("until");
    add_first(until, m_problems);
    return until;
  }

  const Context& m_context;
  const AccessForm& m_form;
  Errors m_problems;
};

// Takes back what one party gave to the other, in the transaction that does it.
class Revocation
{
public:
  Revocation(const Context& context, Transaction& write, const AccessParties& parties)
    : m_context(context), m_write(write), m_parties(parties), m_grants(context),
      m_accounts(context.store.accounts()), m_invitations(context.store.invitations())
  {
  }

  // Nothing where nothing was given.
  std::optional<AccessView> take_back()
  {
    const auto invited = invitation();
    const bool is_withdrawn = withdraw();
    if (const auto granted = grant()) {
      return ended(end(*granted));
    }
    return is_withdrawn ? std::optional(ended(end(*invited))) : std::nullopt;
  }

private:
  template <typename One>
  std::optional<One> first_meant(const std::vector<One>& list) const
  {
    for (const One& one : list) {
      if (is_meant(one)) {
        return one;
      }
    }
    return std::nullopt;
  }

  std::optional<Invitation> invitation() const
  {
    return first_meant(m_invitations.by(m_parties.acting.id));
  }

  bool is_meant(const Invitation& one) const
  {
    return email_key(one.email) == email_key(m_parties.email) && one.grant.siren == m_parties.siren;
  }

  bool withdraw()
  {
    return m_invitations.drop(m_parties.email, m_parties.siren, m_parties.acting.id);
  }

  std::optional<AccessGrant> grant() const
  {
    return first_meant(m_accounts.grants_by(m_parties.acting.id));
  }

  bool is_meant(const AccessGrant& one) const
  {
    return m_parties.other && one.account == m_parties.other->id && one.siren == m_parties.siren;
  }

  AccessView end(const Invitation& invited)
  {
    m_write.record({store::AuditKind::invitation}, trace_of_grant(invited.grant));
    return m_grants.view_of(invited);
  }

  AccessView end(const AccessGrant& grant)
  {
    m_accounts.revoke(grant.account, grant.siren, grant.grantor, m_context.now());
    m_write.record({store::AuditKind::account, grant.account}, trace_of_grant(grant));
    return m_grants.view_of(grant);
  }

  static AccessView ended(AccessView view)
  {
    view.in_force = false;
    return view;
  }

  const Context& m_context;
  Transaction& m_write;
  const AccessParties& m_parties;
  AccessGrants m_grants;
  store::Accounts m_accounts;
  store::Invitations m_invitations;
};

// An address without an active account that could take it is invited.
GivenAccess invite(AccessGrants& grants, const Invitation& invitation)
{
  const AccessChange change = grants.put(invitation);
  return {grants.view_of(invitation), change};
}

GivenAccess give(AccessGrants& grants, const AccessParties& parties, AccessGrant grant)
{
  grant.account = parties.other->id;
  const AccessChange change = grants.put(grant);
  return {{grant, email_key(parties.email), parties.acting.email.text(), grants.is_in_time(grant)},
          change};
}

auto order_of_given(const AccessView& view)
{
  return std::pair(view.grant.siren.number(), util::to_lower(view.account));
}

// What one gave by address, whether there is an account or not, then what one was given.
void sort_given(std::vector<AccessView>& views, const std::string& account)
{
  const auto given = std::ranges::stable_partition(
    views, [&](const AccessView& view) { return view.grant.account != account; });
  std::ranges::sort(views.begin(), given.begin(), {}, order_of_given);
}

using Views = std::vector<AccessView>;

template <typename List>
void append_views(Views& views, const AccessGrants& grants, const List& list)
{
  for (const auto& one : list) {
    views.push_back(grants.view_of(one));
  }
}

// All of it for the host and an office.
std::vector<AccessGrant> seen_grants(const Context& context, const AccessGrants& grants)
{
  return sees_everything(context) ? context.store.accounts().grants()
                                  : grants.around(perimeter_of(context).account);
}

void take_up(const Context& context, const Account& account, const Invitation& invitation)
{
  AccessGrant grant = invitation.grant;
  if (!AccessGrants(context).can_take(account, grant.siren, grant.grantor)) {
    context.store.invitations().put(invitation);
    return;
  }
  grant.account = account.id;
  context.store.accounts().put_grant(grant, context.day_of(grant.granted));
}

} // namespace

Result<GivenAccess> give_access(const Context& context, const AccessForm& form)
{
  TRY_ASSIGN(const Given given, GivingForm(context, form).given());
  AccessGrants grants(context);
  const AccessGrant grant = given.grant(context.now());
  return given.is_taken(grants) ? give(grants, given.parties, grant)
                                : invite(grants, {given.parties.email, grant});
}

Result<AccessView> grant_access(const Context& context, const AccessForm& form)
{
  Transaction write = context.begin();
  TRY_ASSIGN(const GivenAccess given, give_access(context, form));
  write.commit();
  return given.view;
}

Result<AccessView> revoke_access(const Context& context, const AccessForm& form)
{
  Transaction write = context.begin();
  TRY_ASSIGN(const AccessParties parties, parties_of(context, form));
  const auto taken_back = Revocation(context, write, parties).take_back();
  if (!taken_back) {
    return Error{"access.none", {form.email, parties.siren.digits()}}.at("email");
  }
  write.commit();
  return *taken_back;
}

void end_access(const Context& context, const std::string& account)
{
  context.store.invitations().drop_by(account);
  AccessGrants grants(context);
  for (const AccessGrant& grant : grants.around(account)) {
    grants.end(grant);
  }
}

void end_access_of_provider(const Context& context, const std::string& account, Siren provider)
{
  context.store.invitations().drop_by(account, provider);
  AccessGrants grants(context);
  for (const AccessGrant& grant : grants.around(account)) {
    if (grant.siren == provider) {
      grants.end(grant);
    }
  }
}

Result<std::vector<AccessView>> list_access(const Context& context)
{
  TRY(may_read(context));
  const std::string account = perimeter_of(context).account;
  const AccessGrants grants(context);
  std::vector<AccessView> views;
  append_views(views, grants, seen_grants(context, grants));
  append_views(views, grants, context.store.invitations().by(account));
  sort_given(views, account);
  return views;
}

void take_up_invitations(const Context& context, const Account& account)
{
  for (const Invitation& invitation : context.store.invitations().take(account.email)) {
    take_up(context, account, invitation);
  }
}

} // namespace myatlas::services
