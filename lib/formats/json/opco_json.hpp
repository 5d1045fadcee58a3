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

// What is answered.
struct OpcoReceipt
{
  std::string external, internal;
  bool is_pending = false; // 202: taken, to be worked on
};
OpcoReceipt read_receipt(const Json& json); // of a contract
std::string
read_invoice_receipt(const Json& json); // numeroInterneFacture, or numeroInterneDocument

struct OpcoDossierState
{
  std::string internal, external, deca, state;
};
struct OpcoPage
{
  std::int64_t total = 0;
  std::vector<OpcoDossierState> dossiers;
};
util::Result<OpcoPage> read_states(const Json& json); // "opco.answer"

struct OpcoDossier
{
  domain::Contract::Values contract;
  std::vector<domain::Instalment> schedule;
  std::string comment;
};
util::Result<OpcoDossier> read_dossier(const Json& json); // "opco.answer"

struct OpcoInvoiceState
{
  std::string internal, reference, state, transfer, comment;
  std::optional<domain::Date> paid_on;
  std::optional<domain::Money> amount; // what it comes to, where that is told
};
util::Result<std::vector<OpcoInvoiceState>> read_invoice_states(const Json& json); // "opco.answer"

// What is transmitted as an invoice's total.
domain::Money total_transmitted(const domain::Invoice& invoice);

// What a refusal says, of its three shapes: errors[{code, description}], description, comment.
// Empty: nothing, or no JSON.
std::string opco_error(std::string_view body);

} // namespace myatlas::formats
