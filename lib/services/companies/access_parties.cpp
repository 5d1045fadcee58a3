#include "services/companies/access_parties.hpp"

#include <algorithm>

#include "services/companies/companies.hpp"
#include "services/rights.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using domain::EmailAddress;
using domain::Profile;
using domain::Siren;

// Whether the account was approved itself as the training provider of this number: by access from
// another it gives none.
bool is_approved(const Account& account, Siren siren)
{
  return names_provider(account, siren) &&
         account.provider->state == domain::ProviderState::approved;
}

bool is_only_provider(const Account& account)
{
  return !domain::has_profile(account, Profile::member) && account.provider;
}

bool acts_as_provider(const Context& context)
{
  const Account* account = context.actor.account();
  return account != nullptr && is_only_provider(*account);
}

// Who may give access at all: a member to its companies, an account of a training provider to that
// provider.
Result<Account> giving_account(const Context& context)
{
  return acting_as(context, acts_as_provider(context) ? Profile::provider : Profile::member);
}

Error named_error(const char* code, const std::string& argument, const char* member)
{
  return Error{code, {argument}}.at(member);
}

// The parties, as a form names them.
class PartiesOfForm
{
public:
  PartiesOfForm(const Context& context, const AccessForm& form, Account acting)
    : m_context(context), m_form(form), m_acting(std::move(acting))
  {
  }

  Result<AccessParties> parties()
  {
    read();
    if (!m_problems.empty() || !m_email || !m_siren) {
      return m_problems;
    }
    return AccessParties{m_acting, *m_email, m_other, *m_siren};
  }

private:
  void read()
  {
    require_member(m_form.email, "email", m_problems);
    require_member(m_form.company, "company", m_problems);
    read_email();
    read_company();
    read_other();
  }

  void read_email()
  {
    if (!m_form.email.empty()) {
      m_email = util::collect(EmailAddress::parse(m_form.email), m_problems, "email");
    }
  }

  // Whether there is such a code, nobody learns.
  void read_company()
  {
    const auto siren = company_numbered(m_context, m_form.company);
    if (siren && may_give(*siren)) {
      check_same(*siren);
    } else if (!siren && siren.error().code == "company.several") {
      m_problems.push_back(siren.error().at("company"));
    } else if (siren && !reached(*siren).empty()) {
      m_problems.push_back(named_error("access.given_on", siren->digits(), "company"));
    } else {
      miss_company();
    }
  }

  bool may_give(Siren siren) const { return has_own(siren) || is_approved(m_acting, siren); }

  void miss_company()
  {
    if (!m_form.company.empty()) {
      m_problems.push_back(named_error("company.unknown", m_form.company, "company"));
    }
  }

  // Whether the account has an establishment of the company of its own.
  bool has_own(Siren siren) const
  {
    return std::ranges::any_of(reached(siren), [&](const auto& one) { return may_grant(one); });
  }

  std::vector<domain::Establishment> reached(Siren siren) const
  {
    return m_context.store.opco_register().establishments_reached_by(m_acting.id,
                                                                     m_context.latest_day(), siren);
  }

  bool may_grant(const domain::Establishment& establishment) const
  {
    return may(standing_of(m_context, establishment.siret), Act::grant);
  }

  void check_same(Siren siren)
  {
    m_siren = siren;
    util::collect(same_company(m_context, siren, m_form.company, m_form.also), m_problems,
                  "company");
  }

  void read_other()
  {
    m_other = holder();
    if (m_other && m_other->id == m_acting.id) {
      m_problems.push_back(Error{"access.self", {}}.at("email"));
    }
  }

  std::optional<Account> holder() const
  {
    return m_email ? m_context.store.accounts().find(*m_email) : std::nullopt;
  }

  const Context& m_context;
  const AccessForm& m_form;
  const Account m_acting;
  Errors m_problems;
  std::optional<EmailAddress> m_email;
  std::optional<Siren> m_siren;
  std::optional<Account> m_other;
};

} // namespace

bool names_provider(const Account& account, Siren siren)
{
  return account.provider && account.provider->siret.siren() == siren;
}

void require_member(const std::string& text, const char* member, Errors& problems)
{
  if (text.empty()) {
    problems.push_back(named_error("field.required", member, member));
  }
}

Result<AccessParties> parties_of(const Context& context, const AccessForm& form)
{
  TRY_ASSIGN(Account acting, giving_account(context));
  return PartiesOfForm(context, form, std::move(acting)).parties();
}

} // namespace myatlas::services
