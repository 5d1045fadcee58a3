#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/dossiers/contract.hpp"
#include "domain/dossiers/instalments.hpp"
#include "domain/values/money.hpp"
#include "formats/json/json.hpp"

namespace myatlas::formats {

// What the inter-OPCO API answers, reconstructed (doc/sources/inter-opco-api.md): members that are
// absent are read as absent, numbers and numeric strings alike.

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

  // OPCOs spell states each in their way.
  bool is_paid() const; // REGLE, REGLEE
  bool
  is_refused() const; // REJETE, REJETEE, REFUSE, ANNULE…: its number is free for a corrected one
};
util::Result<std::vector<OpcoInvoiceState>> read_invoice_states(const Json& json); // "opco.answer"

// What a refusal says, of its three shapes: errors[{code, description}], description, comment.
// Empty: nothing, or no JSON.
std::string opco_error(std::string_view body);

} // namespace myatlas::formats
