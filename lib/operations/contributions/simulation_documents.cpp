#include "operations/contributions/simulation_documents.hpp"

#include <algorithm>

#include "formats/json/contribution_json.hpp"
#include "operations/documents.hpp"
#include "texts/contribution_explanation.hpp"
#include "util/ranges.hpp"

namespace myatlas::operations {

namespace {

Json employer_json(const EmployerResult& result)
{
  return {{"name", formats::text_or_null(result.name)},
          {"siren", formats::text_or_null(result.siren)}};
}

Json amount_of(const domain::ContributionLine& line)
{
  return line.is_known() ? Json(line.amount.text()) : Json(nullptr);
}

Json empty_row(int year)
{
  return {{"year", year}, {"ta", nullptr}, {"ta_principal", nullptr}, {"ta_solde", nullptr}};
}

// The amounts of an employer in one row: a member for each contribution.
Json amounts_of(const domain::Simulation& simulation)
{
  Json row = empty_row(simulation.year);
  for (const domain::ContributionLine& line : simulation) {
    row[domain::to_text(line.code)] = amount_of(line);
  }
  row["total"] = simulation.total.text();
  return row;
}

Json row_of_employer(const EmployerResult& result)
{
  Json row = amounts_of(result.simulation);
  row.update(employer_json(result));
  row["contribution"] = contribution_document(result);
  return row;
}

domain::Money total_in(const EmployerResult& result)
{
  return result.simulation.total;
}

bool lacks_branch(const EmployerResult& result)
{
  return result.simulation.unknown.has_value();
}

// What a total leaves out: a contribution whose rate nobody knows.
Json left_out_of(const std::vector<EmployerResult>& results)
{
  Json left_out = Json::array();
  if (std::ranges::any_of(results, lacks_branch)) {
    left_out.push_back(domain::to_text(domain::Contribution::conventional));
  }
  return left_out;
}

// Totals are compared where both are of the same lines.
Json difference_between(const domain::Simulation& one, const domain::Simulation& other)
{
  const bool alike = one.unknown.has_value() == other.unknown.has_value();
  return alike ? Json((one.total - other.total).text()) : Json(nullptr);
}

Json row_of_variant(const Variant& variant, const domain::Simulation& first)
{
  Json row = amounts_of(variant.simulation);
  row["variant"] = variant.label.empty() ? "base" : variant.label;
  row["difference"] = difference_between(variant.simulation, first);
  row["contribution"] = formats::to_json(variant.simulation);
  return row;
}

} // namespace

Json contribution_document(const EmployerResult& result)
{
  Json document = formats::to_json(result.simulation);
  if (!result.name.empty() || !result.siren.empty()) {
    document["employer"] = employer_json(result);
  }
  if (!result.declared.is_null()) {
    document["declared"] = result.declared;
  }
  return document;
}

Json contributions_document(const std::vector<EmployerResult>& results)
{
  return {{"schema", "myatlas/contributions/1"},
          {"results", rows_of(results, row_of_employer)},
          {"total", util::total_of(results, total_in).text()},
          {"total_without", left_out_of(results)}};
}

Json comparison_document(const std::vector<Variant>& variants)
{
  const auto row = [&](const Variant& variant) {
    return row_of_variant(variant, variants.front().simulation);
  };
  return list_document("myatlas/contribution-comparison/1", "variants", rows_of(variants, row));
}

Json explanation_document(const texts::Texts& texts, const std::vector<EmployerResult>& results)
{
  const auto row = [&](const EmployerResult& result) {
    Json told = employer_json(result);
    told["sentences"] =
      texts::explanation_of(texts, result.facts, result.simulation, texts::Reader::user);
    return told;
  };
  return list_document("myatlas/contribution-explanations/1", "employers", rows_of(results, row));
}

Json employers_document(const services::EmployerCounts& counts, std::size_t statements,
                        const Errors& warnings)
{
  return {{"schema", "myatlas/employers-answered/1"},
          {"read", counts.read},
          {"refused", counts.refused},
          {"without_agreement", counts.without_agreement},
          {"without_branch", counts.without_branch},
          {"agreements_known", counts.agreements_known},
          {"statements", statements},
          {"warnings", problems_json(warnings)}};
}

namespace {

// Hundredths; none where nothing is frozen.
std::optional<std::int64_t> frozen_in(const Json& headcount)
{
  const Json& at = headcount["frozen_at"];
  const auto count =
    at.is_null() ? Result<std::int64_t>(0) : domain::parse_headcount(at.get<std::string>());
  return count && *count > 0 ? std::optional(*count) : std::nullopt;
}

} // namespace

std::optional<std::string> frozen_threshold(const Json& variant)
{
  const Json& contribution = variant["contribution"];
  const Json &whole = contribution["headcount"], &of_csa = contribution["headcount_csa"];
  const auto at = frozen_in(whole), at_csa = frozen_in(of_csa);
  const auto highest = std::max(at, at_csa);
  if (!highest) {
    return std::nullopt;
  }
  return (highest == at ? whole : of_csa)["frozen_at"].get<std::string>();
}

} // namespace myatlas::operations
