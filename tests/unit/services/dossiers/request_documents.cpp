#include "services/dossiers/request_documents.hpp"

#include <doctest/doctest.h>

#include "domain/dossiers/document.hpp"
#include "services/companies/access.hpp"
#include "services/dossiers/request_views.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

DocumentForm pdf(const std::string& number, const char* use, const char* text = "1")
{
  return {number, use, "piece.pdf", std::string("%PDF-1.7 ") + text};
}

std::string uses_seen(const Context& context, const std::string& number)
{
  return domain::joined(domain::uses_of(done(list_documents(context, number))));
}

} // namespace

TEST_CASE("a document is attached by the member and by the provider, in the order they come")
{
  World world;
  const std::string number = world.sent();
  CHECK(done(attach_document(world.anne(), pdf(number, "quote"))).position == 1);
  CHECK(done(attach_document(world.paul(), pdf(number, "programme"))).position == 2);
  CHECK(uses_seen(world.anne(), number) == "quote, programme");
}

TEST_CASE("who may only look, and the OPCO, attach nothing")
{
  World world;
  const std::string number = world.sent();
  world.add_account("leo@compta.fr", {domain::Profile::member});
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "reader", ""}));
  CHECK(codes_of(attach_document(world.as("leo@compta.fr"), pdf(number, "quote"))) ==
        "access.reader");
  CHECK(codes_of(attach_document(world.olga(), pdf(number, "quote"))) ==
        "establishment.not_managed");
  CHECK(codes_of(attach_document(world.host(), pdf(number, "quote"))) == "session.required");
}

TEST_CASE("the same file for the same use is attached once, for another use again")
{
  World world;
  const std::string number = world.sent();
  done(attach_document(world.anne(), pdf(number, "quote")));
  CHECK(told_by(attach_document(world.paul(), pdf(number, "quote"))) ==
        "file: document.attached piece.pdf 1");
  CHECK(attach_document(world.anne(), pdf(number, "programme")));
  CHECK(attach_document(world.anne(), pdf(number, "quote", "2")));
}

TEST_CASE("a document says what it is by its bytes and its name, and all that is wrong at once")
{
  World world;
  const std::string number = world.sent();
  CHECK(codes_of(attach_document(world.anne(), {"D1", "poem", "a.exe", "%PDF-1.7"})) ==
        "document.use_unknown, document.extension, request.unknown");
  CHECK(codes_of(attach_document(world.anne(), {number, "quote", "a.pdf", "MZ"})) ==
        "document.kind");
  CHECK(codes_of(attach_document(world.anne(), {number, "quote", "a.pdf", ""})) ==
        "document.empty");
}

TEST_CASE("nothing is attached to what is over")
{
  World world;
  const std::string number = world.sent();
  done(cancel_request(world.anne(), number, ""));
  CHECK(told_by(attach_document(world.anne(), pdf(number, "quote"))) ==
        "request: document.request_final " + number + " ANNULE");
}

TEST_CASE("what is missing is told until it is there")
{
  World world;
  const std::string number = world.sent();
  CHECK(done(show_request(world.anne(), number)).missing.size() == 3);
  world.attach_document(number, "convention");
  CHECK(domain::joined(done(show_request(world.anne(), number)).missing) == "quote, programme");
}

TEST_CASE("a provider sees neither the member's expenses nor, of several, the others' quotes")
{
  World world;
  world.add_provider("other@forma.fr", k_other_trainer);
  const auto of_two_providers = [](domain::RequestForm& form) {
    form.provider_siret.clear();
    form.modules = {{"Excel", k_trainer, "", "7", "700.00"},
                    {"VBA", k_other_trainer, "", "7", "700.00"}};
  };
  const std::string alone = world.sent(), shared = world.sent(training(of_two_providers));
  for (const std::string& number : {alone, shared}) {
    for (const char* use : {"quote", "expenses", "programme"}) {
      done(attach_document(world.anne(), pdf(number, use)));
    }
  }
  done(attach_document(world.as("other@forma.fr"), pdf(shared, "quote", "own")));
  CHECK(uses_seen(world.paul(), alone) == "quote, programme");
  CHECK(uses_seen(world.paul(), shared) == "programme");
  CHECK(uses_seen(world.as("other@forma.fr"), shared) == "programme, quote");
  CHECK(uses_seen(world.olga(), shared) == "quote, expenses, programme, quote");
  CHECK(codes_of(get_document(world.paul(), shared, "1")) == "document.unknown");
}
