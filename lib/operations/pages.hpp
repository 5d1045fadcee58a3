#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/values/siret.hpp"
#include "operations/outcomes.hpp"
#include "services/context.hpp"

// What lists are asked.
namespace myatlas::operations {

// "20": "limit.form" (text).
Result<std::int64_t> parse_limit(std::string_view text);

// The company a list is asked for; none where none is. company.unknown and the like, at "company".
Result<std::optional<domain::Siren>> company_named(const services::Context& context,
                                                   const std::string& text);

// When that day begins where the store is; nothing without one.
std::optional<util::Instant> begin_of_day(const services::Context& context,
                                          const std::optional<domain::Date>& day);

} // namespace myatlas::operations
