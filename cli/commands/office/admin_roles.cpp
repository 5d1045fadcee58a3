// The operator's side: which accounts act as a training provider, and which are the OPCO's own.
#include "commands/office/commands.hpp"
#include "operations/office/accounts.hpp"
#include "request.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::Answer;

const std::vector<Field> k_role_fields = {{"email", N_("E-mail")},
                                          {"last_name", N_("Last name")},
                                          {"first_name", N_("First name")},
                                          {"state", N_("State"), Show::state}};

const std::vector<Field> k_provider_role_fields =
  fields_and(k_role_fields, {{"siret", N_("Training provider")},
                             {"activity_number", N_("Activity number")},
                             {"provider_state", N_("State of the provider"), Show::state}});

// To a person, in lines of its own.
View roles_of_provider(Json document)
{
  const Json provider = document["provider"]; // a copy: adding a member moves the others
  document["siret"] = provider["siret"];
  document["activity_number"] = provider["activity_number"];
  document["provider_state"] = provider["state"];
  return {document, k_provider_role_fields};
}

View roles_view(const Session& session, const Json& document)
{
  if (session.is_table() && !document["provider"].is_null()) {
    return roles_of_provider(document);
  }
  return {document, k_role_fields};
}

Result<int> show_roles(Session& session, const Answer& answer)
{
  return session.show(roles_view(session, answer.document));
}

void bind_judged(CommandLine& line, operations::AccountAddress& o)
{
  line.argument(Kind::account, o.email, N_("Address of the account"));
}

constexpr Example k_approve_provider_examples[] = {
  {N_("The identity was checked"), "myatlas admin approve-provider luc@formation.example"},
  {N_("Those that wait"), "myatlas admin list-work -o json | jq -r '.work[] | select(.kind == "
                          "\"approve_provider\") | .number'"},
};
constexpr Example k_refuse_provider_examples[] = {
  {N_("It is not of that provider"), "myatlas admin refuse-provider luc@formation.example"},
  {N_("Answered as JSON"), "myatlas admin refuse-provider luc@formation.example -o json"},
};
constexpr Example k_appoint_office_examples[] = {
  {N_("A colleague who takes requests up"), "myatlas admin appoint-office claire@opco.example"},
  {N_("Answered as JSON"), "myatlas admin appoint-office claire@opco.example -o json"},
};
constexpr Example k_dismiss_office_examples[] = {
  {N_("One who left"), "myatlas admin dismiss-office claire@opco.example"},
  {N_("Answered as JSON"), "myatlas admin dismiss-office claire@opco.example -o json"},
};

} // namespace

const Command k_admin_approve_provider = {
  .name = "admin approve-provider",
  .group = Group::office,
  .summary = N_("Let an account act for its training provider"),
  .description = N_("An account that registered as a training provider sees and does nothing of "
                    "that provider until its identity was checked and approved here, or until an "
                    "approved account of the same provider gave it access. What it changes of its "
                    "SIRET, activity number or UAI is approved anew."),
  .examples = k_approve_provider_examples,
  .declare = asks<operations::k_approve_provider, bind_judged, show_roles>,
  .operation = &operations::k_approve_provider,
  .keyed = true,
};

const Command k_admin_refuse_provider = {
  .name = "admin refuse-provider",
  .group = Group::office,
  .summary = N_("Refuse to let an account act for a training provider"),
  .description = N_("Says that an account is not of the training provider it names: it sees and "
                    "does nothing of that provider, nor by access others gave it."),
  .examples = k_refuse_provider_examples,
  .declare = asks<operations::k_refuse_provider, bind_judged, show_roles>,
  .operation = &operations::k_refuse_provider,
  .keyed = true,
};

const Command k_admin_appoint_office = {
  .name = "admin appoint-office",
  .group = Group::office,
  .summary = N_("Give an account the rights of the OPCO"),
  .description = N_("An account of the OPCO sees everything in the store, and the commands of the "
                    "back office are written down under its name while it is in use. It acts for "
                    "no company and no training provider."),
  .examples = k_appoint_office_examples,
  .declare = asks<operations::k_appoint_office, bind_judged, show_roles>,
  .operation = &operations::k_appoint_office,
  .keyed = true,
};

const Command k_admin_dismiss_office = {
  .name = "admin dismiss-office",
  .group = Group::office,
  .summary = N_("Take the rights of the OPCO from an account"),
  .description =
    N_("Takes the role of the OPCO from an account: from then on it sees what is its own."),
  .examples = k_dismiss_office_examples,
  .declare = asks<operations::k_dismiss_office, bind_judged, show_roles>,
  .operation = &operations::k_dismiss_office,
  .keyed = true,
};

} // namespace myatlas::cli
