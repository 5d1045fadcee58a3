// Making and changing a funding request: the same options, the same file.
#include "commands/dossiers/commands.hpp"

#include <algorithm>

#include "commands/dossiers/request_questions.hpp"
#include "commands/dossiers/requests.hpp"
#include "commands/options.hpp"
#include "formats/json/forms_json.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using domain::RequestForm;

struct RequestOptions
{
  RequestForm form;
  std::string from_file, request;
  bool draft = false, online = false;
};

constexpr TextOption<RequestForm> k_request_options[] = {
  {"--reference", &RequestForm::reference, "TEXT",
   N_("One's own reference, once within the company")},
  {"--title", &RequestForm::title, "T", N_("Title of the training")},
  {"--objective", &RequestForm::objective, "TEXT", N_("What it is for")},
  {"--contact-name", &RequestForm::contact_name, "NAME", N_("Who answers for it at the company")},
  {"--contact-email", &RequestForm::contact_email, "E", N_("That person's address")},
  {"--contact-phone", &RequestForm::contact_phone, "T", N_("That person's telephone")},
  {"--provider-siret", &RequestForm::provider_siret, "S", N_("SIRET of the training provider")},
  {"--start", &RequestForm::start, "D", N_("First day, YYYY-MM-DD")},
  {"--end", &RequestForm::end, "D", N_("Last day, YYYY-MM-DD")},
  {"--hours", &RequestForm::hours, "H", N_("Hours for each trainee")},
  {"--mode", &RequestForm::mode, "presentiel|distanciel|mixte|afest", N_("Way of training")},
  {"--audience", &RequestForm::audience, "inter|intra",
   N_("Trainees of several companies, or of one")},
  {"--internal", &RequestForm::internal, "yes|no", N_("Given by the company itself")},
  {"--outside-working-time", &RequestForm::outside_working_time, "yes|no",
   N_("Outside working time")},
  {"--certification", &RequestForm::certification, "RNCP|RS", N_("Certification it leads to")},
  {"--place", &RequestForm::place, "TEXT", N_("Where it takes place")},
  {"--teaching-cost", &RequestForm::teaching_cost, "A", N_("Teaching cost in euros, before tax")},
  {"--travel-cost", &RequestForm::travel_cost, "A", N_("Travel, in euros before tax")},
  {"--lodging-cost", &RequestForm::lodging_cost, "A", N_("Lodging, in euros before tax")},
  {"--meal-cost", &RequestForm::meal_cost, "A", N_("Meals, in euros before tax")},
  {"--wage-cost", &RequestForm::wage_cost, "A", N_("Pay of the trainees meanwhile, in euros")},
  {"--requested-amount", &RequestForm::requested_amount, "A",
   N_("What the OPCO is asked for (default: all costs)")},
  {"--co-funding", &RequestForm::co_funding, "A", N_("What somebody else pays")},
  {"--subrogation", &RequestForm::subrogation, "yes|no", N_("The OPCO pays the provider")},
};

void bind_request(CommandLine& line, RequestOptions& o)
{
  add_options(line, o.form, k_request_options);
  line.options("--employee", o.form.employees, "NAME", N_("A trainee; repeated for each"));
  line.options("--new-employee", o.form.new_employees, "NAME,FIRST,BIRTH",
               N_("A trainee who becomes an employee of the company too"));
  line.option("--from-file", o.from_file, "FILE",
              N_("Read the request from a JSON file; options add to it"));
}

void bind_submit_request(CommandLine& line, RequestOptions& o)
{
  line.flag("--draft", o.draft, N_("Keep it as a draft: it may be incomplete"));
  line.option("--request", o.request, "N", N_("Take up this draft instead of a new request"));
  line.option("--siret", o.form.siret, "S", N_("Establishment of the trainees"));
  line.option("--scheme", o.form.scheme,
              "pdc|apprenticeship|professionnalisation|proa|bilan|vae|afest",
              N_("Scheme it is funded under"));
  line.flag("--online", o.online,
            N_("Ask the public register for the establishments first: closed, without Qualiopi"));
  bind_request(line, o);
}

void bind_edit_request(CommandLine& line, RequestOptions& o)
{
  line.argument(Kind::dossier, o.request, N_("Number of the dossier"));
  bind_request(line, o);
}

// What is on the line wins over the file.
void override_with(RequestForm& form, const RequestForm& line)
{
  for (const domain::RequestField& field : domain::k_request_fields) {
    form.*field.text = (line.*field.text).empty() ? form.*field.text : line.*field.text;
  }
  if (!line.employees.empty() || !line.new_employees.empty()) {
    form.employees = line.employees;
    form.new_employees = line.new_employees;
    form.trainees.clear();
  }
}

util::Result<RequestForm> form_of(const RequestOptions& options)
{
  if (options.from_file.empty()) {
    return options.form;
  }
  util::Result<RequestForm> form = read_from(options.from_file, formats::read_request);
  if (form) {
    override_with(*form, options.form);
  }
  return form;
}

bool says_nothing(const RequestOptions& o)
{
  const bool some =
    std::ranges::any_of(domain::k_request_fields, [&](const domain::RequestField& field) {
      return !(o.form.*field.text).empty();
    });
  return !some && o.from_file.empty() && o.request.empty() && o.form.employees.empty() &&
         o.form.new_employees.empty();
}

struct RequestToWrite
{
  RequestOptions options;
  RequestForm form; // with what its file says
  bool by_questions = false;
};

util::Result<RequestToWrite> read_request(const Session&, const RequestOptions& options)
{
  TRY_ASSIGN(const RequestForm form, in_form(options.from_file, form_of(options)));
  if (!options.request.empty() && (!form.siret.empty() || !form.scheme.empty())) {
    return util::Error{"usage.both", {"--request", form.siret.empty() ? "--scheme" : "--siret"}};
  }
  return RequestToWrite{options, form};
}

util::Result<RequestToWrite> read_new_request(const Session& session, const RequestOptions& options)
{
  if (says_nothing(options) && session.interactive()) {
    return RequestToWrite{options, {}, true};
  }
  return read_request(session, options);
}

// What cannot be sent is kept as a draft: nothing that was typed is lost.
util::Result<int> submit_by_questions(Session& session, const services::Context& context)
{
  TRY_ASSIGN(const AskedRequest asked, ask_request(session.env(), context));
  const auto submit = [&](services::Submission how) {
    return services::submit_request(context, asked.form, "", how);
  };
  const auto written =
    submit(asked.draft ? services::Submission::draft : services::Submission::send);
  if (written) {
    return show_written(session, *written);
  }
  const int status = session.fail(as_options(written.errors()));
  const auto kept = submit(services::Submission::draft);
  if (kept) {
    session.note(session.texts().trf(
      N_("It is kept as the draft {0}: see edit-request, then submit-request --request {0}."),
      kept->request.number));
  }
  return status;
}

util::Outcome ask_register(Session& session, const services::Context& context,
                           const RequestToWrite& request)
{
  TRY_ASSIGN(const auto look_up, session.look_up());
  return services::ask_about(context, *look_up, request.form, request.options.request);
}

util::Result<int> run_submit_request(Session& session, const services::Context& context,
                                     const RequestToWrite& request)
{
  if (request.by_questions) {
    return submit_by_questions(session, context);
  }
  const RequestOptions& o = request.options;
  if (o.online) {
    TRY(ask_register(session, context, request));
  }
  const auto how = o.draft ? services::Submission::draft : services::Submission::send;
  TRY_ASSIGN(const auto written,
             in_form(o.from_file, services::submit_request(context, request.form, o.request, how)));
  return show_written(session, written);
}

util::Result<int> run_edit_request(Session& session, const services::Context& context,
                                   const RequestToWrite& request)
{
  const RequestOptions& o = request.options;
  TRY_ASSIGN(const auto written,
             in_form(o.from_file, services::edit_request(context, request.form, o.request)));
  return show_written(session, written);
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
  .declare = with_request<bind_submit_request, read_new_request, run_submit_request>,
  .store = Use::write,
  .login = Login::required,
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
  .declare = with_request<bind_edit_request, read_request, run_edit_request>,
  .store = Use::write,
  .login = Login::required,
  .keyed = true,
};

} // namespace myatlas::cli
