#include "services/invoices/issue_invoice.hpp"

#include <algorithm>

#include "domain/dossiers/provider_part.hpp"
#include "formats/einvoice/factur_x.hpp"
#include "services/companies/proof.hpp"
#include "services/dossiers/facts.hpp"
#include "util/ranges.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::BilledLine;
using domain::CostNature;
using domain::FundingRequest;
using domain::Invoice;
using domain::InvoiceAmounts;
using domain::module_at;
using domain::modules_of;
using domain::Money;
using domain::ProviderParticulars;
using domain::Siren;
using domain::Siret;
using domain::Trainee;
using formats::InvoiceParty;
using util::mapped;

// OPCO Atlas, of its own notice (doc/sources/opco-atlas.md).
const InvoiceParty k_opco = {"OPCO Atlas", "85129663200074", "25 quai Panhard-et-Levassor", "75013",
                             "Paris"};

// An establishment as a party of an invoice; `told`: what it calls itself, if it told that.
template <typename Establishment>
std::optional<InvoiceParty> party_in(const Establishment& found, Siret siret,
                                     const std::string& told)
{
  const std::string name = told.empty() ? found.name : told;
  return name.empty() ? std::nullopt
                      : std::optional(InvoiceParty{name, siret.digits(), found.address,
                                                   found.postcode, found.town});
}

std::optional<InvoiceParty> registered_party(const Context& context, Siret siret,
                                             const std::string& told)
{
  const auto known = context.store.opco_register().establishment(siret);
  return known ? party_in(*known, siret, told) : std::nullopt;
}

// As the public register told it, where that was asked.
std::optional<InvoiceParty> public_party(const Context& context, Siret siret,
                                         const std::string& told)
{
  const auto asked = context.store.sirene().find(siret);
  return asked && asked->establishment ? party_in(*asked->establishment, siret, told)
                                       : std::nullopt;
}

// By the name it told, if it did.
Result<InvoiceParty> party_of(const Context& context, Siret siret, const std::string& told = "")
{
  if (const auto party = registered_party(context, siret, told)) {
    return *party;
  }
  if (const auto party = public_party(context, siret, told)) {
    return *party;
  }
  return Error{"einvoice.party_unknown", {siret.digits()}};
}

const char* words_for(CostNature nature)
{
  switch (nature) {
  case CostNature::pedagogie:
    return "Frais pédagogiques";
  case CostNature::premierequipement:
    return "Premier équipement";
  case CostNature::mobilite:
    return "Mobilité";
  case CostNature::hebergement:
    return "Hébergement";
  case CostNature::restauration:
    return "Restauration";
  case CostNature::majoration_rqth:
    return "Majoration RQTH";
  }
  return "";
}

std::string words_of(const BilledLine& line)
{
  const std::string words = words_for(line.nature);
  return line.instalment ? words + ", échéance " + std::to_string(*line.instalment) : words;
}

formats::IssuedLine printed(const BilledLine& line)
{
  return {words_of(line), line.amount};
}

// An invoice that is put into words, of which dossier it is.
struct Issuing
{
  const Context& context;
  const Invoice& invoice;
  const FundingRequest& request;

  std::string training_of() const;
  std::vector<formats::IssuedLine> lines_of() const;
  std::int64_t hours_of_modules() const;
  std::int64_t hours_of_trainees() const;
  bool has_own_hours(const Trainee& trainee) const;
  bool have_own_hours() const;
  void tell_hours(formats::InvoicedTraining& training) const;
  std::string deca_of() const;
  formats::InvoicedTraining invoiced_training() const;
  Result<InvoiceParty> buyer_of() const;
};

// What was given: the module's title where the invoice is for one, else the modules' of its
// provider, else the dossier's.
std::string Issuing::training_of() const
{
  if (const auto* module = module_at(request, invoice.module)) {
    return module->title;
  }
  std::string titles;
  for (const int position : modules_of(request, invoice.issuer.siren())) {
    titles += (titles.empty() ? "" : ", ") + module_at(request, position)->title;
  }
  return titles.empty() ? request.title : titles;
}

std::vector<formats::IssuedLine> Issuing::lines_of() const
{
  auto lines = mapped(context.store.invoices().lines(invoice), printed);
  if (lines.empty()) {
    lines.push_back({training_of(), invoice.amounts.without_tax});
  }
  return lines;
}

bool is_of_module(const Invoice& invoice, int position)
{
  return invoice.module.value_or(position) == position;
}

// Of the modules that are invoiced.
std::int64_t Issuing::hours_of_modules() const
{
  std::int64_t hours = 0;
  for (const int position : modules_of(request, invoice.issuer.siren())) {
    if (is_of_module(invoice, position)) {
      hours += module_at(request, position)->hours.value_or(0);
    }
  }
  return hours;
}

std::int64_t Issuing::hours_of_trainees() const
{
  const std::int64_t of_action = request.hours.value_or(0);
  return util::total_of(request.trainees,
                        [&](const Trainee& one) { return one.hours.value_or(of_action); });
}

bool Issuing::has_own_hours(const Trainee& trainee) const
{
  return trainee.hours && trainee.hours != request.hours;
}

// Whether a trainee has other hours than the action.
bool Issuing::have_own_hours() const
{
  return std::ranges::any_of(request.trainees,
                             [&](const Trainee& one) { return has_own_hours(one); });
}

// The hours an invoice says; else those agreed: of the modules that are invoiced where the dossier
// has some, of its trainees where they differ.
void Issuing::tell_hours(formats::InvoicedTraining& training) const
{
  const std::int64_t of_modules = hours_of_modules();
  const bool differ = have_own_hours();
  if (invoice.hours) {
    training.hours = invoice.hours;
  } else if (of_modules > 0) {
    training.hours = of_modules;
  } else {
    training.hours = differ ? hours_of_trainees() : request.hours;
  }
  training.each = !invoice.hours && (of_modules > 0 || !differ);
}

// As the OPCO told it to the provider.
std::string deca_told(const Context& context, Siren provider, const std::string& dossier)
{
  for (const domain::Transmission& sent :
       context.store.opco_links().of_dossier(provider, dossier)) {
    if (!sent.deca.empty()) {
      return sent.deca;
    }
  }
  return {};
}

// The number under which the State keeps a contract (DECA): as the OPCO told it, else as the
// contract has it.
std::string Issuing::deca_of() const
{
  const auto providers = request.providers();
  const std::string told =
    providers.empty() ? "" : deca_told(context, providers.front().siren(), request.number);
  const auto contract = told.empty() ? contract_of(context, request) : std::nullopt;
  return contract ? contract->text("contrat.noContrat") : told;
}

// Its title is that of the modules that are invoiced, where the dossier has some.
formats::InvoicedTraining Issuing::invoiced_training() const
{
  formats::InvoicedTraining training{.title = training_of(),
                                     .start = request.start,
                                     .end = request.end,
                                     .hours = {},
                                     .deca = deca_of()};
  tell_hours(training);
  training.trainees = mapped(request.trainees, &Trainee::name);
  return training;
}

// What the law asks of a seller beside it: the VAT identifier where there is VAT, the reason where
// there is none.
InvoiceParty with_particulars(InvoiceParty seller, const ProviderParticulars& told, Siren siren,
                              bool is_taxed)
{
  seller.legal_form = told.legal_form;
  seller.vat_id = is_taxed ? domain::usual_vat_id(siren).text() : "";
  if (told.vat_id) {
    seller.vat_id = told.vat_id->text();
  }
  return seller;
}

// One of the provider's that it may see: what the OPCO pays back to a member is the member's.
std::optional<Invoice> own_invoice(const Context& context, Siren provider,
                                   const std::string& number)
{
  for (const Invoice& invoice :
       context.store.invoices().find_number(number, perimeter_of(context))) {
    if (invoice.issuer.siren() == provider) {
      return invoice;
    }
  }
  return std::nullopt;
}

Money without_sign(Money amount)
{
  return Money{} - amount;
}

void take_signs_off(InvoiceAmounts& amounts)
{
  amounts.without_tax = without_sign(amounts.without_tax);
  for (std::optional<Money>* amount : {&amounts.tax, &amounts.with_tax}) {
    if (*amount) {
      *amount = without_sign(**amount);
    }
  }
}

// A credit note is printed with its amounts as they are without a sign.
void take_signs_off(Invoice& credit, std::vector<formats::IssuedLine>& lines)
{
  take_signs_off(credit.amounts);
  for (formats::IssuedLine& line : lines) {
    line.amount = without_sign(line.amount);
  }
}

bool is_taxed_at(const InvoiceAmounts& amounts)
{
  return amounts.vat_rate.value_or(0) > 0;
}

// Amounts that tell a tax and no rate have several.
bool has_several_rates(const InvoiceAmounts& amounts)
{
  return !amounts.vat_rate && amounts.tax.value_or(Money{}).cents != 0;
}

Result<InvoiceParty> Issuing::buyer_of() const
{
  return request.pays_provider() ? Result<InvoiceParty>(k_opco) : party_of(context, request.siret);
}

Outcome check_rate(const Invoice& invoice, const std::string& number)
{
  return fail_unless(!has_several_rates(invoice.amounts), {"einvoice.several_rates", {number}});
}

// There is VAT, or a reason why there is none.
Outcome check_exemption(const Invoice& invoice, const ProviderParticulars& told)
{
  return fail_unless(is_taxed_at(invoice.amounts) || told.vat_exemption,
                     {"einvoice.exemption_unknown", {invoice.issuer.digits()}});
}

Result<FundingRequest> request_invoiced(const Context& context, const Invoice& invoice)
{
  const std::string& number = invoice.request;
  return util::found_or(context.store.funding_requests().find(number, perimeter_of(context)),
                        {"request.unknown", {number}});
}

} // namespace

Result<std::string> issue_invoice(const Context& context, const std::string& number)
{
  TRY_ASSIGN(const domain::Account account, acting_as(context, domain::Profile::provider));
  const auto own = own_invoice(context, account.provider->siret.siren(), number);
  if (!own) {
    return Error{"invoice.unknown", {number}}.at("number");
  }
  TRY(check_rate(*own, number));
  TRY_ASSIGN(const FundingRequest request, request_invoiced(context, *own));
  const ProviderParticulars told = particulars_of(context, own->issuer.siren());
  TRY(check_exemption(*own, told));
  const bool is_taxed = is_taxed_at(own->amounts);
  TRY_ASSIGN(const InvoiceParty seller, party_of(context, own->issuer, told.name));
  const Issuing issuing{context, *own, request};
  TRY_ASSIGN(const InvoiceParty buyer, issuing.buyer_of());
  formats::IssuedInvoice issued{
    .invoice = *own,
    .seller = with_particulars(seller, told, own->issuer.siren(), is_taxed),
    .buyer = buyer,
    .activity_number = account.provider->activity_number.text(),
    .training = issuing.invoiced_training(),
    .lines = issuing.lines_of(),
    .vat_exemption = is_taxed ? std::nullopt : told.vat_exemption,
  };
  if (own->is_credit_note()) {
    take_signs_off(issued.invoice, issued.lines);
  }
  return formats::factur_x(issued, own->received);
}

} // namespace myatlas::services
