#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "domain/companies/company.hpp"
#include "store/store.hpp"
#include "store/tables/employees.hpp"
#include "util/secret_hash.hpp"

namespace myatlas::services {

// The employees the store had before a file, to know again one whom the file tells by another
// number, or by none (domain::is_same_person). Read once for each company the file names.
class KnownEmployees
{
public:
  // `rest` is called before the store is asked, which is being written.
  KnownEmployees(const store::Employees& employees, std::function<void()> rest)
    : m_employees(employees), m_rest(std::move(rest))
  {
  }

  // The person of a row as the store has it, where that is under another identity, which the file
  // did not name.
  std::optional<domain::Employee> otherwise(const domain::Employee& row);
  void renamed(const domain::Employee& was, const domain::Employee& is);

private:
  template <typename Value>
  using By = std::unordered_multimap<std::string, Value, util::SecretHash>;
  struct Company
  {
    std::unordered_set<std::string, util::SecretHash> identities;
    By<std::string> by_person, by_nir; // the identity
  };

  Company& company_of(domain::Siren siren);
  void read(domain::Siren siren, Company& company) const;
  static bool drop_named(Company& company, const domain::Employee& row, const std::string& nir);
  std::optional<domain::Employee> same_in(const By<std::string>& marks, const std::string& key,
                                          const domain::Employee& row);
  std::optional<domain::Employee> same_as(const std::string& identity, const domain::Employee& row);
  static void add(Company& company, const domain::Employee& employee);

  const store::Employees& m_employees;
  std::function<void()> m_rest;
  std::map<domain::Siren, Company> m_companies;
};

} // namespace myatlas::services
