#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/companies/employee.hpp"
#include "formats/tables/columns.hpp"
#include "formats/tables/row_columns.hpp"
#include "store/engine.hpp"
#include "store/tables/perimeter.hpp"
#include "util/crypto.hpp"

namespace myatlas::store {

// A column of a file of employees by the store's name for it. One that a file may leave out has
// what stands in it, but for the NIR, which is sealed.
struct EmployeeText
{
  enum class Kind
  {
    always,
    optional,
    sealed,
  };
  formats::EmployeeColumn in_file;
  std::string_view column;
  Kind kind = Kind::always;
  std::string_view (*value)(const domain::Employee&) = nullptr;
};

// Employees (salariés) of companies. A NIR is sealed with the key beside the store.
class Employees
{
public:
  Employees(Engine& engine, const util::Key& key) : m_engine(engine), m_key(key) {}

  std::optional<domain::Employee> find(domain::Siren owner,
                                       std::string_view identity) const; // see domain::identity_of
  // One of the company who is the same person (domain::is_same_person) under another identity.
  std::optional<domain::Employee> find_same(const domain::Employee& employee) const;
  void put(const domain::Employee& employee); // new, or again by its identity
  // Takes the person to another identity, and number, before it is put again by that one.
  void rename(const domain::Employee& was, const domain::Employee& is);
  bool any() const;

  static std::string exported_columns(); // for a statement, as a file has them
  // Those a file tells besides what every file has: the others keep what the store holds.
  static std::vector<EmployeeText> told_in(const formats::Header& header);

  // From a file: the columns of an employee that it tells, besides those every file has.
  std::unique_ptr<BulkWriter> load(const std::vector<EmployeeText>& told, BulkMode mode);
  // `sealed`: what seal() made of the NIR, or what stands in the store when it is that one.
  static void put(BulkWriter& writer, const domain::Employee& employee,
                  const std::vector<EmployeeText>& told, std::string_view sealed);
  std::string seal(const domain::Nir& nir) const; // another text each time
  // The sealed NIR of one the store has, if it is this one.
  std::optional<std::string> sealed(domain::Siren owner, std::string_view identity,
                                    const domain::Nir& nir) const;

  bool remove(domain::Siren owner, std::string_view identity); // false: it was not there

  // Those of the establishments the perimeter sees, by company and identity, until `each` answers
  // false.
  void for_each(const Perimeter& seen_by, const std::function<bool(const domain::Employee&)>& each,
                std::optional<domain::Siren> company = {}) const;
  // The same of one company, by what people name them by: establishment, staff number, names and
  // day of birth. The rest is empty: what is sealed stays so, and half of the columns are not read.
  void for_each_name(const Perimeter& seen_by, domain::Siren company,
                     const std::function<void(const domain::Employee&)>& each) const;

private:
  Engine& m_engine;
  const util::Key& m_key;
};

} // namespace myatlas::store
