#include "services/account/sign_up.hpp"

#include <algorithm>

#include "formats/json/json_records.hpp"
#include "services/account/sent_codes.hpp"
#include "services/companies/proof.hpp"
#include "services/form_values.hpp"
#include "services/notices/mails.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using domain::ActivityNumber;
using domain::EmailAddress;
using domain::Profile;
using domain::ProviderParticulars;
using domain::RegistrationForm;

// The form, checked.
struct Applicant
{
  Account account;
  std::vector<ProvedCompany> companies;
};

bool has_code(const Errors& problems, std::string_view code)
{
  return std::ranges::find(problems, code, &Error::code) != problems.end();
}

// The form of who signs up, read member by member: values, and all that is wrong with it.
class SignUp
{
public:
  SignUp(const Context& context, const RegistrationForm& form) : m_context(context), m_form(form) {}

  Result<Applicant> check()
  {
    read();
    TRY(outcome_of(std::move(m_problems)));
    return Applicant{account(), std::move(m_companies)};
  }

private:
  void read()
  {
    read_profiles();
    read_companies();
    read_provider();
    check_provider();
    read_person();
    require_consent();
  }

  bool holds(Profile profile) const
  {
    return std::ranges::find(m_profiles, profile) != m_profiles.end();
  }

  void tell(const char* code, const char* member)
  {
    m_problems.push_back(Error{code, {}}.at(member));
  }

  void miss(const char* member)
  {
    m_problems.push_back(Error{"field.required", {member}}.at(member));
  }

  template <typename T>
  std::optional<T> read_member(const char* member, Result<T> read)
  {
    return util::collect(std::move(read), m_problems, member);
  }

  bool is_there(const char* member, const std::string& text)
  {
    return require({{member, &text}}, m_problems);
  }

  // Where it is given.
  template <typename T>
  std::optional<T> required(const char* member, const std::string& text)
  {
    return is_there(member, text) ? read_member(member, T::parse(text)) : std::nullopt;
  }

  std::optional<domain::Name> required_name(const char* member, const std::string& text)
  {
    return is_there(member, text) ? read_member(member, domain::parse_person_name(text))
                                  : std::nullopt;
  }

  // A member that need not be given.
  template <typename T>
  std::optional<T> given(const char* member, const std::string& text)
  {
    return text.empty() ? std::nullopt : read_member(member, T::parse(text));
  }

  void read_profiles()
  {
    for (const std::string& text : m_form.profiles) {
      read_profile(text);
    }
    if (m_form.profiles.empty()) {
      miss("profiles");
    }
  }

  void read_profile(const std::string& text)
  {
    const auto profile = read_member("profiles", domain::parse_profile(text));
    if (profile && !holds(*profile)) {
      m_profiles.push_back(*profile);
    }
  }

  void read_companies()
  {
    if (holds(Profile::member)) {
      require_company();
    } else {
      refuse_companies();
    }
    for (std::size_t i = 0; i < m_form.companies.size(); ++i) {
      read_company(m_form.companies[i], "companies[" + std::to_string(i) + "].");
    }
  }

  void read_company(const domain::CompanyForm& form, const std::string& prefix)
  {
    if (auto company = prove_company(m_context, form, prefix, m_problems)) {
      m_companies.push_back(*std::move(company));
    }
  }

  void require_company()
  {
    if (m_form.companies.empty()) {
      prove_company(m_context, {}, "companies[0].",
                    m_problems); // tells all that is missing
    }
  }

  void refuse_companies()
  {
    const bool unclear = has_code(m_problems, "profile.unknown"); // it may have been meant
    if (!m_form.companies.empty() && !unclear) {
      tell("registration.not_member", "profiles");
    }
  }

  bool names_provider() const
  {
    return !m_form.provider_siret.empty() || !m_form.activity_number.empty() ||
           !m_form.uai.empty() || is_given(m_form.particulars);
  }

  void read_provider()
  {
    if (names_provider()) {
      require_profile();
    }
    if (holds(Profile::provider) || names_provider()) {
      read_identity();
    }
  }

  void require_profile()
  {
    if (!holds(Profile::provider)) {
      tell("registration.not_provider", "profiles");
    }
  }

  void read_identity()
  {
    const auto siret = required<domain::Siret>("provider_siret", m_form.provider_siret);
    const auto number = required<ActivityNumber>("activity_number", m_form.activity_number);
    const auto uai = given<domain::Uai>("uai", m_form.uai);
    const ProviderParticulars told = particulars();
    if (siret && number) {
      m_provider = {*siret, *number, uai, domain::ProviderState::pending, told};
    }
  }

  ProviderParticulars particulars()
  {
    ProviderParticulars told;
    take_particulars(told, m_form.particulars, m_problems);
    return told;
  }

  void check_provider()
  {
    if (m_provider) {
      add_first(check_activity_number(m_context, *m_provider), m_problems);
    }
  }

  void read_person()
  {
    read_title();
    read_names();
    m_email = required<EmailAddress>("email", m_form.email);
    m_phone = given<domain::PhoneNumber>("phone", m_form.phone);
  }

  void read_names()
  {
    m_last_name = required_name("last_name", m_form.last_name);
    m_first_name = required_name("first_name", m_form.first_name);
  }

  void read_title()
  {
    if (m_form.title.empty()) {
      miss("title");
    } else {
      m_title = read_member("title", domain::parse_title(m_form.title));
    }
  }

  void require_consent()
  {
    if (!m_form.certify) {
      tell("registration.certify", "certify");
    }
    if (!m_form.accept_terms) {
      tell("registration.terms", "accept_terms");
    }
  }

  // Where nothing is wrong.
  Account account() const
  {
    return {.id = util::new_uuid7(m_context.now()),
            .email = *m_email,
            .title = *m_title,
            .last_name = *m_last_name,
            .first_name = *m_first_name,
            .phone = m_phone,
            .profiles = m_profiles,
            .provider = m_provider,
            .state = domain::AccountState::pending,
            .language = m_context.language,
            .created = m_context.now()};
  }

  const Context& m_context;
  const RegistrationForm& m_form;
  Errors m_problems;
  std::vector<Profile> m_profiles;
  std::vector<ProvedCompany> m_companies;
  std::optional<domain::ProviderIdentity> m_provider;
  std::optional<domain::Title> m_title;
  std::optional<domain::Name> m_last_name, m_first_name;
  std::optional<EmailAddress> m_email;
  std::optional<domain::PhoneNumber> m_phone;
};

// What becomes of an applicant whose form is right, inside the transaction that writes it.
class Registration
{
public:
  Registration(const Context& context, Transaction& write, Applicant applicant)
    : m_context(context), m_write(write), m_applicant(std::move(applicant)),
      m_code(context, k_activation_code, m_applicant.account.email)
  {
  }

  // mail.limit, at the member of the form.
  Outcome count_mail() const
  {
    TRY(m_code.check_limit().or_at("email"));
    m_code.count();
    return Done{};
  }

  void begin(const NewCode& code)
  {
    m_known = m_context.store.accounts().find(m_account.email);
    if (is_taken()) {
      tell_owner(*m_known);
    } else {
      begin_account(code);
    }
  }

private:
  bool is_taken() const { return m_known && domain::state_facts(m_known->state).activated; }

  void begin_account(const NewCode& code)
  {
    if (m_known) {
      take_place(*m_known);
    }
    put();
    m_code.send(m_account, code);
    record();
  }

  // Who has the address of an account that was closed inherits nothing.
  void take_place(const Account& known)
  {
    if (known.state == domain::AccountState::closed) {
      m_context.store.accounts().free_address(known.id);
    } else {
      begin_again(known.id);
    }
  }

  void begin_again(const std::string& id)
  {
    m_account.id = id;
    m_context.store.accounts().forget_perimeter(id);
    if (m_account.provider) {
      keep_refusal(*m_account.provider);
    }
  }

  // What the OPCO refused stays so until it approves it.
  void keep_refusal(domain::ProviderIdentity& provider) const
  {
    if (m_context.store.accounts().is_refused(m_account.id, provider.siret.siren())) {
      provider.state = domain::ProviderState::refused;
    }
  }

  void put() const
  {
    m_context.store.accounts().put(m_account);
    for (const ProvedCompany& company : m_applicant.companies) {
      attach_proved(m_context, m_account.id, company);
    }
  }

  void record() const
  {
    m_write.record({store::AuditKind::account, m_account.id}, text_before(),
                   formats::audit_text(m_account));
  }

  std::optional<std::string> text_before() const
  {
    return m_known ? std::optional(formats::audit_text(*m_known)) : std::nullopt;
  }

  void tell_owner(const Account& owner) const
  {
    queue_mail(m_context, owner, mail_to(owner, domain::MailKind::already_registered));
    m_write.record({store::AuditKind::account, owner.id});
  }

  const Context& m_context;
  Transaction& m_write;
  Applicant m_applicant;
  Account& m_account = m_applicant.account;
  CodeByMail m_code;
  std::optional<Account> m_known; // who has the address already
};

} // namespace

Result<Registered> register_account(const Context& context, const RegistrationForm& form)
{
  TRY_ASSIGN(Applicant applicant, SignUp(context, form).check());
  const EmailAddress email = applicant.account.email;
  const NewCode code = make_code();
  Transaction write = context.begin();
  Registration registration(context, write, std::move(applicant));
  TRY(registration.count_mail());
  registration.begin(code);
  write.commit();
  return Registered{email, context.now() + domain::CodePolicy::k_lifetime};
}

} // namespace myatlas::services
