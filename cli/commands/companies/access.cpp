#include "services/companies/access.hpp"

#include "commands/companies/commands.hpp"
#include "commands/files/import.hpp"
#include "formats/json/json.hpp"
#include "session.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using services::AccessForm;

Json json_of(const services::AccessView& view)
{
  return {{"account", view.account},
          {"siren", view.grant.siren.digits()},
          {"role", domain::to_text(view.grant.role)},
          {"until", view.grant.until.text()},
          {"granted_by", view.grantor},
          {"granted", util::to_rfc3339(view.grant.granted)},
          {"in_force", view.in_force}};
}

const std::vector<Field> k_access_fields = {
  {"account", N_("Account")}, {"siren", N_("SIREN")},         {"role", N_("Role"), Show::state},
  {"until", N_("Until")},     {"granted_by", N_("Given by")}, {"in_force", N_("In force")}};

util::Result<int> show(Session& session, const util::Result<services::AccessView>& view)
{
  if (!view) {
    return session.fail(as_options(view.errors()));
  }
  Json document = {{"schema", "myatlas/access/1"}};
  document.update(json_of(*view));
  return session.show({document, k_access_fields});
}

void bind_revoke_access(CommandLine& line, AccessForm& o)
{
  line.argument(Kind::account, o.email, N_("Address of the other account"), Need::form);
  line.option("--company", o.company, "SIREN", N_("The company by SIREN, SIRET or member code"));
}

struct GrantOptions : AccessForm
{
  std::string file;
};

void bind_grant_access(CommandLine& line, GrantOptions& o)
{
  line.argument(Kind::account, o.email, N_("Address of the other account"), Need::none);
  line.option("--company", o.company, "SIREN", N_("The company by SIREN, SIRET or member code"));
  line.option("--role", o.role, "manager|reader", N_("May act, or only look"));
  line.option("--until", o.until, "D", N_("Last day (default: the end of next year)"));
  line.option("--from-file", o.file, "FILE", N_("Several at once, as import access takes them"));
}

util::Result<int> run_grant_access(Session& session, const GrantOptions& form)
{
  if (!form.file.empty()) {
    const util::Errors both = beside_file(form.file, {{"EMAIL", !form.email.empty()},
                                                      {"--company", !form.company.empty()},
                                                      {"--role", !form.role.empty()},
                                                      {"--until", !form.until.empty()}});
    return both.empty() ? import_table(session, "access", form.file) : session.fail(both);
  }
  return show(session, session.in_store(store::Store::Use::write, Login::required,
                                        [&](const services::Context& context) {
                                          return services::grant_access(context, form);
                                        }));
}

util::Result<int> run_revoke_access(Session& session, const services::Context& context,
                                    const AccessForm& form)
{
  return show(session, services::revoke_access(context, form));
}

util::Result<int> run_list_access(Session& session, const services::Context& context)
{
  TRY_ASSIGN(const auto views, services::list_access(context));
  Json rows = Json::array();
  for (const services::AccessView& view : views) {
    rows.push_back(json_of(view));
  }
  return session.show(
    {{{"schema", "myatlas/accesses/1"}, {"accesses", rows}}, k_access_fields, "accesses"});
}

constexpr Example k_grant_access_examples[] = {
  {N_("An accountant, for this year"), "myatlas grant-access paul@cabinet.example --company "
                                       "732829320 --role manager --until 2026-12-31"},
  {N_("Somebody who only looks"),
   "myatlas grant-access eve@audit.example --company 732829320 --role reader"},
  {N_("The access of a whole firm"), "myatlas grant-access --from-file acces.csv"},
};
constexpr Example k_revoke_access_examples[] = {
  {N_("Take it back"), "myatlas revoke-access paul@cabinet.example --company 732829320"},
  {N_("Answered as JSON"),
   "myatlas revoke-access paul@cabinet.example --company 732829320 -o json"},
};
constexpr Example k_list_access_examples[] = {
  {N_("Given and received"), "myatlas list-access"},
  {N_("For a script"), "myatlas list-access -o csv"},
};

} // namespace

const Command k_grant_access = {
  .name = "grant-access",
  .group = Group::companies,
  .summary = N_("Give another account access to a company"),
  .description = N_(
    "Gives another account access to the establishments of a company that one manages, up to a "
    "day: as manager it may do what one may do there, but for giving access; as reader it may only "
    "look. An approved account of a training provider gives access to that provider, by its SIREN, "
    "to another account that named it. Access ends too when one of the two closes or is locked."),
  .examples = k_grant_access_examples,
  .declare = with_options<bind_grant_access, run_grant_access>,
  .keyed = true,
};

const Command k_revoke_access = {
  .name = "revoke-access",
  .group = Group::companies,
  .summary = N_("Revoke another account's access to a company"),
  .description =
    N_("Takes back, at once, the access one gave to another account, and all that came of it."),
  .examples = k_revoke_access_examples,
  .declare = with_options<bind_revoke_access, run_revoke_access>,
  .store = Use::write,
  .login = Login::required,
  .keyed = true,
};

const Command k_list_access = {
  .name = "list-access",
  .group = Group::companies,
  .summary = N_("List who has access"),
  .description = N_("Lists the access one gave to others and was given, with its last day."),
  .examples = k_list_access_examples,
  .declare = without_options<run_list_access>,
  .store = Use::read,
  .login = Login::account_or_host,
};

} // namespace myatlas::cli
