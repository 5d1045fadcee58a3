#include "operations/companies/opco_of.hpp"

#include <algorithm>

#include "commands/companies/commands.hpp"
#include "request.hpp"
#include "texts/errors.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

void bind_find_opco(CommandLine& line, operations::FindOpco& o)
{
  line.argument(Kind::establishment, o.siret, N_("Establishment"), Need::none);
  line.option("--idcc", o.idcc, "N", N_("Collective agreement instead of an establishment"));
}

struct OpcoSentence
{
  const char* because;
  const char* text;
};

constexpr OpcoSentence k_opco_sentences[] = {
  {"not_in_register", N_("The OPCO is not known: the register has no such establishment")},
  {"no_idcc",
   N_("The OPCO is not known: the register has no collective agreement for this establishment")},
  {"no_agreement",
   N_("The OPCO is not known: there is no collective agreement (9998 and 9999 stand for none)")},
  {"not_in_table", N_("The OPCO is not known: the table has no such collective agreement")},
};

const std::vector<Field> k_find_opco_fields = {{"siret", N_("SIRET")},
                                               {"idcc", N_("IDCC")},
                                               {"opco", N_("OPCO")},
                                               {"branch", N_("Branch")},
                                               {"table_date", N_("Table of")}};

util::Result<int> show_opco(Session& session, const operations::Answer& answer)
{
  session.show({answer.document, k_find_opco_fields});
  const Json& because = answer.document["unknown_because"];
  if (because.is_null()) {
    return 0;
  }
  const auto sentence =
    std::ranges::find(k_opco_sentences, because.get<std::string>(), &OpcoSentence::because);
  session.note(session.texts().tr(sentence->text));
  return static_cast<int>(Status::negative);
}

// What is asked of an agreement needs no store.
std::optional<util::Result<int>> without_store(Session& session, const operations::FindOpco& o)
{
  if (o.siret.empty() == o.idcc.empty()) {
    return o.siret.empty() ? util::Error{"usage.missing", {"SIRET", "find-opco"}}
                           : util::Error{"usage.both", {"SIRET", "--idcc"}};
  }
  if (!o.siret.empty()) {
    return std::nullopt;
  }
  const auto document = as_options(operations::opco_of_agreement(o.idcc));
  return document ? show_opco(session, {.document = *document})
                  : util::Result<int>(document.errors());
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
  .declare = asks_unless<without_store, operations::k_find_opco, bind_find_opco, show_opco>,
  .operation = &operations::k_find_opco,
};

} // namespace myatlas::cli
