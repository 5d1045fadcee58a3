#include "services/issue_invoice.hpp"

#include "domain/provider_part.hpp"
#include "formats/factur_x.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

using formats::InvoiceParty;

// OPCO Atlas, of its own notice (reference/domain 1.1).
const InvoiceParty k_opco = {"OPCO Atlas", "85129663200074", "25 quai Panhard-et-Levassor", "75013", "Paris"};

util::Result<InvoiceParty> party_of(const Context& context, domain::Siret siret)
{
  if (const auto known = context.store.opco_register().establishment(siret); known && !known->name.empty()) {
    return InvoiceParty{known->name, siret.digits(), known->address, known->postcode, known->town};
  }
  const auto asked = context.store.sirene().find(siret);
  if (asked && asked->establishment && !asked->establishment->name.empty()) {
    const domain::SireneEstablishment& e = *asked->establishment;
    return InvoiceParty{e.name, siret.digits(), e.address, e.postcode, e.town};
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
    lines.push_back({std::string(words_for(line.nature)) + instalment + " : " + training_of(invoice, request), line.amount});
  }
  if (lines.empty()) {
    std::string what = training_of(invoice, request);
    for (const domain::Trainee& trainee : request.trainees) {
      what += (&trainee == request.trainees.data() ? " : " : ", ") + trainee.name;
    }
    lines.push_back({what, invoice.amounts.without_tax});
  }
  return lines;
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
  const util::Result<InvoiceParty> seller = party_of(context, own->issuer);
  const util::Result<InvoiceParty> buyer = request->pays_provider() ? util::Result<InvoiceParty>(k_opco) : party_of(context, request->siret);
  if (!seller || !buyer) {
    return seller ? buyer.errors() : seller.errors();
  }
  return formats::factur_x({*own, *seller, *buyer, account->provider->activity_number.text(), lines_of(context, *own, *request)}, own->received);
}

} // namespace myatlas::services
