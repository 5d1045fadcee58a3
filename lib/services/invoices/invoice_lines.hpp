#pragma once

#include <string>
#include <vector>

#include "domain/invoices/billed_line.hpp"
#include "services/context.hpp"
#include "services/dossiers/open_dossier.hpp"

namespace myatlas::services {

// The lines of an invoice as typed. With an instalment and no line, the whole amount is one line of
// teaching (PEDAGOGIE).
struct LinesForm
{
  std::vector<std::string> lines;
  std::string instalment;
};

// The lines as typed, each of its own instalment or that of all: line.*.
std::optional<int> instalment_typed(const LinesForm& form, Errors& problems);
domain::BilledLines lines_typed_for(const LinesForm& form, std::optional<int> instalment,
                                    Errors& problems);
domain::BilledLines lines_typed(const LinesForm& form, Errors& problems);

// The lines, checked against each other, the amount where that is known, and the schedule of the
// dossier (doc/sources/invoices.md). All problems at once: line.*, invoice.lines_sum (sum, amount),
// invoice.no_schedule (dossier), invoice.instalment_required (dossier), invoice.instalment_unknown
// (number, last), invoice.instalment_closed (number, day), invoice.instalment_invoiced (number),
// invoice.instalment_over (number, amount, left), invoice.certificate_missing (number), and those
// of check_side_costs.
domain::BilledLines lines_in(const Context& context, const LinesForm& form,
                             std::optional<domain::Money> amount, const OpenDossier& dossier,
                             Errors& problems);

} // namespace myatlas::services
