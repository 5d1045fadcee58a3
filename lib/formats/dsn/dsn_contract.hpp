#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "domain/values/date.hpp"
#include "domain/values/money.hpp"

namespace myatlas::formats {

// A contract of a person in a DSN (S21.G00.40), and pay for one (S21.G00.51).
struct DsnContract
{
  std::string number, nature, device, reference, worked; // the last two: quotas of time
  std::optional<domain::Date> start, end;
};

struct DsnPay
{
  std::string contract, type;
  std::optional<domain::Money> amount;
};

template <std::size_t N>
bool is_one_of(std::string_view text, const std::string_view (&words)[N])
{
  return std::ranges::find(words, text) != std::end(words);
}

std::optional<domain::Date> dsn_date(std::string_view text); // "28022026"; none when it is no day

bool is_apprentice(const DsnContract& contract);
bool is_fixed_term(const DsnContract& contract); // of private or public law

// Whether it is open on the last day of the month; an internship is none.
bool is_open(const DsnContract& contract, domain::Month month);

// What it counts for in the headcount, in hundredths of a person: part-time pro rata, nothing for
// an apprentice, a professionalisation contract, a temporary worker or a company officer (L1111-3).
std::int64_t share_of(const DsnContract& contract);

} // namespace myatlas::formats
