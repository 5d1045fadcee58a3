#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/companies/employee.hpp"
#include "util/result.hpp"

namespace myatlas::services {

// The employees (salariés) of a company as people name them: by staff number or by name. An
// employee takes some ninety bytes, and is found without looking at the others.
class Staff
{
public:
  struct Person
  {
    std::string name, identity; // domain::full_name, domain::identity_of
  };

  void add(const domain::Employee& employee);
  void close(); // after the last

  bool empty() const { return m_members.empty(); }
  std::size_t size() const { return m_members.size(); }

  // The place among those added of the one of that staff number or, where nobody has it, of that
  // name: the one used or the one at birth. employee.unknown, employee.several (who).
  util::Result<std::size_t> place_of(std::string_view who) const;
  Person person(std::size_t place) const;

  bool has(std::string_view full_name) const; // accents and capitals apart

private:
  // Where the texts of one begin, and how long each is.
  struct Member
  {
    std::uint32_t begin;
    std::array<std::uint16_t, 4> sizes; // first name, name at birth, name used, staff number
    std::int32_t born;
  };
  struct Entry
  {
    std::uint64_t hash;
    std::uint32_t member;

    auto operator<=>(const Entry&) const = default;
  };

  domain::Employee named(std::size_t place) const; // its names, number and day of birth
  static std::size_t first_of(const std::vector<Entry>& entries, std::uint64_t hash);
  using Places = std::vector<std::uint32_t>;

  void add_texts(const domain::Employee& employee);
  void add_names(const domain::Employee& employee, std::uint32_t place);
  static std::span<const Entry> of_hash(const std::vector<Entry>& entries, std::uint64_t hash);
  Places with_number(std::string_view number) const;
  Places with_name(std::string_view who) const;
  Places with_full_name(const std::string& folded) const;
  Places meant_by(std::string_view who) const;
  template <typename Is>
  Places find(const std::vector<Entry>& entries, std::string_view key, Is is) const;

  std::string m_texts;
  std::vector<Member> m_members;
  std::vector<Entry> m_numbers, m_names; // by their hash
};

} // namespace myatlas::services
