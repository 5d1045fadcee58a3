#include "services/establishments.hpp"

#include <fmt/format.h>

#include "domain/names.hpp"

namespace myatlas::services {

namespace {

constexpr domain::NamedValue<Attachment> k_names[] = {{"added", Attachment::added},
                                                      {"already", Attachment::already},
                                                      {"unknown", Attachment::unknown},
                                                      {"invalid", Attachment::invalid},
                                                      {"withheld", Attachment::withheld}};

AttachmentAnswer look_at(const Context& context, const domain::Account& account, const std::string& text,
                         util::Errors& problems)
{
  const auto siret = util::collect(domain::Siret::parse(text), problems, "SIRET");
  if (!siret) {
    return {text, Attachment::invalid};
  }
  if (!context.store.opco_register().knows(*siret)) {
    problems.push_back(util::Error{"establishment.unknown", {siret->digits()}}.at("SIRET"));
    return {siret->digits(), Attachment::unknown};
  }
  const bool already = context.store.accounts().attached(account.id, *siret);
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
void attach_all(const Context& context, const domain::Account& account, AttachmentReport& report)
{
  store::Transaction write(context.store, context.deed());
  for (AttachmentAnswer& answer : report.answers) {
    const bool fresh = context.store.accounts().attach(account.id, *domain::Siret::parse(answer.siret));
    answer.attachment = fresh ? Attachment::added : Attachment::already;
    if (fresh) {
      write.record("account " + account.id, std::nullopt, fmt::format(R"({{"establishment":"{}"}})", answer.siret));
    }
  }
  write.commit();
}

} // namespace

const char* to_text(Attachment attachment)
{
  return domain::name_of(k_names, attachment);
}

util::Result<AttachmentReport> attach_establishments(const Context& context, const std::vector<std::string>& sirets)
{
  const util::Result<domain::Account> account = acting_as(context, domain::Profile::member);
  if (!account) {
    return account.errors();
  }
  AttachmentReport report;
  for (const std::string& text : sirets) {
    report.answers.push_back(look_at(context, *account, text, report.problems));
  }
  if (!report.problems.empty()) {
    withhold(report);
  } else {
    attach_all(context, *account, report);
  }
  return report;
}

util::Result<std::vector<Detachment>> detach_establishments(const Context& context, const std::vector<std::string>& sirets)
{
  const util::Result<domain::Account> account = acting_as(context, domain::Profile::member);
  if (!account) {
    return account.errors();
  }
  util::Errors problems;
  std::vector<Detachment> answers;
  for (const std::string& text : sirets) {
    if (const auto siret = util::collect(domain::Siret::parse(text), problems, "SIRET")) {
      answers.push_back({*siret, false});
    }
  }
  if (!problems.empty()) {
    return problems;
  }
  store::Transaction write(context.store, context.deed());
  for (Detachment& answer : answers) {
    answer.removed = context.store.accounts().detach(account->id, answer.siret);
    if (answer.removed) {
      write.record("account " + account->id, fmt::format(R"({{"establishment":"{}"}})", answer.siret.digits()), std::nullopt);
    }
  }
  write.commit();
  return answers;
}

util::Result<std::vector<domain::Establishment>> list_establishments(const Context& context)
{
  const util::Result<domain::Account> account = acting_account(context);
  if (!account) {
    return account.errors();
  }
  return context.store.opco_register().establishments_reached_by(account->id, context.today());
}

} // namespace myatlas::services
