#include "services/companies/companies.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "services/companies/client_references.hpp"
#include "services/companies/proof.hpp"
#include "services/form_values.hpp"
#include "util/ranges.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::AccessGrant;
using domain::Account;
using domain::Establishment;
using domain::Siren;
using domain::Siret;
using store::Accounts;

// What who acts sees of companies.
class SeenCompanies
{
public:
  explicit SeenCompanies(const Context& context)
    : m_context(context), m_register(context.store.opco_register()),
      m_accounts(context.store.accounts()), m_account(perimeter_of(context).account),
      m_day(context.latest_day()), m_sees_all(sees_everything(context))
  {
  }

  std::vector<Establishment> establishments(Siren siren) const
  {
    return m_sees_all ? m_register.establishments_of(siren)
                      : m_register.establishments_reached_by(m_account, m_day, siren);
  }

  std::vector<Siren> all() const
  {
    return m_sees_all ? registered() : m_accounts.companies(m_account, m_day);
  }

  bool has(Siren siren) const
  {
    return m_sees_all || m_accounts.has_company(m_account, siren, m_day);
  }

  // `called`: what the account calls it.
  std::optional<CompanyView> view_of(Siren siren, const std::string& called) const
  {
    auto company = m_register.company(siren);
    if (!company) {
      return std::nullopt;
    }
    const bool proved = shows_payrolls(siren);
    return CompanyView{*std::move(company), payrolls(siren, proved), establishments(siren), proved,
                       called};
  }

private:
  std::vector<Siren> registered() const
  {
    std::vector<Siren> all;
    m_register.each_company([&](Siren siren, const std::string&) { all.push_back(siren); });
    return all;
  }

  bool shows_payrolls(Siren siren) const
  {
    return m_sees_all || m_accounts.proved(m_account, siren, m_day);
  }

  std::vector<domain::DeclaredPayroll> payrolls(Siren siren, bool proved) const
  {
    return proved ? m_register.payrolls(siren) : std::vector<domain::DeclaredPayroll>{};
  }

  const Context& m_context;
  store::Register m_register;
  Accounts m_accounts;
  std::string m_account;
  domain::Date m_day;
  bool m_sees_all;
};

Error unknown_company(const std::string& name)
{
  return Error{"company.unknown", {name}}.at("company");
}

Result<Siren> seen_company(const Context& context, const std::string& name)
{
  const Result<Siren> wanted = company_numbered(context, name);
  if (wanted && !SeenCompanies(context).has(*wanted)) {
    return unknown_company(name);
  }
  return wanted;
}

std::optional<Siren> company_of_code(const Context& context, const std::string& code)
{
  const auto found = context.store.opco_register().company_with_code(code);
  return found ? std::optional(found->siren) : std::nullopt;
}

// The company a number says itself, be it a SIRET or a SIREN.
std::optional<Siren> siren_in(const std::string& number)
{
  if (const Result<Siret> siret = Siret::parse(number)) {
    return siret->siren();
  }
  const Result<Siren> siren = Siren::parse(number);
  return siren ? std::optional(*siren) : std::nullopt;
}

} // namespace

Result<Siren> company_numbered(const Context& context, const std::string& name)
{
  if (const auto siren = siren_in(name)) {
    return *siren;
  }
  const auto coded = company_of_code(context, name);
  if (coded && SeenCompanies(context).has(*coded)) {
    return *coded;
  }
  TRY_ASSIGN(const auto called, company_referred_to(context, name));
  const auto meant = called ? called : coded;
  return meant ? Result<Siren>(*meant) : unknown_company(name);
}

Result<Siren> company_asked_for(const Context& context, const std::string& name)
{
  const auto siren = siren_in(name);
  return siren && perimeter_of(context).provider ? Result<Siren>(*siren)
                                                 : seen_company(context, name);
}

std::string company_key(const Context& context, const std::string& name)
{
  const Result<Siren> known = company_asked_for(context, name);
  return known ? known->digits() : name;
}

namespace {

bool is_of(const Context& context, const std::string& number, Siren company)
{
  const Result<Siren> named = company_numbered(context, number);
  return named && *named == company;
}

} // namespace

Outcome same_company(const Context& context, Siren company, const std::string& name,
                     const std::vector<std::string>& others)
{
  for (const std::string& other : others) {
    if (!is_of(context, other, company)) {
      return Error{"company.contradiction", {name, other}}.at("company");
    }
  }
  return Done{};
}

namespace {

Result<ProvedCompany> proved_by(const Context& context, const domain::CompanyForm& form)
{
  Errors problems;
  const auto company = prove_company(context, form, "", problems);
  if (!company || !problems.empty()) {
    return problems;
  }
  return *company;
}

} // namespace

Result<AddedCompany> add_company(const Context& context, const domain::CompanyForm& form,
                                 const std::string& reference)
{
  TRY_ASSIGN(const Account account, acting_as(context, domain::Profile::member));
  TRY_ASSIGN(const std::string called, reference_of(reference).or_at("reference"));
  TRY_ASSIGN(const ProvedCompany company, proved_by(context, form));
  Transaction write = context.begin();
  TRY_ASSIGN(const AddedCompany added, take_on(context, account.id, company, called));
  write.commit();
  return added;
}

namespace {

// A company that an account proved, and may have had before.
class TakingOn
{
public:
  TakingOn(const Context& context, const std::string& account, const ProvedCompany& company)
    : m_context(context), m_accounts(context.store.accounts()), m_account(account),
      m_company(company), m_was_its(m_accounts.has_proved(account, company.siren))
  {
  }

  // What it read of one it was given proves nothing.
  Outcome check_given() const
  {
    if (was_given()) {
      return given_proves_nothing();
    }
    return Done{};
  }

  AddedCompany attach() const
  {
    const int added = attach_proved(m_context, m_account, m_company);
    record(added);
    return {m_company.siren, added, !m_was_its};
  }

private:
  // What changes nothing leaves no trace.
  void record(int added) const
  {
    if (!m_was_its || added > 0) {
      m_context.record({store::AuditKind::account, m_account}, std::nullopt, trace(added));
    }
  }

  bool was_given() const { return !m_was_its && m_accounts.was_given(m_account, m_company.siren); }

  Error given_proves_nothing() const
  {
    return Error{looks() ? "access.reader_proves" : "access.given_proves",
                 {m_company.siren.digits()}}
      .at("member_code");
  }

  bool looks() const { return only_looks(m_context, m_account, m_company.siren); }

  std::string trace(int added) const
  {
    return fmt::format(R"({{"company":"{}","establishments":{}}})", m_company.siren.digits(),
                       added);
  }

  const Context& m_context;
  Accounts m_accounts;
  const std::string& m_account;
  const ProvedCompany& m_company;
  const bool m_was_its;
};

} // namespace

Result<AddedCompany> take_on(const Context& context, const std::string& account,
                             const ProvedCompany& company, const std::string& reference)
{
  const TakingOn taking(context, account, company);
  TRY(taking.check_given());
  AddedCompany added = taking.attach();
  added.is_renamed =
    !reference.empty() && set_client_reference(context, account, company.siren, reference);
  added.reference = context.store.client_references().find(account, company.siren).value_or("");
  return added;
}

Result<std::vector<CompanyView>> list_companies(const Context& context,
                                                const std::string& reference)
{
  TRY(may_read(context));
  const SeenCompanies seen(context);
  std::vector<CompanyView> views;
  const auto references = client_references(context);
  for (const Siren siren : seen.all()) {
    const std::string called = util::value_at(references, siren).value_or("");
    const bool is_asked = reference.empty() || called == reference;
    if (auto view = is_asked ? seen.view_of(siren, called) : std::nullopt) {
      views.push_back(*std::move(view));
    }
  }
  return views;
}

Result<CompanyView> show_company(const Context& context, const std::string& name)
{
  TRY(may_read(context));
  TRY_ASSIGN(const Siren siren, seen_company(context, name));
  auto view = SeenCompanies(context).view_of(siren, client_reference(context, siren));
  return view ? Result<CompanyView>(*std::move(view)) : unknown_company(name);
}

Result<CompanyView> edit_company(const Context& context, const std::string& name,
                                 const std::string& reference)
{
  TRY_ASSIGN(const Account account, acting_account(context));
  TRY_ASSIGN(const std::string called, reference_of(reference).or_at("reference"));
  Transaction write = context.begin();
  TRY_ASSIGN(const Siren siren, seen_company(context, name));
  set_client_reference(context, account.id, siren, called);
  write.commit();
  return show_company(context, siren.digits());
}

namespace {

// Takes a company off an account: what it has of it, was given, and gave.
class Leaving
{
public:
  Leaving(const Context& context, const std::string& account, Siren siren)
    : m_context(context), m_accounts(context.store.accounts()), m_account(account), m_siren(siren)
  {
  }

  LeftCompany leave()
  {
    const int establishments = detach_establishments();
    const int ended = end_access_given_to_it();
    m_context.store.invitations().drop_by(m_account, m_siren);
    end_access_it_gave();
    m_accounts.detach_company(m_account, m_siren);
    m_context.store.client_references().remove(m_account, m_siren);
    return {m_siren, establishments, ended};
  }

private:
  int detach_establishments()
  {
    int removed = 0;
    for (const Establishment& one : SeenCompanies(m_context).establishments(m_siren)) {
      removed += m_accounts.detach(m_account, one.siret) ? 1 : 0;
    }
    return removed;
  }

  int end_access_given_to_it()
  {
    int ended = 0;
    for (const AccessGrant& grant : m_accounts.grants_to(m_account)) {
      ended += end_in_force(grant) ? 1 : 0;
    }
    return ended;
  }

  bool end_in_force(const AccessGrant& grant) { return is_in_force(grant) && end(grant); }

  bool is_in_force(const AccessGrant& grant) const
  {
    return grant.siren == m_siren && grant.until >= m_context.latest_day();
  }

  bool end(const AccessGrant& grant)
  {
    return m_accounts.revoke(grant.account, m_siren, grant.grantor, m_context.now());
  }

  // It ends for good, though the account may come back.
  void end_access_it_gave()
  {
    for (const AccessGrant& grant : m_accounts.grants_by(m_account)) {
      if (grant.siren == m_siren) {
        end(grant);
      }
    }
  }

  const Context& m_context;
  Accounts m_accounts;
  const std::string& m_account;
  const Siren m_siren;
};

std::string trace_of_left(const LeftCompany& left)
{
  return fmt::format(R"({{"company":"{}","establishments":{},"access":{}}})", left.siren.digits(),
                     left.establishments_removed, left.access_ended);
}

} // namespace

Result<LeftCompany> leave_company(const Context& context, const std::string& name)
{
  TRY_ASSIGN(const Account account, acting_as(context, domain::Profile::member));
  Transaction write = context.begin();
  TRY_ASSIGN(const Siren siren, seen_company(context, name));
  const LeftCompany left = Leaving(context, account.id, siren).leave();
  write.record({store::AuditKind::account, account.id}, trace_of_left(left));
  write.commit();
  return left;
}

} // namespace myatlas::services
