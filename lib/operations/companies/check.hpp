#pragma once

#include <optional>
#include <string>

#include "domain/values/kinds_of_check.hpp"
#include "formats/json/json.hpp"
#include "operations/outcomes.hpp"
#include "services/companies/sirene.hpp"

// Values that are checked by themselves.
namespace myatlas::operations {

using services::SireneLookup;

struct CheckedValue
{
  formats::Json row;               // of the document
  std::optional<Error> doubt = {}; // what is odd about a value that is right
  Errors problems;                 // what is wrong, or why the register could not be asked
  std::optional<domain::SireneOutcome> outcome = {}; // of the public register, where it was asked
};

// What was found over all values: the gravest decides how it ends.
struct CheckVerdict
{
  bool is_negative = false; // one is wrong
  Errors unavailable = {};  // why nobody could be asked

  void take(const CheckedValue& checked);
};

// Whether the public register knows values of that kind.
bool has_register(const domain::CheckKind& kind);

// By its form; of a SIRET also by the public register, unless `look_up` is null. An older answer
// stands in where the register could not be asked.
CheckedValue check_value(const domain::CheckKind& kind, const std::string& input,
                         services::SireneLookup* look_up);

formats::Json values_checked(const formats::Json& rows);

} // namespace myatlas::operations
