#pragma once

#include <optional>
#include <string>

#include "domain/values/codes.hpp"
#include "domain/values/date.hpp"

namespace myatlas::domain {

// A professional certification as France compétences publishes it (répertoire national des
// certifications professionnelles and répertoire spécifique): from when to when it is registered,
// and whether apprenticeship leads to it.
struct Certification
{
  RncpCode code;
  std::string title = {};
  std::optional<Date> starts = {}, ends = {}; // both days count; none: not told
  bool active = true;                         // on the day the table was published
  std::optional<bool> apprenticeship = {};    // none: not told

  bool operator==(const Certification&) const = default;
};

// Whether it can be prepared for by a contract concluded that day: its dates say so or, without an
// end, the table's own word.
bool is_registered(const Certification& certification, Date day);

// What the store knows of the certification a contract names.
struct CertificationFacts
{
  bool has_table = false; // a table was loaded; without one nothing is known of any
  std::optional<Certification> found = {};
};

} // namespace myatlas::domain
