#include "services/execution.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "domain/calendar.hpp"
#include "domain/carried_out.hpp"
#include "domain/provider_part.hpp"
#include "services/findings.hpp"
#include "util/decimal.hpp"

namespace myatlas::services {

namespace {

using domain::InvoiceState;
using store::InstalmentState;
using store::WeighingInvoice;
using Counts = std::function<bool(const WeighingInvoice&)>;

bool is_decided(InvoiceState state)
{
  return state == InvoiceState::validee || state == InvoiceState::reglee;
}

std::vector<InstalmentState> schedule_of(const Context& context, const domain::FundingRequest& request)
{
  return context.store.contracts().instalments(context.store.funding_requests().key(request.number));
}

// An invoice, and what is claimed by it once the credit notes on it that count are taken off.
struct Claimed
{
  domain::Siren provider;
  std::optional<int> module;
  domain::Claim claim;
};

std::vector<Claimed> claims_of(const Context& context, const domain::FundingRequest& request, const Counts& invoice_counts, const Counts& credit_counts)
{
  const std::vector<WeighingInvoice> all = context.store.invoices().claims(request.number);
  std::vector<Claimed> found;
  for (const WeighingInvoice& invoice : all) {
    if (!invoice.corrects.empty() || !invoice_counts(invoice)) {
      continue;
    }
    domain::Claim claim{invoice.without_tax, invoice.hours};
    for (const WeighingInvoice& credit : all) {
      if (credit.corrects == invoice.number && credit.provider == invoice.provider && credit_counts(credit)) {
        claim = domain::less(claim, {domain::Money{} - credit.without_tax, credit.hours});
      }
    }
    const bool of_module = domain::module_at(request, invoice.module) != nullptr;
    found.push_back({invoice.provider, of_module ? invoice.module : std::nullopt, claim});
  }
  return found;
}

// Hours a claim stands for, in parts.
std::int64_t parts_of(const domain::FundingRequest& request, const Claimed& claimed)
{
  return claimed.module ? domain::parts_claimed(claimed.claim, domain::accepted_of_module(request, *claimed.module),
                                                domain::agreed_hours_of_module(request, claimed.module))
                        : domain::parts_claimed(claimed.claim, domain::accepted_of_provider(request, claimed.provider),
                                                domain::agreed_hours_of_provider(request, claimed.provider));
}

// The last day certificates of the dossier reach from the first day of the training on, without gaps; the day before it when none covers that.
// Nothing without one.
std::optional<domain::Date> certified_to(const Context& context, const domain::FundingRequest& request)
{
  std::vector<domain::Period> periods;
  for (const domain::Certificate& certificate : context.store.certificates().standing(request.number)) {
    periods.push_back({certificate.from, std::min(certificate.to, request.last_day().value_or(certificate.to))});
  }
  if (periods.empty() || !request.start) {
    return std::nullopt;
  }
  const auto contract = contract_of(context, request);
  const auto training = contract ? contract->date("formation.dateDebutFormation") : std::nullopt;
  const auto establishment = context.store.opco_register().establishment(request.siret);
  return domain::covered_to(std::move(periods), std::max(*request.start, training.value_or(*request.start)),
                            domain::zone_of(establishment ? establishment->postcode : ""));
}

struct CertifiedHours
{
  bool any = false;
  std::int64_t hours = 0;
};

// Of a provider, and of one of its modules. One that reaches beyond the day of a break-off attests what did not take place.
CertifiedHours hours_certified(const Context& context, const domain::FundingRequest& request, domain::Siren provider, std::optional<int> module)
{
  CertifiedHours certified;
  for (const domain::Certificate& one : context.store.certificates().standing(request.number)) {
    const bool of_part = one.provider.siren() == provider && (!module || !one.module || one.module == module);
    if (of_part && (!request.broken_off || one.to <= *request.broken_off)) {
      certified.any = true;
      certified.hours += one.hours;
    }
  }
  return certified;
}

// Hours, in parts, that came back in money after a break-off: what is carried out by certificates that came later may be invoiced anew. Of
// several providers it is not known whose they are.
std::int64_t parts_recovered(const Context& context, const domain::FundingRequest& request, domain::Siren provider)
{
  if (!request.broken_off || request.providers().size() != 1) {
    return 0;
  }
  const domain::Money recovered = context.store.recoveries().total(context.store.funding_requests().key(request.number));
  return domain::parts_claimed({recovered, std::nullopt}, domain::accepted_of_provider(request, provider), domain::agreed_hours_of_provider(request, provider));
}

// What a provider's claims come to against its certificates: of a module, or of all it gives.
util::Errors compare(const Context& context, const domain::FundingRequest& request, domain::Siren provider, std::optional<int> module,
                     const std::vector<Claimed>& claims)
{
  const std::string name = module ? request.number + " (module " + std::to_string(*module) + ")" : request.number; // the same in both languages
  const CertifiedHours certified = hours_certified(context, request, provider, module);
  if (!certified.any) {
    return {util::Error{"execution.no_certificate", {name}}};
  }
  std::int64_t parts = -parts_recovered(context, request, provider);
  for (const Claimed& claimed : claims) {
    parts += claimed.provider == provider && (!module || claimed.module == module) ? parts_of(request, claimed) : 0;
  }
  const std::int64_t hours = domain::hundredths_of(parts);
  if (hours > certified.hours) {
    return {util::Error{"execution.hours", {name, util::format_decimal(hours, 2), util::format_decimal(certified.hours, 2)}}};
  }
  return {};
}

// The instalments that lines of teaching or side costs are for, each with what it lacks.
util::Errors instalment_problems(const Context& context, const domain::FundingRequest& request, const std::vector<domain::Invoice>& invoices)
{
  const std::vector<InstalmentState> all = schedule_of(context, request);
  const Certified certified = certified_of_contract(context, request);
  std::set<int> numbers;
  for (const domain::Invoice& invoice : invoices) {
    for (const domain::BilledLine& line : context.store.invoices().lines(invoice)) {
      numbers.insert(line.instalment.value_or(0));
    }
  }
  util::Errors problems;
  for (const InstalmentState& instalment : all) {
    const auto lacks = numbers.contains(instalment.instalment.number) ? evidence_problem(instalment, all, certified) : std::nullopt;
    if (lacks) {
      problems.push_back(*lacks);
    }
  }
  return problems;
}

util::Errors paid_instalment_problems(const Context& context, const domain::FundingRequest& request)
{
  std::vector<domain::Invoice> paid = context.store.invoices().list({request.number, InvoiceState::reglee}, {true, "", std::nullopt});
  std::erase_if(paid, [](const domain::Invoice& invoice) { return invoice.is_credit_note(); });
  return instalment_problems(context, request, paid);
}

} // namespace

Certified certified_of_contract(const Context& context, const domain::FundingRequest& request)
{
  const auto contract = contract_of(context, request);
  return {certified_to(context, request), contract ? contract->date("formation.dateFinFormation") : std::nullopt};
}

std::optional<util::Error> evidence_problem(const InstalmentState& instalment, const std::vector<InstalmentState>& all, const Certified& certified)
{
  const std::string number = std::to_string(instalment.instalment.number);
  if (instalment.instalment.number <= store::advance_of(all)) {
    return std::nullopt;
  }
  const domain::Date over = domain::plus_days(instalment.instalment.opens, -1); // it opens once the time it is for was given
  const domain::Date given_to = std::min(over, certified.most.value_or(over));
  if (!certified.to) {
    return util::Error{"invoice.certificate_missing", {number}};
  }
  return *certified.to < given_to ? std::optional(util::Error{"invoice.certificate_short", {number, given_to.text(), certified.to->text()}})
                                  : std::nullopt;
}

util::Errors execution_problems(const Context& context, const domain::FundingRequest& request, const domain::Invoice& invoice)
{
  const domain::Siren provider = invoice.issuer.siren();
  const auto is_it = [&](const WeighingInvoice& claim) { return claim.number == invoice.number && claim.provider == provider; };
  const std::vector<WeighingInvoice> all = context.store.invoices().claims(request.number);
  if (std::ranges::any_of(all, [&](const WeighingInvoice& claim) { return is_it(claim) && claim.passed; })) {
    return {}; // decided before, for a reason
  }
  if (!schedule_of(context, request).empty()) {
    return instalment_problems(context, request, {invoice});
  }
  const auto decided = [](const WeighingInvoice& claim) { return is_decided(claim.state); };
  const std::vector<Claimed> claims = claims_of(
    context, request, [&](const WeighingInvoice& claim) { return is_it(claim) || decided(claim); }, decided);
  util::Errors problems;
  if (domain::module_at(request, invoice.module) != nullptr) {
    problems = compare(context, request, provider, invoice.module, claims);
  }
  return problems.empty() ? compare(context, request, provider, std::nullopt, claims) : problems;
}

util::Errors execution_problems(const Context& context, const domain::FundingRequest& request)
{
  if (!schedule_of(context, request).empty()) {
    return paid_instalment_problems(context, request);
  }
  if (request.broken_off) {
    return {};
  }
  const auto is_paid = [](const WeighingInvoice& claim) { return claim.state == InvoiceState::reglee; };
  const std::vector<Claimed> claims = claims_of(context, request, is_paid, is_paid);
  std::set<std::pair<domain::Siren, std::optional<int>>> parts; // all a provider gives comes before its modules
  for (const Claimed& claimed : claims) {
    if (claimed.claim.amount.cents > 0) {
      parts.insert({claimed.provider, std::nullopt});
      parts.insert({claimed.provider, claimed.module});
    }
  }
  util::Errors problems;
  for (const auto& [provider, module] : parts) {
    util::add_problems(compare(context, request, provider, module, claims), problems, "");
  }
  return problems;
}

domain::Money owed_when_broken_off(const Context& context, const domain::FundingRequest& request, domain::Siren provider)
{
  if (request.modules.empty()) {
    return domain::owed_for(request.accepted.value_or(domain::Money{}), domain::agreed_hours_of_module(request, std::nullopt),
                            hours_certified(context, request, provider, std::nullopt).hours);
  }
  domain::Money owed;
  for (const int position : domain::modules_of(request, provider)) {
    owed = owed + domain::owed_for(domain::accepted_of_module(request, position), domain::agreed_hours_of_module(request, position),
                                   hours_certified(context, request, provider, position).hours);
  }
  return owed;
}

std::int64_t hours_invoiced(const Context& context, const domain::FundingRequest& request, domain::Siren provider, std::optional<int> module)
{
  const auto any = [](const WeighingInvoice&) { return true; };
  std::int64_t hours = 0;
  for (const Claimed& claimed : claims_of(context, request, any, any)) {
    hours += claimed.provider == provider && (!module || claimed.module == module) ? claimed.claim.hours.value_or(0) : 0;
  }
  return hours;
}

} // namespace myatlas::services
