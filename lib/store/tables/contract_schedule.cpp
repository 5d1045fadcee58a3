// What a contract is funded with, and the instalments it is paid in.
#include "store/tables/contracts.hpp"

#include "store/rows.hpp"
#include "store/tables/invoices.hpp"
#include "store/tables/recoveries.hpp"

namespace myatlas::store {

namespace {

using domain::Instalment;
using domain::Money;

constexpr char k_gone = '-'; // before the code of an instalment that is no longer in the schedule

// The code of an instalment, which says whether it is still in the schedule.
struct CodeInSchedule
{
  static Bind bind(const Instalment& instalment, const util::Key*)
  {
    return {(instalment.is_gone ? std::string(1, k_gone) : "") + instalment.code};
  }
  static void read_into(Instalment& into, const Row& row, std::size_t column, const util::Key*)
  {
    into.code = row.text(column);
    into.is_gone = into.code.starts_with(k_gone);
    into.code.erase(0, into.is_gone ? 1 : 0);
  }
};

constexpr auto k_instalment = table<Instalment>(
  "instalment", Given("dossier"), Column("number", &Instalment::number, Part::key),
  Column("code", Whole{}, CodeInSchedule{}), Column("year", &Instalment::year),
  Column("opens", &Instalment::opens), Column("starts", &Instalment::from),
  Column("ends", &Instalment::to), Column("amount", &Instalment::amount));

constexpr auto k_funding = table<ContractFunding>(
  "contract_funding", Given("dossier"), Column("yearly", &ContractFunding::yearly),
  Column("trainee_from", &ContractFunding::trainee_from), Column("ended", &ContractFunding::ended),
  Column("in_probation", &ContractFunding::in_probation));

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
  return first_where<k_funding>(m_engine, "dossier = $1", {dossier});
}

void Contracts::fund(std::int64_t dossier, const ContractFunding& funding,
                     const std::vector<Instalment>& schedule)
{
  put_row<k_funding>(m_engine, funding, {dossier});
  m_engine.execute("delete from instalment where dossier = $1", {dossier});
  for (const Instalment& instalment : schedule) {
    add_row<k_instalment>(m_engine, instalment, {dossier});
  }
}

std::vector<Instalment> Contracts::schedule(std::int64_t dossier) const
{
  std::vector<Instalment> found = all_where<k_instalment>(m_engine, "dossier = $1", {dossier});
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
  static const std::string k_teaching = quoted(domain::CostNature::pedagogie);
  using Sums = std::tuple<int, Money, Money>;
  for (const auto& [number, invoiced, paid] : values<Sums>(
         m_engine,
         "select number, sum(amount), sum(case when state in (" + Invoices::paid_states() +
           ") then amount else 0 end) from (select "
           "coalesce(l.instalment, 0) as number, coalesce(l.amount, i.without_tax) as amount, "
           "i.state as state "
           "from invoice i left join invoice_line l on l.provider = i.provider and l.number = "
           "i.number "
           "where i.dossier = $1 and coalesce(l.nature, " +
           k_teaching + ") = " + k_teaching + " and i.state in (" + Invoices::counting_states() +
           ")) as line group by number order by number",
         {dossier})) {
    InstalmentState& state = state_of(number, found);
    state.invoiced = invoiced;
    state.paid = paid;
  }
  std::erase_if(found, is_gone_for_good);
  give_back(found, Recoveries(m_engine).for_teaching(dossier));
  set_off(found);
  return found;
}

} // namespace myatlas::store
