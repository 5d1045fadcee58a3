#include "services/invoices/invoice_checks.hpp"

#include <algorithm>
#include <map>

#include "domain/dossiers/provider_part.hpp"
#include "domain/values/bank.hpp"
#include "services/dossiers/execution.hpp"
#include "services/dossiers/owed.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/dossiers/side_cost_limits.hpp"
#include "services/invoices/credit_notes.hpp"
#include "util/decimal.hpp"
#include "util/member_of.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::agreed_hours_of_module;
using domain::agreed_hours_of_provider;
using domain::Date;
using domain::DossierShare;
using domain::FundingRequest;
using domain::Iban;
using domain::Invoice;
using domain::InvoiceEvent;
using domain::InvoiceState;
using domain::InvoiceStateFacts;
using domain::masked_iban;
using domain::Money;
using domain::pays_issuer;
using domain::Siren;
using domain::state_facts;
using store::InvoicedLine;
using util::format_decimal;

// What invoices ask of each share of a dossier, by its position.
using Asked = std::map<std::size_t, Money>;

bool is_of_side_costs(const DossierShare& share)
{
  return share.kind == DossierShare::Kind::side_costs;
}

Money besides_teaching(const domain::BilledLine& line)
{
  return line.nature == domain::CostNature::pedagogie ? Money{} : line.amount;
}

bool is_same_invoice(const Invoice& one, const Invoice& other)
{
  return one.number == other.number && one.issuer.siren() == other.issuer.siren();
}

std::vector<Invoice> invoices_of(const Context& context, const std::string& dossier)
{
  return context.store.invoices().list({dossier, std::nullopt}, store::Perimeter::all());
}

// What is decided on before an invoice that is accepted, and before one that is paid.
util::MemberOf<InvoiceStateFacts, domain::Fact> decided_before(InvoiceEvent event)
{
  return event == InvoiceEvent::pay ? &InvoiceStateFacts::paid : &InvoiceStateFacts::accepted;
}

// Whether it is a credit note that is set off when the invoice is paid.
bool is_set_off(const Invoice& other, const Invoice& invoice, InvoiceEvent event)
{
  return event == InvoiceEvent::pay && other.corrects == invoice.number &&
         other.state == InvoiceState::validee;
}

// Lines of side costs: of what is decided on, and of what was decided on before it.
struct DecidedLines
{
  store::InvoicedLines own, before;

  void add(const InvoicedLine& line, const std::optional<Invoice>& other, const Invoice& invoice,
           InvoiceEvent event);
};

void DecidedLines::add(const InvoicedLine& line, const std::optional<Invoice>& other,
                       const Invoice& invoice, InvoiceEvent event)
{
  if (line.invoice == invoice.number || (other && is_set_off(*other, invoice, event))) {
    own.push_back(line);
  } else if (other && state_facts(other->state).*decided_before(event)) {
    before.push_back(line);
  }
}

Error is_of_future(const Invoice& invoice, Date today)
{
  return Error{"invoice.future", {invoice.date.text(), today.text()}}.at("date");
}

Error is_before_training(const Invoice& invoice, Date start)
{
  return Error{"invoice.early", {invoice.date.text(), start.text()}}.at("date");
}

Error account_changed(const Iban& iban, const std::string& known)
{
  return Error{"invoice.iban_changed", {masked_iban(iban.text()), masked_iban(known)}}.at("iban");
}

// Who is paid: the one who sends it, or the member.
Siren payee_of(const Invoice& invoice, const FundingRequest& request)
{
  const Siren issuer = invoice.issuer.siren();
  return pays_issuer(request, issuer) ? issuer : request.siret.siren();
}

void warn_of_account(const Context& context, const Invoice& invoice, const FundingRequest& request,
                     Errors& warnings)
{
  const auto known = context.store.invoices().last_iban(payee_of(invoice, request));
  if (invoice.iban && known && *known != invoice.iban->text()) {
    warnings.push_back(account_changed(*invoice.iban, *known));
  }
  if (!invoice.iban && !invoice.is_credit_note()) {
    warnings.push_back(Error{"invoice.no_iban", {}}.at("iban"));
  }
}

} // namespace

Errors warnings_about(const Context& context, const Invoice& invoice, const FundingRequest& request)
{
  Errors warnings;
  if (invoice.date > context.today()) {
    warnings.push_back(is_of_future(invoice, context.today()));
  }
  if (request.start && invoice.date < *request.start) {
    warnings.push_back(is_before_training(invoice, *request.start));
  }
  warn_of_account(context, invoice, request, warnings);
  return warnings;
}

namespace {

// Of the module it is for, or of all that its provider gives.
std::int64_t hours_agreed(const Invoice& invoice, const FundingRequest& request)
{
  return invoice.module ? agreed_hours_of_module(request, invoice.module)
                        : agreed_hours_of_provider(request, invoice.issuer.siren());
}

Error hours_over(std::int64_t all, std::int64_t agreed)
{
  return Error{"invoice.hours", {format_decimal(all, 2), format_decimal(agreed, 2)}}.at("hours");
}

} // namespace

void check_hours(const Context& context, const Invoice& invoice, const FundingRequest& request,
                 Errors& problems)
{
  if (!invoice.hours) {
    return;
  }
  const std::int64_t before =
    hours_invoiced(context, request, invoice.issuer.siren(), invoice.module);
  const std::int64_t agreed = hours_agreed(invoice, request);
  if (*invoice.hours + before > agreed) {
    problems.push_back(hours_over(*invoice.hours + before, agreed));
  }
}

namespace {

// An invoice that is decided on: what it asks of each share of its dossier, and what is owed.
class Decision
{
public:
  Decision(const Context& context, const Invoice& invoice, const FundingRequest& request,
           InvoiceEvent event)
    : m_context(context), m_invoice(invoice), m_request(request), m_event(event),
      m_balances(balances_of(context, request)), m_shares(shares_in(m_balances))
  {
  }

  Outcome check() const;

private:
  std::vector<Invoice> credits() const;
  Money aside_in(const Invoice& invoice) const;
  void add(const Invoice& invoice, Asked& asked) const;
  Asked asked() const;
  bool was_decided(const Invoice& other) const;
  Asked asked_before() const;
  DecidedLines lines(std::int64_t dossier) const;
  Money over(DecidedLines lines, const ShareBalance& aside, const CostLimits& limits) const;
  Money over_natures(const ShareBalance& aside) const;
  Money beyond_natures(const ShareBalance& balance) const;
  Outcome check_share(const ShareBalance& balance, Money asked, Money before) const;

  const Context& m_context;
  const Invoice& m_invoice;
  const FundingRequest& m_request;
  InvoiceEvent m_event;
  ShareBalances m_balances;
  domain::DossierShares m_shares;
};

// What an invoice asks for besides teaching.
Money Decision::aside_in(const Invoice& invoice) const
{
  return util::total_of(m_context.store.invoices().lines(invoice), besides_teaching);
}

void Decision::add(const Invoice& invoice, Asked& asked) const
{
  Money& own = asked[domain::share_of(m_shares, invoice.issuer.siren(), invoice.module)];
  own += invoice.amounts.without_tax;
  if (is_of_side_costs(m_shares.back())) {
    const Money aside = aside_in(invoice);
    own -= aside;
    asked[m_shares.size() - 1] += aside;
  }
}

// The credit notes that are set off when it is paid.
std::vector<Invoice> Decision::credits() const
{
  return m_event == InvoiceEvent::pay ? credits_to_set_off(m_context, m_invoice)
                                      : std::vector<Invoice>{};
}

Asked Decision::asked() const
{
  Asked own;
  add(m_invoice, own);
  for (const Invoice& credit : credits()) {
    add(credit, own);
  }
  return own;
}

bool Decision::was_decided(const Invoice& other) const
{
  return !is_same_invoice(other, m_invoice) && state_facts(other.state).*decided_before(m_event);
}

// By the other invoices of the dossier.
Asked Decision::asked_before() const
{
  Asked sum;
  for (const Invoice& other : invoices_of(m_context, m_invoice.request)) {
    if (was_decided(other)) {
      add(other, sum);
    }
  }
  return sum;
}

DecidedLines Decision::lines(std::int64_t dossier) const
{
  DecidedLines lines;
  const Siren issuer = m_invoice.issuer.siren();
  for (const InvoicedLine& one : m_context.store.contracts().side_costs(dossier)) {
    lines.add(one, m_context.store.invoices().find(issuer, one.invoice), m_invoice, m_event);
  }
  return lines;
}

// By what is decided on now.
Money Decision::over(DecidedLines lines, const ShareBalance& aside, const CostLimits& limits) const
{
  auto all = less_recovered(std::move(lines.before), aside.came_back(), limits);
  const Money without = limits.over(sums_of(all));
  all.insert(all.end(), lines.own.begin(), lines.own.end());
  return limits.over(sums_of(all)) - without;
}

// What it asks of side costs beyond what is owed of their natures, with those that were decided on
// before it.
Money Decision::over_natures(const ShareBalance& aside) const
{
  const auto key = key_of(m_context, m_request);
  return over(lines(key), aside,
              limits_of(m_context, key, m_request.broken_off, aside.share.accepted));
}

Error over_owed(const Invoice& invoice, Money asked, Money left)
{
  return {"invoice.over_owed",
          {invoice.number, asked.text(), std::max(left, Money{}).text(), invoice.request}};
}

bool is_decision(InvoiceEvent event)
{
  return event == InvoiceEvent::pay || event == InvoiceEvent::accept;
}

// What it asks of a share beyond what is owed of its natures; only side costs have some.
Money Decision::beyond_natures(const ShareBalance& balance) const
{
  return is_of_side_costs(balance.share) ? over_natures(balance) : Money{};
}

Outcome Decision::check_share(const ShareBalance& balance, Money asked, Money before) const
{
  const Money over = beyond_natures(balance);
  const Money left = std::min(balance.share.accepted - before + balance.recovered, asked - over);
  const bool is_owed = asked <= left || asked.cents <= 0;
  return fail_unless(is_owed, over_owed(m_invoice, asked, left));
}

Outcome Decision::check() const
{
  Asked before = asked_before();
  for (const auto& [position, money] : asked()) {
    TRY(check_share(m_balances[position], money, before[position]));
  }
  return Done{};
}

} // namespace

Outcome check_owed(const Context& context, const Invoice& invoice, InvoiceEvent event)
{
  const auto request = any_request(context, invoice.request);
  if (!is_decision(event) || !request) {
    return Done{};
  }
  return Decision(context, invoice, *request, event).check();
}

namespace {

Error not_replaceable(const Invoice& invoice)
{
  return Error{"invoice.not_replaceable", {invoice.number, to_text(invoice.state)}}.at("replaces");
}

Error replaced_before(const Invoice& invoice, const std::string& by)
{
  return Error{"invoice.replaced_before", {invoice.number, by}}.at("replaces");
}

} // namespace

Result<Invoice> replaceable(const Context& context, const std::string& replaced, Siren provider)
{
  const auto old = context.store.invoices().find(provider, util::trim(replaced));
  if (!old) {
    return Error{"invoice.unknown", {replaced}}.at("replaces");
  }
  if (state_facts(old->state).counts) {
    return not_replaceable(*old);
  }
  const std::string by = context.store.invoices().replaced_by(*old);
  if (!by.empty()) {
    return replaced_before(*old, by);
  }
  return *old;
}

Result<std::string> set_aside(const Context& context, const std::string& replaced,
                              const std::string& number, Siren provider)
{
  TRY_ASSIGN(const Invoice old, replaceable(context, replaced, provider));
  return old.number == number ? context.store.invoices().set_aside(old) : old.number;
}

} // namespace myatlas::services
