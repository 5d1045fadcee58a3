#include "services/invoices/issue_invoice.hpp"

#include <algorithm>

#include "domain/dossiers/provider_part.hpp"
#include "formats/einvoice/factur_x.hpp"
#include "services/companies/proof.hpp"
#include "services/dossiers/facts.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using formats::InvoiceParty;

// OPCO Atlas, of its own notice (doc/sources/opco-atlas.md).
const InvoiceParty k_opco = {"OPCO Atlas", "85129663200074", "25 quai Panhard-et-Levassor", "75013",
                             "Paris"};

// By the name it told, if it did.
util::Result<InvoiceParty> party_of(const Context& context, domain::Siret siret,
                                    const std::string& told = "")
{
  const auto name = [&](const std::string& registered) { return told.empty() ? registered : told; };
  if (const auto known = context.store.opco_register().establishment(siret);
      known && !name(known->name).empty()) {
    return InvoiceParty{name(known->name), siret.digits(), known->address, known->postcode,
                        known->town};
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

// What was given: the module's title where the invoice is for one, else the modules' of its
// provider, else the dossier's.
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

std::vector<formats::IssuedLine> lines_of(const Context& context, const domain::Invoice& invoice,
                                          const domain::FundingRequest& request)
{
  std::vector<formats::IssuedLine> lines;
  for (const domain::BilledLine& line : context.store.invoices().lines(invoice)) {
    const std::string instalment =
      line.instalment ? ", échéance " + std::to_string(*line.instalment) : "";
    lines.push_back({std::string(words_for(line.nature)) + instalment, line.amount});
  }
  if (lines.empty()) {
    lines.push_back({training_of(invoice, request), invoice.amounts.without_tax});
  }
  return lines;
}

// The hours an invoice says; else those agreed: of the modules that are invoiced where the dossier
// has some, of its trainees where they differ.
void tell_hours(formats::InvoicedTraining& training, const domain::Invoice& invoice,
                const domain::FundingRequest& request)
{
  std::int64_t of_modules = 0, of_trainees = 0;
  for (const int position : domain::modules_of(request, invoice.issuer.siren())) {
    of_modules += invoice.module && *invoice.module != position
                    ? 0
                    : domain::module_at(request, position)->hours.value_or(0);
  }
  for (const domain::Trainee& trainee : request.trainees) {
    of_trainees += trainee.hours.value_or(request.hours.value_or(0));
  }
  const bool differ = std::ranges::any_of(request.trainees, [&](const domain::Trainee& one) {
    return one.hours && one.hours != request.hours;
  });
  training.hours = differ ? std::optional(of_trainees) : request.hours;
  if (invoice.hours) {
    training.hours = invoice.hours;
  } else if (of_modules > 0) {
    training.hours = of_modules;
  }
  training.each = !invoice.hours && (of_modules > 0 || !differ);
}

// The number under which the State keeps a contract (DECA): as the OPCO told it, else as the
// contract has it.
std::string deca_of(const Context& context, const domain::FundingRequest& request)
{
  if (const auto providers = request.providers(); !providers.empty()) {
    for (const domain::Transmission& sent :
         context.store.opco_links().of_dossier(providers.front().siren(), request.number)) {
      if (!sent.deca.empty()) {
        return sent.deca;
      }
    }
  }
  const auto contract = contract_of(context, request);
  return contract ? contract->text("contrat.noContrat") : "";
}

// Its title is that of the modules that are invoiced, where the dossier has some.
formats::InvoicedTraining invoiced_training(const Context& context, const domain::Invoice& invoice,
                                            const domain::FundingRequest& request)
{
  formats::InvoicedTraining training{.title = training_of(invoice, request),
                                     .start = request.start,
                                     .end = request.end,
                                     .hours = {},
                                     .deca = deca_of(context, request)};
  tell_hours(training, invoice, request);
  for (const domain::Trainee& trainee : request.trainees) {
    training.trainees.push_back(trainee.name);
  }
  return training;
}

// What the law asks of a seller beside it: the VAT identifier where there is VAT, the reason where
// there is none.
InvoiceParty with_particulars(InvoiceParty seller, const domain::ProviderParticulars& told,
                              domain::Siren siren, bool is_taxed)
{
  seller.legal_form = told.legal_form;
  seller.vat_id = is_taxed ? domain::usual_vat_id(siren).text() : "";
  if (told.vat_id) {
    seller.vat_id = told.vat_id->text();
  }
  return seller;
}

// One of the provider's that it may see: what the OPCO pays back to a member is the member's.
std::optional<domain::Invoice> own_invoice(const Context& context, domain::Siren provider,
                                           const std::string& number)
{
  for (const domain::Invoice& invoice :
       context.store.invoices().find_number(number, perimeter_of(context))) {
    if (invoice.issuer.siren() == provider) {
      return invoice;
    }
  }
  return std::nullopt;
}

// A credit note is printed with its amounts as they are without a sign.
void take_signs_off(domain::Invoice& credit, std::vector<formats::IssuedLine>& lines)
{
  const auto plain = [](domain::Money amount) { return domain::Money{} - amount; };
  domain::InvoiceAmounts& amounts = credit.amounts;
  amounts.without_tax = plain(amounts.without_tax);
  for (std::optional<domain::Money>* amount : {&amounts.tax, &amounts.with_tax}) {
    if (*amount) {
      *amount = plain(**amount);
    }
  }
  for (formats::IssuedLine& line : lines) {
    line.amount = plain(line.amount);
  }
}

util::Result<InvoiceParty> buyer_of(const Context& context, const domain::FundingRequest& request)
{
  return request.pays_provider() ? util::Result<InvoiceParty>(k_opco)
                                 : party_of(context, request.siret);
}

} // namespace

util::Result<std::string> issue_invoice(const Context& context, const std::string& number)
{
  TRY_ASSIGN(const domain::Account account, acting_as(context, domain::Profile::provider));
  const auto own = own_invoice(context, account.provider->siret.siren(), number);
  if (!own) {
    return util::Error{"invoice.unknown", {number}}.at("number");
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
  TRY_ASSIGN(const InvoiceParty seller, party_of(context, own->issuer, told.name));
  TRY_ASSIGN(const InvoiceParty buyer, buyer_of(context, *request));
  formats::IssuedInvoice issued{
    .invoice = *own,
    .seller = with_particulars(seller, told, own->issuer.siren(), is_taxed),
    .buyer = buyer,
    .activity_number = account.provider->activity_number.text(),
    .training = invoiced_training(context, *own, *request),
    .lines = lines_of(context, *own, *request),
    .vat_exemption = is_taxed ? std::nullopt : told.vat_exemption,
  };
  if (own->is_credit_note()) {
    take_signs_off(issued.invoice, issued.lines);
  }
  return formats::factur_x(issued, own->received);
}

} // namespace myatlas::services
