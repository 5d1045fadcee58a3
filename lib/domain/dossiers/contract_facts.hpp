#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/dossiers/certification.hpp"
#include "domain/dossiers/request_document.hpp"
#include "domain/values/zone.hpp"

namespace myatlas::domain {

// What is known besides the contract itself.
struct ContractFacts
{
  Date today = Date::of_days(0);
  Zone zone = Zone::france;       // of the employer's establishment
  std::vector<Siret> closed = {}; // establishments the register knows to be closed
  std::optional<Money> smic = {}; // monthly, on the day the contract starts; none: not known
  bool no_smic = false; // the table of rates was asked for it, and has none for that day and place
  std::optional<Siren> cfa = {};     // of the account that sends it
  std::optional<bool> qualiopi = {}; // whether the CFA is certified; none: not looked up
  CertificationFacts certification = {};
  DocumentUses documents = {};               // attached
  std::optional<Date> first_conclusion = {}; // of the contract an amendment changes
};

} // namespace myatlas::domain
