// What was paid beyond what is owed, and comes back.
#include "commands/dossiers/commands.hpp"
#include "commands/dossiers/requests.hpp"
#include "commands/options.hpp"
#include "operations/dossiers/review_request.hpp"
#include "request.hpp"

namespace myatlas::cli {

namespace {

constexpr FormOption<operations::RecoveryForm> k_recovery_options[] = {
  {"--amount", &operations::RecoveryForm::amount, k_euros_value,
   N_("What came back, in euros before tax")},
  {"--reference", &operations::RecoveryForm::reference, "TEXT", N_("Reference of the transfer")},
  {"--from", &operations::RecoveryForm::from, "SIRET",
   N_("Who gave it back, where several were paid too much")},
  {"--date", &operations::RecoveryForm::date, k_day_value, N_("Day it came in (default: today)")},
};

void bind_recovery(CommandLine& line, operations::RecoveryForm& o)
{
  add_dossier(line, o.request);
  add_options(line, o, k_recovery_options);
}

constexpr Example k_recovery_examples[] = {
  {N_("What was asked for came back"),
   "myatlas admin record-recovery D20260000001 --amount 3134.25 --reference VIR-2026-204"},
  {N_("Which dossiers wait for theirs"), "myatlas admin list-work -o json | jq -r '.work[] | "
                                         "select(.kind == \"recover_sum\") | .number'"},
};

} // namespace

const Command k_admin_record_recovery = {
  .name = "admin record-recovery",
  .group = Group::office,
  .summary = N_("Record money returned after an overpayment"),
  .description = N_("An early end or an amendment may leave a dossier paid beyond what is owed. A "
                    "letter then asks who was paid for the difference; this records what came back "
                    "of it. The dossier is settled once all has."),
  .examples = k_recovery_examples,
  .declare = asks<operations::k_record_recovery, bind_recovery, show_decided>,
  .operation = &operations::k_record_recovery,
  .keyed = true,
};

} // namespace myatlas::cli
