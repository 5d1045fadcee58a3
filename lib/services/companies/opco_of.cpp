#include "services/companies/opco_of.hpp"

#include "domain/values/branches.hpp"
#include "domain/values/codes.hpp"
#include "domain/values/names.hpp"

namespace myatlas::services {

namespace {

constexpr domain::NamedValue<OpcoGap> k_gaps[] = {{"not_in_register", OpcoGap::not_in_register},
                                                  {"no_idcc", OpcoGap::no_idcc},
                                                  {"no_agreement", OpcoGap::no_agreement},
                                                  {"not_in_table", OpcoGap::not_in_table}};

std::string idcc_of(const Context& context, const domain::Establishment& establishment)
{
  if (!establishment.idcc.empty()) {
    return establishment.idcc;
  }
  const auto company = context.store.opco_register().company(establishment.siret.siren());
  return company ? company->idcc.value_or("") : "";
}

OpcoGap gap_of(const std::string& idcc)
{
  if (idcc.empty()) {
    return OpcoGap::no_idcc;
  }
  return domain::is_no_agreement(idcc) ? OpcoGap::no_agreement : OpcoGap::not_in_table;
}

void take_branch(OpcoAnswer& answer, const domain::OpcoOfBranch& found)
{
  answer.opco = found.opco;
  answer.branch = found.branch;
}

OpcoAnswer answer_for(OpcoAnswer answer)
{
  if (const auto* found = domain::find_opco(answer.idcc)) {
    take_branch(answer, *found);
  } else {
    answer.gap = gap_of(answer.idcc);
  }
  return answer;
}

} // namespace

OpcoAnswer find_opco(const Context& context, const domain::Siret& siret)
{
  const auto establishment = context.store.opco_register().establishment(siret);
  return establishment ? answer_for({siret, idcc_of(context, *establishment), "", "", std::nullopt})
                       : OpcoAnswer{siret, "", "", "", OpcoGap::not_in_register};
}

Result<OpcoAnswer> opco_of_agreement(const std::string& idcc)
{
  const Result<domain::Idcc> code = domain::Idcc::parse(idcc);
  return code ? Result<OpcoAnswer>(answer_for({std::nullopt, code->text(), "", "", std::nullopt}))
              : Result<OpcoAnswer>(code.error().at("idcc"));
}

const char* to_text(OpcoGap gap)
{
  return domain::name_of(k_gaps, gap);
}

} // namespace myatlas::services
