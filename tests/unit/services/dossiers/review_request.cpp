#include "services/dossiers/review_request.hpp"

#include <doctest/doctest.h>

#include "domain/values/finding.hpp"
#include "services/correspondence/letters.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

std::string accepting(World& world, const std::string& number, const char* amount,
                      const char* although = "")
{
  return told_by(accept_request(world.host(), number, amount, although));
}

// Broken off on that day, for no reason that matters.
util::Result<domain::FundingRequest> break_off(World& world, const std::string& number,
                                               const char* day)
{
  return break_off_request(world.host(), number,
                           {.date = day, .reason = "démission", .although = ""});
}

util::Result<domain::FundingRequest> settle(World& world, const std::string& number,
                                            const char* although = "")
{
  return settle_request(world.host(), number, Uninvoiced::refused, although);
}

std::string last_comment(World& world, const std::string& number)
{
  return world.store().funding_requests().history(world.dossier(number)).back().comment;
}

} // namespace

TEST_CASE("a request goes from its sending to the agreement by two steps of the OPCO")
{
  World world;
  const std::string number = world.sent();
  CHECK(world.state_of(number) == "TRANSMIS");
  world.attach_all(number);
  done(open_request(world.host(), number));
  CHECK(world.state_of(number) == "EN_COURS_INSTRUCTION");
  const domain::FundingRequest accepted = done(accept_request(world.host(), number, "1200.00", ""));
  CHECK(world.state_of(number) == "ENGAGE");
  CHECK(accepted.accepted == money_of("1200.00"));
}

TEST_CASE("what was not opened is not decided, and what was decided is not again")
{
  World world;
  const std::string number = world.sent();
  world.attach_all(number);
  CHECK(codes_of(accept_request(world.host(), number, "1400.00", "")) == "request.transition");
  CHECK(codes_of(refuse_request(world.host(), number, "hors branche")) == "request.transition");
  done(open_request(world.host(), number));
  CHECK(codes_of(open_request(world.host(), number)) == "request.transition");
  done(refuse_request(world.host(), number, "hors branche"));
  CHECK(told_by(accept_request(world.host(), number, "1400.00", "")) ==
        "request.transition " + number + " REFUSE accept -");
}

TEST_CASE("no more is accepted than was asked for, and something is")
{
  World world;
  const std::string number = world.opened();
  CHECK(accepting(world, number, "1400.01") == "amount: request.over_asked 1400.01 1400.00");
  CHECK(accepting(world, number, "0").starts_with("amount: amount.not_positive"));
  CHECK(accepting(world, number, "") == "amount: field.required amount");
  CHECK(world.state_of(number) == "EN_COURS_INSTRUCTION");
  CHECK(accepting(world, number, "1400.00").empty());
}

TEST_CASE("what somebody else pays is not asked for, nor accepted")
{
  World world;
  const std::string number = world.opened(training([](auto& form) {
    form.travel_cost = "100.00";
    form.co_funding = "300.00";
  })); // 1 400 and 100 less 300
  CHECK(accepting(world, number, "1200.01") == "amount: request.over_asked 1200.01 1200.00");
  CHECK(accepting(world, number, "1200.00").empty());
}

TEST_CASE("where a document is missing nothing is accepted, unless it is passed for a reason")
{
  World world;
  const std::string number = world.sent();
  done(open_request(world.host(), number));
  CHECK(accepting(world, number, "1400.00") ==
        "request.documents_missing quote, convention, programme");
  world.attach_document(number, "quote");
  CHECK(accepting(world, number, "1400.00") == "request.documents_missing convention, programme");
  CHECK(accepting(world, number, "1400.00", "le programme suit par la poste").empty());
}

TEST_CASE("a reason that passes a rule stands in the audit with what it passed")
{
  World world;
  const std::string number = world.sent();
  done(open_request(world.host(), number));
  done(accept_request(world.host(), number, "1400.00", "vu au téléphone"));
  const auto rows = world.store().audit().list();
  const auto passed = std::ranges::find_if(rows, [](const store::AuditRow& row) {
    return row.after && row.after->find("vu au téléphone") != std::string::npos;
  });
  REQUIRE(passed != rows.end());
  CHECK(passed->subject == "funding request " + number);
  CHECK(passed->after->find("request.documents_missing") != std::string::npos);
}

TEST_CASE("a request is refused for a reason, which the member is written")
{
  World world;
  const std::string number = world.opened();
  CHECK(told_by(refuse_request(world.host(), number, " ")) == "reason: field.required reason");
  done(refuse_request(world.host(), number, "hors branche"));
  CHECK(world.state_of(number) == "REFUSE");
  CHECK(last_comment(world, number) == "hors branche");
  const auto letters = done(list_letters(world.anne(), {}));
  REQUIRE(letters.size() == 1);
  CHECK(letters[0].kind == domain::LetterKind::refusal);
  CHECK(letters[0].body.find("hors branche") != std::string::npos);
}

TEST_CASE("a request that lacks something is sent back with what it lacks")
{
  World world;
  const std::string number = world.sent();
  done(ask_documents(world.host(), number, {"quote", "kbis"}, "le devis n'est pas signé"));
  CHECK(world.state_of(number) == "INCOMPLET");
  CHECK(last_comment(world, number) == "quote, kbis: le devis n'est pas signé");
  const std::string other = world.opened();
  done(ask_documents(world.host(), other, {"programme"}, ""));
  CHECK(last_comment(world, other) == "programme");
}

TEST_CASE("who asks says for what: a document that there is, or words")
{
  World world;
  const std::string number = world.sent();
  CHECK(told_by(ask_documents(world.host(), number, {}, "")) ==
        "documents: field.required documents");
  CHECK(told_by(ask_documents(world.host(), number, {"poem"}, ""))
          .starts_with("documents: document.use_unknown poem"));
  CHECK(ask_documents(world.host(), number, {}, "le titre n'est pas clair"));
}

TEST_CASE("a completed request is decided as one that was opened")
{
  World world;
  const std::string number = world.sent();
  done(ask_documents(world.host(), number, {"quote"}, ""));
  world.attach_all(number);
  done(complete_request(world.anne(), number, "les voici"));
  CHECK(world.state_of(number) == "EN_COURS_INSTRUCTION");
  CHECK(accept_request(world.host(), number, "1400.00", ""));
}

TEST_CASE("documents of before the price changed are about something else")
{
  World world;
  const std::string number = world.opened();
  done(ask_documents(world.host(), number, {"quote"}, "le prix a changé"));
  world.pass(util::k_minute);
  domain::RequestForm cheaper;
  cheaper.teaching_cost = "1000.00";
  done(edit_request(world.anne(), cheaper, number));
  done(complete_request(world.anne(), number, ""));
  CHECK(accepting(world, number, "1000.00") ==
        "request.documents_outdated quote, convention, programme 2026-03-02");
  world.pass(util::k_minute);
  for (const char* use : {"quote", "convention", "programme"}) {
    done(attach_document(world.anne(), {number, use, "new.pdf", "%PDF-1.7 new " + number + use}));
  }
  CHECK(accepting(world, number, "1000.00").empty());
}

TEST_CASE("a dossier nobody has is unknown, whatever is done to it")
{
  World world;
  for (const std::string& code :
       {codes_of(open_request(world.host(), "D20260000009")),
        codes_of(accept_request(world.host(), "D20260000009", "1.00", "")),
        codes_of(refuse_request(world.host(), "D20260000009", "x")),
        codes_of(break_off(world, "D20260000009", "2026-04-07")),
        codes_of(settle(world, "D20260000009"))}) {
    CHECK(code == "request.unknown");
  }
  CHECK(open_request(world.host(), " d20260000001 ").errors().size() == 1);
}

TEST_CASE("a training is broken off on a day within it, and for a reason")
{
  World world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  CHECK(told_by(break_off(world, number, "2026-04-06")) ==
        "date: request.break_date 2026-04-06 2026-04-07 2026-04-08");
  CHECK(codes_of(break_off(world, number, "2026-04-09")) == "request.break_date");
  CHECK(codes_of(break_off_request(world.host(), number, {"", "", false, ""})) ==
        "field.required, field.required");
  const domain::FundingRequest broken = done(break_off(world, number, "2026-04-07"));
  CHECK(world.state_of(number) == "RUPTURE");
  CHECK(broken.last_day() == date_of_text("2026-04-07"));
  CHECK(last_comment(world, number) == "2026-04-07: démission");
}

TEST_CASE("an early end that was announced is recorded before it comes, and told as one to come")
{
  World world;
  const auto letter_on = [&](const std::string& number) {
    std::string body;
    for (const domain::OfficialLetter& letter : done(list_letters(world.anne(), {}))) {
      body = letter.request == number && letter.subject.starts_with("Rupture") ? letter.body : body;
    }
    return body;
  };
  const std::string announced = world.accepted(), over = world.accepted();
  done(break_off(world, announced, "2026-04-07"));
  CHECK(letter_on(announced).find("prendra fin avant son terme, le 7 avril") != std::string::npos);
  world.on("2026-04-07");
  done(break_off(world, over, "2026-04-07"));
  CHECK(letter_on(over).find("a pris fin avant son terme, le 7 avril") != std::string::npos);
}

TEST_CASE("only what was accepted is broken off, and probation is of contracts alone")
{
  World world;
  const std::string number = world.opened();
  CHECK(codes_of(break_off(world, number, "2026-04-07")) == "request.transition");
  const std::string accepted = world.accepted();
  CHECK(told_by(break_off_request(
          world.host(), accepted,
          {.date = "2026-04-07", .reason = "x", .in_probation = true, .although = ""})) ==
        "in_probation: contract.none " + accepted);
}

TEST_CASE("a dossier is settled once its invoices are paid, on evidence of the hours")
{
  World world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  world.invoiced(number, "F-1", "1400.00");
  CHECK(told_by(settle(world, number)) == "request.unpaid " + number + " 1");
  world.certified(number, "14");
  world.paid("F-1");
  done(settle(world, number));
  CHECK(world.state_of(number) == "SOLDE");
  CHECK(codes_of(settle(world, number)) == "request.transition");
}

TEST_CASE("a dossier of which nothing was invoiced is settled without evidence")
{
  World world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  CHECK(settle(world, number));
}

TEST_CASE("a reason to pay without evidence does not hold for the end of the dossier")
{
  World world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  world.invoiced(number, "F-1", "1400.00");
  CHECK(codes_of(world.review(domain::InvoiceEvent::accept, "F-1")) == "execution.no_certificate");
  done(world.review(domain::InvoiceEvent::accept, "F-1", "", "émargements vus"));
  done(world.review(domain::InvoiceEvent::pay, "F-1"));
  CHECK(told_by(settle(world, number)) == "execution.no_certificate " + number);
  CHECK(settle(world, number, "émargements vus"));
}

TEST_CASE("what was paid beyond the hours that were carried out comes back before the end")
{
  World world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  world.invoiced(number, "F-1", "1400.00");
  done(world.review(domain::InvoiceEvent::accept, "F-1", "", "avance"));
  done(world.review(domain::InvoiceEvent::pay, "F-1"));
  CertificateForm half = World::certificate(number, "7");
  half.to = "2026-04-07";
  done(upload_certificate(world.paul(), half));
  done(break_off(world, number, "2026-04-07")); // seven hours of fourteen: 700 euros
  CHECK(told_by(settle(world, number)) == "request.unrecovered " + number + " 700.00");
}

TEST_CASE("the automatic checks are those of the day it was sent")
{
  World world;
  const std::string number = world.sent(training([](auto& form) { form.start = "2026-03-03"; }));
  world.on("2026-05-01"); // long after its start
  for (const domain::Finding& finding : done(check_request(world.host(), number))) {
    CHECK(finding.error.code != "request.late");
    CHECK(finding.severity == domain::Severity::warns);
  }
}
