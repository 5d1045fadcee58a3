#include "services/dossiers/recoveries.hpp"

#include <algorithm>

#include "services/dossiers/funding_requests.hpp"
#include "services/dossiers/owed.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/form_values.hpp"
#include "services/notices/dossier_notices.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::FundingRequest;
using domain::Money;
using domain::Recovery;
using domain::Siren;
using domain::Siret;
using util::collect;

// Where whoever is to give something back is written to.
Siret address_of(const FundingRequest& request, Siren payee)
{
  for (const Siret provider : request.providers()) {
    if (provider.siren() == payee) {
      return provider;
    }
  }
  return request.siret;
}

Money owed_to(const ShareBalances& balances, Siren payee)
{
  Money owed;
  for (const ShareBalance& balance : balances) {
    owed += balance.owed_to(payee);
  }
  return owed;
}

Money of(const Debts& debts, Siren payee)
{
  const auto found = debts.find(payee);
  return found == debts.end() ? Money{} : found->second;
}

Error several_to_give_back(const std::string& dossier, const Debts& debts)
{
  std::string names;
  for (const auto& [payee, debt] : debts) {
    util::add_to_list(names, payee.digits());
  }
  return Error{"recovery.several", {dossier, names}}.at("from");
}

std::optional<Siren> giver_named(const std::string& siret, Errors& problems)
{
  const auto giver = collect(Siret::parse(siret), problems, "from");
  return giver ? std::optional(giver->siren()) : std::nullopt;
}

std::optional<Siren> only_one_of(const Debts& debts)
{
  return debts.size() == 1 ? std::optional(debts.begin()->first) : std::nullopt;
}

// Who gives it back, and the shares it is taken from: those that are to be recovered, in their
// order.
std::optional<Siren> giver_in(const RecoveryForm& form, const Debts& debts, Errors& problems)
{
  if (!form.from.empty()) {
    return giver_named(form.from, problems);
  }
  if (debts.size() > 1) {
    problems.push_back(several_to_give_back(form.request, debts));
  }
  return only_one_of(debts);
}

// Keeps what came back of a dossier, share by share.
struct Keeping
{
  store::Recoveries recoveries;
  std::int64_t dossier;

  Money put_part(Recovery recovery, const std::string& share, Money most);
  void put_of_share(const ShareBalance& balance, Recovery recovery);
  void put(const ShareBalances& balances, Recovery recovery);
};

// A part of it that is of one share; what is left of the sum.
Money Keeping::put_part(Recovery recovery, const std::string& share, Money most)
{
  const Money sum = recovery.amount;
  recovery.amount = std::min(sum, std::max(Money{}, most));
  recovery.share = share;
  if (recovery.amount.cents > 0) {
    recoveries.add(dossier, recovery);
  }
  return sum - recovery.amount;
}

// By what is beyond of each nature, so that it is known of which it is no longer owed.
void Keeping::put_of_share(const ShareBalance& balance, Recovery recovery)
{
  for (const auto& [nature, over] : balance.to_recover_of) {
    recovery.amount = put_part(recovery, share_of_nature(nature), over);
  }
  put_part(recovery, to_text(balance.share), recovery.amount);
}

// To the shares that were paid too much, in their order.
void Keeping::put(const ShareBalances& balances, Recovery recovery)
{
  for (const ShareBalance& balance : balances) {
    if (balance.share.payee == recovery.payee) {
      Recovery of_share = recovery;
      of_share.amount = std::min(recovery.amount, balance.to_recover());
      recovery.amount -= of_share.amount;
      put_of_share(balance, of_share);
    }
  }
}

Recovery begun_now(const Context& context)
{
  Recovery recovery;
  recovery.received_on = context.today();
  recovery.recorded_by = context.actor.name();
  recovery.recorded = context.now();
  return recovery;
}

Recovery recovery_in(const Context& context, const RecoveryForm& form, Errors& problems)
{
  require({{"amount", &form.amount}, {"reference", &form.reference}}, problems);
  Recovery recovery = begun_now(context);
  const auto day = [&](std::string_view text) { return past_day(context, text); };
  take(recovery.amount, form.amount, domain::parse_positive, "amount", problems);
  take(recovery.reference, form.reference, comment_of, "reference", problems);
  take(recovery.received_on, form.date, day, "date", problems);
  return recovery;
}

Error nothing_to_give_back(Money amount, const FundingRequest& request)
{
  return Error{"recovery.none", {amount.text(), request.number}}.at("amount");
}

Error more_than_owed(Money amount, Money owed, const FundingRequest& request)
{
  return Error{"recovery.over", {amount.text(), owed.text(), request.number}}.at("amount");
}

Outcome check_owed(Money amount, const Debts& debts, std::optional<Siren> giver,
                   const FundingRequest& request)
{
  if (debts.empty()) {
    return nothing_to_give_back(amount, request);
  }
  const Money owed = giver ? of(debts, *giver) : Money{};
  return fail_unless(amount <= owed, more_than_owed(amount, owed, request));
}

std::string recovery_told(const Recovery& recovery)
{
  return recovery.received_on.text() + ": " + recovery.amount.text() + ", " + recovery.reference;
}

} // namespace

RepaymentClaims::RepaymentClaims(const Context& context, const FundingRequest& request, Debts asked)
  : m_context(context), m_request(request), m_balances(balances_of(context, request)),
    m_debts(debts_of(m_balances)), m_asked(std::move(asked))
{
}

void RepaymentClaims::ask_for_more() const
{
  for (const auto& [payee, debt] : m_debts) {
    if (debt > of(m_asked, payee)) {
      ask(payee, debt);
    }
  }
}

void RepaymentClaims::ask_anew() const
{
  for (const auto& [payee, debt] : m_debts) {
    if (debt != of(m_asked, payee)) {
      ask(payee, debt);
    }
  }
}

std::set<Siren> RepaymentClaims::relieved() const
{
  std::set<Siren> payees;
  for (const auto& [payee, debt] : m_asked) {
    if (!m_debts.contains(payee)) {
      payees.insert(payee);
    }
  }
  return payees;
}

void RepaymentClaims::withdraw() const
{
  for (const Siren payee : relieved()) {
    withdraw_claim(m_context, m_request, address_of(m_request, payee));
  }
}

void RepaymentClaims::ask(Siren payee, Money debt) const
{
  ask_for_recovery(m_context, m_request, address_of(m_request, payee),
                   {owed_to(m_balances, payee), debt, of(m_asked, payee)});
}

Result<FundingRequest> record_recovery(const Context& context, const RecoveryForm& form)
{
  Errors problems;
  Recovery recovery = recovery_in(context, form, problems);
  Transaction write = context.begin();
  const auto request = collect(seen_request(context, form.request), problems, "request");
  const auto balances = request ? balances_of(context, *request) : ShareBalances{};
  const Debts debts = debts_of(balances);
  const auto giver = request ? giver_in(form, debts, problems) : std::nullopt;
  if (!problems.empty() || !request) {
    return problems;
  }
  TRY(check_owed(recovery.amount, debts, giver, *request));
  recovery.payee = *giver;
  Keeping{context.store.recoveries(), key_of(context, *request)}.put(balances, recovery);
  FundingRequest after = *request;
  record_change(context, write, *request, after, domain::RequestEvent::recover,
                recovery_told(recovery));
  write.commit();
  return after;
}

} // namespace myatlas::services
