#include "services/dossiers/execution.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "domain/dossiers/carried_out.hpp"
#include "domain/dossiers/provider_part.hpp"
#include "domain/values/calendar.hpp"
#include "services/dossiers/contract_terms.hpp"
#include "services/dossiers/facts.hpp"
#include "util/decimal.hpp"

namespace myatlas::services {

namespace {

using domain::DossierShare;
using domain::InvoiceState;
using store::InstalmentState;
using store::WeighingInvoice;
using Counts = std::function<bool(const WeighingInvoice&)>;

// An invoice, and what is claimed by it once the credit notes on it that count are taken off.
struct Claimed
{
  domain::Siren provider;
  std::optional<int> module;
  std::size_t share; // of the dossier
  domain::Claim claim;
};

// The shares of a dossier, and what is claimed of them.
struct Claims
{
  std::vector<DossierShare> shares;
  std::vector<Claimed> all;
};

// What says that it was carried out, and what came back after a break-off.
struct Evidence
{
  std::vector<domain::Certificate> certificates;
  std::vector<domain::Recovery> recoveries;
};

Evidence evidence_of(const Context& context, const domain::FundingRequest& request)
{
  Evidence evidence{context.store.certificates().standing(request.number), {}};
  if (request.broken_off) {
    evidence.recoveries =
      context.store.recoveries().list(context.store.funding_requests().key(request.number));
  }
  return evidence;
}

Claims claims_of(const Context& context, const domain::FundingRequest& request,
                 const Counts& invoice_counts, const Counts& credit_counts)
{
  const std::vector<WeighingInvoice> all = context.store.invoices().claims(request.number);
  Claims found{shares_by(request, all), {}};
  for (const WeighingInvoice& invoice : all) {
    if (!invoice.corrects.empty() || !invoice_counts(invoice)) {
      continue;
    }
    domain::Claim claim{invoice.without_tax, invoice.hours};
    for (const WeighingInvoice& credit : all) {
      if (credit.corrects == invoice.number && credit.provider == invoice.provider &&
          credit_counts(credit)) {
        claim = domain::less(claim, {domain::Money{} - credit.without_tax, credit.hours});
      }
    }
    const bool of_module = domain::module_at(request, invoice.module) != nullptr;
    found.all.push_back({invoice.provider, of_module ? invoice.module : std::nullopt,
                         domain::share_of(found.shares, invoice.provider, invoice.module), claim});
  }
  return found;
}

// Whether it attests days on which the training was over.
bool is_beyond(const domain::Certificate& certificate, const domain::FundingRequest& request)
{
  return certificate.to > request.last_day().value_or(certificate.to);
}

// The last day certificates of the dossier reach from the first day of the training on, without
// gaps; the day before it when none covers that. Nothing without one.
std::optional<domain::Date> certified_to(const Context& context,
                                         const domain::FundingRequest& request,
                                         const std::vector<domain::Certificate>& standing)
{
  std::vector<domain::Period> periods;
  for (const domain::Certificate& certificate : standing) {
    if (!is_beyond(certificate, request)) {
      periods.push_back({certificate.from, certificate.to});
    }
  }
  if (periods.empty() || !request.start) {
    return std::nullopt;
  }
  const auto contract = contract_of(context, request);
  const auto training = contract ? contract->date("formation.dateDebutFormation") : std::nullopt;
  return domain::covered_to(std::move(periods),
                            std::max(*request.start, training.value_or(*request.start)),
                            zone_of(context, request.siret));
}

struct CertifiedHours
{
  bool any = false;
  std::int64_t hours = 0;
};

bool attests_of(const domain::Certificate& certificate, const DossierShare& share)
{
  if (share.provider && certificate.provider.siren() != *share.provider) {
    return false;
  }
  return share.modules.empty() || !certificate.module ||
         std::ranges::find(share.modules, *certificate.module) != share.modules.end();
}

// What was attested of a share; of the company's own costs, by any provider. A certificate that
// reaches beyond the day of a break-off attests what did not take place.
CertifiedHours hours_certified(const domain::FundingRequest& request, const DossierShare& share,
                               const std::vector<domain::Certificate>& standing)
{
  CertifiedHours certified;
  for (const domain::Certificate& one : standing) {
    if (attests_of(one, share) && (!request.broken_off || one.to <= *request.broken_off)) {
      certified.any = true;
      certified.hours += one.hours;
    }
  }
  return certified;
}

// Hours, in parts, that came back in money after a break-off: what is carried out by certificates
// that came later may be invoiced anew.
std::int64_t parts_recovered(const Claims& claims, const Evidence& evidence, std::size_t position)
{
  const std::vector<DossierShare>& shares = claims.shares;
  domain::Money recovered;
  for (const domain::Recovery& one : evidence.recoveries) {
    recovered =
      recovered + (domain::share_named(shares, one.payee, one.share) == position ? one.amount
                                                                                 : domain::Money{});
  }
  return domain::parts_claimed({recovered, std::nullopt}, shares[position].accepted,
                               shares[position].agreed);
}

// Hours, in parts, that are claimed of a share.
std::int64_t parts_of(const Claims& claims, const Evidence& evidence, std::size_t position)
{
  std::int64_t parts = -parts_recovered(claims, evidence, position);
  for (const Claimed& claimed : claims.all) {
    const DossierShare& share = claims.shares[claimed.share];
    parts += claimed.share == position
               ? domain::parts_claimed(claimed.claim, share.accepted, share.agreed)
               : 0;
  }
  return parts;
}

// As it is called in both languages.
std::string name_of(const domain::FundingRequest& request, const DossierShare& share)
{
  return share.modules.size() == 1
           ? request.number + " (module " + std::to_string(share.modules.front()) + ")"
           : request.number;
}

util::Errors compared(const std::string& name, std::int64_t parts, const CertifiedHours& certified)
{
  if (!certified.any) {
    return {util::Error{"execution.no_certificate", {name}}};
  }
  const std::int64_t hours = domain::hundredths_of(parts);
  return hours > certified.hours
           ? util::Errors{util::Error{
               "execution.hours",
               {name, util::format_decimal(hours, 2), util::format_decimal(certified.hours, 2)}}}
           : util::Errors{};
}

// What the claims on a share come to against its certificates.
util::Errors compare(const domain::FundingRequest& request, const Claims& claims,
                     const Evidence& evidence, std::size_t position)
{
  const DossierShare& share = claims.shares[position];
  return compared(name_of(request, share), parts_of(claims, evidence, position),
                  hours_certified(request, share, evidence.certificates));
}

// The same of all modules of a provider, since a certificate that names none counts once. What a
// module claims beyond its certificates, and a reason was given for, does not count against the
// others.
util::Errors compare_all(const domain::FundingRequest& request, const Claims& claims,
                         const Evidence& evidence, domain::Siren provider)
{
  DossierShare whole;
  whole.provider = provider;
  std::int64_t parts = 0;
  for (std::size_t i = 0; i < claims.shares.size(); ++i) {
    if (claims.shares[i].provider == provider) {
      const CertifiedHours certified =
        hours_certified(request, claims.shares[i], evidence.certificates);
      parts +=
        std::min(parts_of(claims, evidence, i), certified.hours * domain::k_parts_of_a_hundredth);
    }
  }
  return compared(request.number, parts, hours_certified(request, whole, evidence.certificates));
}

util::Errors share_problems(const domain::FundingRequest& request, const Claims& claims,
                            const Evidence& evidence, std::size_t position)
{
  const util::Errors problems = compare(request, claims, evidence, position);
  const std::optional<domain::Siren> provider = claims.shares[position].provider;
  return problems.empty() && provider ? compare_all(request, claims, evidence, *provider)
                                      : problems;
}

// The instalments that lines of teaching or side costs are for.
void add_numbers(const Context& context, const domain::Invoice& invoice, std::set<int>& numbers)
{
  for (const domain::BilledLine& line : context.store.invoices().lines(invoice)) {
    numbers.insert(line.instalment.value_or(0));
  }
}

// Each of these instalments with what it lacks.
util::Errors instalment_problems(const Context& context, const domain::FundingRequest& request,
                                 const std::vector<InstalmentState>& all,
                                 const std::set<int>& numbers)
{
  const Certified certified = certified_of_contract(context, request);
  util::Errors problems;
  for (const InstalmentState& instalment : all) {
    const auto lacks = numbers.contains(instalment.instalment.number)
                         ? evidence_problem(instalment, all, certified)
                         : std::nullopt;
    if (lacks) {
      problems.push_back(*lacks);
    }
  }
  return problems;
}

// What was paid of one that is gone stands for those it is set off against.
util::Errors paid_instalment_problems(const Context& context, const domain::FundingRequest& request,
                                      const std::vector<InstalmentState>& all)
{
  std::set<int> numbers;
  for (const domain::Invoice& invoice : context.store.invoices().list(
         {request.number, InvoiceState::reglee}, store::Perimeter::all())) {
    if (!invoice.is_credit_note()) {
      add_numbers(context, invoice, numbers);
    }
  }
  const bool is_moved = std::ranges::any_of(all, [](const InstalmentState& state) {
    return state.instalment.is_gone && state.paid.cents > 0;
  });
  for (const InstalmentState& state : all) {
    if (state.instalment.is_gone) {
      numbers.erase(state.instalment.number);
    } else if (is_moved && state.deducted.cents > 0) {
      numbers.insert(state.instalment.number);
    }
  }
  return instalment_problems(context, request, all, numbers);
}

} // namespace

Certified certified_of_contract(const Context& context, const domain::FundingRequest& request)
{
  const auto contract = contract_of(context, request);
  const std::vector<domain::Certificate> standing =
    context.store.certificates().standing(request.number);
  const auto beyond = std::ranges::find_if(
    standing, [&](const domain::Certificate& one) { return is_beyond(one, request); });
  Certified certified{certified_to(context, request, standing),
                      contract ? contract->date("formation.dateFinFormation") : std::nullopt};
  if (beyond != standing.end()) {
    certified.beyond = *beyond;
    certified.last = *request.last_day();
  }
  return certified;
}

std::optional<util::Error> evidence_problem(const InstalmentState& instalment,
                                            const std::vector<InstalmentState>& all,
                                            const Certified& certified)
{
  const std::string number = std::to_string(instalment.instalment.number);
  if (instalment.instalment.is_gone) {
    return util::Error{"invoice.instalment_gone", {number}};
  }
  if (instalment.instalment.code == "E0" ||
      instalment.instalment.number == store::advance_of(all)) {
    return std::nullopt;
  }
  const domain::Date over = domain::plus_days(instalment.instalment.opens,
                                              -1); // it opens once the time it is for was given
  const domain::Date given_to = std::min(over, certified.most.value_or(over));
  if (certified.to && *certified.to >= given_to) {
    return std::nullopt;
  }
  if (certified.beyond) {
    return util::Error{
      "invoice.certificate_beyond",
      {number, certified.beyond->number, certified.beyond->to.text(), certified.last.text()}};
  }
  return certified.to ? util::Error{"invoice.certificate_short",
                                    {number, given_to.text(), certified.to->text()}}
                      : util::Error{"invoice.certificate_missing", {number}};
}

util::Errors execution_problems(const Context& context, const domain::FundingRequest& request,
                                const domain::Invoice& invoice)
{
  const domain::Siren provider = invoice.issuer.siren();
  const auto is_it = [&](const WeighingInvoice& claim) {
    return claim.number == invoice.number && claim.provider == provider;
  };
  const std::vector<WeighingInvoice> all = context.store.invoices().claims(request.number);
  if (std::ranges::any_of(
        all, [&](const WeighingInvoice& claim) { return is_it(claim) && claim.passed; })) {
    return {}; // decided before, for a reason
  }
  if (const std::vector<InstalmentState> schedule = schedule_of(context, request);
      !schedule.empty()) {
    std::set<int> numbers;
    add_numbers(context, invoice, numbers);
    return instalment_problems(context, request, schedule, numbers);
  }
  const auto decided = [](const WeighingInvoice& claim) {
    return domain::state_facts(claim.state).accepted;
  };
  const Claims claims = claims_of(
    context, request, [&](const WeighingInvoice& claim) { return is_it(claim) || decided(claim); },
    decided);
  return share_problems(request, claims, evidence_of(context, request),
                        domain::share_of(claims.shares, provider, invoice.module));
}

util::Errors execution_problems(const Context& context, const domain::FundingRequest& request)
{
  if (const std::vector<InstalmentState> schedule = schedule_of(context, request);
      !schedule.empty()) {
    return paid_instalment_problems(context, request, schedule);
  }
  if (request.broken_off) {
    return {};
  }
  const auto is_paid = [](const WeighingInvoice& claim) {
    return domain::state_facts(claim.state).paid.value;
  };
  const Claims claims = claims_of(context, request, is_paid, is_paid);
  std::set<std::size_t> paid;
  for (const Claimed& claimed : claims.all) {
    if (claimed.claim.amount.cents > 0) {
      paid.insert(claimed.share);
    }
  }
  const Evidence evidence = evidence_of(context, request);
  util::Errors problems;
  for (const std::size_t share : paid) {
    util::add_problems(share_problems(request, claims, evidence, share), problems, "");
  }
  return problems;
}

domain::Money owed_when_broken_off(const domain::FundingRequest& request, const DossierShare& share,
                                   const std::vector<domain::Certificate>& standing)
{
  if (share.modules.size() < 2) {
    return domain::owed_for(share.accepted, share.agreed,
                            hours_certified(request, share, standing).hours);
  }
  domain::Money owed;
  for (const int position : share.modules) {
    DossierShare one = share;
    one.modules = {position};
    owed = owed + domain::owed_for(domain::accepted_of_module(request, position),
                                   domain::agreed_hours_of_module(request, position),
                                   hours_certified(request, one, standing).hours);
  }
  return owed;
}

std::vector<DossierShare> shares_by(const domain::FundingRequest& request,
                                    const std::vector<WeighingInvoice>& invoices)
{
  std::set<domain::Siren> unnamed;
  for (const WeighingInvoice& invoice : invoices) {
    const bool names_none = domain::module_at(request, invoice.module) == nullptr &&
                            !domain::claims_own_costs(request, invoice.provider);
    if (names_none &&
        domain::state_facts(invoice.state).accepted) { // one that may be refused yet joins nothing
      unnamed.insert(invoice.provider);
    }
  }
  return domain::shares_of(request, unnamed);
}

std::int64_t hours_invoiced(const Context& context, const domain::FundingRequest& request,
                            domain::Siren provider, std::optional<int> module)
{
  const auto any = [](const WeighingInvoice&) { return true; };
  std::int64_t hours = 0;
  for (const Claimed& claimed : claims_of(context, request, any, any).all) {
    hours += claimed.provider == provider && (!module || claimed.module == module)
               ? claimed.claim.hours.value_or(0)
               : 0;
  }
  return hours;
}

} // namespace myatlas::services
