#include "operations/contributions/declarations.hpp"

#include <algorithm>
#include <iterator>

#include "commands/contributions/commands.hpp"
#include "commands/contributions/simulate.hpp"
#include "commands/files/import.hpp"
#include "commands/options.hpp"
#include "commands/own_references.hpp"
#include "output/interview.hpp"
#include "request.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::Answer;

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

constexpr Field k_declaration_reference = {"reference", N_("Reference"), Show::text, Room::if_wide};

View declaration_view(const Json& document)
{
  View view = {document, k_fields};
  if (!document["reference"].is_null()) {
    view.fields.push_back(k_declaration_reference);
  }
  return view;
}

struct DeclareOptions
{
  operations::Declare request;
  std::vector<std::string> reference; // given, though it may be empty
  std::string rates, file;
};

constexpr FormOption<operations::Declare> k_declared_company_options[] = {
  {"--company,--siret", &operations::Declare::company, "SIREN",
   N_("Company by SIREN, SIRET, member code or your own reference")},
};

constexpr FormOption<domain::PayrollForm> k_declared_year_options[] = {
  {"--year", &domain::PayrollForm::year, "Y", N_("Year the pay is due for")},
};

constexpr FormOption<domain::PayrollForm> k_declared_pay_options[] = {
  {"--alternants", &domain::PayrollForm::alternants, k_number_value, N_("Alternants of the year")},
  {"--association", &domain::PayrollForm::association, N_("Non-profit body")},
  {"--temporary-work", &domain::PayrollForm::temporary_work, N_("Temporary-work company")},
  {"--alternants-ratio", &domain::PayrollForm::alternants_ratio, k_percentage_value,
   N_("Alternants in percent of the headcount, from 250 employees on")},
  {"--idcc", &domain::PayrollForm::idcc, k_number_value,
   N_("Collective agreement, for the contribution of its branch")},
};

constexpr FormOption<operations::Declare> k_declared_state_options[] = {
  {"--voluntary", &operations::Declare::voluntary, k_amount_value, N_("Voluntary payment besides")},
  {"--draft", &operations::Declare::draft,
   N_("Keep a draft; the same command without this submits it")},
  {"--correct", &operations::Declare::correct, N_("Replace what was submitted")},
};

constexpr FormOption<DeclareOptions> k_declare_file_options[] = {
  {"--reference", &DeclareOptions::reference, "REF",
   N_("Your own reference of it; an empty one takes it away")},
  {"--rates", &DeclareOptions::rates, "FILE",
   N_("Rate table instead of the one the program was built with")},
  {"--from-file", &DeclareOptions::file, "FILE",
   N_("Several at once, as import declarations takes them")},
};

void bind_pay(CommandLine& line, domain::PayrollForm& form)
{
  add_options(line, form, k_declared_year_options);
  bind_employer(line, form);
  add_options(line, form, k_declared_pay_options);
}

void bind_declaration(CommandLine& line, operations::Declare& asked)
{
  add_options(line, asked, k_declared_company_options);
  bind_pay(line, asked.form);
  add_options(line, asked, k_declared_state_options);
}

void bind_declare(CommandLine& line, DeclareOptions& o)
{
  operations::Declare& asked = o.request;
  bind_declaration(line, asked);
  add_options(line, o, k_declare_file_options);
  line.stands_for(asked.rates, o.rates);
  line.stands_for(asked.reference, o.reference);
}

Outcome nothing_beside_file(const DeclareOptions& o)
{
  const operations::Declare& asked = o.request;
  const domain::PayrollForm& form = asked.form;
  return outcome_of(beside_file(o.file, {{"--company", !asked.company.empty()},
                                         {"--year", !form.year.empty()},
                                         {"--payroll", !form.payroll.empty()},
                                         {"--headcount", !form.headcount.empty()},
                                         {"--voluntary", !asked.voluntary.empty()},
                                         {"--idcc", !form.idcc.empty()},
                                         {"--reference", !o.reference.empty()},
                                         {"--rates", !o.rates.empty()},
                                         {"--draft", asked.draft && asked.correct}}));
}

TableUse use_of(const operations::Declare& asked)
{
  if (asked.draft) {
    return TableUse::as_it_is;
  }
  return asked.correct ? TableUse::corrected : TableUse::submitted;
}

Result<int> declare_from_file(Session& session, const DeclareOptions& o)
{
  TRY(nothing_beside_file(o));
  return import_table(session, "declarations", o.file, use_of(o.request));
}

Errors missing_in(const operations::Declare& asked)
{
  Errors problems;
  add_missing({{"--company", !asked.company.empty()}, {"--year", !asked.form.year.empty()}},
              "declare-contribution", problems);
  return problems;
}

Outcome complete_declaration(Session&, DeclareOptions& o, LocalFiles& files)
{
  Errors problems = missing_in(o.request);
  o.request.reference = o.reference.empty() ? "" : o.reference.back();
  o.request.without_reference = !o.reference.empty() && o.request.reference.empty();
  o.request.rates = files.send(o.rates, formats::k_most_json_bytes);
  std::ranges::copy(problems_of(files.all_read()), std::back_inserter(problems));
  return outcome_of(problems);
}

constexpr FormOption<operations::ListDeclarations> k_list_declarations_options[] = {
  {"--company,--siret", &operations::ListDeclarations::company, "SIREN", k_of_company_help},
  {"--year", &operations::ListDeclarations::year, "Y", N_("Only those of a payroll year")},
  {"--state", &operations::ListDeclarations::state, words_for<domain::parse_declaration_state>,
   N_("Only those in this state")},
  {"--reference", &operations::ListDeclarations::reference, "REF", k_own_reference_help},
};

void bind_list_declarations(CommandLine& line, operations::ListDeclarations& o)
{
  add_options(line, o, k_list_declarations_options);
}

Result<int> show_declarations(Session& session, const Answer& answer)
{
  View view = {answer.document, k_fields, "declarations"};
  view.fields.insert(view.fields.begin() + 2, {"company_name", N_("Company")});
  return session.show(with_reference(session, std::move(view), k_declaration_reference));
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

void bind_number(CommandLine& line, operations::DeclarationName& o)
{
  line.argument(Kind::declaration, o.number, N_("Number of the declaration"));
}

void print_list(Session& session, const View& list)
{
  session.print("\n");
  session.show(list);
}

void print_lists(Session& session, const Json& document)
{
  print_list(session, {document, k_line_fields, "lines"});
  print_list(session, {document, k_declaration_history_fields, "history"});
}

Result<int> show_declaration(Session& session, const Answer& answer)
{
  const int status = session.show(declaration_view(answer.document));
  if (session.is_table()) {
    print_lists(session, answer.document);
  }
  return status;
}

struct PaymentOptions
{
  operations::RecordPayment request;
  std::string file;
};

constexpr FormOption<operations::PaymentForm> k_payment_options[] = {
  {"--amount", &operations::PaymentForm::amount, k_amount_value, N_("What was paid")},
  {"--date", &operations::PaymentForm::day, k_day_value, N_("Day it came in")},
  {"--reference", &operations::PaymentForm::reference, "TEXT",
   N_("Reference of the payer or the bank: under it a payment is known again")},
  {"--means", &operations::PaymentForm::means, words_for<domain::parse_payment_means>,
   N_("By what means")},
};

constexpr FormOption<operations::RecordPayment> k_credit_options[] = {
  {"--credit", &operations::RecordPayment::credit,
   N_("Keep what is paid beyond what is left as a credit")},
  {"--returned", &operations::RecordPayment::returned,
   N_("It went back to the company: taken off what was paid; a reference is wanted")},
};

constexpr FormOption<PaymentOptions> k_payments_options[] = {
  {"--from-file", &PaymentOptions::file, "FILE",
   N_("Several at once, as import payments takes them")},
};

void bind_incoming(CommandLine& line, operations::RecordPayment& request)
{
  add_options(line, request.form, k_payment_options);
  add_options(line, request, k_credit_options);
}

void bind_payment(CommandLine& line, PaymentOptions& o)
{
  line.argument(Kind::declaration, o.request.form.declaration, N_("Number of the declaration"),
                Need::none);
  bind_incoming(line, o.request);
  add_options(line, o, k_payments_options);
}

Outcome nothing_beside_file(const PaymentOptions& o)
{
  const operations::RecordPayment& asked = o.request;
  const operations::PaymentForm& form = asked.form;
  return outcome_of(beside_file(o.file, {{"NUMBER", !form.declaration.empty()},
                                         {"--amount", !form.amount.empty()},
                                         {"--date", !form.day.empty()},
                                         {"--reference", !form.reference.empty()},
                                         {"--means", !form.means.empty()},
                                         {"--credit", asked.credit},
                                         {"--returned", asked.returned}}));
}

Result<int> payments_from_file(Session& session, const PaymentOptions& o)
{
  TRY(nothing_beside_file(o));
  return import_table(session, "payments", o.file);
}

Outcome check_payment(Session&, PaymentOptions& o, LocalFiles&)
{
  Errors problems;
  const operations::PaymentForm& form = o.request.form;
  add_missing({{"NUMBER", !form.declaration.empty()}, {"--amount", !form.amount.empty()}},
              "admin record-payment", problems);
  return outcome_of(problems);
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
  .declare = asks_unless<rows_in_file<declare_from_file, DeclareOptions>, operations::k_declare,
                         bind_declare, declaration_view, complete_declaration>,
  .operation = &operations::k_declare,
  .keyed = true,
};

const Command k_list_declarations = {
  .name = "list-declarations",
  .group = Group::contributions,
  .summary = N_("List declarations of contributions"),
  .description = N_("The declarations of the companies you manage, with what is paid and left."),
  .examples = k_list_declarations_examples,
  .declare = asks<operations::k_list_declarations, bind_list_declarations, show_declarations>,
  .operation = &operations::k_list_declarations,
};

const Command k_show_declaration = {
  .name = "show-declaration",
  .group = Group::contributions,
  .summary = N_("Show a declaration, its lines and its history"),
  .description =
    N_("One declaration: what each contribution comes to, and everything that happened to it."),
  .examples = k_show_declaration_examples,
  .declare = asks<operations::k_show_declaration, bind_number, show_declaration>,
  .operation = &operations::k_show_declaration,
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
  .declare =
    asks_unless<rows_in_file<payments_from_file, PaymentOptions>, operations::k_record_payment,
                bind_payment, declaration_view, check_payment>,
  .operation = &operations::k_record_payment,
  .keyed = true,
};

} // namespace myatlas::cli
