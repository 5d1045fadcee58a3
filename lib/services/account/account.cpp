#include "services/account/account.hpp"

#include "formats/json/json_records.hpp"
#include "services/companies/access.hpp"
#include "services/companies/proof.hpp"
#include "services/form_values.hpp"
#include "services/notices/notices.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using domain::CodePurpose;
using domain::Frequency;
using domain::ProviderIdentity;
using domain::ProviderState;
using formats::audit_text;
using store::AuditKind;
using store::Credentials;
using util::collect;

std::string identity_text(const ProviderIdentity& provider)
{
  return provider.siret.digits() + " " + provider.activity_number.text() + " " +
         (provider.uai ? provider.uai->text() : "");
}

bool tells_provider(const AccountForm& form)
{
  return !form.provider_siret.empty() || !form.activity_number.empty() || !form.uai.empty() ||
         is_given(form.particulars);
}

// What an account changes of itself: what it becomes, and what is wrong with it.
struct AccountEdit
{
  const Context& context;
  const AccountForm& form;
  const Account& before;
  Account account = before;
  Errors problems = {};

  void read()
  {
    refuse_blank_members();
    read_person();
    read_phone();
    read_language();
    if (tells_provider(form)) {
      read_provider();
    }
    check_provider();
  }

  // What was given and may not be taken away.
  void refuse_blank_members()
  {
    refuse_blanks({{"title", &form.title},
                   {"last_name", &form.last_name},
                   {"first_name", &form.first_name},
                   {"provider_siret", &form.provider_siret},
                   {"activity_number", &form.activity_number},
                   {"company_name", &form.particulars.company_name},
                   {"legal_form", &form.particulars.legal_form}},
                  problems);
  }

  void read_person()
  {
    take(account.title, form.title, domain::parse_title, "title", problems);
    read_name(account.last_name, form.last_name, "last_name");
    read_name(account.first_name, form.first_name, "first_name");
  }

  void read_name(domain::Name& name, const std::string& text, const char* member)
  {
    take(name, text, domain::parse_person_name, member, problems);
  }

  void read_phone()
  {
    if (!form.phone.empty()) {
      account.phone = collect(domain::PhoneNumber::parse(form.phone), problems, "phone");
    }
  }

  void read_language()
  {
    if (!form.language.empty()) {
      check_language();
      account.language = form.language;
    }
  }

  void check_language()
  {
    if (form.language != "fr" && form.language != "en") {
      problems.push_back(Error{"language.unknown", {form.language}}.at("language"));
    }
  }

  void read_provider()
  {
    if (!account.provider) {
      problems.push_back(Error{"registration.not_provider", {}}.at("provider_siret"));
      return;
    }
    read_identity(*account.provider);
  }

  void read_identity(ProviderIdentity& provider)
  {
    take_particulars(provider.particulars, form.particulars, problems);
    read_siret(provider);
    read_activity_number(provider);
    read_uai(provider);
    judge_again(provider);
  }

  void read_siret(ProviderIdentity& provider)
  {
    take(provider.siret, form.provider_siret, domain::Siret::parse, "provider_siret", problems);
  }

  void read_activity_number(ProviderIdentity& provider)
  {
    take(provider.activity_number, form.activity_number, domain::ActivityNumber::parse,
         "activity_number", problems);
  }

  void read_uai(ProviderIdentity& provider)
  {
    if (!form.uai.empty()) {
      provider.uai = collect(domain::Uai::parse(form.uai), problems, "uai");
    }
  }

  // What was approved was another.
  void judge_again(ProviderIdentity& provider) const
  {
    if (is_other_provider()) {
      provider.state = is_refused(provider) ? ProviderState::refused : ProviderState::pending;
    }
  }

  bool is_other_provider() const
  {
    return account.provider && identity_text(*account.provider) != identity_text(*before.provider);
  }

  bool is_refused(const ProviderIdentity& provider) const
  {
    return context.store.accounts().is_refused(account.id, provider.siret.siren());
  }

  void check_provider()
  {
    if (is_other_provider()) {
      add_first(check_activity_number(context, *account.provider), problems);
    }
  }

  // With nothing written, nor said to be, where nothing changes.
  Result<Account> result() const
  {
    if (!problems.empty()) {
      return problems;
    }
    if (!changes_nothing()) {
      keep();
    }
    return account;
  }

  bool changes_nothing() const
  {
    return audit_text(account) == audit_text(before) && account.language == before.language;
  }

  void keep() const
  {
    Transaction write = context.begin();
    context.store.accounts().put(account);
    end_provider_access();
    record_change(write, before, account);
    write.commit();
  }

  void end_provider_access() const
  {
    if (is_other_provider()) {
      end_access_of_provider(context, account.id, before.provider->siret.siren());
    }
  }
};

void stop_alert(store::Store& store, const std::string& account, domain::AlertEvent event)
{
  if (frequency_of(store, account, event) != Frequency::never) {
    store.alerts().set(account, event, Frequency::never);
  }
}

void stop_alerts(const Context& context, const Account& account)
{
  for (const domain::AlertEvent event : domain::k_alert_events) {
    stop_alert(context.store, account.id, event);
  }
}

void drop_codes(Credentials& credentials, const std::string& account)
{
  credentials.drop_code(account, CodePurpose::activation);
  credentials.drop_code(account, CodePurpose::reset);
}

void drop_credentials(const Context& context, const Account& account)
{
  Credentials credentials = context.store.credentials();
  credentials.drop_sessions(account.id);
  drop_codes(credentials, account.id);
}

// Inside the caller's transaction.
Account put_closed(const Context& context, Account account)
{
  account.state = domain::AccountState::closed;
  context.store.accounts().put(account);
  return account;
}

void end_all(const Context& context, const Account& account)
{
  drop_credentials(context, account);
  stop_alerts(context, account);
  end_access(context, account.id);
}

} // namespace

void record_change(Transaction& write, const Account& before, const Account& after)
{
  write.record({AuditKind::account, after.id}, audit_text(before), audit_text(after));
}

Result<Account> edit_account(const Context& context, const AccountForm& form)
{
  TRY_ASSIGN(const Account before, acting_account(context));
  AccountEdit edit{context, form, before};
  edit.read();
  return edit.result();
}

Result<Account> close_account(const Context& context)
{
  TRY_ASSIGN(const Account account, acting_account(context));
  Transaction write = context.begin();
  const Account closed = put_closed(context, account);
  end_all(context, closed);
  record_change(write, account, closed);
  write.commit();
  return closed;
}

} // namespace myatlas::services
