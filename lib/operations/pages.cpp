#include "operations/pages.hpp"

#include "services/companies/companies.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::operations {

bool is_limit(std::string_view text)
{
  return util::is_digits(text) && text.size() <= 6 && text.find_first_not_of('0') != text.npos;
}

Result<std::int64_t> parse_limit(std::string_view text)
{
  if (!is_limit(text)) {
    return Error{"limit.form", {std::string(text)}};
  }
  return std::stoll(std::string(text));
}

Result<std::optional<domain::Siren>> company_named(const services::Context& context,
                                                   const std::string& text)
{
  if (text.empty()) {
    return std::optional<domain::Siren>();
  }
  TRY_ASSIGN(const domain::Siren siren,
             services::company_asked_for(context, text).or_at("company"));
  return std::optional(siren);
}

std::optional<util::Instant> begin_of_day(const services::Context& context,
                                          const std::optional<domain::Date>& day)
{
  return day ? std::optional(domain::begin_of(*day, context.zone)) : std::nullopt;
}

} // namespace myatlas::operations
