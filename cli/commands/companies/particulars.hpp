#pragma once

#include "command.hpp"
#include "domain/account/registration_form.hpp"

namespace myatlas::cli {

// The options by which a training provider tells what its certificates and invoices say of it.
void bind_particulars(CommandLine& line, domain::ParticularsForm& form);

} // namespace myatlas::cli
