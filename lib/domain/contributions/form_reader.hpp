#pragma once

#include <optional>
#include <string>

#include "domain/contributions/headcount.hpp"
#include "domain/contributions/pay_form.hpp"
#include "util/result.hpp"

namespace myatlas::domain {

// Reads the members of one form; what is wrong goes to `problems` under the member's name.
class FormReader
{
public:
  FormReader(util::Errors& problems, std::string prefix)
    : m_problems(problems), m_prefix(std::move(prefix))
  {
  }

  template <typename T, typename Parse>
  std::optional<T> value(const std::string& text, Parse parse, const char* name)
  {
    return text.empty() ? std::nullopt
                        : util::collect(util::Result<T>(parse(text)), m_problems, m_prefix + name);
  }

  Money money(const std::string& text, const char* name)
  {
    return value<Money>(text, parse_non_negative, name).value_or(Money{});
  }

  std::optional<std::int64_t> people(const std::string& text, const char* name)
  {
    return value<std::int64_t>(text, parse_headcount, name);
  }

  Pay pay(const PayForm& form)
  {
    return {money(form.payroll, "payroll"), money(form.cdd_payroll, "cdd_payroll"),
            money(form.cdd_exempt_payroll, "cdd_exempt_payroll"),
            money(form.apprentice_payroll, "apprentice_payroll"),
            money(form.alsace_moselle_payroll, "alsace_moselle_payroll")};
  }

  void required(const char* name) { problem({"field.required", {name}}, name); }

  void problem(util::Error error, const char* name)
  {
    m_problems.push_back(error.at(m_prefix + name));
  }

private:
  util::Errors& m_problems;
  std::string m_prefix;
};

} // namespace myatlas::domain
