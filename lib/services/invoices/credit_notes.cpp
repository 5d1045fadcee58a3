#include "services/invoices/credit_notes.hpp"

#include <algorithm>
#include <map>

#include "services/dossiers/owed.hpp"
#include "services/dossiers/seen_request.hpp"

namespace myatlas::services {

namespace {

using domain::BilledLine;
using domain::InvoiceEvent;
using domain::InvoiceState;

std::string key_of(domain::Siren provider, std::string_view number)
{
  return provider.digits() + std::string(number);
}

// What the credit notes on an invoice leave of one of its lines.
domain::Money left_of_line(const Context& context, const domain::Invoice& invoice,
                           const BilledLine& wanted)
{
  const auto sum_in = [&](const domain::Invoice& of) {
    domain::Money sum;
    for (const BilledLine& line : context.store.invoices().lines(of)) {
      const bool same = line.nature == wanted.nature && line.instalment == wanted.instalment;
      sum = same ? sum + line.amount : sum;
    }
    return sum;
  };
  domain::Money left = sum_in(invoice);
  for (const domain::Invoice& credit : context.store.invoices().credits_on(invoice)) {
    left = left + sum_in(credit);
  }
  return left;
}

// The lines as typed, without their signs.
std::vector<BilledLine> typed_lines(const LinesForm& form, util::Errors& problems)
{
  const auto instalment =
    form.instalment.empty()
      ? std::nullopt
      : util::collect(domain::parse_instalment(form.instalment), problems, "instalment");
  std::vector<BilledLine> lines;
  for (const std::string& text : form.lines) {
    if (auto line = util::collect(domain::parse_billed_line(text), problems, "line")) {
      line->instalment = line->instalment ? line->instalment : instalment;
      lines.push_back(*line);
    }
  }
  return lines;
}

// Those of the invoice that a credit note without lines of its own takes back.
std::vector<BilledLine> implied_lines(const Context& context, domain::Money amount,
                                      const domain::Invoice& corrected, util::Errors& problems)
{
  std::vector<BilledLine> lines = context.store.invoices().lines(corrected);
  domain::Money whole;
  for (BilledLine& line : lines) {
    line.amount = left_of_line(context, corrected, line);
    whole = whole + line.amount;
  }
  if (lines.empty() || whole == amount) {
    return lines;
  }
  if (lines.size() == 1) {
    lines.front().amount = amount;
    return lines;
  }
  problems.push_back(util::Error{"invoice.credit_lines", {corrected.number}}.at("line"));
  return {};
}

void check_lines(const Context& context, const std::vector<BilledLine>& lines, domain::Money amount,
                 const domain::Invoice& corrected, util::Errors& problems)
{
  domain::Money sum;
  for (const BilledLine& line : lines) {
    sum = sum + line.amount;
    const domain::Money left = left_of_line(context, corrected, line);
    if (line.amount > left) {
      problems.push_back(util::Error{
        "invoice.credit_line_over",
        {domain::to_text(line.nature), line.amount.text(),
         left.text()}}.at("line"));
    }
  }
  if (!lines.empty() && sum != amount) {
    problems.push_back(util::Error{"invoice.lines_sum", {sum.text(), amount.text()}}.at("line"));
  }
}

// The module a credit note gives back to: that of its invoice.
std::optional<int> module_given_back(const Context& context, const domain::Invoice& credit)
{
  for (const store::WeighingInvoice& claim : context.store.invoices().claims(credit.request)) {
    if (claim.number == credit.number && claim.provider == credit.issuer.siren()) {
      return claim.module;
    }
  }
  return credit.module;
}

bool equipment_was_invoiced_again(const Context& context, const OpenDossier& dossier,
                                  const domain::Invoice& credit)
{
  return std::ranges::any_of(context.store.contracts().side_costs(dossier.key),
                             [&](const store::InvoicedLine& one) {
                               return one.line.nature == domain::CostNature::premierequipement &&
                                      one.line.amount.cents > 0 && one.invoice != credit.corrects;
                             });
}

// Whether what the lines of a credit note gave back to instalments and side costs is still there.
bool lines_are_left(const Context& context, const OpenDossier& dossier,
                    const domain::Invoice& credit)
{
  std::map<int, domain::Money> teaching;
  std::map<domain::CostNature, domain::Money> others;
  domain::Money of_others;
  for (const BilledLine& line : context.store.invoices().lines(credit)) {
    const bool is_teaching = line.nature == domain::CostNature::pedagogie;
    domain::Money& sum = is_teaching ? teaching[line.instalment.value_or(0)] : others[line.nature];
    sum = sum - line.amount;
    of_others = is_teaching ? of_others : of_others - line.amount;
  }
  const bool equipment_used = others.contains(domain::CostNature::premierequipement) &&
                              equipment_was_invoiced_again(context, dossier, credit);
  if (equipment_used || (of_others.cents > 0 && of_others > dossier.side_costs_left)) {
    return false;
  }
  return std::ranges::all_of(dossier.instalments, [&](const store::InstalmentState& state) {
    const auto found = teaching.find(state.instalment.number);
    return found == teaching.end() || state.instalment.is_gone || found->second <= state.open();
  });
}

// Whether what a credit note gave back was invoiced again: the dossier, its provider, module,
// instalment or side costs lack it.
bool was_used(const Context& context, const domain::Invoice& credit)
{
  const auto request =
    context.store.funding_requests().find(credit.request, store::Perimeter::all());
  if (!request) {
    return false;
  }
  OpenDossier dossier = open_dossier(context, *request);
  const domain::Money amount = domain::Money{} - credit.amounts.without_tax;
  for (const store::InstalmentState& state :
       dossier.instalments) { // what nobody may invoice any more was not invoiced again
    dossier.left = dossier.left + state.open() - state.left();
  }
  const bool is_left =
    InvoiceRules::left_for({credit.issuer, amount, module_given_back(context, credit)}, dossier) >=
    amount;
  return !is_left || !lines_are_left(context, dossier, credit);
}

// An invoice that is accepted, paid or taken away, and the credit notes on it.
util::Outcome check_those_on(const Context& context, const domain::Invoice& invoice,
                             InvoiceEvent event)
{
  for (const domain::Invoice& credit : context.store.invoices().credits_on(invoice)) {
    if (event == InvoiceEvent::reject || event == InvoiceEvent::cancel) {
      return util::Error{"invoice.credited", {invoice.number, credit.number}}.at("number");
    }
    if (event == InvoiceEvent::pay && domain::state_facts(credit.state).waits_for_decision()) {
      return util::Error{"invoice.credit_open", {invoice.number, credit.number}}.at("number");
    }
  }
  return util::Done{};
}

} // namespace

void CreditRules::remember(domain::Siren provider, std::string_view number,
                           const OpenDossier& dossier, const domain::InvoiceAmounts& amounts,
                           domain::Date day)
{
  const bool is_credit_note = amounts.without_tax.cents < 0;
  m_known.insert_or_assign(key_of(provider, number), Corrected{.request = dossier.request.number,
                                                               .left = amounts.without_tax,
                                                               .is_credit_note = is_credit_note,
                                                               .rate = rate_of(amounts),
                                                               .day = day});
}

// What is left of the invoice; what came back of the dossier's payments already is not given back
// again.
domain::Money CreditRules::creditable(const domain::Invoice& invoice) const
{
  const domain::Money left = left_of(m_context, invoice);
  const auto request =
    m_context.store.funding_requests().find(invoice.request, store::Perimeter::all());
  if (!request || m_context.store.recoveries()
                    .list(m_context.store.funding_requests().key(invoice.request))
                    .empty()) {
    return left;
  }
  const std::vector<ShareBalance> balances = balances_of(m_context, *request);
  const std::size_t own =
    domain::share_of(shares_in(balances), invoice.issuer.siren(), invoice.module);
  const bool has_side_costs =
    side_costs_in(balances) != nullptr; // which an invoice has beside its teaching
  domain::Money kept;
  for (std::size_t i = 0; i < balances.size(); ++i) {
    kept = kept + (i == own || has_side_costs ? balances[i].invoiced - balances[i].recovered
                                              : domain::Money{});
  }
  return std::min(left, std::max(domain::Money{}, kept));
}

CreditRules::Corrected* CreditRules::corrected(domain::Siren provider, std::string_view number)
{
  const std::string key = key_of(provider, number);
  if (const auto known = m_known.find(key); known != m_known.end()) {
    return &known->second;
  }
  const auto found = m_context.store.invoices().find(provider, number);
  if (!found) {
    return nullptr;
  }
  return &m_known
            .emplace(key, Corrected{.request = found->request,
                                    .left = creditable(*found),
                                    .state = found->state,
                                    .is_credit_note = found->is_credit_note(),
                                    .module = found->module,
                                    .rate = rate_of(found->amounts),
                                    .day = found->date})
            .first->second;
}

util::Outcome CreditRules::check(const CreditClaim& credit, const OpenDossier& dossier)
{
  const util::Outcome issuer = InvoiceRules::check_issuer(credit.issuer, dossier);
  if (!issuer) {
    return issuer;
  }
  const std::string number(credit.corrects);
  const Corrected* invoice = corrected(credit.issuer.siren(), credit.corrects);
  if (invoice == nullptr) {
    return util::Error{"invoice.corrects_unknown", {number}}.at("corrects");
  }
  if (invoice->is_credit_note) {
    return util::Error{"invoice.corrects_credit", {number}}.at("corrects");
  }
  if (invoice->request != dossier.request.number) {
    return util::Error{"invoice.corrects_request",
                       {number, invoice->request, dossier.request.number}}
      .at("corrects");
  }
  if (!domain::state_facts(invoice->state).counts) {
    return util::Error{"invoice.corrects_state", {number, domain::to_text(invoice->state)}}.at(
      "corrects");
  }
  if (credit.rate && invoice->rate &&
      *credit.rate !=
        *invoice
           ->rate) { // what is taken back bears the tax it was invoiced with (CGI, article 272)
    return util::Error{
      "invoice.corrects_rate",
      {number, domain::percent_text(*credit.rate), domain::percent_text(*invoice->rate)}}
      .at("vat_rate");
  }
  if (credit.day && invoice->day && *credit.day < *invoice->day) {
    return util::Error{"invoice.corrects_early", {credit.day->text(), number, invoice->day->text()}}
      .at("date");
  }
  if (credit.without_tax > invoice->left) {
    return util::Error{"invoice.corrects_over",
                       {credit.without_tax.text(), invoice->left.text(), number}}
      .at("amount_without_tax");
  }
  return util::Done{};
}

void CreditRules::take(const CreditClaim& credit, OpenDossier& dossier)
{
  Corrected* invoice = corrected(credit.issuer.siren(), credit.corrects);
  invoice->left = invoice->left - credit.without_tax;
  InvoiceRules::take({credit.issuer, domain::Money{} - credit.without_tax, invoice->module},
                     dossier);
}

std::optional<std::int64_t> rate_of(const domain::InvoiceAmounts& amounts)
{
  const bool has_tax = amounts.tax.value_or(domain::Money{}).cents != 0;
  return amounts.vat_rate || has_tax ? amounts.vat_rate : std::optional<std::int64_t>(0);
}

domain::Money left_of(const Context& context, const domain::Invoice& invoice)
{
  domain::Money left = invoice.amounts.without_tax;
  for (const domain::Invoice& credit : context.store.invoices().credits_on(invoice)) {
    left = left + credit.amounts.without_tax;
  }
  return left;
}

std::vector<BilledLine> credit_lines(const Context& context, const LinesForm& form,
                                     domain::Money amount, const domain::Invoice& corrected,
                                     util::Errors& problems)
{
  std::vector<BilledLine> lines = typed_lines(form, problems);
  if (form.lines.empty()) {
    lines = implied_lines(context, amount, corrected, problems);
  }
  check_lines(context, lines, amount, corrected, problems);
  std::erase_if(lines, [](const BilledLine& line) { return line.amount.cents == 0; });
  for (BilledLine& line : lines) {
    line.amount = domain::Money{} - line.amount;
  }
  return lines;
}

util::Outcome check_credits(const Context& context, const domain::Invoice& invoice,
                            InvoiceEvent event)
{
  if (!invoice.is_credit_note()) {
    return check_those_on(context, invoice, event);
  }
  if (event == InvoiceEvent::reject || event == InvoiceEvent::cancel) {
    return was_used(context, invoice)
             ? util::Outcome(
                 util::Error{"invoice.credit_used", {invoice.number, invoice.request}}.at("number"))
             : util::Outcome(util::Done{});
  }
  const auto corrected = event == InvoiceEvent::pay
                           ? context.store.invoices().find(invoice.issuer.siren(), invoice.corrects)
                           : std::nullopt;
  const bool waits = corrected && !domain::state_facts(corrected->state).paid;
  return waits ? util::Outcome(
                   util::Error{"invoice.credit_unpaid", {invoice.number, corrected->number}}.at(
                     "number"))
               : util::Outcome(util::Done{});
}

std::vector<domain::Invoice> credits_to_set_off(const Context& context,
                                                const domain::Invoice& invoice)
{
  std::vector<domain::Invoice> credits = context.store.invoices().credits_on(invoice);
  std::erase_if(
    credits, [](const domain::Invoice& credit) { return credit.state != InvoiceState::validee; });
  return credits;
}

} // namespace myatlas::services
