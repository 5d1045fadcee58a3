#pragma once

#include "command.hpp"

namespace myatlas::cli {

extern const Command k_configure_opco;
extern const Command k_transmit_contract;
extern const Command k_transmit_convention;
extern const Command k_sync_opco;
extern const Command k_transmit_invoice;
extern const Command k_transmit_certificate;

} // namespace myatlas::cli
