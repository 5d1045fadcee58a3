#include "services/account/sign_up.hpp"

#include <algorithm>

#include "formats/json/json_records.hpp"
#include "services/attempts.hpp"
#include "services/companies/proof.hpp"
#include "services/form_values.hpp"
#include "services/notices/mails.hpp"
#include "services/one_time_codes.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

// The form, checked.
struct Applicant
{
  domain::Account account;
  std::vector<ProvedCompany> companies;
};

std::optional<domain::Name> required_name(const std::string& text, const char* name,
                                          util::Errors& problems)
{
  return require({{name, &text}}, problems)
           ? util::collect(domain::parse_person_name(text), problems, name)
           : std::nullopt;
}

template <typename T>
std::optional<T> required(const std::string& text, const char* name, util::Errors& problems)
{
  return require({{name, &text}}, problems) ? util::collect(T::parse(text), problems, name)
                                            : std::nullopt;
}

std::vector<domain::Profile> profiles_in(const domain::RegistrationForm& form,
                                         util::Errors& problems)
{
  std::vector<domain::Profile> profiles;
  for (const std::string& text : form.profiles) {
    const auto profile = util::collect(domain::parse_profile(text), problems, "profiles");
    if (profile && std::ranges::find(profiles, *profile) == profiles.end()) {
      profiles.push_back(*profile);
    }
  }
  if (form.profiles.empty()) {
    problems.push_back(util::Error{"field.required", {"profiles"}}.at("profiles"));
  }
  return profiles;
}

std::vector<ProvedCompany> companies_in(const Context& context,
                                        const domain::RegistrationForm& form, bool member,
                                        util::Errors& problems)
{
  std::vector<ProvedCompany> companies;
  if (member && form.companies.empty()) {
    prove_company(context, {}, "companies[0].", problems); // tells all that is missing
  }
  const bool unclear = std::ranges::find(problems, "profile.unknown", &util::Error::code) !=
                       problems.end(); // it may have been meant
  if (!member && !form.companies.empty() && !unclear) {
    problems.push_back(util::Error{"registration.not_member", {}}.at("profiles"));
  }
  for (std::size_t i = 0; i < form.companies.size(); ++i) {
    const std::string prefix = "companies[" + std::to_string(i) + "].";
    if (auto company = prove_company(context, form.companies[i], prefix, problems)) {
      companies.push_back(*std::move(company));
    }
  }
  return companies;
}

std::optional<domain::ProviderIdentity> provider_in(const domain::RegistrationForm& form,
                                                    bool provider, util::Errors& problems)
{
  const bool given = !form.provider_siret.empty() || !form.activity_number.empty() ||
                     !form.uai.empty() || is_given(form.particulars);
  if (!provider && !given) {
    return std::nullopt;
  }
  if (!provider) {
    problems.push_back(util::Error{"registration.not_provider", {}}.at("profiles"));
  }
  const auto siret = required<domain::Siret>(form.provider_siret, "provider_siret", problems);
  const auto number =
    required<domain::ActivityNumber>(form.activity_number, "activity_number", problems);
  const auto uai =
    form.uai.empty() ? std::nullopt : util::collect(domain::Uai::parse(form.uai), problems, "uai");
  domain::ProviderParticulars particulars;
  take_particulars(particulars, form.particulars, problems);
  return siret && number ? std::optional(domain::ProviderIdentity{
                             *siret, *number, uai, domain::ProviderState::pending, particulars})
                         : std::nullopt;
}

void require_consent(const domain::RegistrationForm& form, util::Errors& problems)
{
  if (!form.certify) {
    problems.push_back(util::Error{"registration.certify", {}}.at("certify"));
  }
  if (!form.accept_terms) {
    problems.push_back(util::Error{"registration.terms", {}}.at("accept_terms"));
  }
}

util::Result<Applicant> check(const Context& context, const domain::RegistrationForm& form)
{
  util::Errors problems;
  const auto profiles = profiles_in(form, problems);
  const auto holds = [&](domain::Profile p) {
    return std::ranges::find(profiles, p) != profiles.end();
  };
  auto companies = companies_in(context, form, holds(domain::Profile::member), problems);
  const auto provider = provider_in(form, holds(domain::Profile::provider), problems);
  if (const util::Outcome fits =
        provider ? check_activity_number(context, *provider) : util::Done{};
      !fits) {
    problems.push_back(fits.error());
  }
  const auto title = form.title.empty()
                       ? std::nullopt
                       : util::collect(domain::parse_title(form.title), problems, "title");
  if (form.title.empty()) {
    problems.push_back(util::Error{"field.required", {"title"}}.at("title"));
  }
  const auto last_name = required_name(form.last_name, "last_name", problems);
  const auto first_name = required_name(form.first_name, "first_name", problems);
  const auto email = required<domain::EmailAddress>(form.email, "email", problems);
  const auto phone = form.phone.empty()
                       ? std::nullopt
                       : util::collect(domain::PhoneNumber::parse(form.phone), problems, "phone");
  require_consent(form, problems);
  if (!problems.empty()) {
    return problems;
  }
  return Applicant{{.id = util::new_uuid7(context.now()),
                    .email = *email,
                    .title = *title,
                    .last_name = *last_name,
                    .first_name = *first_name,
                    .phone = phone,
                    .profiles = profiles,
                    .provider = provider,
                    .state = domain::AccountState::pending,
                    .language = context.language,
                    .created = context.now()},
                   std::move(companies)};
}

// What the OPCO refused stays so until it approves it.
void keep_refusal(const Context& context, domain::Account& account)
{
  const bool is_refused = account.provider && context.store.accounts().is_refused(
                                                account.id, account.provider->siret.siren());
  if (is_refused) {
    account.provider->state = domain::ProviderState::refused;
  }
}

void begin_account(const Context& context, Applicant& applicant,
                   const std::optional<domain::Account>& known, const NewCode& code)
{
  domain::Account& account = applicant.account;
  if (known && known->state == domain::AccountState::closed) {
    context.store.accounts().free_address(known->id); // who has the address now inherits nothing
  } else if (known) {
    account.id = known->id;
    context.store.accounts().forget_perimeter(account.id);
    keep_refusal(context, account);
  }
  context.store.accounts().put(account);
  for (const ProvedCompany& company : applicant.companies) {
    attach_proved(context, account.id, company);
  }
  issue_code(context, account.id, domain::CodePurpose::activation, code);
  queue_mail(context, account,
             {domain::MailKind::activation,
              account.language,
              {{"first_name", account.first_name.text()},
               {"last_name", account.last_name.text()},
               {"code", code.text},
               {"minutes", "10"}}});
}

void tell_owner(const Context& context, const domain::Account& owner)
{
  queue_mail(context, owner,
             {domain::MailKind::already_registered,
              owner.language,
              {{"first_name", owner.first_name.text()}, {"last_name", owner.last_name.text()}}});
}

} // namespace

util::Result<Registered> register_account(const Context& context,
                                          const domain::RegistrationForm& form)
{
  TRY_ASSIGN(Applicant applicant, check(context, form));
  domain::Account& account = applicant.account;
  const NewCode code = make_code();
  store::Transaction write(context.store, context.deed());
  const std::string key = domain::email_key(account.email);
  if (is_locked(context, domain::AttemptKind::activation_mail, key)) {
    return util::Error{"mail.limit", {account.email.text()}}.at("email");
  }
  context.store.credentials().record_attempt(domain::AttemptKind::activation_mail, key,
                                             context.machine_now());
  const auto known = context.store.accounts().find(account.email);
  if (known && domain::state_facts(known->state).activated) {
    tell_owner(context, *known);
    write.record({store::AuditKind::account, known->id}, std::nullopt, std::nullopt);
  } else {
    begin_account(context, applicant, known, code);
    write.record({store::AuditKind::account, account.id},
                 known ? std::optional(formats::audit_text(*known)) : std::nullopt,
                 formats::audit_text(account));
  }
  write.commit();
  return Registered{account.email, context.now() + domain::CodePolicy::k_lifetime};
}

} // namespace myatlas::services
