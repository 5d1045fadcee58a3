#pragma once

#include <optional>
#include <string>

#include "domain/companies/company_form.hpp"
#include "domain/values/date.hpp"
#include "domain/values/person.hpp"
#include "domain/values/siret.hpp"

namespace myatlas::domain {

enum class Sex
{
  male,
  female,
};

const char* to_text(Sex sex); // "M", "F"

// Of what people write for it: M, H, homme, 1; F, femme, 2… "employee.sex" (text).
util::Result<Sex> parse_sex(std::string_view text);

// A company's employee (salarié). The portal publishes no list of fields: these are what funding
// requests ask for.
struct Employee
{
  Siret siret = Siret::of_checked(0); // the establishment
  std::string staff_number = {};      // matricule; empty: none given
  std::string birth_name = {}, used_name = {}, first_name = {};
  std::optional<Sex> sex = {};
  Date birth_date = Date::of_days(0);
  std::optional<Nir> nir = {}; // none: not told
  std::string email = {}, contract = {}, job = {}, status = {};

  bool operator==(const Employee&) const = default;
};

std::string full_name(const Employee& employee); // first name and the name used

// "Petit, Luc, 1990-05-12": name at birth, first name, date of birth, each as it was typed.
// "employee.form" (text).
util::Result<EmployeeForm> read_new_employee(std::string_view text);

// Whether a NIR says the sex, the year and the month of birth that are told; its first digit and
// months above 12 (born abroad, provisional) say nothing. "nir.coherence" (masked). Source: décret
// 82-103, INSEE.
util::Outcome check_nir(const Nir& nir, std::optional<Sex> sex, Date birth);

// Whether a NIR says the department of birth ("75", "2A", "971", "99" abroad). Corsica was 20 until
// 1975, and the Seine (75) and the Seine-et-Oise (78) were divided in 1968; provisional numbers say
// nothing. "nir.department" (masked, department).
util::Outcome check_nir_department(const Nir& nir, std::string_view department, Date birth);

// What tells an employee from the others of a company: the number the employer gave, else names and
// birth date, accents and capitals apart.
std::string identity_of(const Employee& employee);

// Names at birth and birth date, accents and capitals apart: of a person whose number is not told.
std::string person_key(const Employee& employee);

// Whether two of a company are one person, whatever numbers they have: by their NIRs where both are
// told, else by names and birth date.
bool is_same_person(const Employee& one, const Employee& other);

} // namespace myatlas::domain
