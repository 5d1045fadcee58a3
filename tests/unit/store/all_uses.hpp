#pragma once

#include "store/store.hpp"

// Everything the store does, once.
namespace myatlas::store {

namespace {

const domain::Siren k_siren = domain::Siren::of_checked(732829320);
const domain::Siret k_siret = domain::Siret::of_checked(73282932000074);
const util::Instant k_now{1'772'442'000'000'000};
const domain::Date k_day = *domain::Date::parse("2026-03-02");

// Rows that lead a reader on to others.
constexpr const char* k_rows[] = {
  "insert into account (id, email, email_key, title, last_name, first_name, language, state, "
  "created) "
  "values ('a', 'a@x.fr', 'a@x.fr', 'MME', 'Durand', 'Anne', 'fr', 'active', 1)",
  "insert into funding_request (owner, number, state, siret, scheme, title, created_by, created, "
  "id) "
  "values (732829320, 'D20260000001', 'TRANSMIS', 73282932000074, 'pdc', 'Excel', 'a', 1, 1)",
  "insert into declaration (owner, number, year, state, headcount, payroll, idcc, total, paid, "
  "due, created, changed) "
  "values (732829320, 'C2025-0000001', 2025, 'BROUILLON', 100, 1, '', 1, 0, '2026-02-28', 1, 1)",
  "insert into instalment (dossier, number, code, year, opens, starts, ends, amount) "
  "values (1, 1, 'E1', 1, '2026-03-02', '2026-03-02', '2027-03-01', 320000)",
  "insert into counter (name, value) values ('request-2026', 1)",
  "insert into account_profile (account, profile) values ('a', 'member')",
  "insert into audit (sequence, at, clock, actor, command, subject, previous, hash) values (1, 1, "
  "'system', 'a', 'c', 's', '', 'h')",
};

void read_by(Store& store, const Perimeter& who)
{
  store.funding_requests().list({}, who);
  store.funding_requests().find("D20260000001", who);
  store.invoices().list({}, who);
  store.invoices().list({"D20260000001", std::nullopt}, who);
  store.invoices().find_number("F-1", who);
  store.certificates().list("", who);
  store.certificates().list("D20260000001", who);
  store.certificates().find("A2026-0000001", who);
  store.letters().list({}, who);
  store.letters().find("L2026-0000001", who);
  store.declarations().list({}, who);
  store.declarations().list({k_siren, 2025, std::nullopt}, who);
  store.declarations().find_number("C2025-0000001", who);
  store.declarations().receipt("R2025-0000001", who);
  const auto all = [](const domain::Employee&) { return true; };
  store.employees().for_each(who, all);
  store.employees().for_each(who, all, k_siren);
  store.employees().for_each_name(who, k_siren, [](const domain::Employee&) {});
  for (const CandidateKind kind :
       {CandidateKind::siret, CandidateKind::siren, CandidateKind::dossier, CandidateKind::batch,
        CandidateKind::invoice}) {
    store.candidates().list(kind, "", who);
  }
  store.candidates().list(CandidateKind::siren, "alt", who);
  for (const formats::FileKind kind :
       {formats::FileKind::companies, formats::FileKind::establishments,
        formats::FileKind::employees, formats::FileKind::requests, formats::FileKind::invoices,
        formats::FileKind::payrolls, formats::FileKind::certifications,
        formats::FileKind::contracts, formats::FileKind::clients, formats::FileKind::access,
        formats::FileKind::declarations, formats::FileKind::payments}) {
    store.exports().for_each(kind, who, [](Cells) { return true; });
  }
}

void use_accounts(Store& store)
{
  Accounts accounts = store.accounts();
  const domain::EmailAddress email = *domain::EmailAddress::parse("a@x.fr");
  const domain::Account account = *accounts.find(email);
  accounts.has_any();
  accounts.all_with(email);
  accounts.put(account);
  accounts.forget_perimeter("a");
  accounts.free_address("a");
  accounts.set_password("a", "h");
  accounts.password("a");
  accounts.attach_company("a", k_siren);
  accounts.detach_company("a", k_siren);
  accounts.attach("a", k_siret);
  accounts.detach("a", k_siret);
  accounts.attached("a", k_siret);
  accounts.was_given("a", k_siren);
  accounts.refuse_provider("a", k_siren);
  accounts.forget_refusal("a", k_siren);
  accounts.is_refused("a", k_siren);
  accounts.is_uai_approved(k_siren, "0750001A");
  accounts.has_proved("a", k_siren);
  accounts.reach("a", k_siret, k_day);
  accounts.provider_role("a", k_day);
  accounts.particulars(k_siren);
  accounts.proved("a", k_siren, k_day);
  accounts.companies("a", k_day);
  accounts.has_company("a", k_siren, k_day);
  accounts.manages_by("a", k_siren, k_day);
  accounts.put_grant({k_siren, "a", "b", domain::AccessRole::manager, k_day, k_now}, k_day);
  accounts.revoke("a", k_siren, "b", k_now);
  accounts.grants_by("a");
  accounts.grant_of(k_siren, "a", "b");
  accounts.grants_to("a");
  accounts.grants();
  accounts.unproved();
  accounts.is_office("a");
  ClientReferences references = store.client_references();
  references.put("a", k_siren, "DOS-1");
  references.find("a", k_siren);
  references.of("a");
  references.called("a", "DOS-1");
  references.remove("a", k_siren);
  accounts.set_office("a", true);
  accounts.list({});
  accounts.pending_providers();
  Credentials credentials = store.credentials();
  credentials.put_code("a", domain::CodePurpose::reset, {"h", k_now, k_now, 0});
  credentials.code("a", domain::CodePurpose::reset);
  credentials.drop_code("a", domain::CodePurpose::reset);
  credentials.put_session("a", "t", k_now, k_now);
  credentials.session("t");
  credentials.sessions("a");
  credentials.drop_session("t");
  credentials.drop_sessions("a");
  credentials.record_attempt(domain::AttemptKind::login, "a", k_now);
  credentials.attempts(domain::AttemptKind::login, "a", k_now);
  credentials.attempts_of("a");
  credentials.drop_expired(k_now);
  credentials.forget_attempts(domain::AttemptKind::login, "a");
  Invitations invitations = store.invitations();
  invitations.put({email, {k_siren, "a", "b", domain::AccessRole::manager, k_day, k_now}});
  invitations.drop(email, k_siren, "a");
  invitations.drop_by("a");
  invitations.drop_by("a", k_siren);
  invitations.by("a");
  invitations.find(email, k_siren, "a");
  invitations.take(email);
}

void use_register(Store& store)
{
  Register known = store.opco_register();
  known.company(k_siren);
  known.company_with_code("A1");
  known.has_companies();
  known.payrolls(k_siren);
  known.payroll_parts(k_siren, 2025);
  known.establishment(k_siret);
  known.establishments_of(k_siren);
  known.establishments_reached_by("a", k_day);
  known.knows(k_siret);
  known.is_closed(k_siret);
  known.each_company([](domain::Siren, const std::string&) {});
  known.add_establishment({k_siret, "", "", "", "", "", "", "", "", std::nullopt, std::nullopt});
  known.activity_numbers(k_siren);
  known.add_activity_number(k_siren, "11754321075");
  known.put_company({k_siren, *domain::MemberCode::parse("ATL1"), "", {}, {}, {}, {}});
  known.put_payroll(k_siren, {2025, {1}});
  store.employees().find(k_siren, "n:1");
  store.employees().sealed(k_siren, "n:1", *domain::Nir::parse("185022A00400133"));
  store.employees().remove(k_siren, "n:1");
  store.employees().any();
  const domain::Employee employee{.siret = k_siret,
                                  .staff_number = "1",
                                  .birth_name = "Petit",
                                  .first_name = "Luc",
                                  .birth_date = k_day};
  store.employees().put(employee);
  store.employees().find_same(employee);
  store.employees().rename(employee, employee);
  store.certifications().put({*domain::RncpCode::parse("RNCP34567"), "Titre", std::nullopt,
                              std::nullopt, true, std::nullopt},
                             std::nullopt);
  store.sirene().put(k_siret, {domain::SireneOutcome::not_found, std::nullopt, "s", k_now});
  store.certifications().find(*domain::RncpCode::parse("RNCP34567"));
  store.certifications().any();
  store.sirene().find(k_siret);
  store.sirene().rests_until("s");
  store.sirene().rest("s", k_now);
}

void use_dossiers(Store& store, const Perimeter& all)
{
  FundingRequests requests = store.funding_requests();
  domain::FundingRequest request = *requests.find("D20260000001", all);
  request.trainees.resize(1);
  request.modules.resize(1);
  requests.next_number(2026);
  requests.find_reference(k_siren, "R-1");
  requests.put(request);
  requests.key(request.number);
  requests.any();
  requests.each_reference(k_siren, [](const std::string&) {});
  requests.add_change(request, {});
  requests.history(request);
  domain::RequestDocument document{"", 0, domain::DocumentUse::other, "f", "d", "", 0, "a", k_now};
  requests.add_document(request, document);
  requests.documents(request);
  RequestLoad load = requests.load(2026);
  load.put(request, {});
  load.settle();
  for (const domain::RequestStateFacts& facts : domain::k_request_states) {
    if (facts.work != domain::OfficeWork::none) {
      store.waiting().requests(facts.state, domain::Scheme::pdc, {});
    }
  }
  for (const domain::InvoiceStateFacts& facts : domain::k_invoice_states) {
    if (facts.work != domain::OfficeWork::none) {
      store.waiting().invoices(facts.state, {});
    }
  }
  store.recoveries().add(1, {{}, "", domain::Siren::of_checked(0), "", k_day, "", k_now});
  store.recoveries().list(1);
  store.recoveries().for_teaching(1);
  store.recoveries().overpaid();
  util::Errors problems, warnings;
  const domain::Contract contract = domain::Contract::read({}, problems, warnings);
  Contracts contracts = store.contracts();
  contracts.put(1, contract, "a", k_now);
  contracts.put_amendment(1, contract, "a", k_now);
  contracts.number_of_same(contract, k_siren);
  contracts.has(1);
  contracts.versions(1);
  contracts.amended();
  contracts.amendment(2);
  contracts.drop_amendment(1);
  contracts.find(2);
  contracts.original(2);
  contracts.all_versions(2);
  contracts.funding(1);
  contracts.fund(1, {}, std::vector<domain::Instalment>(1));
  contracts.instalments(1);
  contracts.side_costs(1);
  contracts.agree_side_costs(1, {{domain::CostNature::pedagogie, {}}});
  contracts.agreed_side_costs(1);
}

void use_invoices(Store& store)
{
  Invoices invoices = store.invoices();
  domain::Invoice invoice{"F-1",        k_siret, "D20260000001",
                          k_day,        {},      std::nullopt,
                          std::nullopt, "",      domain::InvoiceState::deposee,
                          k_now};
  invoices.find(k_siren, "F-1");
  invoices.add_change(invoice, {});
  invoices.history(invoice);
  invoices.last_iban(k_siren);
  invoices.is_account_of_member(k_siren, "FR7630006000011234567890189");
  invoices.put(invoice, 1);
  invoices.put_lines(invoice, std::vector<domain::BilledLine>(1));
  invoices.lines(invoice);
  invoices.set_document(k_siren, "F-1", "d", "f");
  invoices.set_reference(k_siren, "F-1", "r");
  invoices.any();
  invoices.has(k_siren, "F-1");
  invoices.more_than(5, k_siren);
  invoices.each_number(k_siren, [](const std::string&) {});
  invoices.credits_on(invoice);
  invoices.paid("D20260000001");
  invoices.set_aside(invoice);
  invoices.replaced_by(invoice);
  invoices.claims("D20260000001");
  invoices.open("D20260000001");
  store.stored_documents().put({"d", 1, "text/plain"}, k_now);
}

void use_declarations(Store& store)
{
  domain::Declaration declaration = *store.declarations().find(k_siren, 2025);
  declaration.lines.push_back({"conventional", {}, std::nullopt, {}, ""});
  store.declarations().put(declaration);
  store.declarations().add_change(declaration, {});
  store.declarations().history(declaration);
  store.declarations().changes(declaration);
  store.declarations().put_receipt({});
}

void use_correspondence(Store& store)
{
  store.certificates().next_number(2026);
  store.certificates().put({}, k_siren);
  store.certificates().standing("D20260000001");
  store.certificates().replace("A2026-0000001", "A2026-0000002");
  Letters letters = store.letters();
  letters.put({});
  letters.latest(k_siren, "D20260000001", domain::LetterKind::recovery, "x");
  letters.mark_read("a", "L", k_now);
  letters.add_preference("a", {});
  letters.preferences("a");
  letters.channel("a", domain::LetterKind::agreement);
  Alerts alerts = store.alerts();
  alerts.set("a", domain::AlertEvent::request_changed, domain::Frequency::never);
  alerts.chosen("a", domain::AlertEvent::request_changed);
  alerts.add_item("a", {});
  alerts.untold("a");
  alerts.last_told("a", domain::AlertEvent::request_changed, k_now);
  alerts.mark_told("a", domain::AlertEvent::request_changed, k_now);
  alerts.accounts();
  alerts.managers_of(k_siret);
  alerts.providers_of(k_siren, k_day);
  Outbox outbox = store.outbox();
  outbox.put({});
  outbox.due(k_now);
  for (const auto state : {std::optional<MailState>(), std::optional(MailState::waiting),
                           std::optional(MailState::sent), std::optional(MailState::failed)}) {
    outbox.list(state);
  }
  outbox.of_account("a");
  outbox.claim({}, k_now, k_now);
  outbox.mark_delivered({}, k_now);
  outbox.put_off({}, k_now, "", "");
  outbox.mark_failed({}, k_now, "", "");
  outbox.retry_failed(k_now);
  outbox.drop_sent(k_now);
  store.publications().put({});
  store.publications().find("P");
  store.publications().list({});
}

void use_the_rest(Store& store)
{
  store.answers().put("a", "k", {"r", 0, "t"}, k_now);
  store.answers().find("a", "k", k_now);
  Transaction(store, Deed{}).record({AuditKind::key}, std::nullopt, std::nullopt);
  Batches batches = store.batches();
  batches.next_number();
  batches.put({});
  batches.find(1);
  batches.of_digest(formats::FileKind::requests, "d");
  batches.of_size(formats::FileKind::requests, 1);
  batches.with_rejects(formats::FileKind::requests);
  batches.list();
  batches.corrected(1);
  batches.register_version();
  batches.next_register_version();
  OpcoLinks links = store.opco_links();
  links.connection(k_siren, "atlas");
  links.connections(k_siren);
  links.put(k_siren, OpcoConnection{}, k_now);
  links.find(k_siren, domain::TransmissionKind::contract, "D", "atlas");
  links.list(k_siren, "atlas");
  links.put(k_siren, domain::Transmission{});
  links.forget(k_siren, domain::Transmission{});
  Audit audit = store.audit();
  audit.append({k_now, true, "a@x.fr", "test"}, {AuditKind::key}, std::nullopt, "{}");
  audit.list();
  audit.head();
  audit.has({});
  audit.latest("backup", k_now);
  audit.latest_by_system_clock();
  audit.later_than(k_now);
  audit.first_broken();
  audit.erase([](AuditRow&) { return true; });
}

} // namespace

} // namespace myatlas::store
