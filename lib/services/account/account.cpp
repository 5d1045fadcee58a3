#include "services/account/account.hpp"

#include "formats/json/json_records.hpp"
#include "services/companies/access.hpp"
#include "services/companies/proof.hpp"
#include "services/form_values.hpp"
#include "services/rights.hpp"
#include "store/tables/correspondence.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using formats::Json;

std::string identity_text(const domain::ProviderIdentity& provider)
{
  return provider.siret.digits() + " " + provider.activity_number.text() + " " +
         (provider.uai ? provider.uai->text() : "");
}

void take_provider(const Context& context, domain::Account& account, const AccountForm& form,
                   util::Errors& problems)
{
  const bool given = !form.provider_siret.empty() || !form.activity_number.empty() ||
                     !form.uai.empty() || is_given(form.particulars);
  if (!given) {
    return;
  }
  if (!account.provider) {
    problems.push_back(util::Error{"registration.not_provider", {}}.at("provider_siret"));
    return;
  }
  const std::string before = identity_text(*account.provider);
  take_particulars(account.provider->particulars, form.particulars, problems);
  take(account.provider->siret, form.provider_siret, domain::Siret::parse, "provider_siret",
       problems);
  take(account.provider->activity_number, form.activity_number, domain::ActivityNumber::parse,
       "activity_number", problems);
  if (!form.uai.empty()) {
    account.provider->uai = util::collect(domain::Uai::parse(form.uai), problems, "uai");
  }
  if (identity_text(*account.provider) != before) { // what was approved was another
    const bool refused =
      context.store.accounts().is_refused(account.id, account.provider->siret.siren());
    account.provider->state =
      refused ? domain::ProviderState::refused : domain::ProviderState::pending;
  }
}

Json what_is_managed(const Context& context, const domain::Account& account)
{
  Json companies = Json::array(), establishments = Json::array();
  for (const domain::Siren siren :
       context.store.accounts().companies(account.id, context.latest_day())) {
    companies.push_back(siren.digits());
  }
  for (const domain::Establishment& establishment :
       context.store.opco_register().establishments_reached_by(account.id, context.latest_day())) {
    establishments.push_back(establishment.siret.digits());
  }
  return {{"companies", companies}, {"establishments", establishments}};
}

Json what_was_done(const Context& context, const domain::Account& account)
{
  Json requests = Json::array(), deeds = Json::array();
  store::RequestFilter filter;
  filter.created_by = account.id;
  for (const domain::FundingRequest& request :
       context.store.funding_requests().list(filter, store::Perimeter::all())) {
    if (may(standing_of(context, request.siret, request.providers()),
            Act::see)) { // not what came after access ended
      requests.push_back(formats::to_json(request));
    }
  }
  store::AuditFilter mine;
  mine.actor = account.email.text();
  mine.since = account.created; // the address may have been another account's before
  for (const store::AuditRow& row : context.store.audit().list(mine)) {
    deeds.push_back({{"at", util::to_rfc3339(row.deed.at)},
                     {"command", row.deed.command},
                     {"subject", row.subject}});
  }
  return {{"requests", requests}, {"deeds", deeds}};
}

Json what_was_said(const Context& context, const domain::Account& account)
{
  Json mails = Json::array(), letters = Json::array(), preferences = Json::array(),
       alerts = Json::array();
  for (const store::OutboxMail& sent : context.store.outbox().of_account(account.id)) {
    mails.push_back(
      {{"mail", domain::to_text(sent.kind)},
       {"created", util::to_rfc3339(sent.created)},
       {"delivered", sent.delivered ? Json(util::to_rfc3339(*sent.delivered)) : Json(nullptr)}});
  }
  store::Correspondence correspondence = context.store.correspondence();
  for (const domain::OfficialLetter& letter : correspondence.list({}, perimeter_of(context))) {
    if (letter.read) {
      letters.push_back(letter.number);
    }
  }
  for (const store::PreferenceChange& change : correspondence.preferences(account.id)) {
    preferences.push_back({{"kind", domain::to_text(change.kind)},
                           {"channel", domain::to_text(change.channel)},
                           {"since", util::to_rfc3339(change.since)}});
  }
  for (const domain::AlertEvent event : domain::k_alert_events) {
    const domain::Frequency frequency = correspondence.frequency(account.id, event);
    if (frequency != domain::Frequency::never) {
      alerts.push_back(
        {{"event", domain::to_text(event)}, {"frequency", domain::to_text(frequency)}});
    }
  }
  return {
    {"mails", mails}, {"letters_read", letters}, {"preferences", preferences}, {"alerts", alerts}};
}

Json how_it_logged_in(const Context& context, const domain::Account& account)
{
  Json sessions = Json::array(), attempts = Json::array();
  for (const auto& [created, expires] : context.store.credentials().sessions(account.id)) {
    sessions.push_back(
      {{"created", util::to_rfc3339(created)}, {"expires", util::to_rfc3339(expires)}});
  }
  for (const auto& [kind, at] :
       context.store.credentials().attempts_of(domain::email_key(account.email))) {
    attempts.push_back({{"kind", domain::to_text(kind)}, {"at", util::to_rfc3339(at)}});
  }
  return {{"sessions", sessions}, {"attempts", attempts}};
}

} // namespace

util::Result<domain::Account> edit_account(const Context& context, const AccountForm& form)
{
  const util::Result<domain::Account> acting = acting_account(context);
  if (!acting) {
    return acting;
  }
  util::Errors problems;
  domain::Account account = *acting;
  refuse_blanks({{"title", &form.title},
                 {"last_name", &form.last_name},
                 {"first_name", &form.first_name},
                 {"provider_siret", &form.provider_siret},
                 {"activity_number", &form.activity_number},
                 {"company_name", &form.particulars.company_name},
                 {"legal_form", &form.particulars.legal_form}},
                problems);
  take(account.title, form.title, domain::parse_title, "title", problems);
  take(account.last_name, form.last_name, domain::parse_person_name, "last_name", problems);
  take(account.first_name, form.first_name, domain::parse_person_name, "first_name", problems);
  if (!form.phone.empty()) {
    account.phone = util::collect(domain::PhoneNumber::parse(form.phone), problems, "phone");
  }
  if (!form.language.empty() && form.language != "fr" && form.language != "en") {
    problems.push_back(util::Error{"language.unknown", {form.language}}.at("language"));
  }
  account.language = form.language.empty() ? account.language : form.language;
  take_provider(context, account, form, problems);
  const bool is_changed =
    account.provider && identity_text(*account.provider) != identity_text(*acting->provider);
  if (const util::Outcome fits =
        is_changed ? check_activity_number(context, *account.provider) : util::Done{};
      !fits) {
    problems.push_back(fits.error());
  }
  if (!problems.empty()) {
    return problems;
  }
  if (formats::audit_text(account) == formats::audit_text(*acting) &&
      account.language == acting->language) {
    return account; // nothing to write, nor to say that it was written
  }
  store::Transaction write(context.store, context.deed());
  context.store.accounts().put(account);
  if (is_changed) {
    end_access_of_provider(context, account.id, acting->provider->siret.siren());
  }
  write.record({store::AuditKind::account, account.id}, formats::audit_text(*acting),
               formats::audit_text(account));
  write.commit();
  return account;
}

util::Result<domain::Account> close_account(const Context& context)
{
  const util::Result<domain::Account> acting = acting_account(context);
  if (!acting) {
    return acting;
  }
  domain::Account closed = *acting;
  closed.state = domain::AccountState::closed;
  store::Transaction write(context.store, context.deed());
  context.store.accounts().put(closed);
  context.store.credentials().drop_sessions(closed.id);
  context.store.credentials().drop_code(closed.id, domain::CodePurpose::activation);
  context.store.credentials().drop_code(closed.id, domain::CodePurpose::reset);
  for (const domain::AlertEvent event : domain::k_alert_events) {
    if (context.store.correspondence().frequency(closed.id, event) != domain::Frequency::never) {
      context.store.correspondence().set_alert(closed.id, event, domain::Frequency::never);
    }
  }
  end_access(context, closed.id);
  write.record({store::AuditKind::account, closed.id}, formats::audit_text(*acting),
               formats::audit_text(closed));
  write.commit();
  return closed;
}

util::Result<formats::Json> export_account(const Context& context)
{
  TRY_ASSIGN(const domain::Account account, acting_account(context));
  Json document = {{"schema", "myatlas/account-export/1"},
                   {"exported", util::to_rfc3339(context.now())}};
  document["account"] = formats::to_json(account);
  for (const Json& part : {what_is_managed(context, account), what_was_done(context, account),
                           what_was_said(context, account), how_it_logged_in(context, account)}) {
    document.update(part);
  }
  return document;
}

} // namespace myatlas::services
