#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/dossiers/request_life.hpp"
#include "domain/values/date.hpp"
#include "domain/values/money.hpp"
#include "domain/values/siret.hpp"
#include "util/clock.hpp"

namespace myatlas::domain {

// What a request is funded under (dispositif). Codes of the portal are not published: these are the
// product's own.
enum class Scheme
{
  pdc,                  // plan de développement des compétences
  apprenticeship,       // contrat d'apprentissage
  professionnalisation, // contrat de professionnalisation
  proa,                 // reconversion ou promotion par alternance
  bilan,                // bilan de compétences
  vae,                  // validation des acquis de l'expérience
  afest,                // action de formation en situation de travail
};

inline constexpr Scheme k_schemes_in_order[] = {
  Scheme::pdc, Scheme::apprenticeship, Scheme::professionnalisation, Scheme::proa, Scheme::bilan,
  Scheme::vae, Scheme::afest};

// Where and how the training is given (modalité).
enum class Mode
{
  presentiel,
  distanciel,
  mixte,
  afest,
};

// Trainees of several companies, or of one (inter, intra).
enum class Audience
{
  inter,
  intra,
};

// A part of the action, with a provider of its own.
struct TrainingModule
{
  std::string title;
  std::optional<Siret> provider;
  std::string activity_number;       // numéro de déclaration d'activité; empty: not told
  std::optional<std::int64_t> hours; // hundredths of an hour, per trainee
  std::optional<Money> cost;         // before tax

  bool operator==(const TrainingModule&) const = default;
};

struct Trainee
{
  std::string name;
  std::string
    employee; // identity of the employee's record (domain/companies/employee.hpp); empty: none
  std::optional<std::int64_t> hours; // hundredths; none: those of the action
  std::optional<Money> hourly_wage;  // gross

  bool operator==(const Trainee&) const = default;
};

// Who answers for the request at the company.
struct Contact
{
  std::string name, email, phone; // empty: not told

  bool operator==(const Contact&) const = default;
};

// What the training costs besides the teaching (frais annexes), before tax, and the pay of the
// trainees meanwhile.
struct SideCosts
{
  std::optional<Money> travel, lodging, meals, wages;

  bool operator==(const SideCosts&) const = default;
};

// A request for funding (demande de prise en charge) and, once it has a number, its dossier.
struct FundingRequest
{
  std::string number = {};    // "D20260000001"
  std::string reference = {}; // the company's own, unique within it; empty: none
  RequestState state = RequestState::brouillon;
  Siret siret; // establishment of the trainees
  Scheme scheme = Scheme::pdc;
  std::string title = {}, objective = {};
  Contact contact = {};
  std::optional<Siret> provider = {}; // of the action, or of its first module
  std::optional<Date> start = {}, end = {};
  std::optional<std::int64_t> hours = {}; // hundredths of an hour, per trainee
  std::optional<Mode> mode = {};
  std::optional<Audience> audience = {};
  std::optional<bool> internal = {};             // given by the company itself
  std::optional<bool> outside_working_time = {}; // hors temps de travail
  std::string certification = {}, place = {};    // "RNCP34567", "RS5801"; where it takes place
  std::vector<TrainingModule> modules = {};
  std::vector<Trainee> trainees = {};
  std::optional<Money> teaching_cost = {}; // coût pédagogique, before tax; of all modules
  SideCosts side_costs = {};
  std::optional<Money> requested =
    {}; // what the OPCO is asked for; none: all that nobody else pays
  std::optional<Money> co_funding = {}; // what somebody else pays
  std::optional<bool> subrogation = {}; // the OPCO pays the provider
  std::optional<Money> accepted = {};   // amount the OPCO pays, before tax
  std::optional<Date> broken_off = {};  // its last day, when it ended before its time
  std::string created_by = {};          // account id
  util::Instant created = {}, changed = {};

  Money costs() const;                  // teaching and side costs
  Money asked() const;                  // requested, or the costs without the co-funding
  std::vector<Siret> providers() const; // each once
  std::optional<Date> last_day() const; // the end, or the day it was broken off before
  bool pays_provider()
    const; // subrogation: the OPCO pays the provider, always a CFA; else it pays the member back

  bool operator==(const FundingRequest&) const = default;
};

bool is_dossier_number(std::string_view text); // "D20260000001": whether it has the form of one

const char* to_text(Scheme scheme);
const char* to_text(Mode mode);
const char* to_text(Audience audience);
util::Result<Scheme> parse_scheme(std::string_view text);     // "scheme.unknown"
util::Result<Mode> parse_mode(std::string_view text);         // "mode.unknown"
util::Result<Audience> parse_audience(std::string_view text); // "audience.unknown"

// "yes", "no" and the same in French: "yes_no.unknown".
util::Result<bool> parse_yes_no(std::string_view text);

// Hours of training: 0.25 to 9999, at most two decimals, kept in hundredths. "hours.form",
// "hours.range" (text).
util::Result<std::int64_t> parse_hours(std::string_view text);

} // namespace myatlas::domain
