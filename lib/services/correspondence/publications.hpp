#pragma once

#include <string>
#include <vector>

#include "domain/correspondence/publication.hpp"
#include "services/context.hpp"
#include "store/tables/publications.hpp"

namespace myatlas::services {

// A publication as typed. Empty: not given.
struct PublicationForm
{
  std::string kind, title, summary, branch, url, buyer, contract_type, reference, deadline, place,
    platform, lots;
};

// Publishes, and alerts those who want to know: field.required, publication.kind_unknown,
// publication.only_tender (member), time.zoned, publication.deadline_past (deadline), text.*,
// idcc.form, publication.url (text).
Result<domain::Publication> publish(const Context& context, const PublicationForm& form);

// Takes a publication back: publication.unknown, publication.withdrawn.
Result<domain::Publication> withdraw(const Context& context, const std::string& number);

std::vector<domain::Publication> list_publications(const Context& context,
                                                   const store::PublicationFilter& filter);
Result<domain::Publication> show_publication(const Context& context,
                                             const std::string& number); // publication.unknown

} // namespace myatlas::services
