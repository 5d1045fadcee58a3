// What a contract is funded with, and the instalments it is paid in.
#include "store/tables/contracts.hpp"

#include "store/tables/invoices.hpp"
#include "store/tables/recoveries.hpp"

namespace myatlas::store {

namespace {

using domain::Date;
using domain::Instalment;
using domain::Money;
using util::Instant;

constexpr char k_gone = '-'; // before the code of an instalment that is no longer in the schedule

Instalment instalment_of(const Row& row)
{
  Instalment instalment{.number = static_cast<int>(row.integer(0)),
                        .code = row.text(1),
                        .year = static_cast<int>(row.integer(2)),
                        .opens = row.read(3, Date::read),
                        .from = row.read(4, Date::read),
                        .to = row.read(5, Date::read),
                        .amount = {row.integer(6)}};
  instalment.is_gone = instalment.code.starts_with(k_gone);
  instalment.code.erase(0, instalment.is_gone ? 1 : 0);
  return instalment;
}

// What was invoiced of an instalment the store knows nothing of: schedules were replaced whole
// once, and an OPCO may number its own anew.
Instalment unknown_instalment(int number, const Instalment& last)
{
  Instalment instalment = last;
  instalment.number = number;
  instalment.code.clear();
  instalment.amount = {};
  instalment.is_gone = true;
  return instalment;
}

// What a state is paid beyond, once it is invoiced no more than it is due.
Money paid_beyond(const InstalmentState& state)
{
  return std::max(Money{}, state.invoiced - state.instalment.amount);
}

void take_back(InstalmentState& state, Money& came_back, Money most)
{
  const Money taken = std::min({came_back, state.paid, most});
  state.invoiced = state.invoiced - taken;
  state.paid = state.paid - taken;
  came_back = came_back - taken;
}

// What came back is no longer invoiced nor paid: first of the instalments it was paid over, then of
// the last ones.
void give_back(std::vector<InstalmentState>& instalments, Money came_back)
{
  for (auto state = instalments.rbegin(); state != instalments.rend(); ++state) {
    take_back(*state, came_back, paid_beyond(*state));
  }
  for (auto state = instalments.rbegin(); state != instalments.rend(); ++state) {
    take_back(*state, came_back, state->paid);
  }
}

// Takes what was invoiced over an instalment off those with something left, the first ones first.
void set_off(std::vector<InstalmentState>& instalments)
{
  Money over;
  for (const InstalmentState& state : instalments) {
    over = over + std::max(Money{}, state.invoiced - state.instalment.amount);
  }
  for (InstalmentState& state : instalments) {
    state.deducted = std::min(over, state.left());
    over = over - state.deducted;
  }
}

} // namespace

Money total(const std::vector<InstalmentState>& instalments)
{
  Money sum;
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

std::optional<ContractFunding> Contracts::funding(std::int64_t dossier) const
{
  const auto rows = m_engine.query(
    "select yearly, trainee_from, ended, in_probation from contract_funding where dossier = $1",
    {dossier});
  if (rows.empty()) {
    return std::nullopt;
  }
  return ContractFunding{{rows[0].integer(0)},
                         rows[0].maybe_read(1, Date::read),
                         rows[0].maybe_read(2, Date::read),
                         rows[0].integer(3) != 0};
}

namespace {

std::string text_of(const std::optional<Date>& date)
{
  return date ? date->text() : "";
}

Cell maybe(const std::string& text)
{
  return text.empty() ? Cell() : Cell(std::string_view(text));
}

void put_instalment(Engine& engine, std::int64_t dossier, const Instalment& i)
{
  const std::string opens = i.opens.text(), from = i.from.text(), to = i.to.text(),
                    code = (i.is_gone ? std::string(1, k_gone) : "") + i.code;
  engine.execute("insert into instalment (dossier, number, code, year, opens, starts, ends, "
                 "amount) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                 {dossier, std::int64_t{i.number}, std::string_view(code), std::int64_t{i.year},
                  std::string_view(opens), std::string_view(from), std::string_view(to),
                  i.amount.cents});
}

} // namespace

void Contracts::fund(std::int64_t dossier, const ContractFunding& funding,
                     const std::vector<Instalment>& schedule)
{
  const std::string trainee_from = text_of(funding.trainee_from), ended = text_of(funding.ended);
  m_engine.execute("insert into contract_funding (dossier, yearly, trainee_from, ended, "
                   "in_probation) values ($1, $2, $3, $4, $5) "
                   "on conflict (dossier) do update set yearly = excluded.yearly, trainee_from = "
                   "excluded.trainee_from, "
                   "ended = excluded.ended, in_probation = excluded.in_probation",
                   {dossier, funding.yearly.cents, maybe(trainee_from), maybe(ended),
                    std::int64_t{funding.in_probation}});
  m_engine.execute("delete from instalment where dossier = $1", {dossier});
  for (const Instalment& instalment : schedule) {
    put_instalment(m_engine, dossier, instalment);
  }
}

std::vector<Instalment> Contracts::schedule(std::int64_t dossier) const
{
  std::vector<Instalment> found;
  for (const Row& row : m_engine.query("select number, code, year, opens, starts, ends, amount "
                                       "from instalment where dossier = $1",
                                       {dossier})) {
    found.push_back(instalment_of(row));
  }
  std::ranges::sort(found, domain::comes_before);
  return found;
}

namespace {

int number_of(const InstalmentState& state)
{
  return state.instalment.number;
}

// One that the schedule does not have any more is put behind the others.
InstalmentState& state_of(int number, std::vector<InstalmentState>& states)
{
  const auto state = std::ranges::find(states, number, number_of);
  if (state != states.end()) {
    return *state;
  }
  return states.emplace_back(
    InstalmentState{unknown_instalment(number, states.back().instalment), {}, {}});
}

bool is_gone_for_good(const InstalmentState& state)
{
  return state.instalment.is_gone && state.invoiced.cents == 0 && state.paid.cents == 0;
}

} // namespace

std::vector<InstalmentState> Contracts::instalments(std::int64_t dossier) const
{
  std::vector<InstalmentState> found;
  for (const Instalment& instalment : schedule(dossier)) {
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
    InstalmentState& state = state_of(static_cast<int>(row.integer(0)), found);
    state.invoiced = {row.integer(1)};
    state.paid = {row.integer(2)};
  }
  std::erase_if(found, is_gone_for_good);
  give_back(found, Recoveries(m_engine).for_teaching(dossier));
  set_off(found);
  return found;
}

} // namespace myatlas::store
