#include "domain/correspondence/alert.hpp"

#include <doctest/doctest.h>

using namespace myatlas::domain;

TEST_CASE("who chose nothing is told at once of what must be answered, unless a letter says it")
{
  CHECK(unchosen_frequency(AlertEvent::documents_asked, Channel::electronic) ==
        Frequency::immediate);
  CHECK(unchosen_frequency(AlertEvent::documents_asked, Channel::paper) == Frequency::never);
  CHECK(unchosen_frequency(AlertEvent::invoice_refused, std::nullopt) == Frequency::immediate);
  CHECK(unchosen_frequency(AlertEvent::news_published, std::nullopt) == Frequency::never);
}
