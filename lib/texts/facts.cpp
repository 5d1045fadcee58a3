#include "texts/facts.hpp"

#include <algorithm>

#include "domain/values/names.hpp"

namespace myatlas::texts {

namespace {

using services::Fact;
using services::ToldFact;

struct FactWords
{
  Fact fact;
  std::string (*said)(const Texts& texts, const ToldFact& told);
};

constexpr FactWords k_fact_words[] = {
  {Fact::free_space,
   [](const Texts& texts, const ToldFact& told) {
     return texts.trf(N_("{0} MiB free"), as_count(static_cast<std::uintmax_t>(told.count)));
   }},
  {Fact::nobody_else,
   [](const Texts& texts, const ToldFact&) {
     return std::string(texts.tr(N_("nobody else may read the store, its key or the session")));
   }},
  {Fact::shared_for_reading,
   [](const Texts& texts, const ToldFact& told) {
     return texts.trf(N_("shared: the group {0} may read the store, its key and its documents"),
                      told.of);
   }},
  {Fact::shared_for_writing,
   [](const Texts& texts, const ToldFact& told) {
     return texts.trf(
       N_("shared: the group {0} may read and write the store, its key and its documents"),
       told.of);
   }},
  {Fact::audit_rows,
   [](const Texts& texts, const ToldFact& told) {
     return texts.trn("{0} row of the audit", "{0} rows of the audit", told.count);
   }},
  {Fact::later_rows,
   [](const Texts& texts, const ToldFact& told) {
     return told.of + "; " +
            texts.trn("{0} row of the audit is of a later time",
                      "{0} rows of the audit are of a later time", told.count);
   }},
  {Fact::copies,
   [](const Texts& texts, const ToldFact& told) {
     return told.of + ", " + texts.trn("{0} copy", "{0} copies", told.count);
   }},
  {Fact::documents_on_server,
   [](const Texts& texts, const ToldFact&) { return std::string(texts.tr(N_("on the server"))); }},
};
static_assert(domain::has_all<k_fact_words, &FactWords::fact>());

} // namespace

std::string said_of(const Texts& texts, const services::Finding& finding)
{
  if (!finding.fact) {
    return finding.said;
  }
  return std::ranges::find(k_fact_words, finding.fact->fact, &FactWords::fact)
    ->said(texts, *finding.fact);
}

} // namespace myatlas::texts
