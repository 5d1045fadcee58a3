#include "services/contributions/declarations.hpp"

#include "domain/contributions/employer_form.hpp"
#include "domain/contributions/simulation.hpp"
#include "formats/json/declaration_json.hpp"
#include "services/companies/companies.hpp"
#include "services/companies/proof.hpp"
#include "services/contributions/simulate_company.hpp"
#include "services/form_values.hpp"
#include "services/rights.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

domain::DeclarationEvent event_of(DeclareAs as)
{
  if (as == DeclareAs::draft) {
    return domain::DeclarationEvent::draft;
  }
  return as == DeclareAs::submitted ? domain::DeclarationEvent::submit
                                    : domain::DeclarationEvent::correct;
}

// What a row of a file comes to, by what there is of its year.
DeclareAs settled(DeclareAs as, const std::optional<domain::Declaration>& before)
{
  const bool was_sent = before && domain::state_facts(before->state).sent;
  const bool by_file = as == DeclareAs::of_file || as == DeclareAs::newest;
  if (!by_file) {
    return as;
  }
  return as == DeclareAs::newest && was_sent ? DeclareAs::correction : DeclareAs::submitted;
}

// Whether what stands there already may be said again.
bool is_repeatable(DeclareAs as, const domain::Declaration& before)
{
  const bool by_file = as == DeclareAs::of_file || as == DeclareAs::newest;
  return as == DeclareAs::draft || (by_file && domain::state_facts(before.state).sent);
}

bool says_the_same(const domain::Declaration& a, const domain::Declaration& b)
{
  return a.headcount == b.headcount && a.payroll == b.payroll && a.idcc == b.idcc &&
         a.lines == b.lines && a.total == b.total;
}

util::Result<domain::Declaration> declared(const Context& context, const domain::RateTable& rates,
                                           const domain::PayrollForm& form, domain::Money voluntary)
{
  const util::Result<domain::PayrollFacts> facts = domain::facts_of(form);
  const auto simulation = facts ? simulate_lines(rates, *facts, domain::is_declared)
                                : util::Result<domain::Simulation>(facts.errors());
  if (!simulation || simulation->unknown) {
    return simulation ? util::Errors{*simulation->unknown} : simulation.errors();
  }
  domain::Declaration declaration;
  declaration.siren = *domain::Siren::parse(form.siren);
  declaration.year = facts->year;
  declaration.headcount = simulation->headcount.of_last_year.counted;
  declaration.payroll = facts->pay.total;
  declaration.idcc = facts->idcc;
  declaration.lines = domain::lines_to_declare(*simulation, voluntary);
  for (const domain::DeclarationLine& line : declaration.lines) {
    declaration.total = declaration.total + line.amount;
  }
  declaration.due = domain::Month{facts->year + 1, 2}.last_day();
  declaration.created = declaration.changed = context.now();
  return declaration;
}

// The code is a keyed hash of the document: it cannot be made without the store's key, nor fits
// another document.
std::string code_of(const util::Key& key, const std::string& content)
{
  const std::string hash = util::to_upper(util::keyed_hash(key, "receipt\n" + content));
  return hash.substr(0, 4) + "-" + hash.substr(4, 4) + "-" + hash.substr(8, 4) + "-" +
         hash.substr(12, 4);
}

// Who manages one establishment of a company, or was given it to manage, declares for it.
util::Outcome may_declare(const Context& context, domain::Siren siren)
{
  if (sees_everything(context)) {
    return util::Done{};
  }
  util::Outcome allowed = util::Error{"company.unknown", {siren.digits()}};
  const store::Register known = context.store.opco_register();
  for (const domain::Establishment& e : known.establishments_reached_by(
         perimeter_of(context).account, context.latest_day(), siren)) {
    allowed = allow(context, Act::declare, e.siret);
    if (allowed) {
      break;
    }
  }
  return allowed;
}

} // namespace

util::Result<Declared> declare(const Context& context, const domain::RateTable& rates,
                               const std::string& company, const domain::PayrollForm& given,
                               const std::string& voluntary, DeclareAs as)
{
  store::Transaction write(context.store, context.deed());
  util::Result<Declared> done = declare_in(context, rates, {company}, given, voluntary, as);
  if (done) {
    write.commit();
  }
  return done;
}

namespace {

// What it is to be: refused where that year cannot be declared, or was in another way.
util::Outcome may_stand(const Context& context, const domain::Declaration& declaration,
                        const std::optional<domain::Declaration>& before, DeclareAs as)
{
  const std::string year = std::to_string(declaration.year);
  if (declaration.year >= context.today().year()) {
    return util::Error{"declaration.year_open", {year}}.at("year");
  }
  if (!before && as == DeclareAs::correction) {
    return util::Error{"declaration.none", {declaration.siren.digits(), year}};
  }
  if (before && domain::state_facts(before->state).sent && as != DeclareAs::correction) {
    return util::Error{"declaration.exists", {before->number, domain::to_text(before->state)}};
  }
  if (declaration.total.cents == 0) {
    return util::Error{"declaration.nothing", {declaration.siren.digits(), year}};
  }
  if (before && declaration.total < before->paid &&
      declaration.total < before->total) { // within a credit it may grow
    return util::Error{"declaration.below_paid",
                       {declaration.total.text(), before->paid.text(), before->number}};
  }
  return util::Done{};
}

// Gives it its place beside what there was of its year, and writes it.
util::Result<Declared> put_down(const Context& context, domain::Declaration declaration,
                                const std::optional<domain::Declaration>& before, DeclareAs as)
{
  declaration.number =
    before ? before->number : context.store.declarations().next_number(declaration.year);
  declaration.created = before ? before->created : declaration.created;
  declaration.paid = before ? before->paid : declaration.paid;
  const domain::DeclarationState from =
    before ? before->state : domain::DeclarationState::brouillon;
  TRY_ASSIGN(const domain::DeclarationState next,
             domain::after(from, event_of(as), declaration.number));
  declaration.state = next;
  std::vector<domain::DeclarationChange> changes = {
    {context.now(), context.actor.name(), event_of(as), next, declaration.total}};
  // Corrected to what was paid or less, it is settled.
  if (declaration.paid.cents > 0 && declaration.left().cents == 0) {
    declaration.state = *domain::after(next, domain::DeclarationEvent::settle, declaration.number);
    changes.push_back({context.now(),
                       context.actor.name(),
                       domain::DeclarationEvent::settle,
                       declaration.state,
                       {}});
  }
  keep_declaration(context, before, declaration, changes);
  const bool differs =
    before && !domain::state_facts(before->state).sent && before->total != declaration.total;
  return Declared{declaration, differs ? std::optional(before->total) : std::nullopt, !before};
}

} // namespace

void keep_declaration(const Context& context, const std::optional<domain::Declaration>& before,
                      const domain::Declaration& declaration,
                      const std::vector<domain::DeclarationChange>& changes)
{
  context.store.declarations().put(declaration);
  for (const domain::DeclarationChange& change : changes) {
    context.store.declarations().add_change(declaration, change);
  }
  context.store.audit().append(context.deed(), {store::AuditKind::declaration, declaration.number},
                               before ? std::optional(formats::to_json(*before).dump())
                                      : std::nullopt,
                               formats::to_json(declaration).dump());
}

util::Result<Declared> declare_in(const Context& context, const domain::RateTable& rates,
                                  const NamedCompany& named, const domain::PayrollForm& given,
                                  const std::string& voluntary, DeclareAs as)
{
  util::Errors problems;
  const auto paid = voluntary.empty()
                      ? std::optional(domain::Money{})
                      : util::collect(domain::parse_positive(voluntary), problems, "voluntary");
  const std::string& company = named.name;
  const util::Result<CompanyView> seen = show_company(context, company);
  if (const util::Outcome allowed =
        seen ? may_declare(context, seen->company.siren) : util::Outcome(util::Done{});
      !allowed) {
    return allowed.errors(); // before what the company's payroll is, which a reader is not told
  }
  if (const util::Outcome same = seen
                                   ? same_company(context, seen->company.siren, company, named.also)
                                   : util::Outcome(util::Done{});
      !same) {
    return same.errors();
  }
  const util::Result<domain::PayrollForm> form =
    form_of_company(context, rates, company, given, domain::is_declared);
  if (!form || !paid) {
    return form ? problems : form.errors();
  }
  TRY_ASSIGN(domain::Declaration declaration, declared(context, rates, *form, *paid));
  const auto before = context.store.declarations().find(declaration.siren, declaration.year);
  if (before && is_repeatable(as, *before) && says_the_same(*before, declaration)) {
    return Declared{*before, std::nullopt, false, true};
  }
  const DeclareAs meant = settled(as, before);
  const util::Outcome stands = may_stand(context, declaration, before, meant);
  return stands ? put_down(context, std::move(declaration), before, meant)
                : util::Result<Declared>(stands.errors());
}

util::Result<std::vector<domain::Declaration>> list_declarations(const Context& context,
                                                                 store::DeclarationFilter filter,
                                                                 const std::string& company)
{
  TRY(may_read(context));
  if (!company.empty()) {
    TRY_ASSIGN(const CompanyView view, show_company(context, company));
    filter.company = view.company.siren;
  }
  std::vector<domain::Declaration> seen =
    context.store.declarations().list(filter, perimeter_of(context));
  std::erase_if(seen,
                [&](const domain::Declaration& one) { return hides_pay(context, one.siren); });
  return seen;
}

util::Result<domain::Declaration> find_declaration(const Context& context,
                                                   const std::string& number)
{
  TRY(may_read(context));
  const auto found = context.store.declarations().find_number(util::to_upper(util::trim(number)),
                                                              perimeter_of(context));
  if (!found) {
    return util::Error{"declaration.unknown", {number}};
  }
  if (hides_pay(context, found->siren)) {
    return util::Error{"access.reader_pay", {found->siren.digits()}};
  }
  return *found;
}

util::Result<DeclarationView> show_declaration(const Context& context, const std::string& number)
{
  TRY_ASSIGN(const domain::Declaration found, find_declaration(context, number));
  return DeclarationView{found, context.store.declarations().history(found)};
}

namespace {

// Whether a receipt says what is declared now; a correction since then has made it one of the past.
bool attests(const domain::Receipt& receipt, const domain::Declaration& declaration)
{
  const util::Result<formats::Json> content = formats::parse_json(receipt.content);
  return content && (*content)["total"] == declaration.total.text() &&
         (*content)["payroll"] == declaration.payroll.text();
}

// Inside the caller's transaction.
util::Result<IssuedReceipt> issue_in(const Context& context, store::Transaction& write,
                                     const std::string& number)
{
  TRY_ASSIGN(const DeclarationView view, show_declaration(context, number));
  const domain::Declaration& declaration = view.declaration;
  const auto issued =
    context.store.declarations().receipt(declaration.number, perimeter_of(context));
  if (issued && attests(*issued, declaration)) {
    return IssuedReceipt{*issued, false};
  }
  if (!domain::state_facts(declaration.state).paid) {
    return util::Error{"declaration.not_settled", {declaration.number, declaration.left().text()}};
  }
  const auto company = context.store.opco_register().company(declaration.siren);
  domain::Receipt receipt;
  receipt.number = context.store.declarations().next_receipt_number(declaration.year);
  receipt.declaration = declaration.number;
  receipt.siren = declaration.siren;
  receipt.year = declaration.year;
  receipt.issued = context.now();
  receipt.content =
    formats::receipt_document(receipt, declaration, view.history, company, context.zone).dump();
  receipt.code = code_of(context.store.key(), receipt.content);
  context.store.declarations().put_receipt(receipt);
  write.record({store::AuditKind::receipt, receipt.number},
               issued ? std::optional(issued->content) : std::nullopt, receipt.content);
  return IssuedReceipt{receipt, true};
}

} // namespace

util::Result<domain::Receipt> issue_receipt(const Context& context, const std::string& number)
{
  store::Transaction write(context.store, context.deed());
  TRY_ASSIGN(const IssuedReceipt issued, issue_in(context, write, number));
  if (issued.is_new) {
    write.commit();
  }
  return issued.receipt;
}

util::Result<std::vector<IssuedReceipt>> issue_receipts(const Context& context, int year, Issue how)
{
  store::Transaction write(context.store, context.deed());
  TRY_ASSIGN(const auto settled,
             list_declarations(context, {std::nullopt, year, domain::DeclarationState::payee}));
  std::vector<IssuedReceipt> all;
  for (const domain::Declaration& declaration : settled) {
    TRY_ASSIGN(IssuedReceipt issued, issue_in(context, write, declaration.number));
    all.push_back(std::move(issued));
  }
  if (how == Issue::now && std::ranges::any_of(all, &IssuedReceipt::is_new)) {
    write.commit();
  }
  return all;
}

util::Result<domain::Receipt> get_receipt(const Context& context, const std::string& number)
{
  TRY(may_read(context));
  const auto found =
    context.store.declarations().receipt(util::to_upper(util::trim(number)), perimeter_of(context));
  if (found && hides_pay(context, found->siren)) {
    return util::Error{"access.reader_pay", {found->siren.digits()}};
  }
  return found ? util::Result<domain::Receipt>(*found)
               : util::Result<domain::Receipt>(util::Error{"receipt.unknown", {number}});
}

bool verify_receipt(const Context& context, const std::string& number, const std::string& code)
{
  const auto found = context.store.declarations().receipt(util::to_upper(util::trim(number)),
                                                          store::Perimeter::all());
  if (!found || found->number != util::to_upper(util::trim(number))) {
    return false;
  }
  const auto bare = [](std::string_view text) {
    return util::to_upper(util::without_blanks(text, "-"));
  };
  const auto is_of = [&](const util::Key& key) {
    return code_of(key, found->content) == found->code;
  };
  const bool is_ours =
    is_of(context.store.key()) ||
    std::ranges::any_of(context.store.former_keys(), is_of, &store::FormerKey::key);
  return is_ours && bare(code) == bare(found->code);
}

} // namespace myatlas::services
