#include "commands/register_questions.hpp"

#include <algorithm>
#include <array>

#include "messages/tr.hpp"
#include "output/prompt.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

struct Question
{
  std::string* into;
  const char* text;
};

// Thrown to leave the questions when the answers end; caught below.
struct NoAnswer
{
  util::Error error;
};

std::string answer(const Env& env, const char* question)
{
  const util::Result<std::string> line = ask(env, tr(question));
  if (!line) {
    throw NoAnswer{line.error()};
  }
  return std::string(util::trim(*line));
}

bool yes(const Env& env, const char* question)
{
  const std::string text = util::to_lower(answer(env, question));
  return text == "y" || text == "yes" || text == "o" || text == "oui";
}

void ask_if_missing(const Env& env, const Question& question)
{
  if (question.into->empty()) {
    *question.into = answer(env, question.text);
  }
}

bool holds(const domain::RegistrationForm& form, const char* profile)
{
  return std::ranges::find(form.profiles, profile) != form.profiles.end();
}

domain::CompanyForm ask_company(const Env& env, domain::CompanyForm company)
{
  ask_if_missing(env, {&company.member_code, N_("Member code:")});
  ask_if_missing(env, {&company.payroll, N_("Declared payroll of the year before (0 if created this year):")});
  if (company.sirets.empty() && !company.all_establishments) {
    const std::string sirets = answer(env, N_("SIRETs to manage, separated by commas (empty: all establishments):"));
    company.all_establishments = sirets.empty();
    for (const std::string_view siret : util::split(sirets, ',')) {
      if (!util::trim(siret).empty()) {
        company.sirets.emplace_back(util::trim(siret));
      }
    }
  }
  return company;
}

void ask_companies(const Env& env, domain::RegistrationForm& form)
{
  if (form.profiles.empty()) {
    if (yes(env, N_("Are you a member of OPCO Atlas? (y/n)"))) {
      form.profiles.emplace_back("member");
    }
    if (yes(env, N_("Are you a training provider or a CFA? (y/n)"))) {
      form.profiles.emplace_back("provider");
    }
  }
  if (holds(form, "member")) {
    form.companies.resize(std::max<std::size_t>(form.companies.size(), 1));
    form.companies[0] = ask_company(env, form.companies[0]);
    while (yes(env, N_("Add another company? (y/n)"))) {
      form.companies.push_back(ask_company(env, {}));
    }
  }
  if (holds(form, "provider")) {
    ask_if_missing(env, {&form.provider_siret, N_("SIRET of the training provider:")});
    ask_if_missing(env, {&form.activity_number, N_("Activity declaration number:")});
  }
  form.certify = form.certify || yes(env, N_("Do you certify that you may act for them? (y/n)"));
}

util::Outcome ask_person(const Env& env, domain::RegistrationForm& form)
{
  for (const Question& question : std::array<Question, 3>{{{&form.title, N_("Title (M or MME):")},
                                                           {&form.last_name, N_("Last name:")},
                                                           {&form.first_name, N_("First name:")}}}) {
    ask_if_missing(env, question);
  }
  if (form.email.empty()) {
    form.email = answer(env, N_("E-mail:"));
    if (util::to_lower(answer(env, N_("The same e-mail again:"))) != util::to_lower(form.email)) {
      return util::Error{"email.confirmation", {}}.at("email");
    }
  }
  ask_if_missing(env, {&form.phone, N_("Telephone (may be left empty):")});
  form.accept_terms = form.accept_terms || yes(env, N_("Do you accept the terms of use? (y/n)"));
  return util::Done{};
}

} // namespace

util::Result<domain::RegistrationForm> ask_registration(const Env& env, domain::RegistrationForm form)
{
  try {
    ask_companies(env, form);
    const util::Outcome person = ask_person(env, form);
    return person ? util::Result<domain::RegistrationForm>(form) : util::Result<domain::RegistrationForm>(person.errors());
  } catch (const NoAnswer& end) {
    return end.error;
  }
}

} // namespace myatlas::cli
