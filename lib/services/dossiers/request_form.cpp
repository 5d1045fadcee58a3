#include "services/dossiers/request_form.hpp"

#include <algorithm>

#include "domain/values/codes.hpp"
#include "domain/values/person.hpp"
#include "services/dossiers/request_trainees.hpp"
#include "services/form_values.hpp"
#include "util/ranges.hpp"

namespace myatlas::services {

namespace {

using domain::Date;
using domain::FundingRequest;
using domain::Money;
using domain::parse_hours;
using domain::parse_non_negative;
using domain::parse_positive;
using domain::parse_scheme;
using domain::parse_yes_no;
using domain::RequestForm;
using domain::Scheme;
using domain::Siret;
using domain::Trainee;
using domain::TrainingModule;

void take_text(std::string& into, const std::string& text, std::size_t most,
               const std::string& name, Errors& problems)
{
  std::optional<std::string> taken;
  const auto as_line = [&](const std::string& t) { return line_of(t, most); };
  take(taken, text, as_line, name, problems);
  into = taken.value_or(into);
}

// A value whose type checks it, kept as its text.
template <typename Checked>
void take_checked(std::string& into, const std::string& text, const std::string& name,
                  Errors& problems)
{
  std::optional<Checked> taken;
  take(taken, text, Checked::parse, name, problems);
  into = taken ? taken->text() : into;
}

TrainingModule module_in(const domain::ModuleForm& given, const std::string& prefix,
                         Errors& problems)
{
  TrainingModule module;
  take_text(module.title, given.title, 255, prefix + "title", problems);
  take(module.provider, given.provider_siret, Siret::parse, prefix + "provider_siret", problems);
  take_checked<domain::ActivityNumber>(module.activity_number, given.activity_number,
                                       prefix + "activity_number", problems);
  take(module.hours, given.hours, parse_hours, prefix + "hours", problems);
  take(module.cost, given.teaching_cost, parse_non_negative, prefix + "teaching_cost", problems);
  return module;
}

Money cost_of_module(const TrainingModule& module)
{
  return module.cost.value_or(Money{});
}

// Of the action itself, where its form leaves out what its modules say.
void take_from_modules(FundingRequest& request, const RequestForm& form)
{
  if (form.provider_siret.empty()) {
    request.provider = request.modules.front().provider;
  }
  const Money cost = util::total_of(request.modules, cost_of_module);
  if (form.teaching_cost.empty() && cost.cents > 0) {
    request.teaching_cost = cost;
  }
}

void take_modules(FundingRequest& request, const RequestForm& form, Errors& problems)
{
  if (form.modules.empty()) {
    return;
  }
  request.modules.clear();
  for (std::size_t i = 0; i < form.modules.size(); ++i) {
    request.modules.push_back(module_in(form.modules[i], prefix_of("modules", i), problems));
  }
  take_from_modules(request, form);
}

void take_side_costs(domain::SideCosts& costs, const RequestForm& form, Errors& problems)
{
  take(costs.travel, form.travel_cost, parse_non_negative, "travel_cost", problems);
  take(costs.lodging, form.lodging_cost, parse_non_negative, "lodging_cost", problems);
  take(costs.meals, form.meal_cost, parse_non_negative, "meal_cost", problems);
  take(costs.wages, form.wage_cost, parse_non_negative, "wage_cost", problems);
}

void take_money(FundingRequest& request, const RequestForm& form, Errors& problems)
{
  take(request.teaching_cost, form.teaching_cost, parse_positive, "teaching_cost", problems);
  take_side_costs(request.side_costs, form, problems);
  take(request.requested, form.requested_amount, parse_positive, "requested_amount", problems);
  take(request.co_funding, form.co_funding, parse_non_negative, "co_funding", problems);
  take(request.subrogation, form.subrogation, parse_yes_no, "subrogation", problems);
}

Error reference_is_of(const std::string& reference, const std::string& other)
{
  return Error{"request.reference_exists", {reference, other}}.at("reference");
}

// A reference names one request of a company.
void take_reference(const Surroundings& surroundings, std::optional<Siret> siret,
                    FundingRequest& request, const RequestForm& form, Errors& problems)
{
  take(request.reference, form.reference, reference_of, "reference", problems);
  if (form.reference.empty() || !siret) {
    return;
  }
  const auto other = surroundings.holder(siret->siren(), request.reference);
  if (other && *other != request.number) {
    problems.push_back(reference_is_of(request.reference, *other));
  }
}

// Whether each of them has its hours.
template <typename Parts>
bool have_hours(const Parts& parts)
{
  const auto has = [](const auto& one) { return one.hours.has_value(); };
  return !parts.empty() && std::ranges::all_of(parts, has);
}

std::int64_t hours_together(const std::vector<TrainingModule>& modules)
{
  std::int64_t sum = 0;
  for (const TrainingModule& module : modules) {
    sum += *module.hours;
  }
  return sum;
}

std::int64_t longest(const std::vector<Trainee>& trainees)
{
  const auto hours = [](const Trainee& one) { return *one.hours; };
  return hours(*std::ranges::max_element(trainees, {}, hours));
}

// The action's hours where its modules, or all of its trainees, have theirs and it is given none:
// the modules one after the other, or the longest of the trainees.
void work_out_hours(FundingRequest& request, const RequestForm& form)
{
  if (!form.hours.empty() || (form.modules.empty() && request.hours)) {
    return;
  }
  if (have_hours(request.modules)) {
    request.hours = hours_together(request.modules);
  } else if (!request.hours && have_hours(request.trainees)) {
    request.hours = longest(request.trainees);
  }
}

void take_contact(domain::Contact& contact, const RequestForm& form, Errors& problems)
{
  take_checked<domain::Name>(contact.name, form.contact_name, "contact_name", problems);
  take_checked<domain::EmailAddress>(contact.email, form.contact_email, "contact_email", problems);
  take_checked<domain::PhoneNumber>(contact.phone, form.contact_phone, "contact_phone", problems);
}

// When, how and for whom it is given.
void take_course(FundingRequest& request, const RequestForm& form, Errors& problems)
{
  take(request.start, form.start, Date::parse, "start", problems);
  take(request.end, form.end, Date::parse, "end", problems);
  take(request.hours, form.hours, parse_hours, "hours", problems);
  take(request.mode, form.mode, domain::parse_mode, "mode", problems);
  take(request.audience, form.audience, domain::parse_audience, "audience", problems);
  take(request.internal, form.internal, parse_yes_no, "internal", problems);
  take(request.outside_working_time, form.outside_working_time, parse_yes_no,
       "outside_working_time", problems);
}

// Of an establishment that may not be known.
void fill_at(Surroundings& surroundings, std::optional<Siret> siret, FundingRequest& request,
             const RequestForm& form, Errors& problems)
{
  take_reference(surroundings, siret, request, form, problems);
  take_text(request.title, form.title, 255, "title", problems);
  take_text(request.objective, form.objective, 1000, "objective", problems);
  take_contact(request.contact, form, problems);
  take(request.provider, form.provider_siret, Siret::parse, "provider_siret", problems);
  take_course(request, form, problems);
  take_checked<domain::RncpCode>(request.certification, form.certification, "certification",
                                 problems);
  take_text(request.place, form.place, 255, "place", problems);
  take_modules(request, form, problems);
  take_money(request, form, problems);
  take_trainees(surroundings, siret, request, form, problems);
  work_out_hours(request, form);
}

// Where the trainees are, of an establishment the account manages.
std::optional<Siret> siret_in(const RequestForm& form, Errors& problems)
{
  std::optional<Siret> siret;
  take(siret, form.siret, Siret::parse, "siret", problems);
  return siret;
}

std::optional<Scheme> scheme_in(const RequestForm& form, Errors& problems)
{
  std::optional<Scheme> scheme;
  take(scheme, form.scheme, parse_scheme, "scheme", problems);
  return scheme;
}

} // namespace

void fill(Surroundings& surroundings, FundingRequest& request, const RequestForm& form,
          Errors& problems)
{
  fill_at(surroundings, request.siret, request, form, problems);
}

FundingRequest new_request(Surroundings& surroundings, const domain::Account& account,
                           const RequestForm& form, Errors& problems)
{
  const auto siret = siret_in(form, problems);
  const auto scheme = scheme_in(form, problems);
  if (require({{"siret", &form.siret}}, problems) && siret) {
    util::collect(surroundings.may_file(*siret), problems, "siret");
  }
  require({{"scheme", &form.scheme}}, problems);
  FundingRequest request{.siret = siret.value_or(Siret::of_checked(0)),
                         .scheme = scheme.value_or(Scheme::pdc),
                         .created_by = account.id,
                         .created = surroundings.context().now()};
  fill_at(surroundings, siret, request, form, problems);
  return request;
}

} // namespace myatlas::services
