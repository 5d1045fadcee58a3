#include "services/files/known_employees.hpp"

#include <initializer_list>

namespace myatlas::services {

namespace {

template <typename Marks>
void drop(Marks& marks, const std::string& key, const std::string& identity)
{
  const auto [from, end] = marks.equal_range(key);
  for (auto one = from; one != end;) {
    one = one->second == identity ? marks.erase(one) : std::next(one);
  }
}

} // namespace

void KnownEmployees::add(Company& company, const domain::Employee& employee)
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
    m_employees.for_each(
      store::Perimeter::all(),
      [&company = found->second](const domain::Employee& employee) {
        add(company, employee);
        return true;
      },
      siren);
  }
  return found->second;
}

std::optional<domain::Employee> KnownEmployees::otherwise(const domain::Employee& row)
{
  const domain::Siren siren = row.siret.siren();
  Company& company = company_of(siren);
  const std::string identity = domain::identity_of(row),
                    nir = row.nir ? row.nir->text() : std::string();
  if (company.identities.contains(identity)) { // whom a row names is not another row's person
    drop(company.by_person, domain::person_key(row), identity);
    drop(company.by_nir, nir, identity);
    return std::nullopt;
  }
  for (const auto& [from, end] :
       {company.by_nir.equal_range(nir), company.by_person.equal_range(domain::person_key(row))}) {
    for (auto one = from; one != end; ++one) {
      m_rest();
      auto known = m_employees.find(siren, one->second); // gone where it was renamed since
      if (known && domain::is_same_person(*known, row)) {
        return known;
      }
    }
  }
  return std::nullopt;
}

void KnownEmployees::renamed(const domain::Employee& was, const domain::Employee& is)
{
  Company& company = company_of(is.siret.siren());
  company.identities.erase(domain::identity_of(was));
  add(company, is);
}

} // namespace myatlas::services
