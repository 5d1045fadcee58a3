#include "commands/dossiers/request_questions.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "domain/dossiers/funding_request.hpp"
#include "domain/values/money.hpp"
#include "operations/account/account.hpp"
#include "operations/companies/employees.hpp"
#include "operations/companies/establishments.hpp"
#include "output/interview.hpp"
#include "output/joined.hpp"
#include "output/plain_text.hpp"
#include "texts/contribution_words.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct Offered
{
  const char* value;
  const char* about; // msgid
};

constexpr Offered k_schemes[] = {
  {"pdc", N_("skills development plan (plan de développement des compétences)")},
  {"professionnalisation", N_("professionalisation contract")},
  {"proa", N_("retraining or promotion by alternation (Pro-A)")},
  {"bilan", N_("skills assessment (bilan de compétences)")},
  {"vae", N_("recognition of prior experience (VAE)")},
  {"afest", N_("training at the workplace (AFEST)")},
};

constexpr Offered k_modes[] = {{"presentiel", N_("in person")},
                               {"distanciel", N_("remotely")},
                               {"mixte", N_("both (in person and remotely)")},
                               {"afest", N_("at the workplace")}};

template <std::size_t N>
std::vector<Choice> choices_of(const Texts& texts, const Offered (&offered)[N])
{
  std::vector<Choice> choices;
  for (const Offered& one : offered) {
    choices.push_back({one.value, texts.tr(one.about)});
  }
  return choices;
}

bool has_french_lengths(const std::vector<std::string_view>& parts)
{
  return parts[0].size() <= 2 && parts[1].size() <= 2 && parts[2].size() == 4;
}

bool is_french_date(const std::vector<std::string_view>& parts)
{
  return parts.size() == 3 && has_french_lengths(parts);
}

// "7/4/2026" as people write it; the form holds ISO dates.
std::string iso_date(const std::string& text)
{
  const auto parts = util::split(text, '/');
  return is_french_date(parts) ? fmt::format("{}-{:0>2}-{:0>2}", parts[2], parts[1], parts[0])
                               : text;
}

Errors date_problems(const std::string& text, const std::string& first)
{
  const std::string day = iso_date(text);
  if (!domain::Date::parse(day)) {
    return {{"date.asked", {text}}};
  }
  return day < first ? Errors{{"request.dates", {first, day}}} : Errors{};
}

// A day, not before the first one there may be.
std::string ask_date(const Interview& person, const char* question, const std::string& first = "")
{
  const auto check = [&](const std::string& text) { return date_problems(text, first); };
  return iso_date(person.ask(question, check));
}

Errors required(const std::string& text)
{
  return util::trim(text).empty() ? Errors{{"answer.required", {}}} : Errors{};
}

// What the store answers; without an answer there is nothing to choose from.
template <typename Request>
Json answer_of(Session& session, const operations::OperationOf<Request>& operation,
               const Request& request)
{
  const auto answer = session.ask(operation, request);
  return answer ? answer->document : throw NoAnswer{answer.error()};
}

Choice choice_of(const Json& establishment)
{
  const std::string town = plain_text(establishment["town"]);
  std::string about = plain_text(establishment["name"]);
  about += town.empty() ? "" : ", " + town;
  return {plain_text(establishment["siret"]), util::printable(about)};
}

std::vector<Choice> establishments(Session& session)
{
  std::vector<Choice> choices;
  const Json found = answer_of(session, operations::k_list_establishments, operations::OfCompany{});
  for (const Json& one : found["establishments"]) {
    choices.push_back(choice_of(one));
  }
  return choices;
}

std::string ask_establishment(Session& session, const Interview& person)
{
  const std::vector<Choice> choices = establishments(session);
  if (choices.empty()) {
    throw NoAnswer{{"establishment.none", {}}};
  }
  return choices.size() == 1 ? choices[0].value
                             : person.choose(N_("Establishment of the trainees:"), choices);
}

std::string last_name_of(const Json& employee)
{
  const std::string used = plain_text(employee["used_name"]);
  return used.empty() ? plain_text(employee["birth_name"]) : used;
}

std::string name_of_employee(const Json& employee)
{
  return plain_text(employee["first_name"]) + " " + last_name_of(employee);
}

operations::ListEmployees company_of(const std::string& siret)
{
  return {.company = domain::Siret::parse(siret)->siren().digits()};
}

std::vector<std::string> employees_of(Session& session, const std::string& siret)
{
  std::vector<std::string> names;
  const Json found = answer_of(session, operations::k_list_employees, company_of(siret));
  for (const Json& one : found["employees"]) {
    names.push_back(name_of_employee(one));
  }
  return names;
}

// The place in a list that a text tells; 0: none.
std::size_t place_in_list(const std::string& text, std::size_t count)
{
  if (!util::is_digits(text) || text.size() >= 4) {
    return 0;
  }
  const auto place = static_cast<std::size_t>(std::stoul(text));
  return place <= count ? place : 0;
}

std::string trainee_meant(const std::string& answer, const std::vector<std::string>& employees)
{
  const std::size_t place = place_in_list(answer, employees.size());
  return place == 0 ? answer : employees[place - 1];
}

// Numbers of the list become the employees they stand beside; names stay names.
std::vector<std::string> trainees_in(std::string list, const std::vector<std::string>& employees)
{
  std::vector<std::string> names;
  std::ranges::replace(list, ';', ',');
  for (const std::string_view part : util::split(list, ',')) {
    const std::string name(util::trim(part));
    if (!name.empty()) {
      names.push_back(trainee_meant(name, employees));
    }
  }
  return names;
}

void tell_employees(const Interview& person, const std::vector<std::string>& employees)
{
  for (std::size_t i = 0; i < employees.size(); ++i) {
    person.tell(fmt::format("  {}  {}", i + 1, util::printable(employees[i])));
  }
}

std::vector<std::string> ask_trainees(Session& session, const Interview& person,
                                      const std::string& siret)
{
  const std::vector<std::string> employees = employees_of(session, siret);
  tell_employees(person, employees);
  const char* question = employees.empty()
                           ? N_("Trainees, by name, separated by commas:")
                           : N_("Trainees, by number or name, separated by commas:");
  return trainees_in(person.ask(question, required), employees);
}

Errors hours_problems(const std::string& text)
{
  return problems_of(domain::parse_hours(text));
}

// The questions of a request, in their order.
class RequestQuestions
{
public:
  explicit RequestQuestions(Session& session) : m_session(session), m_person(session.env()) {}

  const Interview& person() const { return m_person; }

  domain::RequestForm answered()
  {
    m_form.siret = ask_establishment(m_session, m_person);
    m_form.scheme = choose(N_("Scheme it is funded under:"), k_schemes);
    ask_training();
    ask_when();
    m_form.mode = choose(N_("How it is held:"), k_modes);
    m_form.employees = ask_trainees(m_session, m_person, m_form.siret);
    m_form.teaching_cost = ask_cost();
    return m_form;
  }

private:
  template <std::size_t N>
  std::string choose(const char* question, const Offered (&offered)[N]) const
  {
    return m_person.choose(question, choices_of(m_session.texts(), offered));
  }

  void ask_training()
  {
    m_form.title = m_person.ask(N_("Title of the training:"), required);
    m_form.objective = m_person.ask(N_("What it is for (may be left empty):"));
    m_form.provider_siret =
      m_person.ask(N_("SIRET of the training provider:"), problems_with<domain::Siret>);
  }

  void ask_when()
  {
    m_form.start = ask_date(m_person, N_("First day, as in 07/04/2026 for 7 April:"));
    m_form.end = ask_date(m_person, N_("Last day:"), m_form.start);
    m_form.hours = m_person.ask_number(N_("Hours for each trainee:"), hours_problems);
  }

  std::string ask_cost() const
  {
    return m_person.ask_number(N_("Teaching cost before tax, for all trainees:"),
                               problems_with<domain::Money>);
  }

  Session& m_session;
  Interview m_person;
  domain::RequestForm m_form;
};

std::string summary(const Texts& texts, const domain::RequestForm& form)
{
  const std::string cost = domain::Money::parse(form.teaching_cost)->text();
  const std::string hours = hundredths_for_people(texts, *domain::parse_hours(form.hours));
  return texts.trf(N_("{0}, {1} to {2}, {3} hours, for {4}: {5}"), form.title,
                   texts.time(form.start), texts.time(form.end), hours, joined(form.employees),
                   texts.money(cost));
}

AskedRequest asked_request(Session& session)
{
  RequestQuestions questions(session);
  AskedRequest asked{questions.answered()};
  questions.person().tell(util::printable(summary(session.texts(), asked.form)));
  asked.draft = !questions.person().yes(N_("Send it now? No keeps it as a draft. (y/n)"));
  return asked;
}

} // namespace

Result<AskedRequest> ask_request(Session& session)
{
  try {
    answer_of(session, operations::k_whoami, {}); // nobody is asked who could not send it
    return asked_request(session);
  } catch (const NoAnswer& end) {
    return end.error;
  }
}

} // namespace myatlas::cli
