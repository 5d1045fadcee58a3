#include "services/files/known_employees.hpp"
#include "domain/companies/company.hpp"
#include "store/store.hpp"

namespace myatlas::services {

namespace {

using domain::Employee;

template <typename Marks>
void drop(Marks& marks, const std::string& key, const std::string& identity)
{
  auto [next, end] = marks.equal_range(key);
  while (next != end) {
    const auto one = next++;
    if (one->second == identity) {
      marks.erase(one);
    }
  }
}

} // namespace

void KnownEmployees::add(Company& company, const Employee& employee)
{
  const std::string identity = domain::identity_of(employee);
  company.identities.insert(identity);
  company.by_person.emplace(domain::person_key(employee), identity);
  if (employee.nir) {
    company.by_nir.emplace(employee.nir->text(), identity);
  }
}

KnownEmployees::Company& KnownEmployees::company_of(domain::Siren siren)
{
  const auto [found, is_new] = m_companies.try_emplace(siren);
  if (is_new) {
    m_rest();
    read(siren, found->second);
  }
  return found->second;
}

void KnownEmployees::read(domain::Siren siren, Company& company) const
{
  const auto take = [&company](const Employee& employee) {
    add(company, employee);
    return true;
  };
  m_employees.for_each(store::Perimeter::all(), take, siren);
}

std::optional<Employee> KnownEmployees::otherwise(const Employee& row)
{
  Company& company = company_of(row.siret.siren());
  const std::string nir = row.nir ? row.nir->text() : std::string();
  if (drop_named(company, row, nir)) {
    return std::nullopt;
  }
  if (auto known = same_in(company.by_nir, nir, row)) {
    return known;
  }
  return same_in(company.by_person, domain::person_key(row), row);
}

// Whom a row names is not another row's person; whether it names one whom the store had.
bool KnownEmployees::drop_named(Company& company, const Employee& row, const std::string& nir)
{
  const std::string identity = domain::identity_of(row);
  const bool is_named = company.identities.contains(identity);
  if (is_named) {
    drop(company.by_person, domain::person_key(row), identity);
    drop(company.by_nir, nir, identity);
  }
  return is_named;
}

// The first under a key who is the person of the row.
std::optional<Employee> KnownEmployees::same_in(const By<std::string>& marks,
                                                const std::string& key, const Employee& row)
{
  const auto [from, end] = marks.equal_range(key);
  for (auto one = from; one != end; ++one) {
    if (auto known = same_as(one->second, row)) {
      return known;
    }
  }
  return std::nullopt;
}

std::optional<Employee> KnownEmployees::same_as(const std::string& identity, const Employee& row)
{
  m_rest();
  auto known = m_employees.find(row.siret.siren(), identity); // gone where it was renamed since
  return known && domain::is_same_person(*known, row) ? known : std::nullopt;
}

void KnownEmployees::renamed(const Employee& was, const Employee& is)
{
  Company& company = company_of(is.siret.siren());
  company.identities.erase(domain::identity_of(was));
  add(company, is);
}

} // namespace myatlas::services
