#include "commands/account/register_questions.hpp"

#include <algorithm>
#include <iterator>

#include "domain/account/account.hpp"
#include "domain/values/money.hpp"
#include "domain/values/person.hpp"
#include "output/interview.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using domain::CompanyForm;
using domain::RegistrationForm;

bool holds(const domain::RegistrationForm& form, const char* profile)
{
  return std::ranges::find(form.profiles, profile) != form.profiles.end();
}

std::vector<std::string> sirets_in(const std::string& text)
{
  std::vector<std::string> sirets;
  for (std::string_view siret : util::split(text, ',')) {
    siret = util::trim(siret);
    if (!siret.empty()) {
      sirets.emplace_back(siret);
    }
  }
  return sirets;
}

Errors siret_problems(const std::string& text)
{
  Errors problems;
  for (const std::string& siret : sirets_in(text)) {
    util::collect(domain::Siret::parse(siret), problems);
  }
  return problems;
}

Errors title_problems(const std::string& text)
{
  return problems_of(domain::parse_title(text));
}

constexpr Question<CompanyForm> k_company_questions[] = {
  {&CompanyForm::member_code, N_("Member code:"), problems_with<domain::MemberCode>},
};

constexpr Question<RegistrationForm> k_siret_questions[] = {
  {&RegistrationForm::provider_siret, N_("SIRET of the training provider:"),
   problems_with<domain::Siret>},
};

constexpr Question<domain::ParticularsForm> k_particulars_questions[] = {
  {&domain::ParticularsForm::company_name, N_("Name of the training provider:"),
   problems_with<domain::Name>},
};

constexpr Question<RegistrationForm> k_number_questions[] = {
  {&RegistrationForm::activity_number, N_("Activity declaration number:"),
   problems_with<domain::ActivityNumber>},
  {&RegistrationForm::uai, N_("UAI, of a CFA (empty: none):"), problems_if_given<domain::Uai>},
};

constexpr Question<RegistrationForm> k_name_questions[] = {
  {&RegistrationForm::title, N_("Title (M or MME):"), title_problems},
  {&RegistrationForm::last_name, N_("Last name:"), problems_with<domain::Name>},
  {&RegistrationForm::first_name, N_("First name:"), problems_with<domain::Name>},
};

constexpr Question<RegistrationForm> k_phone_questions[] = {
  {&RegistrationForm::phone, N_("Telephone (may be left empty):"),
   problems_if_given<domain::PhoneNumber>},
};

bool tells_establishments(const CompanyForm& company)
{
  return !company.sirets.empty() || company.all_establishments;
}

bool is_whole_company(const CompanyForm& company)
{
  return !company.member_code.empty() && !company.payroll.empty() && tells_establishments(company);
}

bool tells_companies(const RegistrationForm& form)
{
  return !form.companies.empty() && std::ranges::all_of(form.companies, is_whole_company);
}

bool tells_provider(const domain::RegistrationForm& form)
{
  return !form.provider_siret.empty() && !form.activity_number.empty();
}

bool tells_name(const RegistrationForm& form)
{
  return !form.title.empty() && !form.last_name.empty() && !form.first_name.empty();
}

bool tells_person(const RegistrationForm& form)
{
  return !form.email.empty() && tells_name(form) && form.accept_terms;
}

bool is_told_of_member(const RegistrationForm& form)
{
  return !holds(form, "member") || tells_companies(form);
}

bool is_told_of_provider(const RegistrationForm& form)
{
  return !holds(form, "provider") || tells_provider(form);
}

bool tells_whom(const RegistrationForm& form)
{
  return !form.profiles.empty() && is_told_of_member(form) && is_told_of_provider(form);
}

// Whether the options tell all that must be told: then nothing is asked, not even what may be left
// out.
bool is_whole(const RegistrationForm& form)
{
  return tells_whom(form) && form.certify && tells_person(form);
}

// The questions of a registration, and the form that the answers make.
class RegistrationQuestions
{
public:
  RegistrationQuestions(const Env& env, RegistrationForm form)
    : m_person(env), m_form(std::move(form))
  {
  }

  RegistrationForm answered()
  {
    ask_profiles();
    ask_of_profiles();
    ask_to_certify();
    ask_person();
    return m_form;
  }

private:
  bool yes(const char* question) const { return m_person.yes(question); }
  void ask_profiles();
  void ask_profile(const char* profile, const char* question);
  void ask_of_profiles();
  void ask_companies();
  void ask_more_companies();
  CompanyForm ask_company(CompanyForm company) const;
  void ask_payroll(CompanyForm& company) const;
  void ask_establishments(CompanyForm& company) const;
  void ask_provider();
  void ask_to_certify();
  void ask_person();
  void ask_email();
  bool ask_email_again(const std::string& email) const;

  Interview m_person;
  RegistrationForm m_form;
};

void RegistrationQuestions::ask_profiles()
{
  if (m_form.profiles.empty()) {
    ask_profile("member", N_("Are you a member of OPCO Atlas? (y/n)"));
    ask_profile("provider", N_("Are you a training provider or a CFA? (y/n)"));
  }
}

void RegistrationQuestions::ask_profile(const char* profile, const char* question)
{
  if (yes(question)) {
    m_form.profiles.emplace_back(profile);
  }
}

void RegistrationQuestions::ask_of_profiles()
{
  if (holds(m_form, "member")) {
    ask_companies();
  }
  if (holds(m_form, "provider")) {
    ask_provider();
  }
}

void RegistrationQuestions::ask_companies()
{
  if (m_form.companies.empty()) {
    m_form.companies.emplace_back();
  }
  CompanyForm& first = m_form.companies[0];
  const bool is_told = is_whole_company(first);
  first = ask_company(first);
  if (!is_told) {
    ask_more_companies();
  }
}

void RegistrationQuestions::ask_more_companies()
{
  while (yes(N_("Add another company? (y/n)"))) {
    m_form.companies.push_back(ask_company({}));
  }
}

CompanyForm RegistrationQuestions::ask_company(CompanyForm company) const
{
  ask_missing(m_person, company, k_company_questions);
  ask_payroll(company);
  if (!tells_establishments(company)) {
    ask_establishments(company);
  }
  return company;
}

void RegistrationQuestions::ask_payroll(CompanyForm& company) const
{
  if (company.payroll.empty()) {
    company.payroll =
      m_person.ask_number(N_("Declared payroll of the year before (0 if created this year):"),
                          problems_with<domain::Money>);
  }
}

void RegistrationQuestions::ask_establishments(CompanyForm& company) const
{
  company.sirets = sirets_in(m_person.ask(
    N_("SIRETs to manage, separated by commas (empty: all establishments):"), siret_problems));
  company.all_establishments = company.sirets.empty();
}

void RegistrationQuestions::ask_provider()
{
  ask_missing(m_person, m_form, k_siret_questions);
  ask_missing(m_person, m_form.particulars, k_particulars_questions);
  ask_missing(m_person, m_form, k_number_questions);
}

void RegistrationQuestions::ask_to_certify()
{
  if (!m_form.certify) {
    m_form.certify = yes(N_("Do you certify that you may act in this name? (y/n)"));
  }
  if (!m_form.certify) { // no answer after this one would count
    throw NoAnswer{{"registration.certify", {}}};
  }
}

void RegistrationQuestions::ask_person()
{
  ask_missing(m_person, m_form, k_name_questions);
  ask_email();
  ask_missing(m_person, m_form, k_phone_questions);
  if (!m_form.accept_terms) {
    m_form.accept_terms = yes(N_("Do you accept the terms of use? (y/n)"));
  }
}

// Twice, as the portal does: it is the identifier for ever.
void RegistrationQuestions::ask_email()
{
  while (m_form.email.empty()) {
    const std::string email = m_person.ask(N_("E-mail:"), problems_with<domain::EmailAddress>);
    m_form.email = ask_email_again(email) ? email : "";
  }
}

bool is_same_address(const std::string& one, const std::string& other)
{
  return util::to_lower(one) == util::to_lower(other);
}

// Which of the two was mistyped nobody knows.
bool RegistrationQuestions::ask_email_again(const std::string& email) const
{
  const bool is_same = is_same_address(m_person.ask(N_("The same e-mail again:")), email);
  if (!is_same) {
    m_person.tell_problem({"email.confirmation", {}});
  }
  return is_same;
}

} // namespace

Result<RegistrationForm> ask_registration(const Env& env, RegistrationForm form)
{
  try {
    return is_whole(form) ? form : RegistrationQuestions(env, form).answered();
  } catch (const NoAnswer& end) {
    return end.error;
  }
}

} // namespace myatlas::cli
