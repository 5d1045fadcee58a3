#include "store/tables/contracts.hpp"

#include <fmt/format.h>

#include "domain/dossiers/request_life.hpp"
#include "formats/json/json.hpp"
#include "store/state_lists.hpp"
#include "store/tables/invoices.hpp"
#include "store/tables/recoveries.hpp"

namespace myatlas::store {

namespace {

constexpr char k_gone = '-'; // before the code of an instalment that is no longer in the schedule

domain::Instalment instalment_of(const Row& row)
{
  domain::Instalment instalment{.number = static_cast<int>(row.integer(0)),
                                .code = row.text(1),
                                .year = static_cast<int>(row.integer(2)),
                                .opens = row.read(3, domain::Date::read),
                                .from = row.read(4, domain::Date::read),
                                .to = row.read(5, domain::Date::read),
                                .amount = {row.integer(6)}};
  instalment.is_gone = instalment.code.starts_with(k_gone);
  instalment.code.erase(0, instalment.is_gone ? 1 : 0);
  return instalment;
}

// What was invoiced of an instalment the store knows nothing of: schedules were replaced whole
// once, and an OPCO may number its own anew.
domain::Instalment unknown_instalment(int number, const domain::Instalment& last)
{
  domain::Instalment instalment = last;
  instalment.number = number;
  instalment.code.clear();
  instalment.amount = {};
  instalment.is_gone = true;
  return instalment;
}

// What came back is no longer invoiced nor paid: first of the instalments it was paid over, then of
// the last ones.
void give_back(std::vector<InstalmentState>& instalments, domain::Money came_back)
{
  for (const bool is_over : {true, false}) {
    for (auto state = instalments.rbegin(); state != instalments.rend(); ++state) {
      const domain::Money over =
        std::max(domain::Money{}, state->invoiced - state->instalment.amount);
      const domain::Money taken = std::min({came_back, state->paid, is_over ? over : state->paid});
      state->invoiced = state->invoiced - taken;
      state->paid = state->paid - taken;
      came_back = came_back - taken;
    }
  }
}

// Takes what was invoiced over an instalment off those with something left, the first ones first.
void set_off(std::vector<InstalmentState>& instalments)
{
  domain::Money over;
  for (const InstalmentState& state : instalments) {
    over = over + std::max(domain::Money{}, state.invoiced - state.instalment.amount);
  }
  for (InstalmentState& state : instalments) {
    state.deducted = std::min(over, state.left());
    over = over - state.deducted;
  }
}

} // namespace

domain::Money total(const std::vector<InstalmentState>& instalments)
{
  domain::Money sum;
  for (const InstalmentState& state : instalments) {
    sum = sum + state.instalment.amount;
  }
  return sum;
}

int advance_of(const std::vector<InstalmentState>& instalments)
{
  const auto first = std::ranges::find_if(
    instalments, [](const InstalmentState& state) { return state.instalment.code != "E0"; });
  return first == instalments.end() ? 0 : first->instalment.number;
}

const char* to_text(const InstalmentState& state)
{
  if (state.instalment.is_gone) {
    return "gone";
  }
  if (state.is_lost) {
    return "lost";
  }
  return state.open().cents > 0 ? "to_invoice" : "invoiced";
}

InstalmentState* balance_of(std::vector<InstalmentState>& instalments)
{
  const auto last =
    std::find_if(instalments.rbegin(), instalments.rend(),
                 [](const InstalmentState& state) { return !state.instalment.is_gone; });
  return last == instalments.rend() ? nullptr : &*last;
}

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
    found.push_back({unseal(row.text(0)), row.text(1), util::Instant{row.integer(2)}});
  }
  return found;
}

void Contracts::put(std::int64_t dossier, const domain::Contract& contract,
                    std::string_view sent_by, util::Instant now)
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
                                                       util::Instant{rows[0].integer(2)}});
}

void Contracts::put_amendment(std::int64_t dossier, const domain::Contract& contract,
                              std::string_view sent_by, util::Instant now)
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
    found.push_back({row.text(0), row.text(1), row.text(2), util::Instant{row.integer(3)}});
  }
  return found;
}

std::optional<ContractFunding> Contracts::funding(std::int64_t dossier) const
{
  const auto rows = m_engine.query(
    "select yearly, trainee_from, ended, in_probation from contract_funding where dossier = $1",
    {dossier});
  if (rows.empty()) {
    return std::nullopt;
  }
  return ContractFunding{{rows[0].integer(0)},
                         rows[0].maybe_read(1, domain::Date::read),
                         rows[0].maybe_read(2, domain::Date::read),
                         rows[0].integer(3) != 0};
}

void Contracts::fund(std::int64_t dossier, const ContractFunding& funding,
                     const std::vector<domain::Instalment>& schedule)
{
  const auto day = [](const std::optional<domain::Date>& date) { return date ? date->text() : ""; };
  const auto maybe = [](const std::string& text) {
    return text.empty() ? Cell() : Cell(std::string_view(text));
  };
  const std::string trainee_from = day(funding.trainee_from), ended = day(funding.ended);
  m_engine.execute("insert into contract_funding (dossier, yearly, trainee_from, ended, "
                   "in_probation) values ($1, $2, $3, $4, $5) "
                   "on conflict (dossier) do update set yearly = excluded.yearly, trainee_from = "
                   "excluded.trainee_from, "
                   "ended = excluded.ended, in_probation = excluded.in_probation",
                   {dossier, funding.yearly.cents, maybe(trainee_from), maybe(ended),
                    std::int64_t{funding.in_probation}});
  m_engine.execute("delete from instalment where dossier = $1", {dossier});
  for (const domain::Instalment& i : schedule) {
    const std::string opens = i.opens.text(), from = i.from.text(), to = i.to.text(),
                      code = (i.is_gone ? std::string(1, k_gone) : "") + i.code;
    m_engine.execute("insert into instalment (dossier, number, code, year, opens, starts, ends, "
                     "amount) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                     {dossier, std::int64_t{i.number}, std::string_view(code), std::int64_t{i.year},
                      std::string_view(opens), std::string_view(from), std::string_view(to),
                      i.amount.cents});
  }
}

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
    const auto instalment = row.maybe_integer(3);
    found.push_back({row.text(0),
                     {row.read(1, domain::parse_cost_nature),
                      {row.integer(2)},
                      instalment ? std::optional(static_cast<int>(*instalment)) : std::nullopt}});
  }
  return found;
}

void Contracts::agree_side_costs(std::int64_t dossier,
                                 const std::map<domain::CostNature, domain::Money>& agreed)
{
  m_engine.execute("delete from agreed_side_cost where dossier = $1", {dossier});
  for (const auto& [nature, amount] : agreed) {
    m_engine.execute("insert into agreed_side_cost (dossier, nature, amount) values ($1, $2, $3)",
                     {dossier, std::string_view(domain::to_text(nature)), amount.cents});
  }
}

std::map<domain::CostNature, domain::Money> Contracts::agreed_side_costs(std::int64_t dossier) const
{
  std::map<domain::CostNature, domain::Money> agreed;
  for (const Row& row : m_engine.query(
         "select nature, amount from agreed_side_cost where dossier = $1", {dossier})) {
    agreed[row.read(0, domain::parse_cost_nature)] = {row.integer(1)};
  }
  return agreed;
}

std::vector<domain::Instalment> Contracts::schedule(std::int64_t dossier) const
{
  std::vector<domain::Instalment> found;
  for (const Row& row : m_engine.query("select number, code, year, opens, starts, ends, amount "
                                       "from instalment where dossier = $1",
                                       {dossier})) {
    found.push_back(instalment_of(row));
  }
  std::ranges::sort(found, domain::comes_before);
  return found;
}

std::vector<InstalmentState> Contracts::instalments(std::int64_t dossier) const
{
  std::vector<InstalmentState> found;
  for (const domain::Instalment& instalment : schedule(dossier)) {
    found.push_back({instalment, {}, {}});
  }
  if (found.empty()) {
    return found;
  }
  // An invoice without lines is from before there was a schedule.
  for (const Row& row : m_engine.query(
         "select number, sum(amount), sum(case when state in (" + Invoices::paid_states() +
           ") then amount else 0 end) from (select "
           "coalesce(l.instalment, 0) as number, coalesce(l.amount, i.without_tax) as amount, "
           "i.state as state "
           "from invoice i left join invoice_line l on l.provider = i.provider and l.number = "
           "i.number "
           "where i.dossier = $1 and coalesce(l.nature, 'PEDAGOGIE') = 'PEDAGOGIE' and i.state in "
           "(" +
           Invoices::counting_states() + ")) as line group by number order by number",
         {dossier})) {
    const int number = static_cast<int>(row.integer(0));
    auto state = std::ranges::find(found, number,
                                   [](const InstalmentState& s) { return s.instalment.number; });
    state = state == found.end()
              ? found.insert(state, {unknown_instalment(number, found.back().instalment), {}, {}})
              : state;
    state->invoiced = {row.integer(1)};
    state->paid = {row.integer(2)};
  }
  std::erase_if(found, [](const InstalmentState& s) {
    return s.instalment.is_gone && s.invoiced.cents == 0 && s.paid.cents == 0;
  });
  give_back(found, Recoveries(m_engine).for_teaching(dossier));
  set_off(found);
  return found;
}

} // namespace myatlas::store
