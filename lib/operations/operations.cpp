#include "operations/operations.hpp"

#include <algorithm>

#include "domain/values/names.hpp"
#include "operations/account/operations.hpp"
#include "operations/companies/operations.hpp"
#include "operations/contributions/operations.hpp"
#include "operations/correspondence/operations.hpp"
#include "operations/dossiers/operations.hpp"
#include "operations/files/operations.hpp"
#include "operations/invoices/operations.hpp"
#include "operations/office/operations.hpp"
#include "operations/opco/operations.hpp"
#include "operations/report.hpp"
#include "operations/status.hpp"
#include "util/concatenated.hpp"
#include "util/ranges.hpp"

namespace myatlas::operations {

namespace {

constexpr const Operation* k_overviews[] = {&k_status, &k_report};

constexpr auto k_all = util::concatenated(
  k_account_operations, k_company_operations, k_submission_operations, k_dossier_transmissions,
  k_dossier_operations, k_upload_operations, k_instalment_operations, k_invoice_operations,
  k_certificate_operations, k_invoice_transmissions, k_contribution_operations,
  k_correspondence_operations, k_file_operations, k_payment_operations, k_office_operations,
  k_review_operations, k_letter_operations, k_mail_operations, k_publishing_operations,
  k_refusal_operations, k_invoice_review_operations, k_amendment_operations, k_audit_operations,
  k_overviews);

constexpr domain::NamedValue<Effect> k_effects[] = {{"read", Effect::read},
                                                    {"mark", Effect::mark},
                                                    {"trial", Effect::trial},
                                                    {"write", Effect::write}};

constexpr domain::NamedValue<Who> k_askers[] = {{"nobody", Who::nobody},
                                                {"anybody", Who::anybody},
                                                {"reader", Who::reader},
                                                {"account", Who::account},
                                                {"office", Who::office}};

} // namespace

std::span<const Operation* const> all()
{
  return k_all;
}

const Operation* find(std::string_view name)
{
  const auto* found = util::find_by(k_all, name, &Operation::name);
  return found == nullptr ? nullptr : *found;
}

const char* name_of(Effect effect)
{
  return domain::name_of(k_effects, effect);
}

const char* name_of(Who who)
{
  return domain::name_of(k_askers, who);
}

std::string request_name(const Operation& operation)
{
  std::string name(operation.name);
  std::ranges::replace(name, ' ', '-');
  return name + "-request";
}

Json request_schema(const Operation& operation)
{
  const std::string name = request_name(operation);
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"$id", "urn:myatlas:" + name + ":1"},
                 {"title", name}};
  schema.update(operation.request_schema());
  return schema;
}

} // namespace myatlas::operations
