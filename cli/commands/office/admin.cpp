#include "commands/commands.hpp"
#include "commands/dossiers/requests.hpp"
#include "commands/options.hpp"
#include "commands/pages.hpp"
#include "messages/errors.hpp"
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

using Review = util::Result<domain::FundingRequest> (*)(const services::Context&,
                                                        const ReviewOptions&);

util::Result<int> review(Session& session, const ReviewOptions& options, Review act)
{
  TRY_ASSIGN(const auto request, as_options(session.in_store(store::Store::Use::write, Login::host,
                                                             [&](const services::Context& context) {
                                                               return act(context, options);
                                                             })));
  (void)session.deliver_mails();
  return session.show(request_view(request));
}

void bind_number(CommandLine& line, ReviewOptions& o)
{
  line.argument(Kind::dossier, o.number, N_("Number of the dossier"));
}

util::Result<int> run_open_request(Session& session, const ReviewOptions& options)
{
  return review(session, options, [](const services::Context& c, const ReviewOptions& o) {
    return services::open_request(c, o.number);
  });
}

util::Result<int> run_accept_request(Session& session, const ReviewOptions& options)
{
  if (!options.amount.empty() && !options.funding.yearly.empty()) {
    return session.fail({util::Error{"usage.both", {"--amount", "--npec"}}});
  }
  return review(session, options, [](const services::Context& c, const ReviewOptions& o) {
    return o.funding.yearly.empty() ? services::accept_request(c, o.number, o.amount, o.although)
                                    : services::accept_contract(c, o.number, o.funding, o.although);
  });
}

util::Result<int> run_refuse_request(Session& session, const ReviewOptions& options)
{
  return review(session, options, [](const services::Context& c, const ReviewOptions& o) {
    return services::refuse_request(c, o.number, o.reason);
  });
}

util::Result<int> run_ask(Session& session, const ReviewOptions& options)
{
  return review(session, options, [](const services::Context& c, const ReviewOptions& o) {
    return services::ask_documents(c, o.number, o.documents, o.comment);
  });
}

util::Result<int> run_break_off(Session& session, const ReviewOptions& options)
{
  return review(session, options, [](const services::Context& c, const ReviewOptions& o) {
    return services::break_off_request(c, o.number, {o.date, o.reason, o.in_probation, o.although});
  });
}

util::Result<int> run_settle(Session& session, const ReviewOptions& options)
{
  return review(session, options, [](const services::Context& c, const ReviewOptions& o) {
    return services::settle_request(
      c, o.number, o.give_up ? services::Uninvoiced::given_up : services::Uninvoiced::refused,
      o.although);
  });
}

util::Result<int> run_check(Session& session, const ReviewOptions& options)
{
  using Findings = util::Result<std::vector<domain::Finding>>;
  TRY_ASSIGN(
    const auto found,
    as_options(session.in_store(options.online ? store::Store::Use::write : store::Store::Use::read,
                                Login::host, [&](const services::Context& context) -> Findings {
                                  const auto look_up =
                                    options.online ? session.look_up()
                                                   : util::Result<services::SireneLookup*>(nullptr);
                                  const util::Outcome asked =
                                    !look_up ? util::Outcome(look_up.errors())
                                    : *look_up != nullptr
                                      ? services::ask_about(context, **look_up, {}, options.number)
                                      : util::Outcome(util::Done{});
                                  return asked ? services::check_request(context, options.number)
                                               : Findings(asked.errors());
                                })));
  return show_findings(session, util::to_upper(util::trim(options.number)), found);
}

struct AuditOptions
{
  bool verify = false;
  std::string actor, command, subject, since, until, limit, after;
};

// The number of a row of the audit: "list.after" (text).
util::Result<std::int64_t> parse_row(std::string_view text)
{
  const bool right = util::is_digits(text) && text.size() <= 18;
  return right ? util::Result<std::int64_t>(std::stoll(std::string(text)))
               : util::Result<std::int64_t>(util::Error{"list.after", {std::string(text)}});
}

util::Result<store::AuditFilter> filter_of(const Session& session, const AuditOptions& o)
{
  util::Errors problems;
  store::AuditFilter filter;
  filter.actor = o.actor;
  filter.command = o.command;
  filter.subject = o.subject;
  filter.limit = given<std::int64_t>(o.limit, parse_limit, "--limit", problems);
  filter.after = given<std::int64_t>(o.after, parse_row, "--after", problems).value_or(0);
  if (const auto since = given<domain::Date>(o.since, domain::Date::parse, "--since", problems)) {
    filter.since = domain::begin_of(*since, session.zone());
  }
  if (const auto until = given<domain::Date>(o.until, domain::Date::parse, "--until", problems)) {
    filter.until = domain::begin_of(domain::Date::of_days(until->days() + 1), session.zone());
  }
  return problems.empty() ? util::Result<store::AuditFilter>(filter)
                          : util::Result<store::AuditFilter>(problems);
}

Json audit_json(const store::AuditRow& row)
{
  const auto json_or_null = [](const std::optional<std::string>& text) {
    const Json parsed = Json::parse(text.value_or("null"), nullptr, false);
    return parsed.is_discarded() ? Json(nullptr) : parsed; // an edited row: --verify names it
  };
  return {{"sequence", row.sequence},
          {"at", util::to_rfc3339(row.deed.at)},
          {"clock", store::clock_name(row.deed)},
          {"actor", row.deed.actor},
          {"command", row.deed.command},
          {"subject", row.subject},
          {"before", json_or_null(row.before)},
          {"after", json_or_null(row.after)},
          {"hash", row.hash}};
}

util::Result<int> run_audit(Session& session, const AuditOptions& options)
{
  TRY_ASSIGN(const store::AuditFilter filter, filter_of(session, options));
  TRY_ASSIGN(const auto context, session.open(store::Store::Use::read, Login::host));
  store::Audit audit = context->store.audit();
  store::AuditFilter wanted = filter;
  if (const auto address =
        domain::EmailAddress::parse(options.subject)) { // rows name accounts by their key
    const auto account = context->store.accounts().find(*address);
    wanted.subject = account ? account->id : wanted.subject;
  }
  if (options.verify) {
    const auto broken = context->store.first_broken();
    if (broken) {
      return session.fail({util::Error{"audit.broken", {std::to_string(*broken)}}});
    }
  }
  store::AuditFilter asked = wanted;
  asked.limit = wanted.limit ? std::optional(*filter.limit + 1)
                             : std::nullopt; // one more tells whether there are others
  std::vector<store::AuditRow> found = audit.list(asked);
  const bool more = filter.limit && found.size() > static_cast<std::size_t>(*filter.limit);
  if (more) {
    found.pop_back();
  }
  Json rows = Json::array();
  for (const store::AuditRow& row : found) {
    rows.push_back(audit_json(row));
  }
  const Json next = more ? Json(found.back().sequence) : Json(nullptr);
  note_more(session, next);
  return session.show({{{"schema", "myatlas/audit/1"}, {"rows", rows}, {"next", next}},
                       {{"sequence", N_("Row"), Show::number},
                        {"at", N_("When")},
                        {"actor", N_("Who")},
                        {"command", N_("Command")},
                        {"subject", N_("About")},
                        {"clock", N_("Clock"), Show::state}},
                       "rows"});
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
constexpr Example k_audit_examples[] = {
  {N_("Who did what"), "myatlas admin audit"},
  {N_("What was done to a dossier"), "myatlas admin audit --subject D20260000001"},
  {N_("Check that nobody changed it"), "myatlas admin audit --verify -o jsonl > audit.jsonl"},
  {N_("A hundred at a time"), "myatlas admin audit --limit 100 --after 100"},
};

} // namespace

const Command k_admin_open = {
  "admin open-request",
  Group::office,
  N_("Start the review of a request"),
  N_("Marks a request as under review (EN_COURS_INSTRUCTION)."),
  k_open_request_examples,
  [](CommandLine& line) { declare_with<ReviewOptions>(line, bind_number, run_open_request); }};

const Command k_admin_accept = {
  "admin accept-request",
  Group::office,
  N_("Accept a request with an amount"),
  N_("Accepts a request under instruction (ENGAGE) with the amount the OPCO pays, before tax, at "
     "most what was asked. It can "
     "be invoiced from then on. The documents its scheme requires are attached by then; --although "
     "REASON overrides this. An apprenticeship contract is accepted with its yearly level of "
     "funding, from which the schedule of its "
     "instalments follows."),
  k_accept_request_examples,
  [](CommandLine& line) {
    declare_with<ReviewOptions>(
      line,
      [](CommandLine& l, ReviewOptions& o) {
        bind_number(l, o);
        l.option("--amount", o.amount, "A", N_("What the OPCO pays, in euros before tax"));
        l.option(
          "--npec", o.funding.yearly, "A",
          N_("Apprenticeship contract: its level of funding (niveau de prise en charge), a year"));
        l.option("--side-costs", o.funding.side_costs, "A",
                 N_("Apprenticeship contract: side costs agreed to, without a nature"));
        l.options("--side-cost", o.funding.by_nature, "NATURE:AMOUNT",
                  N_("Apprenticeship contract: side costs of one nature agreed to, as "
                     "MOBILITE:500 or RESTAURATION:120x3; repeated for each"));
        l.flag("--trainee-period", o.funding.trainee_period,
               N_("Apprenticeship contract: fund the time as a trainee before it"));
        l.option("--although", o.although, "REASON",
                 N_("Accept although documents are missing; the reason stands in the audit"));
      },
      run_accept_request);
  }};

const Command k_admin_refuse = {"admin refuse-request",
                                Group::office,
                                N_("Refuse a request"),
                                N_("Refuses a request under instruction (REFUSE) for a reason that "
                                   "stands in its history. It is final."),
                                k_refuse_request_examples,
                                [](CommandLine& line) {
                                  declare_with<ReviewOptions>(
                                    line,
                                    [](CommandLine& l, ReviewOptions& o) {
                                      bind_number(l, o);
                                      l.option("--reason", o.reason, "TEXT", N_("Why"));
                                    },
                                    run_refuse_request);
                                }};

const Command k_admin_ask = {
  "admin ask-documents",
  Group::office,
  N_("Ask for missing documents"),
  N_("Puts a request back to its member (INCOMPLET) with the list of what is missing; "
     "complete-request answers it. Documents: quote, "
     "convention, programme, cerfa, mandate, kbis, attendance, certificate, expenses, break-off, "
     "tripartite, other."),
  k_ask_examples,
  [](CommandLine& line) {
    declare_with<ReviewOptions>(
      line,
      [](CommandLine& l, ReviewOptions& o) {
        bind_number(l, o);
        l.options("--document", o.documents, words_known(domain::parse_document_use),
                  N_("A document that is missing; may be repeated"));
        l.option("--comment", o.comment, "TEXT", N_("What is missing or wrong besides"));
      },
      run_ask);
  }};

const Command k_admin_break = {
  "admin break-off-request",
  Group::office,
  N_("Record that a training ended early"),
  N_("Records the early end (RUPTURE) of a training or contract that was accepted: its day, within "
     "the training, and why. What was given "
     "until then can still be invoiced, and what was paid beyond it is asked back: of a contract "
     "by its schedule, of another training by its "
     "certificates of completion, which do not reach beyond that day. A contract that ends within "
     "45 days of the start of practical training ends in "
     "probation (L6222-18), and its employer's share is another; later it does with "
     "--in-probation, when days at the CFA are left out, and --although."),
  k_break_examples,
  [](CommandLine& line) {
    declare_with<ReviewOptions>(
      line,
      [](CommandLine& l, ReviewOptions& o) {
        bind_number(l, o);
        l.option("--date", o.date, "D", N_("Last day, YYYY-MM-DD"));
        l.option("--reason", o.reason, "TEXT", N_("Why"));
        l.flag("--in-probation", o.in_probation,
               N_("Apprenticeship contract: within the first 45 days of practical training"));
        l.option("--although", o.although, "REASON",
                 N_("In probation although more than 45 days have passed, for the days at the CFA; "
                    "it stands in the audit"));
      },
      run_break_off);
  }};

const Command k_admin_settle = {
  "admin settle-request",
  Group::office,
  N_("Settle a dossier"),
  N_("Closes a dossier (SOLDE) whose invoices are all paid, refused or cancelled, and whose "
     "instalments, if it has a contract, are all "
     "invoiced or lost. What was paid was carried out by its certificates of completion "
     "(R6332-26); --although REASON overrides this. It is final."),
  k_settle_examples,
  [](CommandLine& line) {
    declare_with<ReviewOptions>(
      line,
      [](CommandLine& l, ReviewOptions& o) {
        bind_number(l, o);
        l.flag("--give-up-rest", o.give_up,
               N_("Apprenticeship contract: the CFA does not ask for the instalments it has not "
                  "invoiced"));
        l.option(
          "--although", o.although, "REASON",
          N_("Settle although no certificate says it was given; the reason stands in the audit"));
      },
      run_settle);
  }};

const Command k_admin_check = {
  "admin check-request",
  Group::office,
  N_("Check a request against the rules"),
  N_("Lists what speaks against a request as on the day it was sent: E blocks it, W may have it "
     "refused. Ends with 1 when something blocks."),
  k_check_request_examples,
  [](CommandLine& line) {
    declare_with<ReviewOptions>(
      line,
      [](CommandLine& l, ReviewOptions& o) {
        bind_number(l, o);
        l.flag(
          "--online", o.online,
          N_("Ask the public register for the establishments first: closed, without Qualiopi"));
      },
      run_check);
  }};

const Command k_admin_audit = {
  "admin audit",
  Group::office,
  N_("Show who did what"),
  N_("Lists every write with its time, author and command. Each row carries the keyed hash of the "
     "one before it; --verify "
     "follows the chain and ends with 1 when a row was changed, taken out or put in."),
  k_audit_examples,
  [](CommandLine& line) {
    declare_with<AuditOptions>(
      line,
      [](CommandLine& l, AuditOptions& o) {
        l.flag("--verify", o.verify, N_("Check the chain of hashes first"));
        l.option("--actor", o.actor, "WHO", N_("Only what this one did"));
        l.option("--command", o.command, "NAME", N_("Only what this command did"));
        l.option("--subject", o.subject, "TEXT",
                 N_("Only what was done to this: a number, a SIRET"));
        l.option("--since", o.since, "D", N_("Only from this day on"));
        l.option("--until", o.until, "D", N_("Only up to this day"));
        l.option("--limit", o.limit, "N", N_("At most so many"));
        l.option("--after", o.after, "KEY",
                 N_("Only what follows this key, which a page tells at its end"));
      },
      run_audit);
  }};

} // namespace myatlas::cli
