#pragma once

#include <vector>

#include "services/upkeep/examination.hpp"

// What an installation is looked through for, check by check.
namespace myatlas::services {

enum class DoctorCheck
{
  settings,
  store,
  schema,
  server,
  rights,
  writable,
  key,
  documents,
  clock,
  audit,
  backup,
  disk,
  locale,
  rates,
  letters,
  certificates,
  mail,
  company_register,
};

// A check's code in documents: "register".
const char* code_of(DoctorCheck looked);

// A check and one thing it found.
struct Examined
{
  DoctorCheck looked;
  Finding found;
};

// All that is found, in the order of the checks. The store is opened first; one that cannot be is
// what was looked for.
std::vector<Examined> examine(Examination& examination);

// Somebody has to do something.
bool is_news(const Finding& found);

enum class Strictness
{
  wrong_alone,
  warnings_too,
};
bool is_healthy(const std::vector<Examined>& all, Strictness strictness);

// How a monitor counts a check: by the worst that it found.
struct CheckFigure
{
  const char* code;
  int value; // 0 fine, 1 warning, 2 wrong, -1 not looked at
};
std::vector<CheckFigure> figures_of(const std::vector<Examined>& all); // by their codes

} // namespace myatlas::services
