// Making and changing a funding request: the same options, the same file.
#include "commands/dossiers/commands.hpp"

#include <algorithm>
#include <optional>

#include "commands/dossiers/request_questions.hpp"
#include "commands/dossiers/requests.hpp"
#include "commands/options.hpp"
#include "formats/json/forms_json.hpp"
#include "request.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using domain::RequestForm;
using formats::Json;
using operations::Answer;

struct SubmitOptions
{
  operations::SubmitRequest request;
  std::string from_file;
};

struct EditOptions
{
  operations::EditRequest request;
  std::string from_file;
};

constexpr TextOption<RequestForm> k_request_options[] = {
  {"--reference", &RequestForm::reference, "TEXT",
   N_("One's own reference, once within the company")},
  {"--title", &RequestForm::title, "T", N_("Title of the training")},
  {"--objective", &RequestForm::objective, "TEXT", N_("What it is for")},
  {"--contact-name", &RequestForm::contact_name, "NAME", N_("Who answers for it at the company")},
  {"--contact-email", &RequestForm::contact_email, "E", N_("That person's address")},
  {"--contact-phone", &RequestForm::contact_phone, "T", N_("That person's telephone")},
  {"--provider-siret", &RequestForm::provider_siret, "S", k_provider_siret_help},
  {"--start", &RequestForm::start, k_day_value, N_("First day, YYYY-MM-DD")},
  {"--end", &RequestForm::end, k_day_value, N_("Last day, YYYY-MM-DD")},
  {"--hours", &RequestForm::hours, k_hours_value, N_("Hours for each trainee")},
  {"--mode", &RequestForm::mode, words_for<domain::parse_mode>, N_("Way of training")},
  {"--audience", &RequestForm::audience, words_for<domain::parse_audience>,
   N_("Trainees of several companies, or of one")},
  {"--internal", &RequestForm::internal, words_for<domain::parse_yes_no>,
   N_("Given by the company itself")},
  {"--outside-working-time", &RequestForm::outside_working_time, words_for<domain::parse_yes_no>,
   N_("Outside working time")},
  {"--certification", &RequestForm::certification, "CODE",
   N_("Certification it leads to: RNCP38368, RS5801")},
  {"--place", &RequestForm::place, "TEXT", N_("Where it takes place")},
  {"--teaching-cost", &RequestForm::teaching_cost, k_euros_value,
   N_("Teaching cost in euros, before tax")},
  {"--travel-cost", &RequestForm::travel_cost, k_euros_value, N_("Travel, in euros before tax")},
  {"--lodging-cost", &RequestForm::lodging_cost, k_euros_value, N_("Lodging, in euros before tax")},
  {"--meal-cost", &RequestForm::meal_cost, k_euros_value, N_("Meals, in euros before tax")},
  {"--wage-cost", &RequestForm::wage_cost, k_euros_value,
   N_("Pay of the trainees meanwhile, in euros")},
  {"--requested-amount", &RequestForm::requested_amount, k_euros_value,
   N_("What the OPCO is asked for (default: all costs)")},
  {"--co-funding", &RequestForm::co_funding, k_euros_value, N_("What somebody else pays")},
  {"--subrogation", &RequestForm::subrogation, words_for<domain::parse_yes_no>,
   N_("The OPCO pays the provider")},
  {"--employee", &RequestForm::employees, "NAME", N_("A trainee; repeated for each")},
};

template <typename Request>
constexpr FormOption<Request> k_new_employee_options[] = {
  {"--new-employee", &Request::new_employees, "NAME,FIRST,BIRTH",
   N_("A trainee who becomes an employee of the company too")},
};

template <typename Options>
constexpr FormOption<Options> k_request_file_options[] = {
  {"--from-file", &Options::from_file, "FILE",
   N_("Read the request from a JSON file; options add to it")},
};

template <typename Request>
void bind_form(CommandLine& line, Request& request)
{
  add_options(line, request.form, k_request_options);
  add_options(line, request, k_new_employee_options<Request>);
}

template <typename Options>
void bind_request(CommandLine& line, Options& o)
{
  bind_form(line, o.request);
  add_options(line, o, k_request_file_options<Options>);
}

constexpr FormOption<operations::SubmitRequest> k_draft_options[] = {
  {"--draft", &operations::SubmitRequest::draft, N_("Keep it as a draft: it may be incomplete")},
  {"--request", &operations::SubmitRequest::request, k_number_value,
   N_("Take up this draft instead of a new request")},
};

constexpr FormOption<RequestForm> k_scheme_options[] = {
  {"--siret", &RequestForm::siret, "S", N_("Establishment of the trainees")},
  {"--scheme", &RequestForm::scheme, words_for<domain::parse_scheme>,
   N_("Scheme it is funded under")},
};

constexpr FormOption<operations::SubmitRequest> k_online_options[] = {
  {"--online", &operations::SubmitRequest::online, k_register_help},
};

void bind_submit_request(CommandLine& line, SubmitOptions& o)
{
  operations::SubmitRequest& request = o.request;
  add_options(line, request, k_draft_options);
  add_options(line, request.form, k_scheme_options);
  add_options(line, request, k_online_options);
  bind_request(line, o);
}

void bind_edit_request(CommandLine& line, EditOptions& o)
{
  add_dossier(line, o.request.request);
  bind_request(line, o);
}

Result<RequestForm> form_in(const std::string& file)
{
  return in_form(file, read_from(file, formats::read_request));
}

template <typename Options>
Outcome read_form(Session&, Options& o, LocalFiles& files)
{
  if (!o.from_file.empty()) {
    TRY_ASSIGN(RequestForm form, form_in(o.from_file));
    o.request.form = operations::form_over(std::move(form), o.request);
    files.request_is_in(o.from_file);
  }
  return Done{};
}

bool says_a_text(const RequestForm& form)
{
  return std::ranges::any_of(domain::k_request_fields, [&](const domain::RequestField& field) {
    return !(form.*field.text).empty();
  });
}

bool is_empty(const RequestForm& form)
{
  return !says_a_text(form) && form.employees.empty();
}

bool names_nothing(const operations::SubmitRequest& request)
{
  return request.request.empty() && request.new_employees.empty();
}

bool says_nothing(const SubmitOptions& o)
{
  return is_empty(o.request.form) && o.from_file.empty() && names_nothing(o.request);
}

Result<operations::Answer> submit(Session& session, const operations::SubmitRequest& request)
{
  LocalFiles none;
  return session.ask(operations::k_submit_request, request, none);
}

Result<int> show_submitted(Session& session, const Answer& answer)
{
  for (const Error& warning : answer.warnings) {
    session.warn(warning);
  }
  return show_decided(session, answer);
}

operations::SubmitRequest request_of(AskedRequest asked)
{
  operations::SubmitRequest request;
  request.form = std::move(asked.form);
  request.draft = asked.draft;
  return request;
}

void note_draft(Session& session, const Json& draft)
{
  session.note_that(
    N_("It is kept as the draft {0}: see edit-request, then submit-request --request {0}."),
    draft["number"].get<std::string>());
}

// Nothing that was typed is lost.
void keep_as_draft(Session& session, operations::SubmitRequest request)
{
  request.draft = true;
  if (const auto kept = submit(session, request)) {
    note_draft(session, kept->document);
  }
}

// What cannot be sent is kept as a draft.
int keep_refused(Session& session, const operations::SubmitRequest& request, const Errors& problems)
{
  const int status = session.fail(as_options(problems));
  keep_as_draft(session, request);
  return status;
}

Result<int> submit_by_questions(Session& session)
{
  TRY_ASSIGN(AskedRequest asked, ask_request(session));
  const auto request = request_of(std::move(asked));
  const auto written = submit(session, request);
  return written ? show_submitted(session, *written)
                 : keep_refused(session, request, written.errors());
}

std::optional<Result<int>> ask_a_person(Session& session, const SubmitOptions& o)
{
  const bool is_asked = says_nothing(o) && session.interactive();
  return is_asked ? std::optional(submit_by_questions(session)) : std::nullopt;
}

constexpr Example k_submit_request_examples[] = {
  {N_("A training for two employees"),
   "myatlas submit-request --siret 73282932000074 --scheme pdc --title 'Excel' --provider-siret "
   "88087814500015 "
   "--start 2026-04-07 --end 2026-04-08 --hours 14 --mode presentiel --employee 'Jeanne Martin' "
   "--employee 'Luc Petit' "
   "--teaching-cost 1200"},
  {N_("A trainee who is not among the employees yet"),
   "myatlas submit-request --draft --siret 73282932000074 --scheme pdc --new-employee 'Petit, Luc, "
   "1990-05-12'"},
  {N_("From a file, kept as a draft"), "myatlas submit-request --draft --from-file request.json"},
  {N_("The draft, sent"), "myatlas submit-request --request D20260000001 --teaching-cost 1200"},
};
constexpr Example k_edit_request_examples[] = {
  {N_("Another date"), "myatlas edit-request D20260000001 --start 2026-05-04 --end 2026-05-05"},
  {N_("What a file says instead"), "myatlas edit-request D20260000001 --from-file request.json"},
};

} // namespace

const Command k_submit_request = {
  .name = "submit-request",
  .group = Group::requests,
  .summary = N_("Send a funding request"),
  .description =
    N_("Sends a request for funding (demande de prise en charge) for trainees of an establishment "
       "of the account, before the training starts, and prints the number of its dossier. With "
       "--draft it is kept, complete or not, and sent later with --request. Everything that is "
       "missing or wrong is told at once; what may be refused is a warning. Several modules, each "
       "with its provider, and hours or wages of trainees come from a file, which may also make a "
       "trainee an employee (see: myatlas schema funding-request-form.v1). On a terminal, without "
       "any option, it asks for what it needs."),
  .examples = k_submit_request_examples,
  .declare = asks_unless<ask_a_person, operations::k_submit_request, bind_submit_request,
                         show_decided, read_form<SubmitOptions>>,
  .operation = &operations::k_submit_request,
  .keyed = true,
};

const Command k_edit_request = {
  .name = "edit-request",
  .group = Group::requests,
  .summary = N_("Change a draft or an incomplete dossier"),
  .description =
    N_("Changes what is given of a request that is a draft (BROUILLON) or was found incomplete "
       "(INCOMPLET); the rest stays. Trainees and modules are replaced as a whole."),
  .examples = k_edit_request_examples,
  .declare =
    asks<operations::k_edit_request, bind_edit_request, show_decided, read_form<EditOptions>>,
  .operation = &operations::k_edit_request,
  .keyed = true,
};

} // namespace myatlas::cli
