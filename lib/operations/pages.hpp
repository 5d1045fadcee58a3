#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/values/siret.hpp"
#include "formats/json/shape_members.hpp"
#include "operations/outcomes.hpp"
#include "services/context.hpp"
#include "util/try.hpp"

// What lists are asked.
namespace myatlas::operations {

// "20": "limit.form" (text).
Result<std::int64_t> parse_limit(std::string_view text);

// The company a list is asked for; none where none is. company.unknown and the like, at "company".
Result<std::optional<domain::Siren>> company_named(const services::Context& context,
                                                   const std::string& text);

// A list of which nothing else is asked.
struct OfCompany
{
  std::string company; // empty: of all
};

// Those of the company a list is asked for; as company_named fails.
template <typename Records, typename SirenOf>
Result<Records> those_of_company(const services::Context& context, Result<Records> found,
                                 const std::string& company, SirenOf siren_of)
{
  TRY_ASSIGN(const auto asked, company_named(context, company));
  TRY_ASSIGN(Records records, std::move(found));
  if (asked) {
    std::erase_if(records, [&](const auto& record) { return siren_of(record) != *asked; });
  }
  return records;
}

// When that day begins where the store is; nothing without one.
std::optional<util::Instant> begin_of_day(const services::Context& context,
                                          const std::optional<domain::Date>& day);

} // namespace myatlas::operations

template <>
struct myatlas::formats::Shape<myatlas::operations::OfCompany>
{
  static constexpr std::tuple k_members = {member("company", &operations::OfCompany::company)};
};
