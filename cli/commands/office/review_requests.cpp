// What the OPCO decides about requests.
#include "commands/dossiers/requests.hpp"
#include "commands/office/commands.hpp"
#include "commands/options.hpp"
#include "services/dossiers/review_request.hpp"
#include "session.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct ReviewOptions
{
  std::string number, amount, reason, date, comment, although;
  services::FundingForm funding;
  bool in_probation = false, give_up = false, online = false;
  std::vector<std::string> documents;
};

void bind_number(CommandLine& line, ReviewOptions& o)
{
  line.argument(Kind::dossier, o.number, N_("Number of the dossier"));
}

util::Result<int> run_open_request(Session& session, const services::Context& context,
                                   const ReviewOptions& o)
{
  return show_decided(session, services::open_request(context, o.number));
}

void bind_accept_request(CommandLine& line, ReviewOptions& o)
{
  bind_number(line, o);
  line.option("--amount", o.amount, "A", N_("What the OPCO pays, in euros before tax"));
  line.option(
    "--npec", o.funding.yearly, "A",
    N_("Apprenticeship contract: its level of funding (niveau de prise en charge), a year"));
  line.option("--side-costs", o.funding.side_costs, "A",
              N_("Apprenticeship contract: side costs agreed to, without a nature"));
  line.options("--side-cost", o.funding.by_nature, "NATURE:AMOUNT",
               N_("Apprenticeship contract: side costs of one nature agreed to, as "
                  "MOBILITE:500 or RESTAURATION:120x3; repeated for each"));
  line.flag("--trainee-period", o.funding.trainee_period,
            N_("Apprenticeship contract: fund the time as a trainee before it"));
  line.option("--although", o.although, "REASON",
              N_("Accept although documents are missing; the reason stands in the audit"));
}

util::Result<ReviewOptions> read_accept_request(const Session&, const ReviewOptions& o)
{
  if (!o.amount.empty() && !o.funding.yearly.empty()) {
    return util::Error{"usage.both", {"--amount", "--npec"}};
  }
  return o;
}

util::Result<int> run_accept_request(Session& session, const services::Context& context,
                                     const ReviewOptions& o)
{
  const auto request = o.funding.yearly.empty()
                         ? services::accept_request(context, o.number, o.amount, o.although)
                         : services::accept_contract(context, o.number, o.funding, o.although);
  return show_decided(session, request);
}

void bind_refuse_request(CommandLine& line, ReviewOptions& o)
{
  bind_number(line, o);
  line.option("--reason", o.reason, "TEXT", N_("Why"));
}

util::Result<int> run_refuse_request(Session& session, const services::Context& context,
                                     const ReviewOptions& o)
{
  return show_decided(session, services::refuse_request(context, o.number, o.reason));
}

void bind_ask(CommandLine& line, ReviewOptions& o)
{
  bind_number(line, o);
  line.options("--document", o.documents, words_known(domain::parse_document_use),
               N_("A document that is missing; may be repeated"));
  line.option("--comment", o.comment, "TEXT", N_("What is missing or wrong besides"));
}

util::Result<int> run_ask(Session& session, const services::Context& context,
                          const ReviewOptions& o)
{
  return show_decided(session, services::ask_documents(context, o.number, o.documents, o.comment));
}

void bind_break_off(CommandLine& line, ReviewOptions& o)
{
  bind_number(line, o);
  line.option("--date", o.date, "D",
              N_("Last day, YYYY-MM-DD; one that was announced may be still to come"));
  line.option("--reason", o.reason, "TEXT", N_("Why"));
  line.flag("--in-probation", o.in_probation,
            N_("Apprenticeship contract: within the first 45 days of practical training"));
  line.option("--although", o.although, "REASON",
              N_("In probation although more than 45 days have passed, for the days at the CFA; "
                 "it stands in the audit"));
}

util::Result<int> run_break_off(Session& session, const services::Context& context,
                                const ReviewOptions& o)
{
  return show_decided(
    session,
    services::break_off_request(context, o.number, {o.date, o.reason, o.in_probation, o.although}));
}

void bind_settle(CommandLine& line, ReviewOptions& o)
{
  bind_number(line, o);
  line.flag("--give-up-rest", o.give_up,
            N_("Apprenticeship contract: the CFA does not ask for the instalments it has not "
               "invoiced"));
  line.option(
    "--although", o.although, "REASON",
    N_("Settle although no certificate says it was given; the reason stands in the audit"));
}

util::Result<int> run_settle(Session& session, const services::Context& context,
                             const ReviewOptions& o)
{
  const auto rest = o.give_up ? services::Uninvoiced::given_up : services::Uninvoiced::refused;
  return show_decided(session, services::settle_request(context, o.number, rest, o.although));
}

void bind_check(CommandLine& line, ReviewOptions& o)
{
  bind_number(line, o);
  line.flag("--online", o.online,
            N_("Ask the public register for the establishments first: closed, without Qualiopi"));
}

util::Result<int> run_check(Session& session, const ReviewOptions& o)
{
  const auto use = o.online ? store::Store::Use::write : store::Store::Use::read;
  TRY_ASSIGN(const auto context, session.open(use, Login::host));
  TRY_ASSIGN(const auto look_up, session.look_up_if(o.online));
  if (look_up != nullptr) {
    TRY(as_options(services::ask_about(*context, *look_up, {}, o.number)));
  }
  TRY_ASSIGN(const auto found, as_options(services::check_request(*context, o.number)));
  return show_findings(session, util::to_upper(util::trim(o.number)), found);
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
  .declare = with_options<bind_number, run_open_request>,
  .store = Use::write,
  .login = Login::host,
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
  .declare = with_request<bind_accept_request, read_accept_request, run_accept_request>,
  .store = Use::write,
  .login = Login::host,
  .keyed = true,
};

const Command k_admin_refuse = {
  .name = "admin refuse-request",
  .group = Group::office,
  .summary = N_("Refuse a request"),
  .description = N_("Refuses a request under instruction (REFUSE) for a reason that stands in its "
                    "history. It is final."),
  .examples = k_refuse_request_examples,
  .declare = with_options<bind_refuse_request, run_refuse_request>,
  .store = Use::write,
  .login = Login::host,
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
  .declare = with_options<bind_ask, run_ask>,
  .store = Use::write,
  .login = Login::host,
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
  .declare = with_options<bind_break_off, run_break_off>,
  .store = Use::write,
  .login = Login::host,
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
  .declare = with_options<bind_settle, run_settle>,
  .store = Use::write,
  .login = Login::host,
  .keyed = true,
};

const Command k_admin_check = {
  .name = "admin check-request",
  .group = Group::office,
  .summary = N_("Check a request against the rules"),
  .description = N_("Lists what speaks against a request as on the day it was sent: E blocks it, W "
                    "may have it refused. Ends with 1 when something blocks."),
  .examples = k_check_request_examples,
  .declare = with_options<bind_check, run_check>,
};

} // namespace myatlas::cli
