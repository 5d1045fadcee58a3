#pragma once

#include <optional>
#include <string>

#include "domain/dossiers/funding_request.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// Whose an invoice or certificate of a dossier is: the provider, and of several modules which; or
// the member, for its own costs.
struct DossierPart
{
  const domain::FundingRequest* request;
  domain::Siret issuer;
  std::optional<int> module; // none: the dossier has no modules, or it is for all of the provider's
};

// By the member that wrote it, by the module that was named, else by who wrote the invoice (a SIRET
// or SIREN), else by who acts, else by the only provider there is. invoice.no_provider (dossier),
// module.unknown (module, how many), module.other (module, its provider) for another one's,
// module.required (dossier) when nothing tells.
Result<DossierPart> part_of_dossier(const Context& context, const std::string& module,
                                    const std::string& writer,
                                    const domain::FundingRequest& request);

} // namespace myatlas::services
