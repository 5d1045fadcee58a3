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
#include "output/view.hpp"
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

// "7/4/2026" as people write it; the form holds ISO dates.
std::string iso_date(const std::string& text)
{
  const auto parts = util::split(text, '/');
  const bool is_french =
    parts.size() == 3 && parts[0].size() <= 2 && parts[1].size() <= 2 && parts[2].size() == 4;
  return is_french ? fmt::format("{}-{:0>2}-{:0>2}", parts[2], parts[1], parts[0]) : text;
}

// A day, not before the first one there may be.
std::string ask_date(const Interview& person, const char* question, const std::string& first = "")
{
  return iso_date(person.ask(question, [&](const std::string& text) {
    const std::string day = iso_date(text);
    if (!domain::Date::parse(day)) {
      return util::Errors{{"date.asked", {text}}};
    }
    return day < first ? util::Errors{{"request.dates", {first, day}}} : util::Errors{};
  }));
}

util::Errors required(const std::string& text)
{
  return util::trim(text).empty() ? util::Errors{{"answer.required", {}}} : util::Errors{};
}

// What the store answers; without an answer there is nothing to choose from.
template <typename Request>
Json answer_of(Session& session, const operations::OperationOf<Request>& operation,
               const Request& request)
{
  operations::Files none;
  const auto answer = session.ask(operation, request, none);
  return answer ? answer->document : throw NoAnswer{answer.error()};
}

std::string ask_establishment(Session& session, const Interview& person)
{
  std::vector<Choice> choices;
  const Json found = answer_of(session, operations::k_list_establishments, operations::Nothing{});
  for (const Json& one : found["establishments"]) {
    const std::string town = plain_text(one["town"]);
    choices.push_back(
      {plain_text(one["siret"]),
       util::printable(plain_text(one["name"]) + (town.empty() ? "" : ", " + town))});
  }
  if (choices.empty()) {
    throw NoAnswer{{"establishment.none", {}}};
  }
  return choices.size() == 1 ? choices[0].value
                             : person.choose(N_("Establishment of the trainees:"), choices);
}

std::vector<std::string> employees_of(Session& session, const std::string& siret)
{
  std::vector<std::string> names;
  const operations::ListEmployees asked{.company = domain::Siret::parse(siret)->siren().digits()};
  const Json found = answer_of(session, operations::k_list_employees, asked);
  for (const Json& one : found["employees"]) {
    const std::string used = plain_text(one["used_name"]);
    names.push_back(plain_text(one["first_name"]) + " " +
                    (used.empty() ? plain_text(one["birth_name"]) : used));
  }
  return names;
}

// Numbers of the list become the employees they stand beside; names stay names.
std::vector<std::string> trainees_in(const std::string& answer,
                                     const std::vector<std::string>& employees)
{
  std::vector<std::string> names;
  std::string list = answer;
  std::ranges::replace(list, ';', ',');
  for (const std::string_view part : util::split(list, ',')) {
    const std::string name(util::trim(part));
    const std::size_t number =
      util::is_digits(name) && name.size() < 4 ? static_cast<std::size_t>(std::stoul(name)) : 0;
    if (number >= 1 && number <= employees.size()) {
      names.push_back(employees[number - 1]);
    } else if (!name.empty()) {
      names.push_back(name);
    }
  }
  return names;
}

std::vector<std::string> ask_trainees(Session& session, const Interview& person,
                                      const std::string& siret)
{
  const std::vector<std::string> employees = employees_of(session, siret);
  for (std::size_t i = 0; i < employees.size(); ++i) {
    person.tell(fmt::format("  {}  {}", i + 1, util::printable(employees[i])));
  }
  return trainees_in(person.ask(employees.empty()
                                  ? N_("Trainees, by name, separated by commas:")
                                  : N_("Trainees, by number or name, separated by commas:"),
                                required),
                     employees);
}

util::Errors hours_problems(const std::string& text)
{
  return problems_of(domain::parse_hours(text));
}

domain::RequestForm questions(Session& session, const Interview& person)
{
  const Texts& texts = session.texts();
  domain::RequestForm form;
  form.siret = ask_establishment(session, person);
  form.scheme = person.choose(N_("Scheme it is funded under:"), choices_of(texts, k_schemes));
  form.title = person.ask(N_("Title of the training:"), required);
  form.objective = person.ask(N_("What it is for (may be left empty):"));
  form.provider_siret = person.ask(N_("SIRET of the training provider:"), as<domain::Siret>());
  form.start = ask_date(person, N_("First day, as in 07/04/2026 for 7 April:"));
  form.end = ask_date(person, N_("Last day:"), form.start);
  form.hours = person.ask_number(N_("Hours for each trainee:"), hours_problems);
  form.mode = person.choose(N_("How it is held:"), choices_of(texts, k_modes));
  form.employees = ask_trainees(session, person, form.siret);
  form.teaching_cost =
    person.ask_number(N_("Teaching cost before tax, for all trainees:"), as<domain::Money>());
  return form;
}

std::string summary(const Texts& texts, const domain::RequestForm& form)
{
  std::string names;
  for (const std::string& name : form.employees) {
    names += (names.empty() ? "" : ", ") + name;
  }
  return texts.trf(N_("{0}, {1} to {2}, {3} hours, for {4}: {5}"), form.title,
                   texts.time(form.start), texts.time(form.end),
                   hundredths_for_people(texts, *domain::parse_hours(form.hours)), names,
                   texts.money(domain::Money::parse(form.teaching_cost)->text()));
}

} // namespace

util::Result<AskedRequest> ask_request(Session& session)
{
  try {
    answer_of(session, operations::k_whoami, {}); // nobody is asked who could not send it
    const Interview person(session.env());
    AskedRequest asked{questions(session, person)};
    person.tell(util::printable(summary(session.texts(), asked.form)));
    asked.draft = !person.yes(N_("Send it now? No keeps it as a draft. (y/n)"));
    return asked;
  } catch (const NoAnswer& end) {
    return end.error;
  }
}

} // namespace myatlas::cli
