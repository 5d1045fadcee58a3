#include "services/contributions/declarations.hpp"

#include "domain/contributions/employer_form.hpp"
#include "services/companies/companies.hpp"
#include "services/companies/proof.hpp"
#include "services/contributions/simulate_company.hpp"
#include "services/contributions/year_declaration.hpp"
#include "services/form_values.hpp"
#include "services/rights.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Declaration;
using domain::DeclarationChange;
using domain::Establishment;
using domain::Money;
using domain::PayrollFacts;
using domain::PayrollForm;
using domain::RateTable;
using domain::Simulation;
using domain::Siren;

Result<Simulation> simulation_of(const RateTable& rates, const PayrollFacts& facts)
{
  TRY_ASSIGN(Simulation simulation, simulate_lines(rates, facts, domain::is_declared));
  if (simulation.unknown) {
    return *simulation.unknown;
  }
  return simulation;
}

Money total_of(const std::vector<domain::DeclarationLine>& lines)
{
  return util::total_of(lines, &domain::DeclarationLine::amount);
}

void take_facts(Declaration& declaration, const PayrollFacts& facts)
{
  declaration.year = facts.year;
  declaration.payroll = facts.pay.total;
  declaration.idcc = facts.idcc;
  declaration.due = domain::Month{facts.year + 1, 2}.last_day();
}

void take_lines(Declaration& declaration, const Simulation& simulation, Money voluntary)
{
  declaration.headcount = simulation.headcount.of_last_year.counted;
  declaration.lines = domain::lines_to_declare(simulation, voluntary);
  declaration.total = total_of(declaration.lines);
}

Declaration declaration_of(const PayrollFacts& facts, const Simulation& simulation, Money voluntary)
{
  Declaration declaration;
  take_facts(declaration, facts);
  take_lines(declaration, simulation, voluntary);
  return declaration;
}

Result<Declaration> declared(const Context& context, const RateTable& rates,
                             const PayrollForm& form, Money voluntary)
{
  TRY_ASSIGN(const PayrollFacts facts, domain::facts_of(form));
  TRY_ASSIGN(const Simulation simulation, simulation_of(rates, facts));
  Declaration declaration = declaration_of(facts, simulation, voluntary);
  declaration.siren = *Siren::parse(form.siren);
  declaration.created = declaration.changed = context.now();
  return declaration;
}

std::vector<Establishment> reached(const Context& context, Siren siren)
{
  return context.store.opco_register().establishments_reached_by(perimeter_of(context).account,
                                                                 context.latest_day(), siren);
}

// Who manages one establishment of a company, or was given it to manage, declares for it.
Outcome may_declare(const Context& context, Siren siren)
{
  Outcome allowed = Error{"company.unknown", {siren.digits()}};
  for (const Establishment& one : reached(context, siren)) {
    allowed = allow(context, Act::declare, one.siret);
    if (allowed) {
      break;
    }
  }
  return allowed;
}

Outcome check_declarer(const Context& context, Siren siren)
{
  return sees_everything(context) ? Outcome(Done{}) : may_declare(context, siren);
}

} // namespace

std::string typed_number(const std::string& number)
{
  return util::to_upper(util::trim(number));
}

Outcome may_see_pay(const Context& context, Siren siren)
{
  if (hides_pay(context, siren)) {
    return Error{"access.reader_pay", {siren.digits()}};
  }
  return Done{};
}

Result<Declared> declare(const Context& context, const RateTable& rates, const std::string& company,
                         const PayrollForm& given, const std::string& voluntary, DeclareAs as,
                         const std::string& reference, Unreferenced unreferenced)
{
  Transaction write = context.begin();
  Result<Declared> done =
    declare_in(context, rates, {company}, given, voluntary, as, reference, unreferenced);
  if (done) {
    write.commit();
  }
  return done;
}

namespace {

Errors placed(const Errors& found, const char* member)
{
  Errors problems;
  util::add_problems(found, problems, member);
  return problems;
}

// What is paid of one's own will, beside what is owed.
Result<Money> voluntary_in(const std::string& text)
{
  return text.empty() ? Money{} : domain::parse_positive(text);
}

// The right comes before what the company's payroll is, which a reader is not told.
Outcome check_company(const Context& context, Siren siren, const NamedCompany& named)
{
  TRY(check_declarer(context, siren));
  return same_company(context, siren, named.name, named.also);
}

} // namespace

Result<Declared> declare_in(const Context& context, const RateTable& rates,
                            const NamedCompany& named, const PayrollForm& given,
                            const std::string& voluntary, DeclareAs as,
                            const std::string& reference, Unreferenced unreferenced)
{
  const Result<Money> paid = voluntary_in(voluntary);
  if (const Result<CompanyView> seen = show_company(context, named.name)) {
    TRY(check_company(context, seen->company.siren, named));
  }
  TRY_ASSIGN(const PayrollForm form,
             form_of_company(context, rates, named.name, given, domain::is_declared));
  if (!paid) {
    return placed(paid.errors(), "voluntary");
  }
  TRY_ASSIGN(Declaration declaration, declared(context, rates, form, *paid));
  TRY_ASSIGN(declaration.reference, reference_of(reference).or_at("reference"));
  return put_declaration(context, std::move(declaration), as, unreferenced);
}

namespace {

Outcome take_company(store::DeclarationFilter& filter, const Context& context,
                     const std::string& company)
{
  if (!company.empty()) {
    TRY_ASSIGN(const CompanyView view, show_company(context, company));
    filter.company = view.company.siren;
  }
  return Done{};
}

} // namespace

Result<std::vector<Declaration>> list_declarations(const Context& context,
                                                   store::DeclarationFilter filter,
                                                   const std::string& company)
{
  TRY(may_read(context));
  TRY(take_company(filter, context, company));
  std::vector<Declaration> seen = context.store.declarations().list(filter, perimeter_of(context));
  std::erase_if(seen, [&](const Declaration& one) { return hides_pay(context, one.siren); });
  return seen;
}

Result<Declaration> find_declaration(const Context& context, const std::string& number)
{
  TRY(may_read(context));
  const auto found =
    context.store.declarations().find_number(typed_number(number), perimeter_of(context));
  if (!found) {
    return Error{"declaration.unknown", {number}};
  }
  TRY(may_see_pay(context, found->siren));
  return *found;
}

Result<DeclarationView> show_declaration(const Context& context, const std::string& number)
{
  TRY_ASSIGN(const Declaration found, find_declaration(context, number));
  return DeclarationView{found, context.store.declarations().history(found)};
}

} // namespace myatlas::services
