#include "services/invoices/invoice_checks.hpp"

#include <algorithm>
#include <map>

#include "domain/dossiers/provider_part.hpp"
#include "domain/values/bank.hpp"
#include "services/dossiers/execution.hpp"
#include "services/dossiers/owed.hpp"
#include "services/dossiers/side_cost_limits.hpp"
#include "services/invoices/credit_notes.hpp"
#include "util/decimal.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::InvoiceState;
using domain::Money;

// What invoices ask of each share of a dossier, by its position.
using Asked = std::map<std::size_t, Money>;

void add(const Context& context, const std::vector<domain::DossierShare>& shares,
         const domain::Invoice& invoice, Asked& asked)
{
  const bool has_side_costs = shares.back().kind == domain::DossierShare::Kind::side_costs;
  Money aside;
  for (const domain::BilledLine& line : has_side_costs ? context.store.invoices().lines(invoice)
                                                       : std::vector<domain::BilledLine>{}) {
    aside = aside + (line.nature == domain::CostNature::pedagogie ? Money{} : line.amount);
  }
  Money& of_share = asked[domain::share_of(shares, invoice.issuer.siren(), invoice.module)];
  of_share = of_share + invoice.amounts.without_tax - aside;
  if (has_side_costs) {
    asked[shares.size() - 1] = asked[shares.size() - 1] + aside;
  }
}

// The other invoices of the dossier of whose state something holds.
Asked others_in(const Context& context, const std::vector<domain::DossierShare>& shares,
                const domain::Invoice& invoice, domain::Fact domain::InvoiceStateFacts::*holds)
{
  Asked sum;
  for (const domain::Invoice& other :
       context.store.invoices().list({invoice.request, std::nullopt}, store::Perimeter::all())) {
    const bool is_itself =
      other.number == invoice.number && other.issuer.siren() == invoice.issuer.siren();
    if (!is_itself && domain::state_facts(other.state).*holds) {
      add(context, shares, other, sum);
    }
  }
  return sum;
}

// What is decided on before an invoice that is accepted, and before one that is paid.
domain::Fact domain::InvoiceStateFacts::*decided_before(domain::InvoiceEvent event)
{
  return event == domain::InvoiceEvent::pay ? &domain::InvoiceStateFacts::paid
                                            : &domain::InvoiceStateFacts::accepted;
}

// What an invoice asks of side costs beyond what is owed of their natures, with those that were
// decided on before it.
Money over_natures(const Context& context, const domain::Invoice& invoice,
                   const domain::FundingRequest& request, const ShareBalance& aside,
                   domain::InvoiceEvent event)
{
  const bool pays = event == domain::InvoiceEvent::pay;
  const std::int64_t key = context.store.funding_requests().key(request.number);
  const CostLimits limits = limits_of(context, key, request.broken_off, aside.share.accepted);
  std::vector<store::InvoicedLine> before, own;
  for (const store::InvoicedLine& one : context.store.contracts().side_costs(key)) {
    const auto other = context.store.invoices().find(invoice.issuer.siren(), one.invoice);
    const bool is_set_off =
      pays && other && other->corrects == invoice.number && other->state == InvoiceState::validee;
    const bool is_before = other && domain::state_facts(other->state).*decided_before(event);
    if (one.invoice == invoice.number || is_set_off) {
      own.push_back(one);
    } else if (is_before) {
      before.push_back(one);
    }
  }
  before = less_recovered(std::move(before), aside.came_back(), limits);
  const Money without = limits.over(sums_of(before));
  before.insert(before.end(), own.begin(), own.end());
  return limits.over(sums_of(before)) - without;
}

} // namespace

util::Errors warnings_about(const Context& context, const domain::Invoice& invoice,
                            const domain::FundingRequest& request)
{
  util::Errors warnings;
  if (invoice.date > context.today()) {
    warnings.push_back(
      util::Error{"invoice.future", {invoice.date.text(), context.today().text()}}.at("date"));
  }
  if (request.start && invoice.date < *request.start) {
    warnings.push_back(
      util::Error{"invoice.early", {invoice.date.text(), request.start->text()}}.at("date"));
  }
  const auto known = context.store.invoices().last_iban(
    domain::pays_issuer(request, invoice.issuer.siren()) ? invoice.issuer.siren()
                                                         : request.siret.siren());
  if (invoice.iban && known && *known != invoice.iban->text()) {
    warnings.push_back(
      util::Error{"invoice.iban_changed",
                  {domain::masked_iban(invoice.iban->text()), domain::masked_iban(*known)}}
        .at("iban"));
  }
  if (!invoice.iban && !invoice.is_credit_note()) {
    warnings.push_back(util::Error{"invoice.no_iban", {}}.at("iban"));
  }
  return warnings;
}

void check_hours(const Context& context, const domain::Invoice& invoice,
                 const domain::FundingRequest& request, util::Errors& problems)
{
  if (!invoice.hours) {
    return;
  }
  const domain::Siren provider = invoice.issuer.siren();
  const std::int64_t all =
    *invoice.hours + hours_invoiced(context, request, provider, invoice.module);
  const std::int64_t agreed = invoice.module
                                ? domain::agreed_hours_of_module(request, invoice.module)
                                : domain::agreed_hours_of_provider(request, provider);
  if (all > agreed) {
    problems.push_back(
      util::Error{"invoice.hours", {util::format_decimal(all, 2), util::format_decimal(agreed, 2)}}
        .at("hours"));
  }
}

bool is_account_of_member(const Context& context, const domain::Iban& iban, const DossierPart& part)
{
  const domain::Siren member = part.request->siret.siren(), provider = part.issuer.siren();
  return member != provider && context.store.invoices().last_iban(provider) != iban.text() &&
         context.store.invoices().is_account_of_member(member, iban.text());
}

bool is_account_of_provider(const Context& context, const domain::Iban& iban,
                            const DossierPart& part)
{
  std::vector<domain::Siret> providers = part.request->providers();
  providers.push_back(part.issuer);
  return std::ranges::any_of(providers, [&](domain::Siret one) {
    return one.siren() != part.request->siret.siren() &&
           context.store.invoices().last_iban(one.siren()) == iban.text();
  });
}

std::optional<domain::Iban> account_in(const Context& context, const ToldAccounts& told,
                                       const DossierPart& part, util::Errors& problems)
{
  const domain::FundingRequest& request = *part.request;
  const bool pays_issuer = domain::pays_issuer(request, part.issuer.siren());
  const std::string& typed = told.iban.empty() && pays_issuer ? told.seller_iban : told.iban;
  const auto iban =
    typed.empty() ? std::nullopt : util::collect(domain::Iban::parse(typed), problems, "iban");
  const auto of_file =
    told.seller_iban.empty() ? std::nullopt : std::optional(domain::Iban::parse(told.seller_iban));
  const std::string seller = of_file && *of_file ? (*of_file)->text() : "";
  if (!iban) {
    return std::nullopt;
  }
  if (pays_issuer) {
    if (is_account_of_member(context, *iban, part)) {
      problems.push_back(util::Error{
        "invoice.iban_of_member",
        {domain::masked_iban(iban->text()),
         request.number}}.at("iban"));
    }
    if (!seller.empty() && seller != iban->text()) {
      problems.push_back(util::Error{
        "einvoice.contradicts", {domain::masked_iban(iban->text()), domain::masked_iban(seller)}}
                           .at("iban"));
    }
    return iban;
  }
  const bool is_of_issuer = // who is the member itself where these are its own costs
    iban->text() == seller && part.issuer.siren() != request.siret.siren();
  if (is_of_issuer || is_account_of_provider(context, *iban, part)) {
    problems.push_back(util::Error{
      "invoice.iban_of_provider",
      {domain::masked_iban(iban->text()),
       request.number}}.at("iban"));
  }
  return iban;
}

util::Outcome check_owed(const Context& context, const domain::Invoice& invoice,
                         domain::InvoiceEvent event)
{
  const bool pays = event == domain::InvoiceEvent::pay;
  const auto request =
    context.store.funding_requests().find(invoice.request, store::Perimeter::all());
  if ((!pays && event != domain::InvoiceEvent::accept) || !request) {
    return util::Done{};
  }
  const std::vector<ShareBalance> balances = balances_of(context, *request);
  const std::vector<domain::DossierShare> shares = shares_in(balances);
  Asked own;
  add(context, shares, invoice, own);
  for (const domain::Invoice& credit :
       pays ? credits_to_set_off(context, invoice) : std::vector<domain::Invoice>{}) {
    add(context, shares, credit, own);
  }
  Asked before = others_in(context, shares, invoice, decided_before(event));
  for (const auto& [position, asked] : own) {
    const bool is_aside = shares[position].kind == domain::DossierShare::Kind::side_costs;
    const Money over =
      is_aside ? over_natures(context, invoice, *request, balances[position], event) : Money{};
    const Money left = std::min(
      shares[position].accepted - before[position] + balances[position].recovered, asked - over);
    if (asked > left && asked.cents > 0) {
      return util::Error{
        "invoice.over_owed",
        {invoice.number, asked.text(), std::max(left, Money{}).text(), request->number}};
    }
  }
  return util::Done{};
}

util::Result<domain::Invoice> replaceable(const Context& context, const std::string& replaced,
                                          domain::Siren provider)
{
  const auto old = context.store.invoices().find(provider, util::trim(replaced));
  if (!old) {
    return util::Error{"invoice.unknown", {replaced}}.at("replaces");
  }
  if (domain::state_facts(old->state).counts) {
    return util::Error{"invoice.not_replaceable", {old->number, domain::to_text(old->state)}}.at(
      "replaces");
  }
  if (const std::string by = context.store.invoices().replaced_by(*old); !by.empty()) {
    return util::Error{"invoice.replaced_before", {old->number, by}}.at("replaces");
  }
  return *old;
}

util::Result<std::string> set_aside(const Context& context, const std::string& replaced,
                                    const std::string& number, domain::Siren provider)
{
  TRY_ASSIGN(const domain::Invoice old, replaceable(context, replaced, provider));
  return old.number == number ? context.store.invoices().set_aside(old) : old.number;
}

} // namespace myatlas::services
