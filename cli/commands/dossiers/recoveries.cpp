// What was paid beyond what is owed, and comes back.
#include "services/dossiers/recoveries.hpp"

#include "commands/commands.hpp"
#include "commands/dossiers/requests.hpp"
#include "session.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

void bind_recovery(CommandLine& line, services::RecoveryForm& o)
{
  line.argument(Kind::dossier, o.request, N_("Number of the dossier"));
  line.option("--amount", o.amount, "A", N_("What came back, in euros before tax"));
  line.option("--reference", o.reference, "TEXT", N_("Reference of the transfer"));
  line.option("--from", o.from, "SIRET", N_("Who gave it back, where several were paid too much"));
  line.option("--date", o.date, "D", N_("Day it came in (default: today)"));
}

util::Result<int> run_record_recovery(Session& session, const services::RecoveryForm& form)
{
  TRY_ASSIGN(const auto request,
             as_options(session.in_store(store::Store::Use::write, Login::host,
                                         [&](const services::Context& context) {
                                           return services::record_recovery(context, form);
                                         })));
  (void)session.deliver_mails();
  return session.show(request_view(request));
}

constexpr Example k_recovery_examples[] = {
  {N_("What was asked for came back"),
   "myatlas admin record-recovery D20260000001 --amount 3134.25 --reference VIR-2026-204"},
  {N_("Which dossiers wait for theirs"), "myatlas admin list-work -o json | jq -r '.work[] | "
                                         "select(.kind == \"recover_sum\") | .number'"},
};

} // namespace

const Command k_admin_record_recovery = {
  "admin record-recovery",
  Group::office,
  N_("Record money returned after an overpayment"),
  N_("An early end or an amendment may leave a dossier paid beyond what is owed. A letter then "
     "asks who was paid for the difference; this records "
     "what came back of it. The dossier is settled once all has."),
  k_recovery_examples,
  [](CommandLine& line) {
    declare_with<services::RecoveryForm>(line, bind_recovery, run_record_recovery);
  }};

} // namespace myatlas::cli
