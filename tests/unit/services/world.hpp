#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "formats/json/contract_json.hpp"
#include "formats/json/json.hpp"
#include "formats/json/rates_json.hpp"
#include "services/context.hpp"
#include "services/dossiers/certificates.hpp"
#include "services/dossiers/contracts.hpp"
#include "services/dossiers/funding_requests.hpp"
#include "services/dossiers/request_documents.hpp"
#include "services/dossiers/review_request.hpp"
#include "services/invoices/invoices.hpp"
#include "store/store.hpp"
#include "util/crypto.hpp"

namespace myatlas::services {

// Whom tests of services speak of. Altéa has two establishments, in Paris and in Lyon, and is of
// the branch Syntec; the trainer is a CFA too, by its UAI.
inline constexpr const char* k_altea = "73282932000074";
inline constexpr const char* k_altea_lyon = "73282932000082";
inline constexpr const char* k_trainer = "88087814500015";
inline constexpr const char* k_other_trainer = "98765432400019";
inline constexpr const char* k_birch = "51234567900017"; // a company that nobody here manages
inline constexpr const char* k_anne = "anne@altea.fr";   // manages Altéa in Paris
inline constexpr const char* k_paul = "paul@forma.fr";   // is of the trainer, approved
inline constexpr const char* k_olga = "olga@opco.fr";    // has a role of the OPCO
inline constexpr const char* k_iban_of_trainer = "FR7630006000011234567890189";
inline constexpr const char* k_iban_of_altea = "FR1420041010050500013M02606";

inline domain::Siret siret_of(const char* text)
{
  return *domain::Siret::parse(text);
}

inline domain::Money money_of(const char* text)
{
  return *domain::Money::parse(text);
}

inline domain::Date date_of_text(const char* text)
{
  return *domain::Date::parse(text);
}

// "invoice.over, invoice.hours": what it failed with, empty when it did not.
inline std::string codes_of(const util::Errors& errors)
{
  std::string text;
  for (const util::Error& error : errors) {
    text += (text.empty() ? "" : ", ") + error.code;
  }
  return text;
}

template <typename T>
std::string codes_of(const util::Result<T>& result)
{
  return result ? "" : codes_of(result.errors());
}

// "amount: invoice.over 1500.00 1400.00": the first error with its place and values.
inline std::string told_by(const util::Error& error)
{
  std::string text = error.where.column.empty() ? "" : error.where.column + ": ";
  text += error.code;
  for (const std::string& argument : error.args) {
    text += " " + argument;
  }
  return text;
}

template <typename T>
std::string told_by(const util::Result<T>& result)
{
  return result ? "" : told_by(result.error());
}

// What was made; the test ends where nothing was.
template <typename T>
T done(util::Result<T> result)
{
  INFO(told_by(result));
  REQUIRE(result);
  return *std::move(result);
}

// Two days of Excel for one trainee at the trainer, 14 hours and 1 400 euros that the OPCO pays to
// the trainer.
inline domain::RequestForm training()
{
  domain::RequestForm form;
  form.siret = k_altea;
  form.scheme = "PDC";
  form.title = "Excel";
  form.provider_siret = k_trainer;
  form.start = "2026-04-07";
  form.end = "2026-04-08";
  form.hours = "14";
  form.mode = "presentiel";
  form.teaching_cost = "1400.00";
  form.subrogation = "yes";
  form.employees = {"Jeanne Martin"};
  return form;
}

// Changes of it.
inline void for_two_trainees(domain::RequestForm& form)
{
  form.employees = {"Jeanne Martin", "Luc Petit"};
}

inline void paid_back(domain::RequestForm& form)
{
  form.subrogation = "no";
}

template <typename Change>
domain::RequestForm training(Change change)
{
  domain::RequestForm form = training();
  change(form);
  return form;
}

// A store in memory. To make one takes all migrations: one that a test before is done with serves
// again, since all that is done in it is rolled back.
class LentStore
{
public:
  LentStore() : m_store(take()) { m_rehearsal.emplace(*m_store); }
  ~LentStore()
  {
    m_rehearsal.reset();
    idle().push_back(std::move(m_store));
  }
  LentStore(const LentStore&) = delete;
  LentStore& operator=(const LentStore&) = delete;

  store::Store& operator*() { return *m_store; }
  store::Store* operator->() { return m_store.get(); }

private:
  static std::vector<std::unique_ptr<store::Store>>& idle()
  {
    static std::vector<std::unique_ptr<store::Store>> stores;
    return stores;
  }
  static std::unique_ptr<store::Store> take()
  {
    if (idle().empty()) {
      return store::Store::in_memory();
    }
    std::unique_ptr<store::Store> store = std::move(idle().back());
    idle().pop_back();
    return store;
  }

  std::unique_ptr<store::Store> m_store;
  std::optional<store::Rehearsal> m_rehearsal;
};

// A store in memory at a time that stands still: the register, an account of each kind, and what a
// test is about in a few words.
class World
{
public:
  explicit World(const char* day = "2026-03-02") : m_clock(noon(day))
  {
    store::Transaction write(*m_store, host().deed());
    store::Register known = m_store->opco_register();
    known.put_company({siret_of(k_altea).siren(), *domain::MemberCode::parse("A1"), "ALTEA CONSEIL",
                       "1486", "6202A", 12, date_of_text("2015-06-01")});
    known.put_company({siret_of(k_birch).siren(), *domain::MemberCode::parse("B2"), "BIRCH",
                       std::nullopt, std::nullopt, std::nullopt, std::nullopt});
    for (const auto& [siret, postcode] : {std::pair{k_altea, "75002"},
                                          {k_altea_lyon, "69003"},
                                          {k_trainer, "75011"},
                                          {k_other_trainer, "33000"},
                                          {k_birch, "35000"}}) {
      known.add_establishment(establishment(siret, postcode));
    }
    write.commit();
    add_account(k_anne, {domain::Profile::member});
    attach(k_anne, k_altea);
    add_provider(k_paul, k_trainer, "0561910X");
  }

  // Time and who acts. The day is Paris's, at noon.
  void on(const char* day) { m_clock = util::FixedClock(noon(day)); }
  void pass(std::int64_t micros) { m_clock = util::FixedClock(m_clock.now() + micros); }
  util::Instant now() const { return m_clock.now(); }

  Context nobody() { return acting(Anonymous{"operator:test"}); }
  Context host() { return acting(Host{"operator:test"}); }
  Context anne() { return as(k_anne); }
  Context paul() { return as(k_paul); }
  Context olga()
  {
    if (!m_store->accounts().find(*domain::EmailAddress::parse(k_olga))) {
      add_account(k_olga, {domain::Profile::member});
      store::Transaction write(*m_store, host().deed());
      m_store->accounts().set_office(account(k_olga).id, true);
      write.commit();
    }
    return as(k_olga);
  }
  Context as(const char* email)
  {
    const domain::Account one = account(email);
    return m_store->accounts().is_office(one.id)
             ? acting(Office{one})
             : acting(of_account(*m_store, one, host().latest_day()));
  }

  store::Store& store() { return *m_store; }
  domain::Account account(const char* email)
  {
    return m_store->accounts().find(*domain::EmailAddress::parse(email)).value();
  }

  // Accounts.
  domain::Account add_account(const char* email, std::vector<domain::Profile> profiles,
                              domain::AccountState state = domain::AccountState::active)
  {
    return put({.id = util::new_uuid7(now()),
                .email = *domain::EmailAddress::parse(email),
                .title = domain::Title::mme,
                .last_name = *domain::Name::parse("Petit"),
                .first_name = *domain::Name::parse("Camille"),
                .phone = {},
                .profiles = std::move(profiles),
                .provider = std::nullopt,
                .state = state,
                .language = "fr",
                .created = now()});
  }
  domain::Account add_provider(const char* email, const char* siret, const char* uai = nullptr,
                               domain::ProviderState state = domain::ProviderState::approved)
  {
    domain::Account added = add_account(email, {domain::Profile::provider});
    added.provider = domain::ProviderIdentity{
      siret_of(siret), *domain::ActivityNumber::parse("11755555555"),
      uai == nullptr ? std::nullopt : std::optional(*domain::Uai::parse(uai)), state};
    return put(added);
  }
  void attach(const char* email, const char* siret) // as one that proved the company
  {
    store::Transaction write(*m_store, host().deed());
    m_store->accounts().attach_company(account(email).id, siret_of(siret).siren());
    m_store->accounts().attach(account(email).id, siret_of(siret));
    write.commit();
  }
  domain::Account put(const domain::Account& changed)
  {
    store::Transaction write(*m_store, host().deed());
    m_store->accounts().put(changed);
    write.commit();
    return changed;
  }

  // Dossiers, by their numbers.
  domain::FundingRequest dossier(const std::string& number)
  {
    return m_store->funding_requests().find(number, store::Perimeter::all()).value();
  }
  std::string state_of(const std::string& number) { return domain::to_text(dossier(number).state); }
  std::string draft(const domain::RequestForm& form = training())
  {
    return done(submit_request(anne(), form, "", Submission::draft)).request.number;
  }
  std::string sent(const domain::RequestForm& form = training())
  {
    return done(submit_request(anne(), form, "", Submission::send)).request.number;
  }
  std::string opened(const domain::RequestForm& form = training()) // with its documents
  {
    const std::string number = sent(form);
    attach_all(number);
    done(open_request(host(), number));
    return number;
  }
  std::string accepted(const domain::RequestForm& form = training(), const char* amount = "1400.00")
  {
    const std::string number = opened(form);
    done(accept_request(host(), number, amount, ""));
    return number;
  }
  void attach_all(const std::string& number)
  {
    for (const char* use : {"quote", "convention", "programme"}) {
      attach_document(number, use);
    }
  }
  void attach_document(const std::string& number, const char* use)
  {
    done(services::attach_document(
      anne(), {number, use, std::string(use) + ".pdf", "%PDF-1.7 " + number + use}));
  }

  // What the trainer does.
  static CertificateForm certificate(const std::string& number, const char* hours)
  {
    CertificateForm form;
    form.request = number;
    form.hours = hours;
    form.representative = "Paul Petit";
    form.role = "directeur";
    form.place = "Paris";
    return form;
  }
  std::string certified(const std::string& number, const char* hours)
  {
    return done(upload_certificate(paul(), certificate(number, hours))).number;
  }
  InvoiceForm invoice(const std::string& dossier, const char* number, const char* amount)
  {
    InvoiceForm form;
    form.request = dossier;
    form.number = number;
    form.date = host().today().text();
    form.amount_without_tax = amount;
    form.iban = k_iban_of_trainer;
    return form;
  }
  void invoiced(const std::string& dossier, const char* number, const char* amount)
  {
    done(upload_invoice(paul(), invoice(dossier, number, amount)));
  }
  // By the OPCO; `text` is the reason to reject, or the reference to pay.
  util::Result<InvoiceView> review(domain::InvoiceEvent event, const char* number,
                                   const char* text = "VIR-1", const char* although = "")
  {
    return review_invoice(host(), {event, number, "", text, text, "", although});
  }
  void paid(const char* number)
  {
    done(review(domain::InvoiceEvent::accept, number));
    done(review(domain::InvoiceEvent::pay, number));
  }

  // An apprenticeship contract from a day on, as the template has it; sent by its CFA on the day
  // that it is.
  static domain::Contract::Values contract(const char* from)
  {
    return formats::sample_contract(date_of_text(from), std::nullopt).values();
  }
  util::Result<WrittenRequest> send_contract(const domain::Contract::Values& values)
  {
    return submit_contract(paul(), {values, ""}, formats::built_in_rates());
  }
  std::string opened_contract(const domain::Contract::Values& values)
  {
    const std::string number = done(send_contract(values)).request.number;
    for (const char* use : {"cerfa", "convention", "mandate"}) {
      done(services::attach_document(
        paul(), {number, use, std::string(use) + ".pdf", "%PDF-1.7 " + number + use}));
    }
    done(open_request(host(), number));
    return number;
  }

  // Mails that were put into the outbox since this was last asked, "anne@altea.fr reset" or
  // "anne@altea.fr alert: request_changed D20260000001 TRANSMIS"; in the order of the alphabet.
  std::vector<std::string> new_mails()
  {
    std::vector<std::string> told;
    for (const store::OutboxMail& mail : m_store->outbox().list(std::nullopt)) {
      if (!m_seen.insert(mail.id).second) {
        continue;
      }
      std::string text = mail.recipient + " " + domain::to_text(mail.kind);
      const formats::Json fields = fields_of(mail);
      const formats::Json items = *formats::parse_json(fields.value("items", "[]"));
      for (const formats::Json& item : items) {
        text += ": " + item[0].get<std::string>() + " " + item[1].get<std::string>() + " " +
                item[2].get<std::string>();
      }
      told.push_back(text);
    }
    std::ranges::sort(told);
    return told;
  }
  // The code of the last mail to an address.
  util::Secret code_sent_to(const char* email)
  {
    std::string code;
    for (const store::OutboxMail& mail : m_store->outbox().list(std::nullopt)) {
      const formats::Json fields = fields_of(mail);
      if (mail.recipient == email && fields.contains("code")) {
        code = fields.at("code").get<std::string>();
      }
    }
    REQUIRE(!code.empty());
    return util::Secret(code);
  }

  domain::Establishment establishment(const char* siret, const char* postcode)
  {
    const bool is_altea = siret_of(siret).siren() == siret_of(k_altea).siren();
    return {siret_of(siret),
            is_altea ? "A1" : "",
            is_altea ? "ALTEA CONSEIL" : "",
            "",
            "",
            postcode,
            "",
            "6202A",
            is_altea ? "1486" : "",
            std::nullopt,
            std::nullopt};
  }

private:
  static util::Instant noon(const char* day)
  {
    return domain::begin_of(date_of_text(day), util::TimeZone::paris()) + 12 * util::k_hour;
  }
  Context acting(Actor actor) { return {*m_store, m_clock, true, std::move(actor), "test", "fr"}; }
  formats::Json fields_of(const store::OutboxMail& mail)
  {
    return *formats::parse_json(*util::decrypt(m_store->key(), mail.payload));
  }

  LentStore m_store;
  util::FixedClock m_clock;
  std::set<std::string> m_seen;
};

} // namespace myatlas::services
