#include "commands/requests.hpp"

#include "commands/commands.hpp"
#include "formats/forms_json.hpp"
#include "formats/json_records.hpp"
#include "session.hpp"
#include "util/file.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct SubmitOptions
{
  domain::RequestForm form;
  std::string from_file, request;
  bool draft = false;
};

void bind_submit(CommandLine& line, SubmitOptions& o)
{
  line.flag("--draft", o.draft, N_("Keep it as a draft: it may be incomplete"));
  line.option("--request", o.request, "N", N_("Take up this draft instead of a new request"));
  line.option("--siret", o.form.siret, "S", N_("Establishment of the trainees"));
  line.option("--scheme", o.form.scheme, "pdc", N_("Scheme: pdc, plan de développement des compétences"));
  line.option("--title", o.form.title, "T", N_("Title of the training"));
  line.option("--provider-siret", o.form.provider_siret, "S", N_("SIRET of the training provider"));
  line.option("--start", o.form.start, "D", N_("First day, YYYY-MM-DD"));
  line.option("--end", o.form.end, "D", N_("Last day, YYYY-MM-DD"));
  line.option("--hours", o.form.hours, "H", N_("Hours for each trainee"));
  line.option("--mode", o.form.mode, "presentiel|distanciel|mixte|afest", N_("Way of training"));
  line.options("--employee", o.form.employees, "NAME", N_("A trainee; repeated for each"));
  line.option("--teaching-cost", o.form.teaching_cost, "A", N_("Teaching cost in euros, before tax"));
  line.option("--from-file", o.from_file, "FILE", N_("Read the request from a JSON file; options add to it"));
}

// What is on the line wins over the file.
void override_with(domain::RequestForm& form, const domain::RequestForm& line)
{
  using Member = std::string domain::RequestForm::*;
  for (const Member member :
       {&domain::RequestForm::siret, &domain::RequestForm::scheme, &domain::RequestForm::title,
        &domain::RequestForm::provider_siret, &domain::RequestForm::start, &domain::RequestForm::end,
        &domain::RequestForm::hours, &domain::RequestForm::mode, &domain::RequestForm::teaching_cost}) {
    form.*member = (line.*member).empty() ? form.*member : line.*member;
  }
  form.employees = line.employees.empty() ? form.employees : line.employees;
}

util::Result<domain::RequestForm> form_of(const SubmitOptions& options)
{
  if (options.from_file.empty()) {
    return options.form;
  }
  const util::Result<std::string> text = util::read_file(options.from_file, formats::k_most_json_bytes);
  util::Result<domain::RequestForm> form =
    text ? formats::read_request(*text) : util::Result<domain::RequestForm>(text.errors());
  if (form) {
    override_with(*form, options.form);
  }
  return form;
}

int run_submit(Session& session, const SubmitOptions& options)
{
  const util::Result<domain::RequestForm> form = form_of(options);
  if (!form) {
    return session.fail(in_form(options.from_file, form.errors()));
  }
  if (!options.request.empty() && (!form->siret.empty() || !form->scheme.empty())) {
    return session.fail({util::Error{"usage.both", {"--request", form->siret.empty() ? "--scheme" : "--siret"}}});
  }
  const auto context = session.open(store::Store::Use::write, Login::required);
  if (!context) {
    return session.fail(context.errors());
  }
  const auto submission = options.draft ? services::Submission::draft : services::Submission::send;
  const auto request = services::submit_request(**context, *form, options.request, submission);
  if (!request) {
    return session.fail(in_form(options.from_file, request.errors()));
  }
  return session.show(request_view(*request));
}

struct CancelOptions
{
  std::string number, comment;
};

int run_cancel(Session& session, const CancelOptions& options)
{
  if (options.number.empty()) {
    return session.fail({util::Error{"usage.missing", {"NUMBER", "cancel-request"}}});
  }
  const auto request = session.in_store(store::Store::Use::write, Login::required,
    [&](const services::Context& context) { return services::cancel_request(context, options.number, options.comment); });
  return request ? session.show(request_view(*request)) : session.fail(request.errors());
}

struct ListOptions
{
  std::string state, since;
};

util::Result<store::RequestFilter> filter_of(const ListOptions& options)
{
  util::Errors problems;
  store::RequestFilter filter;
  if (!options.state.empty()) {
    filter.state = util::collect(domain::parse_request_state(options.state), problems, "--state");
  }
  if (!options.since.empty()) {
    if (const auto since = util::collect(domain::Date::parse(options.since), problems, "--since")) {
      filter.since = util::Instant{std::int64_t{since->days()} * 24 * util::k_hour};
    }
  }
  return problems.empty() ? util::Result<store::RequestFilter>(filter) : util::Result<store::RequestFilter>(problems);
}

int run_list(Session& session, const ListOptions& options)
{
  const auto filter = filter_of(options);
  if (!filter) {
    return session.fail(filter.errors());
  }
  const auto found = session.in_store(store::Store::Use::read, Login::required,
    [&](const services::Context& context) { return services::list_requests(context, *filter); });
  if (!found) {
    return session.fail(found.errors());
  }
  Json requests = Json::array();
  for (const domain::FundingRequest& request : *found) {
    requests.push_back(formats::to_json(request));
  }
  return session.show({{{"schema", "myatlas/funding-requests/1"}, {"requests", requests}},
                       {{"number", N_("Dossier")}, {"state", N_("State")}, {"siret", N_("SIRET")}, {"title", N_("Title")},
                        {"start", N_("Start")}, {"teaching_cost", N_("Asked"), Show::money},
                        {"accepted_amount", N_("Accepted"), Show::money}},
                       "requests"});
}

// The table of one dossier, then its history.
std::string history_table(const Json& history)
{
  return render({{{"history", history}},
                 {{"at", N_("When")}, {"event", N_("What")}, {"state", N_("State")}, {"actor", N_("Who")},
                  {"comment", N_("Comment")}},
                 "history"},
                Form::table);
}

int run_show(Session& session, const std::string& number)
{
  if (number.empty()) {
    return session.fail({util::Error{"usage.missing", {"NUMBER", "show-request"}}});
  }
  const auto view = session.in_store(store::Store::Use::read, Login::required,
    [&](const services::Context& context) { return services::show_request(context, number); });
  if (!view) {
    return session.fail(view.errors());
  }
  View shown = request_view(view->request);
  Json history = Json::array();
  for (const domain::RequestChange& change : view->history) {
    history.push_back(formats::to_json(change));
  }
  shown.document["invoiced"] = view->invoiced.text();
  shown.document["left_to_invoice"] = view->left ? Json(view->left->text()) : Json(nullptr);
  shown.document["history"] = history;
  shown.fields.push_back({"invoiced", N_("Invoiced"), Show::money});
  shown.fields.push_back({"left_to_invoice", N_("Left to invoice"), Show::money});
  session.show(shown);
  if (session.form() == Form::table) {
    say(session.env().out, "\n" + history_table(history));
  }
  return 0;
}

constexpr Example k_submit_examples[] = {
  {N_("A training for two employees"),
   "myatlas submit-request --siret 73282932000074 --scheme pdc --title 'Excel' --provider-siret 88087814500015 "
   "--start 2026-04-06 --end 2026-04-07 --hours 14 --mode presentiel --employee 'Jeanne Martin' --employee 'Luc Petit' "
   "--teaching-cost 1200"},
  {N_("From a file, kept as a draft"), "myatlas submit-request --draft --from-file request.json"},
  {N_("The draft, sent"), "myatlas submit-request --request D20260000001 --teaching-cost 1200"},
};
constexpr Example k_cancel_examples[] = {
  {N_("A request that is no longer wanted"), "myatlas cancel-request D20260000001"},
  {N_("With a word of explanation"), "myatlas cancel-request D20260000001 --comment 'the trainee left'"},
};
constexpr Example k_list_examples[] = {
  {N_("All dossiers"), "myatlas list-requests"},
  {N_("Those accepted since the beginning of the year"), "myatlas list-requests --state ENGAGE --since 2026-01-01"},
};
constexpr Example k_show_examples[] = {
  {N_("A dossier and its history"), "myatlas show-request D20260000001"},
  {N_("What is left to invoice"), "myatlas show-request D20260000001 -o json | jq -r .left_to_invoice"},
};

} // namespace

View request_view(const domain::FundingRequest& request)
{
  Json document = {{"schema", "myatlas/funding-request/1"}};
  document.update(formats::to_json(request));
  return {document,
          {{"number", N_("Dossier")}, {"state", N_("State")}, {"siret", N_("SIRET")}, {"title", N_("Title")},
           {"provider_siret", N_("Provider")}, {"start", N_("Start")}, {"end", N_("End")}, {"hours", N_("Hours")},
           {"mode", N_("Mode")}, {"employees", N_("Trainees")}, {"teaching_cost", N_("Asked"), Show::money},
           {"accepted_amount", N_("Accepted"), Show::money}}};
}

const Command k_submit_request = {
  "submit-request", Group::requests, N_("Send a funding request"),
  N_("Sends a request for funding (demande de prise en charge) for trainees of an establishment of the account, before the "
     "training starts, and prints the number of its dossier. With --draft it is kept, complete or not, and sent later with "
     "--request. Everything that is missing or wrong is told at once."),
  k_submit_examples, [](CommandLine& line) { declare_with<SubmitOptions>(line, bind_submit, run_submit); }};

const Command k_cancel_request = {
  "cancel-request", Group::requests, N_("Cancel a dossier"),
  N_("Cancels a dossier that is not finished, before its training starts and while nothing was invoiced."), k_cancel_examples,
  [](CommandLine& line) {
    declare_with<CancelOptions>(
      line,
      [](CommandLine& l, CancelOptions& o) {
        l.argument("NUMBER", o.number, N_("Number of the dossier"));
        l.option("--comment", o.comment, "TEXT", N_("Why"));
      },
      run_cancel);
  }};

const Command k_list_requests = {
  "list-requests", Group::requests, N_("List the dossiers"),
  N_("Lists the dossiers of the establishments and of the provider the account manages."), k_list_examples,
  [](CommandLine& line) {
    declare_with<ListOptions>(
      line,
      [](CommandLine& l, ListOptions& o) {
        l.option("--state", o.state, "STATE", N_("Only those in this state"));
        l.option("--since", o.since, "D", N_("Only those made on this day or later"));
      },
      run_list);
  }};

const Command k_show_request = {
  "show-request", Group::requests, N_("Show a dossier and its history"),
  N_("Shows a dossier, what was invoiced on it and what is left, and every change with its date and author."), k_show_examples,
  [](CommandLine& line) {
    declare_with<std::string>(
      line, [](CommandLine& l, std::string& n) { l.argument("NUMBER", n, N_("Number of the dossier")); }, run_show);
  }};

} // namespace myatlas::cli
