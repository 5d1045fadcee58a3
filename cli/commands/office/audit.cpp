// Who did what.
#include "operations/office/audit.hpp"

#include "commands/office/commands.hpp"
#include "commands/options.hpp"
#include "request.hpp"

namespace myatlas::cli {

namespace {

using operations::Answer;

constexpr FormOption<operations::ListAudit> k_audit_options[] = {
  {"--verify", &operations::ListAudit::verify, N_("Check the chain of hashes first")},
  {"--actor", &operations::ListAudit::actor, "WHO", N_("Only what this one did")},
  {"--command", &operations::ListAudit::command, "NAME", N_("Only what this command did")},
  {"--subject", &operations::ListAudit::subject, "TEXT",
   N_("Only what was done to this: a number, a SIRET")},
  {"--since", &operations::ListAudit::since, k_day_value, N_("Only from this day on")},
  {"--until", &operations::ListAudit::until, k_day_value, N_("Only up to this day")},
  {"--limit", &operations::ListAudit::limit, k_number_value, N_("At most so many")},
  {"--after", &operations::ListAudit::after, "KEY",
   N_("Only what follows this key, which a page tells at its end")},
};

void bind_audit(CommandLine& line, operations::ListAudit& o)
{
  add_options(line, o, k_audit_options);
}

const std::vector<Field> k_audit_fields = {{"sequence", N_("Row"), Show::number},
                                           {"at", N_("When")},
                                           {"actor", N_("Who")},
                                           {"command", N_("Command")},
                                           {"subject", N_("About")},
                                           {"clock", N_("Clock"), Show::state}};

Result<int> show_audit(Session& session, const Answer& answer)
{
  return session.show({answer.document, k_audit_fields, "rows"});
}

constexpr Example k_audit_examples[] = {
  {N_("Who did what"), "myatlas admin audit"},
  {N_("What was done to a dossier"), "myatlas admin audit --subject D20260000001"},
  {N_("Check that nobody changed it"), "myatlas admin audit --verify -o jsonl > audit.jsonl"},
  {N_("A hundred at a time"), "myatlas admin audit --limit 100 --after 100"},
};

} // namespace

const Command k_admin_audit = {
  .name = "admin audit",
  .group = Group::office,
  .summary = N_("Show who did what"),
  .description = N_("Lists every write with its time, author and command. Each row carries the "
                    "keyed hash of the one before it; --verify follows the chain and ends with 1 "
                    "when a row was changed, taken out or put in."),
  .examples = k_audit_examples,
  .declare = asks<operations::k_audit, bind_audit, show_audit>,
  .operation = &operations::k_audit,
};

} // namespace myatlas::cli
