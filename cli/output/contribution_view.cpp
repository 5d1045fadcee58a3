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

// A member that only some have.
template <typename T, typename Told>
Json if_there(const T& value, Told told)
{
  return value ? Json(told(*value)) : Json(nullptr);
}

std::string legal_of(const domain::RateRule& rule)
{
  return rule.legal;
}

// Names and sentences instead of codes, percentages instead of fractions.
class LineForPeople
{
public:
  LineForPeople(const Texts& texts, const domain::ContributionLine& line)
    : m_texts(texts), m_line(line)
  {
  }

  Json row() const
  {
    Json row = figures();
    row.update(circumstances());
    return row;
  }

private:
  Json figures() const
  {
    return {{"code", domain::to_text(m_line.code)},
            {"label", label_of(m_texts, m_line.code)},
            {"base", m_line.base.text()},
            {"rate", rate()},
            {"amount", amount_of(m_line)}};
  }

  Json circumstances() const
  {
    return {{"collector", collector_name(m_line.collection->collector)},
            {"due", due_text(m_texts, m_line)},
            {"legal", if_there(m_line.rule, legal_of)},
            {"reason", reason()}};
  }

  Json rate() const
  {
    return if_there(m_line.rate,
                    [&](domain::Rate rate) { return percent_for_people(m_texts, rate); });
  }

  Json reason() const
  {
    const bool owes = m_line.reason == domain::Reason::none;
    return owes ? Json(nullptr) : Json(sentence_of(m_texts, m_line.reason));
  }

  const Texts& m_texts;
  const domain::ContributionLine& m_line;
};

Json part_of_total(const Texts& texts, const Json& total)
{
  const std::string collector = collector_name(total["collector"].get<std::string>());
  return {
    {"code", ""}, {"label", texts.trf(N_("of which {0}"), collector)}, {"amount", total["amount"]}};
}

// By who collects them, where there are several.
void add_parts_of_total(const Texts& texts, const Json& totals, Json& lines)
{
  if (totals.size() > 1) {
    for (const Json& total : totals) {
      lines.push_back(part_of_total(texts, total));
    }
  }
}

Json total_line(const Texts& texts, const domain::Simulation& simulation, const Json& total)
{
  return {
    {"code", texts.tr(N_("total"))}, {"label", total_note(texts, simulation)}, {"amount", total}};
}

Json for_people(const Texts& texts, const domain::Simulation& simulation)
{
  Json lines = Json::array();
  for (const domain::ContributionLine& line : simulation) {
    lines.push_back(LineForPeople(texts, line).row());
  }
  const Json document = formats::to_json(simulation);
  add_parts_of_total(texts, document["totals"], lines);
  lines.push_back(total_line(texts, simulation, document["total"]));
  return {{"lines", lines}};
}

constexpr Field k_first_amounts[] = {{"cfp", "cfp", Show::money},
                                     {"cpf_cdd", "cpf_cdd", Show::money}};
constexpr Field k_tax_before_2020[] = {{"ta", "ta", Show::money}};
constexpr Field k_tax_since_2020[] = {{"ta_principal", "ta_principal", Show::money},
                                      {"ta_solde", "ta_solde", Show::money}};
constexpr Field k_last_amounts[] = {{"csa", "csa", Show::money},
                                    {"conventional", "conventional", Show::money},
                                    {"total", N_("Total"), Show::money}};

template <std::size_t count>
void add(std::vector<Field>& fields, const Field (&more)[count])
{
  fields.insert(fields.end(), more, more + count);
}

// The columns of the years there are: the tax in one line, in two, or both.
template <typename Results>
void add_amounts(std::vector<Field>& fields, const Results& results)
{
  const auto before_2020 = [](const auto& result) { return result.simulation.year < 2020; };
  add(fields, k_first_amounts);
  if (std::ranges::any_of(results, before_2020)) {
    add(fields, k_tax_before_2020);
  }
  if (!std::ranges::all_of(results, before_2020)) {
    add(fields, k_tax_since_2020);
  }
  add(fields, k_last_amounts);
}

// How long a bar is, of twenty blocks at most, in eighths of one.
int eighths_of(domain::Money amount, domain::Money most)
{
  constexpr int k_longest = 160;
  const auto length = static_cast<__int128>(amount.cents) * k_longest;
  return most.cents == 0 ? 0 : static_cast<int>(length / most.cents);
}

std::string bar(domain::Money amount, domain::Money most)
{
  static constexpr const char* k_eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const int eighths = eighths_of(amount, most);
  std::string drawn;
  for (int i = 0; i < eighths / 8; ++i) {
    drawn += "█";
  }
  return drawn + k_eighths[eighths % 8];
}

const std::vector<Field> k_contribution_fields = {
  {"code", N_("Contribution")},
  {"base", N_("Base"), Show::money},
  {"rate", N_("Rate"), Show::number},
  {"amount", N_("Amount"), Show::money},
  {"collector", N_("Collected by"), Show::text, Room::if_wide},
  {"due", N_("Due")},
  {"legal", N_("Article"), Show::text, Room::if_wide},
  {"reason", N_("Why nothing"), Show::text, Room::if_wide}};

// Articles may be long: at the end they push nothing aside.
const std::vector<Field> k_fields_for_people = {
  {"code", N_("Contribution")},
  {"label", N_("What it is")},
  {"base", N_("Base"), Show::money},
  {"rate", N_("Rate"), Show::number},
  {"amount", N_("Amount"), Show::money},
  {"collector", N_("Collected by"), Show::text, Room::if_wide},
  {"due", N_("Due")},
  {"reason", N_("Why nothing"), Show::text, Room::if_wide},
  {"legal", N_("Article"), Show::text, Room::if_wide}};

const std::vector<Field> k_declared_fields = {
  {"code", N_("DSN code")},
  {"label", N_("Contribution")},
  {"declared_base", N_("Declared base"), Show::money},
  {"declared_amount", N_("Declared amount"), Show::money},
  {"computed_amount", N_("Computed amount"), Show::money},
  {"difference", N_("Difference"), Show::money}};

bool says_nothing(const Json& compared)
{
  return compared["computed_amount"].is_null() && compared["declared_amount"] == "0.00";
}

std::vector<Field> employers_fields(const std::vector<EmployerResult>& results)
{
  std::vector<Field> fields = {
    {"siren", N_("SIREN")}, {"name", N_("Name")}, {"year", N_("Year"), Show::number}};
  add_amounts(fields, results);
  return fields;
}

domain::Money total_in(const Variant& variant)
{
  return variant.simulation.total;
}

// A person is shown a bar, a program all of it.
void show_bar(const Texts& texts, const Variant& variant, domain::Money most, Json& row)
{
  if (variant.label.empty()) {
    row["variant"] = texts.tr(N_("as asked"));
  }
  row.erase("contribution");
  row["bar"] = bar(variant.simulation.total, most);
}

void show_bars(const Texts& texts, const std::vector<Variant>& variants, Json& rows)
{
  const domain::Money most = total_in(std::ranges::max(variants, {}, total_in));
  for (std::size_t at = 0; at < variants.size(); ++at) {
    show_bar(texts, variants[at], most, rows[at]);
  }
}

std::vector<Field> comparison_fields(const std::vector<Variant>& variants, Form form)
{
  std::vector<Field> fields = {{"variant", N_("Case")}};
  add_amounts(fields, variants);
  fields.push_back({"difference", N_("Difference"), Show::money});
  if (form == Form::table) {
    fields.push_back({"bar", ""});
  }
  return fields;
}

} // namespace

View contribution_view(const Texts& texts, const EmployerResult& result, Form form)
{
  if (form == Form::table) {
    return {for_people(texts, result.simulation), k_fields_for_people, "lines"};
  }
  return {operations::contribution_document(result), k_contribution_fields, "lines"};
}

View declared_view(const Texts& texts, const EmployerResult& result)
{
  Json declared = result.declared;
  auto& rows = declared["comparison"].get_ref<Json::array_t&>();
  std::erase_if(rows, says_nothing);
  for (Json& row : rows) {
    row["label"] = label_of_dsn(texts, row["code"].get<std::string>());
  }
  return {declared, k_declared_fields, "comparison"};
}

View contributions_view(const std::vector<EmployerResult>& results)
{
  return {operations::contributions_document(results), employers_fields(results), "results"};
}

View comparison_view(const Texts& texts, const std::vector<Variant>& variants, Form form)
{
  Json document = operations::comparison_document(variants);
  if (form == Form::table) {
    show_bars(texts, variants, document["variants"]);
  }
  return {std::move(document), comparison_fields(variants, form), "variants"};
}

} // namespace myatlas::cli
