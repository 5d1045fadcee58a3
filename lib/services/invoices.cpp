#include "services/invoices.hpp"

#include "domain/document.hpp"
#include "formats/json_records.hpp"
#include "services/invoice_rules.hpp"
#include "util/digest.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

struct CheckedInvoice
{
  domain::Invoice invoice;
  domain::FundingRequest request;
  std::optional<store::StoredDocument> document;
};

std::optional<domain::InvoiceAmounts> amounts_in(const InvoiceForm& form, util::Errors& problems)
{
  const auto net = util::collect(domain::parse_positive(form.amount_without_tax), problems, "amount_without_tax");
  domain::InvoiceAmounts amounts;
  if (!form.vat_rate.empty()) {
    amounts.vat_rate = util::collect(domain::parse_percent(form.vat_rate), problems, "vat_rate");
  }
  if (!net) {
    return std::nullopt;
  }
  amounts.without_tax = *net;
  return domain::settle_amounts(amounts)->amounts;
}

std::optional<store::StoredDocument> document_in(const InvoiceForm& form, util::Errors& problems)
{
  if (form.file_name.empty()) {
    return std::nullopt;
  }
  const auto kind = util::collect(domain::document_kind(form.file_name, form.content), problems, "FILE");
  if (!kind) {
    return std::nullopt;
  }
  return store::StoredDocument{util::sha256_hex(form.content), static_cast<std::int64_t>(form.content.size()),
                               domain::media_type(*kind)};
}

void require(const std::string& text, const char* name, util::Errors& problems)
{
  if (util::trim(text).empty()) {
    problems.push_back(util::Error{"field.required", {name}}.at(name));
  }
}

// Of several providers, the one who sends it; a member's invoice is of the first.
domain::Siret issuer_of(const Context& context, const OpenDossier& dossier)
{
  const auto& own = context.actor.account->provider;
  for (const domain::Siret provider : dossier.providers) {
    if (own && own->siret.siren() == provider.siren()) {
      return provider;
    }
  }
  return dossier.providers.front();
}

util::Result<CheckedInvoice> check(const Context& context, const InvoiceForm& form)
{
  util::Errors problems;
  require(form.request, "request", problems);
  const auto number = util::collect(domain::parse_invoice_number(form.number), problems, "number");
  const auto date = util::collect(domain::Date::parse(form.date), problems, "date");
  const auto amounts = amounts_in(form, problems);
  const auto iban = form.iban.empty() ? std::nullopt : util::collect(domain::Iban::parse(form.iban), problems, "iban");
  const auto document = document_in(form, problems);
  InvoiceRules rules(context);
  const auto dossier = form.request.empty() ? std::nullopt : util::collect(rules.dossier(form.request), problems, "request");
  if (dossier && (*dossier)->providers.empty()) {
    problems.push_back(util::Error{"invoice.no_provider", {(*dossier)->request.number}}.at("request"));
  }
  if (!problems.empty() || !dossier) {
    return problems;
  }
  const domain::FundingRequest& request = (*dossier)->request;
  domain::Invoice invoice{*number, issuer_of(context, **dossier), request.number, *date, *amounts, iban,
                          document ? std::optional(document->digest) : std::nullopt, form.file_name,
                          domain::InvoiceState::deposee, context.now()};
  const util::Outcome fits = rules.check(invoice, **dossier);
  return fits ? util::Result<CheckedInvoice>({invoice, request, document}) : util::Result<CheckedInvoice>(fits.errors());
}

} // namespace

util::Result<domain::Invoice> upload_invoice(const Context& context, const InvoiceForm& form)
{
  const util::Result<domain::Account> account = acting_account(context);
  if (!account) {
    return account.errors();
  }
  store::Transaction write(context.store, context.deed());
  const util::Result<CheckedInvoice> checked = check(context, form);
  if (!checked) {
    return checked.errors();
  }
  if (checked->document) {
    const util::Outcome kept = context.store.keep_document(checked->document->digest, form.content);
    if (!kept) {
      return kept.errors();
    }
    context.store.invoices().put_document(*checked->document, context.now());
  }
  context.store.invoices().put(checked->invoice, checked->request.siret.siren());
  write.record("invoice " + checked->invoice.number, std::nullopt, formats::audit_text(checked->invoice));
  write.commit();
  return checked->invoice;
}

util::Result<std::vector<domain::Invoice>> list_invoices(const Context& context, const std::string& request)
{
  const util::Result<domain::Account> account = acting_account(context);
  if (!account) {
    return account.errors();
  }
  const std::string wanted = util::to_upper(util::trim(request));
  return context.store.invoices().list(wanted.empty() ? std::nullopt : std::optional(wanted), perimeter_of(context.actor));
}

util::Result<domain::Invoice> show_invoice(const Context& context, const std::string& number, const std::string& provider)
{
  const util::Result<domain::Account> account = acting_account(context);
  if (!account) {
    return account.errors();
  }
  std::vector<domain::Invoice> found = context.store.invoices().find_number(number, perimeter_of(context.actor));
  if (!provider.empty()) {
    util::Errors problems;
    const auto siret = util::collect(domain::Siret::parse(provider), problems, "provider_siret");
    if (!siret) {
      return problems;
    }
    std::erase_if(found, [&](const domain::Invoice& i) { return i.issuer.siren() != siret->siren(); });
  }
  if (found.size() > 1) {
    return util::Error{"invoice.several", {number}}.at("NUMBER");
  }
  return found.empty() ? util::Result<domain::Invoice>(util::Error{"invoice.unknown", {number}}.at("NUMBER"))
                       : util::Result<domain::Invoice>(found[0]);
}

} // namespace myatlas::services
