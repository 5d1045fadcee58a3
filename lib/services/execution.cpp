#include "services/execution.hpp"

#include <set>

#include "domain/provider_part.hpp"
#include "util/decimal.hpp"

namespace myatlas::services {

namespace {

using store::WeighingInvoice;

bool has_schedule(const Context& context, const domain::FundingRequest& request)
{
  return !context.store.contracts().instalments(context.store.funding_requests().key(request.number)).empty();
}

// Hours an invoice stands for: those it says, or its share of what was accepted.
std::int64_t hours_of(const domain::FundingRequest& request, const WeighingInvoice& claim)
{
  if (claim.hours) {
    return *claim.hours;
  }
  const bool of_module = domain::module_at(request, claim.module) != nullptr;
  const domain::Money accepted = of_module ? domain::accepted_of_module(request, *claim.module) : domain::accepted_of_provider(request, claim.provider);
  const std::int64_t agreed =
    of_module ? domain::agreed_hours_of_module(request, claim.module) : domain::agreed_hours_of_provider(request, claim.provider);
  return accepted.cents == 0 ? 0 : static_cast<std::int64_t>(static_cast<__int128>(agreed) * claim.without_tax.cents / accepted.cents);
}

struct Certified
{
  bool any = false;
  std::int64_t hours = 0;
};

Certified certified_by(const Context& context, const domain::FundingRequest& request, domain::Siren provider)
{
  Certified certified;
  for (const domain::Certificate& one : context.store.certificates().list(request.number, {true, "", std::nullopt})) {
    if (one.provider.siren() == provider) {
      certified.any = true;
      certified.hours += one.hours;
    }
  }
  return certified;
}

// What a provider's claims come to against its certificates.
util::Errors compare(const Context& context, const domain::FundingRequest& request, domain::Siren provider, std::int64_t claimed)
{
  const Certified certified = certified_by(context, request, provider);
  if (!certified.any) {
    return {util::Error{"execution.no_certificate", {request.number}}};
  }
  if (claimed > certified.hours) {
    return {util::Error{"execution.hours", {request.number, util::format_decimal(claimed, 2), util::format_decimal(certified.hours, 2)}}};
  }
  return {};
}

bool is_decided(domain::InvoiceState state)
{
  return state == domain::InvoiceState::validee || state == domain::InvoiceState::reglee;
}

} // namespace

util::Errors execution_problems(const Context& context, const domain::FundingRequest& request, const domain::Invoice& invoice)
{
  if (has_schedule(context, request)) {
    return {};
  }
  const domain::Siren provider = invoice.issuer.siren();
  std::int64_t claimed = 0;
  for (const WeighingInvoice& claim : context.store.invoices().claims(request.number)) {
    const bool is_it = claim.number == invoice.number;
    if (claim.provider == provider && is_it && claim.passed) {
      return {}; // decided before, for a reason
    }
    claimed += claim.provider == provider && (is_it || is_decided(claim.state)) ? hours_of(request, claim) : 0;
  }
  return compare(context, request, provider, claimed);
}

util::Errors execution_problems(const Context& context, const domain::FundingRequest& request)
{
  if (has_schedule(context, request)) {
    return {};
  }
  const std::vector<WeighingInvoice> claims = context.store.invoices().claims(request.number);
  std::set<domain::Siren> providers;
  for (const WeighingInvoice& claim : claims) {
    if (claim.state == domain::InvoiceState::reglee && !claim.passed) {
      providers.insert(claim.provider);
    }
  }
  util::Errors problems;
  for (const domain::Siren provider : providers) {
    std::int64_t claimed = 0;
    for (const WeighingInvoice& claim : claims) {
      claimed += claim.provider == provider && claim.state == domain::InvoiceState::reglee && !claim.passed ? hours_of(request, claim) : 0;
    }
    util::add_problems(compare(context, request, provider, claimed), problems, "");
  }
  return problems;
}

std::int64_t hours_invoiced(const Context& context, const domain::FundingRequest& request, domain::Siren provider, std::optional<int> module)
{
  std::int64_t hours = 0;
  for (const WeighingInvoice& claim : context.store.invoices().claims(request.number)) {
    hours += claim.provider == provider && (!module || claim.module == module) ? claim.hours.value_or(0) : 0;
  }
  return hours;
}

} // namespace myatlas::services
