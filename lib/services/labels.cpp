#include "services/labels.hpp"

#include <fmt/format.h>

#include "store/tables/funding_requests.hpp"
#include "store/tables/opco_register.hpp"

namespace myatlas::services {

const std::string& Labels::company(domain::Siren siren)
{
  const auto [at, is_new] = m_companies.try_emplace(siren);
  if (is_new) {
    const auto company = m_context.store.opco_register().company(siren);
    at->second = company ? company->name : "";
  }
  return at->second;
}

const DossierLabel& Labels::dossier(const std::string& number)
{
  const auto [at, is_new] = m_dossiers.try_emplace(number);
  if (is_new) {
    if (const auto request =
          m_context.store.funding_requests().find(number, perimeter_of(m_context))) {
      at->second = of(*request);
    }
  }
  return at->second;
}

DossierLabel Labels::of(const domain::FundingRequest& request)
{
  DossierLabel label{company(request.siret.siren()), "", request.reference, request.title};
  if (!request.trainees.empty()) {
    const std::size_t others = request.trainees.size() - 1;
    label.trainee = others == 0 ? request.trainees[0].name
                                : fmt::format("{}, +{}", request.trainees[0].name, others);
  }
  return label;
}

} // namespace myatlas::services
