#include "operations/companies/opco_of.hpp"

#include "commands/companies/commands.hpp"
#include "commands/options.hpp"
#include "request.hpp"
#include "texts/opco_words.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::Answer;

constexpr FormOption<operations::FindOpco> k_find_opco_options[] = {
  {"--idcc", &operations::FindOpco::idcc, k_number_value,
   N_("Collective agreement instead of an establishment")},
};

void bind_find_opco(CommandLine& line, operations::FindOpco& o)
{
  line.argument(Kind::establishment, o.siret, N_("Establishment"), Need::none);
  add_options(line, o, k_find_opco_options);
}

const std::vector<Field> k_find_opco_fields = {{"siret", N_("SIRET")},
                                               {"idcc", N_("IDCC")},
                                               {"opco", N_("OPCO")},
                                               {"branch", N_("Branch")},
                                               {"table_date", N_("Table of")}};

void note_why(Session& session, const Json& because)
{
  if (!because.is_null()) {
    session.note(why_no_opco(session.texts(), because.get<std::string>()));
  }
}

Result<int> show_opco(Session& session, const Answer& answer)
{
  session.show({answer.document, k_find_opco_fields});
  const Json& because = answer.document["unknown_because"];
  note_why(session, because);
  return done_or_negative(because.is_null());
}

// One of the two, and no more.
Outcome check_what_for(Session&, const operations::FindOpco& o, LocalFiles&)
{
  if (o.siret.empty() && o.idcc.empty()) {
    return Error{"usage.missing", {"SIRET", "find-opco"}};
  }
  return at_most_one({{"SIRET", !o.siret.empty()}, {"--idcc", !o.idcc.empty()}});
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
  .declare = asks<operations::k_find_opco, bind_find_opco, show_opco, check_what_for>,
  .operation = &operations::k_find_opco,
};

} // namespace myatlas::cli
