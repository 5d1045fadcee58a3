// The OPCO's answer to an amendment of a contract.
#include "services/dossiers/amendments.hpp"

#include "commands/commands.hpp"
#include "commands/dossiers/requests.hpp"
#include "session.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

struct RefusalOptions
{
  std::string number, reason;
};

constexpr const char* k_number = N_("Number of the dossier");

util::Errors without_number(const Session& session)
{
  return {util::Error{"usage.missing", {"NUMBER", session.command().name}}};
}

util::Result<int> run_accept_amendment(Session& session, const services::AcceptanceForm& form)
{
  if (form.number.empty()) {
    return session.fail(without_number(session));
  }
  TRY_ASSIGN(const auto written,
             as_options(session.in_store(store::Store::Use::write, Login::host,
                                         [&](const services::Context& context) {
                                           return services::accept_amendment(context, form);
                                         })));
  (void)session.deliver_mails();
  return show_written(session, written);
}

util::Result<int> run_refuse_amendment(Session& session, const RefusalOptions& o)
{
  if (o.number.empty()) {
    return session.fail(without_number(session));
  }
  TRY_ASSIGN(const auto request, as_options(session.in_store(store::Store::Use::write, Login::host,
                                                             [&](const services::Context& context) {
                                                               return services::refuse_amendment(
                                                                 context, o.number, o.reason);
                                                             })));
  (void)session.deliver_mails();
  return session.show(request_view(request));
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
  "admin accept-amendment",
  Group::office,
  N_("Accept an amendment of a contract"),
  N_("Accepts the amendment (avenant) of a contract that waits: it becomes the contract, its "
     "schedule is made anew at the level it was accepted "
     "with, under the law of the day it was first concluded on, and the employer and the CFA are "
     "written to. What that leaves paid too much is "
     "asked back. It is signed anew: a Cerfa and a convention that came since the contract was "
     "accepted, and the convention of three parties where it "
     "adapts the duration; for types 33 and 34 the Cerfa alone. --although REASON overrides this."),
  k_accept_amendment_examples,
  [](CommandLine& line) {
    declare_with<services::AcceptanceForm>(
      line,
      [](CommandLine& l, services::AcceptanceForm& o) {
        l.argument("NUMBER", o.number, k_number);
        l.options("--side-cost", o.side_costs, "NATURE:AMOUNT",
                  N_("Side costs of one nature agreed to from now on, in all; once for each"));
        l.option("--although", o.although, "REASON",
                 N_("Accept although documents are missing; the reason stands in the audit"));
      },
      run_accept_amendment);
  }};

const Command k_admin_refuse_amendment = {
  "admin refuse-amendment",
  Group::office,
  N_("Refuse an amendment of a contract"),
  N_("Refuses the amendment (avenant) of a contract that waits, for a reason the employer and the "
     "CFA are told; the contract stays as it was."),
  k_refuse_amendment_examples,
  [](CommandLine& line) {
    declare_with<RefusalOptions>(
      line,
      [](CommandLine& l, RefusalOptions& o) {
        l.argument("NUMBER", o.number, k_number);
        l.option("--reason", o.reason, "TEXT", N_("Why"));
      },
      run_refuse_amendment);
  }};

} // namespace myatlas::cli
