#include "texts/opco_words.hpp"

#include "domain/values/names.hpp"
#include "services/companies/opco_of.hpp"
#include "texts/texts.hpp"
#include "util/ranges.hpp"

namespace myatlas::texts {

namespace {

using services::OpcoGap;

struct GapWords
{
  OpcoGap gap;
  const char* text;
};

constexpr GapWords k_gap_words[] = {
  {OpcoGap::not_in_register, N_("The OPCO is not known: the register has no such establishment")},
  {OpcoGap::no_idcc,
   N_("The OPCO is not known: the register has no collective agreement for this establishment")},
  {OpcoGap::no_agreement,
   N_("The OPCO is not known: there is no collective agreement (9998 and 9999 stand for none)")},
  {OpcoGap::not_in_table, N_("The OPCO is not known: the table has no such collective agreement")},
};
static_assert(domain::has_all<k_gap_words, &GapWords::gap>());

} // namespace

const char* why_no_opco(const Texts& texts, std::string_view gap)
{
  const GapWords* const words = util::find_first(
    k_gap_words, [&](const GapWords& one) { return services::to_text(one.gap) == gap; });
  return words == nullptr ? "" : texts.tr(words->text);
}

} // namespace myatlas::texts
