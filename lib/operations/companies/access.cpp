// Access of others to a company.
#include "services/companies/access.hpp"

#include "operations/companies/access.hpp"
#include "operations/documents.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr const char* k_access = "myatlas/access/1";

Json grant_json(const domain::AccessGrant& grant)
{
  return {{"siren", grant.siren.digits()},
          {"role", domain::to_text(grant.role)},
          {"until", grant.until.text()}};
}

Json access_json(const services::AccessView& view)
{
  Json json = {{"account", view.account}};
  json.update(grant_json(view.grant));
  json["granted_by"] = view.grantor;
  json["granted"] = util::to_rfc3339(view.grant.granted);
  json["in_force"] = view.in_force;
  return json;
}

Json access_document(const services::AccessView& view)
{
  return document(k_access, access_json(view));
}

Result<Json> access_answer(const Result<services::AccessView>& view)
{
  return document_of(view, access_document);
}

Result<Json> grant_access(const Context& context, const GrantAccess& request)
{
  return access_answer(services::grant_access(
    context, {request.access.email, request.access.company, request.role, request.until}));
}

Result<Json> revoke_access(const Context& context, const RevokeAccess& request)
{
  return access_answer(services::revoke_access(context, {request.email, request.company, "", ""}));
}

domain::Siren company_of_access(const services::AccessView& view)
{
  return view.grant.siren;
}

Result<Json> list_access(const Context& context, const OfCompany& request)
{
  services::Labels labels(context);
  return list_of(
    "myatlas/accesses/1", "accesses",
    those_of_company(context, services::list_access(context), request.company, company_of_access),
    [&](const auto& view) { return with_client(access_json(view), view.grant.siren, labels); });
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

constexpr OperationOf<OfCompany> k_list_access =
  operation<list_access>({.name = "list-access", .answer = "myatlas/accesses/1"});

} // namespace myatlas::operations
