#include "output/contribution_view.hpp"

#include <algorithm>

#include "domain/contributions/contribution.hpp"
#include "texts/contribution_words.hpp"
#include "texts/texts.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

std::string text_of(const Json& member)
{
  return member.get<std::string>();
}

// A member that only some have.
template <typename Told>
Json if_there(const Json& member, Told told)
{
  return member.is_null() ? Json(nullptr) : Json(told(text_of(member)));
}

// Names and sentences instead of codes, percentages instead of fractions.
class LineForPeople
{
public:
  LineForPeople(const Texts& texts, const Json& line) : m_texts(texts), m_line(line) {}

  Json row() const
  {
    Json row = figures();
    row.update(circumstances());
    return row;
  }

private:
  Json figures() const
  {
    return {{"code", m_line["code"]},
            {"label", label()},
            {"base", m_line["base"]},
            {"rate", rate()},
            {"amount", m_line["amount"]}};
  }

  Json circumstances() const
  {
    return {{"collector", collector_name(text_of(m_line["collector"]))},
            {"due", due_text(m_texts, text_of(m_line["due"]))},
            {"legal", m_line["legal"]},
            {"reason", reason()}};
  }

  const char* label() const
  {
    const auto contribution = domain::parse_contribution(text_of(m_line["code"]));
    return contribution ? label_of(m_texts, *contribution) : "";
  }

  Json rate() const
  {
    return if_there(m_line["rate"], [&](const std::string& rate) {
      return percent_for_people(m_texts, *domain::Rate::parse(rate));
    });
  }

  Json reason() const
  {
    return if_there(m_line["reason"], [&](const std::string& word) {
      const auto reason = domain::reason_called(word);
      return reason ? sentence_of(m_texts, *reason) : "";
    });
  }

  const Texts& m_texts;
  const Json& m_line;
};

Json part_of_total(const Texts& texts, const Json& total)
{
  const std::string collector = collector_name(text_of(total["collector"]));
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

const char* note_on_total(const Texts& texts, const Json& without)
{
  return without.empty() ? "" : texts.tr(N_("without the contribution of the branch"));
}

Json total_line(const Texts& texts, const Json& contribution)
{
  return {{"code", texts.tr(N_("total"))},
          {"label", note_on_total(texts, contribution["total_without"])},
          {"amount", contribution["total"]}};
}

Json for_people(const Texts& texts, const Json& contribution)
{
  Json lines = Json::array();
  for (const Json& line : contribution["lines"]) {
    lines.push_back(LineForPeople(texts, line).row());
  }
  add_parts_of_total(texts, contribution["totals"], lines);
  lines.push_back(total_line(texts, contribution));
  return {{"lines", lines}};
}

constexpr Field k_first_amounts[] = {{"cfp", "cfp", Show::money},
                                     {"cpf_cdd", "cpf_cdd", Show::money}};
constexpr Field k_tax_in_one[] = {{"ta", "ta", Show::money}};
constexpr Field k_tax_in_two[] = {{"ta_principal", "ta_principal", Show::money},
                                  {"ta_solde", "ta_solde", Show::money}};
constexpr Field k_last_amounts[] = {{"csa", "csa", Show::money},
                                    {"conventional", "conventional", Show::money},
                                    {"total", N_("Total"), Show::money}};

template <std::size_t count>
void add(std::vector<Field>& fields, const Field (&more)[count])
{
  fields.insert(fields.end(), more, more + count);
}

bool is_of_one_tax(const Json& row)
{
  return domain::has_tax_in_one(row["year"].get<int>());
}

// The columns of the years there are: the tax in one line, in two, or both.
void add_amounts(std::vector<Field>& fields, const Json& rows)
{
  add(fields, k_first_amounts);
  if (std::ranges::any_of(rows, is_of_one_tax)) {
    add(fields, k_tax_in_one);
  }
  if (!std::ranges::all_of(rows, is_of_one_tax)) {
    add(fields, k_tax_in_two);
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

std::vector<Field> employers_fields(const Json& results)
{
  std::vector<Field> fields = {
    {"siren", N_("SIREN")}, {"name", N_("Name")}, {"year", N_("Year"), Show::number}};
  add_amounts(fields, results);
  return fields;
}

domain::Money total_in(const Json& row)
{
  return *domain::Money::parse(text_of(row["total"]));
}

// A person is shown a bar, a program all of it.
void show_bar(const Texts& texts, domain::Money most, Json& row)
{
  if (row["variant"] == "base") {
    row["variant"] = texts.tr(N_("as asked"));
  }
  row.erase("contribution");
  row["bar"] = bar(total_in(row), most);
}

void show_bars(const Texts& texts, Json& rows)
{
  const domain::Money most = total_in(std::ranges::max(rows, {}, total_in));
  for (Json& row : rows) {
    show_bar(texts, most, row);
  }
}

std::vector<Field> comparison_fields(const Json& variants, Form form)
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

View contribution_view(const Texts& texts, const Json& contribution, Form form)
{
  if (form == Form::table) {
    return {for_people(texts, contribution), k_fields_for_people, "lines"};
  }
  return {contribution, k_contribution_fields, "lines"};
}

View declared_view(const Texts& texts, const Json& contribution)
{
  Json declared = contribution["declared"];
  auto& rows = declared["comparison"].get_ref<Json::array_t&>();
  std::erase_if(rows, says_nothing);
  for (Json& row : rows) {
    row["label"] = label_of_dsn(texts, text_of(row["code"]));
  }
  return {declared, k_declared_fields, "comparison"};
}

View contributions_view(const Json& contributions)
{
  return {contributions, employers_fields(contributions["results"]), "results"};
}

View comparison_view(const Texts& texts, Json comparison, Form form)
{
  std::vector<Field> fields = comparison_fields(comparison["variants"], form);
  if (form == Form::table) {
    show_bars(texts, comparison["variants"]);
  }
  return {std::move(comparison), std::move(fields), "variants"};
}

} // namespace myatlas::cli
