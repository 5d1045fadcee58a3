#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/account/access.hpp"
#include "domain/account/account.hpp"
#include "store/engine.hpp"

namespace myatlas::store {

struct AccountFilter
{
  std::optional<domain::AccountState> state;
  std::string after; // those whose key (domain::email_key) follows this one
  std::optional<std::int64_t> limit;
};

// Accounts and what they manage: companies and establishments of the register.
class Accounts
{
public:
  explicit Accounts(Engine& engine) : m_engine(engine) {}

  std::optional<domain::Account> find(const domain::EmailAddress& email) const; // case apart
  bool has_any() const;
  std::vector<domain::Account>
  all_with(const domain::EmailAddress& email) const; // those that are closed first
  std::optional<domain::Account> find_id(std::string_view id) const;
  void put(const domain::Account& account); // new, or again by the same id
  void forget_perimeter(std::string_view id);
  void free_address(std::string_view id); // of a closed account: another may register with it

  void set_password(std::string_view id, std::string_view hash);
  std::optional<std::string> password(std::string_view id) const;

  bool attach_company(std::string_view id, domain::Siren siren); // false: it was already
  void detach_company(std::string_view id, domain::Siren siren);
  // On its own proof, or by access that another account gave, with which it ends; false: it was
  // already.
  bool attach(std::string_view id, domain::Siret siret,
              const std::optional<std::string>& grantor = {});
  bool detach(std::string_view id, domain::Siret siret);          // false: it was not
  bool attached(std::string_view id, domain::Siret siret) const;  // on its own proof
  bool was_given(std::string_view id, domain::Siren siren) const; // access to the company, ever
  // The OPCO said that the account is not of this training provider.
  void refuse_provider(std::string_view id, domain::Siren siren);
  void forget_refusal(std::string_view id, domain::Siren siren);
  bool is_refused(std::string_view id, domain::Siren siren) const;
  bool is_uai_approved(domain::Siren provider,
                       std::string_view uai) const; // of one of its approved accounts
  bool has_proved(std::string_view id, domain::Siren siren) const; // itself
  std::optional<domain::AccessRole> reach(std::string_view id, domain::Siret siret,
                                          domain::Date day) const; // its own or given; the greater
  // What it may do as the training provider it names: approved itself, or given access by who was;
  // nothing otherwise.
  std::optional<domain::AccessRole> provider_role(std::string_view id, domain::Date day) const;
  // What the approved accounts of a training provider told of it; each first by the eldest that
  // did.
  domain::ProviderParticulars particulars(domain::Siren siren) const;
  bool
  proved(std::string_view id, domain::Siren siren,
         domain::Date day) const; // by its member code and payroll, or by who gave it to manage
  std::vector<domain::Siren> companies(std::string_view id, domain::Date day) const;
  bool has_company(std::string_view id, domain::Siren siren,
                   domain::Date day) const; // whether it is one of them

  // Access of an account to a company, given by another; again it takes the place of what was
  // given.
  std::optional<std::string>
  manages_by(std::string_view id, domain::Siren siren,
             domain::Date day) const; // who gave it the company to manage
  void put_grant(const domain::AccessGrant& grant, domain::Date today);
  // With all that came of it. False: there was none.
  bool revoke(std::string_view account, domain::Siren siren, std::string_view grantor,
              util::Instant at);
  std::vector<domain::AccessGrant>
  grants_by(std::string_view grantor) const; // those in force or to come, with their end
  std::optional<domain::AccessGrant> grant_of(domain::Siren siren, std::string_view account,
                                              std::string_view grantor) const; // of these
  std::vector<domain::AccessGrant> grants_to(std::string_view account) const;
  std::vector<domain::AccessGrant> grants() const; // of all accounts

  // What was attached without a proof before one was asked for: account and establishment.
  std::vector<std::pair<std::string, domain::Siret>> unproved() const;

  bool is_office(std::string_view id) const;
  void set_office(std::string_view id, bool is_one);
  std::vector<domain::Account> list(const AccountFilter& filter) const; // by address
  std::vector<domain::Account>
  pending_providers() const; // active ones that say they are a training provider's, by address

private:
  Engine& m_engine;
};

} // namespace myatlas::store
