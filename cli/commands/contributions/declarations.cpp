#include "services/contributions/declarations.hpp"
#include "services/contributions/payments.hpp"

#include <algorithm>
#include <iterator>

#include "commands/contributions/commands.hpp"
#include "commands/contributions/simulate.hpp"
#include "commands/files/import.hpp"
#include "commands/options.hpp"
#include "domain/contributions/employer_form.hpp"
#include "formats/json/declaration_json.hpp"
#include "services/labels.hpp"
#include "texts/errors.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

const std::vector<Field> k_line_fields = {{"code", N_("Contribution")},
                                          {"base", N_("Base"), Show::money},
                                          {"rate", N_("Rate"), Show::percent},
                                          {"amount", N_("Amount"), Show::money},
                                          {"legal", N_("Article"), Show::text, Room::if_wide}};

const std::vector<Field> k_fields = {{"number", N_("Declaration")},
                                     {"siren", N_("SIREN")},
                                     {"year", N_("Year"), Show::number, Room::if_wide},
                                     {"state", N_("State"), Show::state},
                                     {"total", N_("Total"), Show::money},
                                     {"paid", N_("Paid"), Show::money, Room::if_wide},
                                     {"left", N_("Left"), Show::money},
                                     {"credit", N_("Credit"), Show::money, Room::if_wide},
                                     {"due", N_("Due")}};

View view_of(const domain::Declaration& declaration)
{
  Json document = formats::to_json(declaration);
  document["schema"] = "myatlas/declaration/1";
  return {document, k_fields, nullptr};
}

struct DeclareOptions
{
  domain::PayrollForm form;
  std::string company, voluntary, rates, file;
  bool draft = false, correct = false;
};

void bind_declare(CommandLine& line, DeclareOptions& o)
{
  line.option("--company,--siret", o.company, "SIREN",
              N_("Company by SIREN, SIRET or member code"));
  line.option("--year", o.form.year, "Y", N_("Year the pay is due for"));
  bind_employer(line, o.form);
  line.option("--alternants", o.form.alternants, "N", N_("Alternants of the year"));
  line.flag("--association", o.form.association, N_("Non-profit body"));
  line.flag("--temporary-work", o.form.temporary_work, N_("Temporary-work company"));
  line.option("--alternants-ratio", o.form.alternants_ratio, "PCT",
              N_("Alternants in percent of the headcount, from 250 employees on"));
  line.option("--idcc", o.form.idcc, "N",
              N_("Collective agreement, for the contribution of its branch"));
  line.option("--voluntary", o.voluntary, "AMOUNT", N_("Voluntary payment besides"));
  line.flag("--draft", o.draft, N_("Keep a draft; the same command without this submits it"));
  line.flag("--correct", o.correct, N_("Replace what was submitted"));
  line.option("--rates", o.rates, "FILE",
              N_("Rate table instead of the one the program was built with"));
  line.option("--from-file", o.file, "FILE",
              N_("Several at once, as import declarations takes them"));
}

util::Result<int> declare_from_file(Session& session, const DeclareOptions& o)
{
  const domain::PayrollForm& form = o.form;
  const util::Errors both = beside_file(o.file, {{"--company", !o.company.empty()},
                                                 {"--year", !form.year.empty()},
                                                 {"--payroll", !form.payroll.empty()},
                                                 {"--headcount", !form.headcount.empty()},
                                                 {"--voluntary", !o.voluntary.empty()},
                                                 {"--idcc", !form.idcc.empty()},
                                                 {"--rates", !o.rates.empty()},
                                                 {"--draft", o.draft && o.correct}});
  if (!both.empty()) {
    return both;
  }
  const TableUse submitted = o.correct ? TableUse::corrected : TableUse::submitted;
  return import_table(session, "declarations", o.file, o.draft ? TableUse::as_it_is : submitted);
}

util::Errors contradictions(const DeclareOptions& o)
{
  util::Errors problems;
  for (const auto& [option, text] :
       {std::pair{"--company", &o.company}, {"--year", &o.form.year}}) {
    if (text->empty()) {
      problems.push_back({"usage.missing", {option, "declare-contribution"}});
    }
  }
  if (o.draft && o.correct) {
    problems.push_back({"usage.both", {"--draft", "--correct"}});
  }
  return problems;
}

util::Result<int> run_declare(Session& session, const DeclareOptions& o)
{
  if (!o.file.empty()) {
    return declare_from_file(session, o);
  }
  util::Errors problems = contradictions(o);
  domain::RateTable given;
  const util::Result<const domain::RateTable*> rates = rates_of(o.rates, given);
  if (!rates) {
    problems.insert(problems.end(), rates.errors().begin(), rates.errors().end());
  }
  if (!problems.empty()) {
    return problems;
  }
  const auto submitted =
    o.correct ? services::DeclareAs::correction : services::DeclareAs::submitted;
  const auto as = o.draft ? services::DeclareAs::draft : submitted;
  TRY_ASSIGN(const auto context, session.open(store::Store::Use::write, Login::account_or_host));
  TRY_ASSIGN(const auto done,
             as_options(services::declare(*context, **rates, o.company, o.form, o.voluntary, as)));
  const domain::Declaration& declaration = done.declaration;
  if (done.draft) {
    session.warn(util::Error{"declaration.draft_differs",
                             {declaration.number, done.draft->text(), declaration.total.text()}});
  }
  return session.show(view_of(declaration));
}

struct ListDeclarationsOptions
{
  std::string company, year, state;
};

void bind_list_declarations(CommandLine& line, ListDeclarationsOptions& o)
{
  line.option("--company,--siret", o.company, "SIREN",
              N_("Only those of a company, by SIREN, SIRET or member code"));
  line.option("--year", o.year, "Y", N_("Only those of a payroll year"));
  line.option("--state", o.state, words_known(domain::parse_declaration_state),
              N_("Only those in this state"));
}

struct DeclarationQuery
{
  store::DeclarationFilter filter;
  std::string company; // as it was named
};

util::Result<DeclarationQuery> read_list_declarations(const Session&,
                                                      const ListDeclarationsOptions& o)
{
  util::Errors problems;
  store::DeclarationFilter filter;
  if (!o.year.empty()) {
    filter.year = util::collect(domain::parse_year(o.year), problems, "--year");
  }
  if (!o.state.empty()) {
    filter.state = util::collect(domain::parse_declaration_state(o.state), problems, "--state");
  }
  if (!problems.empty()) {
    return problems;
  }
  return DeclarationQuery{filter, o.company};
}

util::Result<int> run_list_declarations(Session& session, const services::Context& context,
                                        const DeclarationQuery& query)
{
  TRY_ASSIGN(const auto found, services::list_declarations(context, query.filter, query.company));
  services::Labels known(context);
  Json declarations = Json::array();
  for (const domain::Declaration& declaration : found) {
    declarations.push_back(formats::to_json(declaration));
    declarations.back()["company_name"] = formats::text_or_null(known.company(declaration.siren));
  }
  std::vector<Field> fields = k_fields;
  fields.insert(fields.begin() + 2, {"company_name", N_("Company")});
  return session.show({{{"schema", "myatlas/declarations/1"}, {"declarations", declarations}},
                       fields,
                       "declarations"});
}

const std::vector<Field> k_declaration_history_fields = {
  {"at", N_("When")},
  {"event", N_("What"), Show::state},
  {"state", N_("State"), Show::state},
  {"amount", N_("Amount"), Show::money},
  {"day", N_("Paid on"), Show::text, Room::if_wide},
  {"reference", N_("Reference"), Show::text, Room::if_wide},
  {"means", N_("Means"), Show::state, Room::if_wide},
  {"actor", N_("Who"), Show::text, Room::if_wide}};

Json history_of(const services::DeclarationView& view)
{
  Json history = Json::array();
  for (const domain::DeclarationChange& change : view.history) {
    history.push_back(formats::to_json(change));
  }
  return history;
}

struct NumberOptions
{
  std::string number;
};

void bind_number(CommandLine& line, NumberOptions& o)
{
  line.argument(Kind::declaration, o.number, N_("Number of the declaration"));
}

util::Result<int> run_show_declaration(Session& session, const services::Context& context,
                                       const NumberOptions& o)
{
  TRY_ASSIGN(const auto view, services::show_declaration(context, o.number));
  if (session.form() == Form::table) {
    session.show(view_of(view.declaration));
    session.print("\n");
    session.show({formats::to_json(view.declaration), k_line_fields, "lines"});
    session.print("\n");
    return session.show({{{"history", history_of(view)}}, k_declaration_history_fields, "history"});
  }
  Json document = view_of(view.declaration).document;
  document["history"] = history_of(view);
  return session.show({document, k_fields, nullptr});
}

struct PaymentOptions : services::PaymentForm
{
  std::string file;
  bool credit = false, returned = false;
};

void bind_payment(CommandLine& line, PaymentOptions& o)
{
  line.argument(Kind::declaration, o.declaration, N_("Number of the declaration"), Need::none);
  line.option("--amount", o.amount, "AMOUNT", N_("What was paid"));
  line.option("--date", o.day, "D", N_("Day it came in"));
  line.option("--reference", o.reference, "TEXT",
              N_("Reference of the payer or the bank: under it a payment is known again"));
  line.option("--means", o.means, words_known(domain::parse_payment_means), N_("By what means"));
  line.flag("--credit", o.credit, N_("Keep what is paid beyond what is left as a credit"));
  line.flag("--returned", o.returned,
            N_("It went back to the company: taken off what was paid; a reference is wanted"));
  line.option("--from-file", o.file, "FILE", N_("Several at once, as import payments takes them"));
}

util::Result<int> payments_from_file(Session& session, const PaymentOptions& o)
{
  const util::Errors both = beside_file(o.file, {{"NUMBER", !o.declaration.empty()},
                                                 {"--amount", !o.amount.empty()},
                                                 {"--date", !o.day.empty()},
                                                 {"--reference", !o.reference.empty()},
                                                 {"--means", !o.means.empty()},
                                                 {"--credit", o.credit},
                                                 {"--returned", o.returned}});
  return both.empty() ? import_table(session, "payments", o.file) : both;
}

util::Errors contradictions(const PaymentOptions& o)
{
  util::Errors problems;
  for (const auto& [option, text] :
       {std::pair{"NUMBER", &o.declaration}, {"--amount", &o.amount}}) {
    if (text->empty()) {
      problems.push_back({"usage.missing", {option, "admin record-payment"}});
    }
  }
  if (o.credit && o.returned) {
    problems.push_back({"usage.both", {"--credit", "--returned"}});
  }
  return problems;
}

util::Result<services::RecordedPayment> record(const services::Context& context,
                                               const PaymentOptions& o)
{
  if (o.returned) {
    return services::record_return(context, o);
  }
  return services::record_payment(
    context, o, o.credit ? services::Excess::credited : services::Excess::refused);
}

util::Result<int> run_payment(Session& session, const PaymentOptions& o)
{
  if (!o.file.empty()) {
    return payments_from_file(session, o);
  }
  if (const util::Errors problems = contradictions(o); !problems.empty()) {
    return problems;
  }
  TRY_ASSIGN(const auto context, session.open(store::Store::Use::write, Login::host));
  TRY_ASSIGN(const auto paid, as_options(record(*context, o)));
  if (!paid.is_new) {
    session.warn(util::Error{"payment.known", {paid.declaration.number}});
  }
  return session.show(view_of(paid.declaration));
}

constexpr Example k_declare_examples[] = {
  {N_("The contribution of the branch, as the store knows the company"),
   "myatlas declare-contribution --company 732829320 --year 2025"},
  {N_("A draft with a voluntary payment"),
   "myatlas declare-contribution --company 732829320 --year 2025 --voluntary 1000 --draft"},
  {N_("All those of a file, submitted"), "myatlas declare-contribution --from-file masses.xlsx"},
};
constexpr Example k_list_declarations_examples[] = {
  {N_("What is not settled yet"), "myatlas list-declarations --state DEPOSEE"},
  {N_("The year of a company, for a program"),
   "myatlas list-declarations --company 732829320 --year 2025 -o json"},
};
constexpr Example k_show_declaration_examples[] = {
  {N_("One declaration with its lines"), "myatlas show-declaration C2025-0000001"},
  {N_("The same, for a program"), "myatlas show-declaration C2025-0000001 -o json"},
};
constexpr Example k_payment_examples[] = {
  {N_("A transfer that came in"), "myatlas admin record-payment C2025-0000001 --amount 750.00"},
  {N_("A first part of it"), "myatlas admin record-payment C2025-0000001 --amount 250.00"},
  {N_("As the bank tells it"), "myatlas admin record-payment C2025-0000001 --amount 250.00 --date "
                               "2026-02-27 --reference VIR-42 --means transfer"},
  {N_("A part that went back"),
   "myatlas admin record-payment C2025-0000001 --amount 250.00 --returned --reference VIR-RET-42"},
  {N_("All those of a statement"), "myatlas admin record-payment --from-file payments.csv"},
};

} // namespace

const Command k_declare = {
  .name = "declare-contribution",
  .group = Group::contributions,
  .summary = N_("Declare a company's contributions for a payroll year"),
  .description =
    N_("Computes and records the declaration of a company and payroll year: since 2022 the "
       "contribution of its branch and a voluntary payment, before that all contributions. It is "
       "due before 1 March of the year after. A draft may be replaced; what was submitted is "
       "replaced with --correct, and its history is kept. Before tax."),
  .examples = k_declare_examples,
  .declare = with_options<bind_declare, run_declare>,
  .keyed = true,
};

const Command k_list_declarations = {
  .name = "list-declarations",
  .group = Group::contributions,
  .summary = N_("List declarations of contributions"),
  .description = N_("The declarations of the companies you manage, with what is paid and left."),
  .examples = k_list_declarations_examples,
  .declare = with_request<bind_list_declarations, read_list_declarations, run_list_declarations>,
  .store = Use::read,
  .login = Login::account_or_host,
};

const Command k_show_declaration = {
  .name = "show-declaration",
  .group = Group::contributions,
  .summary = N_("Show a declaration, its lines and its history"),
  .description =
    N_("One declaration: what each contribution comes to, and everything that happened to it."),
  .examples = k_show_declaration_examples,
  .declare = with_options<bind_number, run_show_declaration>,
  .store = Use::read,
  .login = Login::account_or_host,
};

const Command k_record_payment = {
  .name = "admin record-payment",
  .group = Group::office,
  .summary = N_("Record a payment for a declaration"),
  .description =
    N_("Adds a payment to what a declaration has; the one that makes it whole settles it. One of "
       "the same reference, or of the same day and amount, is known again and changes nothing. "
       "What is paid beyond what is left is refused, or with --credit kept as a credit of the "
       "declaration. With --returned it is what the OPCO gave back, never more than was paid: "
       "after it a declaration that came to less can be corrected."),
  .examples = k_payment_examples,
  .declare = with_options<bind_payment, run_payment>,
  .keyed = true,
};

} // namespace myatlas::cli
