#include "services/staff.hpp"

#include <algorithm>
#include <cmath>

#include "util/secret_hash.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

using domain::Employee;

std::string folded_name(const Employee& employee)
{
  return util::fold(domain::full_name(employee));
}

std::string folded_birth_name(const Employee& employee)
{
  return util::fold(employee.first_name + " " + employee.birth_name);
}

} // namespace

void Staff::add(const Employee& employee)
{
  const auto size = [](const std::string& text) { return static_cast<std::uint16_t>(text.size()); };
  const auto place = static_cast<std::uint32_t>(m_members.size());
  m_members.push_back({.begin = static_cast<std::uint32_t>(m_texts.size()),
                       .first = size(employee.first_name),
                       .birth = size(employee.birth_name),
                       .used = size(employee.used_name),
                       .number = size(employee.staff_number),
                       .born = employee.birth_date.days()});
  for (const std::string* text :
       {&employee.first_name, &employee.birth_name, &employee.used_name, &employee.staff_number}) {
    m_texts += *text;
  }
  if (!employee.staff_number.empty()) {
    m_numbers.push_back({util::secret_hash(employee.staff_number), place});
  }
  m_names.push_back({util::secret_hash(folded_name(employee)), place});
  if (!employee.used_name.empty()) {
    m_names.push_back({util::secret_hash(folded_birth_name(employee)), place});
  }
}

void Staff::close()
{
  std::ranges::sort(m_numbers);
  std::ranges::sort(m_names);
}

Employee Staff::named(std::size_t place) const
{
  const Member& member = m_members[place];
  std::string_view rest = std::string_view(m_texts).substr(member.begin);
  const auto next = [&rest](std::size_t size) {
    const std::string text(rest.substr(0, size));
    rest.remove_prefix(size);
    return text;
  };
  Employee employee{.siret = domain::Siret::of_checked(0),
                    .birth_date = domain::Date::of_days(member.born)};
  for (const auto& [text, size] : {std::pair{&employee.first_name, member.first},
                                   {&employee.birth_name, member.birth},
                                   {&employee.used_name, member.used},
                                   {&employee.staff_number, member.number}}) {
    *text = next(size);
  }
  return employee;
}

// Hashes are spread evenly: the first of them that is not below this one stands where its share of
// all hashes says, or near it.
std::size_t Staff::first_of(const std::vector<Entry>& entries, std::uint64_t hash)
{
  const auto is_below = [hash](const Entry& entry) { return entry.hash < hash; };
  const auto begin = entries.begin();
  auto low = begin, high = entries.end();
  const double share = std::ldexp(static_cast<double>(hash), -64); // from 0 to 1
  const auto near =
    begin + static_cast<std::ptrdiff_t>(share * static_cast<double>(entries.size()));
  for (std::ptrdiff_t step = 8;; step *= 4) { // outwards from there
    const bool is_after_low = near - low <= step || is_below(*(near - step));
    const bool is_before_high = high - near <= step || !is_below(*(near + step));
    if (is_after_low && is_before_high) {
      low = near - low <= step ? low : near - step;
      high = high - near <= step ? high : near + step;
      return static_cast<std::size_t>(std::partition_point(low, high, is_below) - begin);
    }
  }
}

// The members of a hash that are what is looked for, each once.
template <typename Is>
std::vector<std::uint32_t> Staff::find(const std::vector<Entry>& entries, std::string_view key,
                                       Is is) const
{
  std::vector<std::uint32_t> found;
  const std::uint64_t hash = util::secret_hash(key);
  for (std::size_t i = first_of(entries, hash); i < entries.size() && entries[i].hash == hash;
       ++i) {
    const std::uint32_t member = entries[i].member;
    if ((found.empty() || found.back() != member) && is(named(member))) {
      found.push_back(member);
    }
  }
  return found;
}

util::Result<std::size_t> Staff::place_of(std::string_view who) const
{
  const std::string_view number = util::trim(who);
  std::vector<std::uint32_t> found;
  if (!number.empty()) {
    found =
      find(m_numbers, number, [&](const Employee& one) { return one.staff_number == number; });
  }
  if (found.empty()) {
    const std::string folded = util::fold(who);
    found = find(m_names, folded, [&](const Employee& one) {
      return folded_name(one) == folded || folded_birth_name(one) == folded;
    });
  }
  if (found.size() != 1) {
    return util::Error{found.empty() ? "employee.unknown" : "employee.several", {std::string(who)}};
  }
  return std::size_t{found.front()};
}

Staff::Person Staff::person(std::size_t place) const
{
  const Employee employee = named(place);
  return {domain::full_name(employee), domain::identity_of(employee)};
}

bool Staff::has(std::string_view full_name) const
{
  const std::string folded = util::fold(full_name);
  return !find(m_names, folded, [&](const Employee& one) {
            return folded_name(one) == folded;
          }).empty();
}

} // namespace myatlas::services
