#include <doctest/doctest.h>

#include "domain/dossiers/request_life.hpp"
#include "domain/invoices/invoice.hpp"
#include "store/state_lists.hpp"

using namespace myatlas;
using namespace myatlas::store;

TEST_CASE("a list of states for a statement follows from what they mean")
{
  using Facts = domain::InvoiceStateFacts;
  CHECK(words_of_states<domain::k_invoice_states, &Facts::open>() ==
        "'DEPOSEE', 'EN_TRAITEMENT', 'VALIDEE'");
  CHECK(words_of_states<domain::k_invoice_states, &Facts::paid>() == "'REGLEE'");
  constexpr auto k_is_draft = [](const domain::RequestStateFacts& facts) { return !facts.sent; };
  CHECK(words_of_states<domain::k_request_states, k_is_draft>() == "'BROUILLON'");
}
