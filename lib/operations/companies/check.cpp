#include "operations/companies/check.hpp"

#include "domain/values/bank.hpp"
#include "formats/json/sirene_json.hpp"
#include "operations/documents.hpp"
#include "util/text.hpp"

namespace myatlas::operations {

namespace {

using services::SireneAnswer;

Json row_of_value(const domain::CheckKind& kind, const std::string& input,
                  const Result<std::string>& result)
{
  Json row = {{"kind", kind.name},
              {"input", util::is_utf8(input) ? input : util::printable(input)},
              {"valid", static_cast<bool>(result)}};
  row["normalized"] = result ? Json(*result) : Json(nullptr);
  row["code"] = result ? Json(nullptr) : Json(result.error().code);
  return row;
}

bool has_wrong_rib_key(const Result<domain::Iban>& iban)
{
  return iban && !domain::rib_key_holds(*iban);
}

Error rib_key_doubt(const std::string& iban)
{
  return {"iban.rib_key", {domain::masked_iban(iban)}};
}

std::optional<Error> doubt_about_iban(const std::string& normal)
{
  return has_wrong_rib_key(domain::Iban::parse(normal)) ? std::optional(rib_key_doubt(normal))
                                                        : std::nullopt;
}

// An IBAN whose account has a key (clé RIB) that does not hold.
std::optional<Error> doubt_about(const domain::CheckKind& kind, const Result<std::string>& normal)
{
  return normal && kind.name == "iban" ? doubt_about_iban(*normal) : std::nullopt;
}

// What the public register says of a SIRET, beside the answer on its form.
Json register_json(const SireneAnswer& answer)
{
  using Establishment = domain::SireneEstablishment;
  const auto whole = [](const Establishment& there) { return formats::to_json(there); };
  return {{"outcome", domain::name_of(domain::k_sirene_outcomes, answer.outcome)},
          {"source", answer.source},
          {"asked", or_null(answer.asked, util::to_rfc3339)},
          {"code", or_null(answer.problem, &Error::code)},
          {"establishment", or_null(answer.establishment, whole)}};
}

Errors problem_of(const SireneAnswer& answer)
{
  return answer.problem ? Errors{*answer.problem} : Errors{};
}

Errors problems_by_register(const domain::Siret& siret, const SireneAnswer& answer)
{
  const auto objection = services::objection_to(siret, answer);
  return objection ? Errors{*objection} : problem_of(answer);
}

void ask_register(services::SireneLookup& look_up, const domain::Siret& siret,
                  CheckedValue& checked)
{
  const SireneAnswer answer = look_up.ask(siret);
  checked.row["register"] = register_json(answer);
  checked.outcome = answer.outcome;
  checked.problems = problems_by_register(siret, answer);
}

void note_doubt(std::optional<Error> doubt, CheckedValue& checked)
{
  if (doubt) {
    checked.row["warning"] = doubt->code;
  }
  checked.doubt = std::move(doubt);
}

} // namespace

void CheckVerdict::take(const CheckedValue& checked)
{
  using domain::SireneOutcome;
  if (checked.problems.empty()) {
    return;
  }
  if (checked.outcome == SireneOutcome::unavailable) {
    unavailable.insert(unavailable.end(), checked.problems.begin(), checked.problems.end());
  } else {
    is_negative = is_negative || checked.outcome != SireneOutcome::open;
  }
}

bool has_register(const domain::CheckKind& kind)
{
  return kind.name == "siret";
}

CheckedValue check_value(const domain::CheckKind& kind, const std::string& input,
                         services::SireneLookup* look_up)
{
  const Result<std::string> normal = kind.normalize(input);
  CheckedValue checked = {.row = row_of_value(kind, input, normal), .problems = normal.errors()};
  note_doubt(doubt_about(kind, normal), checked);
  if (normal && look_up != nullptr) {
    ask_register(*look_up, *domain::Siret::parse(*normal), checked);
  }
  return checked;
}

Json values_checked(const Json& rows)
{
  return list_document("myatlas/check/1", "results", rows);
}

} // namespace myatlas::operations
