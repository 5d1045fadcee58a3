#include "services/companies/employees.hpp"

#include <doctest/doctest.h>

#include "services/companies/access.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

const util::Secret k_no_nir;

domain::EmployeeForm person(const char* first, const char* last, const char* born = "1985-05-14")
{
  domain::EmployeeForm form;
  form.siret = k_altea;
  form.first_name = first;
  form.birth_name = last;
  form.birth_date = born;
  return form;
}

// Altéa's Jeanne Martin, number 00042.
struct WithJeanne : World
{
  WithJeanne()
  {
    domain::EmployeeForm form = person("Jeanne", "Martin");
    form.staff_number = "00042";
    done(add_employee(anne(), form, k_no_nir));
  }
  std::vector<std::string> names()
  {
    std::vector<std::string> found;
    for (const domain::Employee& one : done(list_employees(anne(), ""))) {
      found.push_back(domain::full_name(one));
    }
    return found;
  }
};

} // namespace

TEST_CASE("an employee has an establishment, two names and a birth date; all that lacks is told")
{
  World world;
  CHECK(codes_of(add_employee(world.anne(), {}, k_no_nir)) ==
        "field.required, field.required, field.required, field.required");
  CHECK(add_employee(world.anne(), person("Luc", "Petit"), k_no_nir));
}

TEST_CASE("an employee is added where one manages, and nowhere else")
{
  World world;
  domain::EmployeeForm form = person("Luc", "Petit");
  form.siret = k_birch;
  CHECK(told_by(add_employee(world.anne(), form, k_no_nir)) ==
        "siret: employee.establishment 51234567900017");
  world.add_account("leo@compta.fr", {domain::Profile::member});
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "reader", ""}));
  form.siret = k_altea;
  CHECK(told_by(add_employee(world.as("leo@compta.fr"), form, k_no_nir)) ==
        "siret: access.reader 73282932000074");
  CHECK(codes_of(add_employee(world.paul(), form, k_no_nir)) == "profile.required");
}

TEST_CASE("the same person is not added twice: by number, or by names and birth date")
{
  WithJeanne world;
  domain::EmployeeForm same_number = person("Luc", "Petit");
  same_number.staff_number = "00042";
  CHECK(codes_of(add_employee(world.anne(), same_number, k_no_nir)) == "employee.exists");
  done(add_employee(world.anne(), person("Zoé", "Léger"), k_no_nir));
  CHECK(codes_of(add_employee(world.anne(), person("ZOE", "leger"), k_no_nir)) ==
        "employee.exists");
  CHECK(add_employee(world.anne(), person("Zoé", "Léger", "1985-05-15"), k_no_nir));
}

TEST_CASE("who has a number is the same person where none is told, and the other way round")
{
  WithJeanne world;
  CHECK(codes_of(add_employee(world.anne(), person("Jeanne", "MARTIN"), k_no_nir)) ==
        "employee.exists");
  done(add_employee(world.anne(), person("Luc", "Petit"), k_no_nir));
  domain::EmployeeForm numbered = person("Luc", "Petit");
  numbered.staff_number = "00043";
  CHECK(codes_of(add_employee(world.anne(), numbered, k_no_nir)) == "employee.exists");
  CHECK(world.names().size() == 2);
}

TEST_CASE("a NIR is one person's, and two of one name and day are told apart by it")
{
  World world;
  const auto added = [&](const char* first, const char* number, const char* nir) {
    domain::EmployeeForm form = person(first, "Petit", "1985-02-14");
    form.staff_number = number;
    return codes_of(add_employee(world.anne(), form, util::Secret(nir)));
  };
  CHECK(added("Luc", "1", "185022A00400133").empty());
  CHECK(added("Lucien", "2", "185022A00400133") == "employee.exists");
  CHECK(added("Luc", "2", "") == "employee.exists");
  CHECK(added("Luc", "2", "185022A00400232").empty());
}

TEST_CASE("somebody who is still to be born is no employee")
{
  World world;
  CHECK(told_by(add_employee(world.anne(), person("Luc", "Petit", "2026-03-03"), k_no_nir)) ==
        "birth_date: date.future 2026-03-03 2026-03-02");
  CHECK(add_employee(world.anne(), person("Luc", "Petit", "2026-03-02"), k_no_nir));
}

TEST_CASE("a NIR agrees with the sex, the year and the month of birth, and is not told when not")
{
  World world;
  const auto added = [&](const char* sex, const char* born, const char* nir) {
    domain::EmployeeForm form = person("Luc", "Petit", born);
    form.sex = sex;
    return add_employee(world.anne(), form, util::Secret(nir));
  };
  CHECK(codes_of(added("F", "1985-02-14", "185022A00400133")) == "nir.coherence");
  CHECK(codes_of(added("M", "1986-02-14", "185022A00400133")) == "nir.coherence");
  CHECK(codes_of(added("M", "1985-03-14", "185022A00400133")) == "nir.coherence");
  CHECK(told_by(added("F", "1985-02-14", "185022A00400133")).find("2A004") == std::string::npos);
  CHECK(codes_of(added("M", "1985-02-14", "185022A00400134")) == "nir.checksum");
  CHECK(done(added("M", "1985-02-14", "185022A00400133")).nir->text() == "185022A00400133");
}

TEST_CASE("an employee is found by number or name, and changed in what is given")
{
  WithJeanne world;
  domain::EmployeeForm form;
  form.job = "comptable";
  const domain::Employee changed =
    done(edit_employee(world.anne(), {"jeanne MARTIN", ""}, form, k_no_nir));
  CHECK(changed.job == "comptable");
  CHECK(changed.staff_number == "00042");
  CHECK(codes_of(edit_employee(world.anne(), {"00043", ""}, form, k_no_nir)) == "employee.unknown");
}

TEST_CASE("an employee is not changed to a blank")
{
  WithJeanne world;
  domain::EmployeeForm form;
  form.job = "comptable";
  form.birth_name = " ";
  CHECK(told_by(edit_employee(world.anne(), {"00042", ""}, form, k_no_nir)) ==
        "birth_name: field.required birth_name");
  CHECK(done(list_employees(world.anne(), "")).at(0).job.empty());
}

TEST_CASE("a name that two have asks for the number")
{
  WithJeanne world;
  done(add_employee(world.anne(), person("Jeanne", "Martin", "1990-01-01"), k_no_nir));
  CHECK(codes_of(remove_employee(world.anne(), {"Jeanne Martin", ""})) == "employee.several");
  CHECK(remove_employee(world.anne(), {"00042", ""}));
  CHECK(world.names() == std::vector<std::string>{"Jeanne Martin"});
}

TEST_CASE("who gets a number is the same person, and not one there was before")
{
  WithJeanne world;
  done(add_employee(world.anne(), person("Luc", "Petit"), k_no_nir));
  domain::EmployeeForm taken, free;
  taken.staff_number = "00042";
  free.staff_number = "00043";
  CHECK(codes_of(edit_employee(world.anne(), {"Luc Petit", ""}, taken, k_no_nir)) ==
        "employee.exists");
  done(edit_employee(world.anne(), {"Luc Petit", ""}, free, k_no_nir));
  CHECK(world.names().size() == 2);
}

TEST_CASE("an employee moves to another establishment that one manages")
{
  WithJeanne world;
  domain::EmployeeForm form;
  form.siret = k_altea_lyon;
  CHECK(codes_of(edit_employee(world.anne(), {"00042", ""}, form, k_no_nir)) ==
        "employee.establishment");
  world.attach(k_anne, k_altea_lyon);
  CHECK(done(edit_employee(world.anne(), {"00042", ""}, form, k_no_nir)).siret ==
        siret_of(k_altea_lyon));
}

TEST_CASE("each sees the employees of the establishments it reaches")
{
  WithJeanne world;
  world.add_account("leo@compta.fr", {domain::Profile::member});
  CHECK(done(list_employees(world.as("leo@compta.fr"), "")).empty());
  CHECK(codes_of(list_employees(world.as("leo@compta.fr"), k_altea)) == "company.unknown");
  CHECK(codes_of(list_employees(world.as("leo@compta.fr"), "A1")) == "company.unknown");
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "reader", ""}));
  CHECK(done(list_employees(world.as("leo@compta.fr"), "A1")).size() == 1);
  CHECK(done(list_employees(world.host(), "")).size() == 1);
  CHECK(codes_of(list_employees(world.nobody(), "")) == "session.required");
}

TEST_CASE("the audit keeps neither a NIR nor a birth date")
{
  World world;
  domain::EmployeeForm form = person("Luc", "Petit", "1985-02-14");
  done(add_employee(world.anne(), form, util::Secret("185022A00400133")));
  const store::AuditRow row = world.store().audit().list().back();
  CHECK(row.subject == "employee of 732829320");
  CHECK(row.after == R"({"siret":"73282932000074","nir":true})");
}

TEST_CASE("a trainee who is new is hired with the request, and one who is known is not hired twice")
{
  WithJeanne world;
  const std::string number = world.sent(training([](auto& form) {
    form.employees.clear();
    form.new_employees = {"Petit, Luc, 1990-05-12"};
  }));
  CHECK(world.dossier(number).trainees.at(0).name == "Luc Petit");
  CHECK(world.names() == std::vector<std::string>{"Jeanne Martin", "Luc Petit"});
  world.sent(training([](auto& form) {
    form.employees.clear();
    form.new_employees = {"PETIT, luc, 1990-05-12"};
  }));
  CHECK(world.names().size() == 2);
}

TEST_CASE("a trainee who is an employee with a number is not hired again")
{
  WithJeanne world;
  const std::string number = world.sent(training([](auto& form) {
    form.employees.clear();
    form.new_employees = {"Martin, Jeanne, 1985-05-14"};
  }));
  CHECK(world.names() == std::vector<std::string>{"Jeanne Martin"});
  CHECK(world.dossier(number).trainees.at(0).employee == "n:00042");
}

TEST_CASE("where the request is refused nobody is hired")
{
  WithJeanne world;
  const auto refused = submit_request(world.anne(), training([](auto& form) {
                                        form.employees.clear();
                                        form.new_employees = {"Petit, Luc, 1990-05-12"};
                                        form.end = "2026-04-01";
                                      }),
                                      "", Submission::send);
  CHECK(codes_of(refused) == "request.dates");
  CHECK(world.names() == std::vector<std::string>{"Jeanne Martin"});
}
