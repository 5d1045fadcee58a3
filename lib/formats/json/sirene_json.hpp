#pragma once

#include <optional>
#include <string_view>

#include "domain/companies/sirene.hpp"
#include "formats/json/json.hpp"

namespace myatlas::formats {

// Answers of the two public services of the register, doc/sources/public-register.md. Nothing when
// the SIRET is not there; register.answer (what is wrong) when the answer is not one of theirs.
util::Result<std::optional<domain::SireneEstablishment>>
read_recherche(std::string_view text, domain::Siret asked); // recherche-entreprises
util::Result<std::optional<domain::SireneEstablishment>>
read_insee(std::string_view text, domain::Siret asked); // Sirene 3.11

// An answer as it is kept and shown, and back.
Json to_json(const domain::SireneEstablishment& establishment);
domain::SireneEstablishment sirene_from(const Json& json);

} // namespace myatlas::formats
