#include "services/dossiers/funding_requests.hpp"

#include <doctest/doctest.h>

#include "services/companies/access.hpp"
#include "services/companies/employees.hpp"
#include "services/dossiers/request_views.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

template <typename Change>
std::string sending(World& world, Change change)
{
  return told_by(submit_request(world.anne(), training(change), "", Submission::send));
}

template <typename Change>
std::string warnings_of(World& world, Change change)
{
  return codes_of(
    done(submit_request(world.anne(), training(change), "", Submission::send)).warnings);
}

// The credit note the trainer sends on its invoice F-1.
InvoiceForm credit_on(World& world, const std::string& number, const char* note, const char* amount)
{
  InvoiceForm form = world.invoice(number, note, amount);
  form.corrects = "F-1";
  return form;
}

} // namespace

TEST_CASE("dossiers are numbered by year, one after the other")
{
  World world("2026-12-31");
  const auto next = [](auto& form) { form.start = form.end = "2027-02-01"; };
  CHECK(world.sent(training(next)) == "D20260000001");
  CHECK(world.sent(training(next)) == "D20260000002");
  world.on("2027-01-01");
  CHECK(world.sent(training(next)) == "D20270000001");
}

TEST_CASE("a draft may lack anything but an establishment and a scheme, and is never wrong")
{
  World world;
  domain::RequestForm form;
  CHECK(codes_of(submit_request(world.anne(), form, "", Submission::draft)) ==
        "field.required, field.required");
  form.siret = k_altea;
  form.scheme = "PDC";
  CHECK(submit_request(world.anne(), form, "", Submission::draft));
  form.start = "2026-02-30";
  CHECK(codes_of(submit_request(world.anne(), form, "", Submission::draft)) == "date.none");
}

TEST_CASE("a draft is taken up and sent with what was still missing")
{
  World world;
  const std::string number = world.draft(training([](auto& form) { form.hours.clear(); }));
  CHECK(world.state_of(number) == "BROUILLON");
  CHECK(told_by(submit_request(world.anne(), {}, number, Submission::send)) ==
        "hours: request.required hours");
  domain::RequestForm rest;
  rest.hours = "14";
  done(submit_request(world.anne(), rest, number, Submission::send));
  CHECK(world.state_of(number) == "TRANSMIS");
  CHECK(codes_of(submit_request(world.anne(), {}, number, Submission::send)) ==
        "request.transition");
}

TEST_CASE("a request is sent before its training starts, on the eve at the latest")
{
  World world;
  CHECK(sending(world, [](auto& form) { form.start = "2026-03-02"; }) ==
        "start: request.late 2026-03-02 2026-03-02");
  CHECK(sending(world, [](auto& form) { form.start = "2026-03-03"; }).empty());
}

TEST_CASE("a training ends no earlier than it starts")
{
  World world;
  CHECK(sending(world, [](auto& form) { form.end = "2026-04-06"; }) ==
        "end: request.dates 2026-04-07 2026-04-06");
  CHECK(sending(world, [](auto& form) { form.end = "2026-04-07"; }).empty());
}

TEST_CASE("a request is filed for an establishment that one manages")
{
  World world;
  CHECK(sending(world, [](auto& form) { form.siret = k_birch; }) ==
        "siret: establishment.not_managed 51234567900017");
  CHECK(codes_of(submit_request(world.paul(), training(), "", Submission::send)) ==
        "profile.required");
  CHECK(codes_of(submit_request(world.nobody(), training(), "", Submission::send)) ==
        "session.required");
}

TEST_CASE("the modules of a training come to its hours and its costs")
{
  World world;
  const auto with_modules = [](const char* hours, const char* cost) {
    return [=](domain::RequestForm& form) {
      form.provider_siret.clear();
      form.modules = {{"Excel", k_trainer, "", "7", "700.00"},
                      {"VBA", k_other_trainer, "", "7", "700.00"}};
      form.hours = hours;
      form.teaching_cost = cost;
    };
  };
  CHECK(sending(world, with_modules("13", "1400.00")) == "hours: request.module_hours 14.00 13.00");
  CHECK(sending(world, with_modules("14", "1399.99")) ==
        "teaching_cost: request.module_costs 1400.00 1399.99");
  CHECK(sending(world, with_modules("", "")).empty()); // they are worked out
}

TEST_CASE("a module says all of itself")
{
  World world;
  CHECK(sending(world, [](auto& form) {
          form.modules = {{"Excel", k_trainer, "", "", "1400.00"}};
        }).starts_with("modules[0].hours: request.module_required 1 hours"));
}

TEST_CASE("no trainee has more hours than the training")
{
  World world;
  const auto with_hours = [](const char* hours) {
    return [=](domain::RequestForm& form) {
      form.employees.clear();
      form.trainees = {{"Jeanne Martin", "", hours, ""}};
    };
  };
  CHECK(sending(world, with_hours("14.25")) ==
        "employees: request.trainee_hours Jeanne Martin 14.25 14.00");
  CHECK(sending(world, with_hours("7")).empty());
}

TEST_CASE("no more is asked for than it costs, and what others pay is not asked for")
{
  World world;
  CHECK(sending(world, [](auto& form) { form.requested_amount = "1400.01"; }) ==
        "requested_amount: request.requested_over 1400.01 1400.00");
  CHECK(sending(world, [](auto& form) {
          form.requested_amount = "1000.00";
          form.co_funding = "400.01";
        }) == "co_funding: request.co_funded_over 1400.01 1400.00");
  CHECK(sending(world, [](auto& form) {
          form.requested_amount = "1000.00";
          form.co_funding = "400.00";
        }).empty());
}

TEST_CASE("the company's own reference names one of its dossiers")
{
  World world;
  const std::string first = world.sent(training([](auto& form) { form.reference = "REF-1"; }));
  CHECK(sending(world, [](auto& form) { form.reference = "REF-1"; }) ==
        "reference: request.reference_exists REF-1 " + first);
  CHECK(sending(world, [](auto& form) { form.reference = "REF-2"; }).empty());
}

TEST_CASE("what speaks against a request without keeping it from being sent is told")
{
  World world;
  CHECK(warnings_of(world, [](auto&) {}) == "request.documents_missing");
  CHECK(warnings_of(world, [](auto& form) {
          form.employees = {"Jeanne Martin", "JEANNE MARTIN"};
        }) == "request.trainee_twice, request.documents_missing");
  CHECK(warnings_of(world, [](auto& form) { form.internal = "yes"; }) ==
        "request.internal_provider, request.documents_missing");
}

TEST_CASE("a trainee whom a company with known employees does not employ is told of")
{
  World world;
  domain::EmployeeForm luc;
  luc.siret = k_altea;
  luc.first_name = "Luc";
  luc.birth_name = "Petit";
  luc.birth_date = "1990-05-12";
  luc.staff_number = "7";
  done(add_employee(world.anne(), luc, util::Secret()));
  CHECK(warnings_of(world, [](auto&) {}) == "request.trainee_unknown, request.documents_missing");
  CHECK(warnings_of(world, [](auto& form) { form.employees = {"Luc PETIT"}; }) ==
        "request.documents_missing");
  CHECK(sending(world, [](auto& form) { form.employees = {"8"}; }) ==
        "employees: employee.unknown 8"); // a number nobody has
}

TEST_CASE("an action of its workplace is given there")
{
  World world;
  CHECK(sending(world, [](auto& form) { form.scheme = "AFEST"; }) ==
        "mode: request.mode_scheme presentiel afest");
}

TEST_CASE("what was sent is not edited, what was sent back is")
{
  World world;
  const std::string number = world.sent();
  domain::RequestForm form;
  form.title = "Excel avancé";
  CHECK(codes_of(edit_request(world.anne(), form, number)) == "request.transition");
  done(ask_documents(world.host(), number, {"quote"}, ""));
  CHECK(done(edit_request(world.anne(), form, number)).request.title == "Excel avancé");
  CHECK(world.store().funding_requests().history(world.dossier(number)).back().comment == "title");
}

TEST_CASE("an edit keeps what it leaves out, and takes a list as a whole")
{
  World world;
  const std::string number = world.draft(training(for_two_trainees));
  domain::RequestForm form;
  form.employees = {"Zoé Léger"};
  const domain::FundingRequest edited = done(edit_request(world.anne(), form, number)).request;
  CHECK(edited.title == "Excel");
  REQUIRE(edited.trainees.size() == 1);
  CHECK(edited.trainees[0].name == "Zoé Léger");
}

TEST_CASE("a request is not edited to a blank")
{
  World world;
  const std::string number = world.draft();
  domain::RequestForm form;
  form.title = form.place = " ";
  CHECK(told_by(edit_request(world.anne(), form, number)) == "title: field.required title");
  CHECK(codes_of(submit_request(world.anne(), form, number, Submission::draft)) ==
        "field.required, field.required");
  CHECK(world.dossier(number).title == "Excel");
}

TEST_CASE("a request is completed with every document that is required, and those asked for")
{
  World world;
  const std::string number = world.sent();
  CHECK(codes_of(complete_request(world.anne(), number, "")) == "request.transition");
  done(ask_documents(world.host(), number, {"kbis"}, ""));
  CHECK(told_by(complete_request(world.anne(), number, "")) ==
        "request.documents_missing quote, convention, programme, kbis");
  world.attach_all(number);
  CHECK(told_by(complete_request(world.anne(), number, "")) == "request.documents_missing kbis");
  world.attach_document(number, "kbis");
  CHECK(complete_request(world.anne(), number, ""));
}

TEST_CASE("a request that was in time is completed after its training began")
{
  World world;
  const std::string number = world.sent();
  done(ask_documents(world.host(), number, {"quote"}, ""));
  world.on("2026-04-20");
  world.attach_all(number);
  CHECK(complete_request(world.anne(), number, ""));
}

TEST_CASE("a request is in time by the day it was sent, not by that of its draft")
{
  World world("2026-03-02");
  const std::string number = world.draft();
  world.on("2026-04-05");
  done(submit_request(world.anne(), {}, number, Submission::send));
  done(ask_documents(world.host(), number, {"quote"}, ""));
  domain::RequestForm form;
  form.start = "2026-04-04";
  done(edit_request(world.anne(), form, number));
  world.attach_all(number);
  CHECK(told_by(complete_request(world.anne(), number, "")) ==
        "start: request.late 2026-04-04 2026-04-05");
  form.start = "2026-04-06";
  done(edit_request(world.anne(), form, number));
  CHECK(complete_request(world.anne(), number, ""));
}

TEST_CASE("a request is cancelled until the training begins, unless it was invoiced")
{
  World world;
  const std::string number = world.accepted(), other = world.accepted(), third = world.accepted();
  world.on("2026-04-06");
  done(cancel_request(world.anne(), number, "reporté"));
  CHECK(world.state_of(number) == "ANNULE");
  world.invoiced(third, "F-1", "100.00");
  CHECK(told_by(cancel_request(world.anne(), third, "")) == "request.invoiced " + third);
  world.on("2026-04-07");
  CHECK(told_by(cancel_request(world.anne(), other, "")) ==
        "request.started " + other + " 2026-04-07");
  CHECK(codes_of(cancel_request(world.anne(), number, "")) == "request.transition");
}

TEST_CASE("an invoice that a credit note takes back whole still waits, and so does the dossier")
{
  World world;
  const std::string number = world.accepted();
  world.invoiced(number, "F-1", "100.00");
  done(upload_invoice(world.paul(), credit_on(world, number, "A-1", "100.00")));
  CHECK(told_by(cancel_request(world.anne(), number, "")) == "request.invoiced " + number);
  for (const char* taken_back : {"A-1", "F-1"}) {
    done(cancel_invoice(world.paul(),
                        {domain::InvoiceEvent::cancel, taken_back, "", "erreur", "", "", ""}));
  }
  CHECK(cancel_request(world.anne(), number, ""));
}

TEST_CASE("what was paid has to come back before a dossier is cancelled")
{
  World world;
  const std::string number = world.accepted();
  world.invoiced(number, "F-1", "100.00");
  done(world.review(domain::InvoiceEvent::accept, "F-1", "", "avance"));
  done(world.review(domain::InvoiceEvent::pay, "F-1"));
  const auto cancelling = [&] { return told_by(cancel_request(world.anne(), number, "")); };
  CHECK(cancelling() == "request.paid " + number + " 100.00");
  done(upload_invoice(world.paul(), credit_on(world, number, "A-1", "100.00")));
  CHECK(cancelling() == "request.paid " + number + " 100.00");
  done(world.review(domain::InvoiceEvent::accept, "A-1"));
  CHECK(cancelling() == "request.paid " + number + " 100.00");
  done(world.review(domain::InvoiceEvent::pay, "A-1")); // it came
  CHECK(cancelling().empty());
}

TEST_CASE("a request that waits for an answer is cancelled after its start too")
{
  World world;
  const std::string number = world.opened();
  world.on("2026-05-01");
  CHECK(cancel_request(world.anne(), number, ""));
}

TEST_CASE("only who manages the establishment cancels")
{
  World world;
  const std::string number = world.sent();
  CHECK(codes_of(cancel_request(world.paul(), number, "")) == "profile.required");
  world.add_account("leo@compta.fr", {domain::Profile::member});
  CHECK(codes_of(cancel_request(world.as("leo@compta.fr"), number, "")) == "request.unknown");
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "reader", ""}));
  CHECK(codes_of(cancel_request(world.as("leo@compta.fr"), number, "")) == "access.reader");
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "manager", ""}));
  CHECK(cancel_request(world.as("leo@compta.fr"), number, ""));
}

TEST_CASE("a dossier is seen by its member, its provider and the OPCO; a draft by its member alone")
{
  World world;
  const std::string draft = world.draft(), sent = world.sent();
  CHECK(show_request(world.anne(), draft));
  CHECK(codes_of(show_request(world.paul(), draft)) == "request.unknown");
  CHECK(show_request(world.paul(), sent));
  world.add_provider("other@forma.fr", k_other_trainer);
  CHECK(codes_of(show_request(world.as("other@forma.fr"), sent)) == "request.unknown");
  CHECK(show_request(world.olga(), sent));
  CHECK(codes_of(show_request(world.nobody(), sent)) == "session.required");
}

TEST_CASE("a list comes a page at a time, and says whether there is more")
{
  World world;
  for (int i = 0; i < 3; ++i) {
    world.sent();
  }
  store::RequestFilter filter;
  filter.limit = 2;
  const RequestPage first = done(list_requests(world.anne(), filter));
  CHECK(first.requests.size() == 2);
  CHECK(first.more);
  CHECK(first.labels.at(0).trainee == "Jeanne Martin");
  filter.after = first.requests.back().number;
  const RequestPage second = done(list_requests(world.anne(), filter));
  CHECK(second.requests.size() == 1);
  CHECK_FALSE(second.more);
}

TEST_CASE("each change of a dossier stands in its history, with who made it")
{
  World world;
  const std::string number = world.accepted();
  std::string told;
  for (const domain::RequestChange& change : done(show_request(world.anne(), number)).history) {
    told += std::string(domain::to_text(change.event)) + " " + change.actor + ", ";
  }
  CHECK(told == "submit anne@altea.fr, open operator:test, accept operator:test, ");
}
