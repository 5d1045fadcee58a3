#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/dossiers/contract.hpp"
#include "domain/values/money.hpp"

namespace myatlas::domain {

// What an apprenticeship contract is funded with: the yearly level (niveau de prise en charge) and
// what it depends on.
struct FundingTerms
{
  Money yearly;
  Date concluded = Date::of_days(0), start = Date::of_days(0),
       end = Date::of_days(0);                // of the contract; the last day it lasted
  Date planned_end = Date::of_days(0);        // as it was agreed
  std::int64_t hours = 0, distance_hours = 0; // of the training
  int level = 0;                              // of the diploma, 3 to 8
  bool after_rupture = false;                 // a new contract after one was broken off elsewhere
  bool in_probation = false;                  // broken off in its first 45 days
  std::optional<Date>
    trainee_from; // funded before the contract as a trainee (stagiaire), from this day on
};

// The terms of a contract as it was last amended. The law it is under is that of the day it was
// concluded on, whatever the days of its amendments: `original` is the contract before them.
FundingTerms terms_of(const Contract& contract, const Contract& original, Money yearly);

// The last day on which a contract that is broken off is so in probation whatever the apprentice
// did until then: the 45th from the start of practical training on (L6222-18). Later it may be too,
// since days in training at the CFA do not count.
std::optional<Date> sure_end_of_probation(const Contract& contract);

// A payment of the schedule (échéance).
struct Instalment
{
  int number = 0;
  std::string code; // codification: "E0" the time as a trainee, "E1", "E2"…, "99" the balance
  int year = 0;     // of the contract; 0 before it
  Date opens = Date::of_days(0), from = Date::of_days(0),
       to = Date::of_days(0); // may be invoiced from; the period it is for
  Money amount;
  bool is_gone = false; // an amendment or a break-off took it out of the schedule; nothing of it is
                        // owed any more
};
using Instalments = std::vector<Instalment>;

// The schedule (échéancier), doc/sources/apprenticeship.md, Instalments. Contracts concluded from 1
// July 2025 on (décret 2025-585): 40, 30, 20 and 10 % of each year, by the day, 29 February
// counting in a year of 366, the distance reduction and the employer's share taken off first.
// Before: 40, 30 and 30 % of each year, or 50 % and the balance below twelve months, by begun month
// (R6332-25 VI in its version of then). Each year's parts come to its amount to the cent. The
// months the later parts open in (the 7th, the 10th, the end of the year) are sourced for contracts
// before July 2025 and assumed after.
Instalments schedule(const FundingTerms& terms);

// The schedule as it takes the place of `before`: an instalment keeps the number it had, told by
// its year and its place in the year, and a new one gets a number that none ever had. Those that
// are no longer in it stay as gone: what was invoiced of them names them.
Instalments continued(Instalments schedule, const Instalments& before);

// A schedule whose numbers another gave, and those before that are no longer in it, as gone.
Instalments with_gone(Instalments schedule, const Instalments& before);

bool comes_before(const Instalment& one, const Instalment& other); // in the order of the schedule

// From when on the time before a contract is funded: as it was agreed to, from the day its training
// starts, of a first contract. `original` is the contract before its amendments.
std::optional<Date> trainee_from(const Contract& contract, const Contract& original);

// The last day for the balance of the schedule: four months after the contract's end (décret
// 2025-585); nothing before that decree.
std::optional<Date> last_day_to_invoice(Date concluded, Date end);

Money reduced_for_distance(const FundingTerms& terms); // the yearly amount: -20 % from 80 % at a
                                                       // distance on, not below 4 000 euros
Money employer_share(const FundingTerms& terms,
                     Money whole); // from level 6 on; `whole`: what the contract is funded with

// amount x days / 365, or 366 where the year from `from` on holds 29 February.
Money pro_rata(Money yearly, Date from, Date to);

} // namespace myatlas::domain
