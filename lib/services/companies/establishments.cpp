#include "services/companies/establishments.hpp"

#include <fmt/format.h>

#include "domain/values/names.hpp"
#include "services/companies/proof.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

constexpr domain::NamedValue<Attachment> k_names[] = {{"added", Attachment::added},
                                                      {"already", Attachment::already},
                                                      {"unknown", Attachment::unknown},
                                                      {"invalid", Attachment::invalid},
                                                      {"withheld", Attachment::withheld}};

// What the public register says of it, as the OPCO's would hold it; nothing when its company is not
// a member.
std::optional<domain::Establishment> newly_known(const Context& context,
                                                 const domain::SireneEstablishment& found)
{
  const auto company = context.store.opco_register().company(found.siret.siren());
  if (!company) {
    return std::nullopt;
  }
  domain::Establishment known{
    .siret = found.siret,
    .member_code = company->member_code.text(),
    .name = found.name,
    .sign = found.sign,
    .address = found.address,
    .postcode = found.postcode,
    .town = found.town,
    .naf = "",
    .idcc = company->idcc.value_or(""),
    .headcount = std::nullopt,
    .payroll = std::nullopt,
  };
  if (known.name.empty()) {
    known.name = company->name;
  }
  if (domain::is_naf_class(found.naf)) {
    known.naf = found.naf;
  }
  return known;
}

// An account, and the company it just proved.
struct Claimant
{
  const domain::Account& account;
  std::optional<domain::Siren> proved;
};

// A reader does not make itself a manager, whatever it learnt by reading: who gave it access does.
std::optional<util::Error> objection_to_claim(const Context& context, const Claimant& claimant,
                                              domain::Siret siret)
{
  const util::Result<AttachRight> right = right_to_attach(context, claimant.account.id, siret);
  const bool proves =
    claimant.proved == siret.siren() && !right && right.error().code != "access.reader";
  return right || proves ? std::nullopt : std::optional(right.error());
}

AttachmentAnswer look_at(const Context& context, const Claimant& claimant, const std::string& text,
                         SireneLookup* look_up, AttachmentReport& report)
{
  const auto siret = util::collect(domain::Siret::parse(text), report.problems, "sirets");
  if (!siret) {
    return {text, Attachment::invalid};
  }
  const bool is_known = context.store.opco_register().knows(*siret);
  const bool may_be_entered =
    look_up != nullptr && context.store.opco_register().company(siret->siren());
  if (const auto claim =
        is_known || may_be_entered ? objection_to_claim(context, claimant, *siret) : std::nullopt) {
    report.problems.push_back(claim->at("sirets"));
    return {siret->digits(), Attachment::withheld};
  }
  const auto answer = look_up != nullptr ? std::optional(look_up->ask(*siret)) : std::nullopt;
  if (const auto objection = answer ? objection_to(*siret, *answer) : std::nullopt) {
    report.problems.push_back(objection->at("sirets"));
    return {siret->digits(), answer->outcome == domain::SireneOutcome::not_found
                               ? Attachment::unknown
                               : Attachment::withheld};
  }
  if (!is_known) {
    const auto fresh = answer ? newly_known(context, *answer->establishment) : std::nullopt;
    if (!fresh) {
      report.problems.push_back(
        util::Error{"establishment.unknown", {siret->digits()}}.at("sirets"));
      return {siret->digits(), Attachment::unknown};
    }
    report.entered.push_back(*fresh);
  }
  const bool already = context.store.accounts().attached(claimant.account.id, *siret);
  return {siret->digits(), already ? Attachment::already : Attachment::added};
}

void withhold(AttachmentReport& report)
{
  for (AttachmentAnswer& answer : report.answers) {
    if (answer.attachment == Attachment::added) {
      answer.attachment = Attachment::withheld;
    }
  }
}

// The same SIRET given twice is added once.
void attach_all(const Context& context, const Claimant& claimant, AttachmentReport& report)
{
  const domain::Account& account = claimant.account;
  store::Transaction write(context.store, context.deed());
  if (claimant.proved && context.store.accounts().attach_company(account.id, *claimant.proved)) {
    write.record({store::AuditKind::account, account.id}, std::nullopt,
                 fmt::format(R"({{"company":"{}"}})", claimant.proved->digits()));
  }
  for (const domain::Establishment& entered : report.entered) {
    if (!context.store.opco_register().knows(entered.siret)) { // given twice
      context.store.opco_register().add_establishment(entered);
      write.record({store::AuditKind::establishment, entered.siret.digits()}, std::nullopt,
                   R"({"source":"sirene"})");
    }
  }
  for (AttachmentAnswer& answer : report.answers) {
    const domain::Siret siret = *domain::Siret::parse(answer.siret);
    const util::Result<AttachRight> right = right_to_attach(context, account.id, siret);
    const bool fresh = right && context.store.accounts().attach(account.id, siret, right->grantor);
    answer.attachment = fresh ? Attachment::added : Attachment::already;
    if (fresh) {
      write.record({store::AuditKind::account, account.id}, std::nullopt,
                   fmt::format(R"({{"establishment":"{}"}})", answer.siret));
    }
  }
  write.commit();
}

} // namespace

const char* to_text(Attachment attachment)
{
  return domain::name_of(k_names, attachment);
}

util::Result<AttachmentReport>
attach_establishments(const Context& context, const std::vector<std::string>& sirets,
                      const std::optional<domain::CompanyForm>& proof, SireneLookup* look_up)
{
  TRY_ASSIGN(const domain::Account account, acting_as(context, domain::Profile::member));
  AttachmentReport report;
  const auto proved = proof ? prove_member(context, *proof, "", report.problems) : std::nullopt;
  if (!report.problems.empty()) {
    return report.problems;
  }
  const Claimant claimant{account, proved};
  for (const std::string& text : sirets) {
    report.answers.push_back(look_at(context, claimant, text, look_up, report));
  }
  if (!report.problems.empty()) {
    withhold(report);
  } else {
    attach_all(context, claimant, report);
  }
  return report;
}

util::Result<std::vector<Detachment>> detach_establishments(const Context& context,
                                                            const std::vector<std::string>& sirets)
{
  TRY_ASSIGN(const domain::Account account, acting_as(context, domain::Profile::member));
  util::Errors problems;
  std::vector<Detachment> answers;
  for (const std::string& text : sirets) {
    if (const auto siret = util::collect(domain::Siret::parse(text), problems, "sirets")) {
      answers.push_back({*siret, false});
    }
  }
  if (!problems.empty()) {
    return problems;
  }
  store::Transaction write(context.store, context.deed());
  for (Detachment& answer : answers) {
    answer.removed = context.store.accounts().detach(account.id, answer.siret);
    if (answer.removed) {
      write.record({store::AuditKind::account, account.id},
                   fmt::format(R"({{"establishment":"{}"}})", answer.siret.digits()), std::nullopt);
    }
  }
  write.commit();
  return answers;
}

util::Result<std::vector<domain::Establishment>> list_establishments(const Context& context)
{
  TRY(may_read(context));
  const store::Register known = context.store.opco_register();
  return sees_everything(context)
           ? known.establishments()
           : known.establishments_reached_by(perimeter_of(context).account, context.latest_day());
}

} // namespace myatlas::services
