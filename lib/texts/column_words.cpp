#include "texts/column_words.hpp"

#include <algorithm>

#include "domain/values/names.hpp"
#include "texts/texts.hpp"

namespace myatlas::texts {

namespace {

using formats::CellType;

struct CellWords
{
  CellType type;
  const char* text;
  Arg example = Arg::text;
};

constexpr CellWords k_cell_words[] = {
  {CellType::text, N_("text")},
  {CellType::siren, N_("SIREN, nine digits, as text")},
  {CellType::siret, N_("SIRET, fourteen digits, as text")},
  {CellType::amount, N_("number with at most two decimals"), Arg::decimal},
  {CellType::whole, N_("whole number")},
  {CellType::percent, N_("percentage"), Arg::decimal},
  {CellType::date, N_("date"), Arg::date}};
static_assert(domain::has_all<k_cell_words, &CellWords::type>());

} // namespace

std::string help_of(const Texts& texts, const formats::ColumnSpec& column)
{
  const CellWords& words = *std::ranges::find(k_cell_words, column.type, &CellWords::type);
  const std::string example(column.example.empty() ? "–" : column.example);
  return texts.trf(N_("{0}: {1}. Example: {2}"),
                   column.required ? texts.tr(N_("required")) : texts.tr(N_("optional")),
                   texts.tr(words.text), Said{words.example, example});
}

} // namespace myatlas::texts
