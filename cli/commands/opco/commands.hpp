#pragma once

#include "command.hpp"

namespace myatlas::cli {

extern const Command k_configure_opco;
extern const Command k_transmit_contract;
extern const Command k_transmit_convention;
extern const Command k_sync_opco;
extern const Command k_transmit_invoice;
extern const Command k_transmit_certificate;

// In the order of the general help: what stands together there is one list.
inline constexpr const Command* k_dossier_transmissions[] = {
  &k_configure_opco, &k_transmit_contract, &k_transmit_convention, &k_sync_opco};
inline constexpr const Command* k_invoice_transmissions[] = {&k_transmit_invoice,
                                                             &k_transmit_certificate};

} // namespace myatlas::cli
