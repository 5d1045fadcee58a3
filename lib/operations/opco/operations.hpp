#pragma once

#include "operations/opco/connections.hpp"
#include "operations/opco/transmit.hpp"

// What may be asked, in the order of all: what stands together there is one list.
namespace myatlas::operations {

inline constexpr const Operation* k_dossier_transmissions[] = {
  &k_configure_opco, &k_transmit_contract, &k_transmit_convention, &k_sync_opco};
inline constexpr const Operation* k_invoice_transmissions[] = {&k_transmit_invoice,
                                                               &k_transmit_certificate};

} // namespace myatlas::operations
