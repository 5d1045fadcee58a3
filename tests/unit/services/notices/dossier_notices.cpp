#include "services/notices/dossier_notices.hpp"

#include <doctest/doctest.h>

#include "services/companies/access.hpp"
#include "services/correspondence/letters.hpp"
#include "services/correspondence/preferences.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

using Mails = std::vector<std::string>;

// "agreement 732829320": the letters there are, and to whom, by kind.
std::vector<std::string> letters_in(World& world)
{
  std::vector<std::string> told;
  for (const domain::OfficialLetter& letter : done(list_letters(world.host(), {}))) {
    told.push_back(std::string(domain::to_text(letter.kind)) + " " + letter.siret.siren().digits());
  }
  std::ranges::sort(told);
  return told;
}

// Both want to know of everything at once.
struct Listening : World
{
  Listening()
  {
    for (const char* email : {k_anne, k_paul}) {
      listen(email);
    }
  }
  void listen(const char* email)
  {
    for (const domain::AlertEvent event : domain::k_alert_events) {
      if (event != domain::AlertEvent::deadline_near) {
        done(set_alert(as(email), domain::to_text(event), "immediate"));
      }
    }
  }
};

} // namespace

TEST_CASE("a request that is sent is told to its provider, and not to who sent it")
{
  Listening world;
  const std::string number = world.sent();
  CHECK(world.new_mails() == Mails{"paul@forma.fr alert: request-changed " + number + " TRANSMIS"});
}

TEST_CASE("a draft is told to nobody")
{
  Listening world;
  const std::string number = world.draft();
  domain::RequestForm form;
  form.title = "VBA";
  done(edit_request(world.anne(), form, number));
  CHECK(world.new_mails().empty());
}

TEST_CASE("an agreement is written to the member and to the provider that is paid, each its part")
{
  Listening world;
  const std::string number = world.opened(training([](auto& form) { form.wage_cost = "300.00"; }));
  world.new_mails();
  done(accept_request(world.host(), number, "1700.00", ""));
  CHECK(letters_in(world) == Mails{"agreement 732829320", "agreement 880878145"});
  const auto of_paul = done(list_letters(world.paul(), {}));
  REQUIRE(of_paul.size() == 1);
  CHECK(of_paul[0].body.find("1\u202F400,00") != std::string::npos);
  const auto of_anne = done(list_letters(world.anne(), {}));
  REQUIRE(of_anne.size() == 1);
  CHECK(of_anne[0].body.find("1\u202F700,00") != std::string::npos);
  CHECK(world.new_mails().size() == 4); // of the letter and of the change, each
}

TEST_CASE("without subrogation the agreement is between the OPCO and the member")
{
  Listening world;
  world.accepted(training([](auto& form) { form.subrogation = "no"; }));
  CHECK(letters_in(world) == Mails{"agreement 732829320"});
  CHECK(done(list_letters(world.paul(), {})).empty());
}

TEST_CASE("a refusal of a training is the member's alone, of a contract the CFA's too")
{
  Listening world;
  done(refuse_request(world.host(), world.opened(), "hors branche"));
  CHECK(letters_in(world) == Mails{"refusal 732829320"});
  done(refuse_request(world.host(), world.opened_contract(World::contract("2026-03-02")),
                      "hors branche"));
  CHECK(letters_in(world) == Mails{"refusal 732829320", "refusal 732829320", "refusal 880878145"});
}

TEST_CASE("documents that are asked for are told by one mail to who wants to hear of them")
{
  Listening world;
  const std::string number = world.sent();
  world.new_mails();
  done(ask_documents(world.host(), number, {"quote"}, "non signé"));
  CHECK(world.new_mails() ==
        Mails{"anne@altea.fr alert: documents-asked " + number + " quote: non signé",
              "paul@forma.fr alert: documents-asked " + number + " quote: non signé"});
  CHECK(letters_in(world) == Mails{"documents-request 732829320"});
}

TEST_CASE("who wants no alert of documents is told of the letter")
{
  Listening world;
  const std::string number = world.sent();
  done(set_alert(world.anne(), "documents-asked", "never"));
  world.new_mails();
  done(ask_documents(world.host(), number, {"quote"}, ""));
  const Mails mails = world.new_mails();
  REQUIRE(mails.size() == 2);
  CHECK(mails[0].starts_with("anne@altea.fr alert: letter-received L2026-0000001"));
}

TEST_CASE("a payment is noticed to who is paid, and told to the member too")
{
  Listening world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  world.certified(number, "14");
  world.invoiced(number, "F-1", "1400.00");
  done(world.review(domain::InvoiceEvent::accept, "F-1"));
  world.new_mails();
  done(world.review(domain::InvoiceEvent::pay, "F-1", "VIR-7"));
  const Mails mails = world.new_mails();
  REQUIRE(mails.size() == 3);
  CHECK(mails[0] == "anne@altea.fr alert: invoice-paid F-1 VIR-7");
  CHECK(mails[1] == "paul@forma.fr alert: invoice-paid F-1 VIR-7");
  CHECK(mails[2].starts_with("paul@forma.fr alert: letter-received"));
  store::LetterFilter notices;
  notices.kind = domain::LetterKind::payment_notice;
  CHECK(done(list_letters(world.paul(), notices)).size() == 1);
  CHECK(done(list_letters(world.anne(), notices)).empty());
}

TEST_CASE("where the member is paid back the provider is told nothing of it")
{
  Listening world;
  const std::string number = world.accepted(training([](auto& form) { form.subrogation = "no"; }));
  world.on("2026-04-09");
  InvoiceForm form = world.invoice(number, "F-1", "1400.00");
  form.iban = k_iban_of_altea;
  done(upload_invoice(world.anne(), form));
  done(world.review(domain::InvoiceEvent::accept, "F-1", "", "certificat vu"));
  world.new_mails();
  done(world.review(domain::InvoiceEvent::pay, "F-1", "VIR-7"));
  for (const std::string& mail : world.new_mails()) {
    CHECK(mail.starts_with("anne@altea.fr"));
  }
}

TEST_CASE("an invoice that is refused is told with its reason, and by no letter")
{
  Listening world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  world.invoiced(number, "F-1", "1400.00");
  const std::size_t letters = letters_in(world).size();
  world.new_mails();
  done(world.review(domain::InvoiceEvent::reject, "F-1", "montant faux"));
  CHECK(world.new_mails() == Mails{"anne@altea.fr alert: invoice-refused F-1 montant faux",
                                   "paul@forma.fr alert: invoice-refused F-1 montant faux"});
  CHECK(letters_in(world).size() == letters);
}

TEST_CASE("that an invoice came in, was opened or accepted is told to nobody")
{
  Listening world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  world.certified(number, "14");
  world.new_mails();
  world.invoiced(number, "F-1", "1400.00");
  done(world.review(domain::InvoiceEvent::open, "F-1"));
  done(world.review(domain::InvoiceEvent::accept, "F-1"));
  CHECK(world.new_mails().empty());
}

TEST_CASE("a break-off is written to the member, of a contract to the CFA with its last day too")
{
  Listening world;
  const std::string number = world.opened_contract(World::contract("2026-03-02"));
  done(accept_contract(world.host(), number, {"8000.00", "", {}, false}, ""));
  done(break_off_request(world.host(), number, {"2026-06-30", "démission", false, ""}));
  const auto of_paul = done(list_letters(world.paul(), {}));
  REQUIRE(of_paul.size() == 2);
  const bool told = std::ranges::any_of(of_paul, [](const domain::OfficialLetter& letter) {
    return letter.body.find("30 octobre 2026") != std::string::npos; // four months after
  });
  CHECK(told);
}

TEST_CASE("who may look at a dossier by access that was given is not written to")
{
  Listening world;
  world.add_account("leo@compta.fr", {domain::Profile::member});
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "reader", ""}));
  world.listen("leo@compta.fr");
  const std::string number = world.sent();
  world.new_mails();
  done(open_request(world.host(), number));
  for (const std::string& mail : world.new_mails()) {
    CHECK_FALSE(mail.starts_with("leo@compta.fr"));
  }
}

TEST_CASE("an account that is locked is told of nothing")
{
  Listening world;
  const std::string number = world.sent();
  domain::Account locked = world.account(k_anne);
  locked.state = domain::AccountState::locked;
  world.put(locked);
  world.new_mails();
  done(open_request(world.host(), number));
  CHECK(world.new_mails() ==
        Mails{"paul@forma.fr alert: request-changed " + number + " EN_COURS_INSTRUCTION"});
}
