#include "store/tables/contracts.hpp"

#include "domain/dossiers/request_life.hpp"
#include "formats/json/json.hpp"
#include "store/rows.hpp"
#include "store/state_lists.hpp"
#include "store/tables/invoices.hpp"

namespace myatlas::store {

namespace {

using domain::Contract;
using domain::Money;

// Its members by their paths; each path comes once, so that nothing is looked up.
std::string text_of(const Contract& contract)
{
  formats::Json values = formats::Json::object();
  auto& members = values.get_ref<formats::Json::object_t&>();
  members.reserve(contract.values().size());
  for (const auto& [path, value] : contract.values()) {
    members.emplace_back(path, value);
  }
  return values.dump();
}

Contract contract_of(const std::string& text)
{
  Contract::Values values;
  const formats::Json members = as_stored(formats::parse_json(text));
  for (const auto& [path, value] : members.items()) {
    values[path] = value.get<std::string>();
  }
  util::Errors problems, warnings;
  return Contract::read(values, problems, warnings);
}

struct SealedContract
{
  static Bind bind(const Contract& contract, const util::Key* key)
  {
    return Sealed::bind(text_of(contract), key);
  }
  template <typename T>
  static T read(const Row& row, std::size_t column, const util::Key* key)
  {
    return contract_of(Sealed::read<std::string>(row, column, key));
  }
};

// What a contract is found by, which is made with the key as its seal is.
std::string identity_of(const Contract& contract, const util::Key& key)
{
  return util::keyed_hash(key, "contract|" + domain::identity_of(contract.values()));
}

struct KeyedIdentity
{
  static Bind bind(const Contract& contract, const util::Key* key)
  {
    return {identity_of(contract, *key)};
  }
};

const Contract& contract_in(const ContractVersion& version)
{
  return version.contract;
}

constexpr auto k_contract = table<ContractVersion>(
  "contract", Given("dossier"), Position("position"),
  Column("identity", contract_in, KeyedIdentity{}),
  Column("sealed", &ContractVersion::contract, SealedContract{}),
  Column("sent_by", &ContractVersion::sent_by), Column("sent", &ContractVersion::sent));

constexpr auto k_amendment = table<PendingAmendment>(
  "amendment", Given("dossier"), Column("sealed", &PendingAmendment::contract, SealedContract{}),
  Column("sent_by", &PendingAmendment::sent_by), Column("sent", &PendingAmendment::sent));

constexpr auto k_amended = table<WaitingDossier>(
  "amendment", Column("number", &WaitingDossier::number), Column("title", &WaitingDossier::title),
  Column("state", &WaitingDossier::state), Column("sent", &WaitingDossier::since));

// A line that is not for teaching, by the invoice it stands on.
constexpr auto k_side_cost_line =
  table<domain::BilledLine>("invoice_line", Column("nature", &domain::BilledLine::nature),
                            Column("amount", &domain::BilledLine::amount),
                            Column("instalment", &domain::BilledLine::instalment));

constexpr auto k_side_cost =
  table<InvoicedLine>("invoice_line", Column("number", &InvoicedLine::invoice),
                      Within(&InvoicedLine::line, k_side_cost_line));

using AgreedCost = std::pair<domain::CostNature, Money>;

constexpr auto k_agreed = table<AgreedCost>("agreed_side_cost", Given("dossier"),
                                            Column("nature", &AgreedCost::first, Part::key),
                                            Column("amount", &AgreedCost::second));

} // namespace

bool Contracts::has(std::int64_t dossier) const
{
  return has_row(m_engine, "select 1 from contract where dossier = $1", {dossier});
}

std::optional<Contract> Contracts::find(std::int64_t dossier) const
{
  auto latest = first_where<k_contract>({m_engine, m_key},
                                        "dossier = $1 order by position desc limit 1", {dossier});
  return latest ? std::optional(std::move(latest->contract)) : std::nullopt;
}

std::optional<Contract> Contracts::original(std::int64_t dossier) const
{
  std::optional<Contract> first;
  for (ContractVersion& version :
       all_where<k_contract>({m_engine, m_key}, "dossier = $1 order by position desc", {dossier})) {
    first = std::move(version.contract);
    if (!first->is_amendment()) {
      break;
    }
  }
  return first;
}

std::int64_t Contracts::versions(std::int64_t dossier) const
{
  return value(m_engine, "select count(*) from contract where dossier = $1", {dossier});
}

std::vector<ContractVersion> Contracts::all_versions(std::int64_t dossier) const
{
  return all_where<k_contract>({m_engine, m_key}, "dossier = $1 order by position", {dossier});
}

void Contracts::put(std::int64_t dossier, const Contract& contract, std::string_view sent_by,
                    util::Instant now)
{
  add_row<k_contract>({m_engine, m_key}, {contract, std::string(sent_by), now}, {dossier});
}

std::string Contracts::identity_of_sealed(const std::string& sealed) const
{
  return identity_of(contract_of(as_stored(util::decrypt(m_key, sealed))), m_key);
}

std::optional<std::string> Contracts::number_of_same(const Contract& contract,
                                                     domain::Siren cfa) const
{
  constexpr auto k_is_gone = [](const domain::RequestStateFacts& facts) { return !facts.stands; };
  return first_value<std::string>(m_engine,
                                  "select r.number from contract c join funding_request r on r.id "
                                  "= c.dossier where c.identity = $1 "
                                  "and r.provider / 100000 = $2 and r.state not in (" +
                                    words_of_states<domain::k_request_states, k_is_gone>() +
                                    ") order by r.number limit 1",
                                  {identity_of(contract, m_key), cfa});
}

std::optional<PendingAmendment> Contracts::amendment(std::int64_t dossier) const
{
  return first_where<k_amendment>({m_engine, m_key}, "dossier = $1", {dossier});
}

void Contracts::put_amendment(std::int64_t dossier, const Contract& contract,
                              std::string_view sent_by, util::Instant now)
{
  put_row<k_amendment>({m_engine, m_key}, {contract, std::string(sent_by), now}, {dossier});
}

void Contracts::drop_amendment(std::int64_t dossier)
{
  m_engine.execute("delete from amendment where dossier = $1", {dossier});
}

std::vector<WaitingDossier> Contracts::amended() const
{
  return all_rows<k_amended>(m_engine, "select " + columns_text(k_amended.columns()) +
                                         " from amendment a join funding_request r on r.id = "
                                         "a.dossier order by number");
}

std::vector<InvoicedLine> Contracts::side_costs(std::int64_t dossier) const
{
  return all_rows<k_side_cost>(
    m_engine,
    "select " + columns_text(k_side_cost.columns(), "l") +
      " from invoice i join invoice_line l on l.provider = i.provider and l.number = i.number "
      "where i.dossier = $1 and l.nature <> " +
      quoted(domain::CostNature::pedagogie) + " and i.state in (" + Invoices::counting_states() +
      ") order by l.number, l.position",
    {dossier});
}

void Contracts::agree_side_costs(std::int64_t dossier,
                                 const std::map<domain::CostNature, Money>& agreed)
{
  m_engine.execute("delete from agreed_side_cost where dossier = $1", {dossier});
  for (const auto& [nature, amount] : agreed) {
    add_row<k_agreed>(m_engine, {nature, amount}, {dossier});
  }
}

std::map<domain::CostNature, Money> Contracts::agreed_side_costs(std::int64_t dossier) const
{
  const auto rows = all_where<k_agreed>(m_engine, "dossier = $1", {dossier});
  return {rows.begin(), rows.end()};
}

} // namespace myatlas::store
