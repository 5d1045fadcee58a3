#include "services/companies/sirene.hpp"

#include "util/ranges.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::SireneOutcome;
using domain::Siret;
using store::SireneRecord;

using Sirets = std::vector<std::string>; // as they were typed

constexpr std::int64_t k_day = 24 * util::k_hour;
constexpr std::int64_t k_rest = 10 * util::k_minute;

bool is_fresh(const SireneRecord& record, util::Instant now)
{
  return now < record.asked + (record.outcome == SireneOutcome::not_found ? k_day : 7 * k_day) &&
         now >= record.asked;
}

Outcome ask(SireneLookup& look_up, Siret siret)
{
  const SireneAnswer answer = look_up.ask(siret);
  return answer.outcome == SireneOutcome::unavailable ? Outcome(*answer.problem) : Done{};
}

// One that is none is the form's own problem.
Outcome ask_one(SireneLookup& look_up, const std::string& text)
{
  const auto siret = Siret::parse(text);
  return siret ? ask(look_up, *siret) : Done{};
}

Outcome ask_all(SireneLookup& look_up, const Sirets& sirets)
{
  for (const std::string& text : sirets) {
    TRY(ask_one(look_up, text));
  }
  return Done{};
}

SireneOutcome sirene_outcome(const std::optional<domain::SireneEstablishment>& found)
{
  if (!found) {
    return SireneOutcome::not_found;
  }
  return found->is_open ? SireneOutcome::open : SireneOutcome::closed;
}

SireneAnswer answer_of(const SireneRecord& record)
{
  return {record.outcome, record.establishment, record.source, record.asked, std::nullopt};
}

} // namespace

SireneAnswer SireneLookup::kept(Siret siret, Error problem) const
{
  const auto record = m_context.store.sirene().find(siret);
  SireneAnswer answer = record ? answer_of(*record) : unavailable();
  answer.problem = std::move(problem);
  return answer;
}

SireneAnswer SireneLookup::unavailable() const
{
  return {SireneOutcome::unavailable, std::nullopt, m_way.name(), std::nullopt, std::nullopt};
}

SireneAnswer SireneLookup::ask(Siret siret)
{
  const auto record = m_context.store.sirene().find(siret);
  if (record && is_fresh(*record, m_context.now())) {
    return answer_of(*record);
  }
  if (const auto until = resting_until()) {
    return kept(siret, Error{"register.resting", {m_way.name(), util::to_rfc3339(*until)}});
  }
  return asked(siret);
}

std::optional<util::Instant> SireneLookup::resting_until() const
{
  const auto until = m_context.store.sirene().rests_until(m_way.name());
  return until && m_context.now() < *until ? until : std::nullopt;
}

SireneAnswer SireneLookup::asked(Siret siret)
{
  const auto found = m_way.look_up(siret);
  Transaction write = m_context.begin();
  if (!found) {
    rest(write);
    return kept(siret, found.error());
  }
  const SireneRecord record = put(siret, *found);
  write.commit();
  return answer_of(record);
}

SireneRecord SireneLookup::put(Siret siret, const std::optional<domain::SireneEstablishment>& found)
{
  const SireneRecord record{sirene_outcome(found), found, m_way.name(), m_context.now()};
  m_context.store.sirene().put(siret, record);
  return record;
}

void SireneLookup::rest(Transaction& write)
{
  if (m_way.is_tripped()) {
    m_context.store.sirene().rest(m_way.name(), m_context.now() + k_rest);
    write.commit();
  }
}

namespace {

Error closed_on(Siret siret, const std::optional<domain::Date>& day)
{
  return {"register.closed", {siret.digits(), day ? day->text() : "?"}};
}

} // namespace

std::optional<Error> objection_to(Siret siret, const SireneAnswer& answer)
{
  switch (answer.outcome) {
  case SireneOutcome::open:
    return std::nullopt;
  case SireneOutcome::closed:
    return closed_on(siret, answer.establishment->closed);
  case SireneOutcome::not_found:
    return Error{"register.not_found", {siret.digits()}};
  case SireneOutcome::unavailable:
    break;
  }
  return answer.problem;
}

namespace {

Sirets sirets_in(const domain::RequestForm& form)
{
  Sirets sirets = {form.siret, form.provider_siret};
  for (const domain::ModuleForm& module : form.modules) {
    sirets.push_back(module.provider_siret);
  }
  return sirets;
}

void append_sirets(Sirets& sirets, const domain::FundingRequest& request)
{
  sirets.push_back(request.siret.digits());
  for (const Siret provider : request.providers()) {
    sirets.push_back(provider.digits());
  }
}

std::optional<domain::FundingRequest> seen_numbered(const Context& context,
                                                    const std::string& number)
{
  return context.store.funding_requests().find(util::to_upper(util::trim(number)),
                                               perimeter_of(context));
}

} // namespace

Outcome ask_about(const Context& context, SireneLookup& look_up, const domain::RequestForm& form,
                  const std::string& number)
{
  Sirets sirets = sirets_in(form);
  if (const auto request = seen_numbered(context, number)) {
    append_sirets(sirets, *request);
  }
  return ask_all(look_up, sirets);
}

Outcome ask_about(SireneLookup& look_up, const domain::Contract::Values& contract)
{
  Sirets sirets;
  for (const char* path : {"employeur.siret", "organismeFormation.siret"}) {
    sirets.push_back(util::value_at(contract, path).value_or(""));
  }
  return ask_all(look_up, sirets);
}

bool is_publicly_closed(const Context& context, Siret siret)
{
  const auto record = context.store.sirene().find(siret);
  return record && record->outcome == SireneOutcome::closed;
}

std::optional<bool> has_qualiopi(const Context& context, Siret siret)
{
  const auto record = context.store.sirene().find(siret);
  return record && record->establishment ? record->establishment->qualiopi : std::nullopt;
}

} // namespace myatlas::services
