#include "services/companies/opco_of.hpp"

#include <algorithm>

#include "commands/companies/commands.hpp"
#include "domain/values/branches.hpp"
#include "formats/json/json.hpp"
#include "session.hpp"
#include "texts/errors.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct FindOpcoOptions
{
  std::string siret, idcc;
};

void bind_find_opco(CommandLine& line, FindOpcoOptions& o)
{
  line.argument(Kind::establishment, o.siret, N_("Establishment"), Need::none);
  line.option("--idcc", o.idcc, "N", N_("Collective agreement instead of an establishment"));
}

struct OpcoSentence
{
  services::OpcoGap gap;
  const char* text;
};

constexpr OpcoSentence k_opco_sentences[] = {
  {services::OpcoGap::not_in_register,
   N_("The OPCO is not known: the register has no such establishment")},
  {services::OpcoGap::no_idcc,
   N_("The OPCO is not known: the register has no collective agreement for this establishment")},
  {services::OpcoGap::no_agreement,
   N_("The OPCO is not known: there is no collective agreement (9998 and 9999 stand for none)")},
  {services::OpcoGap::not_in_table,
   N_("The OPCO is not known: the table has no such collective agreement")},
};

util::Result<services::OpcoAnswer> opco_of(Session& session, const std::string& text)
{
  TRY_ASSIGN(const domain::Siret siret, domain::Siret::parse(text).or_at("SIRET"));
  TRY_ASSIGN(const auto context, session.open(store::Store::Use::read, Login::none));
  return services::find_opco(*context, siret);
}

const std::vector<Field> k_find_opco_fields = {{"siret", N_("SIRET")},
                                               {"idcc", N_("IDCC")},
                                               {"opco", N_("OPCO")},
                                               {"branch", N_("Branch")},
                                               {"table_date", N_("Table of")}};

Json json_of(const services::OpcoAnswer& answer)
{
  return {{"schema", "myatlas/opco/1"},
          {"siret", answer.siret ? Json(answer.siret->digits()) : Json(nullptr)},
          {"idcc", formats::text_or_null(answer.idcc)},
          {"opco", formats::text_or_null(answer.opco)},
          {"branch", formats::text_or_null(answer.branch)},
          {"unknown_because", answer.gap ? Json(services::to_text(*answer.gap)) : Json(nullptr)},
          {"table_date", domain::k_opco_table_date}};
}

util::Result<int> run_find_opco(Session& session, const FindOpcoOptions& o)
{
  if (o.siret.empty() == o.idcc.empty()) {
    return o.siret.empty() ? util::Error{"usage.missing", {"SIRET", "find-opco"}}
                           : util::Error{"usage.both", {"SIRET", "--idcc"}};
  }
  TRY_ASSIGN(
    const services::OpcoAnswer answer,
    as_options(o.siret.empty() ? services::opco_of_agreement(o.idcc) : opco_of(session, o.siret)));
  session.show({json_of(answer), k_find_opco_fields});
  if (!answer.gap) {
    return 0;
  }
  session.note(
    session.texts().tr(std::ranges::find(k_opco_sentences, *answer.gap, &OpcoSentence::gap)->text));
  return static_cast<int>(Status::negative);
}

constexpr Example k_find_opco_examples[] = {
  {N_("The OPCO of an establishment of the register"), "myatlas find-opco 73282932000074"},
  {N_("The OPCO of a collective agreement"), "myatlas find-opco --idcc 1486"},
};

} // namespace

const Command k_find_opco = {
  .name = "find-opco",
  .group = Group::companies,
  .summary = N_("Find the OPCO of an establishment or agreement"),
  .description = N_("Tells which of the eleven OPCO a collective agreement (IDCC) belongs to, or "
                    "an establishment by the agreement the register has of it. Ends with 1 when it "
                    "is not known: it is never guessed."),
  .examples = k_find_opco_examples,
  .declare = with_options<bind_find_opco, run_find_opco>,
};

} // namespace myatlas::cli
