#include "services/companies/sirene.hpp"

#include "util/text.hpp"

namespace myatlas::services {

namespace {

using domain::SireneOutcome;

constexpr std::int64_t k_day = 24 * util::k_hour;
constexpr std::int64_t k_rest = 10 * util::k_minute;

bool is_fresh(const store::SireneRecord& record, util::Instant now)
{
  return now < record.asked + (record.outcome == SireneOutcome::not_found ? k_day : 7 * k_day) &&
         now >= record.asked;
}

// Those that are none are the form's own problem.
util::Outcome ask_all(SireneLookup& look_up, const std::vector<std::string>& sirets)
{
  for (const std::string& text : sirets) {
    if (const auto siret = domain::Siret::parse(text)) {
      const SireneAnswer answer = look_up.ask(*siret);
      if (answer.outcome == SireneOutcome::unavailable) {
        return *answer.problem;
      }
    }
  }
  return util::Done{};
}

SireneAnswer answer_of(const store::SireneRecord& record)
{
  return {record.outcome, record.establishment, record.source, record.asked, std::nullopt};
}

} // namespace

SireneAnswer SireneLookup::kept(domain::Siret siret, util::Error problem) const
{
  const auto record = m_context.store.sirene().find(siret);
  SireneAnswer answer = record ? answer_of(*record)
                               : SireneAnswer{SireneOutcome::unavailable, std::nullopt,
                                              m_way.name(), std::nullopt, std::nullopt};
  answer.problem = std::move(problem);
  return answer;
}

SireneAnswer SireneLookup::ask(domain::Siret siret)
{
  store::Sirene sirene = m_context.store.sirene();
  if (const auto record = sirene.find(siret); record && is_fresh(*record, m_context.now())) {
    return answer_of(*record);
  }
  if (const auto until = sirene.rests_until(m_way.name()); until && m_context.now() < *until) {
    return kept(siret, util::Error{"register.resting", {m_way.name(), util::to_rfc3339(*until)}});
  }
  const auto found = m_way.look_up(siret);
  store::Transaction write(m_context.store, m_context.deed());
  if (!found) {
    if (m_way.is_tripped()) {
      sirene.rest(m_way.name(), m_context.now() + k_rest);
      write.commit();
    }
    return kept(siret, found.error());
  }
  auto outcome = SireneOutcome::not_found;
  if (*found) {
    outcome = (*found)->is_open ? SireneOutcome::open : SireneOutcome::closed;
  }
  const store::SireneRecord record{outcome, *found, m_way.name(), m_context.now()};
  sirene.put(siret, record);
  write.commit();
  return answer_of(record);
}

std::optional<util::Error> objection_to(domain::Siret siret, const SireneAnswer& answer)
{
  switch (answer.outcome) {
  case SireneOutcome::open:
    return std::nullopt;
  case SireneOutcome::closed: {
    const auto& closed = answer.establishment->closed;
    return util::Error{"register.closed", {siret.digits(), closed ? closed->text() : "?"}};
  }
  case SireneOutcome::not_found:
    return util::Error{"register.not_found", {siret.digits()}};
  case SireneOutcome::unavailable:
    break;
  }
  return answer.problem;
}

util::Outcome ask_about(const Context& context, SireneLookup& look_up,
                        const domain::RequestForm& form, const std::string& number)
{
  std::vector<std::string> sirets = {form.siret, form.provider_siret};
  for (const domain::ModuleForm& module : form.modules) {
    sirets.push_back(module.provider_siret);
  }
  if (const auto request = context.store.funding_requests().find(util::to_upper(util::trim(number)),
                                                                 perimeter_of(context))) {
    sirets.push_back(request->siret.digits());
    for (const domain::Siret provider : request->providers()) {
      sirets.push_back(provider.digits());
    }
  }
  return ask_all(look_up, sirets);
}

util::Outcome ask_about(SireneLookup& look_up, const domain::Contract::Values& contract)
{
  std::vector<std::string> sirets;
  for (const char* path : {"employeur.siret", "organismeFormation.siret"}) {
    const auto found = contract.find(path);
    sirets.push_back(found == contract.end() ? "" : found->second);
  }
  return ask_all(look_up, sirets);
}

bool is_publicly_closed(const Context& context, domain::Siret siret)
{
  const auto record = context.store.sirene().find(siret);
  return record && record->outcome == SireneOutcome::closed;
}

std::optional<bool> has_qualiopi(const Context& context, domain::Siret siret)
{
  const auto record = context.store.sirene().find(siret);
  return record && record->establishment ? record->establishment->qualiopi : std::nullopt;
}

} // namespace myatlas::services
