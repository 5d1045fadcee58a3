// What the OPCO decides about requests.
#include "operations/dossiers/review_request.hpp"

#include "commands/dossiers/requests.hpp"
#include "commands/office/commands.hpp"
#include "commands/options.hpp"
#include "request.hpp"

namespace myatlas::cli {

namespace {

constexpr FormOption<operations::AcceptRequest> k_accept_amount_options[] = {
  {"--amount", &operations::AcceptRequest::amount, k_euros_value,
   N_("What the OPCO pays, in euros before tax")},
};

constexpr FormOption<operations::FundingForm> k_funding_options[] = {
  {"--npec", &operations::FundingForm::yearly, k_euros_value,
   N_("Apprenticeship contract: its level of funding (niveau de prise en charge), a year")},
  {"--side-costs", &operations::FundingForm::side_costs, k_euros_value,
   N_("Apprenticeship contract: side costs agreed to, without a nature")},
  {"--side-cost", &operations::FundingForm::by_nature, k_nature_value,
   N_("Apprenticeship contract: side costs of one nature agreed to, as "
      "MOBILITE:500 or RESTAURATION:120x3; repeated for each")},
  {"--trainee-period", &operations::FundingForm::trainee_period,
   N_("Apprenticeship contract: fund the time as a trainee before it")},
};

constexpr FormOption<operations::AcceptRequest> k_accept_although_options[] = {
  {"--although", &operations::AcceptRequest::although, "REASON",
   N_("Accept although documents are missing; the reason stands in the audit")},
};

void bind_accept_request(CommandLine& line, operations::AcceptRequest& o)
{
  add_dossier(line, o.request);
  add_options(line, o, k_accept_amount_options);
  add_options(line, o.funding, k_funding_options);
  add_options(line, o, k_accept_although_options);
}

void bind_refuse_request(CommandLine& line, operations::RefuseRequest& o)
{
  add_dossier(line, o.request);
  add_reason(line, o.reason);
}

constexpr FormOption<operations::AskDocuments> k_ask_options[] = {
  {"--document", &operations::AskDocuments::documents, words_for<domain::parse_document_use>,
   N_("A document that is missing; may be repeated")},
  {"--comment", &operations::AskDocuments::comment, "TEXT", N_("What is missing or wrong besides")},
};

void bind_ask(CommandLine& line, operations::AskDocuments& o)
{
  add_dossier(line, o.request);
  add_options(line, o, k_ask_options);
}

constexpr FormOption<operations::BreakOffForm> k_break_off_options[] = {
  {"--date", &operations::BreakOffForm::date, k_day_value,
   N_("Last day, YYYY-MM-DD; one that was announced may be still to come")},
  {"--reason", &operations::BreakOffForm::reason, "TEXT", N_("Why")},
  {"--in-probation", &operations::BreakOffForm::in_probation,
   N_("Apprenticeship contract: within the first 45 days of practical training")},
  {"--although", &operations::BreakOffForm::although, "REASON",
   N_("In probation although more than 45 days have passed, for the days at the CFA; "
      "it stands in the audit")},
};

void bind_break_off(CommandLine& line, operations::BreakOffRequest& o)
{
  add_dossier(line, o.request);
  add_options(line, o.form, k_break_off_options);
}

constexpr FormOption<operations::SettleRequest> k_settle_options[] = {
  {"--give-up-rest", &operations::SettleRequest::give_up_rest,
   N_("Apprenticeship contract: the CFA does not ask for the instalments it has not "
      "invoiced")},
  {"--although", &operations::SettleRequest::although, "REASON",
   N_("Settle although no certificate says it was given; the reason stands in the audit")},
};

void bind_settle(CommandLine& line, operations::SettleRequest& o)
{
  add_dossier(line, o.request);
  add_options(line, o, k_settle_options);
}

constexpr FormOption<operations::CheckRequest> k_check_request_options[] = {
  {"--online", &operations::CheckRequest::online, k_register_help},
};

void bind_check(CommandLine& line, operations::CheckRequest& o)
{
  add_dossier(line, o.request);
  add_options(line, o, k_check_request_options);
}

constexpr Example k_open_request_examples[] = {
  {N_("Start the review of a request"), "myatlas admin open-request D20260000001"},
  {N_("Answered as JSON"), "myatlas admin open-request D20260000001 -o json"},
};
constexpr Example k_accept_request_examples[] = {
  {N_("Accept what was asked, or less"), "myatlas admin accept-request D20260000001 --amount 1000"},
  {N_("Answered as JSON"), "myatlas admin accept-request D20260000001 --amount 1000 -o json"},
  {N_("An apprenticeship contract, with 8,000 euros a year"),
   "myatlas admin accept-request D20260000002 --npec 8000"},
};
constexpr Example k_refuse_request_examples[] = {
  {N_("Refuse, and say why"),
   "myatlas admin refuse-request D20260000001 --reason 'provider without Qualiopi'"},
  {N_("Answered as JSON"), "myatlas admin refuse-request D20260000001 --reason 'late' -o json"},
};
constexpr Example k_ask_examples[] = {
  {N_("Ask for what is missing"),
   "myatlas admin ask-documents D20260000001 --document quote --document programme"},
  {N_("Say what is wrong"), "myatlas admin ask-documents D20260000001 --comment 'devis non signé'"},
};
constexpr Example k_break_examples[] = {
  {N_("The contract ended early"),
   "myatlas admin break-off-request D20260000001 --date 2026-09-30 --reason 'mutual agreement'"},
  {N_("Answered as JSON"),
   "myatlas admin break-off-request D20260000001 --date 2026-09-30 --reason 'resignation' -o json"},
};
constexpr Example k_settle_examples[] = {
  {N_("All is paid"), "myatlas admin settle-request D20260000001"},
  {N_("Answered as JSON"), "myatlas admin settle-request D20260000001 -o json"},
};
constexpr Example k_check_request_examples[] = {
  {N_("Conform, or why not"), "myatlas admin check-request D20260000001"},
  {N_("In a script: ends with 1 when something blocks"),
   "myatlas admin check-request D20260000001 -o json"},
};
} // namespace

const Command k_admin_open = {
  .name = "admin open-request",
  .group = Group::office,
  .summary = N_("Start the review of a request"),
  .description = N_("Marks a request as under review (EN_COURS_INSTRUCTION)."),
  .examples = k_open_request_examples,
  .declare = asks<operations::k_open_request, bind_dossier, show_decided>,
  .operation = &operations::k_open_request,
  .keyed = true,
};

const Command k_admin_accept = {
  .name = "admin accept-request",
  .group = Group::office,
  .summary = N_("Accept a request with an amount"),
  .description = N_(
    "Accepts a request under instruction (ENGAGE) with the amount the OPCO pays, before tax, at "
    "most what was asked. It can be invoiced from then on. The documents its scheme requires are "
    "attached by then; --although REASON overrides this. An apprenticeship contract is accepted "
    "with its yearly level of funding, from which the schedule of its instalments follows."),
  .examples = k_accept_request_examples,
  .declare = asks<operations::k_accept_request, bind_accept_request, show_decided>,
  .operation = &operations::k_accept_request,
  .keyed = true,
};

const Command k_admin_refuse = {
  .name = "admin refuse-request",
  .group = Group::office,
  .summary = N_("Refuse a request"),
  .description = N_("Refuses a request under instruction (REFUSE) for a reason that stands in its "
                    "history. It is final."),
  .examples = k_refuse_request_examples,
  .declare = asks<operations::k_refuse_request, bind_refuse_request, show_decided>,
  .operation = &operations::k_refuse_request,
  .keyed = true,
};

const Command k_admin_ask = {
  .name = "admin ask-documents",
  .group = Group::office,
  .summary = N_("Ask for missing documents"),
  .description =
    N_("Puts a request back to its member (INCOMPLET) with the list of what is missing; "
       "complete-request answers it. Documents: quote, convention, programme, cerfa, mandate, "
       "kbis, attendance, certificate, expenses, break-off, tripartite, other."),
  .examples = k_ask_examples,
  .declare = asks<operations::k_ask_documents, bind_ask, show_decided>,
  .operation = &operations::k_ask_documents,
  .keyed = true,
};

const Command k_admin_break = {
  .name = "admin break-off-request",
  .group = Group::office,
  .summary = N_("Record that a training ended early"),
  .description =
    N_("Records the early end (RUPTURE) of a training or contract that was accepted: its day, "
       "within the training, and why. One that was announced, by a notice say, is "
       "recorded before it comes. What was given until then can still be invoiced, and what was "
       "paid beyond it is asked back: of a contract by its schedule, of another training by "
       "its certificates of completion, which do not reach beyond that day. A contract that ends "
       "within 45 days of the start of practical training ends in probation (L6222-18), and its "
       "employer's share is another; later it does with --in-probation, when days at the CFA are "
       "left out, and --although."),
  .examples = k_break_examples,
  .declare = asks<operations::k_break_off_request, bind_break_off, show_decided>,
  .operation = &operations::k_break_off_request,
  .keyed = true,
};

const Command k_admin_settle = {
  .name = "admin settle-request",
  .group = Group::office,
  .summary = N_("Settle a dossier"),
  .description = N_(
    "Closes a dossier (SOLDE) whose invoices are all paid, refused or cancelled, and whose "
    "instalments, if it has a contract, are all invoiced or lost. What was paid was carried out by "
    "its certificates of completion (R6332-26); --although REASON overrides this. It is final."),
  .examples = k_settle_examples,
  .declare = asks<operations::k_settle_request, bind_settle, show_decided>,
  .operation = &operations::k_settle_request,
  .keyed = true,
};

const Command k_admin_check = {
  .name = "admin check-request",
  .group = Group::office,
  .summary = N_("Check a request against the rules"),
  .description = N_("Lists what speaks against a request as on the day it was sent: E blocks it, W "
                    "may have it refused. Ends with 1 when something blocks."),
  .examples = k_check_request_examples,
  .declare = asks<operations::k_check_request, bind_check, show_check>,
  .operation = &operations::k_check_request,
};

} // namespace myatlas::cli
