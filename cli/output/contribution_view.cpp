#include "output/contribution_view.hpp"

#include <algorithm>

#include "formats/json/contribution_json.hpp"
#include "texts/contribution_words.hpp"
#include "texts/texts.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

Json amount_of(const domain::ContributionLine& line)
{
  return line.is_known() ? Json(line.amount.text()) : Json(nullptr);
}

// For people: names and sentences instead of codes, percentages instead of fractions.
Json for_people(const Texts& texts, const EmployerResult& result)
{
  Json lines = Json::array();
  for (const domain::ContributionLine& line : result.simulation) {
    const bool owes = line.reason == domain::Reason::none;
    lines.push_back(
      {{"code", domain::to_text(line.code)},
       {"label", label_of(texts, line.code)},
       {"base", line.base.text()},
       {"rate", line.rate ? Json(percent_for_people(texts, *line.rate)) : Json(nullptr)},
       {"amount", amount_of(line)},
       {"collector", collector_name(line.collection->collector)},
       {"due", due_text(texts, line)},
       {"legal", line.rule != nullptr ? Json(line.rule->legal) : Json(nullptr)},
       {"reason", owes ? Json(nullptr) : Json(sentence_of(texts, line.reason))}});
  }
  const Json document = formats::to_json(result.simulation);
  if (document["totals"].size() > 1) {
    for (const Json& total : document["totals"]) {
      lines.push_back({{"code", ""},
                       {"label", texts.trf(N_("of which {0}"),
                                           collector_name(total["collector"].get<std::string>()))},
                       {"amount", total["amount"]}});
    }
  }
  lines.push_back({{"code", texts.tr(N_("total"))},
                   {"label", total_note(texts, result.simulation)},
                   {"amount", document["total"]}});
  return {{"lines", lines}};
}

Json with_employer(Json document, const EmployerResult& result)
{
  if (!result.name.empty() || !result.siren.empty()) {
    document["employer"] = {{"name", result.name.empty() ? Json(nullptr) : Json(result.name)},
                            {"siren", result.siren.empty() ? Json(nullptr) : Json(result.siren)}};
  }
  if (!result.declared.is_null()) {
    document["declared"] = result.declared;
  }
  return document;
}

// The amounts of an employer in one row: a member for each contribution.
Json row_of(const domain::Simulation& simulation)
{
  Json row = {
    {"year", simulation.year}, {"ta", nullptr}, {"ta_principal", nullptr}, {"ta_solde", nullptr}};
  for (const domain::ContributionLine& line : simulation) {
    row[domain::to_text(line.code)] = amount_of(line);
  }
  row["total"] = simulation.total.text();
  return row;
}

// The columns of the years there are: the tax in one line, in two, or both.
template <typename Results>
std::vector<Field> amount_fields(const Results& results)
{
  const auto before_2020 = [](const auto& result) { return result.simulation.year < 2020; };
  std::vector<Field> fields = {{"cfp", "cfp", Show::money}, {"cpf_cdd", "cpf_cdd", Show::money}};
  if (std::ranges::any_of(results, before_2020)) {
    fields.push_back({"ta", "ta", Show::money});
  }
  if (!std::ranges::all_of(results, before_2020)) {
    fields.push_back({"ta_principal", "ta_principal", Show::money});
    fields.push_back({"ta_solde", "ta_solde", Show::money});
  }
  fields.push_back({"csa", "csa", Show::money});
  fields.push_back({"conventional", "conventional", Show::money});
  fields.push_back({"total", N_("Total"), Show::money});
  return fields;
}

// Totals are compared where both are of the same lines.
Json difference(const domain::Simulation& one, const domain::Simulation& other)
{
  const bool alike = one.unknown.has_value() == other.unknown.has_value();
  return alike ? Json((one.total - other.total).text()) : Json(nullptr);
}

// A bar of up to twenty blocks, in eighths.
std::string bar(domain::Money amount, domain::Money most)
{
  static constexpr const char* k_eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto eighths =
    most.cents == 0 ? 0 : static_cast<int>(static_cast<__int128>(amount.cents) * 160 / most.cents);
  std::string drawn;
  for (int i = 0; i < eighths / 8; ++i) {
    drawn += "█";
  }
  return drawn + k_eighths[eighths % 8];
}

} // namespace

View contribution_view(const Texts& texts, const EmployerResult& result, Form form)
{
  const std::vector<Field> fields = {{"code", N_("Contribution")},
                                     {"base", N_("Base"), Show::money},
                                     {"rate", N_("Rate"), Show::number},
                                     {"amount", N_("Amount"), Show::money},
                                     {"collector", N_("Collected by"), Show::text, Room::if_wide},
                                     {"due", N_("Due")},
                                     {"legal", N_("Article"), Show::text, Room::if_wide},
                                     {"reason", N_("Why nothing"), Show::text, Room::if_wide}};
  if (form != Form::table) {
    return {with_employer(formats::to_json(result.simulation), result), fields, "lines"};
  }
  std::vector<Field> shown = fields;
  shown.insert(shown.begin() + 1, {"label", N_("What it is")});
  std::swap(shown[shown.size() - 2],
            shown.back()); // articles may be long: at the end they push nothing aside
  return {for_people(texts, result), shown, "lines"};
}

View declared_view(const Texts& texts, const EmployerResult& result)
{
  formats::Json declared = result.declared;
  auto& rows = declared["comparison"].get_ref<Json::array_t&>();
  std::erase_if(rows, [](const Json& row) {
    return row["computed_amount"].is_null() && row["declared_amount"] == "0.00";
  });
  for (formats::Json& row : rows) {
    row["label"] = label_of_dsn(texts, row["code"].get<std::string>());
  }
  return {declared,
          {{"code", N_("DSN code")},
           {"label", N_("Contribution")},
           {"declared_base", N_("Declared base"), Show::money},
           {"declared_amount", N_("Declared amount"), Show::money},
           {"computed_amount", N_("Computed amount"), Show::money},
           {"difference", N_("Difference"), Show::money}},
          "comparison"};
}

View contributions_view(const std::vector<EmployerResult>& results)
{
  Json rows = Json::array();
  domain::Money total;
  for (const EmployerResult& result : results) {
    Json row = row_of(result.simulation);
    row["name"] = result.name.empty() ? Json(nullptr) : Json(result.name);
    row["siren"] = result.siren.empty() ? Json(nullptr) : Json(result.siren);
    row["contribution"] = with_employer(formats::to_json(result.simulation), result);
    rows.push_back(row);
    total = total + result.simulation.total;
  }
  std::vector<Field> fields = {
    {"siren", N_("SIREN")}, {"name", N_("Name")}, {"year", N_("Year"), Show::number}};
  const std::vector<Field> amounts = amount_fields(results);
  fields.insert(fields.end(), amounts.begin(), amounts.end());
  const bool whole = std::ranges::none_of(
    results, [](const EmployerResult& result) { return result.simulation.unknown.has_value(); });
  const Json without =
    whole ? Json::array() : Json::array({domain::to_text(domain::Contribution::conventional)});
  return {{{"schema", "myatlas/contributions/1"},
           {"results", rows},
           {"total", total.text()},
           {"total_without", without}},
          fields,
          "results"};
}

View comparison_view(const Texts& texts, const std::vector<Variant>& variants, Form form)
{
  Json rows = Json::array();
  const std::string base = form == Form::table ? texts.tr(N_("as asked")) : "base";
  const auto total = [](const Variant& v) { return v.simulation.total; };
  const domain::Money most = std::ranges::max(variants, {}, total).simulation.total;
  for (const Variant& variant : variants) {
    Json row = row_of(variant.simulation);
    row["variant"] = variant.label.empty() ? base : variant.label;
    row["difference"] = difference(variant.simulation, variants.front().simulation);
    if (form == Form::table) {
      row["bar"] = bar(variant.simulation.total, most);
    } else {
      row["contribution"] = formats::to_json(variant.simulation);
    }
    rows.push_back(row);
  }
  std::vector<Field> fields = {{"variant", N_("Case")}};
  const std::vector<Field> amounts = amount_fields(variants);
  fields.insert(fields.end(), amounts.begin(), amounts.end());
  fields.push_back({"difference", N_("Difference"), Show::money});
  if (form == Form::table) {
    fields.push_back({"bar", ""});
  }
  return {
    {{"schema", "myatlas/contribution-comparison/1"}, {"variants", rows}}, fields, "variants"};
}

} // namespace myatlas::cli
