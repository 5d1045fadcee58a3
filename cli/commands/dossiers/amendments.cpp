// The OPCO's answer to an amendment of a contract.
#include "services/dossiers/amendments.hpp"

#include "commands/commands.hpp"
#include "commands/dossiers/requests.hpp"
#include "session.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

struct AmendmentOptions
{
  std::string number, reason;
};

template <typename Answer>
util::Result<int> answer(Session& session, Answer act)
{
  TRY_ASSIGN(const auto request, as_options(session.in_store(store::Store::Use::write, Login::host,
                                                             [&](const services::Context& context) {
                                                               return act(context);
                                                             })));
  (void)session.deliver_mails();
  return session.show(request_view(request));
}

util::Result<int> run_accept_amendment(Session& session, const AmendmentOptions& o)
{
  return answer(session, [&](const services::Context& context) {
    return services::accept_amendment(context, o.number);
  });
}

util::Result<int> run_refuse_amendment(Session& session, const AmendmentOptions& o)
{
  return answer(session, [&](const services::Context& context) {
    return services::refuse_amendment(context, o.number, o.reason);
  });
}

void bind_amendment(CommandLine& line, AmendmentOptions& o)
{
  line.argument(Kind::dossier, o.number, N_("Number of the dossier"));
}

constexpr Example k_accept_amendment_examples[] = {
  {N_("It was looked at with show-request"), "myatlas admin accept-amendment D20260000001"},
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
     "asked back."),
  k_accept_amendment_examples,
  [](CommandLine& line) {
    declare_with<AmendmentOptions>(line, bind_amendment, run_accept_amendment);
  }};

const Command k_admin_refuse_amendment = {
  "admin refuse-amendment",
  Group::office,
  N_("Refuse an amendment of a contract"),
  N_("Refuses the amendment (avenant) of a contract that waits, for a reason the employer and the "
     "CFA are told; the contract stays as it was."),
  k_refuse_amendment_examples,
  [](CommandLine& line) {
    declare_with<AmendmentOptions>(
      line,
      [](CommandLine& l, AmendmentOptions& o) {
        bind_amendment(l, o);
        l.option("--reason", o.reason, "TEXT", N_("Why"));
      },
      run_refuse_amendment);
  }};

} // namespace myatlas::cli
