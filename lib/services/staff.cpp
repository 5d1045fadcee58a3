#include "services/staff.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "util/secret_hash.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

using domain::Employee;
using util::fold;
using util::secret_hash;

std::string folded_name(const Employee& employee)
{
  return fold(domain::full_name(employee));
}

std::string folded_birth_name(const Employee& employee)
{
  return fold(employee.first_name + " " + employee.birth_name);
}

// The texts that are kept of one, in the order they are kept in.
template <typename EmployeeType>
auto texts_of(EmployeeType& employee)
{
  return std::array{&employee.first_name, &employee.birth_name, &employee.used_name,
                    &employee.staff_number};
}

std::uint16_t size_of_text(const std::string* text)
{
  return static_cast<std::uint16_t>(text->size());
}

Employee born_on(std::int32_t day)
{
  return {.siret = domain::Siret::of_checked(0), .birth_date = domain::Date::of_days(day)};
}

bool is_called(const Employee& employee, const std::string& folded)
{
  return folded_name(employee) == folded || folded_birth_name(employee) == folded;
}

// Where the first that is not below a hash stands, when hashes are spread evenly.
std::ptrdiff_t guessed_place(std::uint64_t hash, std::size_t count)
{
  const double share = std::ldexp(static_cast<double>(hash), -64); // from 0 to 1
  return static_cast<std::ptrdiff_t>(share * static_cast<double>(count));
}

} // namespace

void Staff::add(const Employee& employee)
{
  const auto place = static_cast<std::uint32_t>(m_members.size());
  add_texts(employee);
  if (!employee.staff_number.empty()) {
    m_numbers.push_back({secret_hash(employee.staff_number), place});
  }
  add_names(employee, place);
}

void Staff::add_texts(const Employee& employee)
{
  const auto texts = texts_of(employee);
  Member member{static_cast<std::uint32_t>(m_texts.size()), {}, employee.birth_date.days()};
  std::ranges::transform(texts, member.sizes.begin(), size_of_text);
  m_members.push_back(member);
  for (const std::string* text : texts) {
    m_texts += *text;
  }
}

void Staff::add_names(const Employee& employee, std::uint32_t place)
{
  m_names.push_back({secret_hash(folded_name(employee)), place});
  if (!employee.used_name.empty()) {
    m_names.push_back({secret_hash(folded_birth_name(employee)), place});
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
  Employee employee = born_on(member.born);
  const auto texts = texts_of(employee);
  std::size_t begin = member.begin;
  for (std::size_t i = 0; i < texts.size(); begin += member.sizes[i++]) {
    *texts[i] = m_texts.substr(begin, member.sizes[i]);
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
  const auto near = begin + guessed_place(hash, entries.size());
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

std::span<const Staff::Entry> Staff::of_hash(const std::vector<Entry>& entries, std::uint64_t hash)
{
  const auto begin = entries.begin() + static_cast<std::ptrdiff_t>(first_of(entries, hash));
  const auto is_other = [hash](const Entry& entry) { return entry.hash != hash; };
  return {begin, std::find_if(begin, entries.end(), is_other)};
}

// The members of a hash that are what is looked for, each once.
template <typename Is>
Staff::Places Staff::find(const std::vector<Entry>& entries, std::string_view key, Is is) const
{
  Places found;
  for (const auto& [hash, member] : of_hash(entries, secret_hash(key))) {
    if ((found.empty() || found.back() != member) && is(named(member))) {
      found.push_back(member);
    }
  }
  return found;
}

Staff::Places Staff::with_number(std::string_view number) const
{
  return find(m_numbers, number, [&](const Employee& one) { return one.staff_number == number; });
}

Staff::Places Staff::with_name(std::string_view who) const
{
  const std::string folded = fold(who);
  return find(m_names, folded, [&](const Employee& one) { return is_called(one, folded); });
}

Staff::Places Staff::meant_by(std::string_view who) const
{
  const std::string_view number = util::trim(who);
  const Places numbered = number.empty() ? Places() : with_number(number);
  return numbered.empty() ? with_name(who) : numbered;
}

util::Result<std::size_t> Staff::place_of(std::string_view who) const
{
  const Places found = meant_by(who);
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

Staff::Places Staff::with_full_name(const std::string& folded) const
{
  return find(m_names, folded, [&](const Employee& one) { return folded_name(one) == folded; });
}

bool Staff::has(std::string_view full_name) const
{
  return !with_full_name(util::fold(full_name)).empty();
}

} // namespace myatlas::services
