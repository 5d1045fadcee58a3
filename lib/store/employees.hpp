#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "domain/employee.hpp"
#include "store/engine.hpp"
#include "store/perimeter.hpp"
#include "util/crypto.hpp"

namespace myatlas::store {

// Employees (salariés) of companies. A NIR is sealed with the key beside the store.
class Employees
{
public:
  Employees(Engine& engine, const util::Key& key) : m_engine(engine), m_key(key) {}

  std::optional<domain::Employee> find(domain::Siren owner, std::string_view identity) const; // see domain::identity_of
  void put(const domain::Employee& employee); // new, or again by its identity
  bool remove(domain::Siren owner, std::string_view identity); // false: it was not there

  // Those of the establishments the perimeter sees, by company and identity, until `each` answers false.
  void for_each(const Perimeter& seen_by, const std::function<bool(const domain::Employee&)>& each, std::optional<domain::Siren> company = {}) const;

private:
  domain::Employee employee_of(const Row& row) const;

  Engine& m_engine;
  const util::Key& m_key;
};

} // namespace myatlas::store
