#include "services/companies/establishments.hpp"

#include "commands/companies/commands.hpp"
#include "formats/json/json_records.hpp"
#include "session.hpp"
#include "texts/errors.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using Sirets = std::vector<std::string>;

struct AddSiretOptions
{
  Sirets sirets;
  domain::CompanyForm proof;
  bool online = false;
};

void bind_add_siret(CommandLine& line, AddSiretOptions& o)
{
  line.arguments(Kind::establishment, o.sirets, N_("Establishments"));
  line.option("--member-code", o.proof.member_code, "C",
              N_("Member code of the company, for one the account has not proved"));
  line.option("--payroll", o.proof.payroll, "AMOUNT",
              N_("Its declared payroll of the year before"));
  line.option("--payroll-year", o.proof.payroll_year, "Y",
              N_("Year of that payroll (default: the year before)"));
  line.flag(
    "--online", o.online,
    N_(
      "Ask the public register first; a new establishment of a member is entered from its answer"));
}

void bind_sirets(CommandLine& line, Sirets& sirets)
{
  line.arguments(Kind::establishment, sirets, N_("Establishments"));
}

std::optional<domain::CompanyForm> proof_in(const AddSiretOptions& o)
{
  const bool is_given =
    !o.proof.member_code.empty() || !o.proof.payroll.empty() || !o.proof.payroll_year.empty();
  return is_given ? std::optional(o.proof) : std::nullopt;
}

util::Result<int> run_add_siret(Session& session, const services::Context& context,
                                const AddSiretOptions& options)
{
  TRY_ASSIGN(const auto look_up, session.look_up_if(options.online));
  TRY_ASSIGN(const auto report, as_options(services::attach_establishments(
                                  context, options.sirets, proof_in(options), look_up)));
  Json results = Json::array();
  for (const services::AttachmentAnswer& answer : report.answers) {
    results.push_back({{"siret", answer.siret}, {"result", services::to_text(answer.attachment)}});
  }
  const int status = session.show({{{"schema", "myatlas/attached/1"}, {"results", results}},
                                   {{"siret", N_("SIRET")}, {"result", N_("Result"), Show::state}},
                                   "results"});
  return report.problems.empty() ? status : session.fail(report.problems);
}

util::Result<int> run_remove_siret(Session& session, const services::Context& context,
                                   const Sirets& sirets)
{
  TRY_ASSIGN(const auto done, services::detach_establishments(context, sirets));
  Json results = Json::array();
  for (const services::Detachment& one : done) {
    results.push_back(
      {{"siret", one.siret.digits()}, {"result", one.removed ? "removed" : "absent"}});
  }
  return session.show({{{"schema", "myatlas/detached/1"}, {"results", results}},
                       {{"siret", N_("SIRET")}, {"result", N_("Result"), Show::state}},
                       "results"});
}

const std::vector<Field> k_list_establishments_fields = {
  {"siret", N_("SIRET")}, {"name", N_("Name")}, {"postcode", N_("Postcode")},
  {"town", N_("Town")},   {"idcc", N_("IDCC")}, {"headcount", N_("Headcount"), Show::number}};

util::Result<int> run_list_establishments(Session& session, const services::Context& context)
{
  TRY_ASSIGN(const auto found, services::list_establishments(context));
  Json establishments = Json::array();
  for (const domain::Establishment& establishment : found) {
    establishments.push_back(formats::to_json(establishment));
  }
  return session.show({{{"schema", "myatlas/establishments/1"}, {"establishments", establishments}},
                       k_list_establishments_fields,
                       "establishments"});
}

constexpr Example k_add_siret_examples[] = {
  {N_("One establishment"), "myatlas add-siret 53589896900212"},
  {N_("One of a company that is new to the account"),
   "myatlas add-siret 53589896900212 --member-code ATL100002 --payroll 864934.41"},
  {N_("Several, from another program"),
   "tail -n +2 clients.csv | cut -d';' -f2 | xargs myatlas add-siret"},
  {N_("One that opened lately"), "myatlas add-siret 53589896900212 --online"},
};
constexpr Example k_remove_siret_examples[] = {
  {N_("One establishment"), "myatlas remove-siret 53589896900212"},
  {N_("Answered as JSON"), "myatlas remove-siret 53589896900212 -o json"},
};
constexpr Example k_list_establishments_examples[] = {
  {N_("The establishments of the account"), "myatlas list-establishments"},
  {N_("As CSV"), "myatlas list-establishments -o csv > establishments.csv"},
};

} // namespace

const Command k_add_siret = {
  .name = "add-siret",
  .group = Group::companies,
  .summary = N_("Attach establishments to the account"),
  .description = N_(
    "Attaches establishments of the register to the account, of companies it proved or was given "
    "to manage; another company is proved by its member code and payroll, as by add-company. Each "
    "is answered added, already, unknown or invalid; when one is unknown, invalid or not proved "
    "nothing is written, and the others are answered withheld. With --online each is asked for at "
    "the public register first: a closed one, or one that is not there, is refused, and one the "
    "OPCO's register does not have yet, of a company it knows, is entered."),
  .examples = k_add_siret_examples,
  .declare = with_options<bind_add_siret, run_add_siret>,
  .store = Use::write,
  .login = Login::required,
  .keyed = true,
};

const Command k_remove_siret = {
  .name = "remove-siret",
  .group = Group::companies,
  .summary = N_("Remove establishments from the account"),
  .description = N_("Takes establishments off the account; their dossiers stay. Each is answered "
                    "removed or absent."),
  .examples = k_remove_siret_examples,
  .declare = with_options<bind_sirets, run_remove_siret>,
  .store = Use::write,
  .login = Login::required,
  .keyed = true,
};

const Command k_list_establishments = {
  .name = "list-establishments",
  .group = Group::companies,
  .summary = N_("List the establishments of the account"),
  .description = N_("Lists the establishments the account manages, by SIRET."),
  .examples = k_list_establishments_examples,
  .declare = without_options<run_list_establishments>,
  .store = Use::read,
  .login = Login::account_or_host,
};

} // namespace myatlas::cli
