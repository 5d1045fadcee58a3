#include "services/companies/establishments.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "domain/values/names.hpp"
#include "services/companies/proof.hpp"
#include "util/ranges.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using domain::Establishment;
using domain::Siren;
using domain::Siret;
using store::AuditKind;

constexpr domain::NamedValue<Attachment> k_names[] = {{"added", Attachment::added},
                                                      {"already", Attachment::already},
                                                      {"unknown", Attachment::unknown},
                                                      {"invalid", Attachment::invalid},
                                                      {"withheld", Attachment::withheld}};

Establishment as_member(const domain::Company& company, const domain::SireneEstablishment& found)
{
  return {
    .siret = found.siret,
    .member_code = company.member_code.text(),
    .name = found.name,
    .sign = found.sign,
    .address = found.address,
    .postcode = found.postcode,
    .town = found.town,
    .naf = "",
    .idcc = company.idcc.value_or(""),
    .headcount = std::nullopt,
    .payroll = std::nullopt,
  };
}

// What the public register says of it, as the OPCO's would hold it; nothing when its company is not
// a member.
std::optional<Establishment> newly_known(const Context& context,
                                         const domain::SireneEstablishment& found)
{
  const auto company = context.store.opco_register().company(found.siret.siren());
  if (!company) {
    return std::nullopt;
  }
  Establishment known = as_member(*company, found);
  known.name = found.name.empty() ? company->name : found.name;
  known.naf = domain::is_naf_class(found.naf) ? found.naf : "";
  return known;
}

// An account, and the company it just proved.
struct Claimant
{
  const Account& account;
  std::optional<Siren> proved;
};

// A reader does not make itself a manager, whatever it learnt by reading: who gave it access does.
std::optional<Error> objection_to_claim(const Context& context, const Claimant& claimant,
                                        Siret siret)
{
  const Result<AttachRight> right = right_to_attach(context, claimant.account.id, siret);
  const bool proves =
    claimant.proved == siret.siren() && !right && right.error().code != "access.reader";
  return right || proves ? std::nullopt : std::optional(right.error());
}

// Looks at the SIRETs that are to be attached, one by one.
class AttachmentCheck
{
public:
  AttachmentCheck(const Context& context, const Claimant& claimant, SireneLookup* look_up,
                  AttachmentReport& report)
    : m_context(context), m_claimant(claimant), m_look_up(look_up), m_report(report),
      m_register(context.store.opco_register())
  {
  }

  AttachmentAnswer look_at(const std::string& text)
  {
    const auto siret = util::collect(Siret::parse(text), m_report.problems, "sirets");
    if (!siret) {
      return {text, Attachment::invalid};
    }
    return {siret->digits(), look_at(*siret)};
  }

private:
  Attachment look_at(Siret siret)
  {
    const bool is_known = m_register.knows(siret);
    if ((is_known || may_be_entered(siret)) && is_not_claimed(siret)) {
      return Attachment::withheld;
    }
    const auto answer = ask(siret);
    if (answer && is_objected_to(siret, *answer)) {
      return refused_by(*answer);
    }
    return is_known || enter(siret, answer) ? attachment_of(siret) : Attachment::unknown;
  }

  bool may_be_entered(Siret siret) const
  {
    return m_look_up != nullptr && m_register.company(siret.siren());
  }

  void tell(const Error& problem) { m_report.problems.push_back(problem.at("sirets")); }

  bool tell_if(const std::optional<Error>& problem)
  {
    if (problem) {
      tell(*problem);
    }
    return problem.has_value();
  }

  bool is_not_claimed(Siret siret)
  {
    return tell_if(objection_to_claim(m_context, m_claimant, siret));
  }

  std::optional<SireneAnswer> ask(Siret siret) const
  {
    return m_look_up != nullptr ? std::optional(m_look_up->ask(siret)) : std::nullopt;
  }

  bool is_objected_to(Siret siret, const SireneAnswer& answer)
  {
    return tell_if(objection_to(siret, answer));
  }

  static Attachment refused_by(const SireneAnswer& answer)
  {
    const bool is_none = answer.outcome == domain::SireneOutcome::not_found;
    return is_none ? Attachment::unknown : Attachment::withheld;
  }

  // What the register does not have, from the answer of the public one.
  bool enter(Siret siret, const std::optional<SireneAnswer>& answer)
  {
    const auto fresh = answer ? newly_known(m_context, *answer->establishment) : std::nullopt;
    if (fresh) {
      m_report.entered.push_back(*fresh);
    } else {
      tell({"establishment.unknown", {siret.digits()}});
    }
    return fresh.has_value();
  }

  Attachment attachment_of(Siret siret) const
  {
    const bool is_there = m_context.store.accounts().attached(m_claimant.account.id, siret);
    return is_there ? Attachment::already : Attachment::added;
  }

  const Context& m_context;
  const Claimant& m_claimant;
  SireneLookup* m_look_up;
  AttachmentReport& m_report;
  store::Register m_register;
};

std::string trace_of_attached(const std::string& siret)
{
  return fmt::format(R"({{"establishment":"{}"}})", siret);
}

void withhold(AttachmentReport& report)
{
  for (AttachmentAnswer& answer : report.answers) {
    if (answer.attachment == Attachment::added) {
      answer.attachment = Attachment::withheld;
    }
  }
}

// Writes what is to be attached, in one transaction.
class Attaching
{
public:
  Attaching(const Context& context, const Claimant& claimant)
    : m_context(context), m_claimant(claimant), m_account(claimant.account),
      m_accounts(context.store.accounts()), m_write(context.begin())
  {
  }

  // The same SIRET given twice is added once.
  void attach(AttachmentReport& report)
  {
    if (m_claimant.proved) {
      attach_company(*m_claimant.proved);
    }
    enter_all(report.entered);
    attach_all(report.answers);
    m_write.commit();
  }

private:
  void enter_all(const std::vector<Establishment>& entered)
  {
    std::ranges::for_each(entered, [&](const Establishment& one) { enter(one); });
  }

  void attach_all(std::vector<AttachmentAnswer>& answers)
  {
    std::ranges::for_each(answers, [&](AttachmentAnswer& one) { attach(one); });
  }
  void record(const std::string& what)
  {
    m_write.record({AuditKind::account, m_account.id}, std::nullopt, what);
  }

  void attach_company(Siren company)
  {
    if (m_accounts.attach_company(m_account.id, company)) {
      record(fmt::format(R"({{"company":"{}"}})", company.digits()));
    }
  }

  void enter(const Establishment& entered)
  {
    store::Register opco_register = m_context.store.opco_register();
    if (!opco_register.knows(entered.siret)) { // else given twice
      opco_register.add_establishment(entered);
      record_entered(entered.siret);
    }
  }

  void record_entered(Siret siret)
  {
    m_write.record({AuditKind::establishment, siret.digits()}, std::nullopt,
                   R"({"source":"sirene"})");
  }

  void attach(AttachmentAnswer& answer)
  {
    const bool is_fresh = attach(*Siret::parse(answer.siret));
    answer.attachment = is_fresh ? Attachment::added : Attachment::already;
    if (is_fresh) {
      record(trace_of_attached(answer.siret));
    }
  }

  bool attach(Siret siret)
  {
    const auto right = right_to_attach(m_context, m_account.id, siret);
    return right && m_accounts.attach(m_account.id, siret, right->grantor);
  }

  const Context& m_context;
  const Claimant& m_claimant;
  const Account& m_account;
  store::Accounts m_accounts;
  Transaction m_write;
};

std::optional<Siren> proved_by(const Context& context,
                               const std::optional<domain::CompanyForm>& proof, Errors& problems)
{
  return proof ? prove_member(context, *proof, "", problems) : std::nullopt;
}

using Detachments = std::vector<Detachment>;
using Typed = std::vector<std::string>;

Result<Detachments> establishments_in(const Typed& sirets)
{
  Errors problems;
  Detachments answers;
  for (const std::string& text : sirets) {
    if (const auto siret = util::collect(Siret::parse(text), problems, "sirets")) {
      answers.push_back({*siret, false});
    }
  }
  return util::or_problems(std::move(answers), problems);
}

bool detach(const Context& context, Transaction& write, const std::string& account, Siret siret)
{
  const bool was_there = context.store.accounts().detach(account, siret);
  if (was_there) {
    write.record({AuditKind::account, account}, trace_of_attached(siret.digits()));
  }
  return was_there;
}

} // namespace

const char* to_text(Attachment attachment)
{
  return domain::name_of(k_names, attachment);
}

namespace {

std::vector<AttachmentAnswer> look_at_all(AttachmentCheck check, const Typed& sirets)
{
  return util::mapped(sirets, [&](const std::string& text) { return check.look_at(text); });
}

// Nothing, where there is a problem.
void write(const Context& context, const Claimant& claimant, AttachmentReport& report)
{
  if (!report.problems.empty()) {
    withhold(report);
  } else {
    Attaching(context, claimant).attach(report);
  }
}

} // namespace

Result<AttachmentReport> attach_establishments(const Context& context,
                                               const std::vector<std::string>& sirets,
                                               const std::optional<domain::CompanyForm>& proof,
                                               SireneLookup* look_up)
{
  TRY_ASSIGN(const Account account, acting_as(context, domain::Profile::member));
  AttachmentReport report;
  const Claimant claimant{account, proved_by(context, proof, report.problems)};
  TRY(outcome_of(report.problems));
  report.answers = look_at_all({context, claimant, look_up, report}, sirets);
  write(context, claimant, report);
  return report;
}

namespace {

void detach_all(const Context& context, const std::string& account, Detachments& answers)
{
  Transaction write = context.begin();
  for (Detachment& answer : answers) {
    answer.removed = detach(context, write, account, answer.siret);
  }
  write.commit();
}

} // namespace

Result<std::vector<Detachment>> detach_establishments(const Context& context,
                                                      const std::vector<std::string>& sirets)
{
  TRY_ASSIGN(const Account account, acting_as(context, domain::Profile::member));
  TRY_ASSIGN(Detachments answers, establishments_in(sirets));
  detach_all(context, account.id, answers);
  return answers;
}

namespace {

std::vector<Establishment> managed_establishments(const Context& context)
{
  return context.store.opco_register().establishments_reached_by(perimeter_of(context).account,
                                                                 context.latest_day());
}

} // namespace

Result<std::vector<Establishment>> list_establishments(const Context& context)
{
  TRY(may_read(context));
  return sees_everything(context) ? context.store.opco_register().establishments()
                                  : managed_establishments(context);
}

} // namespace myatlas::services
