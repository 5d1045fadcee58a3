#include "store/tables/contracts.hpp"

#include <fmt/format.h>

#include "domain/dossiers/request_life.hpp"
#include "formats/json/json.hpp"
#include "store/state_lists.hpp"
#include "store/tables/invoices.hpp"

namespace myatlas::store {

namespace {

using domain::Money;
using util::Instant;

} // namespace

bool Contracts::has(std::int64_t dossier) const
{
  return !m_engine.query("select 1 from contract where dossier = $1", {dossier}).empty();
}

std::optional<domain::Contract> Contracts::find(std::int64_t dossier) const
{
  const auto rows = m_engine.query(
    "select sealed from contract where dossier = $1 order by position desc limit 1", {dossier});
  return rows.empty() ? std::nullopt : std::optional(unseal(rows[0].text(0)));
}

domain::Contract Contracts::unseal(const std::string& sealed) const
{
  domain::Contract::Values values;
  const formats::Json kept =
    as_stored(formats::parse_json(as_stored(util::decrypt(m_key, sealed))));
  for (const auto& [path, value] : kept.items()) {
    values[path] = value.get<std::string>();
  }
  util::Errors problems, warnings;
  return domain::Contract::read(values, problems, warnings);
}

std::string Contracts::seal(const domain::Contract& contract) const
{
  formats::Json values = formats::Json::object();
  auto& members =
    values.get_ref<formats::Json::object_t&>(); // each path comes once: nothing is looked up
  members.reserve(contract.values().size());
  for (const auto& [path, value] : contract.values()) {
    members.emplace_back(path, value);
  }
  return util::encrypt(m_key, values.dump());
}

std::optional<domain::Contract> Contracts::original(std::int64_t dossier) const
{
  std::optional<domain::Contract> first;
  for (const Row& row : m_engine.query(
         "select sealed from contract where dossier = $1 order by position desc", {dossier})) {
    first = unseal(row.text(0));
    if (!first->is_amendment()) {
      break;
    }
  }
  return first;
}

std::int64_t Contracts::versions(std::int64_t dossier) const
{
  return m_engine.query("select count(*) from contract where dossier = $1", {dossier})[0].integer(
    0);
}

std::vector<ContractVersion> Contracts::all_versions(std::int64_t dossier) const
{
  std::vector<ContractVersion> found;
  for (const Row& row : m_engine.query(
         "select sealed, sent_by, sent from contract where dossier = $1 order by position",
         {dossier})) {
    found.push_back({unseal(row.text(0)), row.text(1), Instant{row.integer(2)}});
  }
  return found;
}

void Contracts::put(std::int64_t dossier, const domain::Contract& contract,
                    std::string_view sent_by, Instant now)
{
  const std::string sealed = seal(contract), identity = identity_of(contract);
  m_engine.execute(
    "insert into contract (dossier, position, identity, sealed, sent_by, sent) "
    "select $1, count(*) + 1, $2, $3, $4, $5 from contract where dossier = $1",
    {dossier, std::string_view(identity), std::string_view(sealed), sent_by, now.micros});
}

std::string Contracts::identity_of(const domain::Contract& contract) const
{
  return util::keyed_hash(m_key, "contract|" + domain::identity_of(contract.values()));
}

std::string Contracts::identity_of_sealed(const std::string& sealed) const
{
  return identity_of(unseal(sealed));
}

std::optional<std::string> Contracts::number_of_same(const domain::Contract& contract,
                                                     domain::Siren cfa) const
{
  constexpr auto k_is_gone = [](const domain::RequestStateFacts& facts) { return !facts.stands; };
  const std::string identity = identity_of(contract);
  const auto rows = m_engine.query("select r.number from contract c join funding_request r on r.id "
                                   "= c.dossier where c.identity = $1 "
                                   "and r.provider / 100000 = $2 and r.state not in (" +
                                     words_of_states<domain::k_request_states, k_is_gone>() +
                                     ") order by r.number limit 1",
                                   {std::string_view(identity), cfa.number()});
  return rows.empty() ? std::nullopt : std::optional(rows[0].text(0));
}

std::optional<PendingAmendment> Contracts::amendment(std::int64_t dossier) const
{
  const auto rows =
    m_engine.query("select sealed, sent_by, sent from amendment where dossier = $1", {dossier});
  return rows.empty() ? std::nullopt
                      : std::optional(PendingAmendment{unseal(rows[0].text(0)), rows[0].text(1),
                                                       Instant{rows[0].integer(2)}});
}

void Contracts::put_amendment(std::int64_t dossier, const domain::Contract& contract,
                              std::string_view sent_by, Instant now)
{
  const std::string sealed = seal(contract);
  m_engine.execute("insert into amendment (dossier, sealed, sent_by, sent) values ($1, $2, $3, $4) "
                   "on conflict (dossier) do update set "
                   "sealed = excluded.sealed, sent_by = excluded.sent_by, sent = excluded.sent",
                   {dossier, std::string_view(sealed), sent_by, now.micros});
}

void Contracts::drop_amendment(std::int64_t dossier)
{
  m_engine.execute("delete from amendment where dossier = $1", {dossier});
}

std::vector<WaitingDossier> Contracts::amended() const
{
  std::vector<WaitingDossier> found;
  for (const Row& row : m_engine.query("select r.number, r.title, r.state, a.sent from amendment a "
                                       "join funding_request r on r.id = a.dossier "
                                       "order by r.number",
                                       {})) {
    found.push_back({row.text(0), row.text(1), row.text(2), Instant{row.integer(3)}});
  }
  return found;
}

namespace {

InvoicedLine side_cost_of(const Row& row)
{
  const auto instalment = row.maybe_integer(3);
  return {row.text(0),
          {row.read(1, domain::parse_cost_nature),
           {row.integer(2)},
           instalment ? std::optional(static_cast<int>(*instalment)) : std::nullopt}};
}

} // namespace

std::vector<InvoicedLine> Contracts::side_costs(std::int64_t dossier) const
{
  std::vector<InvoicedLine> found;
  for (const Row& row : m_engine.query(
         "select l.number, l.nature, l.amount, l.instalment from invoice i join invoice_line l on "
         "l.provider = i.provider and l.number = i.number where i.dossier = $1 and l.nature <> "
         "'PEDAGOGIE' and "
         "i.state in (" +
           Invoices::counting_states() + ") order by l.number, l.position",
         {dossier})) {
    found.push_back(side_cost_of(row));
  }
  return found;
}

void Contracts::agree_side_costs(std::int64_t dossier,
                                 const std::map<domain::CostNature, Money>& agreed)
{
  m_engine.execute("delete from agreed_side_cost where dossier = $1", {dossier});
  for (const auto& [nature, amount] : agreed) {
    m_engine.execute("insert into agreed_side_cost (dossier, nature, amount) values ($1, $2, $3)",
                     {dossier, std::string_view(domain::to_text(nature)), amount.cents});
  }
}

std::map<domain::CostNature, Money> Contracts::agreed_side_costs(std::int64_t dossier) const
{
  std::map<domain::CostNature, Money> agreed;
  for (const Row& row : m_engine.query(
         "select nature, amount from agreed_side_cost where dossier = $1", {dossier})) {
    agreed[row.read(0, domain::parse_cost_nature)] = {row.integer(1)};
  }
  return agreed;
}

} // namespace myatlas::store
