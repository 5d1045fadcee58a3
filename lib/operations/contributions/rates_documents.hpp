#pragma once

#include <string>

#include "domain/contributions/rates.hpp"
#include "formats/json/json.hpp"
#include "operations/outcomes.hpp"

// What is told of a rate table.
namespace myatlas::operations {

// Which of its figures; empty: all.
struct RatesAsked
{
  std::string contribution, year;

  bool is_all() const { return contribution.empty() && year.empty(); }
};

// A table as it was read, and as it stands.
struct RatesRead
{
  domain::RateTable table;
  std::string text;
};

// An empty file: the table of the program. As formats::read_rates and util::read_file fail.
Result<RatesRead> read_rates_in(const std::string& file);

// The figures of a table that were asked for, with what they rest on. contribution.unknown,
// rates.year (year, first, last) at their members.
Result<formats::Json> rates_shown(const RatesRead& rates, const RatesAsked& asked);

// Of a table that can be used: rates.faulty.
Result<formats::Json> rates_checked(const RatesRead& rates, const RatesAsked& asked);

} // namespace myatlas::operations
