#include "services/issue_invoice.hpp"

#include "domain/provider_part.hpp"
#include "formats/factur_x.hpp"
#include "services/membership.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

using formats::InvoiceParty;

// OPCO Atlas, of its own notice (reference/domain 1.1).
const InvoiceParty k_opco = {"OPCO Atlas", "85129663200074", "25 quai Panhard-et-Levassor", "75013", "Paris"};

// By the name it told, if it did.
util::Result<InvoiceParty> party_of(const Context& context, domain::Siret siret, const std::string& told = "")
{
  const auto name = [&](const std::string& registered) { return told.empty() ? registered : told; };
  if (const auto known = context.store.opco_register().establishment(siret); known && !name(known->name).empty()) {
    return InvoiceParty{name(known->name), siret.digits(), known->address, known->postcode, known->town};
  }
  const auto asked = context.store.sirene().find(siret);
  if (asked && asked->establishment && !name(asked->establishment->name).empty()) {
    const domain::SireneEstablishment& e = *asked->establishment;
    return InvoiceParty{name(e.name), siret.digits(), e.address, e.postcode, e.town};
  }
  return util::Error{"einvoice.party_unknown", {siret.digits()}};
}

const char* words_for(domain::CostNature nature)
{
  switch (nature) {
  case domain::CostNature::pedagogie:
    return "Frais pédagogiques";
  case domain::CostNature::premierequipement:
    return "Premier équipement";
  case domain::CostNature::mobilite:
    return "Mobilité";
  case domain::CostNature::hebergement:
    return "Hébergement";
  case domain::CostNature::restauration:
    return "Restauration";
  case domain::CostNature::majoration_rqth:
    return "Majoration RQTH";
  }
  return "";
}

// What was given: the module's title where the invoice is for one, else the modules' of its provider, else the dossier's.
std::string training_of(const domain::Invoice& invoice, const domain::FundingRequest& request)
{
  const domain::TrainingModule* module = domain::module_at(request, invoice.module);
  if (module != nullptr) {
    return module->title;
  }
  std::string titles;
  for (const int position : domain::modules_of(request, invoice.issuer.siren())) {
    titles += (titles.empty() ? "" : ", ") + domain::module_at(request, position)->title;
  }
  return titles.empty() ? request.title : titles;
}

std::vector<formats::IssuedLine> lines_of(const Context& context, const domain::Invoice& invoice, const domain::FundingRequest& request)
{
  std::vector<formats::IssuedLine> lines;
  for (const domain::BilledLine& line : context.store.invoices().lines(invoice)) {
    const std::string instalment = line.instalment ? ", échéance " + std::to_string(*line.instalment) : "";
    lines.push_back({std::string(words_for(line.nature)) + instalment, line.amount});
  }
  if (lines.empty()) {
    lines.push_back({training_of(invoice, request), invoice.amounts.without_tax});
  }
  return lines;
}

// Its title and hours are those of the modules that are invoiced, where the dossier has some.
formats::InvoicedTraining invoiced_training(const domain::Invoice& invoice, const domain::FundingRequest& request)
{
  formats::InvoicedTraining training{training_of(invoice, request), request.start, request.end, request.hours, {}};
  std::int64_t of_modules = 0;
  for (const int position : domain::modules_of(request, invoice.issuer.siren())) {
    of_modules += invoice.module && *invoice.module != position ? 0 : domain::module_at(request, position)->hours.value_or(0);
  }
  training.hours = of_modules > 0 ? of_modules : training.hours;
  for (const domain::Trainee& trainee : request.trainees) {
    training.trainees.push_back(trainee.name);
  }
  return training;
}

// What the law asks of a seller beside it: the VAT identifier where there is VAT, the reason where there is none.
InvoiceParty with_particulars(InvoiceParty seller, const domain::ProviderParticulars& told, domain::Siren siren, bool is_taxed)
{
  seller.legal_form = told.legal_form;
  seller.vat_id = told.vat_id ? told.vat_id->text() : is_taxed ? domain::usual_vat_id(siren).text() : "";
  return seller;
}

} // namespace

util::Result<std::string> issue_invoice(const Context& context, const std::string& number)
{
  const util::Result<domain::Account> account = acting_as(context, domain::Profile::provider);
  if (!account) {
    return account.errors();
  }
  const auto own = context.store.invoices().find(account->provider->siret.siren(), number);
  if (!own) {
    return util::Error{"invoice.unknown", {number}}.at("NUMBER");
  }
  if (!own->amounts.vat_rate && own->amounts.tax.value_or(domain::Money{}).cents != 0) {
    return util::Error{"einvoice.several_rates", {number}};
  }
  const auto request = context.store.funding_requests().find(own->request, perimeter_of(context));
  if (!request) {
    return util::Error{"request.unknown", {own->request}};
  }
  const domain::ProviderParticulars told = particulars_of(context, own->issuer.siren());
  const bool is_taxed = own->amounts.vat_rate.value_or(0) > 0;
  if (!is_taxed && !told.vat_exemption) {
    return util::Error{"einvoice.exemption_unknown", {own->issuer.digits()}};
  }
  const util::Result<InvoiceParty> seller = party_of(context, own->issuer, told.name);
  const util::Result<InvoiceParty> buyer = request->pays_provider() ? util::Result<InvoiceParty>(k_opco) : party_of(context, request->siret);
  if (!seller || !buyer) {
    return seller ? buyer.errors() : seller.errors();
  }
  domain::Invoice printed = *own;
  std::vector<formats::IssuedLine> lines = lines_of(context, *own, *request);
  if (own->is_credit_note()) { // its amounts are written without a sign
    const auto plain = [](const std::optional<domain::Money>& amount) { return amount ? std::optional(domain::Money{} - *amount) : std::nullopt; };
    printed.amounts = {domain::Money{} - own->amounts.without_tax, own->amounts.vat_rate, plain(own->amounts.tax), plain(own->amounts.with_tax)};
    for (formats::IssuedLine& line : lines) {
      line.amount = domain::Money{} - line.amount;
    }
  }
  formats::IssuedInvoice issued{.invoice = printed,
                                .seller = with_particulars(*seller, told, own->issuer.siren(), is_taxed),
                                .buyer = *buyer,
                                .activity_number = account->provider->activity_number.text(),
                                .training = invoiced_training(*own, *request),
                                .lines = lines,
                                .vat_exemption = is_taxed ? std::nullopt : told.vat_exemption};
  return formats::factur_x(issued, own->received);
}

} // namespace myatlas::services
