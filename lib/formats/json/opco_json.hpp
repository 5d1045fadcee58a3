#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/dossiers/certificate.hpp"
#include "domain/dossiers/contract.hpp"
#include "domain/dossiers/instalments.hpp"
#include "domain/dossiers/transmission.hpp"
#include "domain/invoices/billed_line.hpp"
#include "domain/invoices/invoice.hpp"
#include "domain/values/full_name.hpp"
#include "formats/json/json.hpp"

namespace myatlas::formats {

// The documents of the inter-OPCO API, reconstructed (doc/sources/inter-opco-api.md) from public
// clients: members that are absent are read as absent, numbers and numeric strings alike.

// What is sent. `version` is that of the API; the second calls the employer employeurV2.
Json opco_contract(const domain::Contract& contract, int version);

struct OpcoInvoice
{
  domain::Invoice invoice;
  std::vector<domain::BilledLine> lines;
  std::vector<domain::Instalment> schedule;
  domain::Transmission dossier; // numbers the OPCO gave it
};
Json opco_invoice(const OpcoInvoice& invoice);

Json opco_certificate(const domain::Certificate& certificate, const domain::FullName& signatory,
                      const domain::Contract& contract, const domain::Transmission& dossier,
                      const domain::Instalment& instalment,
                      std::string_view invoice); // the invoice's internal number, or empty

// What a training convention costs and says besides its contract. None: not told.
struct ConventionCosts
{
  domain::Money teaching; // coutTotalPedagogieCFA
  std::optional<domain::Money> first_equipment;
  std::optional<std::int64_t> meals, nights;
  bool mandate = false;
  domain::Date signed_on = domain::Date::of_days(0);
};
Json opco_convention(const domain::Contract& contract, const domain::Transmission& dossier,
                     const ConventionCosts& costs);

// What is transmitted as an invoice's total.
domain::Money total_transmitted(const domain::Invoice& invoice);

} // namespace myatlas::formats
