#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/companies/company.hpp"
#include "store/engine.hpp"

namespace myatlas::store {

// What the OPCO knows (référentiel): companies, their declared payroll by year, their
// establishments.
class Register
{
public:
  explicit Register(Engine& engine) : m_engine(engine) {}

  std::optional<domain::Company> company(domain::Siren siren) const;
  std::optional<domain::Company> company_with_code(std::string_view member_code) const;
  bool has_companies() const;
  std::vector<domain::DeclaredPayroll> payrolls(domain::Siren siren) const;

  std::optional<domain::PayrollParts> payroll_parts(domain::Siren siren, int year) const;

  std::optional<domain::Establishment> establishment(domain::Siret siret) const;
  std::vector<domain::Establishment> establishments_of(domain::Siren siren) const;
  std::vector<domain::Establishment> establishments() const; // all, by SIRET
  std::vector<domain::Establishment>
  establishments_reached_by(std::string_view account, domain::Date day,
                            std::optional<domain::Siren> company = {}) const;
  bool knows(domain::Siret siret) const;
  bool is_closed(domain::Siret siret) const; // known to be

  // All companies by SIREN: what a file is checked against without asking for each row.
  void each_company(
    const std::function<void(domain::Siren, const std::string& member_code)>& each) const;

  // Rows in bulk; `columns` are those of the table `establishment` to write, the key first.
  std::unique_ptr<BulkWriter> load_establishments(const std::vector<std::string_view>& columns,
                                                  BulkMode mode);
  // `columns` of company_payroll, siren and year first.
  // Of companies that are not known yet, and what they declared: "siren", "year", "amount".
  std::unique_ptr<BulkWriter> load_new_companies();
  static void put(BulkWriter& writer, const domain::Company& company);
  std::unique_ptr<BulkWriter> load_first_payrolls();
  std::unique_ptr<BulkWriter> load_payrolls(const std::vector<std::string_view>& columns,
                                            BulkMode mode);
  void add_establishment(const domain::Establishment& establishment); // one that is not known yet
  // Activity numbers the public list of training bodies has of a company; none when it was not
  // imported or lacks it.
  std::vector<std::string> activity_numbers(domain::Siren siren) const;
  void add_activity_number(domain::Siren siren, std::string_view number);
  bool put_company(const domain::Company& company); // false: it was so already
  bool put_payroll(domain::Siren siren,
                   const domain::DeclaredPayroll& payroll); // false: it was so already

private:
  Engine& m_engine;
};

} // namespace myatlas::store
