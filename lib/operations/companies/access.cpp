// Access of others to a company.
#include "services/companies/access.hpp"

#include "operations/companies/access.hpp"
#include "operations/documents.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr const char* k_access = "myatlas/access/1";

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

util::Result<Json> access_answer(const util::Result<services::AccessView>& view)
{
  return view ? util::Result<Json>(document(k_access, json_of(*view)))
              : util::Result<Json>(view.errors());
}

util::Result<Json> grant_access(const Context& context, const GrantAccess& request)
{
  return access_answer(services::grant_access(
    context, {request.access.email, request.access.company, request.role, request.until}));
}

util::Result<Json> revoke_access(const Context& context, const RevokeAccess& request)
{
  return access_answer(services::revoke_access(context, {request.email, request.company, "", ""}));
}

util::Result<Json> list_access(const Context& context, const Nothing&)
{
  TRY_ASSIGN(const auto views, services::list_access(context));
  Json rows = Json::array();
  for (const services::AccessView& view : views) {
    rows.push_back(json_of(view));
  }
  return Json{{"schema", "myatlas/accesses/1"}, {"accesses", rows}};
}

} // namespace

constexpr OperationOf<GrantAccess> k_grant_access = operation<grant_access>({
  .name = "grant-access",
  .effect = Effect::write,
  .who = Who::account,
  .answer = k_access,
});

constexpr OperationOf<RevokeAccess> k_revoke_access = operation<revoke_access>({
  .name = "revoke-access",
  .effect = Effect::write,
  .who = Who::account,
  .answer = k_access,
});

constexpr OperationOf<Nothing> k_list_access =
  operation<list_access>({.name = "list-access", .answer = "myatlas/accesses/1"});

} // namespace myatlas::operations
