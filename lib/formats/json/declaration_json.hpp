#pragma once

#include <optional>
#include <vector>

#include "domain/companies/company.hpp"
#include "domain/contributions/declaration.hpp"
#include "formats/json/json.hpp"

namespace myatlas::formats {

// schemas/declaration.v1.json and receipt.v1.json; before tax.
Json to_json(const domain::Declaration& declaration);
Json to_json(const domain::DeclarationChange& change);
using DeclarationHistory = std::vector<domain::DeclarationChange>;
Json receipt_document(const domain::Receipt& receipt, const domain::Declaration& declaration,
                      const DeclarationHistory& history,
                      const std::optional<domain::Company>& company, const util::TimeZone& zone);

} // namespace myatlas::formats
