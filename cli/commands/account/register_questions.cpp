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

bool holds(const domain::RegistrationForm& form, const char* profile)
{
  return std::ranges::find(form.profiles, profile) != form.profiles.end();
}

std::vector<std::string> sirets_in(const std::string& text)
{
  std::vector<std::string> sirets;
  for (const std::string_view siret : util::split(text, ',')) {
    if (!util::trim(siret).empty()) {
      sirets.emplace_back(util::trim(siret));
    }
  }
  return sirets;
}

util::Errors siret_problems(const std::string& text)
{
  util::Errors problems;
  for (const std::string& siret : sirets_in(text)) {
    std::ranges::copy(problems_of(domain::Siret::parse(siret)), std::back_inserter(problems));
  }
  return problems;
}

bool is_whole(const domain::CompanyForm& company)
{
  return !company.member_code.empty() && !company.payroll.empty() &&
         (!company.sirets.empty() || company.all_establishments);
}

// Whether the options tell all that must be told: then nothing is asked, not even what may be left
// out.
bool is_whole(const domain::RegistrationForm& form)
{
  const bool companies =
    !holds(form, "member") ||
    (!form.companies.empty() &&
     std::ranges::all_of(form.companies, [](const auto& c) { return is_whole(c); }));
  const bool provider =
    !holds(form, "provider") || (!form.provider_siret.empty() && !form.activity_number.empty());
  return !form.profiles.empty() && companies && provider && form.certify && form.accept_terms &&
         !form.email.empty() && !form.title.empty() && !form.last_name.empty() &&
         !form.first_name.empty();
}

domain::CompanyForm ask_company(const Interview& person, domain::CompanyForm company)
{
  person.ask_if_missing(company.member_code, N_("Member code:"), as<domain::MemberCode>());
  if (company.payroll.empty()) {
    company.payroll = person.ask_number(
      N_("Declared payroll of the year before (0 if created this year):"), as<domain::Money>());
  }
  if (company.sirets.empty() && !company.all_establishments) {
    company.sirets = sirets_in(person.ask(
      N_("SIRETs to manage, separated by commas (empty: all establishments):"), siret_problems));
    company.all_establishments = company.sirets.empty();
  }
  return company;
}

void ask_companies(const Interview& person, domain::RegistrationForm& form)
{
  if (form.profiles.empty()) {
    if (person.yes(N_("Are you a member of OPCO Atlas? (y/n)"))) {
      form.profiles.emplace_back("member");
    }
    if (person.yes(N_("Are you a training provider or a CFA? (y/n)"))) {
      form.profiles.emplace_back("provider");
    }
  }
  if (holds(form, "member")) {
    form.companies.resize(std::max<std::size_t>(form.companies.size(), 1));
    const bool is_told = is_whole(form.companies[0]);
    form.companies[0] = ask_company(person, form.companies[0]);
    while (!is_told && person.yes(N_("Add another company? (y/n)"))) {
      form.companies.push_back(ask_company(person, {}));
    }
  }
  if (holds(form, "provider")) {
    person.ask_if_missing(form.provider_siret, N_("SIRET of the training provider:"),
                          as<domain::Siret>());
    person.ask_if_missing(form.particulars.company_name, N_("Name of the training provider:"),
                          as<domain::Name>());
    person.ask_if_missing(form.activity_number, N_("Activity declaration number:"),
                          as<domain::ActivityNumber>());
    person.ask_if_missing(form.uai, N_("UAI, of a CFA (empty: none):"),
                          or_nothing(as<domain::Uai>()));
  }
  form.certify =
    form.certify || person.yes(N_("Do you certify that you may act in this name? (y/n)"));
  if (!form.certify) { // no answer after this one would count
    throw NoAnswer{{"registration.certify", {}}};
  }
}

// Twice, as the portal does: it is the identifier for ever.
void ask_email(const Interview& person, domain::RegistrationForm& form)
{
  while (form.email.empty()) {
    const std::string email = person.ask(N_("E-mail:"), as<domain::EmailAddress>());
    const std::string again = person.ask(N_("The same e-mail again:"));
    if (util::to_lower(again) == util::to_lower(email)) {
      form.email = email;
    } else {
      person.tell_problem({"email.confirmation", {}}); // which of the two was mistyped nobody knows
    }
  }
}

void ask_person(const Interview& person, domain::RegistrationForm& form)
{
  person.ask_if_missing(form.title, N_("Title (M or MME):"), [](const std::string& text) {
    return problems_of(domain::parse_title(text));
  });
  person.ask_if_missing(form.last_name, N_("Last name:"), as<domain::Name>());
  person.ask_if_missing(form.first_name, N_("First name:"), as<domain::Name>());
  ask_email(person, form);
  person.ask_if_missing(form.phone, N_("Telephone (may be left empty):"),
                        or_nothing(as<domain::PhoneNumber>()));
  form.accept_terms = form.accept_terms || person.yes(N_("Do you accept the terms of use? (y/n)"));
}

} // namespace

util::Result<domain::RegistrationForm> ask_registration(const Env& env,
                                                        domain::RegistrationForm form)
{
  if (is_whole(form)) {
    return form;
  }
  try {
    const Interview person(env);
    ask_companies(person, form);
    ask_person(person, form);
    return form;
  } catch (const NoAnswer& end) {
    return end.error;
  }
}

} // namespace myatlas::cli
