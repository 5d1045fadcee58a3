#include "services/dossiers/dossier_part.hpp"

#include <algorithm>
#include <set>

#include "domain/dossiers/dossier_share.hpp"
#include "domain/dossiers/provider_part.hpp"
#include "domain/invoices/billed_line.hpp"
#include "services/rights.hpp"

namespace myatlas::services {

namespace {

util::Result<DossierPart> part_of_module(const Context& context, const std::string& typed,
                                         const domain::FundingRequest& request)
{
  const util::Result<int> position = domain::parse_instalment(typed);
  const domain::TrainingModule* module = position ? domain::module_at(request, *position) : nullptr;
  if (module == nullptr) {
    return util::Error{"module.unknown", {typed, std::to_string(request.modules.size())}}.at(
      "module");
  }
  const domain::Siret provider = module->provider.value_or(*request.provider);
  const auto acting = acting_provider(context, request.providers());
  const bool as_provider =
    standing_of(context, request.siret, request.providers()) == Standing::provider;
  if (as_provider && acting && acting->siren() != provider.siren()) {
    return util::Error{"module.other", {typed, provider.digits()}}.at("module");
  }
  return DossierPart{&request, provider, *position};
}

// The provider that is not named by a module.
std::optional<domain::Siret> only_provider(const Context& context, const std::string& writer,
                                           const domain::FundingRequest& request)
{
  const auto providers = request.providers();
  const std::string siren = writer.substr(0, 9);
  const auto wrote = std::ranges::find_if(
    providers, [&](domain::Siret one) { return one.siren().digits() == siren; });
  if (wrote != providers.end()) {
    return *wrote;
  }
  if (const auto acting = acting_provider(context, request.providers())) {
    return acting;
  }
  std::set<domain::Siren> companies;
  for (const domain::Siret provider : providers) {
    companies.insert(provider.siren());
  }
  return companies.size() == 1 ? std::optional(providers.front()) : std::nullopt;
}

} // namespace

util::Result<DossierPart> part_of_dossier(const Context& context, const std::string& module,
                                          const std::string& writer,
                                          const domain::FundingRequest& request)
{
  const domain::Siren member = request.siret.siren();
  if (module.empty() && writer.substr(0, 9) == member.digits() &&
      domain::claims_own_costs(request, member)) {
    return DossierPart{&request, request.siret, std::nullopt};
  }
  if (request.providers().empty()) {
    return util::Error{"invoice.no_provider", {request.number}}.at("request");
  }
  if (!module.empty()) {
    return part_of_module(context, module, request);
  }
  const auto provider = only_provider(context, writer, request);
  if (!provider) {
    return util::Error{"module.required", {request.number}}.at("module");
  }
  const std::vector<int> own = domain::modules_of(request, provider->siren());
  return DossierPart{&request, *provider,
                     own.size() == 1 ? std::optional(own.front()) : std::nullopt};
}

} // namespace myatlas::services
