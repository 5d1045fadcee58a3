#include "operations/companies/access.hpp"

#include "commands/companies/commands.hpp"
#include "commands/files/import.hpp"
#include "commands/options.hpp"
#include "commands/pages.hpp"
#include "request.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
const std::vector<Field> k_access_fields = {
  {"account", N_("Account")}, {"siren", N_("SIREN")},         {"role", N_("Role"), Show::state},
  {"until", N_("Until")},     {"granted_by", N_("Given by")}, {"in_force", N_("In force")}};

View access_view(const Json& document)
{
  return {document, k_access_fields};
}

View accesses_view(const Json& document)
{
  return {document, k_access_fields, "accesses"};
}

constexpr FormOption<operations::RevokeAccess> k_access_options[] = {
  {"--company", &operations::RevokeAccess::company, "SIREN",
   N_("The company by SIREN, SIRET, member code or your own reference")},
};

void bind_access(CommandLine& line, operations::RevokeAccess& o, Need need)
{
  line.argument(Kind::account, o.email, N_("Address of the other account"), need);
  add_options(line, o, k_access_options);
}

void bind_revoke_access(CommandLine& line, operations::RevokeAccess& o)
{
  bind_access(line, o, Need::form);
}

struct GrantOptions
{
  operations::GrantAccess request;
  std::string file;
};

constexpr FormOption<operations::GrantAccess> k_grant_options[] = {
  {"--role", &operations::GrantAccess::role, words_for<domain::parse_access_role>,
   N_("May act, or only look")},
  {"--until", &operations::GrantAccess::until, k_day_value,
   N_("Last day (default: the end of next year)")},
};

constexpr FormOption<GrantOptions> k_grant_file_options[] = {
  {"--from-file", &GrantOptions::file, "FILE", N_("Several at once, as import access takes them")},
};

void bind_grant_access(CommandLine& line, GrantOptions& o)
{
  operations::GrantAccess& request = o.request;
  bind_access(line, request.access, Need::none);
  add_options(line, request, k_grant_options);
  add_options(line, o, k_grant_file_options);
}

Outcome nothing_beside_file(const GrantOptions& o)
{
  const operations::GrantAccess& form = o.request;
  return outcome_of(beside_file(o.file, {{"EMAIL", !form.access.email.empty()},
                                         {"--company", !form.access.company.empty()},
                                         {"--role", !form.role.empty()},
                                         {"--until", !form.until.empty()}}));
}

Result<int> access_from_file(Session& session, const GrantOptions& o)
{
  TRY(nothing_beside_file(o));
  return import_table(session, "access", o.file);
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
  .declare = asks_unless<rows_in_file<access_from_file, GrantOptions>, operations::k_grant_access,
                         bind_grant_access, access_view>,
  .operation = &operations::k_grant_access,
  .keyed = true,
};

const Command k_revoke_access = {
  .name = "revoke-access",
  .group = Group::companies,
  .summary = N_("Revoke another account's access to a company"),
  .description =
    N_("Takes back, at once, the access one gave to another account, and all that came of it."),
  .examples = k_revoke_access_examples,
  .declare = asks<operations::k_revoke_access, bind_revoke_access, access_view>,
  .operation = &operations::k_revoke_access,
  .keyed = true,
};

const Command k_list_access = {
  .name = "list-access",
  .group = Group::companies,
  .summary = N_("List who has access"),
  .description = N_("Lists the access one gave to others and was given, with its last day."),
  .examples = k_list_access_examples,
  .declare = asks<operations::k_list_access, bind_of_company, accesses_view>,
  .operation = &operations::k_list_access,
};

} // namespace myatlas::cli
