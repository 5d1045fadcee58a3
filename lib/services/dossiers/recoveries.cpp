#include "services/dossiers/recoveries.hpp"

#include <algorithm>

#include "services/dossiers/funding_requests.hpp"
#include "services/dossiers/owed.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/form_values.hpp"
#include "services/notices/dossier_notices.hpp"

namespace myatlas::services {

namespace {

// Where whoever is to give something back is written to.
domain::Siret address_of(const domain::FundingRequest& request, domain::Siren payee)
{
  for (const domain::Siret provider : request.providers()) {
    if (provider.siren() == payee) {
      return provider;
    }
  }
  return request.siret;
}

domain::Money owed_to(const std::vector<ShareBalance>& balances, domain::Siren payee)
{
  domain::Money owed;
  for (const ShareBalance& balance : balances) {
    owed = owed + (balance.share.payee == payee ? balance.owed : domain::Money{});
  }
  return owed;
}

domain::Money of(const Debts& debts, domain::Siren payee)
{
  const auto found = debts.find(payee);
  return found == debts.end() ? domain::Money{} : found->second;
}

// Who gives it back, and the shares it is taken from: those that are to be recovered, in their
// order.
std::optional<domain::Siren> giver_in(const RecoveryForm& form, const Debts& debts,
                                      util::Errors& problems)
{
  if (!form.from.empty()) {
    const auto siret = util::collect(domain::Siret::parse(form.from), problems, "from");
    return siret ? std::optional(siret->siren()) : std::nullopt;
  }
  if (debts.size() > 1) {
    std::string names;
    for (const auto& [payee, debt] : debts) {
      names += (names.empty() ? "" : ", ") + payee.digits();
    }
    problems.push_back(util::Error{"recovery.several", {form.request, names}}.at("from"));
  }
  return debts.size() == 1 ? std::optional(debts.begin()->first) : std::nullopt;
}

// A part of it that is of one share; what is left of the sum.
domain::Money put_part(const Context& context, std::int64_t dossier, domain::Recovery recovery,
                       const std::string& share, domain::Money most)
{
  const domain::Money sum = recovery.amount;
  recovery.amount = std::min(sum, std::max(domain::Money{}, most));
  recovery.share = share;
  if (recovery.amount.cents > 0) {
    context.store.recoveries().add(dossier, recovery);
  }
  return sum - recovery.amount;
}

// To the shares that were paid too much, in their order; to side costs by what is beyond of each
// nature, so that it is known of which it is no longer owed.
void put(const Context& context, std::int64_t dossier, const std::vector<ShareBalance>& balances,
         domain::Recovery recovery)
{
  for (const ShareBalance& balance : balances) {
    if (balance.share.payee != recovery.payee) {
      continue;
    }
    domain::Recovery of_share = recovery;
    of_share.amount = std::min(recovery.amount, balance.to_recover());
    recovery.amount = recovery.amount - of_share.amount;
    for (const auto& [nature, over] : balance.to_recover_of) {
      of_share.amount = put_part(context, dossier, of_share, share_of_nature(nature), over);
    }
    put_part(context, dossier, of_share, domain::to_text(balance.share), of_share.amount);
  }
}

} // namespace

RepaymentClaims::RepaymentClaims(const Context& context, const domain::FundingRequest& request,
                                 Debts asked)
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

std::set<domain::Siren> RepaymentClaims::relieved() const
{
  std::set<domain::Siren> payees;
  for (const auto& [payee, debt] : m_asked) {
    if (!m_debts.contains(payee)) {
      payees.insert(payee);
    }
  }
  return payees;
}

void RepaymentClaims::withdraw() const
{
  for (const domain::Siren payee : relieved()) {
    withdraw_claim(m_context, m_request, address_of(m_request, payee));
  }
}

void RepaymentClaims::ask(domain::Siren payee, domain::Money debt) const
{
  ask_for_recovery(m_context, m_request, address_of(m_request, payee),
                   {owed_to(m_balances, payee), debt, of(m_asked, payee)});
}

util::Result<domain::FundingRequest> record_recovery(const Context& context,
                                                     const RecoveryForm& form)
{
  util::Errors problems;
  require({{"amount", &form.amount}, {"reference", &form.reference}}, problems);
  domain::Recovery recovery;
  recovery.received_on = context.today();
  recovery.recorded_by = context.actor.name();
  recovery.recorded = context.now();
  take(recovery.amount, form.amount, domain::parse_positive, "amount", problems);
  take(recovery.reference, form.reference, comment_of, "reference", problems);
  take(
    recovery.received_on, form.date, [&](std::string_view text) { return past_day(context, text); },
    "date", problems);
  store::Transaction write(context.store, context.deed());
  const auto request = util::collect(seen_request(context, form.request), problems, "request");
  const std::vector<ShareBalance> balances =
    request ? balances_of(context, *request) : std::vector<ShareBalance>{};
  const Debts debts = debts_of(balances);
  const auto giver = request ? giver_in(form, debts, problems) : std::nullopt;
  if (!problems.empty() || !request) {
    return problems;
  }
  const domain::Money left = giver ? of(debts, *giver) : domain::Money{};
  if (debts.empty()) {
    return util::Error{"recovery.none", {recovery.amount.text(), request->number}}.at("amount");
  }
  if (recovery.amount > left) {
    return util::Error{"recovery.over", {recovery.amount.text(), left.text(), request->number}}.at(
      "amount");
  }
  recovery.payee = *giver;
  put(context, context.store.funding_requests().key(request->number), balances, recovery);
  domain::FundingRequest after = *request;
  record_change(context, write, *request, after, domain::RequestEvent::recover,
                recovery.received_on.text() + ": " + recovery.amount.text() + ", " +
                  recovery.reference);
  write.commit();
  return after;
}

} // namespace myatlas::services
