#include "services/invoice_checks.hpp"

#include "domain/bank.hpp"
#include "domain/provider_part.hpp"
#include "services/execution.hpp"
#include "util/decimal.hpp"
#include "util/text.hpp"

namespace myatlas::services {

util::Errors warnings_about(const Context& context, const domain::Invoice& invoice, const domain::FundingRequest& request)
{
  util::Errors warnings;
  if (invoice.date > context.today()) {
    warnings.push_back(util::Error{"invoice.future", {invoice.date.text(), context.today().text()}}.at("date"));
  }
  if (request.start && invoice.date < *request.start) {
    warnings.push_back(util::Error{"invoice.early", {invoice.date.text(), request.start->text()}}.at("date"));
  }
  const auto known = context.store.invoices().last_iban(request.pays_provider() ? invoice.issuer.siren() : request.siret.siren());
  if (invoice.iban && known && *known != invoice.iban->text()) {
    warnings.push_back(
      util::Error{"invoice.iban_changed", {domain::masked_iban(invoice.iban->text()), domain::masked_iban(*known)}}.at("iban"));
  }
  return warnings;
}

void check_hours(const Context& context, const domain::Invoice& invoice, const domain::FundingRequest& request, util::Errors& problems)
{
  if (!invoice.hours) {
    return;
  }
  const domain::Siren provider = invoice.issuer.siren();
  const std::int64_t all = *invoice.hours + hours_invoiced(context, request, provider, invoice.module);
  const std::int64_t agreed =
    invoice.module ? domain::agreed_hours_of_module(request, invoice.module) : domain::agreed_hours_of_provider(request, provider);
  if (all > agreed) {
    problems.push_back(util::Error{"invoice.hours", {util::format_decimal(all, 2), util::format_decimal(agreed, 2)}}.at("hours"));
  }
}

util::Result<std::string> set_aside(const Context& context, const std::string& replaced, const std::string& number, domain::Siren provider)
{
  const auto old = context.store.invoices().find(provider, util::trim(replaced));
  if (!old) {
    return util::Error{"invoice.unknown", {replaced}}.at("replaces");
  }
  if (domain::weighs(old->state)) {
    return util::Error{"invoice.not_replaceable", {old->number, domain::to_text(old->state)}}.at("replaces");
  }
  return old->number == number ? context.store.invoices().set_aside(*old) : old->number;
}

} // namespace myatlas::services
