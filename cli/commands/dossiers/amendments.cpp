// The OPCO's answer to an amendment of a contract.
#include "commands/dossiers/commands.hpp"
#include "commands/dossiers/requests.hpp"
#include "commands/options.hpp"
#include "operations/dossiers/review_request.hpp"
#include "request.hpp"

namespace myatlas::cli {

namespace {

constexpr FormOption<operations::AcceptanceForm> k_accept_amendment_options[] = {
  {"--side-cost", &operations::AcceptanceForm::side_costs, k_nature_value,
   N_("Side costs of one nature agreed to from now on, in all; once for each")},
  {"--although", &operations::AcceptanceForm::although, "REASON",
   N_("Accept although documents are missing; the reason stands in the audit")},
};

void bind_accept_amendment(CommandLine& line, operations::AcceptanceForm& form)
{
  add_dossier(line, form.number);
  add_options(line, form, k_accept_amendment_options);
}

void bind_refuse_amendment(CommandLine& line, operations::RefuseRequest& o)
{
  add_dossier(line, o.request);
  add_reason(line, o.reason);
}

constexpr Example k_accept_amendment_examples[] = {
  {N_("It was looked at with show-request"), "myatlas admin accept-amendment D20260000001"},
  {N_("With the supplement of a disability that it tells"),
   "myatlas admin accept-amendment D20260000001 --side-cost MAJORATION_RQTH:4000"},
  {N_("Which dossiers have one that waits"), "myatlas admin list-work -o json | jq -r '.work[] | "
                                             "select(.kind == \"decide_amendment\") | .number'"},
};
constexpr Example k_refuse_amendment_examples[] = {
  {N_("Refuse, and say why"), "myatlas admin refuse-amendment D20260000001 --reason 'unsigned'"},
  {N_("Answered as JSON"),
   "myatlas admin refuse-amendment D20260000001 --reason 'unsigned' -o json"},
};

} // namespace

const Command k_admin_accept_amendment = {
  .name = "admin accept-amendment",
  .group = Group::office,
  .summary = N_("Accept an amendment of a contract"),
  .description = N_("Accepts the amendment (avenant) of a contract that waits: it becomes the "
                    "contract, its schedule is made anew at the level it was accepted with, under "
                    "the law of the day it was first concluded on, and the employer and the CFA "
                    "are written to. What that leaves paid too much is asked back. It is signed "
                    "anew: a Cerfa and a convention that came since the contract was accepted, "
                    "and the convention of three parties where it adapts the duration; for types "
                    "33 and 34 the Cerfa alone. --although REASON overrides this."),
  .examples = k_accept_amendment_examples,
  .declare = asks<operations::k_accept_amendment, bind_accept_amendment, show_decided>,
  .operation = &operations::k_accept_amendment,
  .keyed = true,
};

const Command k_admin_refuse_amendment = {
  .name = "admin refuse-amendment",
  .group = Group::office,
  .summary = N_("Refuse an amendment of a contract"),
  .description = N_("Refuses the amendment (avenant) of a contract that waits, for a reason the "
                    "employer and the CFA are told; the contract stays as it was."),
  .examples = k_refuse_amendment_examples,
  .declare = asks<operations::k_refuse_amendment, bind_refuse_amendment, show_decided>,
  .operation = &operations::k_refuse_amendment,
  .keyed = true,
};

} // namespace myatlas::cli
