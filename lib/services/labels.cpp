#include "services/labels.hpp"

#include <fmt/format.h>

#include "services/companies/client_references.hpp"
#include "util/ranges.hpp"

namespace myatlas::services {

namespace {

std::string name_of(const std::optional<domain::Company>& company)
{
  return company ? company->name : "";
}

// The first, and how many besides.
std::string trainees_of(const domain::FundingRequest& request)
{
  if (request.trainees.size() < 2) {
    return request.trainees.empty() ? "" : request.trainees[0].name;
  }
  return fmt::format("{}, +{}", request.trainees[0].name, request.trainees.size() - 1);
}

} // namespace

const std::string& Labels::company(domain::Siren siren)
{
  const auto [at, is_new] = m_companies.try_emplace(siren);
  if (is_new) {
    at->second = name_of(m_context.store.opco_register().company(siren));
  }
  return at->second;
}

std::string Labels::client_reference(domain::Siren siren)
{
  if (!m_references) {
    m_references = client_references(m_context);
  }
  return util::value_at(*m_references, siren).value_or("");
}

const DossierLabel& Labels::dossier(const std::string& number)
{
  const auto [at, is_new] = m_dossiers.try_emplace(number);
  if (is_new) {
    at->second = look_up(number);
  }
  return at->second;
}

DossierLabel Labels::look_up(const std::string& number)
{
  const auto request = m_context.store.funding_requests().find(number, perimeter_of(m_context));
  return request ? of(*request) : DossierLabel{};
}

DossierLabel Labels::of(const domain::FundingRequest& request)
{
  const domain::Siren siren = request.siret.siren();
  return {company(siren), trainees_of(request), request.reference, request.title,
          client_reference(siren)};
}

} // namespace myatlas::services
