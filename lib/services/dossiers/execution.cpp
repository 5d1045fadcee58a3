#include "services/dossiers/execution.hpp"

#include <algorithm>
#include <set>

#include "domain/dossiers/carried_out.hpp"
#include "domain/dossiers/provider_part.hpp"
#include "services/dossiers/claims.hpp"
#include "services/dossiers/contract_evidence.hpp"
#include "services/dossiers/contract_terms.hpp"
#include "services/dossiers/seen_request.hpp"
#include "util/decimal.hpp"
#include "util/ranges.hpp"

namespace myatlas::services {

namespace {

using domain::Certificate;
using domain::Claim;
using domain::DossierShare;
using domain::FundingRequest;
using domain::hundredths_of;
using domain::Invoice;
using domain::k_parts_of_a_hundredth;
using domain::Money;
using domain::owed_for;
using domain::Recovery;
using domain::share_of;
using domain::Siren;
using domain::state_facts;
using store::WeighingInvoice;

// What says that it was carried out, and what came back after a break-off.
struct Evidence
{
  std::vector<Certificate> certificates;
  std::vector<Recovery> recoveries;
};

Evidence evidence_of(const Context& context, const FundingRequest& request)
{
  Evidence evidence{context.store.certificates().standing(request.number), {}};
  if (request.broken_off) {
    evidence.recoveries = context.store.recoveries().list(key_of(context, request));
  }
  return evidence;
}

struct CertifiedHours
{
  bool any = false;
  std::int64_t hours = 0;
};

bool attests_module_of(const Certificate& certificate, const DossierShare& share)
{
  return share.modules.empty() || !certificate.module ||
         util::contains(share.modules, *certificate.module);
}

bool attests_of(const Certificate& certificate, const DossierShare& share)
{
  const Siren provider = certificate.provider.siren();
  return share.provider.value_or(provider) == provider && attests_module_of(certificate, share);
}

bool took_place(const Certificate& certificate, const FundingRequest& request)
{
  return certificate.to <= request.broken_off.value_or(certificate.to);
}

// What was attested of a share; of the company's own costs, by any provider. A certificate that
// reaches beyond the day of a break-off attests what did not take place.
CertifiedHours hours_certified(const FundingRequest& request, const DossierShare& share,
                               const std::vector<Certificate>& standing)
{
  CertifiedHours certified;
  for (const Certificate& one : standing) {
    if (attests_of(one, share) && took_place(one, request)) {
      certified.any = true;
      certified.hours += one.hours;
    }
  }
  return certified;
}

// As it is called in both languages.
std::string name_of(const FundingRequest& request, const DossierShare& share)
{
  const auto& modules = share.modules;
  return modules.size() == 1 ? request.number + " (module " + std::to_string(modules.front()) + ")"
                             : request.number;
}

Error fewer_hours_certified(const std::string& name, std::int64_t hours, std::int64_t certified)
{
  using util::format_decimal;
  return {"execution.hours", {name, format_decimal(hours, 2), format_decimal(certified, 2)}};
}

Errors compared(const std::string& name, std::int64_t hours, const CertifiedHours& certified)
{
  if (!certified.any) {
    return {Error{"execution.no_certificate", {name}}};
  }
  return hours > certified.hours ? Errors{fewer_hours_certified(name, hours, certified.hours)}
                                 : Errors{};
}

// What is claimed of a dossier against what says that it was carried out, share by share, by their
// positions. Hours are counted in parts.
struct Execution
{
  const FundingRequest& request;
  Claims claims;
  Evidence evidence;

  const DossierShare& at(std::size_t share) const { return claims.shares[share]; }
  CertifiedHours certified(const DossierShare& share) const;
  std::int64_t parts_of(const Claim& claim, std::size_t share) const;
  Money recovered(std::size_t share) const;
  std::int64_t parts_recovered(std::size_t share) const;
  std::int64_t parts_claimed(std::size_t share) const;
  std::int64_t parts_certified(std::size_t share) const;
  std::int64_t parts_certified_of(Siren provider) const;
  Errors problems_alone(std::size_t share) const;
  Errors problems_of_all(Siren provider) const;
  Errors problems_of(std::size_t share) const;
};

CertifiedHours Execution::certified(const DossierShare& share) const
{
  return hours_certified(request, share, evidence.certificates);
}

std::int64_t Execution::parts_of(const Claim& claim, std::size_t share) const
{
  const DossierShare& whole = at(share);
  return domain::parts_claimed(claim, whole.accepted, whole.agreed);
}

// What came back of it.
Money Execution::recovered(std::size_t share) const
{
  Money sum;
  for (const Recovery& one : evidence.recoveries) {
    const bool is_its = domain::share_named(claims.shares, one.payee, one.share) == share;
    sum += is_its ? one.amount : Money{};
  }
  return sum;
}

// Hours that came back in money after a break-off: what is carried out by certificates that came
// later may be invoiced anew.
std::int64_t Execution::parts_recovered(std::size_t share) const
{
  return parts_of({recovered(share), std::nullopt}, share);
}

std::int64_t Execution::parts_claimed(std::size_t share) const
{
  std::int64_t parts = -parts_recovered(share);
  for (const Claimed& claimed : claims.all) {
    parts += claimed.share == share ? parts_of(claimed.claim, share) : 0;
  }
  return parts;
}

// What the claims on it come to against its certificates.
Errors Execution::problems_alone(std::size_t share) const
{
  const std::int64_t hours = hundredths_of(parts_claimed(share));
  return compared(name_of(request, at(share)), hours, certified(at(share)));
}

// What is claimed of it, as far as its certificates say it was carried out.
std::int64_t Execution::parts_certified(std::size_t share) const
{
  const auto most = certified(at(share)).hours * k_parts_of_a_hundredth;
  return std::min(parts_claimed(share), most);
}

std::int64_t Execution::parts_certified_of(Siren provider) const
{
  std::int64_t parts = 0;
  for (std::size_t i = 0; i < claims.shares.size(); ++i) {
    parts += at(i).provider == provider ? parts_certified(i) : 0;
  }
  return parts;
}

// The same of all modules of a provider, since a certificate that names none counts once. What a
// module claims beyond its certificates, and a reason was given for, does not count against the
// others.
Errors Execution::problems_of_all(Siren provider) const
{
  DossierShare whole;
  whole.provider = provider;
  const std::int64_t hours = hundredths_of(parts_certified_of(provider));
  return compared(request.number, hours, certified(whole));
}

Errors Execution::problems_of(std::size_t share) const
{
  const Errors problems = problems_alone(share);
  const std::optional<Siren> provider = at(share).provider;
  return problems.empty() && provider ? problems_of_all(*provider) : problems;
}

bool is_claim_of(const WeighingInvoice& claim, const Invoice& invoice)
{
  return claim.number == invoice.number && claim.provider == invoice.issuer.siren();
}

bool is_decided(const WeighingInvoice& claim)
{
  return state_facts(claim.state).accepted;
}

bool is_paid_claim(const WeighingInvoice& claim)
{
  return state_facts(claim.state).paid.value;
}

// Whether an office decided before, for a reason.
bool was_passed(const Context& context, const FundingRequest& request, const Invoice& invoice)
{
  return std::ranges::any_of(
    context.store.invoices().claims(request.number),
    [&](const WeighingInvoice& claim) { return is_claim_of(claim, invoice) && claim.passed; });
}

// The same of a training, whose invoices claim hours.
Errors claim_problems(const Context& context, const FundingRequest& request, const Invoice& invoice)
{
  const auto counts = [&](const WeighingInvoice& claim) {
    return is_claim_of(claim, invoice) || is_decided(claim);
  };
  const Execution found{request, claims_of(context, request, counts, is_decided),
                        evidence_of(context, request)};
  return found.problems_of(share_of(found.claims.shares, invoice.issuer.siren(), invoice.module));
}

std::set<std::size_t> shares_paid(const Claims& claims)
{
  std::set<std::size_t> paid;
  for (const Claimed& claimed : claims.all) {
    if (claimed.claim.amount.cents > 0) {
      paid.insert(claimed.share);
    }
  }
  return paid;
}

Errors paid_claim_problems(const Context& context, const FundingRequest& request)
{
  const Execution paid{request, claims_of(context, request, is_paid_claim, is_paid_claim),
                       evidence_of(context, request)};
  Errors problems;
  for (const std::size_t share : shares_paid(paid.claims)) {
    util::add_problems(paid.problems_of(share), problems, "");
  }
  return problems;
}

} // namespace

Errors execution_problems(const Context& context, const FundingRequest& request,
                          const Invoice& invoice)
{
  if (was_passed(context, request, invoice)) {
    return {};
  }
  const auto schedule = schedule_of(context, request);
  return schedule.empty() ? claim_problems(context, request, invoice)
                          : evidence_problems(context, request, invoice, schedule);
}

Errors execution_problems(const Context& context, const FundingRequest& request)
{
  const auto schedule = schedule_of(context, request);
  if (!schedule.empty()) {
    return paid_evidence_problems(context, request, schedule);
  }
  return request.broken_off ? Errors{} : paid_claim_problems(context, request);
}

namespace {

// What is owed of one of its modules, by its own certificates.
Money owed_of_module(const FundingRequest& request, DossierShare share, int position,
                     const std::vector<Certificate>& standing)
{
  share.modules = {position};
  return owed_for(domain::accepted_of_module(request, position),
                  domain::agreed_hours_of_module(request, position),
                  hours_certified(request, share, standing).hours);
}

} // namespace

Money owed_when_broken_off(const FundingRequest& request, const DossierShare& share,
                           const std::vector<Certificate>& standing)
{
  if (share.modules.size() < 2) {
    const std::int64_t hours = hours_certified(request, share, standing).hours;
    return owed_for(share.accepted, share.agreed, hours);
  }
  return util::total_of(share.modules, [&](int position) {
    return owed_of_module(request, share, position, standing);
  });
}

namespace {

bool is_invoiced_by(const Claimed& claimed, Siren provider, std::optional<int> module)
{
  return claimed.provider == provider && (!module || claimed.module == module);
}

} // namespace

std::int64_t hours_invoiced(const Context& context, const FundingRequest& request, Siren provider,
                            std::optional<int> module)
{
  const auto any = [](const WeighingInvoice&) { return true; };
  std::int64_t hours = 0;
  for (const Claimed& claimed : claims_of(context, request, any, any).all) {
    const bool is_its = is_invoiced_by(claimed, provider, module);
    hours += is_its ? claimed.claim.hours.value_or(0) : 0;
  }
  return hours;
}

} // namespace myatlas::services
