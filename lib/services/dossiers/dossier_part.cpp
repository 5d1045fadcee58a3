#include "services/dossiers/dossier_part.hpp"

#include <algorithm>
#include <set>

#include "domain/dossiers/dossier_share.hpp"
#include "domain/dossiers/provider_part.hpp"
#include "domain/invoices/billed_line.hpp"
#include "services/rights.hpp"

namespace myatlas::services {

namespace {

using domain::claims_own_costs;
using domain::FundingRequest;
using domain::module_at;
using domain::parse_instalment;
using domain::Siren;
using domain::Siret;
using domain::TrainingModule;

const TrainingModule* module_typed(const std::string& typed, const FundingRequest& request)
{
  const Result<int> position = parse_instalment(typed);
  return position ? module_at(request, *position) : nullptr;
}

Error unknown_module(const std::string& typed, const FundingRequest& request)
{
  return Error{"module.unknown", {typed, std::to_string(request.modules.size())}}.at("module");
}

Error module_of_another(const std::string& typed, Siret provider)
{
  return Error{"module.other", {typed, provider.digits()}}.at("module");
}

Error module_required(const FundingRequest& request)
{
  return Error{"module.required", {request.number}}.at("module");
}

Error without_provider(const FundingRequest& request)
{
  return Error{"invoice.no_provider", {request.number}}.at("request");
}

bool is_of_other_provider(const Context& context, const FundingRequest& request, Siret provider)
{
  const auto acting = acting_provider(context, request.providers());
  return acting && acting->siren() != provider.siren() &&
         standing_of(context, request.siret, request.providers()) == Standing::provider;
}

Result<DossierPart> part_of_module(const Context& context, const std::string& typed,
                                   const FundingRequest& request)
{
  const TrainingModule* module = module_typed(typed, request);
  if (module == nullptr) {
    return unknown_module(typed, request);
  }
  const Siret provider = module->provider.value_or(*request.provider);
  if (is_of_other_provider(context, request, provider)) {
    return module_of_another(typed, provider);
  }
  return DossierPart{&request, provider, *parse_instalment(typed)};
}

// A SIRET that was written, or a SIREN, is of a company.
bool is_of_company(const std::string& writer, Siren company)
{
  return writer.substr(0, 9) == company.digits();
}

// The provider, where all are of one company.
std::optional<Siret> single_provider(const std::vector<Siret>& providers)
{
  std::set<Siren> companies;
  for (const Siret provider : providers) {
    companies.insert(provider.siren());
  }
  return companies.size() == 1 ? std::optional(providers.front()) : std::nullopt;
}

// The provider that is not named by a module.
std::optional<Siret> only_provider(const Context& context, const std::string& writer,
                                   const FundingRequest& request)
{
  const auto providers = request.providers();
  const auto wrote =
    std::ranges::find_if(providers, [&](Siret one) { return is_of_company(writer, one.siren()); });
  if (wrote != providers.end()) {
    return *wrote;
  }
  const auto acting = acting_provider(context, providers);
  return acting ? acting : single_provider(providers);
}

// The member's own costs, in an invoice that it wrote.
bool is_of_member(const FundingRequest& request, const std::string& writer)
{
  const Siren member = request.siret.siren();
  return is_of_company(writer, member) && claims_own_costs(request, member);
}

// The only module of a provider, or all it gives.
DossierPart part_of_provider(const FundingRequest& request, Siret provider)
{
  const std::vector<int> own = domain::modules_of(request, provider.siren());
  return {&request, provider, own.size() == 1 ? std::optional(own.front()) : std::nullopt};
}

} // namespace

Result<DossierPart> part_of_dossier(const Context& context, const std::string& module,
                                    const std::string& writer, const FundingRequest& request)
{
  if (module.empty() && is_of_member(request, writer)) {
    return DossierPart{&request, request.siret, std::nullopt};
  }
  if (request.providers().empty()) {
    return without_provider(request);
  }
  if (!module.empty()) {
    return part_of_module(context, module, request);
  }
  const auto provider = only_provider(context, writer, request);
  if (!provider) {
    return module_required(request);
  }
  return part_of_provider(request, *provider);
}

} // namespace myatlas::services
